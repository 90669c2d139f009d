"""A bare name: "Acme?" gets what is most often wanted about that record."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.models.builtin.answers.invoices import invoice_answer
from agent.models.builtin.answers.people import contact_answer
from agent.models.builtin.answers.project_details import details_answer
from agent.models.builtin.answers.projects import project_list_answer
from agent.models.builtin.answers.tasks import task_list_answer
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.intents.one_task import named_answer
from agent.models.builtin.intents.smalltalk import CAN_DO
from agent.models.builtin.left_out import of_active_projects
from agent.models.builtin.query import Query, read_query
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import words_of

_LONGEST_QUESTION = 14  # words
_LONGEST_NAME = 6  # words; more are no name but a sentence that was not understood
NOT_UNDERSTOOD = f"I did not understand that as a question about Paymo. {CAN_DO}"


def _score(request: Request) -> float:
    return 0.5


def _handle(desk: Desk, request: Request) -> Reply:
    words = (request.unknown_names or request.stray_words or request.loose_phrases
             or request.parts_of_names)  # fmt: skip
    if not (request.mentions or words):
        return Reply(NOT_UNDERSTOOD)
    query = read_query(desk, request, "client", "project", "user", "task")
    said = len(words_of(request.text))
    asks = re.search(_ASKS, request.plain) is not None
    short = said <= (_LONGEST_QUESTION if asks else _LONGEST_NAME)
    named = named_answer(desk, request, query) if (words or query.scope.task) and short else None
    if named:
        return named
    if request.stray_words or asks:
        reply = _overview(desk, request, replace(query, measure="list"))
        unsure = reply.text and reply.text != NOT_UNDERSTOOD
        return replace(reply, text=f"{UNSURE} {reply.text}") if unsure else reply
    return _overview(desk, request, query)


_ASKS = r"\b(?:how|when|why|what|where|who|is|are|has|have|did|does|do|can|should|will)\b"
UNSURE = "I am not sure what you ask; this is what I can tell."


def _overview(desk: Desk, request: Request, query: Query) -> Reply:
    scope = query.scope
    if scope.project:
        details = desk.read("get_project_details", project_id=scope.project.id)
        return query.reply("project_details", details_answer(request, query, details.rows[0]))
    if scope.client:
        return query.reply("projects", _client(desk, query))
    if scope.user:
        theirs = Call("list_tasks", {"user_id": scope.user.id, "complete": False})
        tasks = desk.read_all(of_active_projects(desk, request, query, theirs))[0]
        rows = (row for row in desk.rows("user") if scope.user and row["id"] == scope.user.id)
        lead = [
            contact_answer(query, request, row, "user") for row in rows if request.says("about")
        ]
        text = task_list_answer(query, tasks, {}, request.calendar.today)
        return query.reply("tasks", "\n".join([*lead[:1], text]))
    return Reply(NOT_UNDERSTOOD)


def _client(desk: Desk, query: Query) -> str:
    assert query.scope.client
    client_id = query.scope.client.id
    projects, invoices = desk.read_all(
        Call("list_projects", {"client_id": client_id, "active": True}),
        Call("list_invoices", {"client_id": client_id, "status": "active"}),
    )
    return (
        f"{query.scope.client.name}:\n{project_list_answer(query, projects, {})}\n"
        f"{invoice_answer(query, invoices)}"
    )


INTENT = Intent(
    name="about",
    score=_score,
    handle=_handle,
    kinds=("client", "project", "user"),
    continues=True,
    of_tasks=True,
    examples=("Acme", "Anna?"),
)
