"""What a click does. Each starts a request and remembers it, so that this page can show its end."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import streamlit as st

from agent.state import Decision
from ui.bridge import Bridge
from ui.run import Run


def send(opened: Bridge, thread: str | None, words: str) -> None:
    """Say something, in a new conversation where there is none yet."""
    thread = thread or secrets.token_hex(4)
    st.query_params["thread"] = thread
    st.session_state["run"] = opened.ask(thread, words)


def decide(opened: Bridge, thread: str, decisions: Sequence[Decision]) -> None:
    """Decide about cards; the second click of a double click does nothing."""
    ids = {decision["id"] for decision in decisions}
    latest: Run | None = st.session_state.get("run")
    if latest is None or latest.done or not latest.cards & ids:
        st.session_state["run"] = opened.decide(thread, decisions)


def resume(opened: Bridge, thread: str) -> None:
    """Continue a conversation that was cut off."""
    st.session_state["run"] = opened.resume(thread)


def open_thread(thread: str | None) -> None:
    """Show another conversation, or an empty one."""
    st.session_state.pop("run", None)
    if thread is None:
        st.query_params.clear()
    else:
        st.query_params["thread"] = thread


def ended(thread: str) -> Run | None:
    """The latest request of this page in this conversation, once it is over."""
    latest: Run | None = st.session_state.get("run")
    return latest if latest and latest.thread == thread and latest.done else None
