"""Time: who logged how much, on what, when; billed or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from agent.models.builtin.answers.time_entries import silent_answer, time_answer
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.leftovers import task_phrase
from agent.models.builtin.names.tasks import find_tasks
from agent.models.builtin.query import Query, date_args, read_query
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import near_names

_NOBODY = (
    r"who (?:did|has|logged|tracked|booked) (?:nothing|no (?:time|hours))|"
    r"who (?:has not|hasn't|have not|haven't|did not|didn't) (?:yet )?"
    r"(?:log|track|book|record|fill)\w*"
    r"|missing (?:time|timesheets?|hours|entries)|without (?:any )?(?:time|hours|entries)"
)
_BUDGET = r"budgets?|over budget|budgeted"


def _score(request: Request) -> float:
    score = points(
        request.plain,
        ("hours?|hrs?|minutes?|timesheets?|time ?sheets?|time entr(?:y|ies)|entr(?:y|ies)", 6),
        ("time", 5),
        ("logged|tracked|booked|clocked|recorded", 6),
        (
            "did (?:\\S+ ){0,4}(?:log|track|book|record|clock|work)|log(?:s|ging)?|track(?:s|ing)?",
            5,
        ),
        ("what (?:\\S+ )?did", 5),
        ("worked|effort|workload|busy|utili[sz]ation|busiest|worked on|did (?:\\S+ ){1,4}do", 4),
        ("un-?billed|not (?:yet )?(?:been )?(?:billed|invoiced)|un-?invoiced|billable", 4),
        (
            "how long (?:has|have|did)\\b.*\\bt(?:ake|aken|ook)|(?:gone|went|go) into|taken so far",
            6,
        ),
        ("been (?:working|doing|up to)", 6),
        ("spent|spend", 3),
        ("running timers?|timers?", 3),
    )
    score = max(score, 4.0 if "unbilled" in request.filters else 0.0)
    score += 6 if request.says(_NOBODY) else 0
    if request.says(r"on time|next time|this time|how many times|in time"):
        score -= 5
    if request.says("invoices?") or request.says(_BUDGET):
        score -= 3
    return score


def _handle(desk: Desk, request: Request) -> Reply:
    query = read_query(desk, request, "client", "project", "user", "task", lean="past")
    query = _with_task(desk, request, query)
    if query.measure == "yes-no" and request.says("bill|billed|invoice|invoiced"):
        # "Did we bill it?" looks at all of the time, whichever way it went.
        kept = query.filters - {"billed", "unbilled", "issued"}
        query = replace(query, filters=kept | {"billing"})
    if (
        query.period is None
        and not query.scope.ids()
        and not query.filters & {"unbilled", "billed", "issued"}
    ):
        query = replace(query, period=request.calendar.month())
    queries = query.each()
    readings = desk.read_all(*map(_call, queries))
    if request.says(_NOBODY):
        return query.reply("time_entries", silent_answer(query, readings[0], _everyone(desk)))
    texts = [time_answer(one, reading) for one, reading in zip(queries, readings, strict=True)]
    return query.reply("time_entries", "\n".join(texts), each=True)


def _call(query: Query) -> Call:
    args: dict[str, Any] = query.scope.ids()
    return Call("list_time_entries", args | date_args(query.period) | _billed(query))


def _everyone(desk: Desk) -> dict[int, str]:
    """Active people by id; guests log time only now and then and are left out."""
    rows = desk.read("list_users", active=True).rows
    return {row["id"]: str(row["name"]) for row in rows if row.get("type") != "Guest"}


def _billed(query: Query) -> dict[str, bool]:
    if "unbilled" in query.filters:
        return {"billed": False}
    return {"billed": True} if query.filters & {"billed", "issued"} else {}


def _with_task(desk: Desk, request: Request, query: Query) -> Query:
    """Words that are no client, project or person may be a task."""
    names = request.unknown_names
    if query.scope.task:
        return query
    if not names:
        return _with_stray_task(desk, request, query)
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
    if len(found) > 1:
        raise ask(request, f'Which task do you mean by "{phrase}"?', key="task", options=found)
    return replace(query, scope=replace(query.scope, task=found[0]), stray=())


def _with_stray_task(desk: Desk, request: Request, query: Query) -> Query:
    """Words that nothing says are a name: a task where exactly one is called so."""
    phrase = task_phrase(request) if query.stray else ""
    found = find_tasks(desk, phrase, query.scope) if phrase else []
    if len(found) != 1:
        return query
    return replace(query, scope=replace(query.scope, task=found[0]), stray=())


INTENT = Intent(
    name="time_entries",
    score=_score,
    handle=_handle,
    kinds=("client", "project", "user"),
    tool="list_time_entries",
    continues=True,
    examples=(
        "How many hours did Anna log last week?",
        "Who logged the most last month?",
        "Show unbilled time for Acme",
        "What did I work on yesterday?",
        "Hours by project in October",
    ),
)
