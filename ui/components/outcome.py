"""What became of a change, in one line that says who decided."""

from __future__ import annotations

import streamlit as st

from agent.conversation import ToolCallView
from ui.components import plain

_DONE = ":green[:material/check_circle:]"
_NOT_DONE = ":gray[:material/cancel:]"
_TOO_LATE = ":orange[:material/schedule:]"
_FAILED = ":red[:material/error:]"


def outcome(call: ToolCallView) -> bool:
    """Draw the line of a call that has one. A read that went well has none."""
    said = in_words(call)
    if said is None:
        return False
    icon, words = said
    with st.container(horizontal=True, wrap=False, gap="xsmall"):
        st.markdown(icon, width="content")
        plain.text(words)
    return True


def in_words(call: ToolCallView) -> tuple[str, str] | None:
    """The sign and the words of the line."""
    result = call.result
    what = " ".join(str(result.get("summary") or "").split())
    by = f" by {call.decided_by}" if call.decided_by else ""
    reason = result.get("reason") or ""
    error = result.get("error")
    match result.get("status"):
        case "created":
            return _DONE, f"Approved{by}, done: {what}"
        case "already_exists":
            return _DONE, f"Nothing to do, it is there already: {what}"
        case "rejected":
            return _NOT_DONE, f"Rejected{by}, nothing was written: {what}. Reason: {reason}"
        case "responded":
            return _NOT_DONE, f"Answered{by}, nothing was written: {reason}"
        case "expired" if not error:
            return _TOO_LATE, f"Approved{by} too late, nothing was written: {what}"
    if not error:
        return None
    unknown = error.get("code") == "unknown_outcome"
    decided = f"Approved{by}, {'not confirmed' if unknown else 'but it failed'}. " if by else ""
    return _FAILED, f"{decided}{error.get('message')} {error.get('hint')}"
