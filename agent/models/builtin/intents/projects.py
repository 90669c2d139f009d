"""Projects: which there are, whose they are, who works on them; and whose a project is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from agent.models.builtin.answers.phrases import bullets, plural, sentence
from agent.models.builtin.answers.projects import (
    client_of_answer,
    clientless_answer,
    managed_answer,
    project_list_answer,
)
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.query import read_query
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request

_WITHOUT = (
    r"clients? (?:that |who |which )?(?:have |has |with )?(?:no|without(?: an?)?) "
    r"(?:active )?projects?"
)
_TERMS = r"flat(?:[- ]?(?:fee|rate|price))?|fixed[- ]price|hourly|billable|non-?billable"
_CLIENT_OF = (
    r"(?:client|customer) (?:of|for|behind)|(?:which|what|whose) (?:client|customer)|who(?:'s| "
    r"is) the (?:client|customer)|(?:belongs?|bound) to|whose project"
)


def _score(request: Request) -> float:
    score = points(
        request.plain,
        ("projects", 4),
        ("project", 1.5),
        ("(?:which|what|list|show|all|any|many) (?:\\w+ )?projects?", 2),
        ("portfolio|engagements?", 2),
    )
    if _asks_client(request):
        score += 12
    if request.says("invoices?|tasks?|hours|logged|milestones?|owes?|un-?billed|entr(?:y|ies)"):
        score -= 3
    return score


def _asks_client(request: Request) -> bool:
    return request.says(_CLIENT_OF) and any(m.best("project") for m in request.mentions)


def _handle(desk: Desk, request: Request) -> Reply:
    if _asks_client(request):
        query = read_query(desk, request, "project")
        if query.scope.project:
            reading = desk.read("list_projects", name=query.scope.project.name, active=None)
            return query.reply("projects", client_of_answer(query.scope.project, reading))
    if request.says(_WITHOUT):
        return _clients_without(desk, request)
    query = read_query(desk, request, "client", "user", "project")
    if request.says(_TERMS):
        note = "I did not filter by billing terms; ask for one project in detail to see its own."
        query = replace(query, notes=(*query.notes, note))
    args: dict[str, Any] = {}
    if query.scope.project:
        args = {"name": query.scope.project.name, "active": None}
    else:
        ids = query.scope.ids()
        args = {key: ids[key] for key in ("client_id", "user_id") if key in ids}
        args["active"] = active_filter(query.filters)
    reading = desk.read("list_projects", **args)
    if request.says("(?:without(?: an?)?|no|missing) (?:clients?|customers?)"):
        return query.reply("projects", clientless_answer(reading))
    if query.scope.user and request.says("manag(?:e|es|ed|ing|er)|leads?|runs?|in charge"):
        return query.reply("projects", managed_answer(query.scope.user, reading))
    names = _people(desk, request)
    return query.reply("projects", project_list_answer(query, reading, names))


def _clients_without(desk: Desk, request: Request) -> Reply:
    clients, projects = desk.read_all(
        Call("list_clients", {"active": True}), Call("list_projects", {"active": True})
    )
    served = {row.get("client_id") for row in projects.rows}
    names = [str(row["name"]) for row in clients.rows if row["id"] not in served]
    if not projects.whole or not clients.whole:
        return Reply("There are too many clients and projects to compare; name a client.")
    head = sentence(f"{plural(len(names), 'active client')} without an active project")
    return Reply(head + bullets(names))


def active_filter(filters: frozenset[str]) -> bool | None:
    if "archived" in filters:
        return False
    return None if "all" in filters and "active" not in filters else True


def _people(desk: Desk, request: Request) -> dict[int, str]:
    if not request.says("who|people|team|members?|staff|managers?|manages"):
        return {}
    return {entry.id: entry.name for entry in desk.entries("user")}


INTENT = Intent(
    name="projects",
    score=_score,
    handle=_handle,
    kinds=("client", "user", "project"),
    tool="list_projects",
    continues=True,
    examples=(
        "List all active projects and their clients",
        "Which projects does Anna work on?",
        "Projects of Acme and who works on them",
        "Who is the client of Project Alpha?",
        "How many archived projects do we have?",
    ),
)
