"""The days of a message about time, those that are said together as one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.dates import DateMention, find_dates
from agent.models.builtin.text.dates.words import DAY, DAY_NAME, MONTH, day_number
from agent.models.builtin.text.fold import Span, blank

_BETWEEN = re.compile(r"[\s,]*(?:and|&|\+|plus|,|/)?\s*(?:on\s+|for\s+)?(?:the\s+)?")
_LISTED_DAYS = re.compile(
    rf"\b(?P<month>{MONTH})\s+(?P<after>(?:the )?\d\d?(?:st|nd|rd|th)?(?:(?:,\s*(?:and\s+)?|"
    rf"\s+and\s+|\s*&\s*)"
    rf"(?:the )?\d\d?(?:st|nd|rd|th)?)+)(?![\w:.]|\s*(?:h|hrs?|hours?|min|mins|minutes|m)\b)"
    rf"|(?P<before>(?:the )?\d\d?(?:st|nd|rd|th)?(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)"
    rf"(?:the )?\d\d?(?:st|nd|rd|th)?)+)(?:\s+of)?\s+(?P<of>{MONTH})"
)
_JOINED = re.compile(
    r"\b(?:to|till|until|through|thru|up to)\b|\d\s*-\s*(?:the\s)?\d|[a-z]\s?-\s?[a-z]"
)
_WEEK = 7


@dataclass(frozen=True)
class Days:
    """One or several days said together; ``days`` is empty where they are no single days; nothing
    is to be written of those that are ``spare``."""

    span: Span
    days: tuple[date, ...]
    contradicts: str = ""
    spare: bool = False


def days_said(text: str, request: Request) -> list[Days]:
    """The days in order, of the request's folded ``text`` with names and lengths blanked."""
    found = _listed(text, request.calendar)
    text = blank(text, *(days.span for days in found))
    for mention in find_dates(text, request.calendar, "past", terse=True):
        found.append(_days(mention, request.folded[slice(*mention.span)], request.calendar))
    found = sorted((_whole(text, days) for days in found), key=lambda days: days.span)
    found = _of_one_week(text, found, request.calendar)
    return _with_free(text, _together(text, _in_order(text, found), request.calendar))


def _of_one_week(text: str, found: list[Days], calendar: Calendar) -> list[Days]:
    """ "Mon 2h, Tue 3h last week": days that are said apart, of the one week that is named."""
    said = [text[slice(*days.span)].strip() for days in found]
    if len(set(_A_WEEK.findall(text))) > 1:  # which day is of which week has to be asked
        return [replace(days, days=()) if DAY_NAME.search(words) else days
                for days, words in zip(found, said, strict=True)]  # fmt: skip
    weeks = [place for place, words in enumerate(said) if _WEEK_SAID.fullmatch(words)]
    if len(weeks) != 1 or not any(_BARE_DAY.fullmatch(words) for words in said):
        return found
    week = _WEEK_SAID.search(said[weeks[0]])
    assert week is not None
    placed = []
    for days, words in zip(found, said, strict=True):
        own = _each(f"{words} {week.group()}", calendar) if _BARE_DAY.fullmatch(words) else ()
        placed.append(replace(days, days=own or days.days, spare=words == said[weeks[0]]))
    return placed


_A_WEEK = re.compile(r"\b(?:this|last|next|previous) week\b")
_BARE_DAY = re.compile(rf"(?:on |for )?{DAY_NAME.pattern}")


def _in_order(text: str, found: list[Days]) -> list[Days]:
    """ "Mon 2h, Tue 3h" said on a Monday are two days of one week: the one that is said before the
    other was before it."""
    ordered = list(found)
    for place in range(len(ordered) - 2, -1, -1):
        first, second = ordered[place], ordered[place + 1]
        bare = all(_BARE_DAY.fullmatch(text[slice(*d.span)]) for d in (first, second))
        if not bare or len(first.days) != 1 or len(second.days) != 1:
            continue
        one, other = first.days[0], second.days[0]
        if one > other and one.isoweekday() < other.isoweekday():
            ordered[place] = replace(first, days=(one - timedelta(days=_WEEK),))
    return ordered


_ALL_OF = re.compile(r"\b(?:all|(?:the )?(?:whole|entire|full))(?: of)?\s+(?:on )?$")


def _whole(text: str, days: Days) -> Days:
    """ "All of Friday" is that day; how long it was is said beside it, or asked."""
    before = _ALL_OF.search(text[: days.span[0]])
    if not before or len(days.days) != 1:
        return days
    return replace(days, span=(before.start(), days.span[1]))


def _listed(text: str, calendar: Calendar) -> list[Days]:
    """ "May 4, 5 and 6" and "4 and 6 May"."""
    found = []
    for match in _LISTED_DAYS.finditer(text):
        month = match["month"] or match["of"]
        numbers = re.findall(r"\d+", match["after"] or match["before"])
        mentions = [find_dates(f"{n} {month}", calendar) for n in numbers]
        days = [m[0].period.single for m in mentions if m]
        if len(days) == len(numbers) and all(days):
            found.append(Days(match.span(), tuple(day for day in days if day)))
    return found


def _days(mention: DateMention, said: str, calendar: Calendar) -> Days:
    span, first, last = mention.span, mention.period.first, mention.period.last
    if first is None or last is None:
        return Days(span, ())
    if first == last:
        named = re.search(rf"\b(?:{DAY})", said)
        dated = re.search(r"\d", said)
        wrong = named and dated and day_number(named.group()) != first.isoweekday()
        return Days(span, (first,), f"{first.day} {first:%B %Y} is a {first:%A}" if wrong else "")
    if re.search(r"\band\b|&|,", said) and not _JOINED.search(said):
        return Days(span, _each(said, calendar))
    count = (last - first).days + 1
    days = tuple(first + timedelta(days=n) for n in range(count))
    if count > _WEEK or not _JOINED.search(said):
        return Days(span, ())
    ends = {first.isoweekday(), last.isoweekday()}
    weekend = any(day.isoweekday() > 5 for day in days) and not ends & {6, 7}
    return Days(span, () if weekend else days)


_FREE = re.compile(
    r"\s*[:=-]?\s*(?:i (?:was|had) |was |had |my )?(?:an? |the )?(?:day )?(?:off|free|nothing|none|"
    r"sick|(?:on |a )?(?:holiday|vacation|leave)|no work)(?: day)?(?=\s*(?:[,;.)\n]|$))"
)


def _with_free(text: str, found: list[Days]) -> list[Days]:
    """ "Tue 4h, Wed off": a day among others of which nothing is to be written."""
    told = [(days, _FREE.match(text, days.span[1]) if len(found) > 1 else None) for days in found]
    return [
        replace(days, span=(days.span[0], free.end()), spare=True) if free else days
        for days, free in told
    ]


_WEEK_SAID = re.compile(r"(?:\bof |\bin )?\b(?:this|last|next|previous) week\b")


def _each(said: str, calendar: Calendar) -> tuple[date, ...]:
    """ "Mon, Tue and Wed last week": every day named, or nothing where one is no day."""
    week = _WEEK_SAID.search(said)
    days: list[date] = []
    for part in re.split(r"\s*(?:,|\band\b|&|\+|/)\s*", said):
        part = part.removeprefix("on ").removeprefix("for ")
        told = f"{part} {week.group()}" if week and DAY_NAME.fullmatch(part) else part
        found = find_dates(told, calendar, "past", terse=True)
        if len(found) != 1 or found[0].period.single is None:
            return ()
        days.append(found[0].period.single)
    return tuple(sorted(days))


def _together(text: str, found: list[Days], calendar: Calendar) -> list[Days]:
    """Days with only "and" or a comma between them are said together, all of them of the one week
    that is named beside one."""
    joined: list[Days] = []
    for days in found:
        previous = joined[-1] if joined else None
        between = text[previous.span[1] : days.span[0]] if previous else ""
        spare = days.spare or (previous is not None and previous.spare)
        if (
            previous
            and not spare
            and _BETWEEN.fullmatch(between)
            and re.search(r"and|,|&|\+|/", between)
        ):
            span = (previous.span[0], days.span[1])
            single = previous.days and days.days
            all_days = tuple(sorted({*previous.days, *days.days})) if single else ()
            if len(_WEEK_SAID.findall(text[slice(*span)])) == 1:
                all_days = _each(text[slice(*span)], calendar) or all_days
            joined[-1] = Days(span, all_days, previous.contradicts or days.contradicts)
        else:
            joined.append(days)
    return joined
