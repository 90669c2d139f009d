"""The title of a new task: quoted, or the words between "task called" and the first slot."""

from __future__ import annotations

import re

from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import Span, blank

_HEAD = re.compile(r"\b(?:tasks?|to-?dos?|tickets?|action items?)\b|\bremind me to\b")
_START = re.compile(
    r"(?:\b(?:called|named|titled|entitled|saying|with (?:the )?(?:name|title)|name[:d]?|"
    r"title:?)\b|(?<!\d):|:(?=\s))\s*"
)
_TO_DO = re.compile(r"\bto\s+(?=[a-z])")
_SLOT = re.compile(
    r"\s+[/|]\s|[\s,;.(]+(?:and\s+)?(?:(?:it(?:'s| is)\s+|is\s+)?due\b|deadline\b|assign(?:ed|"
    r"ee)?\b|with "
    r"(?:a |an )?(?:high|low|normal|critical|top|budget|due|deadline|priority|description|note)|"
    r"(?:high|low|normal|critical|urgent|top)[ -]?(?:priority|prio)\b|priority\b|budget\b|"
    r"estimated?\b|description\b|notes?:|(?:project|client|customer|assignee|person|list|due|"
    r"deadline)\s*:|non-?billable\b|not billable\b|billable\b|for (?:me|myself)\b|urgent\b)"
)
_PLACE_WORD = re.compile(
    r"[\s,;]+(?:in|on|to|under|for|within|at|into|from|-|@)\s+(?:the\s+)?(?:project\s+|"
    r"client\s+)?[\"']?$|\s*[(\[]$"
)


def find_title(request: Request) -> tuple[str, Span | None]:
    """The title as typed and where it stands; empty when there is none."""
    quotes = [quote for quote in request.quotes if not _names_place(request, quote.span)]
    described = re.search(r"\b(?:description|notes?|comment)\b", request.folded)
    if quotes and not (described and described.start() < quotes[0].span[0]):
        return quotes[0].text, quotes[0].span
    head = _HEAD.search(request.folded)
    if not head:
        return "", None
    start = _start(request, head.end())
    end = _end(request, start)
    title = request.text[start:end].strip(" \t,.;:-–—\"'")
    if not re.search(r"\w", title) or _only_slots(request, start, end):
        return _before_head(request, head.start())
    title = _with_kind(request, title, head.start())
    return title[0].upper() + title[1:], (start, end)


_MAKE = re.compile(
    r"\b(?:create|add|make|new)\s+(?:(?:an?|the|new|another|one|quick|small|urgent|follow-?up|"
    r"(?:high|low|normal|critical)[ -]priority|billable|non-?billable)\s+)*"
)


def _before_head(request: Request, end: int) -> tuple[str, Span | None]:
    """ "Review contract" from "create Review contract task in ..."."""
    made = _MAKE.search(request.folded, 0, end)
    title = request.text[made.end() : end].strip(" \"'") if made else ""
    inside = any(made and made.end() <= m.span[0] < end for m in request.mentions)
    if not made or not re.search(r"\w", title) or inside:
        return "", None
    return title[0].upper() + title[1:], (made.end(), end)


def _names_place(request: Request, span: Span) -> bool:
    """A quoted text that is a record's whole name after "in", "to" or "project"."""
    return any(
        span[0] <= mention.span[0] < span[1] and mention.fits[0].score >= 0.97
        and _PLACE_WORD.search(request.folded[: span[0]])
        for mention in request.mentions
    )  # fmt: skip


def _start(request: Request, after: int) -> int:
    """The title begins after "called" or a colon, after "to" and a verb, or at once."""
    marked = _START.search(request.folded, after)
    if marked:
        return marked.end()
    for mention in request.mentions:
        dash = re.compile(r"\s+-\s+").match(request.folded, mention.span[1])
        if dash and mention.span[0] >= after:
            return dash.end()
    rest = request.folded[after:]
    at_once = after + len(rest) - len(rest.lstrip())
    places = [mention.span for mention in request.mentions if not mention.loose]
    for match in _TO_DO.finditer(request.folded, after):
        opens = _only_slots(request, at_once, match.start())
        if opens and not any(span[0] <= match.end() < span[1] for span in places):
            return match.end()
    return at_once


def _end(request: Request, start: int) -> int:
    """The title ends before the first slot: a date at the end, a priority, a place or a person."""
    folded = request.folded
    ends = [len(folded)]
    slot = _SLOT.search(folded, start)
    if slot:
        ends.append(slot.start())
    lead = [m for m in request.mentions if m.span[0] >= start and not m.loose]
    placed = [(m, _PLACE_WORD.search(folded[start : m.span[0]])) for m in lead]
    projects = [place for m, place in placed if place and m.best("project")]
    for mention, place in placed:
        only_client = not mention.best("project") and not mention.best("user")
        if place and not (only_client and projects):
            ends.append(start + place.start())
    ends += [
        date.span[0]
        for date in request.dates("future")
        if date.span[0] > start
        and (date.due or date.period.single)
        and _nothing_else_follows(folded, date.span[1], slot)
    ]
    ends += [
        duration.span[0]
        for duration in request.durations
        if duration.span[0] > start and _BUDGETED.match(folded, duration.span[1])
    ]
    return min(ends)


_BUDGETED = re.compile(r"\s*(?:budget|estimated?|of budget)\b")


def _nothing_else_follows(folded: str, end: int, slot: re.Match[str] | None) -> bool:
    rest = folded[end : slot.start() if slot and slot.start() >= end else len(folded)]
    return not re.search(r"\w", re.sub(r"\b(?:in|on|for|to|please|and)\b.*", "", rest))


def _only_slots(request: Request, start: int, end: int) -> bool:
    """Whether only a place or a person stands here: "a task for Anna" has no title."""
    spans = [m.span for m in request.mentions if start <= m.span[0] < end and not m.loose]
    rest = blank(request.folded, *spans)[start:end]
    rest = re.sub(
        r"\b(?:in|on|to|under|for|within|project|client|the|me|myself|and|at)\b", "", rest
    )
    return not re.search(r"\w", rest)


def _with_kind(request: Request, title: str, head: int) -> str:
    """ "Follow-up for invoice 7" from "a follow-up task for invoice 7"."""
    kind = re.search(r"\b(?P<kind>follow-?up|review|reminder)\s+$", request.folded[:head])
    if kind and re.match(r"(?:for|on|about|of|regarding|to)\b", title, re.IGNORECASE):
        return f"{kind['kind']} {title}"
    return title
