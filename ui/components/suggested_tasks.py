"""What a flow suggests, and what to do with the ticked rows: approve them, or dismiss them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from agent.conversation import PendingAction
from agent.state import Decision
from ui.components import plain
from ui.components.card import rejection
from ui.components.press import press
from ui.components.suggested_rows import Names, Ticked, behind_rows, suggested_rows

Decide = Callable[[Sequence[Decision]], None]


@st.fragment
def suggested_tasks(
    waiting: Sequence[PendingAction], *, key: str, names: Names, decide: Decide
) -> None:
    """The table with a tick a row, and what to do with the ticked ones: one press for all."""
    ticked = suggested_rows(waiting, key=key, names=names)
    _decide(waiting, ticked, key, decide)
    behind_rows(waiting, ticked, key)
    if st.session_state.pop("decided-here", False):
        st.rerun()


def _decide(
    waiting: Sequence[PendingAction], ticked: Sequence[Ticked], key: str, decide: Decide
) -> None:
    approved = [each.decision for each in ticked if each.decision["type"] in each.card.allowed]
    refused = [each.card for each in ticked if "reject" in each.card.allowed]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if any("approve" in card.allowed for card in waiting):
            press(
                f"Approve {len(approved)} ticked",
                f"approve-ticked-{key}",
                _decide_now,
                approved,
                decide,
                type="primary",
                icon=":material/done_all:",
                disabled=not approved,
            )
        if any("reject" in card.allowed for card in waiting):
            press(
                f"Dismiss {len(refused)} ticked",
                f"dismiss-{key}",
                _toggle,
                f"dismissing-{key}",
                icon=":material/close:",
                disabled=not refused,
            )
        plain.small(f"{len(waiting) - len(ticked)} of {len(waiting)} stay as they are, and wait.")
    if refused and st.session_state.get(f"dismissing-{key}"):
        _dismiss_form(refused, key, decide)


def _decide_now(decisions: Sequence[Decision], decide: Decide) -> None:
    st.session_state["decided-here"] = True
    decide(decisions)


def _toggle(name: str) -> None:
    st.session_state[name] = not st.session_state.get(name)


def _dismiss_form(refused: Sequence[PendingAction], key: str, decide: Decide) -> None:
    with st.form(f"dismiss-form-{key}", border=True):
        st.text_input(
            "Why are they not wanted?", key=f"why-not-{key}", placeholder="Dealt with by phone"
        )
        press(
            f"Dismiss {len(refused)} with this reason",
            f"dismiss-ticked-{key}",
            _dismiss,
            refused,
            key,
            decide,
            in_form=True,
        )
    if st.session_state.get(f"why-not-missing-{key}"):
        plain.small("Please say why in a few words.")


def _dismiss(refused: Sequence[PendingAction], key: str, decide: Decide) -> None:
    reason = str(st.session_state.get(f"why-not-{key}") or "").strip()
    st.session_state[f"why-not-missing-{key}"] = not reason
    if reason:
        st.session_state[f"dismissing-{key}"] = False
        _decide_now([rejection(card, reason) for card in refused], decide)
