"""A request that is being worked on: its steps as they happen, and Stop."""

from __future__ import annotations

import streamlit as st

from ui.components import plain
from ui.components.press import press
from ui.run import Run


def progress(run: Run) -> None:
    """Show the steps until the request ends. A question can be stopped, a decision cannot."""
    with st.status("Working on it …", expanded=True, type="compact") as status:
        steps = st.container(gap="xsmall")
        if run.said is not None:
            press("Stop", "stop", run.stop, icon=":material/stop_circle:")
        for step in run.watch():
            # Saying the same again costs nothing and lets Stop and other clicks through.
            status.update(state="running")
            if step:
                with steps:
                    plain.text(step["text"])
        status.update(label="Done", state="complete", expanded=False)
