"""Clients: the list, and how to reach one."""

from __future__ import annotations

import re
from typing import Any

from agent.compact import Condition, View
from agent.models.builtin.answers.people import contact_answer, directory_answer
from agent.models.builtin.answers.phrases import bullets, joined, plural, sentence
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.intents.projects import active_filter
from agent.models.builtin.query import read_query
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import words_of
from agent.models.builtin.text.vocabulary import is_content

CONTACT = (
    r"e-?mails?(?: address)?|phone(?: number)?|telephone|contact(?:s| details| data| information)?|"
    r"address|website|web site|city|country|postal code|vat|fiscal|number of|(?:their|his|"
    r"her) number|reach|get hold of|get in touch|touch with|call|located|based"
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
    elif request.says(r"e-?mail(?: address)? (?:of|for)|phone(?: number)? (?:of|for)|address of"):
        score += 3
    if request.says(_OTHER_SUBJECT):
        score -= 3
    return score


# "Clients in London": where a place stands, not a name.
_SOMEWHERE = re.compile(
    r"\b(?:clients?|customers?|companies|who|which|ones?|any|based|located|from)\b[^?]*?"
    r"\b(?:in|from|near|at)\s+(?:the )?(?P<place>[^\W\d_][\w' -]*?)\W*$"
)


def _handle(desk: Desk, request: Request) -> Reply:
    place = _place(request)
    if place:
        return _in_place(desk, request, place)
    query = read_query(desk, request, "client")
    if query.scope.client:
        clients = [one.scope.client for one in query.each() if one.scope.client]
        calls = [Call("list_clients", {"name": one.name, "active": None}) for one in clients]
        texts = []
        for client, reading in zip(clients, desk.read_all(*calls), strict=True):
            rows = (row for row in reading.rows if row["id"] == client.id)
            row = next(rows, {"name": client.name})
            texts.append(contact_answer(query, request, row))
        return query.reply("clients", "\n".join(texts), each=True)
    args: dict[str, Any] = {"active": active_filter(query.filters, request)}
    reading = desk.read("list_clients", **args)
    return query.reply("clients", directory_answer(query, reading, "client"))


def _place(request: Request) -> str:
    """The place clients are asked for by, where the words name no record."""
    found = _SOMEWHERE.search(request.plain)
    if not found or not request.says("clients?|customers?|companies"):
        return ""
    place = request.text[slice(*found.span("place"))].strip()
    return place if any(is_content(word) for word in words_of(place)) else ""


def _in_place(desk: Desk, request: Request, place: str) -> Reply:
    """Clients whose city or country is called so."""
    active = active_filter(request.filters)
    fields = ("city", "country")
    readings = desk.read_all(
        *(
            Call("list_clients", {"active": active}, View((Condition(field, "has", place),)))
            for field in fields
        )
    )
    rows = {row["id"]: row for reading in readings for row in reading.rows}
    lead = ("Yes: " if rows else "No: ") if request.measure == "yes-no" else ""
    state = {True: "active ", False: "archived ", None: ""}[active]
    head = sentence(f"{lead}{plural(len(rows), f'{state}client')} in {place}")
    lines = [
        joined([str(row["name"]), row.get("city"), row.get("country")]) for row in rows.values()
    ]
    return Reply(head + bullets(lines, shown=20) + "".join(r.caveat() for r in readings))


INTENT = Intent(
    name="clients",
    score=_score,
    handle=_handle,
    kinds=("client",),
    tool="list_clients",
    continues=True,
    subject="clients",
    examples=(
        "List our clients",
        "How many active clients do we have?",
        "What is the e-mail address of Acme?",
        "Is Acme a client of ours?",
    ),
)
