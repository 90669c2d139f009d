"""The pages of the app, and the links between them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import Page

from agent.flows.report import Report
from agent.session import Failure
from ui.bridge import Bridge

# How soon an open page notices that something new waits, or waits no more.
_FRESH_SECONDS = 15


def waiting_count(opened: Bridge) -> int:
    """How many actions wait for a decision; none where the session did not open."""
    try:
        return len(opened.call(lambda session: session.pending()))
    except Failure:
        return 0


@st.fragment(run_every=_FRESH_SECONDS)
def keep_fresh(opened: Bridge, shown: int) -> None:
    """Draw the page again once another number of actions waits than its navigation shows."""
    if waiting_count(opened) != shown:
        st.rerun()


def report_link(
    month_end: Callable[[], None], flows: Callable[[], None], id: str, report: Report
) -> None:
    """A link to a report on its page; the functions of the two pages are given."""
    if report.flow == "month_end_review":
        page, label, query = month_end_page(month_end), "Open the review", {"report": id}
    else:
        page, label, query = (
            flows_page(flows),
            "Open the report",
            {"flow": report.flow, "report": id},
        )
    st.page_link(page, label=label, icon=":material/open_in_new:", query_params=query)


def month_end_page(page: Callable[[], None]) -> Page:
    """The month-end page in the navigation."""
    icon = ":material/calendar_month:"
    return st.Page(page, title="Month-end", icon=icon, url_path="month-end")


def flows_page(page: Callable[[], None]) -> Page:
    """The flows page in the navigation."""
    return st.Page(page, title="Flows", icon=":material/account_tree:", url_path="flows")


def conversation_link(chat: Callable[[], None], thread: str, label: str) -> None:
    """A link to a conversation on the chat page, whose function is given."""
    page = st.Page(chat, title="Chat", default=True)
    st.page_link(
        page,
        label=label,
        icon=":material/chat:",
        query_params={"thread": thread},
    )
