"""The month-end page: run the review of a month, read it, and decide what follows from it."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from agent.flows.flow import Flow
from agent.library import ReportInfo
from agent.session import Failure
from ui import actions
from ui.account import opened_or_said, title
from ui.bridge import Bridge
from ui.components import choices, plain
from ui.components.earlier import earlier, made
from ui.components.flow_form import Choosing, flow_form
from ui.components.flow_run import ended, watch
from ui.components.press import press
from ui.components.report import kept_report

FLOW = "month_end_review"

_ICON = ":material/calendar_month:"
_ABOUT = (
    "What was billed in a month and what was not, who owes what, what is late, and what to do"
    " next. It reads your Paymo and writes nothing: what it suggests waits for your decision."
)


def page() -> None:
    """Draw the review in the address, the one that runs, or the form to run one."""
    title("Month-end review", _ABOUT)
    opened = opened_or_said()
    if opened is None:
        return
    account = opened.account()
    if isinstance(account, Failure):
        plain.failure(account)
        press("Try again", "again", opened.forget_failure)
        return
    flow = next(each for each in opened.session.flows() if each.name == FLOW)
    _draw(opened, flow, account["timezone"])


def _draw(opened: Bridge, flow: Flow[Any], timezone: str) -> None:
    running, report = st.query_params.get("running"), st.query_params.get("report")
    kept = opened.call(lambda session: session.reports(FLOW))
    watch(opened, running)
    with st.container():
        if report is None:
            _form(opened, flow, kept, timezone)
        else:
            with st.expander("Another month or client", icon=_ICON, key="other"):
                _form(opened, flow, kept, timezone)
                _earlier(kept, timezone)
        if running:
            ended(opened, running)
        elif report:
            kept_report(opened, report, timezone)
        else:
            _earlier(kept, timezone)


def _form(opened: Bridge, flow: Flow[Any], kept: list[ReportInfo], timezone: str) -> None:
    choosing = Choosing(
        today=opened.session.today(timezone),
        read=choices.reader(opened),
        own={"compare": {info.id: f"{info.title} ({made(info, timezone)})" for info in kept}},
    )
    start = partial(actions.start_flow, opened, flow)
    try:
        flow_form(flow, choosing, key=flow.name, label="Run the review", start=start)
    except Failure as failure:  # the account's clients could not be read
        plain.failure(failure)


def _earlier(kept: list[ReportInfo], timezone: str) -> None:
    plain.heading("Earlier reviews", level=3)
    earlier(kept, timezone, nothing="None yet. Choose a month above and run the first one.")
