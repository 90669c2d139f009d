"""The messages as the planner reads them: who asks, what was said, what the tools answered so far.

A *turn* is everything since the person's last message. The planner starts every call from the text
of the turn and the answers already there, so it needs no state of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from agent.compact import VIEWS, View, parse_compact, view_from
from agent.models.builtin.text.calendar import MONTH_FIRST, Calendar
from agent.models.builtin.text.courtesy import without_courtesies
from agent.models.builtin.text.stories import as_question, without_false_start
from agent.state import BY_FLOW
from agent.visible import spelled

MEMORY = "planner"
_BREAK = re.compile(r"[\n\r\t]")
_ESCAPED_BREAK = re.compile(r"\\[nrtu]")
# A long run of blanks and marks says no more than a short one, and every rule would go through it.
_RUN = re.compile(r"(?P<start>[\s,;:.!?_=*~-]{12})[\s,;:.!?_=*~-]+")
# Nor do words that are said over and over.
_OVER_AND_OVER = re.compile(r"(?P<said>\b\w[^\n]{0,40}?\W)(?P=said){11,}")
WRITES = frozenset({"create_task", "create_time_entry"})
_TURNS_BACK = 5  # in which a list that is pointed at may have been shown
# The status of a card that a person answered in words: it is closed, and nothing was written.
RESPONDED = "responded"


@dataclass(frozen=True)
class Context:
    """What the system message says about the account and the person asking."""

    calendar: Calendar
    user_id: int | None = None
    user: str = ""
    currency: str = ""
    company: str = ""


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
    """A tool's answer: ``data`` is the compact JSON, ``error`` what went wrong instead, ``id`` that
    of the call it answers."""

    call: Call
    data: dict[str, Any]
    error: dict[str, Any] | None = None
    id: str = ""

    @property
    def is_write(self) -> bool:
        return self.call.tool in WRITES


@dataclass(frozen=True)
class Conversation:
    """``memory`` is the note the planner left beside its last answer, ``said_before`` the words of
    that answer, ``last`` the results of the turn before this one. ``closed`` are the proposed
    writes that were still open when the person spoke; what was said answered them, and ``beside``
    those of the same step that were decided before. ``latest`` are the results of this turn's last
    step, and ``noted`` what the planner noted with it. ``told`` are the answers of the last few
    turns with the results that they rest on, the latest first. ``rounds`` counts the steps with
    tool calls taken in this turn."""

    context: Context
    text: str
    memory: dict[str, Any]
    results: tuple[Result, ...]
    earlier: tuple[Result, ...]
    rounds: int
    said_before: str = ""
    last: tuple[Result, ...] = ()
    closed: tuple[Result, ...] = ()
    beside: tuple[Result, ...] = ()
    latest: tuple[Result, ...] = ()
    noted: dict[str, Any] = field(default_factory=dict)
    told: tuple[tuple[str, tuple[Result, ...]], ...] = ()

    @property
    def last_writes(self) -> tuple[Result, ...]:
        """What became of the writes of the turn before, those that were closed aside."""
        return tuple(r for r in self.last if r.is_write and r not in self.closed)


def _shortened(text: str) -> str:
    return _OVER_AND_OVER.sub(lambda run: run["said"] * 12, _RUN.sub(r"\g<start>", text))


def read_conversation(messages: Sequence[BaseMessage]) -> Conversation:
    """Read a list of chat messages. Without a context the calendar is the machine's own in UTC."""
    turns = _turns(messages)
    start, text = turns[-1] if turns else (len(messages), "")
    before, turn = messages[:start], messages[start:]
    last = _results(messages[turns[-2][0] if len(turns) > 1 else 0 : start])
    answers = [message for message in before if isinstance(message, AIMessage)]
    open_step = [result for result in _results(_last_step(before)) if result.is_write]
    step = _last_step(turn)
    return Conversation(
        context=_context(messages),
        text=as_question(without_false_start(without_courtesies(_shortened(text)))),
        memory=_memory(answers),
        results=tuple(_results(turn)),
        earlier=tuple(_results(before)),
        rounds=sum(1 for m in turn if isinstance(m, AIMessage) and m.tool_calls),
        said_before=str(answers[-1].text) if answers else "",
        last=tuple(last),
        closed=tuple(r for r in open_step if r.data.get("status") == RESPONDED),
        beside=tuple(r for r in open_step if r.data.get("status") != RESPONDED),
        latest=tuple(_results(step)),
        noted=_memory([message for message in step if isinstance(message, AIMessage)]),
        told=tuple(_told(messages, [start for start, _ in turns])),
    )


def _told(
    messages: Sequence[BaseMessage], starts: Sequence[int]
) -> Iterator[tuple[str, tuple[Result, ...]]]:
    """The last answer of each of the latest turns before this one, with the turn's results."""
    for first, last in reversed(list(pairwise(starts[-_TURNS_BACK:]))):
        turn = messages[first:last]
        texts = [str(message.text) for message in turn if isinstance(message, AIMessage)]
        yield (texts[-1] if texts else ""), tuple(_results(turn))


def _last_step(messages: Sequence[BaseMessage]) -> Sequence[BaseMessage]:
    """The last answer of the model and what came back for its calls."""
    places = [i for i, message in enumerate(messages) if isinstance(message, AIMessage)]
    return messages[places[-1] :] if places else ()


def _turns(messages: Sequence[BaseMessage]) -> list[tuple[int, str]]:
    """What was said, each with the place behind it where the answers to it begin.

    A person who answers a card in words, and does not decide about it, has said something as well.
    """
    found: list[tuple[int, str]] = []
    reasons: dict[str, None] = {}
    for place, message in enumerate(messages):
        if isinstance(message, HumanMessage):
            found.append((place + 1, str(message.text)))
        elif isinstance(message, ToolMessage):
            data = _read(str(message.text)) or {}
            if data.get("status") == RESPONDED and data.get("reason"):
                reasons[str(data["reason"])] = None
            following = messages[place + 1] if place + 1 < len(messages) else None
            if reasons and not isinstance(following, ToolMessage | HumanMessage):
                found.append((place + 1, " ".join(reasons)))
        if not isinstance(message, ToolMessage):
            reasons = {}
    return found


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
                    month_first=str(found.get("timezone") or "") in MONTH_FIRST,
                ),
                user_id=user.get("id"),
                user=str(user.get("name") or ""),
                currency=str(found.get("currency") or ""),
                company=str(found.get("company") or ""),
            )
    return Context(Calendar(datetime.now(UTC).date()))


def _memory(answers: Sequence[AIMessage]) -> dict[str, Any]:
    """The latest note; a look-up has none of its own, nor have the words of a flow that was
    called, and what another model said ends all."""
    for message in reversed(answers):
        if BY_FLOW in message.additional_kwargs:
            continue
        note = message.additional_kwargs.get(MEMORY)
        if note is not None or all(call["name"] in WRITES for call in message.tool_calls):
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


@lru_cache(maxsize=64)
def _read(text: str) -> dict[str, Any] | None:
    """The JSON of a tool's answer. A conversation is read anew at every step, so what was read once
    is kept; nobody changes it."""
    data = parse_compact(text)
    return _on_one_line(data) if _ESCAPED_BREAK.search(text) else data


# What a flow's report has in the place of the rows of a list.
_NO_ROWS: dict[str, Any] = {"rows": [], "count": 0, "totals": {}, "groups": [], "complete": False,
                            "left_out": 0}  # fmt: skip


def _result(call: Call, message: ToolMessage) -> Result:
    data = _read(str(message.text))
    if data is None:
        text = str(message.text).strip() or "no answer"
        unreadable = {"code": "unreadable", "message": text[:300], "hint": ""}
        return Result(call, {}, unreadable, message.tool_call_id)
    if "sections" in data:
        data = {**_NO_ROWS, **data}
    error = data.get("error")
    failed = message.status == "error" or "rows" not in data
    wrong = error if failed and isinstance(error, dict) else None
    return Result(call, data, wrong, message.tool_call_id)
