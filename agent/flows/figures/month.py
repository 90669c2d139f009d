"""A calendar month, told apart from others by the first seven letters of a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

MONTHS_BACK = 12
"""How far ``unbilled_earlier`` reaches back from the first day of the month."""


class Stretch(Protocol):
    """The days that figures are of: a month, or any days in a row."""

    @property
    def first(self) -> date: ...

    @property
    def last(self) -> date: ...

    @property
    def title(self) -> str:
        """As people write it."""

    def holds(self, day: str | None) -> bool:
        """Whether an ISO day is in it."""

    def follows(self, day: str | None) -> bool:
        """Whether an ISO day is before it, and still looked at for what was left unbilled."""


@dataclass(frozen=True)
class Month:
    """``text`` is "2026-10"; days are compared as ISO text."""

    text: str

    @property
    def first(self) -> date:
        return date.fromisoformat(f"{self.text}-01")

    @property
    def last(self) -> date:
        first = self.first
        return first.replace(day=monthrange(first.year, first.month)[1])

    @property
    def title(self) -> str:
        """As people write it: "October 2026"."""
        return f"{self.first:%B %Y}"

    @property
    def year_before(self) -> str:
        """The month in which ``unbilled_earlier`` begins, as text."""
        back = self.first.year * 12 + self.first.month - 1 - MONTHS_BACK
        return f"{back // 12:04}-{back % 12 + 1:02}"

    def holds(self, day: str | None) -> bool:
        """Whether an ISO day is in it."""
        return day is not None and day[:7] == self.text

    def follows(self, day: str | None) -> bool:
        """Whether an ISO day is in one of the twelve months before it."""
        return day is not None and self.year_before <= day[:7] < self.text


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last; none where the last is before the first."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def weekday(day: date) -> int:
    """As Paymo counts them: 0 is Sunday."""
    return day.isoweekday() % 7


def shown_day(day: date) -> str:
    """Weekday and date as on a card: "Fri 30 Oct 2026"."""
    return f"{day:%a} {day.day} {day:%b %Y}"
