"""Clients: the list, and how to reach one."""

from __future__ import annotations

from typing import Any

from agent.models.builtin.answers.people import contact_answer, directory_answer
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.intents.projects import active_filter
from agent.models.builtin.query import read_query
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request

CONTACT = (
    r"e-?mails?(?: address)?|phone(?: number)?|telephone|contact(?:s| details| data| information)?|"
    r"address|website|web site|city|country|postal code|vat|fiscal|number of|(?:their|his|"
    r"her) number|reach|call|located|based"
)


_OTHER_SUBJECT = (
    r"invoices?|tasks?|hours|logged|milestones?|projects?|owes?|overdue|behind|payments?|un-?billed"
)


def _score(request: Request) -> float:
    score = points(
        request.plain,
        ("clients|customers", 3.5),
        ("client|customer", 1.5),
        ("(?:which|what|list|show|all|any|many|our) (?:\\w+ )?(?:clients?|customers?)", 1.5),
        ("companies (?:do )?we", 2),
        ("(?:do|did|are) we (?:still )?work(?:ing)? (?:with|for)", 4),
    )
    named = any(mention.best("client") for mention in request.mentions)
    if named and request.says(CONTACT):
        score += 5
    if request.says(_OTHER_SUBJECT):
        score -= 3
    return score


def _handle(desk: Desk, request: Request) -> Reply:
    query = read_query(desk, request, "client")
    client = query.scope.client
    if client:
        reading = desk.read("list_clients", name=client.name, active=None)
        row = next((row for row in reading.rows if row["id"] == client.id), {"name": client.name})
        return query.reply("clients", contact_answer(query, request, row))
    args: dict[str, Any] = {"active": active_filter(query.filters)}
    reading = desk.read("list_clients", **args)
    return query.reply("clients", directory_answer(query, reading, "client"))


INTENT = Intent(
    name="clients",
    score=_score,
    handle=_handle,
    kinds=("client",),
    tool="list_clients",
    continues=True,
    examples=(
        "List our clients",
        "How many active clients do we have?",
        "What is the e-mail address of Acme?",
        "Is Acme a client of ours?",
    ),
)
