"""People of the agency: who they are, their roles, how to reach them."""

from __future__ import annotations

import re
from typing import Any

from agent.models.builtin.answers.people import contact_answer, directory_answer
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.clients import CONTACT
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.intents.projects import active_filter
from agent.models.builtin.query import read_query
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request

_TYPES = (("Admin", r"admins?|administrators?"), ("Guest", r"guests?|externals?"),
          ("Employee", r"employees"))  # fmt: skip


def _score(request: Request) -> float:
    score = points(
        request.plain,
        (
            "users|people|employees|colleagues|staff|team|team members|members|consultants|"
            "everyone",
            3.5,
        ),
        ("user|employee|colleague|person", 1.5),
        ("admins?|administrators?|guests?", 3.5),
        (
            "who (?:works|is working) (?:here|for us|with us)|who is (?:here|on the team|in the "
            "team)",
            4,
        ),
        ("still (?:with us|here|active|employed|working here|on the team)|left the company", 5),
        ("who am i|logged in as|my account", 5),
        ("head ?count", 4),
    )
    named = any(mention.best("user") for mention in request.mentions)
    if named and request.says(rf"{CONTACT}|role|position|job|type|who is|rate|workday|works? here"):
        score += 5
    if named and re.search(r"\bwhat does\b[^?]*\bdo(?: here| for us)?\W*$", request.plain):
        score += 7
    if any(mention.best("project") > mention.best("user") for mention in request.mentions):
        score -= 4
    if request.says("invoices?|tasks?|hours|logged|milestones?|projects?|un-?billed|clients?"):
        score -= 3
    return score


def _handle(desk: Desk, request: Request) -> Reply:
    if request.says("who am i|logged in as|my account"):
        name = desk.context.user or "unknown to me"
        return Reply(f"You are {name} in Paymo.")
    query = read_query(desk, request, "user")
    user = query.scope.user
    if user:
        reading = desk.read("list_users", name=user.name, active=None)
        row = next((row for row in reading.rows if row["id"] == user.id), {"name": user.name})
        return query.reply("people", contact_answer(query, request, row))
    args: dict[str, Any] = {"active": active_filter(query.filters)}
    kind = next((kind for kind, words in _TYPES if request.says(words)), None)
    if kind and kind != "Employee":
        args["type"] = kind
    reading = desk.read("list_users", **args)
    return query.reply("people", directory_answer(query, reading, "person"))


INTENT = Intent(
    name="people",
    score=_score,
    handle=_handle,
    kinds=("user",),
    tool="list_users",
    continues=True,
    examples=(
        "Who is on the team?",
        "List all users",
        "Who are the admins?",
        "What is Anna's e-mail address?",
    ),
)
