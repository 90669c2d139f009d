"""Who logged what on each day of a week, against working days and hours, and what looks wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import Field

from agent.flows.figures.books import Books
from agent.flows.figures.durations import minutes_of
from agent.flows.figures.entries import keeper, of_month
from agent.flows.figures.month import days_between
from agent.flows.figures.naming import NAMES
from agent.flows.figures.proposals import proposals
from agent.flows.figures.week_sheet import Week, week_sheet
from agent.flows.flow import Flow, FlowInput, Material, Read
from agent.flows.layout import columns, laid_out, section
from agent.flows.lists import PROJECTS, TASKS, USERS, entries
from agent.flows.names import person
from agent.flows.periods import Days, week_of
from agent.flows.report import Figure, Proposal, Report, Row, Section

BEFORE = timedelta(weeks=8)
"""How far back is read: a timer may run for weeks, and a follow-up goes where somebody worked."""


class TimesheetsInput(FlowInput):
    week: str = Field(
        "last week",
        title="Week",
        description="Last week, this week, or a day of the week, such as 2026-10-30.",
    )
    person: str | None = Field(None, title="Person", description="Everybody if empty.")


def _sections(days: Days) -> Sequence[Section]:
    each = ", ".join(
        f"{day:%A}:minutes {day:%a} {day.day}".replace(f"{day:%A}", f"{day:%A}".lower(), 1)
        for day in days_between(days.first, days.last)
    )
    return [
        section(
            "people",
            "Person by day",
            "Finished time of the week. Expected are the working days up to yesterday, times the"
            " person's hours a day; guests keep no timesheet.",
            *columns(f"user Person, {each}, tracked_minutes:minutes Week,"
                     " expected_minutes:minutes Expected, percent:percent Share"),
        ),
        section(
            "missing_days",
            "Days without time",
            "Working days up to yesterday on which a person logged nothing.",
            *columns("user Person, date:day Day, expected_minutes:minutes Expected"),
        ),
        section(
            "checks",
            "To check",
            "Timers that run now; in the week, entries and days of more than 12 hours, billable"
            " time without a description, time in archived projects, and overlaps.",
            *columns("what What, user Person, detail Detail, entry_id:number Entry"),
        ),
        section(
            "missing_timesheets",
            "Less than half",
            "People who logged less than half of what is expected. Each is proposed a task.",
            *columns("user Person, expected_minutes:minutes Expected,"
                     " tracked_minutes:minutes Logged"),
        ),
    ]  # fmt: skip


def _reads(asked: TimesheetsInput, account: dict[str, Any], today: date) -> Sequence[Read]:
    week = week_of(asked.week, account, today)
    keep = keeper(week, ZoneInfo(account["timezone"]))
    return [USERS, PROJECTS, TASKS, entries(week.first - BEFORE, None, keep)]


def _report(asked: TimesheetsInput, material: Material) -> Report:
    days = week_of(asked.week, material.account, material.today)
    rows: dict[str, list[Row] | None] = {}
    suggested: list[Proposal] = []
    notes: list[str] = []
    who, week = "", None
    if material.have("users"):
        people, who = _people(asked, material)
        if material.have("entries", "projects"):
            books = Books(material, days, material.today)
            ids = {row["id"] for row in people}
            time = [row for row in of_month(books.entries, days) if row["user_id"] in ids]
            week = Week(books, days, people, time)
            rows = week_sheet(week)
            suggested, notes = proposals(
                books,
                {**dict.fromkeys(NAMES), "missing_timesheets": rows["missing_timesheets"]},
                rest="Run it for one person at a time to have the others.",
            )
    return laid_out(
        FLOW.name,
        _sections(days),
        material,
        title=f"Timesheets{who}, {days.title}",
        facts={"from": days.first.isoformat(), "to": days.last.isoformat()},
        rows=rows,
        figures=_figures(week, rows),
        warnings=notes,
        proposals=suggested,
    )


def _people(asked: TimesheetsInput, material: Material) -> tuple[list[Row], str]:
    """Everybody active who is no guest, or the person named."""
    users = material.of("users")
    if asked.person:
        found = person(asked.person, users, material.account)
        return [found], f" of {found['name']}"
    active = [row for row in users if row["active"] and row["type"] != "Guest"]
    return sorted(active, key=lambda row: (row["name"] or "").casefold()), ""


def _figures(week: Week | None, rows: dict[str, list[Row] | None]) -> list[Figure]:
    logged = minutes_of(week.entries) if week else None
    expected = sum(row["expected_minutes"] for row in rows["people"] or []) if week else None
    counts = {"Days without time": "missing_days", "To check": "checks",
              "Less than half": "missing_timesheets"}  # fmt: skip
    return [
        Figure(label="Logged", value=logged, kind="minutes"),
        Figure(label="Expected", value=expected, kind="minutes"),
        *(Figure(label=label, value=len(rows[name] or []) if week else None)
          for label, name in counts.items()),
    ]  # fmt: skip


FLOW = Flow(
    name="timesheet_check",
    title="Timesheet check",
    about="The time of each person on each day of a week against working days and hours: days"
    " without time, days over 12 hours, timers that run, entries without a description, and a task"
    " to approve for everybody who logged less than half.",
    icon=":material/fact_check:",
    input=TimesheetsInput,
    reads=_reads,
    report=_report,
    subject=lambda asked: f"{asked.person}, {asked.week}" if asked.person else asked.week,
    examples=(
        "Check last week's timesheets",
        "How do the timesheets of this week look?",
        "Timesheet check for Priya, week of 12 October",
        "Timesheet check of Sam Rivera",
    ),
)
