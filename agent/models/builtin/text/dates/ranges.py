"""Two expressions that are one: "Monday to Friday", "Friday 30 October", "May and June"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from agent.models.builtin.text.asks import CHANGED, COMPARATIVE, SUPERLATIVE
from agent.models.builtin.text.calendar import Period, add_months
from agent.models.builtin.text.dates.counted import weekday_beside
from agent.models.builtin.text.dates.lean import Lean
from agent.models.builtin.text.dates.mention import DateMention
from agent.models.builtin.text.dates.words import DAY, DAY_NAME

_JOIN = re.compile(r"\s*(?:,\s*)?(?P<word>-|to|until|till|through|thru|up to|and)\s*(?:the\s+)?")
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$")
_DAYS_ONLY = re.compile(
    rf"(?:on |the )*{DAY}(?:\s*(?:-|to|through|thru|till|until|and|,)\s*{DAY})?"
)


def joined_dates(folded: str, atoms: list[DateMention], lean: Lean) -> list[DateMention]:
    """Two expressions with "to", "until" or "between ... and" between them become one range;
    a day's name and its date ("Friday 30 October") become that date."""
    dated = _merged(atoms, lambda first, second: _restated(folded, first, second))
    dated = _merged(dated, lambda first, second: _named_day(folded, first, second))
    dated = _merged(dated, lambda first, second: _day_of_week(folded, first, second))
    dated = _merged(dated, lambda first, second: weekday_beside(folded, first, second))
    return _merged(dated, lambda first, second: _range(folded, first, second, lean))


def _restated(folded: str, first: DateMention, second: DateMention) -> DateMention | None:
    """ "Since mid November (15 Nov)": the same days once more, said exactly."""
    before, after = folded[first.span[1] : second.span[0]], folded[second.span[1] :]
    if re.fullmatch(r"\s*\(\s*(?:the |i\.e\.,? |= ?)?", before) and re.match(r"\s*\)", after):
        return replace(first, period=second.period, span=(first.span[0], second.span[1]))
    return None


def _merged(
    atoms: list[DateMention], merge: Callable[[DateMention, DateMention], DateMention | None]
) -> list[DateMention]:
    """The expressions, each made one with the one before it where they belong together."""
    joined: list[DateMention] = []
    for atom in atoms:
        merged = merge(joined[-1], atom) if joined else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(atom)
    return joined


def _named_day(folded: str, first: DateMention, second: DateMention) -> DateMention | None:
    gap = folded[first.span[1] : second.span[0]]
    named = DAY_NAME.fullmatch(folded[slice(*first.span)])
    dated = re.search(r"\d", folded[slice(*second.span)])  # "Mon, Tue" are two days
    if named and dated and re.fullmatch(r",?\s+(?:the\s+)?", gap):
        return DateMention(second.period, (first.span[0], second.span[1]))
    return None


def _day_of_week(folded: str, first: DateMention, second: DateMention) -> DateMention | None:
    """ "Monday to Thursday of the week before last", "the week before last, on Tuesday"."""
    gap = folded[first.span[1] : second.span[0]]
    if not re.fullmatch(r",?\s+(?:(?:of|in|on)\s+)?(?:the\s+)?|,\s*", gap):
        return None
    days, week = (first, second) if _DAYS_ONLY.fullmatch(folded[slice(*first.span)]) else (
        second, first)  # fmt: skip
    if not _DAYS_ONLY.fullmatch(folded[slice(*days.span)]) or week.period.length != 6:
        return None
    start, end, monday = days.period.first, days.period.last, week.period.first
    if not (start and end and monday):
        return None
    begin = monday + timedelta(days=(start - monday).days % 7)
    span = (first.span[0], second.span[1])
    return DateMention(Period(begin, begin + (end - start)), span)


def _range(folded: str, first: DateMention, second: DateMention, lean: Lean) -> DateMention | None:
    gap = folded[first.span[1] : second.span[0]]
    join = _JOIN.fullmatch(gap)
    if re.fullmatch(r"\s*(?:and|or|&|\+|,)\s*", gap) and not _COMPARED.search(folded):
        return _adjoining(first, second)
    lead = _FROM.search(folded[: first.span[0]])
    if join and _SHIFT.search(folded) and not (first.period.single or second.period.single):
        return None
    if not join or (join["word"] == "and" and not (lead and lead.group().startswith("between"))):
        return None
    start, end = first.period.first, second.period.last
    if start is None or end is None:
        return None
    if end < start and (start - end).days < 7 and lean == "past":
        start -= timedelta(days=7)
    elif end < start and (start - end).days < 7:
        end += timedelta(days=7)
    elif end < start:
        start = add_months(start, -12)
    if end < start:
        return None
    begin = lead.start() if lead else first.span[0]
    return DateMention(Period(start, end), (begin, second.span[1]))


# "Last week and this week" are one stretch, unless they are set against each other.
_COMPARED = re.compile(
    rf"\b(?:compar\w+|vs|versus|differences?|than|between|against|each|both|which of|"
    rf"(?:{COMPARATIVE}|{SUPERLATIVE})\b.*\bor|or\b.*\b(?:{COMPARATIVE}|{SUPERLATIVE}))\b"
)
_SHIFT = re.compile(rf"\b(?:{CHANGED})\b")


def _adjoining(first: DateMention, second: DateMention) -> DateMention | None:
    """ "Yesterday and today" as one stretch, where no day lies between."""
    left, right = sorted((first.period, second.period), key=lambda p: p.first or date.min)
    if not (left.first and left.last and right.first and right.last):
        return None
    if left.last + timedelta(days=1) != right.first:
        return None
    return DateMention(Period(left.first, right.last), (first.span[0], second.span[1]))
