"""The chat page: ask, see what is done, decide about what waits.

The page keeps nothing of its own: which conversation it shows stands in the address, and all the rest
comes from the session at every run. So a reload, a second tab and a restart show the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from agent.conversation import PendingAction, Turn
from agent.library import Artifact
from agent.session import Failure
from agent.state import Decision
from ui.bridge import Bridge, Run, bridge
from ui.components import plain
from ui.components.card import cards
from ui.components.place import place
from ui.components.progress import progress
from ui.components.sidebar import sidebar
from ui.components.turns import agent_bubble, agent_did, person_says
from ui.components.welcome import DEMO, EVERYWHERE, welcome

_TURNS_SHOWN = 50


def page() -> None:
    """Draw the page for the conversation in the address, or an empty one."""
    opened = bridge()
    try:
        settings = opened.settings
    except Failure as failure:
        plain.failure(failure)
        st.button("Try again", on_click=bridge.clear)
        return
    thread = st.query_params.get("thread")
    run = opened.active(thread) if thread else None
    threads, pending = opened.waiting()
    waiting = {card.thread_id for card in pending}
    sidebar(threads, current=thread, waiting=waiting, open_thread=_open)
    account = opened.account()
    if isinstance(account, Failure):
        plain.failure(account)
        st.button("Try again", key="reconnect", on_click=opened.forget_failure)
    if thread is None:
        _empty(opened, account)
    elif run or any(info.id == thread for info in threads):
        mine = [card for card in pending if card.thread_id == thread]
        _conversation(opened, thread, run, mine, _timezone(account))
    else:
        plain.failure(Failure("There is no such conversation.", hint="Choose one, or start anew."))


def _empty(opened: Bridge, account: dict[str, Any] | Failure) -> None:
    name = None if isinstance(account, Failure) else account["user"]["name"]
    suggestions = DEMO if opened.in_demo_world else EVERYWHERE
    welcome(name, suggestions, partial(_send, opened, None))
    _input(opened, None, "Ask about your Paymo")


def _conversation(
    opened: Bridge,
    thread: str,
    run: Run | None,
    waiting: Sequence[PendingAction],
    timezone: str,
) -> None:
    if run:
        _input(opened, thread, "Working on it …", disabled=True)
    elif waiting:
        _input(opened, thread, "Decide about the card above first", disabled=True)
    else:
        _input(opened, thread, "Ask about your Paymo")
    turns = _turns(opened, thread, run)
    _earlier(thread, turns, opened, timezone)
    load = partial(_artifact, opened)
    for turn in turns[-1:]:
        person_says(turn.said)
        with agent_bubble():
            agent_did(turn, latest=True, load=load, timezone=timezone)
            if run and run.said is None:
                progress(run)
            elif not run:
                _open_end(opened, thread, waiting, timezone)
    if run and run.said is not None:
        person_says(run.said)
        with agent_bubble():
            progress(run)
    if run:
        st.rerun()
    _unsent(thread, turns)


def _turns(opened: Bridge, thread: str, run: Run | None) -> list[Turn]:
    """The turns there are; without the one that a new message has just begun."""
    try:
        found = opened.call(lambda session: session.history(thread))
    except Failure:
        return []
    return found[: run.turns_before] if run and run.said is not None else found


def _earlier(thread: str, turns: Sequence[Turn], opened: Bridge, timezone: str) -> None:
    everything = st.session_state.get("earlier") == thread
    hidden = 0 if everything else max(0, len(turns) - _TURNS_SHOWN)
    if hidden:
        st.button(
            f"Show {hidden} earlier messages",
            key="earlier-button",
            on_click=_show_earlier,
            args=(thread,),
        )
    for turn in turns[hidden:-1]:
        person_says(turn.said)
        with agent_bubble():
            agent_did(turn, latest=False, load=partial(_artifact, opened), timezone=timezone)


def _open_end(opened: Bridge, thread: str, waiting: Sequence[PendingAction], timezone: str) -> None:
    """What the latest turn still needs: decisions, or to be continued; and what went wrong with it."""
    if waiting:
        cards(
            waiting,
            timezone=timezone,
            schema=lambda tool: opened.call(lambda session: session.schema(tool)),
            decide=partial(_decide, opened, thread),
        )
    own = _own_run(thread)
    if own:
        for problem in own.problems:
            plain.failure(problem)
    if not waiting and opened.call(lambda session: session.interrupted(thread)):
        stopped = own and own.stopped
        plain.small("You stopped this." if stopped else "This conversation was cut off.")
        st.button(
            "Continue",
            key="continue",
            icon=":material/resume:",
            on_click=_resume,
            args=(opened, thread),
        )


def _unsent(thread: str, turns: Sequence[Turn]) -> None:
    """A message that did not even get into the conversation, with the reason."""
    own = _own_run(thread)
    if own and own.failure and own.said is not None and len(turns) <= (own.turns_before or 0):
        person_says(own.said)
        with agent_bubble():
            plain.failure(own.failure)


def _own_run(thread: str) -> Run | None:
    run = st.session_state.get("run")
    return run if run and run.thread == thread and run.done else None


def _input(opened: Bridge, thread: str | None, hint: str, *, disabled: bool = False) -> None:
    # Not inside `st.bottom`: only a chat input that finds its way there itself makes the page follow
    # the conversation down.
    st.chat_input(
        hint, key="say", disabled=disabled, on_submit=_say, args=(opened, thread), max_chars=4_000
    )
    account = opened.account()
    with st.bottom:
        place(opened.settings, None if isinstance(account, Failure) else account)


def _say(opened: Bridge, thread: str | None) -> None:
    words = str(st.session_state["say"] or "").strip()
    if words:
        _send(opened, thread, words)


def _send(opened: Bridge, thread: str | None, words: str) -> None:
    thread = thread or secrets.token_hex(4)
    st.query_params["thread"] = thread
    st.session_state["run"] = opened.ask(thread, words)


def _decide(opened: Bridge, thread: str, decisions: Sequence[Decision]) -> None:
    own = st.session_state.get("run")
    if own and not own.done and own.cards & {each["id"] for each in decisions}:
        return  # a double click
    st.session_state["run"] = opened.decide(thread, decisions)


def _resume(opened: Bridge, thread: str) -> None:
    st.session_state["run"] = opened.resume(thread)


def _open(thread: str | None) -> None:
    st.session_state.pop("run", None)
    if thread is None:
        st.query_params.clear()
    else:
        st.query_params["thread"] = thread


def _show_earlier(thread: str) -> None:
    st.session_state["earlier"] = thread


def _artifact(opened: Bridge, id: str) -> Artifact:
    return opened.call(lambda session: session.artifact(id))


def _timezone(account: dict[str, Any] | Failure) -> str:
    return "UTC" if isinstance(account, Failure) else str(account["timezone"])
