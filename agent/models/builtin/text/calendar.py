"""Days, weeks, months, quarters and years as inclusive periods."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from agent.models.builtin.text.fold import word_list


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included; None on a side means open on that side."""

    first: date | None
    last: date | None

    @property
    def single(self) -> date | None:
        """The day, when the period is one day."""
        return self.first if self.first is not None and self.first == self.last else None

    @property
    def length(self) -> int:
        """The days from its first to its last, 0 for a single one; many where a side is open."""
        if self.first is None or self.last is None:
            return 9999
        return (self.last - self.first).days

    @property
    def unit(self) -> str:
        """The unit of which it is one: "week" for any seven days; nothing where it is of none."""
        if self.first is None or self.last is None:
            return ""
        if self.length in (0, 6):
            return "week" if self.length else "day"
        for months, unit in ((1, "month"), (3, "quarter"), (12, "year")):
            if add_months(self.first, months) > self.last and self.length < 31 * months:
                return unit
        return ""

    @property
    def nearest_unit(self) -> str:
        """The smallest unit that is as long; "month" where a side is open."""
        if self.first is None or self.last is None:
            return "month"
        longest = ((0, "day"), (6, "week"), (30, "month"), (91, "quarter"))
        return next((unit for most, unit in longest if self.length <= most), "year")

    def as_strings(self) -> list[str | None]:
        return [day.isoformat() if day else None for day in (self.first, self.last)]


def period_from(strings: list[str | None]) -> Period:
    """The opposite of ``Period.as_strings``."""
    first, last = (date.fromisoformat(text) if text else None for text in strings)
    return Period(first, last)


# Where people write the month before the day.
MONTH_FIRST = frozenset(
    f"America/{city}"
    for city in word_list("""
    New_York Chicago Denver Phoenix Los_Angeles Anchorage Detroit Boise Juneau Nome Adak
    Indiana/Indianapolis Kentucky/Louisville Menominee Puerto_Rico
""")
) | {"Pacific/Honolulu", "US/Eastern", "US/Central", "US/Mountain", "US/Pacific"}


@dataclass(frozen=True)
class Calendar:
    """Where in time the person stands. ``week_start``: 0 = Sunday, 1 = Monday; ``month_first``:
    3/5 is 5 March there."""

    today: date
    week_start: int = 1
    month_first: bool = False

    @property
    def past(self) -> Period:
        """All days before today: where what is open is overdue."""
        return Period(None, self.shifted(-1))

    def shifted(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def week(self, offset: int = 0) -> Period:
        return self.week_of(self.shifted(7 * offset))

    def week_of(self, day: date) -> Period:
        behind = (day.isoweekday() - self.week_start) % 7
        first = day - timedelta(days=behind)
        return Period(first, first + timedelta(days=6))

    def weekday_in(self, week: Period, weekday: int) -> date:
        """A weekday (1 = Monday ... 7 = Sunday) of a whole week."""
        assert week.first is not None
        return week.first + timedelta(days=(weekday - week.first.isoweekday()) % 7)

    def weekday_before(self, weekday: int) -> date:
        """The most recent such day before today."""
        return self.shifted(-((self.today.isoweekday() - weekday - 1) % 7 + 1))

    def weekday_after(self, weekday: int) -> date:
        """The first such day after today."""
        return self.shifted((weekday - self.today.isoweekday() - 1) % 7 + 1)

    def month(self, offset: int = 0) -> Period:
        first = add_months(self.today.replace(day=1), offset)
        return month_period(first.year, first.month)

    def quarter(self, offset: int = 0) -> Period:
        current = (self.today.month - 1) // 3
        first = add_months(date(self.today.year, 3 * current + 1, 1), 3 * offset)
        return quarter_period(first.year, (first.month - 1) // 3 + 1)

    def year(self, offset: int = 0) -> Period:
        return year_period(self.today.year + offset)


def month_period(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def quarter_period(year: int, quarter: int) -> Period:
    return Period(
        month_period(year, 3 * quarter - 2).first,
        month_period(year, 3 * quarter).last,
    )


def year_period(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def period_moved(period: Period, unit: str, count: int) -> Period | None:
    """The same stretch so many units later, or earlier: the month before October is September."""
    if period.first is None or period.last is None:
        return None
    if unit in ("day", "week"):
        step = timedelta(days=count * (7 if unit == "week" else 1))
        return Period(period.first + step, period.last + step)
    months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
    first = add_months(period.first, months)
    return Period(first, add_months(period.last + timedelta(days=1), months) - timedelta(days=1))
