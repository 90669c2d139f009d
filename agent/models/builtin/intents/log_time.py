"""Logging time: how long or from when to when, on which task, on which day, for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.leftovers import EXPLICIT_NOTE, note_of, task_phrases
from agent.models.builtin.logged_task import logged_task
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.scope import Scope, resolve
from agent.models.builtin.text.fold import Span

_VERB = (
    r"(?:log|book|track|record|enter|add|register|put|clock|note|charge|fill in|report|write down|"
    r"create|make|submit|save|allocate)\b"
)
_QUESTION = (
    r"(?:how|what|who|which|when|where|did|does|do i|is|are|was|were|has|have|show|list|"
    r"give|tell)\b"
)
_STATEMENT = (
    r"(?:i |we |\x01+ |i've |i have |we've )?(?:just |already |also )?"
    r"(?:(?:was|were) (?:on|in|at|doing)|worked|spent|did|have worked|have spent|put in|"
    r"clocked|logged|had)\b"
)


# Beside a length of time these words speak of a list, a task or a budget.
_READS = (
    r"tasks?|invoices?|budgets?|entries|projects?|due|priority|more than|less than|over|under|show|"
    r"list|find|estimate|left|remaining"
)
_BELOW_ZERO = re.compile(r"(?:^|\s)-\s?\d+(?:[.,]\d+)?\s?(?:h|m|hours?|hrs?|min|minutes?)\b")


def _score(request: Request) -> float:
    command = request.command
    timed = bool(request.durations or request.clock or _BELOW_ZERO.search(request.plain))
    if re.match(_QUESTION, command):
        return 0.0
    if re.match(_VERB, command):
        if timed and not re.match(
            r"(?:create|add|make|new|open|put|enter)\b(?:\s+[a-z-]+){0,3}?\s+tasks?\b", command
        ):
            return 32.0
        if re.match(
            rf"{_VERB}\s+(?:\w+\s+){{0,3}}(?:time|hours|an entry|entry|entries|work)\b", command
        ):
            return 27.0
    if timed and re.match(_STATEMENT, command):
        return 27.0
    if (
        timed
        and re.match(r"[\d.,]+|half|an? |one |two |three |\x01", command)
        and len(command) < 120
    ):
        return 22.0
    if timed and len(command) < 80 and "?" not in command and not request.says(_READS):
        return 12.0
    return 0.0


def _owners(request: Request) -> list[Span]:
    """People named as owners: "2h on Anna's draft" is not Anna's time."""
    theirs = re.compile(r"'s\s+(?!time\b|hours\b|timesheet\b|behalf\b)\w")
    return [m.span for m in request.mentions if theirs.match(request.folded, m.span[1])]


@dataclass(frozen=True)
class Part:
    """One entry's worth of a request; a request may hold several ("2h on A and 3h on B")."""

    request: Request
    note: str | None
    note_span: Span | None


def _handle(desk: Desk, request: Request) -> Reply:
    if request.impossible_date:
        raise say(f"There is no such date as {request.impossible_date}.")
    if _BELOW_ZERO.search(request.plain):
        raise say("A time entry needs more than zero minutes.")
    calls: list[Call] = []
    task: Entry | None = None
    for part in _parts(desk, request):
        doers = part.request.firm.without(*_owners(part.request))
        scope = resolve(desk, doers, "project", "client", "user", write=True)
        times = _times(request, part.request)
        task = logged_task(desk, request, part.request, scope, part.note_span, task)
        args: dict[str, Any] = {"task_id": task.id, **times}
        if part.note:
            args["description"] = part.note
        calls += [
            Call("create_time_entry", args | who) for who in _people(desk, part.request, scope)
        ]
    raise desk.write(*calls)


def _parts(desk: Desk, request: Request) -> list[Part]:
    """Split where a further duration begins; a single one keeps the whole text."""
    cuts = [
        duration.span[0]
        for duration in request.durations[1:]
        if re.search(r"(?:\band|,|;|\bplus|\bthen)\s*$", request.folded[: duration.span[0]])
    ]
    if not cuts:
        note, span = _note(request)
        return [Part(request.without(span) if span else request, note, span)]
    pieces = [
        request.text[a:b] for a, b in zip([0, *cuts], [*cuts, len(request.text)], strict=True)
    ]
    entries = desk.known_entries()
    read = [
        read_request(re.sub(r"[\s,;]*(?:\band|\bplus|\bthen)?\s*$", "", piece), request.calendar,
                     entries, picks=request.picks)
        for piece in pieces
    ]  # fmt: skip
    return [Part(replace(piece, whole=request.original), None, None) for piece in read]


def _note(request: Request) -> tuple[str | None, Span | None]:
    """The entry's description. Without any other words for a task, what follows a colon or a dash
    is taken for the task instead."""
    note, span = note_of(request)
    if span and (EXPLICIT_NOTE.search(request.plain) or task_phrases(request.firm, span)):
        return note, span
    if len(request.quotes) > 1 or (request.quotes and request.mentions and not re.search(
        r"\b(?:on|to|for|task)\s*$", request.folded[: request.quotes[-1].span[0]])):  # fmt: skip
        quote = request.quotes[-1]
        if not any(quote.span[0] <= m.span[0] < quote.span[1] for m in request.mentions):
            return quote.text, quote.span
    return None, None


def _times(whole: Request, part: Request) -> dict[str, Any]:
    day = _day(whole, part)
    clock = part.clock or whole.clock
    if clock and not part.durations:
        return {"start_time": f"{day}T{clock.start:%H:%M}", "end_time": f"{day}T{clock.end:%H:%M}"}
    if not part.durations:
        raise ask(whole, "How long did you work (for example 2h, 45 min or 9:00-10:30)?",
                  key="duration", expects="duration")  # fmt: skip
    minutes = part.durations[0].minutes
    if minutes <= 0:
        raise say("A time entry needs more than zero minutes.")
    return {"minutes": minutes, "date": str(day)}


def _day(whole: Request, part: Request) -> date:
    own = [mention for mention in part.dates("past") if not mention.due]
    dates = own or [mention for mention in whole.dates("past") if not mention.due]
    if not dates:
        return whole.calendar.today
    single = dates[0].period.single
    if single is None or len({mention.period for mention in dates}) > 1:
        said = whole.text[dates[0].span[0] : dates[-1].span[1]] if not own else ""
        raise ask(whole, "Which day is it for? One entry is for one day.", key="day", phrase=said,
                  expects="date")  # fmt: skip
    return single


def _people(desk: Desk, request: Request, scope: Scope) -> list[dict[str, int]]:
    people = [entry for entry in (scope.user, *scope.others) if entry and entry.kind == "user"]
    if not people:
        return [{}]
    return [{"user_id": person.id} for person in people]


INTENT = Intent(
    name="log_time",
    score=_score,
    handle=_handle,
    kinds=("project", "client", "user"),
    tool="create_time_entry",
    examples=(
        "Log 4 hours on Homepage wireframes for last Friday",
        "I worked 9:00-10:30 today on QA for Acme",
        "Book 2h for Anna on Design review yesterday",
        "log 8 hours for Project Alpha",
    ),
)
