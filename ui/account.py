"""What every page but the chat begins with: a session that is open, and the account behind it."""

from __future__ import annotations

import streamlit as st

from agent.session import Failure
from ui.bridge import Bridge, bridge
from ui.components import plain
from ui.components.press import press


def opened_or_said() -> Bridge | None:
    """The bridge, once its session is open; else None, and the page says what keeps it closed."""
    opened = bridge()
    try:
        opened.session  # noqa: B018 - opens it, or raises why not
    except Failure as failure:
        plain.failure(failure)
        press("Try again", "reopen", bridge.clear)
        return None
    return opened


def timezone(opened: Bridge) -> str:
    """The account's time zone; UTC, and a line that says so, where Paymo is not reached."""
    account = opened.account()
    if isinstance(account, Failure):
        plain.small("Paymo is not reached, so times are in UTC. The page Connections says why.")
        return "UTC"
    return str(account["timezone"])


def title(words: str, about: str) -> None:
    """The heading of a page, and one line on what it is for."""
    st.title(words, anchor=False)
    plain.small(about)
