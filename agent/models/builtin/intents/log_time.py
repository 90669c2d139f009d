"""Logging time: how long or from when to when, on which task, on which day, for whom."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.intents.log_cues import BELOW_ZERO, DAYLONG, UNIT, VAGUE, score
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import Reply, StepEndError, say
from agent.models.builtin.request import Request
from agent.models.builtin.text.affirmed import BILLING
from agent.models.builtin.text.clock import find_clocks
from agent.models.builtin.text.fold import BLANK, blank, fold
from agent.models.builtin.text.numbers import NUMBER
from agent.models.builtin.writing.doubt import doubt_about, doubtful
from agent.models.builtin.writing.notes import notes_of
from agent.models.builtin.writing.sheet import Sheet
from agent.models.builtin.writing.time_slots import NO_BILLING, TimeReading, read_time_slots

# "... minus half an hour", "... with a 30 min break".
_LESS = re.compile(
    r"[,(]?\s*\b(?:(?P<less>minus|less|deducting|excluding|without)|with)(?: an?| the| my)? $"
)
_BREAK = re.compile(r"\s+(?:for |of )?(?:an? |the |my )?(?:lunch|coffee|break|pause)(?: break)?\b")
# "30 min of that was for ...": how long the first one was changes with it.
_OF_ANOTHER = re.compile(
    rf"\bof (?:which|that|those) (?:only )?{NUMBER}\s?{UNIT}|"
    rf"\b{NUMBER}\s?{UNIT} of (?:it|that|this|which|those|them|these)\b(?! (?:was|were|is) "
    rf"(?:not )?billable)"
)
_NO_DATE = re.compile(r"(?<![\w/.])\d\d?/\d\d?(?![\w/.])")


_BRACKET = re.compile(rf"\(\s*(?:{BILLING.pattern})")


def _handle(desk: Desk, request: Request) -> Reply:
    if request.impossible_date:
        raise say(f"There is no such date as {request.impossible_date}.")
    request = _without_break(request)
    if BELOW_ZERO.search(request.plain):
        raise say("A time entry needs more than zero minutes.")
    note = notes_of(request)[0][1]
    plain = blank(request.plain, *([note] if note else []))
    if BILLING.search(plain) or _BRACKET.search(request.folded):
        raise say(NO_BILLING)
    doubt = None if "sure" in request.picks else doubt_about(plain, request.command)
    try:
        _ask_about_length(request, plain)
        reading = read_time_slots(desk, request)
    except StepEndError as end:
        if doubt and not end.reply.calls:
            raise doubtful(request, doubt, "logged") from end
        raise
    _refuse_future(request, reading)
    if doubt and doubt != "unsure":
        doubt = doubt_about(blank(plain, *reading.taken), request.command)
    if doubt:
        raise doubtful(request, doubt, "logged")
    for slots in reading.slots:
        if note is None and slots.note and doubt_about(fold(slots.note), "") == "unsure":
            raise say(f'I am not sure what "{slots.note}" belongs to. Please name the one task, '
                      "and put a note behind a colon.")  # fmt: skip
    raise desk.write(*(Call("create_time_entry", slots.args()) for slots in reading.slots))


def _refuse_future(request: Request, reading: TimeReading) -> None:
    """Work that is still to come is no doubt of ours: nobody can log it."""
    today = request.calendar.today
    ahead = next((slots.day for slots in reading.slots if slots.day > today), None)
    if ahead:
        raise say(f"{ahead:%A}, {ahead.day} {ahead:%B %Y} is in the future. Time is logged on the "
                  "day it was worked, or later.")  # fmt: skip


def _without_break(request: Request) -> Request:
    """ "9-17 minus 30 min lunch" as the length that is left, at the place of the break."""
    clocks, lengths = find_clocks(request.plain, bare=True), request.durations
    if len(clocks) != 1 or len(lengths) != 1:
        return request
    clock = clocks[0]
    start, end = lengths[0].span
    before = _LESS.search(request.plain[:start])
    after = _BREAK.match(request.plain, end)
    left = f" {clock.minutes - lengths[0].minutes} min"
    if not before or left.startswith(" -") or not (after or before["less"]):
        return request
    start, end = before.start(), after.end() if after else end
    if clock.span[1] > start or len(left) > end - start:
        return request
    text = blank(request.text, clock.span).replace(BLANK, " ")
    return replace(request, text=f"{text[:start]}{left.ljust(end - start)}{text[end:]}")


def _ask_about_length(request: Request, plain: str) -> None:
    """A length that may be several is asked for: a day has as many hours as one works."""
    clocks = [clock.span for clock in find_clocks(plain, bare=True)]
    match = VAGUE.search(blank(plain, *clocks))
    if _OF_ANOTHER.search(plain) and len(Sheet(request).amounts) > 1:
        raise say('Say each entry with a length of its own, such as "90 min on one, 30 min on the '
                  'other".')  # fmt: skip
    if match is None and not (request.durations or request.clock):
        sheet = Sheet(request)
        if not sheet.amounts:
            match = DAYLONG.search(blank(plain, *(days.span for days in sheet.days)))
    if match:
        said = request.text[slice(*match.span())].strip()
        raise ask(request, f'How long exactly is "{said}" (for example 2h or 45 min)?',
                  key="duration", phrase=said, expects="duration")  # fmt: skip
    dates = [mention.span for mention in request.dates()]
    wrong = _NO_DATE.search(blank(plain, *dates, *(d.span for d in request.durations)))
    if wrong:
        raise say(f"There is no such date as {wrong.group()}.")


INTENT = Intent(
    name="log_time",
    score=score,
    handle=_handle,
    kinds=("project", "client", "user"),
    tool="create_time_entry",
    subject="logging time",
    examples=(
        "Log 4 hours on Homepage wireframes for last Friday",
        "I worked 9:00-10:30 today on QA for Acme",
        "Book 2h for Anna on Design review yesterday",
        "log 8 hours for Project Alpha",
    ),
)
