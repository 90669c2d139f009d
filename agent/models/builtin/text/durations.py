"""Durations: "4h", "1h30", "1.5 hours", "ninety minutes", "an hour and a half"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from agent.models.builtin.text.fold import Span
from agent.models.builtin.text.numbers import NUMBER, WORD, number

_HOURS = r"(?:hours?|hrs?|h)\b"
_MINUTES = r"(?:(?:minutes?|mins?|m)\b|['′](?!\w))"
# Behind "2 hours 30" there may be a date or a unit, which makes it something else.
_NO_DATE = (
    r"(?![\w:.,/%-]*\d)(?!\w)(?!\s?(?:of |st\b|nd\b|rd\b|th\b|jan|feb|mar|apr|may|jun|jul|aug|sep|"
    r"oct|nov|dec|%|days?|weeks?|h\b|hours?|hrs?))"
)
_FIVES = r"(?:[0-5][05]|(?:twenty|thirty|forty|fifty)(?:[- ]five)?|five|ten|fifteen)"
_EDGE = r"(?<![\w.,:/-])"
_ONE = r"an?(?=[\s-])"  # "am" is no minute, nor "ah" an hour
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "three quarters": Decimal("0.75"),
          "three quarter": Decimal("0.75"), "1/2": Decimal("0.5"), "1/4": Decimal("0.25"),
          "3/4": Decimal("0.75")}  # fmt: skip


@dataclass(frozen=True)
class Duration:
    """A length of time in whole minutes, and where it stands in the message."""

    minutes: int
    span: Span


def _minutes(hours: Decimal, minutes: Decimal = Decimal(0)) -> int:
    return int((hours * 60 + minutes).quantize(Decimal(1), ROUND_HALF_UP))


def _part_of(match: re.Match[str]) -> int:
    return _minutes(_PARTS[match["part"].removeprefix("a ").replace("-", " ")])


def _with_part(match: re.Match[str]) -> int:
    return _minutes(number(match["hours"] or "an") + _PARTS[match["part"].replace("-", " ")])


def _hours_minutes(match: re.Match[str]) -> int:
    return _minutes(number(match["hours"]), number(match["minutes"]))


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int]], ...] = tuple(
    (re.compile(pattern), value)
    for pattern, value in (
        (rf"{_EDGE}(?P<hours>\d{{1,2}}):(?P<minutes>\d\d)\s?{_HOURS}", _hours_minutes),
        (rf"{_EDGE}(?P<hours>\d+)\s?h(?:rs?)?(?P<minutes>\d{{1,2}})(?:\s?{_MINUTES})?(?![\w:])",
         _hours_minutes),
        (rf"{_EDGE}(?P<hours>{NUMBER}|{_ONE})[\s-]?{_HOURS},?\s*(?:and\s+)?"
         rf"(?P<minutes>{NUMBER})[\s-]?{_MINUTES}", _hours_minutes),
        (rf"{_EDGE}(?P<hours>\d+)\s?h\s(?P<minutes>[0-5]\d){_NO_DATE}", _hours_minutes),
        (rf"{_EDGE}(?P<hours>{NUMBER}|{_ONE})[\s-]?{_HOURS}(?:\s|\sand\s)(?P<minutes>{_FIVES})"
         rf"{_NO_DATE}", _hours_minutes),
        (rf"{_EDGE}(?P<hours>(?:{NUMBER}|{_ONE})[\s-]?|){_HOURS} and (?:a )?(?P<part>half|quarter|"
         r"three[ -]quarters?)\b",
         _with_part),
        (rf"{_EDGE}(?P<hours>{NUMBER}|{_ONE}) and (?:an? )?"
         rf"(?P<part>half|quarter|three[ -]quarters?)[\s-](?:of )?(?:an? )?{_HOURS}", _with_part),
        (rf"{_EDGE}(?P<hours>\d+) 1/2\s?{_HOURS}",
         lambda match: _minutes(number(match["hours"]) + Decimal("0.5"))),
        (rf"{_EDGE}(?P<part>[13]/[24])\s?(?:of )?(?:an )?{_HOURS}", _part_of),
        (rf"{_EDGE}(?P<hours>\d*)\s?(?P<sign>[½¼¾])\s?(?:an )?{_HOURS}",
         lambda match: _minutes(Decimal(match["hours"] or 0) + _FRACTIONS[match["sign"]])),
        # "First quarter hours" are those of three months.
        (rf"\b(?P<part>half|three[ -]quarters?|a quarter|(?<!first )(?<!second )(?<!third )"
         rf"(?<!fourth )(?<!last )(?<!this )(?<!\d[snrt][tdh] )quarter)[\s-](?:of )?"
         rf"(?:an? )?{_HOURS}", _part_of),
        (r"\b(?:a )?couple(?: of)? hours\b", lambda match: 120),
        (r"\b(?:the|this) (?:last|past) hour\b", lambda match: 60),
        (rf"(?<!at )(?<!from )(?<!until )(?<!till )(?<!to )(?<!- ){_EDGE}(?P<hours>[01]?\d):"
         rf"(?P<minutes>[0-5]\d)(?=\s+(?:on|for|to|against|of)\b)(?!\s+to\s+\d)", _hours_minutes),
        # Alone and early in the day it is no time of day that a range could begin with.
        (rf"(?<!at )(?<!from )(?<!until )(?<!till )(?<!to )(?<!- )(?<!by ){_EDGE}(?P<hours>0?\d):"
         rf"(?P<minutes>[0-5]\d)(?![\w:])(?!\s?(?:[ap]\.?m\b|-|to\b|till\b|until\b|and\b))",
         _hours_minutes),
        (rf"{_EDGE}(?P<hours>{NUMBER}|{_ONE}|another)[\s-]?(?:(?:more|extra|additional)\s)?{_HOURS}",
         lambda match: _minutes(number(match["hours"]))),
        (rf"{_EDGE}(?P<minutes>{NUMBER}|{_ONE})[\s-]?(?:(?:more|extra|additional)\s)?{_MINUTES}",
         lambda match: _minutes(Decimal(0), number(match["minutes"]))),
    )
)  # fmt: skip


def find_durations(folded: str, original: str | None = None) -> list[Duration]:
    """Every duration in a folded message, in order, never overlapping.

    ``original`` brings back the fraction signs, which folding turns into digits.
    """
    text = _with_fractions(folded, original or folded)
    found: list[Duration] = []
    for pattern, value in _RULES:
        for match in pattern.finditer(text):
            span = match.span()
            if not any(span[0] < seen.span[1] and seen.span[0] < span[1] for seen in found):
                found.append(Duration(value(match), span))
    found.sort(key=lambda duration: duration.span)
    more = _unitless(text, found) if found else _told_bare(text) or _under_heading(text)
    return sorted([*found, *more], key=lambda duration: duration.span)


# "2 hours on A and 1.5 on B", "... and for 3 on Friday": the unit is that of the length before. In
# "Prototype 1 and 2 on Monday" there is none.
_UNITLESS = re.compile(
    r"(?<![\d.] )(?:\b(?<!\d )and|(?<!\d)[,:]|\bplus|\bthen|&)\s+(?:then\s+|another\s+|for\s+)?"
    rf"(?P<number>\d{{1,3}}(?:[.,]\d{{1,2}})?|{WORD}(?=\s+(?:on|for)\s+(?:me|myself|the|\x01)))"
    r"(?=\s+(?:on|for)\s+\D)"
)
_IN_HOURS = re.compile(r"(?<![a-z])h")


def _unitless(text: str, found: list[Duration]) -> list[Duration]:
    more: list[Duration] = []
    for match in _UNITLESS.finditer(text):
        before = [each for each in found if each.span[1] <= match.start()]
        inside = any(a < match.end() and match.start() < b for a, b in (d.span for d in found))
        if before and not inside:
            said, value = text[slice(*before[-1].span)], number(match["number"])
            hours = _IN_HOURS.search(said)
            minutes = _minutes(value) if hours else _minutes(Decimal(0), value)
            more.append(Duration(minutes, match.span("number")))
    return more


# "Yesterday's hours: meetings 1.5, drawings 4".
_HEADING = re.compile(r"\b(?:hours|hrs)\b[^:?]{0,40}:\s")
# "Put 1.5 on library": what is booked on something are hours.
_BOOKED = re.compile(
    r"\b(?:log|book|put|track|record|clock|charge)\s+(?:me |down |in |another )?"
    r"(?P<number>\d{1,2}(?:[.,]\d{1,2})?)(?=\s+(?:on|to|against|under)\s+(?:[^\W\d]|\x01))"
)
_MOST_HOURS = 14  # of a day's work: a bare number beyond it counts minutes
_CLAUSE_END = re.compile(r"[,;](?!\d)|\n|\band\b|$")
_BARE = r"(?<![\w.,:/-])\d{1,2}(?:[.,]\d{1,2})?(?![\w:/-]|[.,]\d)"
_AT_AN_END = re.compile(rf"^\W*(?P<first>{_BARE})\s+[^\W\d]|[^\W\d]\)?[\s:]+(?P<last>{_BARE})\W*$")


def _under_heading(text: str) -> list[Duration]:
    """Bare numbers of hours, one in each clause with figures behind a heading that says so."""
    heading = _HEADING.search(text)
    start = heading.end() if heading else len(text)
    found: list[Duration] = []
    while start < len(text):
        end = _CLAUSE_END.search(text, start)
        assert end is not None
        clause = text[start : end.start()]
        match = _AT_AN_END.search(clause)
        if match:
            first, last = match.span("first" if match["first"] else "last")
            hours = number(clause[first:last])
            found.append(Duration(_minutes(hours), (start + first, start + last)))
        elif re.search(r"\d", clause):
            return []
        start = end.end()
    return found if all(each.minutes <= 24 * 60 for each in found) else []


# "Log Anna 2.5 rig tests".
_QUARTERS = re.compile(
    r"\b(?:log|book|track|record|clock)\s+(?:[^\W\d]+\s+|\x01+\s+){0,2}"
    r"(?P<number>(?:1[0-2]|\d)[.,](?:25|50?|75))(?=\s+(?:[^\W\d]|\x01))"
)
# "Hours: 2,25; date: ...".
_LABELLED = re.compile(
    r"\b(?:hours|hrs)\s*[:=]\s*(?P<number>\d{1,2}(?:[.,]\d{1,2})?)(?=\s*(?:[;\n]|$))"
)


def _told_bare(text: str) -> list[Duration]:
    match = _LABELLED.search(text) or _BOOKED.search(text) or _QUARTERS.search(text)
    if not match:
        return []
    said = number(match["number"])
    hours = said if said <= _MOST_HOURS else said / 60  # "log 90 to the newsletter"
    return [Duration(_minutes(hours), match.span("number"))]


def _with_fractions(folded: str, original: str) -> str:
    pairs = zip(folded, original, strict=True)
    return "".join(sign if sign in _FRACTIONS else plain for plain, sign in pairs)
