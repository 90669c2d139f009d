"""One card for one action: a write that was proposed before in this turn is not proposed again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from langchain_core.messages import ToolCall, ToolMessage

from agent.compact import compact_write
from agent.nodes.limits import as_refused
from agent.state import ProposedAction
from tools_server.governance.approvals import digest

# After these the same action may be right: the person asked for it, or it came to nothing.
_ASK_ANEW = ("responded", "refused", "expired")

_REASONS = {
    "rejected": "The person rejected this very action in this turn; it is not shown again.",
    "created": "It was written before in this turn; the person asks for a second one, not you.",
    "already_exists": "It is there already.",
    "unknown_outcome": "It was sent before in this turn, and it is not known whether it was done.",
}
_WAITS = "This very action is on a card already; there is one card for it."


def twin_of(
    actions: Sequence[ProposedAction], tool: str, proposal: dict[str, Any]
) -> ProposedAction | None:
    """The action of this turn that makes a proposal needless, to the letter of its arguments: one
    that waits, was written, may have been written, or was rejected.

    Two equal calls in one answer are one card too: a model that repeats itself is more frequent
    than a person who wants the same thing twice, and who can ask for it again.
    """
    wanted = digest(tool, proposal["args"])
    same = [action for action in actions if action["digest"] == wanted]
    return next((action for action in reversed(same) if action["status"] not in _ASK_ANEW), None)


def told_before(call: ToolCall, twin: ProposedAction) -> ToolMessage:
    """The answer to a call whose action has such a twin."""
    outcome = twin["outcome"] or {}
    text = compact_write(
        twin["tool"],
        status=_status(twin),
        summary=twin["summary"],
        record=outcome.get("record"),
        reason=_REASONS.get(twin["status"], _WAITS),
        error=outcome.get("error"),
    )
    return as_refused(ToolMessage(text, tool_call_id=call["id"], name=call["name"]))


def _status(twin: ProposedAction) -> str:
    if twin["status"] == "created":
        return "already_exists"
    return twin["status"] if twin["status"] in _REASONS else "refused"
