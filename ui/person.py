"""Who is at the page: whoever signed in, by Streamlit's own OpenID Connect, or the local user.

Sign-in is configured in Streamlit's `secrets.toml`, section `[auth]`. Where it is, nobody is taken
for the local user; a file that cannot be read, or a name that cannot be trusted, opens nothing.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from agent.session import Failure, Person
from agent.settings import Settings

# Streamlit's cookie holds for 30 days and asks the provider nothing in between.
_HOURS = 12


class NotAdmitted(Failure):
    """Nobody who may use the app is at the page."""


class NotSignedIn(NotAdmitted):
    """Sign-in is configured, and nobody has signed in, or too long ago."""


@dataclass(frozen=True)
class Visitor:
    """Who a browser says is there: a name, no name where sign-in is not configured, or why the
    name does not count."""

    name: str | None = None
    refusal: NotAdmitted | None = None

    def person(self, settings: Settings) -> Person:
        """The person with the role of the settings. Raises `NotAdmitted`."""
        if self.refusal:
            raise self.refusal
        if self.name is None:
            if settings.sign_in_required:
                raise NotAdmitted(
                    "Sign-in is required here, and it is not configured.",
                    hint="Add the section [auth] to .streamlit/secrets.toml (see README).",
                )
            return settings.local
        person = settings.person(self.name)
        if person is None:
            raise NotAdmitted(
                f"{self.name} may not use Paymo Agent here.",
                hint="Whoever runs it gives roles in PAYMO_AGENT_ROLES.",
            )
        return person


def visitor() -> Visitor:
    """Who is at the page whose script is running."""
    try:
        auth = auth_section()
    except NotAdmitted as unreadable:
        return Visitor(refusal=unreadable)
    return Visitor() if auth is None else _signed_in(st.user)


def auth_section() -> Mapping[str, Any] | None:
    """How to sign in; None where that is not configured. Raises `NotAdmitted` for a file that is
    there and cannot be read."""
    if st.secrets.load_if_toml_exists():
        return st.secrets.get("auth")
    if any(Path(path).exists() for path in st.get_option("secrets.files")):
        raise NotAdmitted(
            "The file secrets.toml cannot be read, so nobody can sign in.",
            hint="Whoever runs Paymo Agent finds the reason in its output.",
        )
    return None


def _signed_in(user: Mapping[str, Any]) -> Visitor:
    """The visitor of these claims. The name is the e-mail address, where the provider stands for
    it; one that is silent about it (Microsoft's, for a company's own accounts) is believed."""
    if not user.get("is_logged_in"):
        return Visitor(refusal=NotSignedIn("You are not signed in.", hint="Sign in to go on."))
    name = str(user.get("email") or "").strip().lower()
    issued = user.get("iat")
    if not isinstance(issued, int | float) or time.time() - issued > _HOURS * 3600:
        late = f"Your sign-in is more than {_HOURS} hours old."
        return Visitor(refusal=NotSignedIn(late, hint="Sign in again to go on."))
    if "@" not in name or not name.isprintable():
        refusal = NotAdmitted(
            "Your sign-in names no e-mail address.", hint="Have it added to what is passed on."
        )
    elif str(user.get("email_verified", True)).lower() != "true":
        refusal = NotAdmitted(
            f"{name} was never verified.", hint="Verify the address where you sign in."
        )
    else:
        return Visitor(name)
    return Visitor(refusal=refusal)
