"""Buttons whose first click counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

Action = Callable[..., None]


def press(
    label: str, key: str, action: Action, *args: Any, in_form: bool = False, **look: Any
) -> None:
    """A button that calls ``action(*args)``, with the arguments of the page that was clicked on.

    Streamlit knows nothing of a page that was drawn before the server was restarted, or before a
    long sleep: it draws the page anew and forgets to call back. Such a click is made good here.
    """
    kind = st.form_submit_button if in_form else st.button
    clicked = kind(label, key=key, on_click=partial(_act, key, action, args), **look)
    if clicked and st.session_state.pop("pressed", None) != key:
        action(*args)
        st.rerun()


def _act(key: str, action: Action, args: tuple[Any, ...]) -> None:
    st.session_state["pressed"] = key
    action(*args)
