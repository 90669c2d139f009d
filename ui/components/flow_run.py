"""A flow on its way, and why it brought no report where it did not."""

from __future__ import annotations

import streamlit as st

from agent.session import Failure
from ui import actions
from ui.bridge import Bridge
from ui.components import plain
from ui.components.press import press
from ui.components.progress import progress


def watch(opened: Bridge, thread: str | None) -> None:
    """Watch the flow of this conversation where one runs, then go to its report.

    Draws in two places, in turns with the page at rest, which goes into a container after it: so
    what was drawn before goes at once, and does not stay for as long as the flow runs.
    """
    run = opened.active(thread) if thread else None
    if run is None:
        st.empty()
        return
    st.session_state["run"] = run  # a page that was reloaded knows it, and how it ends
    place = st.container()
    st.empty()
    with place:
        progress(run)
    if run.report:
        actions.open_report(run.report)
    st.rerun()


def ended(opened: Bridge, thread: str) -> None:
    """Go to the report of a flow that runs no more, or say why there is none."""
    failure, reports = _end(opened, thread)
    if reports:
        actions.open_report(reports[-1])
        st.rerun()
    own = actions.ended(thread)
    if own and own.failure:
        plain.failure(own.failure)
    elif failure:
        plain.failure(failure)
    else:
        _go_on(opened, thread, stopped=bool(own and own.stopped))


def _end(opened: Bridge, thread: str) -> tuple[Failure | None, list[str]]:
    """What the flow said where it could not run, and the reports that it left."""
    try:
        turns = opened.call(lambda session: session.history(thread))
    except Failure as failure:  # it did not even begin
        return failure, []
    cut_off: bool = opened.call(lambda session: session.interrupted(thread))
    if turns[-1].reports or cut_off:
        return None, turns[-1].reports
    hint = "Change what you chose, and run it again."
    return Failure(turns[-1].answer or "This did not run.", hint=hint), []


def _go_on(opened: Bridge, thread: str, *, stopped: bool) -> None:
    plain.text("This was stopped." if stopped else "This was cut off before its end.")
    plain.small("Nothing was written. Continue here, or choose again above.")
    press("Continue", "continue-flow", actions.resume, opened, thread, icon=":material/resume:")
