"""The flows page: a card for each flow, its form, its report, and its earlier runs."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from agent.flows.flow import Flow
from agent.session import Failure
from ui import actions, month_end
from ui.account import opened_or_said, title
from ui.bridge import Bridge
from ui.components import choices, plain
from ui.components.earlier import earlier
from ui.components.flow_form import Choosing, flow_form
from ui.components.flow_run import ended, watch
from ui.components.press import press
from ui.components.report import kept_report
from ui.navigation import month_end_page

_ABOUT = (
    "Work that comes again and again, done in one go. Each of them reads your Paymo and shows what"
    " it found; what it suggests to write waits for your decision."
)
_ACROSS = 2


def page() -> None:
    """Draw the flow in the address, or all of them."""
    opened = opened_or_said()
    if opened is None:
        return
    account = opened.account()
    if isinstance(account, Failure):
        plain.failure(account)
        press("Try again", "again", opened.forget_failure)
        return
    flows = {flow.name: flow for flow in opened.session.flows()}
    flow = flows.get(st.query_params.get("flow", ""))
    if flow is None:
        _cards(list(flows.values()))
    else:
        _flow(opened, flow, account["timezone"])


def _cards(flows: list[Flow[Any]]) -> None:
    title("Flows", _ABOUT)
    for first in range(0, len(flows), _ACROSS):
        row = flows[first : first + _ACROSS]
        for place, flow in zip(st.columns(_ACROSS), row, strict=False):
            with (
                place,
                st.container(
                    border=True,
                    height="stretch",
                    vertical_alignment="distribute",
                    key=f"flow-{flow.name}",
                ),
            ):
                _card(flow)


def _card(flow: Flow[Any]) -> None:
    with st.container():
        st.markdown(f"{_icon(flow)} **{plain.label(flow.title)}**")
        plain.text(flow.about)
    if flow.name == month_end.FLOW:
        if st.button("Open", key=f"open-flow-{flow.name}", icon=":material/arrow_forward:"):
            st.switch_page(month_end_page())
    else:
        press("Open", f"open-flow-{flow.name}", _open, flow.name, icon=":material/arrow_forward:")


def _icon(flow: Flow[Any]) -> str:
    return flow.icon if flow.icon.startswith(":material/") else ":material/bolt:"


def _open(name: str | None) -> None:
    st.query_params.clear()
    if name:
        st.query_params["flow"] = name


def _flow(opened: Bridge, flow: Flow[Any], timezone: str) -> None:
    press("All flows", "all-flows", _open, None, type="tertiary", icon=":material/arrow_back:")
    title(plain.label(flow.title), flow.about)
    running, report = st.query_params.get("running"), st.query_params.get("report")
    kept = opened.call(lambda session: session.reports(flow.name))
    watch(opened, running)
    with st.container():
        if report is None:
            _form(opened, flow, timezone)
        else:
            with st.expander("Run it again, or open an earlier one", key=f"again-{flow.name}"):
                _form(opened, flow, timezone)
                earlier(kept, timezone, nothing="")
        if running:
            ended(opened, running)
        elif report:
            kept_report(opened, report, timezone)
        else:
            plain.heading("Earlier runs", level=3)
            earlier(kept, timezone, nothing="None yet. Fill in the form and run it.")


def _form(opened: Bridge, flow: Flow[Any], timezone: str) -> None:
    choosing = Choosing(today=opened.session.today(timezone), read=choices.reader(opened))
    start = partial(actions.start_flow, opened, flow)
    try:
        flow_form(flow, choosing, key=flow.name, label="Run", start=start)
    except Failure as failure:
        plain.failure(failure)
