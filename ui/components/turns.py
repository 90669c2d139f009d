"""A turn of the conversation: what was said, what was done for it, and the answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import streamlit as st

from agent.conversation import ToolCallView, Turn
from agent.library import Artifact
from ui.components import plain
from ui.components.columns import plural
from ui.components.table import table

_BUILTIN = "builtin"


def person_says(words: str) -> None:
    """The bubble of the person who asks."""
    with st.chat_message("user", avatar=":material/person:"):
        plain.text(words)


def agent_bubble() -> Any:
    """The bubble of the agent, to be filled."""
    return st.chat_message("assistant", avatar=":material/assistant:")


def agent_did(turn: Turn, *, latest: bool, load: Callable[[str], Artifact], timezone: str) -> None:
    """Steps behind a fold, decisions and refusals, the answer with its tables, and who answered."""
    _steps(turn)
    written = [outcome for outcome in map(outcome_line, turn.calls) if outcome]
    if written:
        for icon, words in written:
            with st.container(horizontal=True, wrap=False, gap="xsmall"):
                st.markdown(icon, width="content")
                plain.text(words)
    if turn.answer:
        plain.text(turn.answer)
    elif not latest and not turn.calls:
        plain.small("This was not answered.")
    if turn.tables:
        _tables(
            turn,
            unfolded=latest and bool(turn.answer) and not written,
            load=load,
            timezone=timezone,
        )
    if turn.model and turn.answer:
        plain.small(f"Answered by {model_name(turn.model)}")


def model_name(model: str) -> str:
    """The model's name for people."""
    return "the built-in planner" if model == _BUILTIN else model


def outcome_line(call: ToolCallView) -> tuple[str, str] | None:
    """What became of a write, with its sign and in words; None for a read that went well."""
    result = call.result
    error = result.get("error")
    by = f" by {call.decided_by}" if call.decided_by else ""
    summary = str(result.get("summary") or "")
    match result.get("status"):
        case "created":
            return ":green[:material/check_circle:]", f"Approved{by}, done: {summary}"
        case "already_exists":
            return (
                ":green[:material/check_circle:]",
                f"Nothing to do, it is there already: {summary}",
            )
        case "rejected":
            reason = result.get("reason")
            why = f" Reason: {reason}" if reason else ""
            return ":gray[:material/cancel:]", f"Rejected{by}, nothing was written: {summary}.{why}"
        case "responded":
            return ":gray[:material/reply:]", f"Answered{by} instead: {result.get('reason') or ''}"
        case "expired":
            return (
                ":orange[:material/schedule:]",
                f"Approved too late, nothing was written: {summary}",
            )
        case _ if error:
            return ":red[:material/error:]", f"{error.get('message')} {error.get('hint')}"
    return None


def _steps(turn: Turn) -> None:
    if not turn.calls:
        return
    count = len(turn.calls)
    with st.expander(f"{count} step{'s' if count > 1 else ''}", type="compact"):
        for call in turn.calls:
            plain.text(call.text)
            raw = {"tool": call.tool, "arguments": call.args, "result": call.result}
            st.code(
                json.dumps(raw, indent=2, ensure_ascii=False, default=_number),
                language="json",
                height=min(320, 60 + 20 * len(str(call.result)) // 60),
            )


def _tables(turn: Turn, *, unfolded: bool, load: Callable[[str], Artifact], timezone: str) -> None:
    """The tables the answer rests on; those of earlier turns and of changes wait behind a fold."""
    if unfolded:
        for id in turn.tables:
            table(load(id), timezone)
        return
    tools = [call.tool for call in turn.calls if call.artifact in turn.tables]
    fold = st.expander(
        f"Table of {', '.join(dict.fromkeys(map(plural, tools)))}",
        key=f"tables-{'-'.join(turn.tables)}",
        type="compact",
        on_change="rerun",
    )
    if fold.open:
        with fold:
            for id in turn.tables:
                table(load(id), timezone)


def _number(value: object) -> float | str:
    return float(value) if isinstance(value, Decimal) else str(value)
