"""A turn of the conversation: what was said, what was done for it, and the answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from agent.conversation import ToolCallView, Turn
from agent.library import Artifact
from agent.visible import escaped
from ui.components import plain
from ui.components.columns import plural
from ui.components.outcome import outcome
from ui.components.table import table

_BUILTIN = "builtin"
_CODE_PIXELS = 320


def person_says(words: str) -> None:
    """The bubble of the person who asks."""
    with st.chat_message("user", avatar=":material/person:"):
        plain.text(words)


def agent_bubble() -> DeltaGenerator:
    """The bubble of the agent, to be filled."""
    return st.chat_message("assistant", avatar=":material/assistant:")


def agent_did(
    turn: Turn, number: int, *, latest: bool, load: Callable[[str], Artifact], timezone: str
) -> None:
    """Steps behind a fold, what was decided, the answer with its tables, and who answered."""
    if turn.calls:
        _steps(turn.calls, f"steps-{number}")
    else:
        st.empty()  # so that the answer has the place that its first words had
    changes = [call for call in turn.calls if outcome(call)]
    if turn.answer:
        plain.text(turn.answer)
    elif not latest and not turn.calls:
        plain.small("This was not answered.")
    if turn.answer and turn.tables:
        if latest and not changes:
            _tables(turn, load, timezone)
        else:
            _folded_tables(turn, f"tables-{number}", load, timezone)
    if turn.answer and turn.model:
        by = f"Answered by {model_name(turn.model)}"
        plain.small(" · ".join(filter(None, [by, turn.usage.in_words()])))


def model_name(model: str) -> str:
    """The model's name for people."""
    return "the built-in planner" if model == _BUILTIN else model


def _steps(calls: list[ToolCallView], key: str) -> None:
    """Each step in words and raw. A long conversation has many; only an opened fold is filled."""
    count = len(calls)
    fold = _fold(f"{count} step{'s' if count > 1 else ''}", key)
    if fold.open:
        with fold:
            for call in calls:
                plain.text(call.text)
                st.code(escaped(_raw(call)), language=None, wrap_lines=True, height=_CODE_PIXELS)


def _folded_tables(turn: Turn, key: str, load: Callable[[str], Artifact], timezone: str) -> None:
    tools = [call.tool for call in turn.calls if call.artifact in turn.tables]
    fold = _fold(f"Table of {', '.join(dict.fromkeys(map(plural, tools)))}", key)
    if fold.open:
        with fold:
            _tables(turn, load, timezone)


def _tables(turn: Turn, load: Callable[[str], Artifact], timezone: str) -> None:
    for id in turn.tables:
        table(load(id), timezone)


def _fold(label: str, key: str) -> ExpanderContainer:
    return st.expander(label, key=key, type="compact", on_change="rerun")


def _raw(call: ToolCallView) -> str:
    content = {"tool": call.tool, "arguments": call.args, "result": call.result}
    return json.dumps(content, indent=2, ensure_ascii=False, default=_number)


def _number(value: object) -> float | str:
    return float(value) if isinstance(value, Decimal) else str(value)
