"""Tasks: what is open, done, late or due, and whose it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from agent.models.builtin.answers.tasks import task_answer, task_list_answer
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.leftovers import task_phrase
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.tasks import find_tasks
from agent.models.builtin.query import Query, date_args, read_query
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import near_names
from agent.models.builtin.text.calendar import Period

_ABOUT_ONE = r"the task|task called|task named|this task|that task|which project is the task"


def _score(request: Request) -> float:
    score = points(
        request.plain,
        ("tasks?|to-?dos?|tickets?|task list|action items?", 5),
        (
            "left to do|still to do|to do (?:for|in|on|this|next|today)|on (?:my|his|her|their) plate",
            5,
        ),
        ("have to do|need to do|should (?:\\S+ )?(?:do|work on)|working on|work on next", 4),
        ("assigned to|unassigned|open items?|due (?:today|tomorrow|this|next|on)", 2.5),
        ("(?:has|have|did) (?:\\S+ ){1,3}(?:finish|finished|completed?|done|closed?)", 4),
        ("overdue|late|behind schedule", 1.5),
        ("what(?:'s| is) (?:open|overdue|due|left)", 2),
    )
    asks_state = request.measure == "yes-no" and request.filters & {"overdue", "done", "open"}
    if asks_state and request.unknown_names:
        score += 4
    if request.says("invoices?|milestones?|deliverables?|hours|time entr(?:y|ies)|logged|tracked"):
        score -= 4
    return score


def _handle(desk: Desk, request: Request) -> Reply:
    query = read_query(desk, request, "project", "client", "user", "task", lean="near")
    one = _named_task(desk, request, query)
    if one:
        return _about_one(desk, request, query, one)
    args: dict[str, Any] = dict(query.scope.ids()) or {"name": ""}
    reading = desk.read("list_tasks", **args, **_filters(query, request))
    names = _people(desk, query)
    return query.reply("tasks", task_list_answer(query, reading, names, request.calendar.today))


def _named_task(desk: Desk, request: Request, query: Query) -> Entry | None:
    """The task the question is about, when words are left that are no other record's name."""
    if not request.unknown_names:
        return None
    phrase = task_phrase(request) or request.unknown_names[0]
    found = find_tasks(desk, phrase, query.scope)
    if not found and phrase != request.unknown_names[0]:
        found = find_tasks(desk, request.unknown_names[0], query.scope)
    picked = request.picks.get("task")
    if picked:
        return next((entry for entry in found if entry.id == picked["id"]), None)
    if not found:
        close = near_names(desk, request.unknown_names[0], ("client", "project", "user"))
        name = request.unknown_names[0]
        raise say(f'I found no project, client, person or task called "{name}".{close}')
    if len(found) > 1:
        raise ask(request, f'Which task do you mean by "{phrase}"?', key="task", options=found)
    return found[0]


def _about_one(desk: Desk, request: Request, query: Query, task: Entry) -> Reply:
    reading = desk.read("list_tasks", name=task.name)
    row = next((row for row in reading.rows if row["id"] == task.id), None)
    if row is None:
        raise say(f"I found the task {task.label}, but could not read it.")
    if row.get("user_ids"):
        query = replace(query, group="user")
    query = replace(query, scope=replace(query.scope, task=task))
    names = _people(desk, query)
    return query.reply("tasks", task_answer(query, row, names, request))


def _filters(query: Query, request: Request) -> dict[str, Any]:
    args: dict[str, Any] = {}
    if "overdue" in query.filters:
        yesterday = request.calendar.today - timedelta(days=1)
        return {"complete": False, **date_args(Period(None, yesterday), "due_from", "due_to")}
    if query.filters & {"open", "unpaid"} or request.says("working on|to do|plate|next"):
        args["complete"] = False
    elif "done" in query.filters:
        args["complete"] = True
    if args.get("complete") and not query.due:
        # Done in October means completed then; the answer keeps the rows of that time.
        return args
    window = query.due or query.period
    if window and window.single == request.calendar.today and request.says("to do|plate"):
        window = Period(None, window.last)
    if window and "complete" not in args and query.measure != "yes-no":
        args["complete"] = False
    return args | date_args(window, "due_from", "due_to")


def _people(desk: Desk, query: Query) -> dict[int, str]:
    """Names by id, read only when the answer will name people."""
    if query.group != "user" and query.measure not in ("most", "least"):
        return {}
    return {entry.id: entry.name for entry in desk.entries("user")}


INTENT = Intent(
    name="tasks",
    score=_score,
    handle=_handle,
    kinds=("project", "client", "user"),
    tool="list_tasks",
    continues=True,
    examples=(
        "What tasks are open in Website Relaunch?",
        "Show my overdue tasks",
        "Which tasks of Acme are due this week?",
        "Is the task Homepage wireframes done?",
        "How many open tasks does Anna have?",
    ),
)
