"""Single date expressions: "yesterday", "3 March", "Q3", "last week", "two days ago".

Every rule is a pattern over folded text and a function to a period. Which year "October" or which
week "Friday" means depends on the lean of the request: time and invoices look back, due dates look
forward, filters on due dates take the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from agent.models.builtin.text.calendar import (
    Calendar,
    Period,
    add_months,
    month_period,
    quarter_period,
    year_period,
)
from agent.models.builtin.text.fold import word_list
from agent.models.builtin.text.numbers import ORDINAL_WORD, SMALL, number, ordinal

Lean = Literal["past", "future", "near"]
Match = re.Match[str]
Rule = Callable[[Match, Calendar, Lean], Period | None]

_MONTHS = word_list("""
    january february march april may june july august september october november december
""")  # fmt: skip
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_SHORT_DAYS = "mon|tues?|wed|thu(?:rs?)?|fri|sat|sun"
MONTH = rf"(?:{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
DAY = rf"(?:{'|'.join(_DAYS)}|{_SHORT_DAYS})\b\.?"
_NUMBER_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_UNIT = r"(?P<unit>day|week|month|quarter|year)"
# "5h" after a month is no day of it.
_NO_UNIT = r"(?![\w:])(?!\s*(?:h|hrs?|hours?|min|mins|minutes)\b)"


# "30 October" said in early November is the one just gone, whatever the lean: nobody means eleven
# months ahead, and a wrong year in a write is worse than a day that is refused.
CLOSE_DAYS = 31


def month_number(text: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(text.strip(". ")[:3]))


def day_number(text: str) -> int:
    return next(i for i, name in enumerate(_DAYS, 1) if name.startswith(text.strip(". ")[:3]))


def _one(day: date | None) -> Period | None:
    return Period(day, day) if day else None


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(match: Match, _: Calendar, __: Lean) -> Period | None:
    return _one(_safe(int(match["y"]), int(match["m"]), int(match["d"])))


def _numeric(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    """Day first, as in most of the world, unless only month first makes a date or is the custom."""
    year = int(match["year"])
    return _one(_day_of(match, year if year > 99 else 2000 + year, calendar))


def _day_of(match: Match, year: int, calendar: Calendar) -> date | None:
    a, b = int(match["a"]), int(match["b"])
    first, second = _safe(year, b, a), _safe(year, a, b)
    slashed = "/" in match.group()
    return (second or first) if calendar.month_first and slashed else (first or second)


def _day_slash_month(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    """Day and month as in ``_numeric``; the year follows the lean."""
    years = range(calendar.today.year - 4, calendar.today.year + 5)
    days = [_day_of(match, year, calendar) for year in years]
    return _leaning_day(days, calendar, lean)


def _numeric_range(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    """ "5.10.-9.10." and "5/10-9/10", day first."""
    years = range(calendar.today.year - 4, calendar.today.year + 5)
    ends = [_safe(year, int(match["d"]), int(match["c"])) for year in years]
    found = _leaning_day(ends, calendar, lean)
    if not found or not found.first:
        return None
    last = found.first
    firsts = [_safe(year, int(match["b"]), int(match["a"])) for year in (last.year, last.year - 1)]
    first = next((day for day in firsts if day and day <= last), None)
    return Period(first, last) if first else None


def _fortnight(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    word = match["which"] or match["after"] or ""
    if word == "ago":
        return _one(calendar.shifted(-14))
    if word in ("in", "next", "coming"):
        ahead = calendar.shifted(14)
        return _one(ahead) if word == "in" else Period(calendar.today, ahead)
    return Period(calendar.shifted(-13), calendar.today)


def _leaning(candidates: list[Period], calendar: Calendar, lean: Lean) -> Period | None:
    """Of the same day or month in several years, the one the request leans to."""
    today = calendar.today
    past = [p for p in candidates if p.first and p.first <= today]
    ahead = [p for p in candidates if p.last and p.last >= today]
    if lean == "past":
        return past[-1] if past else None
    if lean == "future":
        return ahead[0] if ahead else None
    middle = [(abs(((p.first or today) - today).days), p) for p in candidates]
    return min(middle, key=lambda pair: pair[0])[1] if middle else None


def _leaning_day(days: list[date | None], calendar: Calendar, lean: Lean) -> Period | None:
    """Of the same date in several years: the one just gone or just ahead wins over the lean."""
    candidates = [Period(day, day) for day in days if day]
    today = calendar.today
    close = [p for p in candidates if p.first and abs((p.first - today).days) <= CLOSE_DAYS]
    if close:
        return min(close, key=lambda p: abs(((p.first or today) - today).days))
    return _leaning(candidates, calendar, lean)


def _day_month(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    month, day = month_number(match["month"]), ordinal(match["day"]) or 0
    if match["year"]:
        return _one(_safe(int(match["year"]), month, day))
    years = range(calendar.today.year - 4, calendar.today.year + 5)
    days = [_safe(year, month, day) for year in years]
    return _leaning_day(days, calendar, lean)


def _day_range(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    last = _day_month(match, calendar, lean)
    if last is None or last.first is None:
        return None
    first = _safe(last.first.year, last.first.month, int(match["first"]))
    return Period(first, last.first) if first and first <= last.first else None


def _month(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
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
    return _leaning(periods, calendar, lean)


def _months(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    """ "Oct-Dec", "November - January 2027"."""
    last = _month(match, calendar, lean)
    if not last or not last.last:
        return None
    first, end = month_number(match["first"]), month_number(match["month"])
    return Period(date(last.last.year - (first > end), first, 1), last.last)


def _year_month(match: Match, _: Calendar, __: Lean) -> Period | None:
    month = int(match["m"])
    return month_period(int(match["y"]), month) if 1 <= month <= 12 else None


_RELATIVE_DAYS = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0,
                  "this evening": 0, "yesterday": -1, "tomorrow": 1, "last night": -1,
                  "day before yesterday": -2, "day after tomorrow": 2}  # fmt: skip


def _relative_day(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    return _one(calendar.shifted(_RELATIVE_DAYS[match["word"]]))


# Where a day or a stretch lies by the word before it.
_OFFSETS = {"last": -1, "previous": -1, "past": -1, "prior": -1, "this": 0, "current": 0,
            "next": 1, "coming": 1, "upcoming": 1, "following": 1}  # fmt: skip


def _weekday(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    weekday, which = day_number(match["name"]), (match["which"] or "").strip()
    if which:
        side = _OFFSETS[which]
        if side == 0:
            return _one(calendar.weekday_in(calendar.week(), weekday))
        ahead = calendar.weekday_after if side > 0 else calendar.weekday_before
        return _one(ahead(weekday))
    if calendar.today.isoweekday() == weekday:
        return _one(calendar.today)
    if lean == "past":
        return _one(calendar.weekday_before(weekday))
    return _one(calendar.weekday_after(weekday))


def _weekday_of_week(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    week = calendar.week(_OFFSETS[match["which"]])
    return _one(calendar.weekday_in(week, day_number(match["name"])))


def _whole(unit: str, offset: int, calendar: Calendar) -> Period:
    if unit == "day":
        day = calendar.shifted(offset)
        return Period(day, day)
    wholes = {"week": calendar.week, "month": calendar.month,
              "quarter": calendar.quarter, "year": calendar.year}  # fmt: skip
    return wholes[unit](offset)


def _unit(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    return _whole(match["unit"], _OFFSETS[match["which"]], calendar)


def _before_last(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    """ "The week before last"."""
    return _whole(match["unit"], -2, calendar)


def _weekdays(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    """ "Mon-Wed", "Monday to Friday last week"; without a week the present one, unless that lies on
    the other side of the lean."""
    which = match["before"] or match["after"] or ""
    week = calendar.week(_OFFSETS.get(which, 0))
    first = calendar.weekday_in(week, day_number(match["first"]))
    last = calendar.weekday_in(week, day_number(match["last"]))
    last += timedelta(days=7 if last < first else 0)
    if not which and lean == "past" and last > calendar.today:
        first, last = first - timedelta(days=7), last - timedelta(days=7)
    if not which and lean == "future" and last < calendar.today:
        first, last = first + timedelta(days=7), last + timedelta(days=7)
    return Period(first, last)


def _half_year(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    return _half_of(int(match["year"] or calendar.today.year), int(match["half"]))


def _half_of(year: int, half: int) -> Period:
    return Period(date(year, 6 * half - 5, 1), month_period(year, 6 * half).last)


def _of_year(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    """ "October last year", "last year's Q3", "the first quarter of last year", "H2 last year"."""
    groups = match.groupdict()
    which = groups.get("which") or groups.get("ahead") or "this"
    year = calendar.today.year + _OFFSETS[which]
    if groups.get("quarter"):
        return quarter_period(year, _QUARTERS[match["quarter"]])
    if groups.get("half"):
        return _half_of(year, int(match["half"]))
    return month_period(year, month_number(match["month"]))


def _short_year(match: Match, _: Calendar, __: Lean) -> Period | None:
    """ "Oct '26"."""
    return month_period(2000 + int(match["year"]), month_number(match["month"]))


def _to_date(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    unit = {"ytd": "year", "mtd": "month"}.get(match.group()) or match["unit"]
    return Period(_whole(unit, 0, calendar).first, calendar.today)


def _moved(calendar: Calendar, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return calendar.shifted(count * (7 if unit == "week" else 1))
    return add_months(calendar.today, count * {"month": 1, "quarter": 3, "year": 12}[unit])


def _last_units(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    first = _moved(calendar, -int(number(match["count"])), match["unit"]) + timedelta(days=1)
    return Period(first, calendar.today)


def _last_working_days(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    """From the first of so many days between Monday and Friday up to yesterday."""
    day, left = calendar.today, int(number(match["count"]))
    while left > 0:
        day -= timedelta(days=1)
        left -= day.isoweekday() < 6
    return Period(day, calendar.shifted(-1))


def _next_units(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    return Period(calendar.today, _moved(calendar, int(number(match["count"])), match["unit"]))


def _ago(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    return _one(_moved(calendar, -int(number(match["count"])), match["unit"]))


def _ahead(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    return _one(_moved(calendar, int(number(match["count"])), match["unit"]))


def _weekend(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
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


_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3,
             "4th": 4, "1": 1, "2": 2, "3": 3, "4": 4}  # fmt: skip


def _quarter(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    quarter = _QUARTERS[match["quarter"]]
    if match["year"]:
        return quarter_period(int(match["year"]), quarter)
    year = calendar.today.year
    periods = [quarter_period(y, quarter) for y in range(year - 2, year + 3)]
    return _leaning(periods, calendar, lean)


_FEASTS = {"christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26),
           "new year": (1, 1), "new year eve": (12, 31)}  # fmt: skip


def _feast(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    name = match["feast"].replace("'s", "").replace("years", "year")
    month, day = _FEASTS[name if name in _FEASTS else name.removesuffix(" day")]
    years = range(calendar.today.year - 4, calendar.today.year + 5)
    return _leaning([Period(d, d) for y in years if (d := _safe(y, month, day))], calendar, lean)


def _week_number(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    """A week by its number; only some years have a week 53."""
    this = calendar.today.year
    years = [int(match["year"])] if match["year"] else range(this - 6, this + 7)
    found = []
    for year in years:
        last = date(year, 12, 28).isocalendar().week
        if 1 <= int(match["week"]) <= last:
            monday = date.fromisocalendar(year, int(match["week"]), 1)
            found.append(Period(monday, monday + timedelta(days=6)))
    return found[0] if match["year"] and found else _leaning(found, calendar, lean)


def _year_alone(match: Match, _: Calendar, __: Lean) -> Period | None:
    return year_period(int(match["year"]))


def _day_of_month(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    first = calendar.today.replace(day=1)
    months = [add_months(first, offset) for offset in range(-3, 4)]
    days = [_safe(month.year, month.month, int(match["day"])) for month in months]
    return _leaning([Period(day, day) for day in days if day], calendar, lean)


def _day_of_which(match: Match, calendar: Calendar, _: Lean) -> Period | None:
    """ "The 9th of this month", of last month."""
    month = add_months(calendar.today.replace(day=1), {"last": -1, "next": 1}.get(match["of"], 0))
    return _one(_safe(month.year, month.month, int(match["day"])))


_SPELLED = [
    *word_list("""
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""),
    *(f"twenty {word}" for word in word_list("first second third fourth fifth sixth seventh eighth "
                                             "ninth")),
    "thirtieth", "thirty first",
]  # fmt: skip


_SPELLED_DAY = "|".join(day.replace(" ", "[ -]") for day in reversed(_SPELLED))


def _spelled_day(match: Match, calendar: Calendar, lean: Lean) -> Period | None:
    """ "The twelfth of November"."""
    month, day = month_number(match["month"]), _SPELLED.index(match["day"].replace("-", " ")) + 1
    years = range(calendar.today.year - 4, calendar.today.year + 5)
    return _leaning_day([_safe(year, month, day) for year in years], calendar, lean)


# A number of four digits is a year only behind a word that a time or an amount may follow.
_YEAR_AFTER = "|".join(
    rf"(?<={word} )"
    for word in word_list("""
    in from between through for of during since year vs versus than to with and until before after
    compare hours time revenue turnover invoiced billed received
""")
)
_SIDE = r"last|this|next|previous"
_QUARTER = r"first|second|third|fourth|1st|2nd|3rd|4th"
_WHICH = rf"(?P<which>{'|'.join(_OFFSETS)})"

# "Monday meeting" is what it is called, and no day.
_MEETING = (
    r"(?:meetings?|calls?|stand-?ups?|sync|reviews?|rounds?|jour fixe|check-?ins?|lunch(?:es)?|"
    r"huddles?|briefings?|newsletters?)\b"
)

RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(rf"(?<![\w/.-])(?:{pattern})"), rule)
    for pattern, rule in (
        (r"(?P<y>(?:19|20)\d\d)[-/](?P<m>\d\d?)[-/](?P<d>\d\d?)(?![\w/-])", _iso),
        (r"(?P<a>\d\d?)[./](?P<b>\d\d?)[./](?P<year>(?:19|20)\d\d)(?![\w/-])", _numeric),
        (r"(?P<a>\d\d?)(?P<dot>[./])(?P<b>\d\d?)(?P=dot)(?P<year>\d\d)(?![\w/.:-])", _numeric),
        (r"(?P<a>[0-3]?\d)(?P<sep>[./])(?P<b>[01]?\d)\.?\s*-\s*(?P<c>[0-3]?\d)(?P=sep)(?P<d>[01]?\d)\b"
         r"\.?(?![\d/])", _numeric_range),
        (r"(?P<a>[0-3]?\d)\.(?P<b>[01]?\d)\.(?!\d)", _day_slash_month),
        (rf"(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)(?![\w/.-]|\s*(?:h|hrs?|hours?|"
            rf"an?|{MONTH})\b)", _day_slash_month),
        (r"(?:the |a )?(?:(?P<which>last|past|previous|in|next|coming) (?:a |the )?)?fortnight\b"
         r"(?: (?P<after>ago)\b)?", _fortnight),
        (rf"(?P<first>[0-3]?\d)(?:st|nd|rd|th)?\s*(?:-|/|&|to|and|until|till|through)\s*(?:the\s)?"
         rf"{_NUMBER_DAY}(?:\s+of)?\s+(?P<month>{MONTH}){_YEAR}", _day_range),
        (rf"(?P<month>{MONTH})\s+(?:the\s)?(?P<first>[0-3]?\d)(?:st|nd|rd|th)?\s*"
         rf"(?:-|to|and|until|till|through)\s*(?:the\s)?{_NUMBER_DAY}{_NO_UNIT}{_YEAR}",
         _day_range),
        (r"(?:(?:the|on)\s+)?(?:the\s+)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)\s+of\s+"
         r"(?P<of>this|last|next|the)\s+(?:current\s+)?month\b", _day_of_which),
        (rf"(?:(?:the|on)\s+)?(?:the\s+)?(?P<day>{_SPELLED_DAY})\s+of\s+(?P<month>{MONTH})"
         r"(?!\w)", _spelled_day),
        (rf"{_NUMBER_DAY}(?:\s+of)?\s+(?P<month>{MONTH}){_YEAR}", _day_month),
        (rf"(?P<day>{ORDINAL_WORD})\s+of\s+(?P<month>{MONTH}){_YEAR}", _day_month),
        (rf"(?P<month>{MONTH})\s+(?:the\s)?{_NUMBER_DAY}{_NO_UNIT}{_YEAR}", _day_month),
        (rf"(?P<first>{MONTH})\s*-\s*(?P<month>{MONTH})(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
         _months),
        (rf"(?P<month>{MONTH}),?\s+(?:of\s)?(?P<year>(?:19|20)\d\d)\b", _month),
        (r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)(?![\w-])", _year_month),
        (r"(?P<m>\d\d?)/(?P<y>(?:19|20)\d\d)(?![\w/-])", _year_month),
        (rf"(?:the )?(?P<word>{'|'.join(sorted(_RELATIVE_DAYS, key=len, reverse=True))})\b",
         _relative_day),
        (rf"(?:(?P<before>{_SIDE})\s+week(?:'s)?,?\s+(?:from\s)?)?(?:last\s|this\s)?(?P<first>{DAY})\s*"
         rf"(?:-|to|through|thru|till|until)\s*(?P<last>{DAY})"
         rf"(?:,?\s+(?:of\s)?(?:the\s)?(?P<after>{_SIDE})\s+week\b)?", _weekdays),
        (r"(?<=yesterday and )(?:the\s)?day before(?: that)?\b(?! yesterday)",
         lambda _, c, lean: _one(c.shifted(-2))),
        (rf"(?P<name>{DAY}),?\s+(?:of\s)?(?:the\s)?(?P<which>last|this|next|previous)\s+week\b",
         _weekday_of_week),
        (rf"(?P<which>last|this|next|previous)\s+week(?:'s)?,?\s+(?:on\s)?(?P<name>{DAY})",
         _weekday_of_week),
        (rf"(?:the\s)?(?:{_WHICH}\s+)?(?P<name>{DAY})(?!s\b)(?! (?:morning )?{_MEETING})",
         _weekday),
        (rf"(?:the\s)?(?:last|past|previous|recent)\s+(?P<count>{SMALL})\s+{_UNIT}s?\b",
         _last_units),
        (rf"(?:the\s)?(?:last|past|previous)\s+(?P<count>{SMALL})\s+(?:working|business|work|week)[\s-]?"
         r"days\b", _last_working_days),
        (r"the\s+past\s+(?P<count>)" + _UNIT + r"\b", _last_units),
        (rf"(?:the\s|in the\s)?(?:(?:up)?coming|next|following)\s+(?P<count>{SMALL})\s+{_UNIT}s?\b",
         _next_units),
        (rf"(?P<count>{SMALL})\s+{_UNIT}s?\s+ago\b", _ago),
        (rf"in\s+(?P<count>{SMALL})\s+{_UNIT}s?(?:'\s+time)?\b", _ahead),
        (rf"(?P<count>{SMALL})\s+{_UNIT}s?\s+(?:from\s+(?:now|today)|hence)\b", _ahead),
        (rf"{_UNIT}\s+to\s+date\b|so far this (?P<unit2>week|month|quarter|year)\b|ytd\b|mtd\b",
         lambda m, c, lean: _to_date(m, c, lean) if not m["unit2"] else
         Period(_whole(m["unit2"], 0, c).first, c.today)),
        (rf"(?:the\s)?{_UNIT}\s+before\s+(?:the\s)?(?:last|previous)(?:\s+one)?\b", _before_last),
        (rf"(?P<month>{MONTH}),?\s+(?:of\s)?(?P<which>{_SIDE})\s+year\b", _of_year),
        (rf"(?P<ahead>{_SIDE})\s+year(?:'s)?,?\s+(?:in\s)?(?P<month>{MONTH})", _of_year),
        (rf"(?:q(?P<quarter>[1-4])|h(?P<half>[12])),?\s+(?:of\s)?(?P<which>{_SIDE})\s+year\b",
         _of_year),
        (rf"(?P<ahead>{_SIDE})\s+year(?:'s)?,?\s+(?:q(?P<quarter>[1-4])|h(?P<half>[12]))\b",
         _of_year),
        (rf"(?:the )?(?P<quarter>{_QUARTER})\s+quarter,?\s+(?:of\s)?(?P<which>{_SIDE})\s+year\b",
         _of_year),
        (rf"(?P<ahead>{_SIDE})\s+year(?:'s)?,?\s+(?P<quarter>{_QUARTER})\s+quarter\b", _of_year),
        (rf"(?P<month>{MONTH})\s?'(?P<year>\d\d)\b", _short_year),
        (r"h(?P<half>[12])(?:[ /,-]*(?P<year>(?:19|20)\d\d))?\b", _half_year),
        (rf"(?:the\s)?{_WHICH}\s+(?:(?:calendar|full|whole|entire|complete)\s)?{_UNIT}\b",
         _unit),
        # "The first five months of the year", "the last days of the month".
        (r"(?:(?<=months of the )|(?<=weeks of the )|(?<=week of the )|(?<=days of the )|"
         r"(?<=month of the ))(?P<unit>month|quarter|year)\b",
         lambda m, c, lean: _whole(m["unit"], 0, c)),
        (r"(?:over |on |at )?(?:the )?(?P<which>last |this |next )?weekend\b", _weekend),
        (r"q(?P<quarter>[1-4])(?:[ /,-]*(?P<year>(?:19|20)\d\d))?\b", _quarter),
        (rf"(?:the )?(?P<quarter>{_QUARTER})\s+quarter"
         r"(?:,?\s+(?:of\s)?(?P<year>(?:19|20)\d\d))?\b", _quarter),
        (r"(?:calendar |iso )?(?:week|cw|kw)\s*(?P<week>\d\d?)\b"
         r"(?:,?\s+(?:of\s)?(?P<year>(?:19|20)\d\d)\b)?", _week_number),
        (rf"(?P<which>last|this|next)\s+(?P<month>{MONTH})", _month),
        (rf"(?<!\d )(?<!\d(?:st|nd|rd|th) )(?P<month>{MONTH})", _month),
        (rf"(?:{_YEAR_AFTER}|^)(?P<year>20\d\d)(?![\w/.-])", _year_alone),
        (r"(?P<feast>christmas(?: eve| day)?|boxing day|new year(?:'?s)?(?: eve| day)?)\b", _feast),
        (r"(?:the|on)\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b", _day_of_month),
    )
)  # fmt: skip

DAY_NAME = re.compile(rf"(?:on |the )*{DAY}")
DATE_SHAPE = re.compile(
    rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH})|\b\d{{4}}-\d\d?-\d\d?\b"
    r"|\b\d\d?[./]\d\d?[./](?:\d{4}|\d\d)\b(?![.:/])"
)

# Words that are dates only in company: modal verbs, verbs, names; never "the sun".
WEAK = re.compile(r"(?P<the>the\s)?(?:may|march|mar|jan|mon|sat|sun|wed|fri|dec|apr)\.?")
