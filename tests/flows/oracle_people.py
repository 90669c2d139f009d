"""The oracle's sections about people: hygiene of time entries, and timesheets not filled in."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from html import unescape

from tests.flows.books import Books, Row, Stint, exact, half_up, is_active, is_billable, minutes

TWELVE_HOURS = 12 * 3600
MONDAY_TO_FRIDAY = "1,2,3,4,5"


def hygiene(books: Books) -> list[Row]:
    """One row for each finding, without its words."""
    found = [("running_timer", stint) for stint in books.stints if stint.running]
    overlapping = _overlapping(books.stints)
    month = [stint for stint in books.stints if books.in_month(stint.day)]
    for stint in month:
        if stint.seconds > TWELVE_HOURS:
            found.append(("over_12h", stint))
        if (
            is_billable(stint.project)
            and is_billable(stint.task)
            and not _says_anything(stint.note)
        ):
            found.append(("no_description", stint))
        if not is_active(stint.project):
            found.append(("archived_project", stint))
        if stint.id in overlapping:
            found.append(("overlap", stint))
    return [
        {
            "kind": kind,
            "entry_id": stint.id,
            "user_id": stint.user_id,
            "user": books.users[stint.user_id]["name"],
            "project_id": stint.project["id"],
        }
        for kind, stint in found
    ]


def _says_anything(note: str | None) -> bool:
    """Whether words are left once tags and blanks are gone."""
    without_tags = re.sub(
        r"<(script|style)\b.*?</\1>|<!--.*?-->|</?[a-zA-Z][^<>]*>", "", note or "", flags=re.S
    )
    return bool(unescape(without_tags).strip())


def _overlapping(stints: list[Stint]) -> set[int]:
    """Those with start and end that begin before an earlier one of the same person has ended."""
    found = set()
    latest_end: dict[int, datetime] = {}
    timed = [(s.start, s.id, s.end, s.user_id) for s in stints if s.start and s.end]
    for start, stint_id, end, user_id in sorted(timed):
        before = latest_end.get(user_id, start)
        if start < before:
            found.add(stint_id)
        latest_end[user_id] = max(before, end)
    return found


def missing_timesheets(books: Books) -> list[Row]:
    """People with less than half of the time their working days have."""
    end = min(books.last, books.as_of - timedelta(days=1))
    days = _working_days(books, end)
    rows = []
    for user in books.users.values():
        if not is_active(user) or user.get("type", "Employee") == "Guest":
            continue
        expected = 3600 * days * (exact(user.get("workday_hours", 8)) or Fraction(0))
        tracked = sum(
            stint.seconds
            for stint in books.stints
            if stint.user_id == user["id"] and stint.day and books.first <= stint.day <= end
        )
        if tracked < expected / 2:
            rows.append(
                {
                    "user_id": user["id"],
                    "user": user["name"],
                    "expected_minutes": int(half_up(expected / 60)),
                    "tracked_minutes": minutes(tracked),
                }
            )
    return sorted(rows, key=lambda row: row["user"].casefold())


def _working_days(books: Books, end: date) -> int:
    """How many there are from the first of the month to a day."""
    chosen = str(books.company.get("working_days") or MONDAY_TO_FRIDAY).split(",")
    count = (end - books.first).days + 1
    days = (books.first + timedelta(days=number) for number in range(max(count, 0)))
    return sum(str(day.isoweekday() % 7) in chosen for day in days)
