"""The headline figures of a report: a panel for each currency, and one for what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from html import escape

import streamlit as st

from agent.flows.report import Figure, Signs
from agent.reports import wording
from agent.visible import visible


def headlines(figures: Sequence[Figure], signs: Signs) -> None:
    """Labels on the left, amounts on the right under each other, never two currencies together."""
    panels: dict[str, list[Figure]] = {}
    for figure in figures:
        panels.setdefault(figure.currency or "", []).append(figure)
    counted = panels.pop("", [])
    drawn = [_panel(currency, own, signs) for currency, own in panels.items()]
    if drawn:
        st.html(f'<div class="pa-panels">{"".join(drawn)}</div>')
    if counted:
        st.html(_panel("", counted, signs))


def _panel(title: str, figures: Sequence[Figure], signs: Signs) -> str:
    lines = "".join(_line(figure, signs) for figure in figures)
    heading = f"<h3>{escape(visible(title))}</h3>" if title else ""
    look = "pa-panel" if title else "pa-panel pa-counted"
    return f'<section class="{look}">{heading}<dl>{lines}</dl></section>'


def _line(figure: Figure, signs: Signs) -> str:
    if figure.value is None:
        value, look = "could not be read", ' class="pa-unknown"'
    else:  # its currency is the title of the panel
        value, look = wording.shown(figure.value, figure.kind, UTC, signs=signs), ""
    label = escape(visible(figure.label))
    return f"<div><dt>{label}</dt><dd{look}>{escape(visible(value))}</dd></div>"
