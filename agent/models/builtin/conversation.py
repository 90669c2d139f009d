"""The messages as the planner reads them: who asks, what was said, what the tools answered so far.

A *turn* is everything since the person's last message. The planner starts every call from the text
of the turn and the answers already there, so it needs no state of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from agent.compact import VIEWS, View, parse_compact, view_from
from agent.models.builtin.text.calendar import Calendar
from agent.visible import spelled

MEMORY = "planner"
_BREAK = re.compile(r"[\n\r\t]")
WRITES = frozenset({"create_task", "create_time_entry"})


@dataclass(frozen=True)
class Context:
    """What the system message says about the account and the person asking."""

    calendar: Calendar
    user_id: int | None = None
    user: str = ""
    currency: str = ""


@dataclass(frozen=True)
class Call:
    """One tool call; arguments are plain JSON. ``view``: what is wanted of the rows it reads."""

    tool: str
    args: dict[str, Any] = field(default_factory=dict)
    view: View | None = None

    @property
    def key(self) -> str:
        view = json.dumps(self.view.as_json(), sort_keys=True) if self.view else ""
        return f"{self.tool} {json.dumps(self.args, sort_keys=True)}{view}"


@dataclass(frozen=True)
class Result:
    """A tool's answer: ``data`` is the compact JSON, ``error`` what went wrong instead."""

    call: Call
    data: dict[str, Any]
    error: dict[str, Any] | None = None

    @property
    def is_write(self) -> bool:
        return self.call.tool in WRITES


@dataclass(frozen=True)
class Conversation:
    """``memory`` is the note the planner left beside its last answer; ``rounds`` counts the steps
    with tool calls taken in this turn."""

    context: Context
    text: str
    memory: dict[str, Any]
    results: tuple[Result, ...]
    earlier: tuple[Result, ...]
    rounds: int


def read_conversation(messages: Sequence[BaseMessage]) -> Conversation:
    """Read a list of chat messages. Without a context the calendar is the machine's own in UTC."""
    places = [i for i, message in enumerate(messages) if isinstance(message, HumanMessage)]
    start = places[-1] if places else len(messages)
    turn = messages[start + 1 :]
    return Conversation(
        context=_context(messages),
        text=str(messages[start].text) if places else "",
        memory=_memory(messages[:start]),
        results=tuple(_results(turn)),
        earlier=tuple(_results(messages[:start])),
        rounds=sum(1 for m in turn if isinstance(m, AIMessage) and m.tool_calls),
    )


def _context(messages: Sequence[BaseMessage]) -> Context:
    for message in messages:
        found = message.additional_kwargs.get("context")
        if isinstance(message, SystemMessage) and isinstance(found, dict):
            user = found.get("user") or {}
            today = found.get("today")
            return Context(
                calendar=Calendar(
                    date.fromisoformat(today) if today else datetime.now(UTC).date(),
                    1 if found.get("week_start") is None else int(found["week_start"]),
                ),
                user_id=user.get("id"),
                user=str(user.get("name") or ""),
                currency=str(found.get("currency") or ""),
            )
    return Context(Calendar(datetime.now(UTC).date()))


def _memory(messages: Sequence[BaseMessage]) -> dict[str, Any]:
    for message in reversed(messages):
        if isinstance(message, AIMessage):
            note = message.additional_kwargs.get(MEMORY)
            return note if isinstance(note, dict) else {}
    return {}


def _results(messages: Sequence[BaseMessage]) -> list[Result]:
    calls: dict[str | None, Call] = {}
    results = []
    for message in messages:
        if isinstance(message, AIMessage):
            views = message.additional_kwargs.get(VIEWS) or {}
            calls |= {
                call["id"]: Call(call["name"], call["args"], view_from(views.get(call["id"])))
                for call in message.tool_calls
            }
        elif isinstance(message, ToolMessage) and message.tool_call_id in calls:
            results.append(_result(calls[message.tool_call_id], message))
    return results


def _on_one_line(value: Any) -> Any:
    """The same with the breaks in typed texts spelled out: no name starts a line of ours."""
    if isinstance(value, str):
        return _BREAK.sub(lambda found: spelled(found[0]), value)
    if isinstance(value, dict):
        return {key: _on_one_line(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_on_one_line(inner) for inner in value]
    return value


def _result(call: Call, message: ToolMessage) -> Result:
    data = _on_one_line(parse_compact(message.content))
    if data is None:
        text = str(message.text).strip() or "no answer"
        return Result(call, {}, {"code": "unreadable", "message": text[:300], "hint": ""})
    error = data.get("error")
    failed = message.status == "error" or "rows" not in data
    return Result(call, data, error if failed and isinstance(error, dict) else None)
