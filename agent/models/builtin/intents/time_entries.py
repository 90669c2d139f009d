"""Time: who logged how much, on what, when; billed or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.models.builtin.answers.time_entries import time_answer, together_answer
from agent.models.builtin.desk import Desk, Reading
from agent.models.builtin.entry_rows import GROUPS, TimeQuery, entry_call, noted_in, time_query
from agent.models.builtin.entry_tasks import leaving_out_task, unnamed_quote, with_task
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.intents.time_absence import asks_empty_days, empty_days, missing
from agent.models.builtin.intents.time_cues import doing, score
from agent.models.builtin.intents.time_sides import (
    bound,
    for_clients,
    is_side_by_side,
    of_archived,
    own_share,
    share,
    sides,
)
from agent.models.builtin.intents.time_wishes import as_said, by_holders, worked_with
from agent.models.builtin.positions import as_people, holders, settled_by
from agent.models.builtin.query import read_query
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request


def _handle(desk: Desk, request: Request) -> Reply:
    request = request.emptied(*doing(request))
    held = holders(desk, request)
    apposed = settled_by(held, request) if held else None
    held, request = (None, apposed) if apposed else (held, request)
    request = as_people(request, held) if held else request
    noted = noted_in(request)
    request = request.emptied(noted.span) if noted else request
    read = read_query(desk, request, "client", "project", "user", "task", lean="past")
    request, read = leaving_out_task(desk, request, read)
    noted = noted or unnamed_quote(desk, request, read)
    query = time_query(request, with_task(desk, request, read, noted), noted)
    if query.stray and query.single and not query.text:
        query = replace(query, text=query.stray[0], stray=())
    query = as_said(request, worked_with(request, query))
    query = by_holders(query, held) if held else query
    query = of_archived(desk, request, for_clients(desk, request, query))
    if asks_empty_days(request, query):
        return empty_days(desk, query)
    of_all = query.wants("share") and query.scope.ids() and query.group not in GROUPS
    if of_all and not own_share(request, query):
        return share(desk, request, query)
    if is_side_by_side(request, query):
        return sides(desk, request, query)
    # Two places of which one task is named are read once.
    queries = list({tuple(one.scope.ids().items()): one for one in query.each()}.values())
    readings = desk.read_all(*map(entry_call, queries))
    heeded = ["average", "share", *bound(query)]
    if request.says("nobody|no one|noone|none of us"):
        query = replace(query, measure="list")
    text = missing(desk, request, query, readings[0]) or _told(query, queries, readings)
    if query.wants("comparison") and _two_states(query):
        heeded.append("comparison")
    return query.heeding(*heeded).reply("time_entries", text, each=True)


def _told(query: TimeQuery, queries: Sequence[TimeQuery], readings: Sequence[Reading]) -> str:
    """The answer of each query, and their sum before them."""
    texts = [time_answer(one, reading) for one, reading in zip(queries, readings, strict=True)]
    if len(readings) > 1 and query.measure != "yes-no" and not query.order:
        texts.insert(0, together_answer(query, readings))
    return "\n".join(texts)


def _two_states(query: TimeQuery) -> bool:
    return {"billable", "nonbillable"} <= query.filters or {"billed", "unbilled"} <= query.filters


INTENT = Intent(
    name="time_entries",
    score=score,
    handle=_handle,
    kinds=("client", "project", "user"),
    tool="list_time_entries",
    continues=True,
    subject="logged time",
    of_tasks=True,
    examples=(
        "How many hours did Anna log last week?",
        "Who logged the most last month?",
        "Show unbilled time for Acme",
        "What did I work on yesterday?",
        "Hours by project in October",
    ),
)
