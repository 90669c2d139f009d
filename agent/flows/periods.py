"""The days that an input such as "last week", "October" or "2026-10" means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from agent.models.builtin.text.calendar import MONTH_FIRST, Calendar, Period
from agent.models.builtin.text.dates import find_dates
from agent.models.builtin.text.fold import fold
from tools_server.errors import InvalidArgument


@dataclass(frozen=True)
class Days:
    """From the first to the last day, both included."""

    first: date
    last: date

    def holds(self, day: str | None) -> bool:
        """Whether an ISO day is in it."""
        return day is not None and self.first.isoformat() <= day <= self.last.isoformat()

    def follows(self, day: str | None) -> bool:
        """What was before it is not looked at."""
        return False

    @property
    def title(self) -> str:
        """As people write it: "October 2026", "26 Oct 2026 to 1 Nov 2026"."""
        first, last = self.first, self.last
        if first == last:
            return f"{first:%a} {first.day} {first:%b %Y}"
        whole_month = first.day == 1 and (last + timedelta(days=1)).day == 1
        if whole_month and (first.year, first.month) == (last.year, last.month):
            return f"{first:%B %Y}"
        return f"{first.day} {first:%b %Y} to {last.day} {last:%b %Y}"


def days_of(said: str, account: dict[str, Any], today: date) -> Days:
    """The days that the text means, "2026-10-01 to 2026-10-15" or "last month" for instance; a
    period that has no year or no end is the latest, up to today.

    Raises `InvalidArgument` for a text that is anything else, or has no beginning.
    """
    found = find_dates(fold(said.strip()), _calendar(account, today))
    whole = len(found) == 1 and not found[0].out and found[0].span == (0, len(said.strip()))
    period = found[0].period if whole else Period(None, None)
    if period.first is None:
        raise InvalidArgument(
            f"“{said}” is no period of days.",
            hint="Say for instance: last week, October 2026, 2026-10-01 to 2026-10-15.",
        )
    return Days(period.first, period.last or max(today, period.first))


def week_of(said: str, account: dict[str, Any], today: date) -> Days:
    """The account's week that the text lies in: "this week", "last week" or any day of it.

    Raises `InvalidArgument` for a text that is no period, or reaches over two weeks.
    """
    days = days_of(said, account, today)
    week = _calendar(account, today).week_of(days.first)
    assert week.first is not None
    assert week.last is not None
    if days.last > week.last:
        raise InvalidArgument(
            f"“{said}” is more than one week.",
            hint="Say this week, last week, or a day of the week.",
        )
    return Days(week.first, week.last)


def _calendar(account: dict[str, Any], today: date) -> Calendar:
    return Calendar(today, account["week_start"], account["timezone"] in MONTH_FIRST)
