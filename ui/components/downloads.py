"""A report as a file: the same figures in the form that somebody else needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import streamlit as st

from agent.flows.report import Report
from agent.reports import json_text
from agent.reports.markdown import markdown
from agent.reports.page import page
from agent.reports.workbook import workbook

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FORMS: dict[str, tuple[str, str, Callable[[Report], str | bytes]]] = {
    "Excel": (".xlsx", _XLSX, workbook),
    "Page to print": (".html", "text/html", page),
    "Text (Markdown)": (".md", "text/markdown", markdown),
    "JSON": (".json", "application/json", json_text),
}


def downloads(report: Report, key: str) -> None:
    """A button for each form. A file is made when its button is pressed, and not before."""
    name = file_name(report)
    with st.container(horizontal=True, gap="small"):
        for label, (ending, mime, write) in _FORMS.items():
            st.download_button(
                label,
                partial(write, report),
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
