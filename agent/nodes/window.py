"""What a model reads of a conversation: its latest turns, as far as they fit."""

from __future__ import annotations

import json
from collections.abc import Sequence

from langchain_core.messages import AIMessage, AnyMessage

from agent.nodes.calls import turn

# Enough for what a person refers back to; older turns stay in the conversation, unread.
MOST_MESSAGES = 60
# About 30,000 tokens. Each call of a model pays for all of it.
MOST_CHARACTERS = 120_000
# However long they are: "and for the other one?" needs the turn before it.
FEWEST_TURNS = 2


def recent(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The latest whole turns, so that no tool result lacks its call."""
    found: list[AnyMessage] = []
    rest = list(messages)
    turns = size = 0
    while rest:
        latest = turn(rest)
        size += sum(map(_size, latest))
        full = len(found) >= MOST_MESSAGES or size > MOST_CHARACTERS
        if turns >= FEWEST_TURNS and full:
            break
        found = latest + found
        rest = rest[: len(rest) - len(latest)]
        turns += 1
    return found


def _size(message: AnyMessage) -> int:
    calls = message.tool_calls if isinstance(message, AIMessage) else []
    return len(message.text) + (len(json.dumps(calls, default=str)) if calls else 0)
