"""What was asked of a model, as plain data that is the same at every run."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, ToolMessage

# Drawn anew at every run, or the time of day: ids of tables, and when a record was stored.
_VOLATILE = re.compile(r'("(?:artifact|created_on|updated_on|as_of)": )"[^"]*"')
_EXCERPT = 60


@dataclass(frozen=True)
class Request:
    """A normalised request. ``tools`` are the digests of their definitions, by name."""

    model: str
    tools: dict[str, str]
    messages: list[dict[str, Any]]

    @property
    def key(self) -> str:
        """What the answers to this request are found by."""
        return _digest([self.model, self.tools, self.messages])

    def difference(self, other: Request) -> str:
        """The first thing in which this request is not as the other, recorded one, in words."""
        if self.model != other.model:
            return f"the model was {other.model}"
        for name in sorted(self.tools.keys() | other.tools.keys()):
            if self.tools.get(name) != other.tools.get(name):
                return f"the tool {name} was {_changed(self.tools, other.tools, name)}"
        pairs = zip_longest(self.messages, other.messages)
        for number, (mine, recorded) in enumerate(pairs, 1):
            if mine != recorded:
                return f"message {number} {_message_change(mine, recorded)}"
        return "nothing differs"

    def likeness(self, other: Request) -> tuple[bool, int, int]:
        """How near another request is: the same tools, so many messages the same from the start,
        and so many characters of the next.
        """
        pairs = zip(self.messages, other.messages, strict=False)
        for same, (mine, recorded) in enumerate(pairs):
            if mine != recorded:
                return (
                    self.tools == other.tools,
                    same,
                    _shared(_text(mine), _text(recorded)),
                )
        return self.tools == other.tools, min(len(self.messages), len(other.messages)), 0


def request_of(
    model: str, tools: Sequence[dict[str, Any]], messages: Sequence[BaseMessage]
) -> Request:
    """The request of these messages, with calls numbered in place of their ids."""
    numbers: dict[str, str] = {}
    return Request(
        model=model,
        tools={tool["function"]["name"]: _digest(tool)[:12] for tool in tools},
        messages=[_message(message, numbers) for message in messages],
    )


def _message(message: BaseMessage, numbers: dict[str, str]) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "role": message.type,
        "text": _VOLATILE.sub(r'\1"*"', message.text),
    }
    if isinstance(message, AIMessage) and message.tool_calls:
        for call in message.tool_calls:
            numbers[str(call["id"])] = f"call {len(numbers) + 1}"
        plain["calls"] = [
            {"id": numbers[str(call["id"])], "name": call["name"], "args": call["args"]}
            for call in message.tool_calls
        ]
    if isinstance(message, ToolMessage):
        plain["answers"] = numbers.get(message.tool_call_id, "no call")
        plain["name"] = message.name
    return plain


def _changed(mine: dict[str, str], recorded: dict[str, str], name: str) -> str:
    if name not in recorded:
        return "not there"
    return "other" if name in mine else "there"


def _message_change(mine: dict[str, Any] | None, recorded: dict[str, Any] | None) -> str:
    if mine is None or recorded is None:
        there = mine or recorded or {}
        return f"({there['role']}) {'was not there' if recorded is None else 'is missing'}"
    role = f"({mine['role']}{' ' + mine['name'] if mine.get('name') else ''})"
    fields = sorted(mine.keys() | recorded.keys(), key=lambda name: (name != "role", name))
    field = next(name for name in fields if mine.get(name) != recorded.get(name))
    now, before = _around(_text(mine.get(field)), _text(recorded.get(field)))
    return f"{role} has another {field}: recorded “{before}”, now “{now}”"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _around(one: str, other: str) -> tuple[str, str]:
    """Both texts from shortly before the place where they part."""
    start = max(0, _shared(one, other) - _EXCERPT // 3)
    return one[start : start + _EXCERPT], other[start : start + _EXCERPT]


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
