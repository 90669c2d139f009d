"""What the review finds to follow up: one matter a row, with why and where it belongs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from agent.flows.figures.books import Books
from agent.flows.figures.durations import hours_and_minutes
from agent.flows.figures.month import shown_day
from agent.flows.figures.naming import NAMES, names_of, needs_follow_up
from agent.flows.report import Row


@dataclass(frozen=True)
class Matter:
    """``name`` is that of its task, ``apart`` the same with the id of what it is about, for two
    matters of one name. ``why`` is a sentence, and the task's description. ``project_id`` is the
    project it is about, ``client_id`` whose it is; a timesheet has a ``user_id`` instead.
    ``section`` and ``row`` are where it was found.
    """

    name: str
    apart: str
    why: str
    project_id: int | None = None
    client_id: int | None = None
    user_id: int | None = None
    section: str = ""
    row: Row = field(default_factory=dict, compare=False)


def matters(books: Books, sections: dict[str, list[Row] | None]) -> list[Matter]:
    """Of the sections that are complete, in the order of their rows."""
    return [
        replace(
            _MATTERS[section](names_of(section, row, books.month), row, books),
            section=section,
            row=row,
        )
        for section in NAMES
        for row in sections[section] or []
        if needs_follow_up(section, row)
    ]


def _overdue(names: tuple[str, str], row: Row, books: Books) -> Matter:
    why = (
        f"Invoice {row['number'] or row['invoice_id']} to {row['client'] or 'no client'} was due "
        f"on {_day(row['due_date'])}, {_days(row['days_overdue'])} before "
        f"{shown_day(books.as_of)}; {_open(row)} is open."
    )
    project_id = books.project_of_invoice.get(row["invoice_id"])
    return Matter(*names, why, project_id, row["client_id"])


def _unbilled(names: tuple[str, str], row: Row, books: Books) -> Matter:
    worth = "without a rate" if row["amount"] is None else f"worth {_money(row['amount'], row)}"
    why = (
        f"{hours_and_minutes(row['minutes'])} of {books.month.title} on "
        f"{row['project'] or 'the project'}, {worth}, is on no invoice yet."
    )
    return Matter(*names, why, row["project_id"], row["client_id"])


def _flat(names: tuple[str, str], row: Row, books: Books) -> Matter:
    price = "that is not set" if row["amount"] is None else f"of {_money(row['amount'], row)}"
    if row["kind"] == "project":
        why = f"All tasks of {row['name']} are complete; its flat price {price} is not invoiced."
        return Matter(*names, why, row["id"], row["client_id"])
    why = f"The task {row['name']} is complete; its flat price {price} is not invoiced."
    return Matter(*names, why, books.project_of_task[row["id"]], row["client_id"])


def _milestone(names: tuple[str, str], row: Row, books: Books) -> Matter:
    why = (
        f"The milestone {row['name']} of {row['project'] or 'the project'} was due on "
        f"{_day(row['due_date'])}, {_days(row['days_late'])} before {shown_day(books.as_of)}, and "
        "is not complete."
    )
    return Matter(*names, why, row["project_id"], row["client_id"])


def _timesheet(names: tuple[str, str], row: Row, books: Books) -> Matter:
    why = (
        f"{row['user'] or 'This person'} tracked {hours_and_minutes(row['tracked_minutes'])} of "
        f"{hours_and_minutes(row['expected_minutes'])} expected for {books.month.title}."
    )
    return Matter(*names, why, user_id=row["user_id"])


_MATTERS = {
    "overdue": _overdue,
    "unbilled_time": _unbilled,
    "flat_to_invoice": _flat,
    "milestones": _milestone,
    "missing_timesheets": _timesheet,
}


def _open(row: Row) -> str:
    balance, total = _money(row["balance"], row), _money(row["total"], row)
    return balance if balance == total else f"{balance} of {total}"


def _money(amount: float | int, row: Row) -> str:
    return f"{amount:,.2f} {row['currency'] or ''}".strip()


def _day(iso: str) -> str:
    return shown_day(date.fromisoformat(iso))


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
