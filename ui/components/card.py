"""The approval card: exactly what will be sent, and the buttons that decide about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

import streamlit as st

from agent.conversation import PendingAction
from agent.state import Decision
from agent.visible import escaped
from ui.components import plain
from ui.components.edit import edit_form
from ui.components.moments import away, moment
from ui.components.press import press

Decide = Callable[[Sequence[Decision]], None]
Schema = Callable[[str], dict[str, object]]

_TITLES = {"create_task": "New task", "create_time_entry": "New time entry"}


def cards(
    waiting: Sequence[PendingAction], *, timezone: str, schema: Schema, decide: Decide
) -> None:
    """All cards of a conversation. Several have a tick each, and one button approves the ticked."""
    several = len(approvable(waiting)) > 1
    for action in waiting:
        tick = True if several and "approve" in action.allowed else None
        card(action, timezone=timezone, schema=schema, decide=decide, tick=tick)
    if several:
        _approve_ticked(waiting, decide)


def decision_key(action: PendingAction) -> str:
    """Names the card as it is now: after a change its widgets start afresh."""
    return f"{action.id}-{action.digest[:8]}"


def approval(action: PendingAction) -> Decision:
    """The approval of the card as it is shown now."""
    return {"type": "approve", "id": action.id, "digest": action.digest}


def approvable(actions: Iterable[PendingAction]) -> list[PendingAction]:
    """Those that whoever looks at them may approve."""
    return [action for action in actions if "approve" in action.allowed]


def rejection(action: PendingAction, reason: str) -> Decision:
    """The rejection of the card as it is shown now."""
    return {"type": "reject", "id": action.id, "digest": action.digest, "message": reason}


def word_for_word(action: PendingAction) -> str:
    """The payload that the approval covers, as JSON; the ids behind names that look alike, too."""
    payload = {"tool": action.tool, "arguments": action.args}
    return escaped(json.dumps(payload, indent=2, ensure_ascii=False))


def ticked(waiting: Iterable[PendingAction]) -> list[PendingAction]:
    """Those among the drawn cards that are ticked."""
    return [action for action in waiting if st.session_state.get(tick_name(action))]


def tick_name(action: PendingAction) -> str:
    """Where the page's state holds whether this card is ticked."""
    return f"tick-{decision_key(action)}"


def card(
    action: PendingAction,
    *,
    timezone: str,
    schema: Schema,
    decide: Decide,
    tick: bool | None = None,
    origin: Callable[[], None] | None = None,
) -> None:
    """One card. ``tick`` is whether it starts ticked, None for no tick; ``origin`` draws on it
    where it comes from.
    """
    key = decision_key(action)
    with st.container(border=True, key=f"card-{key}"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            title = f"{plain.label(kind(action.tool))}: {_standing(action)}"
            st.markdown(f":material/approval: **{title}**")
            if tick is not None:
                st.session_state.setdefault(tick_name(action), tick)
                st.checkbox("Include", key=tick_name(action))
        if origin:
            origin()
        plain.facts((field["label"], field["shown"]) for field in action.fields)
        if action.warnings:
            with st.container(gap="xxsmall"):
                st.markdown(":orange[:material/warning:] **Before you approve**")
                plain.lines(action.warnings)
        with st.expander("What is sent, word for word", key=f"sent-{key}", type="compact"):
            st.code(word_for_word(action), language=None, wrap_lines=True)
        plain.small(_expiry(action, timezone))
        if action.why_not:
            st.markdown(":orange[:material/group:] **Somebody else approves**")
            plain.text(action.why_not)
        _buttons(action, key, decide, alone=tick is None)
        match st.session_state.get(f"open-form-{key}"):
            case "edit":
                edit_form(action, key, schema(action.tool), decide)
            case "reject":
                _reject_form(action, key, decide)


def kind(tool: str) -> str:
    """What a write is called, such as "New task"."""
    return _TITLES.get(tool, tool.replace("_", " ").capitalize())


def _standing(action: PendingAction) -> str:
    return "sent, not known yet if written" if action.unsettled else "nothing is written yet"


def _buttons(action: PendingAction, key: str, decide: Decide, *, alone: bool) -> None:
    with st.container(horizontal=True):
        if "approve" in action.allowed:
            press(
                "Approve",
                f"approve-{key}",
                decide,
                [approval(action)],
                type="primary" if alone else "secondary",
                icon=":material/check:",
            )
        if "edit" in action.allowed:
            press("Edit", f"edit-{key}", _toggle, key, "edit", icon=":material/edit:")
        if "reject" in action.allowed:
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
        decide([rejection(action, reason)])


def _approve_ticked(waiting: Sequence[PendingAction], decide: Decide) -> None:
    chosen = ticked(waiting)
    press(
        f"Approve the ticked ones ({len(chosen)})",
        f"ticked-{'-'.join(map(decision_key, chosen))}",
        decide,
        [approval(action) for action in chosen],
        type="primary",
        icon=":material/done_all:",
        disabled=not chosen,
    )


def _expiry(action: PendingAction, timezone: str) -> str:
    end = datetime.fromisoformat(action.expires_at)
    if end <= datetime.now(UTC) and action.unsettled:
        return "Approve it to have it looked up in Paymo; it is too late for it to be sent again."
    if end <= datetime.now(UTC):
        return "The time to approve this is over. Reject it and ask again if it is still wanted."
    return f"Can be approved until {moment(end, timezone)}, {away(end)}."
