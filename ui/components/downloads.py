"""A report as a file: the same figures in the form that somebody else needs."""

from __future__ import annotations

import re
from functools import partial

import streamlit as st

from agent.flows.report import Report
from agent.reports import rendered

_FORMS = {
    "Excel": (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "Page to print": (".html", "text/html"),
    "Text (Markdown)": (".md", "text/markdown"),
    "JSON": (".json", "application/json"),
}


def downloads(report: Report, key: str) -> None:
    """A button for each form. A file is made when its button is pressed, and not before."""
    name = file_name(report)
    with st.container(horizontal=True, gap="small"):
        for label, (ending, mime) in _FORMS.items():
            st.download_button(
                label,
                partial(rendered, report, ending),
                file_name=f"{name}{ending}",
                mime=mime,
                key=f"file-{key}-{ending}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )


def file_name(report: Report) -> str:
    """What the title becomes as the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", report.title.casefold()).strip("-") or report.flow
