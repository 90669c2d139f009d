"""What a click does. Each starts a request and remembers it, so that this page can show its end."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

import streamlit as st

from agent.conversation import PendingAction
from agent.flows.flow import Flow
from agent.session import Failure
from agent.state import Decision
from ui.bridge import Bridge
from ui.run import Run


def send(opened: Bridge, thread: str | None, words: str) -> None:
    """Say something, in a new conversation where there is none yet."""
    thread = thread or secrets.token_hex(4)
    st.query_params["thread"] = thread
    st.session_state["run"] = opened.ask(thread, words)


def start_flow(opened: Bridge, flow: Flow[Any], args: dict[str, Any]) -> None:
    """Run a flow; the address names its conversation until its report is there.

    The same once more goes on in the same conversation, so that its suggestions that still wait
    are replaced and not doubled. A second click while it runs starts no second one.
    """
    latest: Run | None = st.session_state.get("run")
    if latest is not None and not latest.done and latest.flow == flow.name:
        return
    thread = _conversation_for(opened, flow.name, args) or secrets.token_hex(4)
    st.query_params["running"] = thread
    st.query_params.pop("report", None)
    st.session_state["run"] = opened.run_flow(thread, flow.title, flow.name, args)


def _conversation_for(opened: Bridge, flow: str, args: dict[str, Any]) -> str | None:
    try:
        return opened.call(lambda session: session.conversation_for(flow, args))
    except Failure:  # the flow itself says what it does not take
        return None


def open_report(report: str | None) -> None:
    """Show a report, or the page as it is without one."""
    for name in ("running", "report", "compare"):
        st.query_params.pop(name, None)
    if report is not None:
        st.query_params["report"] = report


def decide(
    opened: Bridge,
    shown: Sequence[PendingAction],
    decisions: Sequence[Decision],
    *,
    name: str = "run",
) -> None:
    """Decide about some of the cards that are shown; the second click of a double click does
    nothing. ``name`` is where the page keeps how far that is."""
    ids = [decision["id"] for decision in decisions]
    latest: Run | None = st.session_state.get(name)
    if latest is None or latest.done or latest.cards.isdisjoint(ids):
        by_id = {action.id: action for action in shown}
        st.session_state[name] = opened.decide_each([by_id[id] for id in ids], decisions)


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
