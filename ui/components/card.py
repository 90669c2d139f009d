"""The approval card: exactly what will be sent, and the buttons that decide about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from agent.conversation import PendingAction
from agent.state import Decision
from agent.visible import escaped
from ui.components import plain
from ui.components.edit import edit_form
from ui.components.press import press

Decide = Callable[[Sequence[Decision]], None]
Schema = Callable[[str], dict[str, object]]

_TITLES = {"create_task": "New task", "create_time_entry": "New time entry"}


def cards(
    waiting: Sequence[PendingAction], *, timezone: str, schema: Schema, decide: Decide
) -> None:
    """All cards of a conversation. Several have a tick each, and one button approves the ticked."""
    several = len(waiting) > 1
    for action in waiting:
        _card(action, timezone=timezone, schema=schema, decide=decide, tick=several)
    if several:
        _approve_ticked(waiting, decide)


def decision_key(action: PendingAction) -> str:
    """Names the card as it is now: after a change its widgets start afresh."""
    return f"{action.id}-{action.digest[:8]}"


def word_for_word(action: PendingAction) -> str:
    """The payload that the approval covers, as JSON; the ids behind names that look alike, too."""
    payload = {"tool": action.tool, "arguments": action.args}
    return escaped(json.dumps(payload, indent=2, ensure_ascii=False))


def _card(
    action: PendingAction, *, timezone: str, schema: Schema, decide: Decide, tick: bool
) -> None:
    key = decision_key(action)
    with st.container(border=True, key=f"card-{key}"):
        title = _TITLES.get(action.tool, action.tool.replace("_", " ").capitalize())
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(f":material/approval: **{plain.label(title)}: {_standing(action)}**")
            if tick:
                st.checkbox("Include", value=True, key=f"tick-{key}")
        plain.facts((field["label"], field["shown"]) for field in action.fields)
        if action.warnings:
            with st.container(gap="xxsmall"):
                st.markdown(":orange[:material/warning:] **Before you approve**")
                plain.lines(action.warnings)
        with st.expander("What is sent, word for word", key=f"sent-{key}", type="compact"):
            st.code(word_for_word(action), language="json", wrap_lines=True)
        plain.small(_expiry(action, timezone))
        _buttons(action, key, decide, alone=not tick)
        match st.session_state.get(f"open-form-{key}"):
            case "edit":
                edit_form(action, key, schema(action.tool), decide)
            case "reject":
                _reject_form(action, key, decide)


def _standing(action: PendingAction) -> str:
    return "sent, not known yet if written" if action.unsettled else "nothing is written yet"


def _buttons(action: PendingAction, key: str, decide: Decide, *, alone: bool) -> None:
    approve: Decision = {"type": "approve", "id": action.id, "digest": action.digest}
    with st.container(horizontal=True):
        press(
            "Approve",
            f"approve-{key}",
            decide,
            [approve],
            type="primary" if alone else "secondary",
            icon=":material/check:",
        )
        press("Edit", f"edit-{key}", _toggle, key, "edit", icon=":material/edit:")
        press("Reject", f"reject-{key}", _toggle, key, "reject", icon=":material/close:")


def _toggle(key: str, form: str) -> None:
    name = f"open-form-{key}"
    st.session_state[name] = None if st.session_state.get(name) == form else form


def _reject_form(action: PendingAction, key: str, decide: Decide) -> None:
    with st.form(f"reject-form-{key}", border=False):
        st.text_input(
            "Why not? Paymo Agent reads this.", key=f"reason-{key}", placeholder="Wrong project"
        )
        press("Reject with this reason", f"why-{key}", _reject, action, key, decide, in_form=True)
    if st.session_state.get(f"reason-missing-{key}"):
        plain.small("Please say why in a few words.")


def _reject(action: PendingAction, key: str, decide: Decide) -> None:
    reason = str(st.session_state[f"reason-{key}"] or "").strip()
    st.session_state[f"reason-missing-{key}"] = not reason
    if reason:
        decide([{"type": "reject", "id": action.id, "digest": action.digest, "message": reason}])


def _approve_ticked(waiting: Sequence[PendingAction], decide: Decide) -> None:
    ticked = [action for action in waiting if st.session_state.get(f"tick-{decision_key(action)}")]
    approvals: list[Decision] = [
        {"type": "approve", "id": action.id, "digest": action.digest} for action in ticked
    ]
    press(
        f"Approve the ticked ones ({len(ticked)})",
        f"ticked-{'-'.join(map(decision_key, ticked))}",
        decide,
        approvals,
        type="primary",
        icon=":material/done_all:",
        disabled=not ticked,
    )


def _expiry(action: PendingAction, timezone: str) -> str:
    end = datetime.fromisoformat(action.expires_at).astimezone(ZoneInfo(timezone))
    if end <= datetime.now(UTC) and action.unsettled:
        return "Approve it to have it looked up in Paymo; it is too late for it to be sent again."
    if end <= datetime.now(UTC):
        return "The time to approve this is over. Reject it and ask again if it is still wanted."
    return f"Can be approved until {end:%a} {end.day} {end:%b %Y, %H:%M}."
