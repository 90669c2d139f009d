"""Signing in and out, and the line that says who is there."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAuthError

from agent.session import Failure
from ui.bridge import Bridge
from ui.components import plain
from ui.components.press import press
from ui.person import NotAdmitted, NotSignedIn, Visitor, auth_section

_DEFAULT = ""


def admitted(opened: Bridge) -> bool:
    """Whether somebody who may use the app is there; else the page says so, with the way in."""
    try:
        opened.person  # noqa: B018 - or why nobody is
    except NotSignedIn as nobody:
        _sign_in(nobody)
        return False
    except NotAdmitted as refused:
        with st.container(key="sign-in"):
            plain.failure(refused, ":orange[:material/lock:] **You cannot go on here**")
            if opened.visitor != Visitor():
                press("Sign out", "sign-out", st.logout, icon=":material/logout:")
        return False
    except Failure:  # the session did not open; every page says why
        return True
    return True


def who(opened: Bridge) -> None:
    """Name and role, in the sidebar; a way out for whoever signed in."""
    try:
        person = opened.person
    except Failure:
        return
    with st.sidebar, st.container(key="who", gap="xsmall"):
        plain.small(f"{person.name} · {person.role}")
        if opened.visitor.name is not None:
            press("Sign out", "sign-out", st.logout, icon=":material/logout:", type="tertiary")


def _sign_in(nobody: NotSignedIn) -> None:
    with st.container(border=True, key="sign-in", gap="medium"):
        st.title("Paymo Agent", anchor=False)
        plain.text(f"{nobody.message} {nobody.hint}")
        if find_spec("authlib") is None:
            plain.failure(
                Failure(
                    "Signing in needs the package Authlib.",
                    hint='Whoever runs Paymo Agent installs it: pip install "paymo-agent[auth]"',
                )
            )
            return
        for provider in providers(auth_section() or {}):
            label = f"Sign in with {plain.label(provider.capitalize())}" if provider else "Sign in"
            press(label, f"sign-in-{provider}", _login, provider, type="primary",
                  icon=":material/login:")  # fmt: skip
        wrong = st.session_state.pop("sign-in-failed", None)
        if wrong:
            plain.failure(wrong)


def providers(auth: Mapping[str, Any]) -> list[str]:
    """The names of the providers that are configured; empty for the one without a name."""
    named = [name for name, value in auth.items() if isinstance(value, Mapping)]
    return [*([_DEFAULT] if "client_id" in auth else []), *named]


def _login(provider: str) -> None:
    try:
        st.login(provider or None)
    except StreamlitAuthError as wrong:
        st.session_state["sign-in-failed"] = Failure(
            str(wrong), hint="Correct the section [auth] of secrets.toml."
        )
