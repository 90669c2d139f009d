"""A conversation: its turns, what its end still needs, and the request that is being worked on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from agent.conversation import PendingAction, Turn
from agent.flows.report import Report
from agent.library import Artifact
from agent.session import Failure
from ui import actions
from ui.bridge import Bridge
from ui.components import plain
from ui.components.feedback import feedback
from ui.components.press import press
from ui.components.progress import progress
from ui.components.suggestions import problems, waiting_cards
from ui.components.turns import agent_bubble, agent_did, person_says
from ui.run import Run

OpenReport = Callable[[str, Report], None]

_TURNS_SHOWN = 50


def conversation(
    opened: Bridge,
    thread: str,
    run: Run | None,
    waiting: Sequence[PendingAction],
    timezone: str,
    *,
    open_report: OpenReport,
) -> None:
    """Draw it; with a request under way stay until that is over, and draw again.

    ``open_report`` draws the link to the page of a report: its id, and the report.
    """
    turns = _turns(opened, thread, run)
    load = partial(_artifact, opened)
    for number in _shown(thread, len(turns)):
        turn, latest = turns[number], number == len(turns) - 1
        person_says(turn.said)
        with agent_bubble():
            agent_did(turn, number, latest=latest, load=load, timezone=timezone)
            for id in turn.reports:
                _open(opened, id, open_report)
            if latest and run and run.said is None:
                progress(run)
            if latest and not run:
                waiting_cards(opened, thread, waiting, timezone)
                problems(thread, waiting)
                _continue(opened, thread, waiting)
                if turn.answer or waiting:
                    feedback(f"{thread}-{number}", partial(_keep, opened, thread, number + 1))
    if run and run.said is not None:
        person_says(run.said)
        with agent_bubble():
            progress(run)
    if run:
        st.rerun()
    _unsent(thread, turns)


def _turns(opened: Bridge, thread: str, run: Run | None) -> list[Turn]:
    """The turns there are, without the one that a new message has just begun."""
    try:
        found = opened.call(lambda session: session.history(thread))
    except Failure:  # nothing was said in it yet
        return []
    return found[: run.turns_before] if run and run.said is not None else found


def _shown(thread: str, count: int) -> range:
    """The numbers of the latest turns, and of the earlier ones for whoever asks."""
    hidden = max(0, count - _TURNS_SHOWN)
    if not hidden or st.session_state.get("all-turns-of") == thread:
        return range(count)
    press(f"Show {hidden} earlier messages", "earlier", _show_all, thread, type="tertiary")
    return range(hidden, count)


def _show_all(thread: str) -> None:
    st.session_state["all-turns-of"] = thread


def _continue(opened: Bridge, thread: str, waiting: Sequence[PendingAction]) -> None:
    """A way on where the latest turn was broken off."""
    if waiting or not opened.call(lambda session: session.interrupted(thread)):
        return
    own = actions.ended(thread)
    plain.small("You stopped this." if own and own.stopped else "This conversation was cut off.")
    press("Continue", "continue", actions.resume, opened, thread, icon=":material/resume:")


def _unsent(thread: str, turns: Sequence[Turn]) -> None:
    """A message that did not even get into the conversation, and why."""
    own = actions.ended(thread)
    if own and own.failure and own.said is not None and len(turns) == (own.turns_before or 0):
        person_says(own.said)
        with agent_bubble():
            plain.failure(own.failure)


def _keep(opened: Bridge, thread: str, turns: int, wish: str) -> Path:
    return opened.call(lambda session: session.keep_case(thread, turns=turns, wish=wish))


def _open(opened: Bridge, id: str, open_report: OpenReport) -> None:
    open_report(id, _report(opened, id))


def _report(opened: Bridge, id: str) -> Report:
    return opened.call(lambda session: session.report(id))


def _artifact(opened: Bridge, id: str) -> Artifact:
    return opened.call(lambda session: session.artifact(id))
