"""With whom a conversation is shared, and the control that shares it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from agent.library import May, Share, ThreadInfo
from agent.session import EVERYONE, Failure
from ui.bridge import Bridge
from ui.components import plain
from ui.components.press import press

_MAY: dict[May, str] = {"read": "Read", "go on": "Go on in it"}
_SOME, _ALL = "Some people", "Everyone here"


def sharing(opened: Bridge, info: ThreadInfo) -> None:
    """A line on whose conversation it is; for its owner, the control.

    Where nobody signs in there is one person, and nothing of this is drawn.
    """
    mine = info.owner == opened.person.name
    shares = opened.call(lambda session: session.shares(info.id))
    if opened.visitor.name is None and mine and not shares:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="sharing"):
        if not mine:
            plain.small(f"Shared with you by {info.owner}")
            return
        plain.small(_told(shares))
        with (
            st.popover("Share", icon=":material/group_add:", type="tertiary"),
            st.container(key="share-form"),
        ):
            _with_whom(opened, info.id)
            for share in shares:
                _one(opened, share)


def _told(shares: Sequence[Share]) -> str:
    if not shares:
        return "Only you see this conversation"
    return "Shared with " + ", ".join(f"{_name(each)} ({_can(each)})" for each in shares)


def _name(share: Share) -> str:
    return "everyone here" if share.person == EVERYONE else share.person


def _can(share: Share) -> str:
    return "to read" if share.may == "read" else "to go on in it"


def _with_whom(opened: Bridge, thread: str) -> None:
    who = st.radio("With whom?", [_SOME, _ALL], key=f"share-who-{thread}", horizontal=True)
    with st.form(f"share-{thread}", border=False):
        if who == _SOME:
            st.text_input(
                "E-mail addresses, with commas between",
                key=f"share-names-{thread}",
                placeholder="colleague@example.com",
            )
        st.radio(
            "What may they do?",
            list(_MAY),
            format_func=lambda may: _MAY[may],
            key=f"share-may-{thread}",
            horizontal=True,
        )
        press(
            "Share",
            f"share-now-{thread}",
            partial(_share, opened, thread, who == _ALL),
            in_form=True,
            type="primary",
        )
    wrong = st.session_state.get(f"share-wrong-{thread}")
    if wrong:
        plain.failure(wrong)


def _one(opened: Bridge, share: Share) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        plain.small(f"{_name(share)}, {_can(share)}")
        press(
            f"Stop sharing with {plain.label(_name(share))}",
            f"unshare-{share.thread}-{share.person}",
            partial(_unshare, opened, share),
            icon=":material/group_remove:",
            type="tertiary",
        )


def _share(opened: Bridge, thread: str, everyone: bool) -> None:
    typed = str(st.session_state.get(f"share-names-{thread}") or "")
    names = [EVERYONE] if everyone else [name for name in typed.split(",") if name.strip()]
    may: May = st.session_state[f"share-may-{thread}"]
    wrong = f"share-wrong-{thread}"
    st.session_state[wrong] = None
    if not names:
        st.session_state[wrong] = Failure("Nobody is named.", hint="Type an e-mail address.")
        return
    try:
        opened.call(lambda session: session.share(thread, names, may))
    except Failure as failure:
        st.session_state[wrong] = failure


def _unshare(opened: Bridge, share: Share) -> None:
    try:
        opened.call(lambda session: session.unshare(share.thread, [share.person]))
    except Failure as failure:
        st.session_state[f"share-wrong-{share.thread}"] = failure
