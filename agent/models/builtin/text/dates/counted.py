"""A day or stretch that is counted from another day: "two days before 20 November", "the week after
the 3rd", "the Monday before 20 November"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from agent.models.builtin.text.calendar import Period, add_months
from agent.models.builtin.text.dates.mention import DateMention
from agent.models.builtin.text.dates.words import DAY_NAME
from agent.models.builtin.text.numbers import SMALL, number

_SIDE = r"(?P<side>before|prior to|ahead of|after|following|past)"
_UNIT = r"(?:(?:working|business|work)[ -]?)?days?|weeks?|months?"
_COUNT = re.compile(
    r"(?P<in>\b(?:in|over|during|for|within)\s+)?(?<![\w.,-])(?P<the>the\s+)?"
    rf"(?:(?P<count>{SMALL})\s+)?(?P<unit>{_UNIT})\s+(?:{_SIDE}|(?P<from>from))\s+(?:the\s+)?$"
)
# "More than 30 days after 1 October" has no day at its end.
_BOUND = re.compile(
    r"\b(?:than|over|under|least|most|minimum|maximum|every|each|first|last|next|past|previous|"
    r"other)\s+$"
)
_BESIDE = re.compile(rf"\s+{_SIDE}\s+(?:the\s+)?")
_LATER = ("after", "following", "past")
_WEEKEND = 5  # the weekday that it begins with


def counted(folded: str, mention: DateMention) -> DateMention:
    """The expression with the days that are counted from it, or as it is.

    "Two days before" is one day; "in the two days before" and "the week before" are all days up to
    it. Working days are Monday to Friday.
    """
    match = _COUNT.search(folded[: mention.span[0]])
    if not match or not (match["count"] or match["the"]) or _BOUND.search(folded[: match.start()]):
        return mention
    if match["from"] and not _counts_from(folded[slice(*mention.span)], match):
        return mention
    later = match["from"] or match["side"] in _LATER
    start = mention.period.last if later else mention.period.first
    if start is None or (match["unit"].endswith("s") and not match["count"]):
        return mention
    count = int(number(match["count"])) if match["count"] else 1
    day = _moved(start, count if later else -count, match["unit"])
    long = count > 1 or not match["unit"].startswith("day")
    stretch = (match["the"] and long) or match["in"]
    first, last = match.start("the") if match["the"] else match.start("count"), mention.span[1]
    if not stretch:
        return DateMention(Period(day, day), (first, last))
    one = timedelta(days=1)
    period = Period(start + one, day) if later else Period(day, start - one)
    return DateMention(period, (match.start(), last))


def _counts_from(said: str, match: re.Match[str]) -> bool:
    """ "Two weeks from Friday" is a day; "for two weeks from 1 October" are those that begin."""
    return bool(match["count"] and not match["the"] and not match["in"]) and not re.search(
        r"\d", said
    )


def _moved(day: date, count: int, unit: str) -> date:
    """The day so many units later, or earlier where the count is negative."""
    if unit.startswith("month"):
        return add_months(day, count)
    if unit.startswith("week"):
        return day + timedelta(weeks=count)
    if unit.startswith("day"):
        return day + timedelta(days=count)
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        if day.weekday() < _WEEKEND:
            count -= 1 if step.days > 0 else -1
    return day


def weekday_beside(folded: str, first: DateMention, second: DateMention) -> DateMention | None:
    """ "The Monday before 20 November": the nearest day of that name on that side of it."""
    gap = _BESIDE.fullmatch(folded[first.span[1] : second.span[0]])
    named, day = first.period.single, second.period.single
    if not gap or not named or not day or not DAY_NAME.fullmatch(folded[slice(*first.span)]):
        return None
    ahead = (named.weekday() - day.weekday() - 1) % 7 + 1
    if gap["side"] not in _LATER:
        ahead = -((day.weekday() - named.weekday() - 1) % 7 + 1)
    found = day + timedelta(days=ahead)
    return DateMention(Period(found, found), (first.span[0], second.span[1]))
