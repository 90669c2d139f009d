"""A request that is being worked on: its steps as they happen, and Stop."""

from __future__ import annotations

import streamlit as st

from ui.bridge import Run
from ui.components import plain


def progress(run: Run) -> None:
    """Show the steps until the request ends."""
    with st.status("Working on it …", expanded=True, type="compact") as status:
        plain.small("Sent.")
        st.button(
            "Stop", key=f"stop-{run.thread}", icon=":material/stop_circle:", on_click=run.stop
        )
        steps = st.container(gap="xsmall")
        for step in run.watch():
            # Telling the status the same again costs nothing and lets Stop and other clicks through.
            status.update(state="running")
            if step:
                with steps:
                    plain.text(step["text"])
        status.update(label="Done", state="complete", expanded=False)
