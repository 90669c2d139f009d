"""Who has nothing to do: people without open tasks, and those with the fewest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from agent.compact import View
from agent.models.builtin.answers.phrases import (
    bullets,
    has,
    joined,
    listed,
    period,
    plural,
    sentence,
    yes_no,
)
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk, Reading
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.left_out import of_active_projects
from agent.models.builtin.positions import held_position
from agent.models.builtin.query import Query, about, date_args, read_query
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import fold

_SHOWN = 5
_FREE = r"free|available|idle|unoccupied|underused|not busy"
_ROOM = r"time|capacity|room|space|bandwidth|availability"
_WITH_ROOM = rf"(?:has|have|got|with) (?:some |any |spare |free )*(?:{_ROOM})"
_NO_TASKS = (
    r"(?:no|zero|without(?: any)?|not have(?: any)?|hasn't(?: got)?(?: any)?|doesn't have(?: any)?|"
    r"don't have(?: any)?) (?:open |assigned )?(?:tasks|work|to-?dos)"
)
_NONE_DUE = (
    r"(?:(?:nothing|no (?:tasks?|deadlines?|to-?dos?|work)|(?:n't|not)(?: \w+){0,2} anything) "
    r"(?:is |that is |that's |coming )?(?:due|up)|no deadlines?)"
)
# "Who has nothing overdue?"
_NONE_LATE = (
    r"(?:nothing|none|no (?:tasks?|deadlines?|to-?dos?|work)|(?:n't|not)(?: \w+){0,2} anything) "
    r"(?:is |that is |that's |currently )?(?:over-?due|late|behind|past due)|no (?:over-?due|late) "
    r"(?:tasks?|work|to-?dos?|deadlines?)"
)
_OF_OTHERS = r"clients?|customers?|invoices?|milestones?|logged|log|tracked|budgets?|timesheets?"
_WHO = r"who|whos|anyone|anybody|someone|somebody|everyone|people|team|\x01(?!\x01)"


def _score(request: Request) -> float:
    score = points(
        request.plain,
        (rf"(?:{_WHO})(?!\w)[^?]{{0,90}}?\b(?:{_FREE})", 7),
        (rf"(?:{_WHO})(?!\w)[^?]{{0,90}}?\b(?:{_WITH_ROOM})", 7),
        (rf"(?:spare|free|enough|any) (?:{_ROOM})", 3),
        (rf"(?:{_WHO})(?!\w)[^?]{{0,90}}?\b{_NO_TASKS}", 10),
        (r"(?:nothing|not much|little) (?:to do|assigned|open|on (?:\S+ )?plate)", 10),
        (r"who (?:can|could) (?:take|help|do|pick up)", 6),
        (rf"(?:{_WHO})(?!\w)[^?]{{0,90}}?\b{_NONE_DUE}", 10),
        # "Which tasks of the app have no deadline?" asks for tasks.
        (r"(?:which|what|how many|list|show)(?: (?:me|all|the|our|open))* (?:tasks|to-?dos)", -12),
        (rf"(?:{_WHO}|of us)(?!\w)[^?]{{0,90}}?\b(?:{_NONE_LATE})", 14),
    )
    if request.says(_OF_OTHERS):
        score -= 5
    return score


def _handle(desk: Desk, request: Request) -> Reply:
    query = read_query(desk, request, "user", "project", "client", "task", lean="near")
    if query.scope.user:
        theirs = Call("list_tasks", {"user_id": query.scope.user.id, "complete": False})
        reading = desk.read_all(of_active_projects(desk, request, query, theirs))[0]
        return query.reply("tasks", _one(query, reading) + reading.caveat())
    args: dict[str, Any] = dict(query.scope.ids()) or {"name": ""}
    if request.says(_NONE_LATE):
        query = replace(query, period=request.calendar.past, due=None)
    due = query.due is not None or query.period is not None
    if due:
        args |= date_args(query.due or query.period, "due_from", "due_to")
    work = Call("list_tasks", {**args, "complete": False}, View(by="user"))
    tasks, users = desk.read_all(
        of_active_projects(desk, request, query, work), Call("list_users", {"active": True})
    )
    position = fold(held_position(desk, request.strange_words))
    people = [row for row in users.rows if row.get("type") != "Guest"
              and position in fold(str(row.get("position") or ""))]  # fmt: skip
    query = replace(query, stray=()) if position else query
    if not tasks.is_whole_group("user") and tasks.totals["open"] > tasks.totals["unassigned"]:
        return Reply("There are too many people with open tasks to compare; name a project.")
    return query.reply("tasks", _all(query, tasks, people, due=due) + tasks.caveat())


def _one(query: Query, tasks: Reading) -> str:
    assert query.scope.user
    verdict = "" if tasks.count else "Yes: "
    return sentence(f"{verdict}{query.scope.user.name} has {plural(tasks.count, 'open task')}")


def _all(query: Query, tasks: Reading, people: list[dict[str, Any]], *, due: bool) -> str:
    """Guests do no work for the agency and are left out."""
    counts = {row["id"]: row["open"] for row in tasks.group("user")}
    free = [str(row["name"]) for row in people if not counts.get(row["id"])]
    busy = sorted((counts[row["id"]], str(row["name"])) for row in people if counts.get(row["id"]))
    where = about(query.scope)
    lead = yes_no(query.measure, free)
    verb = has(len(free))
    when = f"due {period(query.due or query.period)}" if due else ""
    head = sentence(
        joined([f"{lead}{len(free)} of {len(people)} people {verb} no open task", where, when], " ")
    )
    text = head + bullets(free, shown=len(free))
    if busy:
        fewest = [f"{name} ({count})" for count, name in busy[:_SHOWN]]
        text += f"\nThe fewest open tasks after that: {listed(fewest)}."
    return f"{text}\nI go by open tasks; leave and bookings I cannot see."


INTENT = Intent(
    name="free_people",
    score=_score,
    handle=_handle,
    kinds=("user", "project", "client"),
    tool="list_tasks",
    subject="who has nothing to do",
    examples=(
        "Is anyone free?",
        "Who has no open tasks?",
        "Who has nothing to do?",
        "Does anybody have capacity this week?",
    ),
)
