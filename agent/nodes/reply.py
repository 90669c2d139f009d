"""A model's answer, made fit for the record: of bounded size, and every call with its own id.

Whatever a model says is kept in every later checkpoint of the conversation and read by it again, so
a megabyte must not get that far. An answer that is fit stays as it is, to the letter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, ToolCall

from agent.models.endings import is_cut_off
from tools_server.errors import Failure, InvalidArgument

LONGEST_ANSWER = 20_000  # characters
LONGEST_ARGUMENTS = 10_000
_LONGEST_WORDS_BESIDE_CALLS = 2_000
_LONGEST_REST = 20_000

# What providers take for a name; a bad one, sent back to them, would fail every later turn.
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_-]")
_LONGEST_NAME = 64
_LONGEST_ID = 100


@dataclass
class Fit:
    """A model's answer as it is kept, and the calls among it that cannot be run, by their id."""

    message: AIMessage
    unusable: dict[str, Failure] = field(default_factory=dict)


def fit(reply: AIMessage, earlier: Sequence[AnyMessage]) -> Fit:
    """The answer with its text cut, its calls readable, and no id that was there before."""
    found = Fit(reply)
    text = _text(reply)
    calls = _calls(reply, earlier, found.unusable)
    if text != reply.text or calls != reply.tool_calls or not _small(reply):
        found.message = _rebuilt(reply, text, calls)
    elif reply.id in {message.id for message in earlier}:
        # The same id would replace the earlier message.
        found.message = reply.model_copy(update={"id": None})
    return found


def with_calls(reply: AIMessage, calls: list[ToolCall]) -> AIMessage:
    """The answer with these of its calls only."""
    return reply if calls == reply.tool_calls else _rebuilt(reply, reply.text, calls)


def with_text(reply: AIMessage, text: str) -> AIMessage:
    """The answer with another text."""
    return reply.model_copy(update={"content": text})


def _rebuilt(reply: AIMessage, text: str, calls: list[ToolCall]) -> AIMessage:
    """A plain message. Blocks and raw calls of the provider would contradict what is left."""
    extra = {k: v for k, v in reply.additional_kwargs.items() if k not in _RAW_CALLS}
    name = str(reply.response_metadata.get("model_name", ""))[:_LONGEST_NAME]
    return AIMessage(
        text,
        tool_calls=calls,
        additional_kwargs=extra if _fits(extra, _LONGEST_REST) else {},
        response_metadata={"model_name": name, **_ending(reply)},
        usage_metadata=reply.usage_metadata,
    )


def _ending(reply: AIMessage) -> dict[str, Any]:
    """How it ended survives the cut: half an answer must not pass for a whole one."""
    return {"finish_reason": "length"} if is_cut_off(reply) else {}


_RAW_CALLS = ("tool_calls", "function_call")


def _text(reply: AIMessage) -> str:
    text = _encodable(reply.text)
    beside_calls = reply.tool_calls or reply.invalid_tool_calls
    longest = _LONGEST_WORDS_BESIDE_CALLS if beside_calls else LONGEST_ANSWER
    if len(text) <= longest:
        return text
    note = f"(Cut here: the model's answer has {len(text):,} characters.)"
    return f"{text[:longest].rstrip()} …\n\n{note}"


def _calls(
    reply: AIMessage, earlier: Sequence[AnyMessage], unusable: dict[str, Failure]
) -> list[ToolCall]:
    """All calls, the unreadable ones among them, each under an id of its own."""
    taken = {c["id"] for m in earlier if isinstance(m, AIMessage) for c in m.tool_calls}
    calls: list[ToolCall] = []
    for call in [*reply.tool_calls, *reply.invalid_tool_calls]:
        id = call["id"] or ""
        if id in taken or not 0 < len(id) <= _LONGEST_ID or _encodable(id) != id:
            id = f"call_{token_hex(8)}"
        taken.add(id)
        failure = _flaw(call["args"])
        if failure:
            unusable[id] = failure
        args = call["args"] if isinstance(call["args"], dict) and not failure else {}
        calls.append(ToolCall(name=_name(call["name"]), args=args, id=id, type="tool_call"))
    return calls


def _flaw(args: Any) -> Failure | None:
    """Why these arguments cannot be used at all."""
    if not isinstance(args, dict):
        return InvalidArgument(
            "The arguments of this call are no JSON object.", hint="Send them as one."
        )
    size = _size(args)
    if size is None:
        return InvalidArgument(
            "The arguments of this call hold something that JSON text cannot.",
            hint="Use plain text, numbers, true, false and null only.",
        )
    if size > LONGEST_ARGUMENTS:
        return InvalidArgument(
            f"The arguments of this call have {size:,} characters.",
            hint=f"At most {LONGEST_ARGUMENTS:,} are taken: shorten the texts in them.",
        )
    return None


def _name(name: str | None) -> str:
    return _NOT_IN_A_NAME.sub("_", (name or "")[:_LONGEST_NAME]) or "unnamed"


def _small(reply: AIMessage) -> bool:
    rest = [reply.content, reply.additional_kwargs, reply.response_metadata, reply.name, reply.id]
    return _fits(rest, LONGEST_ANSWER + _LONGEST_REST)


def _fits(value: Any, limit: int) -> bool:
    size = _size(value)
    return size is not None and size <= limit


def _size(value: Any) -> int | None:
    """Characters of JSON; None for what JSON or UTF-8 cannot hold."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (TypeError, ValueError, RecursionError):
        return None
    return len(text)


def _encodable(text: str) -> str:
    """Half of a surrogate pair is no character, and nothing can store it."""
    return text.encode("utf-8", "replace").decode()
