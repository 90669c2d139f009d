"""What was decided before, filtered and a page at a time."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from agent.past_decisions import PastDecision
from ui.components import plain
from ui.components.log_table import log_table
from ui.components.press import press

_ROWS = 50
_ALL = "All"


def history(decisions: Sequence[PastDecision], timezone: str) -> None:
    """Who decided what when, and what came of it; the latest first."""
    st.header("Decided before", anchor=False)
    if not decisions:
        plain.small("Nothing was decided yet. Every decision is listed here, with its outcome.")
        return
    with st.container(horizontal=True):
        choices = [_ALL, *sorted({each.decision for each in decisions})]
        decided = st.selectbox("Decision", choices, key="past-kind", format_func=_capital)
        people = [_ALL, *sorted({each.person for each in decisions})]
        person = st.selectbox("Decided by", people, key="past-person")
        words = st.text_input("Words in it", key="past-words", placeholder="Northwind")
    found = [each for each in decisions if _fits(each, decided, person, words.strip())]
    if not found:
        plain.small("None of them matches. Change the words or the choices above.")
        return
    start = _start(len(found))
    rows = [_row(each) for each in found[start : start + _ROWS]]
    log_table(rows, timezone, key="past-decisions")
    _pager(start, len(found))


def _fits(each: PastDecision, decided: str, person: str, words: str) -> bool:
    text = f"{each.what} {each.outcome} {each.reason}".casefold()
    return (
        decided in (_ALL, each.decision)
        and person in (_ALL, each.person)
        and words.casefold() in text
    )


def _row(each: PastDecision) -> dict[str, object]:
    return {
        "When": each.at,
        "Who": each.person,
        "Decision": _capital(each.decision),
        "What": each.what,
        "Outcome": each.outcome,
        "Reason": each.reason,
    }


def _start(count: int) -> int:
    """Where the shown page starts; the last page where fewer are left than before."""
    last = (count - 1) // _ROWS * _ROWS
    return min(last, st.session_state.get("past-start", 0))


def _pager(start: int, count: int) -> None:
    end = min(start + _ROWS, count)
    with st.container(horizontal=True, vertical_alignment="center"):
        plain.small(f"{start + 1} to {end} of {count}")
        if count > _ROWS:
            press("Later ones", "past-back", _go, start - _ROWS, disabled=start == 0)
            press("Earlier ones", "past-on", _go, start + _ROWS, disabled=end == count)


def _go(start: int) -> None:
    st.session_state["past-start"] = max(0, start)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
