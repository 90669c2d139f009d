"""Time: who logged how much, on what, when; billed or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    described,
    entry_call,
    group_holds,
    time_query,
)
from agent.models.builtin.find_tasks import find_tasks
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.intents.time_cues import (
    EMPTY_DAYS,
    EVERYBODY,
    IDLE,
    NEGATED,
    NOBODY,
    NOW,
    doing,
    score,
)
from agent.models.builtin.leftovers import task_phrase
from agent.models.builtin.names.entry import Entry, Kind
from agent.models.builtin.query import Query, direction, read_query, winner
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope, near_names
from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.exclusions import excluded_phrase
from agent.models.builtin.text.fold import BLANK, Span, fold
from agent.models.builtin.text.ordering import Order
from agent.models.builtin.text.vocabulary import is_content, words_with_spans

_STATES = frozenset(("unbilled", "billed", "issued"))
_A_DAY = r"days|(?:a|per|one|any|single|each) (?:single )?day"
# "The people with under 20 hours".
_BOUNDED = re.compile(
    r"\b(?P<noun>people|persons?|colleagues?|employees?|members|clients?|customers?|projects?|tasks?)"
    r" (?:with|who|that|which|having|below|under|over|above|at)\b"
)
_CLIENT = ("client", "customer")
# Not only who, but what each one did.
_DOINGS = (
    r"(?:and|,) (?:on|for|at) (?:what|which (?:tasks?|projects?))(?=\W*$)|"
    r"(?:did|done|worked on) what(?=\W|$)|"
    r"what (?:did|has|have) (?:everyone|everybody|each of us|each person|the others|people)\b"
)
_TIMERS = 31  # days that a forgotten timer may be running
_DAYS_TOLD = 31  # more days of a split are cut
_MOST_TASKS = 4
_LATEST = 92  # days in which the latest entry of everybody is looked for


def _without(request: Request, span: Span | None) -> Request:
    """The same request with nothing at this stretch."""
    if not span:
        return request
    gap = " " * (span[1] - span[0])
    return replace(request, text=request.text[: span[0]] + gap + request.text[span[1] :])


def _handle(desk: Desk, request: Request) -> Reply:
    request = _without(request, doing(request))
    read = read_query(desk, request, "client", "project", "user", "task", lean="past")
    request, read = _leaving_out_task(desk, request, read)
    query = time_query(request, _with_task(desk, request, read))
    if query.stray and query.single and not query.text:
        query = replace(query, text=query.stray[0], stray=())
    query = _as_said(request, _worked_with(request, query))
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


def _as_said(request: Request, query: TimeQuery) -> TimeQuery:
    """What the words of time imply: which entries, how ordered, and since when."""
    asks_billed = query.measure == "yes-no" and request.says("bill|billed|invoice|invoiced")
    if asks_billed and "unbilled" not in query.filters:
        # "Did we bill it?" looks at all of the time, whichever way it went.
        kept = query.filters - {"billed", "unbilled", "issued"}
        query = replace(query, filters=kept | {"billing"})
    if "billable" in query.filters and request.says(r"(?:aren't|isn't|weren't|wasn't|not)(?=\W*$)"):
        query = replace(query, filters=query.filters | {"nonbillable"})
    if request.says(r"utili[sz](?:ed|ation)"):
        group = query.group or ("" if query.scope.user else "user")
        query = replace(query, filters=query.filters | {"billable", "nonbillable"}, group=group)
    if request.says(_DOINGS) and query.group in ("", "user") and not query.order:
        query = replace(query, group="", measure="list")
    if query.measure == "yes-no" and query.scope.user and request.says(NEGATED):
        query = replace(query, filters=query.filters | {"negated"})
    if request.says(NOW):
        query = replace(query, filters=query.filters | {"running"}, group="")
    bounded = _BOUNDED.search(request.plain)
    if can_bound(query) and bounded and not query.group:
        groups = {"project": "project", "task": "task", "people": "user", "person": "user"}
        said = bounded["noun"].rstrip("s")
        query = replace(query, group=groups.get(said, "client" if said in _CLIENT else "user"))
    if can_bound(query) and not query.single and request.says(_A_DAY):
        query = replace(
            query, group={"": "date", "user": "person_day"}.get(query.group, query.group)
        )
    order = query.order
    asks_when = re.match(r"(?:and |so )?(?:when|since when)\b", request.command) is not None
    if asks_when and (not order or order.by == "age"):
        up = request.says("start(?:ed)?|begin|began|begun|first")
        order = Order("age", down=not up)
        query = replace(query, order=order, group="")
    if order and order.by == "size" and not query.group and not query.single:
        query = replace(query, group="user")
    elif order and order.by == "size" and query.single and query.group == "user":
        query = replace(query, group="")  # "who wrote the longest entry"
    if (
        query.period is None
        and not (query.scope.ids() or query.called)
        and not query.filters & _STATES
    ):
        query = replace(query, period=_usual(request, query))
    return query


def _worked_with(request: Request, query: TimeQuery) -> TimeQuery:
    """ "Who worked with Anna on it": everybody but her."""
    scope, joined_in = (
        query.scope,
        r"(?:work|pair|help|team|collaborat)\w* (?:\S+ )?(?:with|alongside)",
    )
    if query.group != "user" or not scope.user or not request.says(joined_in):
        return query
    return replace(query, scope=replace(scope, user=None, without=(*scope.without, scope.user)))


def _usual(request: Request, query: TimeQuery) -> Period:
    """The period of a question that names none: this month, or further back for the latest."""
    today = request.calendar.today
    if "running" in query.filters:
        return Period(today - timedelta(days=_TIMERS), today)
    if query.order and query.order.by == "age":
        return Period(today - timedelta(days=_LATEST), today)
    return request.calendar.month()


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


def _leaving_out_task(desk: Desk, request: Request, query: Query) -> tuple[Request, Query]:
    """Without the task of "excluding translation", which stands in no list of names."""
    span = excluded_phrase(request.plain)
    phrase = request.text[slice(*span)] if span and BLANK not in request.plain[slice(*span)] else ""
    if not span or not any(is_content(word) for word, _ in words_with_spans(phrase)):
        return request, query
    found = find_tasks(desk, phrase, query.scope)
    if len(found) != 1:
        return request, query
    scope = replace(query.scope, without=(*query.scope.without, found[0]))
    return _without(request, span), replace(query, scope=scope, stray=())


def _with_task(desk: Desk, request: Request, query: Query) -> Query:
    """Words that are no client, project or person may be a task."""
    other = [*query.scope.places, *(quote.text for quote in described(request))]
    names = [name for name in request.unknown_names if name not in other]
    if query.scope.task:
        return query
    if not names:
        return _with_stray_task(desk, request, query)
    several = _several_tasks(desk, request, query)
    if several:
        return several
    phrase = task_phrase(request) or names[0]
    picked = request.picks.get("task")
    if picked:
        found = [e for e in find_tasks(desk, phrase, query.scope) if e.id == picked["id"]]
    else:
        found = find_tasks(desk, phrase, query.scope)
        if not found and phrase != names[0]:
            found = find_tasks(desk, names[0], query.scope)
    if not found:
        close = near_names(desk, names[0], ("client", "project", "user"))
        raise say(f'I found no client, project, person or task called "{names[0]}".{close}')
    if found and any(entry.kind in ("project", "client") for entry in query.scope.others):
        return _in_each(desk, query, phrase, found)
    if _alike(found):
        return replace(query, called=_names(found), stray=())
    if len(found) > 1:
        raise ask(request, f'Which task do you mean by "{phrase}"?', key="task", options=found)
    return replace(query, scope=replace(query.scope, task=found[0]), stray=())


def _alike(tasks: Sequence[Entry]) -> bool:
    """Whether several tasks have one name, as "QA" of every project has: all of them are meant."""
    return len(tasks) > 1 and len({fold(task.name) for task in tasks}) == 1


def _names(tasks: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(sorted({task.name for task in tasks}))


def _in_each(desk: Desk, query: Query, phrase: str, found: list[Entry]) -> Query:
    """The task of that name in each of several places, and no task twice."""
    each = [find_tasks(desk, phrase, one.scope) for one in query.each()]
    tasks = list(dict.fromkeys([*found[:1], *(entry for some in each for entry in some[:1])]))
    others = tuple(e for e in query.scope.others if e.kind == "user")
    scope = replace(query.scope, task=tasks[0], project=None, client=None,
                    others=(*others, *tasks[1:]))  # fmt: skip
    return replace(query, scope=scope, stray=())


def _several_tasks(desk: Desk, request: Request, query: Query) -> Query | None:
    """ "The text and the layout": each of the names is one task of its own."""
    names = request.unknown_names
    joint = re.search(r"\b(?:and|plus|or|vs|versus)\b|&|,", request.plain)
    if not 1 < len(names) <= _MOST_TASKS or not joint or request.picks:
        return None
    found = [find_tasks(desk, name, query.scope) for name in names]
    tasks = list(dict.fromkeys(entries[0] for entries in found if len(entries) == 1))
    if len(tasks) < len(names):
        return None
    scope = replace(query.scope, task=tasks[0], others=(*query.scope.others, *tasks[1:]))
    return replace(query, scope=scope, stray=())


def _with_stray_task(desk: Desk, request: Request, query: Query) -> Query:
    """Words that nothing says are a name: a task where exactly one is called so."""
    phrase = task_phrase(request) if query.stray else request.done_words
    found = find_tasks(desk, phrase, query.scope) if phrase else []
    if _alike(found) and query.stray:
        return replace(query, called=_names(found), stray=())
    if len(found) != 1:
        return query
    if any(entry.kind in ("project", "client") for entry in query.scope.others):
        return _in_each(desk, query, phrase, found)
    return replace(query, scope=replace(query.scope, task=found[0]), stray=())


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
