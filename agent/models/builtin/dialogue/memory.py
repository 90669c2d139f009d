"""What is remembered from one turn to the next, as plain JSON beside the planner's answers.

query      the last question about records: its text as one that stands on its own, the names
           that were settled in it, its subject and handler, and what it was understood as;
           `before` are the others of the same message, `named` the records of those before it
asked      whether such a question was the last thing said
answered   the last question of ours that was answered, for "no, the other one"
question   a question of ours that is open; gone when the next turn asks none
drafts     writes that are talked about without a card, because of an open question
copies     writes that were made, where the open question is about another one like them
dropped    writes that were dropped just now, for "make it 3 hours after all"
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from agent.models.builtin.conversation import WRITES, Conversation
from agent.models.builtin.reply import Reply

# Notes about writes; where one of them is there, an open question is about these writes.
WRITES_TALKED_OF = frozenset({"drafts", "copies"})
_LASTING = ("query", "answered")


def remembered(conversation: Conversation, reply: Reply) -> Reply:
    """The reply with its note: what it brings, and what lasts of the note before."""
    if any(call.tool not in WRITES for call in reply.calls):
        return reply
    kept = {key: conversation.memory[key] for key in _LASTING if key in conversation.memory}
    return replace(reply, memory={**kept, **reply.memory})


def records_in(query: dict[str, Any]) -> list[dict[str, Any]]:
    """The records that this question, and those that it goes on with, were about, each once."""
    scope = query.get("scope") or {}
    own = next((scope[kind] for kind in _MAIN if kind in scope), None)
    found = [*query.get("named", ()), *([own] if own else [])]
    return list({(each["kind"], each["id"]): each for each in found}.values())


_MAIN = ("project", "client", "task", "user")


def with_query(reply: Reply, said_as: dict[str, Any]) -> Reply:
    """The reply, its query noted together with the words that it was read from."""
    if "query" not in reply.memory:
        return reply
    query = {**reply.memory["query"], **said_as}
    return replace(reply, memory={**reply.memory, "query": query, "asked": True})
