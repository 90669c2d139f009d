"""A report on a page: what to know first, the figures, the charts, every table, what to do."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from agent.flows.figures.changes import compared
from agent.flows.report import Report
from agent.library import ReportInfo
from agent.session import Failure
from ui import actions
from ui.bridge import Bridge
from ui.components import choices, plain
from ui.components.charts import charts
from ui.components.downloads import downloads
from ui.components.earlier import made
from ui.components.headlines import headlines
from ui.components.press import press
from ui.components.section import Rows, section
from ui.components.suggestions import suggestions

FIGURES = "Figures"
# So many suggestions get a part of their own; fewer stand above the tables.
_MANY = 4
# The panels at the top show the same.
_SHOWN_ABOVE = "totals"


def kept_report(opened: Bridge, id: str, timezone: str) -> None:
    """The report with this id, as it was when it was made, and what waits of it now."""
    try:
        report = opened.call(lambda session: session.report(id))
    except Failure as failure:
        plain.failure(failure)
        press("Back", "back", actions.open_report, None)
        return
    kept = opened.call(lambda session: session.reports(report.flow))
    own = next(info for info in kept if info.id == id)
    plain.heading(report.title, level=2)
    cautions(report)
    headlines(report.figures, report.signs)
    report, key = _compared(opened, report, own, kept, timezone)
    downloads(report, id)
    rows_of = choices.reader(opened)
    if len(report.suggested) < _MANY:
        if report.proposals:
            suggestions(opened, own.thread, id, report, timezone)
        tables(report, timezone, key=key, rows_of=rows_of)
        return
    parts = (FIGURES, f"Follow-ups ({len(report.suggested)})")
    figures, follow_ups = st.tabs(parts, key=f"parts-{id}")
    with figures:
        tables(report, timezone, key=key, rows_of=rows_of)
    with follow_ups:
        suggestions(opened, own.thread, id, report, timezone)


def tables(report: Report, timezone: str, *, key: str, rows_of: Rows) -> None:
    """The charts, then the sections in the order of the report."""
    charts(report, key)
    for own in report.sections:
        if own.name == _SHOWN_ABOVE:
            continue
        section(report, own, timezone, key=key, rows_of=rows_of)


def cautions(report: Report) -> None:
    """What could not be read comes before any figure; then what the figures rest on."""
    if report.missing:
        with st.container(border=True, gap="xsmall"):
            st.markdown(":red[:material/error:] **Incomplete**")
            plain.text(
                "Not everything could be read. What rests on it is left out here, and not"
                " added up. Run it again to have all of it."
            )
            plain.lines(f"{each.what}: {each.reason}" for each in report.missing)
    if report.warnings:
        with st.container(border=True, gap="xsmall"):
            st.markdown(":orange[:material/warning:] **Please note**")
            plain.lines(report.warnings)


def _compared(
    opened: Bridge, report: Report, own: ReportInfo, kept: Sequence[ReportInfo], timezone: str
) -> tuple[Report, str]:
    """The review with what changed since another one, where one was chosen in the address or here;
    only reviews of the same client can be compared. With it comes a name for these very rows."""
    others = {
        info.id: f"{info.title} ({made(info, timezone)})"
        for info in kept
        if info.id != own.id and info.args.get("client") == own.args.get("client")
    }
    if report.flow != "month_end_review" or not others:
        return report, own.id
    asked = st.query_params.get("compare")
    ids = [None, *others]
    previous = st.selectbox(
        "Compare with",
        ids,
        index=ids.index(asked) if asked in ids else 0,
        format_func=lambda id: others.get(id, "no other review"),
        key=f"compare-{own.id}",
        on_change=_compare_with,
        args=(f"compare-{own.id}",),
    )
    if previous is None:
        return report, own.id
    try:
        earlier = opened.call(lambda session: session.report(previous))
        return compared(earlier, report), f"{own.id}-{previous}"
    except Failure as failure:
        plain.failure(failure)
        return report, own.id


def _compare_with(widget: str) -> None:
    """Put the choice into the address, so that a reload shows the same."""
    previous = st.session_state[widget]
    if previous is None:
        st.query_params.pop("compare", None)
    else:
        st.query_params["compare"] = previous
