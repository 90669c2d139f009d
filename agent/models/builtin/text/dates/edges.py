"""A part of a stretch of time: "end of October", "early May", "the first week of the month"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from agent.models.builtin.text.calendar import Calendar, Period, add_months
from agent.models.builtin.text.dates.mention import DateMention
from agent.models.builtin.text.fold import Span
from agent.models.builtin.text.numbers import number

_EDGE = re.compile(
    r"\b(?P<third>early|mid|late)[\s-]+(?:in\s+)?$"
    r"|\b(?:the\s+)?(?P<side>first half|second half|end|(?<=the )close|"
    r"(?<!we )(?<!they )(?<!you )(?<!to )start|beginning|"
    r"middle|(?P<count>first|last|1st|2nd|second|3rd|third|4th|fourth)(?: (?P<number>\d\d?|two|"
    r"three|four|five|six|ten))? (?P<unit>days?|weeks?|weekend|months?))\s+(?:of|in)\s+(?:the\s+)?$"
)
_SHORT_END = re.compile(r"\b(?:eom|eow|eoy|eoq|end of (?:the )?(month|week|year|quarter))\b")
_SHORT_START = re.compile(r"\b(?:start|beginning) of (?:the )?(month|week|year|quarter)\b")
_WEEK_OF = re.compile(
    r"\b(?:the )?(?:week (?:of|starting|beginning|commencing|from)|w/?[cb])\s+(?:the\s+)?$"
)
_WEEKEND_OF = re.compile(
    r"\b(?:over |on |at )?(?:the )?weekend (?:of|from|around|on)\s+(?:the\s+)?$"
)
_SHORT_HALF = re.compile(
    r"\b(?:the )?(?P<half>first|second) half of (?:the|this) (?P<unit>month|year|quarter)\b"
)


def short_edges(folded: str, calendar: Calendar) -> list[DateMention]:
    """ "End of the month" and "EOW" of the present one; the working week ends on Friday."""
    found = []
    units = {"m": calendar.month, "q": calendar.quarter, "y": calendar.year}
    for match in _SHORT_END.finditer(folded):
        unit = (match[1] or match.group()[2])[0]
        last = calendar.weekday_in(calendar.week(), 5) if unit == "w" else units[unit]().last
        found.append(DateMention(Period(last, last), match.span()))
    for match in _SHORT_START.finditer(folded):
        first = (calendar.week if match[1] == "week" else units[match[1][0]])().first
        found.append(DateMention(Period(first, first), match.span()))
    for match in _SHORT_HALF.finditer(folded):
        whole = DateMention(units[match["unit"][0]](), match.span())
        found.append(_half(whole, match["half"] == "first"))
    return found


def _half(mention: DateMention, first: bool) -> DateMention:
    period = mention.period
    assert period.first is not None
    assert period.last is not None
    days = (period.last - period.first).days
    middle = period.first + timedelta(days=(days - 1) // 2)
    if days > 360:
        middle = date(period.first.year, 6, 30)
    if first:
        return replace(mention, period=Period(period.first, middle))
    return replace(mention, period=Period(middle + timedelta(days=1), period.last))


def parts_of_dates(folded: str, atoms: list[DateMention], calendar: Calendar) -> list[DateMention]:
    """Apply "end of", "start of" and "week of" to the expression that follows."""
    found = [_edge(folded, atom, calendar) for atom in atoms]
    found = sorted([*found, *_others(folded, atoms, found)], key=lambda mention: mention.span)
    # "Last week" in "the last week of October" is no week of its own.
    return [one for one in found if not any(_inside(one.span, other.span) for other in found)]


def _inside(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and span != other


def _edge(folded: str, atom: DateMention, calendar: Calendar) -> DateMention:
    before = folded[: atom.span[0]]
    week = _WEEK_OF.search(before)
    if week and atom.period.single:
        return DateMention(calendar.week_of(atom.period.single), (week.start(), atom.span[1]))
    weekend = _WEEKEND_OF.search(before)
    if weekend and atom.period.first and atom.period.length <= 3:
        saturday = calendar.weekday_in(calendar.week_of(atom.period.first), 6)
        both = Period(saturday, saturday + timedelta(days=1))
        return DateMention(both, (weekend.start(), atom.span[1]))
    match = _EDGE.search(before)
    if not match or not atom.period.first or not atom.period.last:
        return atom
    period, span = atom.period, (match.start(), atom.span[1])
    assert period.first is not None
    assert period.last is not None
    if match["third"] == "mid" and re.search(r"\b(?:since|from|until|till|after|before) $",
                                             before[: match.start()]):  # fmt: skip
        return DateMention(Period(*[atom.period.first.replace(day=15)] * 2), span)
    if match["third"] and 26 < (period.last - period.first).days < 31:
        return DateMention(_third(period.first, period.last, match["third"]), span)
    if match["third"]:
        return atom
    if match["count"]:
        part = _part(period.first, period.last, match)
        return DateMention(part, span) if part else atom
    days = (period.last - period.first).days
    if match["side"] in ("first half", "second half"):
        return _half(DateMention(period, span), match["side"] == "first half")
    if match["side"] == "middle":
        day = period.first + timedelta(days=days // 2)
    elif match["side"] in ("end", "close"):
        day = calendar.weekday_in(period, 5) if days == 6 else period.last
    else:
        day = period.first
    return DateMention(Period(day, day), span)


# "The first half of April against the second": another part of the same month.
_OTHER = re.compile(
    r"\b(?:vs\.?|versus|against|and|or|to|with|than)\s+(?P<part>(?:the |its )?"
    r"(?P<which>first|last|second|third|fourth)(?: (?:half|weeks?|ones?))?)"
    r"(?=\W*$|\s*[,;?.:!]| (?:in|for|of the same)\b)"
)


def _others(folded: str, atoms: list[DateMention], found: list[DateMention]) -> list[DateMention]:
    """The further parts that are named without what they are a part of."""
    for atom, part in zip(atoms, found, strict=True):
        edge = _EDGE.search(folded[: atom.span[0]]) if part != atom else None
        other = _OTHER.search(folded, atom.span[1]) if edge else None
        if not edge or not other or not atom.period.first or not atom.period.last:
            continue
        span = other.span("part")
        if (edge["side"] or "").endswith("half"):
            return [_half(replace(atom, span=span), other["which"] == "first")]
        said = f"{other['which']} {edge['unit']} of " if edge["unit"] else ""
        again = _EDGE.search(said)
        period = _part(atom.period.first, atom.period.last, again) if again else None
        return [DateMention(period, span)] if period else []
    return []


_PLACES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4,
           "4th": 4}  # fmt: skip


def _third(first: date, last: date, which: str) -> Period:
    """Early May are its first ten days, mid May the next ten, late May the rest."""
    starts = {"early": 1, "mid": 11, "late": 21}
    start = first.replace(day=starts[which])
    return Period(start, last if which == "late" else start + timedelta(days=9))


def _part(first: date, last: date, match: re.Match[str]) -> Period | None:
    """ "The first week of October" are its first seven days, "the last ten days" its last ten."""
    count = int(number(match["number"])) if match["number"] else 1
    if match["unit"] == "weekend":
        return None
    if match["unit"].startswith("month"):
        return _months_of(first, last, match["count"], count)
    days = count * (7 if match["unit"].startswith("week") else 1)
    place = _PLACES.get(match["count"])
    if place is None:
        return Period(max(last - timedelta(days=days - 1), first), last)
    start = first + timedelta(days=days * (place - 1))
    if start > last:
        return None
    return Period(start, min(start + timedelta(days=days - 1), last))


def _months_of(first: date, last: date, which: str, count: int) -> Period | None:
    """ "The first five months of the year", "the last month of the quarter"."""
    place = _PLACES.get(which)
    start = add_months(first, count * (place - 1)) if place else add_months(
        last + timedelta(days=1), -count)  # fmt: skip
    end = add_months(start, count) - timedelta(days=1)
    return Period(start, end) if first <= start and end <= last else None
