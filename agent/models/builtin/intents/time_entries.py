"""Time: who logged how much, on what, when; billed or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from agent.models.builtin.answers.phrases import joined
from agent.models.builtin.answers.sides import Asked, sides_answer
from agent.models.builtin.answers.time_entries import (
    empty_days_answer,
    entry_side,
    few_answer,
    part_answer,
    silent_answer,
    time_answer,
    together_answer,
)
from agent.models.builtin.answers.time_words import where
from agent.models.builtin.desk import LISTS, Desk, Reading, caveats
from agent.models.builtin.entry_rows import (
    TimeQuery,
    can_bound,
    entry_call,
    group_holds,
    time_query,
)
from agent.models.builtin.entry_tasks import leaving_out_task, with_task
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.intents.time_cues import (
    EMPTY_DAYS,
    EVERYBODY,
    IDLE,
    NOBODY,
    doing,
    score,
)
from agent.models.builtin.intents.time_wishes import as_said, by_holders, worked_with
from agent.models.builtin.names.entry import Entry, Kind
from agent.models.builtin.positions import holders
from agent.models.builtin.query import direction, read_query, winner
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope
from agent.models.builtin.text.calendar import Period

_DAYS_TOLD = 31  # more days of a split are cut


def _handle(desk: Desk, request: Request) -> Reply:
    request = request.emptied(*doing(request))
    held = holders(desk, request)
    request = request.emptied(*held.spans) if held else request
    read = read_query(desk, request, "client", "project", "user", "task", lean="past")
    request, read = leaving_out_task(desk, request, read)
    query = time_query(request, with_task(desk, request, read))
    if query.stray and query.single and not query.text:
        query = replace(query, text=query.stray[0], stray=())
    query = as_said(request, worked_with(request, query))
    query = by_holders(query, held) if held else query
    if request.says(EMPTY_DAYS) and _within_a_month(query.period):
        return _empty_days(desk, query)
    if query.wants("share") and query.scope.ids() and not _own_share(request, query):
        return _share(desk, query)
    if len(query.periods) > 1 or (query.scope.others and query.wants("comparison")):
        return _sides(desk, request, query)
    # Two places of which one task is named are read once.
    queries = list({tuple(one.scope.ids().items()): one for one in query.each()}.values())
    readings = desk.read_all(*map(entry_call, queries))
    heeded = ["average", "share", *_bound(query)]
    if request.says("nobody|no one|noone|none of us"):
        query = replace(query, measure="list")
    idle = IDLE.search(request.plain)
    asks_all = query.measure == "yes-no" and request.says(EVERYBODY)
    if idle and not query.scope.project and query.group != "user":
        by: Kind = "project" if idle["kind"].startswith("project") else "client"
        text = silent_answer(query, readings[0], by, _places(desk, by, query.scope))
    elif (asks_all and not query.threshold) or request.says(NOBODY):
        text = silent_answer(query, readings[0], "user", _everyone(desk))
    elif query.group == "user" and _under(query):
        text = _few(desk, query, readings[0])
    else:
        texts = [time_answer(one, reading) for one, reading in zip(queries, readings, strict=True)]
        text = "\n".join(texts)
        if len(readings) > 1 and query.measure != "yes-no" and not query.order:
            text = f"{together_answer(query, readings)}\n{text}"
    if query.wants("comparison") and _two_states(query):
        heeded.append("comparison")
    return query.heeding(*heeded).reply("time_entries", text, each=True)


def _own_share(request: Request, query: TimeQuery) -> bool:
    """ "How much of Anna's time is billable": a part of the same time, not of everybody's."""
    of_all = request.says(r"of (?:the |all |our |total )*(?:un|non-?)?(?:bill|invoic|charge)\w*")
    return bool(query.filters & {"billable", "nonbillable"}) and not of_all


def _bound(query: TimeQuery) -> list[str]:
    return ["threshold"] if can_bound(query) else []


def _two_states(query: TimeQuery) -> bool:
    return {"billable", "nonbillable"} <= query.filters or {"billed", "unbilled"} <= query.filters


def _under(query: TimeQuery) -> bool:
    return can_bound(query) and query.threshold is not None and query.threshold.low is None


def _few(desk: Desk, query: TimeQuery, reading: Reading) -> str:
    """Who has less than so much: those with nothing at all, too."""
    busy = {row.get("id"): int(row["minutes"]) for row in reading.group("user")}
    everyone = _everyone(desk)
    found = {name: busy.get(user_id, 0) for user_id, name in everyone.items()}
    return few_answer(query, {n: m for n, m in found.items() if group_holds(query, m)}, reading)


def _share(desk: Desk, query: TimeQuery) -> Reply:
    """The part that one project, client, task or person has in all the time of the period."""
    scope = query.scope
    place = scope.task or scope.project or scope.client
    label = (place or scope.user or Entry("user", 0, "")).name
    around = replace(scope, task=None, project=None, client=None) if place else Scope()
    whole = replace(query, scope=around)
    if not whole.scope.ids() and not whole.period:
        whole = replace(whole, period=desk.context.calendar.year())
        query = replace(query, period=whole.period)
    part, total = desk.read_all(entry_call(query), entry_call(whole))
    text = part_answer(label, whole, part, total)
    return query.heeding("share", *_bound(query)).reply("time_entries", text)


def _sides(desk: Desk, request: Request, query: TimeQuery) -> Reply:
    """Several periods, people or projects side by side, with the difference where there are two."""
    sides = query.sides()
    readings = desk.read_all(*(entry_call(one) for _, one in sides))
    counted = query.counts == "entry" or request.says("(?:more|fewer|less) entries")
    built = [
        entry_side(label, one, reading, counted=counted)
        for (label, one), reading in zip(sides, readings, strict=True)
    ]
    asks = Asked(direction(request, query), winner(request))
    common = where(replace(query, period=None) if len(query.periods) > 1
                   else replace(query, scope=query.scope.without_kinds_of_others()))  # fmt: skip
    text = sides_answer(built, what=joined(["logged", common], " "), asked=asks)
    text += caveats(readings)
    heeded = ("periods", "comparison", "average", *_bound(query))
    return query.heeding(*heeded).reply("time_entries", text, each=True)


def _within_a_month(period: Period | None) -> bool:
    """Whether every day of the period is told one by one."""
    return period is not None and period.length < _DAYS_TOLD


def _empty_days(desk: Desk, query: TimeQuery) -> Reply:
    """The working days of the period, up to today, that have no time."""
    query = replace(query, group="date", weekdays=(), order=None, measure="list")
    reading = desk.read_all(entry_call(query))[0]
    busy = {str(row["date"]) for row in reading.group("date")}
    today = desk.context.calendar.today
    first = (query.period and query.period.first) or today
    last = min((query.period and query.period.last) or today, today)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    empty = [d for d in days if d.isoweekday() < 6 and d.isoformat() not in busy]
    return query.reply("time_entries", empty_days_answer(query, empty, reading))


def _places(desk: Desk, kind: Kind, scope: Scope) -> dict[int, str]:
    """The active projects, or clients, within the scope by id."""
    args = {"client_id": scope.client.id} if scope.client and kind == "project" else {}
    rows = desk.read(LISTS[kind], active=True, **args).rows
    return {row["id"]: str(row["name"]) for row in rows}


def _everyone(desk: Desk) -> dict[int, str]:
    """Active people by id; guests log time only now and then and are left out."""
    rows = desk.read("list_users", active=True).rows
    return {row["id"]: str(row["name"]) for row in rows if row.get("type") != "Guest"}


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
