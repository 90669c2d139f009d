"""What is asked of the task list: its filters, what is left to the view, whose names are read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from agent.compact import Condition, View
from agent.models.builtin.answers.tasks import (
    completed_in_period,
    wanted_priorities,
)
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.left_out import leaving_out
from agent.models.builtin.query import Query, date_args
from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Calendar, Period
from agent.models.builtin.text.fold import words_of

# Of these only what is still open is of interest, unless done ones are asked for.
_OPEN_MEANT = frozenset(
    ("open", "undue", "unpaid", "undated", "unassigned", "critical", "high", "low")
)


_PARTS = ("user", "project", "client")  # what the counts of tasks can be split by


def task_call(query: Query, request: Request) -> Call:
    args: dict[str, Any] = dict(query.scope.ids()) or {"name": ""}
    if query.milestone:
        args = {"milestone_id": query.milestone.id}
    call = Call(
        "list_tasks", args | task_filters(query, request), task_view(query, request.calendar)
    )
    return leaving_out(call, query)


_DONE = r"closed|done|finished|completed?"
_EITHER = rf"open(?: ones)? (?:and|or|plus|as well as) (?:{_DONE})|(?:{_DONE}) (?:and|or|plus) open"


def task_filters(query: Query, request: Request) -> dict[str, Any]:
    args: dict[str, Any] = {}
    if "overdue" in query.filters:
        late = query.late(request.calendar.today)
        return {"complete": False, **date_args(late, "due_from", "due_to")}
    if "open" in query.filters and "done" in query.filters and request.says(_EITHER):
        return date_args(query.due or query.period, "due_from", "due_to")
    done = "done" in query.filters
    if (query.apart and not done) or query.filters & (
        _OPEN_MEANT - ({"critical", "high", "low"} if done else set())
    ):
        args["complete"] = False
    elif done:
        args["complete"] = True
    elif request.says("work(?:ing)? on|to-?dos?|to do|plate|next|tackle|start with|prioriti[sz]e"):
        args["complete"] = False
    if args.get("complete") and not query.due:
        # Done in October means completed then; the answer keeps the rows of that time.
        return args
    window = query.due or query.period
    if window and window.single == request.calendar.today and request.says("to do|plate"):
        window = Period(None, window.last)
    ahead = window is not None and (not window.last or window.last >= request.calendar.today)
    if window and "complete" not in args and (query.measure != "yes-no" or ahead):
        args["complete"] = False
    return args | date_args(window, "due_from", "due_to")


def task_view(query: Query, calendar: Calendar) -> View | None:
    """What the tool cannot filter by, asked of the rows."""
    where: list[Condition] = []
    order = ""
    if "unassigned" in query.filters:
        where.append(Condition("user_ids", "empty", True))
    if "undated" in query.filters:
        where.append(Condition("due_date", "empty", True))
    if "undue" in query.filters:
        where.append(Condition("due_date", "outside", calendar.past.as_strings()))
    priorities = wanted_priorities(query)
    if priorities:
        where.append(Condition("priority", "in", priorities))
    if query.tasklist:
        where.append(Condition("tasklist", "is", query.tasklist))
    if completed_in_period(query):
        days = date_args(query.period)
        if "date_from" in days:
            where.append(Condition("completed_on", "from", days["date_from"]))
        if "date_to" in days:
            where.append(Condition("completed_on", "to", days["date_to"]))
    if "done" in query.filters and not query.filters & {"open", "overdue"}:
        order = "-completed_on"
    view = View(tuple(where), order, by=query.group if query.group in _PARTS else "")
    return None if view == View() else view


def people_named(desk: Desk, query: Query, request: Request) -> dict[int, str]:
    """Names by id, read only when the answer will name people."""
    ranked = query.measure in ("most", "least")
    if (
        query.group != "user"
        and not ranked
        and not request.says(rf"who|whose|whom|assignees?|owners?|{_WITH_PEOPLE}")
    ):
        return {}
    return {entry.id: entry.name for entry in desk.entries("user")}


_WITH_PEOPLE = (
    r"(?:with|and|incl\w*\.?|by|,) (?:the |their )?"
    r"(?:persons?|people|names?|responsible(?: person)?|colleagues?)"
)
_LIST_WORD = r"lists?|columns?|sections?|stages?|sprints?|phases?|backlog"


def with_tasklist(desk: Desk, request: Request, query: Query) -> Query:
    """The task list of the project that the words name, as "Sprint 4" of an app."""
    project = query.scope.project
    words = request.unknown_names or request.stray_words or request.says(_LIST_WORD)
    firm = any(mention.best("project") for mention in request.firm.mentions)
    if not project or not firm or not words or query.scope.others:
        return query
    details = desk.read("get_project_details", project_id=project.id).rows[0]
    for name in (str(row["name"]) for row in details.get("tasklists") or []):
        if _is_said(name, request):
            return replace(query, tasklist=name, stray=())
    return query


def _is_said(name: str, request: Request) -> bool:
    said = r"\W+".join(re.escape(word) for word in words_of(name))
    plain_word = "" if " " in name.strip() else rf"(?=\W*(?:{_LIST_WORD})\b)"
    before = rf"(?:\bin|\bfrom|\b(?:{_LIST_WORD}))\s+(?:the\s+)?[\"']?{said}\b"
    return bool(re.search(rf"\b{said}\b{plain_word}|{before}", request.plain))
