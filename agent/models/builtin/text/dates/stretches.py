"""Expressions that mean a stretch of time: weeks, months, quarters, years, and so many of them."""

from __future__ import annotations

from datetime import date, timedelta

from agent.models.builtin.text.calendar import (
    Calendar,
    Period,
    add_months,
    month_period,
    quarter_period,
    year_period,
)
from agent.models.builtin.text.dates.lean import Lean, Match, leaning, one_day
from agent.models.builtin.text.dates.words import OFFSETS, QUARTERS, month_number
from agent.models.builtin.text.numbers import number


def fortnight(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    word = match["which"] or match["after"] or ""
    if word == "ago":
        return one_day(calendar.shifted(-14))
    if word in ("in", "next", "coming"):
        ahead = calendar.shifted(14)
        return one_day(ahead) if word == "in" else Period(calendar.today, ahead)
    return Period(calendar.shifted(-13), calendar.today)


def one_month(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    month = month_number(match["month"])
    groups = match.groupdict()
    if groups.get("year"):
        return month_period(int(match["year"]), month)
    year, which = calendar.today.year, groups.get("which") or ""
    if which.startswith("this"):
        return month_period(year, month)
    periods = [month_period(y, month) for y in range(year - 2, year + 3)]
    if which.startswith("last"):
        return [p for p in periods if p.last and p.last < calendar.today][-1]
    if which.startswith("next"):
        return next(p for p in periods if p.first and p.first > calendar.today)
    return leaning(periods, calendar, lean)


def months(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    """ "Oct-Dec", "November - January 2027"."""
    last = one_month(match, calendar, lean)
    if not last or not last.last:
        return None
    first, end = month_number(match["first"]), month_number(match["month"])
    return Period(date(last.last.year - (first > end), first, 1), last.last)


def year_month(match: Match, _: Calendar, __: Lean) -> Period | None:
    month = int(match["m"])
    return month_period(int(match["y"]), month) if 1 <= month <= 12 else None


def whole_unit(unit: str, offset: int, calendar: Calendar) -> Period:
    if unit == "day":
        day = calendar.shifted(offset)
        return Period(day, day)
    wholes = {"week": calendar.week, "month": calendar.month,
              "quarter": calendar.quarter, "year": calendar.year}  # fmt: skip
    return wholes[unit](offset)


def unit_beside(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    return whole_unit(match["unit"], OFFSETS[match["which"]], calendar)


def before_last(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    """ "The week before last"."""
    return whole_unit(match["unit"], -2, calendar)


def half_year(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    return _half_of(int(match["year"] or calendar.today.year), int(match["half"]))


def _half_of(year: int, half: int) -> Period:
    return Period(date(year, 6 * half - 5, 1), month_period(year, 6 * half).last)


def of_year(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    """ "October last year", "last year's Q3", "the first quarter of last year", "H2 last year"."""
    groups = match.groupdict()
    which = groups.get("which") or groups.get("ahead") or "this"
    year = calendar.today.year + OFFSETS[which]
    if groups.get("quarter"):
        return quarter_period(year, QUARTERS[match["quarter"]])
    if groups.get("half"):
        return _half_of(year, int(match["half"]))
    return month_period(year, month_number(match["month"]))


def short_year(match: Match, _: Calendar, __: Lean) -> Period | None:
    """ "Oct '26"."""
    return month_period(2000 + int(match["year"]), month_number(match["month"]))


def to_date(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    unit = {"ytd": "year", "mtd": "month"}.get(match.group()) or match["unit"]
    return Period(whole_unit(unit, 0, calendar).first, calendar.today)


def _moved(calendar: Calendar, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return calendar.shifted(count * (7 if unit == "week" else 1))
    return add_months(calendar.today, count * {"month": 1, "quarter": 3, "year": 12}[unit])


def last_units(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    first = _moved(calendar, -int(number(match["count"])), match["unit"]) + timedelta(days=1)
    return Period(first, calendar.today)


def last_working_days(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    """From the first of so many days between Monday and Friday up to yesterday."""
    day, left = calendar.today, int(number(match["count"]))
    while left > 0:
        day -= timedelta(days=1)
        left -= day.isoweekday() < 6
    return Period(day, calendar.shifted(-1))


def next_units(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    return Period(calendar.today, _moved(calendar, int(number(match["count"])), match["unit"]))


def ago(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    return one_day(_moved(calendar, -int(number(match["count"])), match["unit"]))


def ahead(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    return one_day(_moved(calendar, int(number(match["count"])), match["unit"]))


def weekend(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    which = (match["which"] or "").strip()
    day = calendar.today.isoweekday()
    if day >= 6 and (which == "this" or (not which and lean != "past")):
        saturday = calendar.shifted(6 - day)  # said at a weekend, it is that one
        return Period(saturday, saturday + timedelta(days=1))
    saturday = {
        "last": calendar.weekday_before(6),
        "next": calendar.weekday_after(6),
    }.get(which) or (calendar.weekday_before(6) if lean == "past" else calendar.weekday_after(6))
    return Period(saturday, saturday + timedelta(days=1))


def quarter(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    quarter = QUARTERS[match["quarter"]]
    if match["year"]:
        return quarter_period(int(match["year"]), quarter)
    year = calendar.today.year
    periods = [quarter_period(y, quarter) for y in range(year - 2, year + 3)]
    return leaning(periods, calendar, lean)


def week_number(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    """A week by its number; only some years have a week 53."""
    this = calendar.today.year
    years = [int(match["year"])] if match["year"] else range(this - 6, this + 7)
    found = []
    for year in years:
        last = date(year, 12, 28).isocalendar().week
        if 1 <= int(match["week"]) <= last:
            monday = date.fromisocalendar(year, int(match["week"]), 1)
            found.append(Period(monday, monday + timedelta(days=6)))
    return found[0] if match["year"] and found else leaning(found, calendar, lean)


def year_alone(match: Match, _: Calendar, __: Lean) -> Period | None:
    return year_period(int(match["year"]))


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def season(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    """The three months of a season: the latest that has begun, "last" the one of the year before
    where that one still goes on."""
    month = _SEASONS[match["season"]]
    begins = [date(calendar.today.year - back, month, 1) for back in (0, 1, 2)]
    begun = [first for first in begins if first <= calendar.today]
    ends = [add_months(first, 3) - timedelta(days=1) for first in begun]
    place = 1 if match["which"] == "last" and ends[0] >= calendar.today else 0
    return Period(begun[place], ends[place])
