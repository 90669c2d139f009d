"""The month-end review: what was billed, what was not, who owes what, and what to do about it.

Everything is read once. Its figures are in `agent.flows.figures`; how their rules are read where
they leave a choice is decision 16.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from agent.flows.figures import layout
from agent.flows.figures.books import Books
from agent.flows.figures.entries import keeper
from agent.flows.figures.headlines import headlines, warnings
from agent.flows.figures.month import Month
from agent.flows.figures.proposals import proposals
from agent.flows.figures.sections import worked_out
from agent.flows.figures.sight import WHOLE, out_of_sight
from agent.flows.flow import Flow, FlowInput, Material, Read
from agent.flows.lists import CLIENTS, INVOICES, MILESTONES, PROJECTS, TASKS, USERS, entries
from agent.flows.names import find
from agent.flows.report import Report, Row

_OF_TASKS = ("id", "name", "project_id", "client_id", "complete", "flat_billing", "invoiced",
             "estimated_price", "price")  # fmt: skip


_REST = {
    False: "Run the review for one client at a time to have the others; for timesheets, the"
    " timesheet check.",
    True: "Approve some of these, then run the review again: what is created is passed over.",
}
"""How the follow-ups that got no card are had, by whether the review is of one client."""


class MonthEndInput(FlowInput):
    month: str = Field(title="Month", description="The calendar month, such as 2026-10.")
    client: str | None = Field(None, title="Client", description="All clients if empty.")
    as_of: date | None = Field(None, title="As of", description="Today if empty.")

    @field_validator("client")
    @classmethod
    def _names_one(cls, text: str | None) -> str | None:
        """An empty field of a form names nobody."""
        return text if text and text.strip() else None

    @field_validator("month")
    @classmethod
    def _is_a_month(cls, text: str) -> str:
        try:
            month = date.fromisoformat(f"{text}-01")
        except ValueError:
            raise ValueError("is no month: write it like 2026-10") from None
        if f"{month:%Y-%m}" != text:
            raise ValueError("is no month: write it like 2026-10")
        return text


def reads(wanted: MonthEndInput, account: dict[str, Any], today: date) -> Sequence[Read]:
    """Every list once, whole: archived projects hold unbilled time, and budgets all time ever."""
    tasks = Read("tasks", TASKS.tool, TASKS.args, TASKS.what, _keep_task)
    time = entries(None, None, keeper(Month(wanted.month), ZoneInfo(account["timezone"])))
    clients = [CLIENTS] if wanted.client is not None else []
    return [*clients, PROJECTS, USERS, INVOICES, MILESTONES, tasks, time]


def _keep_task(record: Row) -> Row:
    return {field: record[field] for field in _OF_TASKS}


def report(wanted: MonthEndInput, material: Material) -> Report:
    """The review. Raises `NotFound` or `InvalidArgument` for a client that the rows do not have."""
    month, as_of = Month(wanted.month), wanted.as_of or material.today
    client = _client(wanted, material)
    books = _books(material, month, as_of, wanted, client)
    hidden = out_of_sight(material.account)
    rows = worked_out(books, material.have)
    if hidden:
        rows |= dict.fromkeys(WHOLE)
    of_one = wanted.client is not None
    suggested, notes = proposals(books, rows, rest=_REST[of_one]) if books else ([], [])
    told = [*material.warnings, *warnings(rows, month, as_of, material.today), *notes]
    return Report(
        flow=FLOW.name,
        title=f"Month-end review of {subject(wanted)}",
        facts=_facts(wanted, material, as_of, client),
        figures=headlines(dict.fromkeys(rows) if hidden else rows),
        sections=layout.sections(rows, of_one_client=of_one),
        proposals=suggested,
        warnings=[*told, *[layout.NO_TIMESHEETS] * of_one],
        missing=[*material.missing, *hidden],
        requests=material.requests,
    )


def _client(wanted: MonthEndInput, material: Material) -> Row | None:
    """The client named; None where none is, or where the clients could not be read."""
    if wanted.client is None or not material.have("clients"):
        return None
    return find("client", wanted.client, material.of("clients"))


def _books(
    material: Material, month: Month, as_of: date, wanted: MonthEndInput, client: Row | None
) -> Books | None:
    """None where it is not known whose rows are wanted."""
    if wanted.client is not None and client is None:
        return None
    return Books(material, month, as_of, client["id"] if client else None)


def _facts(
    wanted: MonthEndInput, material: Material, as_of: date, client: Row | None
) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "month": wanted.month,
        "as_of": as_of.isoformat(),
        "timezone": material.account["timezone"],
    }
    if wanted.client is not None:
        named = client or {"id": None, "name": wanted.client}
        facts |= {"client_id": named["id"], "client": named["name"]}
    return facts


def subject(wanted: MonthEndInput) -> str:
    """What a run is about: "October 2026, Northwind"."""
    return ", ".join([Month(wanted.month).title, *([wanted.client] if wanted.client else [])])


FLOW = Flow(
    name="month_end_review",
    title="Month-end review",
    about=(
        "What was billed in a month, what was not, who owes what, what slips, and follow-ups to "
        "approve. For all clients or for one."
    ),
    icon=":material/calendar_month:",
    input=MonthEndInput,
    reads=reads,
    report=report,
    subject=subject,
    examples=(
        "Do the October review",
        "Month-end for Northwind",
        "Month-end review of September 2026",
    ),
)
