"""Which follow-ups the rules ask for: what about, in which project, for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.flows.books import Books, Row, Stint, is_active


def proposals(books: Books, found: dict[str, Any]) -> list[Row]:
    """One for each thing: ``about`` (kind and id), ``projects`` (those it may go into; several only
    where the latest entries of several are of the same day, none: a warning), ``user_id``.
    """
    rows = []
    invoices = {row["id"]: row for row in books.invoices}
    for row in found["overdue"]:
        project_id = invoices[row["invoice_id"]].get("project_id")
        rows.append(_in_client(books, ("invoice", row["invoice_id"]), project_id, row["client_id"]))
    for row in found["unbilled_time"]:
        about = ("unbilled", row["project_id"])
        rows.append(_in_client(books, about, row["project_id"], row["client_id"]))
    for row in found["flat_to_invoice"]:
        task = row["kind"] == "task"
        project_id = books.tasks[row["id"]]["project_id"] if task else row["id"]
        rows.append(_in_client(books, (row["kind"], row["id"]), project_id, row["client_id"]))
    for row in found["milestones"]:
        if row["days_late"] > 0:
            about = ("milestone", row["milestone_id"])
            rows.append(_in_client(books, about, row["project_id"], row["client_id"]))
    for row in found["missing_timesheets"]:
        own = _latest(books, _by_user(row["user_id"]))
        assignees = dict.fromkeys(own, row["user_id"])
        rows.append({"about": ("timesheet", row["user_id"]), "projects": assignees})
    return rows


def _by_user(user_id: int) -> Callable[[Stint], bool]:
    """Where the person still is on the project: nobody else can be given a task in it."""

    def fits(stint: Stint) -> bool:
        return stint.user_id == user_id and user_id in stint.project.get("users", [])

    return fits


def _in_client(books: Books, about: Any, project_id: int | None, client_id: int | None) -> Row:
    """In its own project where that is active, else in the client's latest one."""
    if project_id is not None and is_active(books.projects[project_id]):
        chosen = [project_id]
    else:
        chosen = _latest(books, lambda stint: stint.project.get("client_id") == client_id)
    assignees = {
        each: next(iter(books.projects[each].get("managers") or []), None) for each in chosen
    }
    return {"about": about, "projects": assignees}


def _latest(books: Books, fits: Callable[[Stint], bool]) -> list[int]:
    """The active project with the latest fitting entry, or those that share its day."""
    own = [
        (_begun(books, stint), stint.project["id"])
        for stint in books.stints
        if fits(stint) and is_active(stint.project)
    ]
    return sorted({project_id for day, project_id in own if day == max(own)[0]})


def _begun(books: Books, stint: Stint) -> date:
    """The day of an entry; of a timer that still runs, the one on which it was started."""
    if stint.day is None and stint.start is not None:
        return stint.start.astimezone(books.zone).date()
    assert stint.day is not None
    return stint.day
