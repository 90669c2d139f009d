"""A batch of decisions: its progress, and what became of each."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from agent.conversation import PendingAction
from agent.session import Outcome
from ui.components import plain
from ui.components.press import press
from ui.run import Batch

_DONE = ":green[:material/check_circle:]"
_LEFT = ":gray[:material/cancel:]"
_FAILED = ":red[:material/error:]"
_LINES_SHOWN = 5
_PIXELS = 190
_WORDS = {
    "created": (_DONE, "Done"),
    "already_exists": (_DONE, "Nothing to do, it is there already"),
    "rejected": (_LEFT, "Rejected, nothing was written"),
}


def batch_progress(batch: Batch) -> None:
    """Show which one is worked on until all are decided. Stop leaves the rest as they are."""
    total = len(batch.actions)
    with st.container(border=True):
        bar = st.progress(0.0, text="Working on it …")
        if total > 1:
            label, icon = "Stop after this one", ":material/stop_circle:"
            press(label, "stop-batch", batch.stop, icon=icon, disabled=batch.stopped)
        if batch.stopped:
            plain.small("Stopping: what was begun is finished, and the rest keeps waiting.")
        for _ in batch.watch():
            done = len(batch.outcomes)
            action = batch.actions[min(done, total - 1)]
            bar.progress(done / total, text=plain.label(f"{done} of {total}: {action.summary}"))


def counted(batch: Batch) -> str:
    """How many were decided, and how many wait: "Stopped. 3 of 10 decided, 7 still wait"."""
    total, waiting = len(batch.actions), batch.waiting
    if batch.settled == total:
        return f"{total} decided" if total > 1 else "Decided"
    stopped = "Stopped. " if batch.stopped and len(batch.outcomes) < total else ""
    still = f", {waiting} still {'wait' if waiting > 1 else 'waits'}" if waiting else ""
    return f"{stopped}{batch.settled} of {total} decided{still}"


def batch_results(batch: Batch, close: Callable[[], None]) -> None:
    """A line for each: what became of it, and where it did not work, the next step."""
    results = {outcome.id: outcome for outcome in batch.outcomes}
    lines = [_said(action, results.get(action.id)) for action in batch.actions]
    failures = [*batch.failures, *filter(None, [batch.failure])]
    tall = len(lines) > _LINES_SHOWN or bool(failures)
    with st.container(border=True, gap="xsmall", key="results"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{counted(batch)}**")
            press("Close", "close-results", close, icon=":material/close:", type="tertiary")
        with st.container(gap="xsmall", height=_PIXELS if tall else "content", border=False):
            for icon, words in lines:
                with st.container(horizontal=True, wrap=False, gap="xsmall"):
                    st.markdown(icon, width="content")
                    plain.text(words)
            for failure in failures:
                plain.failure(failure)


def _said(action: PendingAction, outcome: Outcome | None) -> tuple[str, str]:
    what = " ".join(action.summary.split())
    if outcome is None:
        return _LEFT, f"Not decided, it still waits: {what}"
    if outcome.error:
        return _FAILED, f"{what}: {outcome.error['message']} {outcome.error['hint']}"
    icon, word = _WORDS.get(outcome.status, (_LEFT, outcome.status.replace("_", " ").capitalize()))
    return icon, f"{word}: {what}"
