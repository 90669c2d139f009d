"""A week's timesheets: each person's days against what is expected, and what looks wrong."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from agent.flows.figures.amounts import minutes, percent
from agent.flows.figures.books import Books
from agent.flows.figures.durations import hours_and_minutes
from agent.flows.figures.hygiene import TWELVE_HOURS, hygiene
from agent.flows.figures.month import days_between, shown_day, weekday
from agent.flows.figures.timesheets import expected_minutes, missing_timesheets
from agent.flows.periods import Days
from agent.flows.report import Row

_CHECKS = {
    "running_timer": "Timer runs",
    "over_12h": "Entry over 12 hours",
    "day_over_12h": "Day over 12 hours",
    "no_description": "No description",
    "archived_project": "Archived project",
    "overlap": "Overlap",
}


@dataclass(frozen=True)
class Week:
    """The week's finished time of the people that are looked at. What is not over yet counts up to
    yesterday where time is expected."""

    books: Books
    days: Days
    people: list[Row]
    entries: list[Row]

    @cached_property
    def seconds(self) -> dict[tuple[int, str], int]:
        """By person and day."""
        found: defaultdict[tuple[int, str], int] = defaultdict(int)
        for entry in self.entries:
            found[(entry["user_id"], entry["day"])] += entry["seconds"]
        return found

    @cached_property
    def workdays(self) -> list[date]:
        last = min(self.days.last, self.books.as_of - timedelta(days=1))
        working = self.books.material.account["working_days"]
        return [day for day in days_between(self.days.first, last) if weekday(day) in working]


def week_sheet(week: Week) -> dict[str, list[Row] | None]:
    """The rows of the timesheet check by section."""
    books, account = week.books, week.books.material.account
    missing = missing_timesheets(
        books.entries, week.people, week.days, books.as_of, frozenset(account["working_days"])
    )
    checks = hygiene(books.entries, books.projects, week.days, books.zone)
    ids = {row["id"] for row in week.people}
    found = [row for row in checks if row["user_id"] in ids] + _long_days(week)
    return {
        "people": [_person(user, week) for user in week.people],
        "missing_days": _missing_days(week),
        "checks": [{**row, "what": _CHECKS[row["kind"]]} for row in found],
        "missing_timesheets": missing,
    }


def _person(user: Row, week: Week) -> Row:
    days = days_between(week.days.first, week.days.last)
    by_day = {f"{day:%A}".lower(): week.seconds.get((user["id"], day.isoformat()), 0)
              for day in days}  # fmt: skip
    tracked, expected = sum(by_day.values()), expected_minutes(user, len(week.workdays))
    return {
        "user_id": user["id"],
        "user": user["name"],
        **{name: minutes(seconds) for name, seconds in by_day.items()},
        "tracked_minutes": minutes(tracked),
        "expected_minutes": expected,
        "percent": percent(tracked, expected * 60) if expected else None,
    }


def _missing_days(week: Week) -> list[Row]:
    return [
        {
            "user_id": user["id"],
            "user": user["name"],
            "date": day.isoformat(),
            "expected_minutes": expected_minutes(user, 1),
        }
        for user in week.people
        for day in week.workdays
        if expected_minutes(user, 1) and not week.seconds.get((user["id"], day.isoformat()))
    ]


def _long_days(week: Week) -> list[Row]:
    names = {row["id"]: row["name"] for row in week.people}
    return [
        {
            "kind": "day_over_12h",
            "entry_id": None,
            "user_id": id,
            "user": names[id],
            "project_id": None,
            "detail": f"{shown_day(date.fromisoformat(day))}: {hours_and_minutes(minutes(total))}"
            " in all.",
        }
        for (id, day), total in sorted(week.seconds.items())
        if total > TWELVE_HOURS
    ]
