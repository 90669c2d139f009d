"""Two people sign in through a real OpenID Connect provider, each in a browser of their own."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.agent.office import ANNA, BEN, PIA, ROLES
from tests.journeys.accessible import assert_accessible
from tests.journeys.conftest import button, say, settled
from tests.journeys.processes import running
from tests.journeys.test_chat import ENTRY, new_entries
from tests.oidc_provider import CLIENT, SECRET, Provider, open_oidc_provider
from tests.trust.traces import files, hits

Camera = Callable[[Page, str], None]

pytestmark = pytest.mark.timeout(300)  # three browsers, one after the other

STRANGER = "stranger@else.org"
PEOPLE = {
    "anna": {"email": "Anna@Example.com", "email_verified": True, "name": "Anna"},
    "ben": {"email": BEN, "email_verified": True, "name": "Ben"},
    "pia": {"email": PIA, "email_verified": True, "name": "Pia"},
    "mallory": {"email": ANNA, "email_verified": False, "name": "Anna"},
    "stranger": {"email": STRANGER, "email_verified": True},
}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def configured(provider: Provider, home: Path) -> None:
    """Streamlit's `secrets.toml`, in the home folder of whoever runs the app."""
    folder = home / ".streamlit"
    folder.mkdir(parents=True)
    (folder / "secrets.toml").write_text(
        "[auth]\n"
        f'redirect_uri = "{provider.redirect}"\n'
        'cookie_secret = "of-the-cookies-and-long-enough-8c2e"\n'
        f'client_id = "{CLIENT}"\n'
        f'client_secret = "{SECRET}"\n'
        f'server_metadata_url = "{provider.issuer}/.well-known/openid-configuration"\n'
    )


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(address)
    button(page, "Sign in")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_test_id("stSidebar").get_by_text("·")).to_be_visible()
    settled(page)


def test_two_people_sign_in_and_one_approves_for_the_other(
    browser: Browser,
    context: BrowserContext,
    paymo: httpx.Client,
    app_settings: dict[str, str],
    tmp_path: Path,
    camera: Camera,
) -> None:
    port = free_port()
    redirect = f"http://127.0.0.1:{port}/oauth2callback"
    rules = {"PAYMO_AGENT_ROLES": f"{ROLES}, *=none", "HOME": str(tmp_path / "home")}
    with open_oidc_provider(redirect, PEOPLE) as provider:
        configured(provider, tmp_path / "home")
        environment = {**app_settings, **rules}
        with running("ui", "--port", str(port), environment=environment) as app:
            pia = context.new_page()
            pia.goto(app.address)
            expect(pia.get_by_text("You are not signed in.")).to_be_visible()
            expect(pia.get_by_test_id("stChatInputTextArea")).to_have_count(0)
            camera(pia, "not signed in")
            assert_accessible(pia)
            sign_in(pia, app.address, "pia")
            expect(pia.get_by_text(f"{PIA} · preparer")).to_be_visible()

            say(pia, ENTRY)
            expect(pia.get_by_text("nothing is written yet")).to_be_visible()
            expect(pia.get_by_role("button", name="Approve")).to_have_count(0)
            camera(pia, "a preparer asks")
            assert_accessible(pia)

            other = browser.new_context(viewport={"width": 1280, "height": 900})
            anna = other.new_page()
            sign_in(anna, app.address, "anna")
            expect(anna.get_by_text(f"{ANNA} · approver")).to_be_visible()
            anna.goto(pia.url)
            expect(anna.get_by_text("There is no such conversation.")).to_be_visible()
            camera(anna, "a conversation of another")
            anna.goto(f"{app.address}/approvals")
            expect(anna.get_by_text(f"Asked by {PIA}")).to_be_visible()
            camera(anna, "approvals of another")
            assert not new_entries(paymo)
            button(anna, "Approve")
            expect(anna.get_by_text("Done: Log 240 minutes")).to_be_visible()
            pia.reload()
            expect(pia.get_by_text(f"Approved by {ANNA}, done:")).to_be_visible()
            camera(pia, "approved by another")

            button(pia, "Share")
            pia.get_by_label("E-mail addresses").fill(ANNA)
            camera(pia, "share")
            assert_accessible(pia)
            pia.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
            expect(pia.get_by_text(f"Shared with {ANNA} (to read)")).to_be_visible()
            anna.goto(pia.url)
            expect(anna.get_by_text(f"Shared with you by {PIA}")).to_be_visible()
            camera(anna, "shared")
            other.close()

            button(pia, "Sign out")
            expect(pia.get_by_text("You are not signed in.")).to_be_visible()
            assert provider.signed_out == 1
    assert len(new_entries(paymo)) == 1
    left = [path for path in files(tmp_path / "data") if hits(path.read_bytes(), [SECRET])]
    assert left == []


def test_who_is_not_to_be_trusted_is_shown_nothing(
    browser: Browser,
    paymo: httpx.Client,
    app_settings: dict[str, str],
    tmp_path: Path,
    camera: Camera,
) -> None:
    port = free_port()
    redirect = f"http://127.0.0.1:{port}/oauth2callback"
    rules = {"PAYMO_AGENT_ROLES": f"{ROLES}, *=none", "HOME": str(tmp_path / "home")}
    with open_oidc_provider(redirect, PEOPLE) as provider:
        configured(provider, tmp_path / "home")
        environment = {**app_settings, **rules}
        with running("ui", "--port", str(port), environment=environment) as app:
            for name, reason in (
                ("mallory", f"{ANNA} was never verified."),
                ("stranger", f"{STRANGER} may not use Paymo Agent here."),
            ):
                person = browser.new_context()
                page = person.new_page()
                page.goto(app.address)
                button(page, "Sign in")
                page.get_by_role("link", name=name).click()
                expect(page.get_by_text(reason)).to_be_visible()
                expect(page.get_by_test_id("stChatInputTextArea")).to_have_count(0)
                camera(page, name)
                person.close()

            forged = browser.new_context()
            cookie = {"name": "_streamlit_user", "value": "2|1:0|forged", "url": app.address}
            forged.add_cookies([cookie])
            page = forged.new_page()
            page.goto(app.address)
            expect(page.get_by_text("You are not signed in.")).to_be_visible()
            forged.close()
