"""Days and spans relative to today: weeks run from Monday to Sunday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Span:
    """From one day to another, both included; a missing end is open."""

    first: date | None
    last: date | None

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it; no day lies in any but the span without ends."""
        if day is None:
            return self.first is None and self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


EVER = Span(None, None)


@dataclass(frozen=True)
class Days:
    """What people mean by a day, said on ``today``."""

    today: date

    def ago(self, days: int) -> date:
        """So many days before today; negative ones lie ahead."""
        return self.today - timedelta(days=days)

    def last(self, weekday: str) -> date:
        """The most recent one before today."""
        back = (self.today.weekday() - WEEKDAYS.index(weekday.lower())) % 7
        return self.ago(back or 7)

    def next(self, weekday: str) -> date:
        """The first one after today."""
        ahead = (WEEKDAYS.index(weekday.lower()) - self.today.weekday()) % 7
        return self.ago(-(ahead or 7))

    def week(self, ahead: int = 0) -> Span:
        """Monday to Sunday of this week, or of one before (negative) or after it."""
        monday = self.today - timedelta(days=self.today.weekday()) + timedelta(weeks=ahead)
        return Span(monday, monday + timedelta(days=6))

    def month(self, ahead: int = 0) -> Span:
        """This calendar month, or one before (negative) or after it."""
        return Span(self._first(ahead), self._first(ahead + 1) - timedelta(days=1))

    def year(self) -> Span:
        """From the first of January to today."""
        return Span(self.today.replace(month=1, day=1), self.today)

    def since(self, first: date | str, last: date | str | None = None) -> Span:
        """From a day on, to today unless told."""
        end = last or self.today
        return Span(_day(first), _day(end))

    def before(self, end: date | str) -> Span:
        """All days before this one."""
        return Span(None, _day(end) - timedelta(days=1))

    def on(self, day: date | str) -> Span:
        """This day alone."""
        return Span(_day(day), _day(day))

    def _first(self, ahead: int) -> date:
        months = self.today.year * 12 + self.today.month - 1 + ahead
        return date(months // 12, months % 12 + 1, 1)


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day
