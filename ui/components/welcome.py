"""The empty conversation: what one can ask, to click on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from ui.components import plain
from ui.components.press import press

EVERYWHERE = (
    "Which invoices are overdue?",
    "How many hours did we log last week?",
    "Do the review of last month",
    "List all active projects",
)
DEMO = (
    "Which invoices of Northwind are overdue?",
    "How many hours did we log last week?",
    "Log 4 hours on Homepage wireframes for last Friday",
    "Do the review of last month",
)


def welcome(name: str | None, suggestions: Sequence[str], send: Callable[[str], None]) -> None:
    """A greeting and the suggestions."""
    plain.heading(f"Hello {name}" if name else "Hello")
    plain.text(
        "Ask about your Paymo, or ask for a change. Nothing is written before you approve it."
    )
    with st.container(horizontal=True):
        for number, words in enumerate(suggestions):
            press(words, f"suggestion-{number}", send, words)
