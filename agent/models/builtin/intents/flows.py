"""The canned flows: the month-end review, the hours log, the timesheet check and the others."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from agent.flows.flow import Flow
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.about import NOT_UNDERSTOOD
from agent.models.builtin.intents.flow_names import Asked, flow_like, named_flow, only_slots
from agent.models.builtin.intents.flow_slots import flow_args, is_as_of
from agent.models.builtin.intents.intent import COMMAND, Intent
from agent.models.builtin.query import Query, read_query
from agent.models.builtin.reply import Reply, StepEndError
from agent.models.builtin.request import Request
from agent.visible import spelled

_NAMED, _LIKE = 45.0, COMMAND  # points: it is named, or asked for as an example asks for it
# What asks about something, and wishes for no flow.
_ASKS = re.compile(
    r"(?:and |so )?(?:who|whom|whose|when|where|which|why|is|are|was|were|did|do|does|has|have|any|"
    r"how (?:many|much|long|often|old|late))\b"
)


_WHAT = re.compile(r"(?:(?:and|so) )?(?:what|how)(?:'s)?\b(?! about)")


def _named(request: Request) -> Asked | None:
    """The flow that is named, where all the rest may be its slots."""
    asked = None if request.quotes or request.invoice_numbers else named_flow(request.folded)
    if not asked:
        return None
    inside = request.folded[slice(*asked.span)].startswith("where")
    if _ASKS.match(request.command) and not (asked.complete or inside):
        return None
    if asked.complete and _ASKS.match(request.command) and _of_one_person(request):
        return None
    if request.durations and "weeks" not in asked.flow.input.model_fields:
        return None
    if asked.lone and _WHAT.match(request.command):
        return None
    return asked if only_slots(request, asked) else None


def _of_one_person(request: Request) -> bool:
    """Whether a question is about one person's time, which is looked up and raises no card."""
    people = [m for m in request.mentions if m.fits[0].entry.kind == "user"]
    return len(people) == 1 or (not people and "mine" in request.filters)


# "Call it Month-end review", "make it the review", "by month-end": the words in a change of a card.
_ON_CARD = re.compile(
    r"\b(?:it|them|title[ds]?|names?|named|called|notes?|description|comment|task)\b"
)
_LONE_ON_CARD = re.compile(
    r"\b(?:that|those|these)\b|"
    r"\b(?:by|until|till|due|at|on|for|before|from|as|into|in|with|no|not)\W+(?:the\s+)?$"
)


def names_flow(request: Request) -> bool:
    """Whether a message is a wish for a flow whatever it could change about a card that waits: it
    has the name of one, with nothing around it but the slots of that flow."""
    asked = _named(request)
    before = request.folded[: asked.span[0]] if asked else ""
    if not asked or _ON_CARD.search(before):
        return False
    days = [day for day in request.dates() if day.period.single and not is_as_of(request, day)]
    return not asked.lone or not (days or _LONE_ON_CARD.search(before))


def _score(request: Request) -> float:
    if _named(request):
        return _NAMED
    return _LIKE if flow_like(request.plain) else 0.0


def _wider(query: Query, flow: Flow[Any]) -> str:
    """What is said where a flow has no slot for the project that was named."""
    project = query.scope.project
    if not project or "project" in flow.input.model_fields:
        return ""
    return f"\nThis is of all projects of the client, of which {project.name} is one."


def _handle(desk: Desk, request: Request) -> Reply:
    asked = _named(request)
    flow: Flow[Any] | None = asked.flow if asked else flow_like(request.plain)
    if flow is None:  # a flow that was gone on with in words of something else
        return Reply(NOT_UNDERSTOOD)
    slots = request.emptied(asked.span) if asked else request
    query = read_query(desk, replace(slots, picks=request.picks), "client", "project", "user")
    args = flow_args(desk, request, query, flow, asked.span if asked else (0, 0))
    told = replace(query, stray=()).heeding("periods", "threshold", "comparison", "average")
    try:
        said = str(desk.read_all(Call(flow.name, args))[0].data["said"])
        said = said.replace(spelled("\n"), "\n")  # its own lines; no name of a record has one
        said += _wider(query, flow)
    except StepEndError as end:
        noted = told.reply(INTENT.name, "").memory
        raise StepEndError(replace(end.reply, memory={**noted, **end.reply.memory})) from end
    return told.reply(INTENT.name, said)


INTENT = Intent(
    name="flows",
    score=_score,
    handle=_handle,
    kinds=("client", "project", "user"),
    continues=True,
    subject="a flow",
    examples=(
        "Do the October review",
        "Month-end for Northwind",
        "Check last week's timesheets",
        "Hours log of Acme for Q3",
    ),
)
