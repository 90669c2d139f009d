"""A request that is being worked on: its steps as they happen, the words as they come, and Stop."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from agent.steps import Progress, Words
from ui.components import plain
from ui.components.batch import batch_progress
from ui.components.press import press
from ui.run import Batch, Run


def progress(run: Run) -> None:
    """Show what happens until the request ends. A question can be stopped, and so can decisions
    about several cards, after the one that was begun.

    Words stand where the answer will: the steps are folded above them before the first one.
    """
    if isinstance(run, Batch) and len(run.actions) > 1:
        batch_progress(run)
        return
    status = st.status("Working on it …", expanded=True, type="compact")
    with status:
        steps = st.container(gap="xsmall")
        far = st.empty()
    place = st.empty()
    if run.said is not None:
        press("Stop", "stop", run.stop, icon=":material/stop_circle:")
    for event in run.watch():
        # Saying the same again costs nothing and lets Stop and other clicks through.
        status.update(state="running")
        if isinstance(event, Words):
            status.update(expanded=not event.text)
            with place:
                plain.text(event.text) if event.text else st.empty()
        elif isinstance(event, Progress):
            reading(event, far)
        elif event:
            with steps:
                plain.text(event["text"])
    status.update(label="Done", state="complete", expanded=False)


def reading(progress: Progress, place: DeltaGenerator) -> None:
    """How many of the lists are read, and which are being read."""
    share = progress.done / progress.total if progress.total else 1.0
    now = f" Reading {progress.text}." if progress.text else ""
    words = f"{progress.done} of {progress.total} lists read.{now}"
    place.progress(share, text=plain.label(words))
