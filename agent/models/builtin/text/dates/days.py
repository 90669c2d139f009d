"""Expressions that mean a day, or days from one to another."""

from __future__ import annotations

from datetime import date, timedelta

from agent.models.builtin.text.calendar import Calendar, Period, add_months
from agent.models.builtin.text.dates.lean import (
    Lean,
    Match,
    leaning,
    leaning_day,
    one_day,
    safe_date,
)
from agent.models.builtin.text.dates.words import OFFSETS, day_number, month_number
from agent.models.builtin.text.fold import word_list
from agent.models.builtin.text.numbers import ordinal


def iso_day(match: Match, _: Calendar, __: Lean) -> Period | None:
    return one_day(safe_date(int(match["y"]), int(match["m"]), int(match["d"])))


def numeric_day(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    """Day first, as in most of the world, unless only month first makes a date or is the custom."""
    year = int(match["year"])
    return one_day(_day_of(match, year if year > 99 else 2000 + year, calendar))


def _day_of(match: Match, year: int, calendar: Calendar) -> date | None:
    a, b = int(match["a"]), int(match["b"])
    first, second = safe_date(year, b, a), safe_date(year, a, b)
    slashed = "/" in match.group()
    return (second or first) if calendar.month_first and slashed else (first or second)


def day_slash_month(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    """Day and month as in ``numeric_day``; the year follows the lean."""
    years = range(calendar.today.year - 4, calendar.today.year + 5)
    days = [_day_of(match, year, calendar) for year in years]
    return leaning_day(days, calendar, lean)


def numeric_range(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    """ "5.10.-9.10." and "5/10-9/10", day first."""
    years = range(calendar.today.year - 4, calendar.today.year + 5)
    ends = [safe_date(year, int(match["d"]), int(match["c"])) for year in years]
    found = leaning_day(ends, calendar, lean)
    if not found or not found.first:
        return None
    last = found.first
    firsts = [
        safe_date(year, int(match["b"]), int(match["a"])) for year in (last.year, last.year - 1)
    ]
    first = next((day for day in firsts if day and day <= last), None)
    return Period(first, last) if first else None


def day_month(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    month, day = month_number(match["month"]), ordinal(match["day"]) or 0
    if match["year"]:
        return one_day(safe_date(int(match["year"]), month, day))
    years = range(calendar.today.year - 4, calendar.today.year + 5)
    days = [safe_date(year, month, day) for year in years]
    return leaning_day(days, calendar, lean)


def day_range(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    last = day_month(match, calendar, lean)
    if last is None or last.first is None:
        return None
    first = safe_date(last.first.year, last.first.month, int(match["first"]))
    return Period(first, last.first) if first and first <= last.first else None


RELATIVE_DAYS = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0,
                  "this evening": 0, "yesterday": -1, "tomorrow": 1, "last night": -1,
                  "day before yesterday": -2, "day after tomorrow": 2}  # fmt: skip


def relative_day(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    return one_day(calendar.shifted(RELATIVE_DAYS[match["word"]]))


def weekday(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    weekday, which = day_number(match["name"]), (match["which"] or "").strip()
    if which:
        side = OFFSETS[which]
        if side == 0:
            return one_day(calendar.weekday_in(calendar.week(), weekday))
        ahead = calendar.weekday_after if side > 0 else calendar.weekday_before
        return one_day(ahead(weekday))
    if calendar.today.isoweekday() == weekday:
        return one_day(calendar.today)
    if lean == "past":
        return one_day(calendar.weekday_before(weekday))
    return one_day(calendar.weekday_after(weekday))


def weekday_of_week(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    week = calendar.week(OFFSETS[match["which"]])
    return one_day(calendar.weekday_in(week, day_number(match["name"])))


def weekdays(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    """ "Mon-Wed", "Monday to Friday last week"; without a week the present one, unless that lies on
    the other side of the lean."""
    which = match["before"] or match["after"] or ""
    week = calendar.week(OFFSETS.get(which, 0))
    first = calendar.weekday_in(week, day_number(match["first"]))
    last = calendar.weekday_in(week, day_number(match["last"]))
    last += timedelta(days=7 if last < first else 0)
    if not which and lean == "past" and last > calendar.today:
        first, last = first - timedelta(days=7), last - timedelta(days=7)
    if not which and lean == "future" and last < calendar.today:
        first, last = first + timedelta(days=7), last + timedelta(days=7)
    return Period(first, last)


_FEASTS = {"christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26),
           "new year": (1, 1), "new year eve": (12, 31)}  # fmt: skip
# By their distance from Easter Sunday.
_OF_EASTER = {"maundy thursday": -3, "good friday": -2, "easter sunday": 0, "easter monday": 1,
              "ascension": 39, "whit monday": 50}  # fmt: skip


def feast(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    name = match["feast"].replace("'s", "").replace("years", "year")
    years = range(calendar.today.year - 4, calendar.today.year + 5)
    moves = _OF_EASTER.get(name.removesuffix(" day"))
    if moves is not None:
        days = [_easter(year) + timedelta(days=moves) for year in years]
        return leaning([Period(day, day) for day in days], calendar, lean)
    month, day = _FEASTS[name if name in _FEASTS else name.removesuffix(" day")]
    return leaning([Period(d, d) for y in years if (d := safe_date(y, month, day))], calendar, lean)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Gauss, as amended by Lichtenberg)."""
    century = year // 100
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    seed = (19 * (year % 19) + moon) % 30
    full = 21 + seed - (seed // 29 + (seed // 28 - seed // 29) * (year % 19 // 11))
    sun = 7 - (year + year // 4 + 2 - (3 * century + 3) // 4) % 7
    return date(year, 3, 1) + timedelta(days=full + 7 - (full - sun) % 7 - 1)


def day_of_month(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    first = calendar.today.replace(day=1)
    # "Due before the 20th" is that of this month, or of the next once it is long gone.
    offsets = (0, 1) if lean == "near" else range(-3, 4)
    months = [add_months(first, offset) for offset in offsets]
    days = [safe_date(month.year, month.month, int(match["day"])) for month in months]
    return leaning([Period(day, day) for day in days if day], calendar, lean)


def day_of_which(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    """ "The 9th of this month", of last month."""
    month = add_months(calendar.today.replace(day=1), {"last": -1, "next": 1}.get(match["of"], 0))
    return one_day(safe_date(month.year, month.month, int(match["day"])))


_SPELLED = [
    *word_list("""
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""),
    *(f"twenty {word}" for word in word_list("first second third fourth fifth sixth seventh eighth "
                                             "ninth")),
    "thirtieth", "thirty first",
]  # fmt: skip
SPELLED_DAY = "|".join(day.replace(" ", "[ -]") for day in reversed(_SPELLED))


def spelled_day(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    """ "The twelfth of November"."""
    month, day = month_number(match["month"]), _SPELLED.index(match["day"].replace("-", " ")) + 1
    years = range(calendar.today.year - 4, calendar.today.year + 5)
    return leaning_day([safe_date(year, month, day) for year in years], calendar, lean)
