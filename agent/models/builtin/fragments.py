"""Pieces of a message that ask for nothing by themselves: a subject, days, or a wish still open."""

from __future__ import annotations

import re

from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.fold import BLANK, blank
from agent.models.builtin.text.openings import LEADS, TELL

SUBJECT = r"(?:(?:open|overdue|late) )?(?:tasks|milestones|deadlines|invoices|hours|budgets?|team)"
# "... due this week? Invoices, I mean": the subject of the question before, or its days.
_ONLY_SUBJECT = re.compile(
    rf"(?:i mean(?:t)?|just|only|for|the|of|all|any|take|use|say|make it|let's (?:say|take))?[ ,]*"
    rf"(?:(?:{SUBJECT}|invoice)[ ,-]*(?:wise|i mean(?:t)?|only|please)?(?:,? (?:and )?not "
    rf"{SUBJECT})?)?\W*"
)


def is_clarified(piece: str, calendar: Calendar) -> bool:
    """Whether the words only say which subject, or which days, the question before is about."""
    request = Request(piece, calendar)
    rest = blank(request.folded, *(mention.span for mention in request.dates()))
    return _ONLY_SUBJECT.fullmatch(rest.replace(BLANK, "").strip()) is not None


def is_only_wished(text: str, calendar: Calendar) -> bool:
    """ "I'd like to see, for January, ...": a wish that says nothing yet but the days."""
    request = Request(text, calendar)
    rest = blank(request.folded, *(mention.span for mention in request.dates()))
    wish = rf"\W*(?:{LEADS})*(?:{TELL})\W*(?:(?:for|in|of|during|over|the|month|week|year)\b\W*)*"
    return re.fullmatch(wish, rest.replace(BLANK, "")) is not None


def is_bare(text: str, calendar: Calendar) -> bool:
    """Whether the words name no record, no day and no state: a subject and nothing else."""
    request = Request(text, calendar)
    return not (request.may_hold_names or request.dates() or request.filters)
