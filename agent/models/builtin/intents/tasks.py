"""Tasks: what is open, done, late or due, and whose it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from agent.models.builtin.answers.tasks import task_answer, task_list_answer
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.intents.milestones import find_milestone, one_milestone
from agent.models.builtin.leftovers import task_phrase
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.tasks import find_tasks
from agent.models.builtin.query import Query, date_args, read_query
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import near_names
from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.fold import words_of
from agent.models.builtin.text.vocabulary import is_content

_STATES = {"overdue", "done", "open"}


def _score(request: Request) -> float:
    score = points(
        request.plain,
        ("tasks?|to-?dos?|tickets?|task list|action items?", 5),
        (
            "left to do|still to do|to do (?:for|in|on|this|next|today)|on (?:my|his|her|their) "
            "plate",
            5,
        ),
        ("be done|needs? doing|responsible for|in charge of|owner of|owns", 3),
        (
            "(?:have|has|needs?) to (?:do|finish|complete)|should (?:\\S+ )?(?:do|work on)|"
            "working on|work on next",
            4,
        ),
        ("assigned to|unassigned|open items?|due (?:today|tomorrow|this|next|on)", 2.5),
        ("(?:has|have|did) (?:\\S+ ){1,3}(?:finish|finished|completed?|done|closed?)", 4),
        ("overdue|late|behind schedule", 1.5),
        ("what(?:'s| is) (?:open|overdue|due|left)", 2),
        ("coming up|up next|on the agenda", 3),
        ("(?<!amount )(?<!amounts )due", 2),
        ("(?:when|is|are|was)\\b[^?]*\\bdue|who(?:'s| is) (?:on|doing|working on)", 2),
    )
    if request.says("jobs?|work") and request.filters & _STATES:
        score += 3
    if request.invoice_number:
        score -= 6
    if request.filters & {"critical", "high"}:
        score += 3
    placed = any(mention.best("project") > mention.best("client") for mention in request.mentions)
    placed = placed or "project" in request.anaphora
    if placed and request.says("late|behind|overdue|slipping|slipped"):
        score += 3
    asks_state = (request.measure == "yes-no" or request.says("when")) and request.filters & {
        "overdue",
        "done",
        "open",
    }
    if asks_state and request.unknown_names:
        score += 4
    if request.says("invoices?|milestones?|deliverables?|hours|time entr(?:y|ies)|logged|tracked"):
        score -= 4
    return score


def _handle(desk: Desk, request: Request) -> Reply:
    query = read_query(desk, request, "project", "client", "user", "task", lean="near")
    named = named_answer(desk, request, query)
    if named:
        return named
    queries = query.each()
    readings = desk.read_all(*(_call(one, request) for one in queries))
    names = _people(desk, query, request)
    today = request.calendar.today
    texts = [
        task_list_answer(one, reading, names, today)
        for one, reading in zip(queries, readings, strict=True)
    ]
    return query.reply("tasks", "\n".join(texts), each=True)


def _call(query: Query, request: Request) -> Call:
    args: dict[str, Any] = dict(query.scope.ids()) or {"name": ""}
    return Call("list_tasks", args | _filters(query, request))


# "When is the guest list due?": a name made of everyday words, by where it stands.
_ASKED = re.compile(
    r"\b(?:when(?:'s| is| was)|is|are|was|has|who(?:'s| is) (?:on|doing|working on|"
    r"responsible for)|"
    r"status of|how is|how's|(?:finish|complete|do|start|miss|hit|reach|meet))\s+(?:the\s+)?"
    r"(?P<name>(?!(?:they|we|it|you|i|there|he|she|any\w*|some\w*|every\w*|all|due|done|finished|"
    r"ready|completed?|overdue|late|still|closed|open|not|on|in|for)\b)[a-z#0-9][^?!,\x01]*?)\s*"
    r"(?=\b(?:due|done|finished|ready|completed?|overdue|late|in|of|for|still|been|closed|open|on)\b|"
    r"[?!,\x01]|$)"
)


def named_answer(desk: Desk, request: Request, query: Query) -> Reply | None:
    """The answer about the one task or milestone that the question names, if it names one.

    A plain name that fits nothing ends the step; words that only may be a name do not.
    """
    names, asked = request.unknown_names, _ASKED.search(request.plain)
    picked = request.picks.get("task")
    phrases = [task_phrase(request)] if names or query.stray else []
    if asked and (len(words_of(asked["name"])) > 1 or is_content(asked["name"].strip())):
        phrases.append(request.text[slice(*asked.span("name"))].strip())
    phrases += names[:1]
    for phrase in dict.fromkeys(phrase for phrase in phrases if len(phrase) > 2):
        found = find_tasks(desk, phrase, query.scope)
        if picked:
            found = [entry for entry in found if entry.id == picked["id"]]
        if len(found) > 1:
            raise ask(request, f'Which task do you mean by "{phrase}"?', key="task", options=found)
        if found:
            return _about_one(desk, request, query, found[0])
        milestone = None
        if not request.says("tasks?|to-?dos?|tickets?"):
            milestone = find_milestone(desk, phrase, query.scope)
        if milestone:
            query = replace(query, stray=())
            return query.reply("milestones", one_milestone(desk, request, query, milestone))
    if names:
        close = near_names(desk, names[0], ("client", "project", "user"))
        raise say(f'I found no project, client, person or task called "{names[0]}".{close}')
    return None


def _about_one(desk: Desk, request: Request, query: Query, task: Entry) -> Reply:
    reading = desk.read("list_tasks", name=task.name)
    row = next((row for row in reading.rows if row["id"] == task.id), None)
    if row is None:
        raise say(f"I found the task {task.label}, but could not read it.")
    if row.get("user_ids"):
        query = replace(query, group="user")
    query = replace(query, scope=replace(query.scope, task=task), stray=())
    names = _people(desk, query, request)
    return query.reply("tasks", task_answer(query, row, names, request))


def _filters(query: Query, request: Request) -> dict[str, Any]:
    args: dict[str, Any] = {}
    if "overdue" in query.filters:
        yesterday = request.calendar.today - timedelta(days=1)
        return {"complete": False, **date_args(Period(None, yesterday), "due_from", "due_to")}
    if query.filters & {"open", "unpaid", "undated"} or request.says("working on|to do|plate|next"):
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


def _people(desk: Desk, query: Query, request: Request) -> dict[int, str]:
    """Names by id, read only when the answer will name people."""
    ranked = query.measure in ("most", "least")
    if query.group != "user" and not ranked and not request.says("who|whose|assignees?|owners?"):
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
