"""The chat page: ask, see what is done, decide about what waits.

The page keeps nothing of its own: the address says which conversation it shows, and all the rest
comes from the session at every run. So a reload, a second tab and a restart show the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, TypeAlias

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from agent.conversation import PendingAction
from agent.library import ThreadInfo
from agent.session import Failure
from agent.settings import Settings
from ui import actions
from ui.bridge import Bridge, bridge
from ui.components import plain
from ui.components.conversation import conversation
from ui.components.place import in_demo_world, place
from ui.components.press import press
from ui.components.sharing import sharing
from ui.components.sidebar import sidebar
from ui.components.welcome import DEMO, EVERYWHERE, welcome
from ui.navigation import report_link
from ui.run import Run

Account: TypeAlias = dict[str, Any] | Failure

_UNKNOWN = Failure("There is no such conversation.", hint="Choose one, or start anew.")


def page() -> None:
    """Draw the conversation in the address, or an empty one."""
    opened = bridge()
    try:
        settings = opened.settings
    except Failure as failure:
        plain.failure(failure)
        press("Try again", "reopen", bridge.clear)
        return
    _draw(opened, settings, st.query_params.get("thread"))


def _draw(opened: Bridge, settings: Settings, thread: str | None) -> None:
    # Asked first: a request that ends from here on leaves its turn in what is read below.
    run = opened.active(thread) if thread else None
    threads = opened.call(lambda session: session.threads())
    waiting = opened.call(lambda session: session.pending())
    account = opened.account()
    sidebar(
        threads,
        current=thread,
        waiting={card.thread_id for card in waiting},
        open_thread=actions.open_thread,
    )
    mine = [card for card in waiting if card.thread_id == thread]
    info = next((info for info in threads if info.id == thread), None)
    known = thread is None or run is not None or info is not None
    if known:
        _input(opened, account, mine, busy=run is not None, readonly=_readonly(opened, info))
    with _place(run):
        if isinstance(account, Failure) and not _said_below(thread):
            plain.failure(account)
            press("Try again", "reconnect", opened.forget_failure)
        if info:
            sharing(opened, info)
        if thread and known:
            link = report_link
            conversation(opened, thread, run, mine, _timezone(account), open_report=link)
        elif thread:
            plain.failure(_UNKNOWN)
        elif not isinstance(account, Failure):
            suggestions = DEMO if in_demo_world(settings) else EVERYWHERE
            name = opened.visitor.name or account["user"]["name"]
            welcome(name, suggestions, partial(actions.send, opened, None))


def _place(run: Run | None) -> DeltaGenerator:
    """Where the conversation is drawn: one of two places, in turns.

    Watching a request takes its time, so it gets the other one, and what was drawn before goes at
    once. Its end is drawn where it was watched: the answer takes the place of its first words.
    """
    if run and st.session_state.get("watched") is not run:
        st.session_state["watched"] = run
        st.session_state["second"] = not st.session_state.get("second", False)
    if st.session_state.get("second"):
        st.empty()
        return st.container()
    place = st.container()
    st.empty()
    return place


def _said_below(thread: str | None) -> bool:
    """Whether the conversation itself shows why nothing works."""
    own = actions.ended(thread) if thread else None
    return own is not None and own.failure is not None


def _readonly(opened: Bridge, info: ThreadInfo | None) -> bool:
    """Whether it is a conversation of somebody else, shared to be read alone."""
    if info is None or info.owner == opened.person.name:
        return False
    return opened.call(lambda session: session.may(info.id)) != "go on"


def _hint(waiting: Sequence[PendingAction], *, busy: bool, readonly: bool) -> tuple[str, bool]:
    """What the input says, and whether it is closed just now."""
    if busy:
        return "Working on it …", True
    if readonly:
        return "This conversation is shared with you to read", True
    if any("respond" not in card.allowed for card in waiting):
        return "Somebody else decides about the card above first", True
    if any(card.unsettled for card in waiting):
        return "Decide about the card above first", True
    return ("Decide above, or say what to change" if waiting else "Ask about your Paymo"), False


def _input(
    opened: Bridge,
    account: Account,
    waiting: Sequence[PendingAction],
    *,
    busy: bool,
    readonly: bool,
) -> None:
    # Not inside `st.bottom`: only a chat input that finds its way there by itself makes the page
    # follow the conversation down.
    hint, closed = _hint(waiting, busy=busy, readonly=readonly)
    words = st.chat_input(hint, key="say", disabled=closed)
    if words and words.strip():
        actions.send(opened, st.query_params.get("thread"), words.strip())
        st.rerun()
    with st.bottom:
        place(opened.settings, None if isinstance(account, Failure) else account)


def _timezone(account: Account) -> str:
    return "UTC" if isinstance(account, Failure) else str(account["timezone"])
