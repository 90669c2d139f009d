"""Thumbs down: the latest answer was not right, and is kept as a case for the evaluations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shlex import quote

import streamlit as st

from agent.session import Failure
from ui.components import plain
from ui.components.press import press

Keep = Callable[[str], Path]

_HELP = "Not right? Keep this conversation as a test case"


def feedback(key: str, keep: Keep) -> None:
    """The thumb, then the question what would have been right, then where the case was kept.

    ``keep`` stores it with the person's words and answers the file's path.
    """
    state = f"feedback-{key}"
    match st.session_state.get(state):
        case None:
            press("Not right", f"thumb-{key}", _set, state, "asked", type="tertiary",
                  icon=":material/thumb_down:", help=_HELP)  # fmt: skip
        case "asked":
            _form(key, state, keep)
        case Failure() as failure:
            plain.failure(failure)
        case kept:
            plain.small(f"Kept as a test case in {kept}")
            plain.small(
                "It fails until somebody writes into it what should have happened. Then run"
            )
            st.code(f"paymo-agent eval {quote(kept)}", language=None, wrap_lines=True)


def _form(key: str, state: str, keep: Keep) -> None:
    with st.form(f"wish-{key}", border=True):
        st.text_area(
            "What would have been right?",
            key=f"wish-text-{key}",
            placeholder="The hours of October, not of November",
            help="It goes into the test case, together with all that was said here.",
        )
        with st.container(horizontal=True):
            press("Keep as a test case", f"keep-{key}", _keep, key, state, keep, in_form=True)
            press("Cancel", f"cancel-{key}", _set, state, None, in_form=True)


def _keep(key: str, state: str, keep: Keep) -> None:
    try:
        _set(state, str(keep(st.session_state.get(f"wish-text-{key}", ""))))
    except Failure as failure:
        _set(state, failure)


def _set(state: str, value: object) -> None:
    st.session_state[state] = value
