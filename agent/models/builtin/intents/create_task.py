"""A new task: its name and project at least; everything else only when it was said."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.leftovers import note_of
from agent.models.builtin.names.entry import Entry, entries_from
from agent.models.builtin.names.match import NameIndex
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope, near_names, resolve
from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.fold import BLANK, fold, words_of
from agent.models.builtin.titles import find_title

# "Open tasks by project" is a list; "open a task" is a wish.
_MAKE = (
    r"(?:create|add|make|new|set up)\b|(?:open|put|need|want|like|start|file|raise|give|get|plan|"
    r"schedule|"
    r"assign)(?= (?:me |us )?(?:an?|another|one|new)\b)"
)
_TASK = r"(?:tasks?|to-?dos?|tickets?|action items?)"
_PRIORITIES = ("critical", "high", "low", "normal")


def _score(request: Request) -> float:
    command = request.command
    score = 0.0
    if re.match(
        rf"(?:(?:i|we|you)(?: would|'d)? )?(?:{_MAKE})\b(?:\s+(?!in\b|to\b|on\b|"
        rf"for\b)[\w-]+){{0,4}}?\s+{_TASK}\b",
        command,
    ):
        score = 30.0
    elif re.match(
        rf"{_TASK}\s*(?::|(?:for|in)\b[^?]*:\s)|(?:remind me to|there should be a task)\b", command
    ) or (request.quotes and re.match(r"(?:add|put|create)\b", command) and not request.durations):
        score = 25.0
    elif re.match(rf"(?:in|for|on)\b.*\b(?:{_MAKE})\s+(?:a |an |new |another )*{_TASK}\b", command):
        score = 28.0
    if request.says("time entr(?:y|ies)|timesheet"):
        score -= 20
    return score + (points(command, ("due", 0.2)) if score else 0)


def _handle(desk: Desk, request: Request) -> Reply:
    title, span = find_title(request)
    request = (request.without(span) if span else request).firm
    if request.picks.get("title"):
        title = str(request.picks["title"])
    outside = _outside(request, span)
    if outside.impossible_date:
        raise say(f"There is no such date as {outside.impossible_date}.")
    scope = resolve(desk, outside, "project", "user", "client", write=True)
    if not title:
        raise ask(request, "What should the task be called?", key="title", expects="text")
    project = _project(desk, outside, scope)
    _ask_about_strangers(desk, outside)
    args: dict[str, Any] = {"name": title, "project_id": project.id}
    if scope.client:
        args["client_id"] = scope.client.id
    args |= _tasklist(desk, outside, project) | _people(desk, outside, scope) | _details(outside)
    raise desk.write(Call("create_task", args))


def _outside(request: Request, title: tuple[int, int] | None) -> Request:
    """The request with the title's words blotted out, so that nothing in it is taken for a slot."""
    if not title:
        return request
    start, end = title
    text = request.text[:start] + BLANK * (end - start) + request.text[end:]
    return replace(request, text=text, whole=request.original)


def _project(desk: Desk, request: Request, scope: Scope) -> Entry:
    if scope.project:
        return scope.project
    picked = request.picks.get("project")
    if picked:
        return Entry("project", picked["id"], picked["name"])
    projects = [entry for entry in desk.entries("project") if entry.active]
    unknown = [name for name in request.unknown_names if BLANK not in name]
    if scope.client:
        projects = [entry for entry in projects if entry.client_id == scope.client.id]
        if len(projects) == 1 and not unknown:
            return projects[0]
    question = "In which project should the task go?"
    if unknown:
        near = near_names(desk, unknown[0], ("project",))
        question = f'I found no project called "{unknown[0]}".{near} {question}'
    elif scope.client and not projects:
        raise say(f"{scope.client.name} has no active project, so there is no place for a task.")
    raise ask(
        request, question, key="project", options=projects, phrase=unknown[0] if unknown else ""
    )


def _ask_about_strangers(desk: Desk, request: Request) -> None:
    """A name that fits nothing is never dropped from a write."""
    listed = _LIST.search(request.folded)
    own = request.text[slice(*listed.span(listed.lastgroup or "name"))] if listed else ""
    strangers = [
        name
        for name in request.unknown_names
        if BLANK not in name and fold(name) not in fold(own) and name != _note(request)
    ]
    if strangers and not re.search(r"\b(?:description|notes?|comment)\b", request.plain):
        near = near_names(desk, strangers[0], ("user", "client", "project"))
        raise ask(
            request,
            f'I found no person, client or project called "{strangers[0]}".{near} '
            "Who or what is it?",
            key=f"name {fold(strangers[0])}",
            phrase=strangers[0],
        )


_LIST = re.compile(
    r"\b(?:to|in|into|on|under) the (?P<before>[\w&-]+(?: [\w&-]+)??) (?:task ?list|list|column|"
    r"section)\b|\b(?:task ?list|list|column|section)\s+(?:called\s+|"
    r"named\s+)?[\"']?(?P<name>[\w &-]+?)[\"']?(?=\s+(?:of|in|for|by|due|with|and|project)\b|"
    r"[,.;\"']|$)"
)


def _tasklist(desk: Desk, request: Request, project: Entry) -> dict[str, int]:
    match = _LIST.search(request.folded)
    if not match:
        return {}
    name = request.text[slice(*match.span(match.lastgroup or "name"))].strip()
    row = desk.read("get_project_details", project_id=project.id).rows[0]
    lists = entries_from("milestone", row.get("tasklists") or [])
    words = words_of(name)
    fits = [fit for fit in NameIndex(lists).fits(words) if fit.weight >= 0.7 * len(words)]
    best = max(fits, key=lambda fit: fit.score, default=None)
    if best is None:
        names = ", ".join(entry.name for entry in lists) or "none"
        raise say(f'{project.name} has no task list called "{name}". Its task lists: {names}.')
    return {"tasklist_id": best.entry.id}


def _people(desk: Desk, request: Request, scope: Scope) -> dict[str, list[int]]:
    people = [entry.id for entry in (scope.user, *scope.others) if entry and entry.kind == "user"]
    me = desk.context.user_id
    if me is not None and re.search(
        r"\b(?:for|to|assign) (?:me|myself)\b|\bassign(?:ed)?(?: it)? to (?:me|myself)\b|"
        r"\bremind me\b",
        request.plain,
    ):
        people.append(me)
    unknown = re.search(r"\bassign(?:ed|ee)?(?: it)?(?: to)?:?\s+(?P<name>[a-z]+)", request.plain)
    if unknown and not people:
        name = request.text[slice(*unknown.span("name"))]
        users = [entry for entry in desk.entries("user") if entry.active]
        raise ask(
            request,
            f'I found no person called "{name}". Who should it be assigned to?',
            key="user",
            options=users,
            phrase=name,
        )
    return {"user_ids": list(dict.fromkeys(people))} if people else {}


def _details(request: Request) -> dict[str, Any]:
    args: dict[str, Any] = {}
    due = _due_date(request)
    if due:
        args["due_date"] = due
    if request.durations:
        args["budget_minutes"] = request.durations[-1].minutes
    priority = next((name for name in _PRIORITIES if name in request.filters), None)
    if priority:
        args["priority"] = priority
    if request.says("(?:not|non|un)[- ]?billable"):
        args["billable"] = False
    elif "billable" in request.filters:
        args["billable"] = True
    note = _note(request)
    return args | ({"description": note} if note else {})


def _note(request: Request) -> str | None:
    if not re.search(r"\b(?:description|notes?|comment)\b", request.plain):
        return None
    quotes = [quote for quote in request.quotes if BLANK not in quote.text]
    return quotes[-1].text if quotes else note_of(request)[0]


def _due_date(request: Request) -> str | None:
    dates = request.dates("future")
    due = [mention for mention in dates if mention.due] or dates
    if not due:
        return None
    period: Period = due[-1].period
    if period.single is None:
        said = request.text[slice(*due[-1].span)]
        raise ask(
            request,
            f'Which day exactly should it be due (you said "{fold(said).strip()}")?',
            key="due",
            phrase=said,
            expects="date",
        )
    return period.single.isoformat()


INTENT = Intent(
    name="create_task",
    score=_score,
    handle=_handle,
    kinds=("project", "user", "client"),
    tool="create_task",
    examples=(
        "Create a task 'Prepare report' in Website for Anna, due next Friday, high priority",
        "Add a task to Website: check the contact form",
        "New task for Acme called Call the printer, budget 2h",
    ),
)
