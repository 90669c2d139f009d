"""The pages with several people: what each sees, shares and may decide. Who is there is told by
Streamlit's sign-in, which tests/journeys/test_sign_in.py goes through; here its answer is planted.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit import user_info
from streamlit.testing.v1 import AppTest

from tests.agent.office import ANNA, BEN, PIA, ROLES, VERA
from tests.ui.conftest import APP, click, labels, say, sound, words
from ui.person import Visitor, visitor

AUTH = {"client_id": "us", "cookie_secret": "not-a-secret-of-anybody"}
TABS = 5
LOG = "Log 4 hours on Homepage wireframes for last Friday"


@pytest.fixture
def office(world: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than 300 minutes in one request need a second person."""
    monkeypatch.setenv("PAYMO_AGENT_ROLES", ROLES)
    monkeypatch.setenv("PAYMO_AGENT_FOUR_EYES_MINUTES", "300")


def _approvals() -> None:
    from ui import approvals

    approvals.page()


class Desk:
    """One browser, whose person has signed in: the claims are those of the provider."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def claims(self, **claims: Any) -> None:
        planted = {"is_logged_in": True, "iat": int(time.time()), **claims}
        self._patch.setattr(user_info, "_get_user_info", lambda: planted)

    def open_page(self, page: Callable[[], None]) -> AppTest:
        """A page of its own, for the person who opened the browser last."""
        tab = AppTest.from_function(page, default_timeout=60)
        tab.secrets["auth"] = AUTH
        return sound(tab.run())

    def open(self, name: str, thread: str | None = None) -> AppTest:
        self.claims(email=name, email_verified=True)
        tab = AppTest.from_file(APP, default_timeout=60)
        tab.secrets["auth"] = AUTH
        if thread:
            tab.query_params["thread"] = thread
        return sound(tab.run())


@pytest.fixture
def desk(office: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(monkeypatch)


def thread_of(tab: AppTest) -> str:
    thread = tab.query_params["thread"]
    return thread if isinstance(thread, str) else thread[0]


def test_a_conversation_of_another_looks_like_one_that_is_not_there(desk: Desk) -> None:
    thread = thread_of(say(desk.open(ANNA), LOG))
    mine, theirs = desk.open(ANNA, thread), desk.open(BEN, thread)
    nowhere = desk.open(BEN, "nowhere")
    assert "Homepage wireframes" in words(mine)
    assert f"{ANNA} · approver" in words(mine)
    assert "Homepage" not in words(theirs)
    assert words(theirs) == words(nowhere)
    assert labels(theirs) == labels(nowhere)
    assert not theirs.chat_input


def test_no_address_opens_a_conversation_of_another(desk: Desk) -> None:
    threads = {
        name: [thread_of(say(desk.open(name), LOG)) for _ in range(TABS)] for name in (ANNA, BEN)
    }
    opened = [
        thread
        for thief, victim in ((ANNA, BEN), (BEN, ANNA))
        for thread in threads[victim]
        if "There is no such conversation." not in words(desk.open(thief, thread))
    ]
    assert opened == []
    for name in (ANNA, BEN):
        listed = [label for label in labels(desk.open(name)) if "Homepage" in label]
        assert len(listed) == TABS


def test_a_conversation_is_shared_and_its_guest_reads(desk: Desk) -> None:
    tab = say(desk.open(ANNA), "Which invoices are overdue?")
    thread = thread_of(tab)
    assert "Only you see this conversation" in words(tab)
    tab.text_input(key=f"share-names-{thread}").set_value(f"{VERA}, nobody, ")
    click(tab, "Share")
    assert "Shared with nobody (to read)" in words(tab)
    guest = desk.open(VERA, thread)
    assert f"Shared with you by {ANNA}" in words(guest)
    assert guest.chat_input[0].disabled
    assert "Share" not in labels(guest)
    tab = desk.open(ANNA, thread)
    click(tab, next(label for label in labels(tab) if label.endswith("vera\\@⁠example\\.⁠com")))
    assert "There is no such conversation." in words(desk.open(VERA, thread))


def test_a_viewer_is_told_no_in_words(desk: Desk) -> None:
    tab = say(desk.open(VERA), LOG)
    assert "your role is that of a viewer" in words(tab)
    assert "Approve" not in labels(tab)


def test_a_preparer_has_no_button_to_approve(desk: Desk) -> None:
    tab = say(desk.open(PIA), LOG)
    assert {"Edit", "Reject"} <= set(labels(tab))
    assert "Approve" not in labels(tab)
    assert f"It waits for one of: {ANNA}, {BEN}." in words(tab)


def test_a_large_one_is_approved_by_somebody_else_as_a_card_alone(desk: Desk) -> None:
    tab = say(desk.open(ANNA), LOG.replace("4 hours", "6 hours"))
    assert "Approve" not in labels(tab)
    assert "needs a second person" in words(tab)
    thread = thread_of(tab)
    assert "There is no such conversation." in words(desk.open(BEN, thread))
    card = desk.open_page(_approvals)
    assert f"Asked by {ANNA}" in words(card)
    click(card, "Approve")
    assert "Done: Log 360 minutes (6 h) on Homepage wireframes" in words(sound(card.run()))


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"is_logged_in": False}, "You are not signed in."),
        ({"email": ANNA, "iat": 0}, "Your sign-in is more than 12 hours old."),
        ({"email": ANNA, "email_verified": False}, "was never verified."),
        ({"email": ""}, "names no e-mail address."),
        ({"email": "anna"}, "names no e-mail address."),
    ],
)
def test_who_cannot_be_trusted_sees_nothing(
    desk: Desk, claims: dict[str, Any], reason: str
) -> None:
    say(desk.open(ANNA), LOG)
    desk.claims(**claims)
    tab = AppTest.from_file(APP, default_timeout=60)
    tab.secrets["auth"] = AUTH
    sound(tab.run())
    assert reason in words(tab)
    assert not tab.chat_input
    assert set(labels(tab)) <= {"Sign in", "Sign out"}
    assert "Homepage" not in words(tab)


def test_who_is_shut_out_sees_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYMO_AGENT_ROLES", f"{ANNA}=approver, *=none")
    tab = desk.open("stranger@else.org")
    assert "stranger@else.org may not use Paymo Agent here." in words(tab)
    assert (labels(tab), list(tab.chat_input)) == (["Sign out"], [])


def test_without_the_configuration_there_is_the_local_user_unless_that_is_forbidden(
    office: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = sound(AppTest.from_file(APP, default_timeout=60).run())
    assert "Nora · viewer" in words(tab)  # as the roles say, where there are any
    assert "Sign out" not in labels(tab)


def test_sign_in_can_be_made_a_must(office: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYMO_AGENT_SIGN_IN_REQUIRED", "true")
    tab = sound(AppTest.from_file(APP, default_timeout=60).run())
    assert "Sign-in is required here, and it is not configured." in words(tab)
    assert not tab.chat_input


def test_a_file_that_cannot_be_read_opens_nothing(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth\n")
    option = st.get_option
    monkeypatch.setattr(
        st, "get_option", lambda name: [str(broken)] if name == "secrets.files" else option(name)
    )
    assert visitor() != Visitor()
    assert "cannot be read" in str(visitor().refusal)
