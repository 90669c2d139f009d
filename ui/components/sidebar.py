"""The list of conversations."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from agent.library import ThreadInfo
from ui.components import plain
from ui.components.press import press

_SHOWN = 30
_TITLE_CHARS = 60


def sidebar(
    threads: Sequence[ThreadInfo],
    *,
    current: str | None,
    waiting: Collection[str],
    open_thread: Callable[[str | None], None],
) -> None:
    """New conversation, then all of them, the latest first; a mark where a decision is awaited."""
    with st.sidebar:
        press(
            "New conversation",
            "new",
            open_thread,
            None,
            icon=":material/edit_square:",
            type="primary",
            width="stretch",
        )
        if not threads:
            plain.small("Your conversations will be listed here.")
        everything = st.session_state.get("all-conversations", False)
        with st.container(gap="xxsmall"):
            for info in threads if everything else threads[:_SHOWN]:
                _entry(info, info.id == current, info.id in waiting, open_thread)
        if len(threads) > _SHOWN and not everything:
            press("Show older ones", "all", _show_all, type="tertiary")


def _entry(
    info: ThreadInfo, current: bool, waits: bool, open_thread: Callable[[str | None], None]
) -> None:
    title = plain.label(info.title[:_TITLE_CHARS]) or "Untitled"
    press(
        f":orange[:material/pending_actions:] {title}" if waits else title,
        f"open-{info.id}",
        open_thread,
        info.id,
        type="secondary" if current else "tertiary",
        help="Waits for your decision" if waits else None,
        width="stretch",
    )


def _show_all() -> None:
    st.session_state["all-conversations"] = True
