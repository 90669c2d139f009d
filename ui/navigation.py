"""The pages of the app, and the links between them."""

from __future__ import annotations

from importlib import import_module
from typing import TypeAlias

import streamlit as st
from streamlit.navigation.page import Page

from agent.flows.report import Report
from agent.library import ReportInfo
from agent.session import Failure
from ui.bridge import Bridge

# How soon an open page notices that something new waits, or waits no more.
_FRESH_SECONDS = 15


Waiting: TypeAlias = frozenset[tuple[str, str]]
"""The cards that wait, each with the digest of what it shows."""


def waiting_cards(opened: Bridge) -> Waiting:
    """What waits for a decision; nothing where the session did not open."""
    try:
        cards = opened.call(lambda session: session.pending())
    except Failure:
        return frozenset()
    return frozenset((card.id, card.digest) for card in cards)


@st.fragment(run_every=_FRESH_SECONDS)
def keep_fresh(opened: Bridge, shown: Waiting) -> None:
    """Draw the page again once something else waits than when it was drawn."""
    if waiting_cards(opened) != shown:
        st.rerun()


def page(name: str, title: str, icon: str, *, default: bool = False) -> Page:
    """The page of this module, loaded when it is opened: charts alone take half a second.

    Streamlit knows a page by its address, so it may be made anew for every link to it.
    """
    return st.Page(
        lambda: import_module(f"ui.{name}").page(),
        title=title,
        icon=f":material/{icon}:",
        url_path=name.replace("_", "-"),
        default=default,
    )


def chat_page() -> Page:
    """The page one begins with."""
    return page("chat", "Chat", "chat", default=True)


def month_end_page() -> Page:
    """The page of the month-end review."""
    return page("month_end", "Month-end", "calendar_month")


def flows_page() -> Page:
    """The page of the flows."""
    return page("flows", "Flows", "account_tree")


def approvals_page(waiting: int = 0) -> Page:
    """The page of all that waits, and how much that is."""
    return page("approvals", f"Approvals ({waiting})" if waiting else "Approvals", "approval")


def approvals_link(label: str) -> None:
    """A link to all that waits."""
    st.page_link(approvals_page(), label=label)


def chat_link(label: str) -> None:
    """A link to the chat page."""
    st.page_link(chat_page(), label=label)


def conversation_link(thread: str, label: str) -> None:
    """A link to a conversation."""
    st.page_link(chat_page(), label=label, query_params={"thread": thread})


def report_link(id: str, report: Report | ReportInfo) -> None:
    """A link to a report on its page."""
    if report.flow == "month_end_review":
        target, label, query = month_end_page(), "Open the review", {"report": id}
    else:
        target, label, query = flows_page(), "Open the report", {"flow": report.flow, "report": id}
    st.page_link(target, label=label, icon=":material/open_in_new:", query_params=query)
