"""Who has nothing to do: people without open tasks, and those with the fewest."""

from __future__ import annotations

from typing import Any

from agent.models.builtin.answers.phrases import bullets, listed, plural, sentence
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk, Reading
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.query import Query, about, read_query
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request

_SHOWN = 5
_FREE = r"free|available|idle|unoccupied|underused|not busy"
_ROOM = r"time|capacity|room|space|bandwidth|availability"
_NO_TASKS = (
    r"(?:no|zero|without(?: any)?|not have(?: any)?|hasn't(?: got)?(?: any)?|doesn't have(?: any)?|"
    r"don't have(?: any)?) (?:open |assigned )?(?:tasks|work|to-?dos)"
)
_WHO = r"who|whos|anyone|anybody|someone|somebody|everyone|people|team|\x01+"


def _score(request: Request) -> float:
    score = points(
        request.plain,
        (rf"(?:{_WHO})\b[^?]*\b(?:{_FREE})", 7),
        (rf"(?:{_WHO})\b[^?]*\b(?:has|have|got|with) (?:some |any |spare |free )*(?:{_ROOM})", 7),
        (rf"(?:spare|free|enough|any) (?:{_ROOM})", 3),
        (rf"(?:{_WHO})\b[^?]*\b{_NO_TASKS}", 10),
        (r"(?:nothing|not much|little) (?:to do|assigned|open|on (?:\S+ )?plate)", 8),
        (r"who (?:can|could) (?:take|help|do|pick up)", 6),
    )
    if request.says("invoices?|milestones?|logged|log|tracked|budgets?|timesheets?"):
        score -= 5
    return score


def _handle(desk: Desk, request: Request) -> Reply:
    query = read_query(desk, request, "user", "project", "client", lean="near")
    if query.scope.user:
        reading = desk.read("list_tasks", user_id=query.scope.user.id, complete=False)
        return query.reply("tasks", _one(query, reading) + reading.caveat())
    args: dict[str, Any] = dict(query.scope.ids()) or {"name": ""}
    tasks, users = desk.read_all(
        Call("list_tasks", {**args, "complete": False}), Call("list_users", {"active": True})
    )
    people = [row for row in users.rows if row.get("type") != "Guest"]
    if not tasks.is_whole_group("user") and tasks.totals["open"] > tasks.totals["unassigned"]:
        return Reply("There are too many people with open tasks to compare; name a project.")
    return query.reply("tasks", _all(query, tasks, people) + tasks.caveat())


def _one(query: Query, tasks: Reading) -> str:
    assert query.scope.user
    verdict = "" if tasks.count else "Yes: "
    return sentence(f"{verdict}{query.scope.user.name} has {plural(tasks.count, 'open task')}")


def _all(query: Query, tasks: Reading, people: list[dict[str, Any]]) -> str:
    """Guests do no work for the agency and are left out."""
    counts = {row["id"]: row["open"] for row in tasks.group("user")}
    free = [str(row["name"]) for row in people if not counts.get(row["id"])]
    busy = sorted((counts[row["id"]], str(row["name"])) for row in people if counts.get(row["id"]))
    where = about(query.scope)
    lead = ""
    if query.measure == "yes-no":
        lead = "Yes: " if free else "No: "
    verb = "has" if len(free) == 1 else "have"
    head = sentence(f"{lead}{len(free)} of {len(people)} people {verb} no open task {where}")
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
