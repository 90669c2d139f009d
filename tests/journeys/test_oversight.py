"""A person who approves, looks back and checks the connections, in a real browser."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.accessible import assert_accessible
from tests.journeys.conftest import button, rows, say, settled
from tests.journeys.processes import Program, running

Camera = Callable[[Page, str], None]

WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
# A phone is known by its name: there the navigation closes by itself.
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "user_agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile Safari",
}
REQUESTS = (
    "Log 4 hours on Homepage wireframes for last Friday",
    "Log 2 hours on Visual design for last Friday",
    "Create a task Prepare Q4 report in Website Relaunch for Aoife due next Friday",
)


@pytest.fixture
def app(app_settings: dict[str, str]) -> Iterator[Program]:
    with running("ui", "--port", "0", environment=app_settings) as app:
        yield app


def ask(page: Page, app: Program, words: str) -> None:
    """Ask for a change in a conversation of its own."""
    page.goto(app.address)
    expect(page.get_by_text("Hello Nora Quinn")).to_be_visible()
    say(page, words)
    expect(page.get_by_text("nothing is written yet")).to_be_visible()


def turn_to(page: Page, name: str) -> None:
    """Follow the navigation, which a small window hides behind a button."""
    settled(page)
    link = page.get_by_test_id("stSidebarNav").get_by_role("link", name=re.compile(f"^{name}"))
    opener = page.get_by_test_id("stExpandSidebarButton")
    if opener.is_visible():
        opener.click()
    link.click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def fits(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    wide: int = page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('main, section')]"
        ".map(part => part.scrollWidth)) - window.innerWidth"
    )
    return wide <= 0


def test_what_waits_is_decided_together(
    context: BrowserContext, app: Program, paymo: httpx.Client, camera: Camera
) -> None:
    page = context.new_page()
    page.goto(app.address)
    expect(page.get_by_text("Hello Nora Quinn")).to_be_visible()
    turn_to(page, "Approvals")
    expect(page.get_by_text("Nothing waits for a decision.")).to_be_visible()
    assert_accessible(page)
    camera(page, "nothing waits")

    watching = context.new_page()
    watching.goto(f"{app.address}/connections")
    expect(watching.get_by_text("QuickBooks").first).to_be_visible()
    for words in REQUESTS:
        ask(page, app, words)
    # Nobody touches the other page: its navigation counts along.
    expect(watching.get_by_role("link", name="Approvals (3)")).to_be_visible()

    turn_to(page, "Approvals")
    expect(page.get_by_text("3 wait for a decision.")).to_be_visible()
    assert_accessible(page)
    camera(page, "three wait")
    boxes = page.get_by_role("checkbox", name="Include")
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Approve 1 ticked")).to_be_enabled()
    boxes.nth(2).focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Approve 2 ticked")).to_be_enabled()
    camera(page, "two ticked")
    button(page, "Approve 2 ticked")
    expect(page.get_by_text("2 decided")).to_be_visible()
    expect(page.get_by_role("link", name="Approvals (1)")).to_be_visible()
    assert_accessible(page)
    camera(page, "results")
    assert len(rows(paymo, "tasks", 'name="Prepare Q4 report"')) == 1

    page.get_by_role("link", name="Log 2 hours on Visual design").click()
    expect(page).to_have_url(re.compile("thread="))
    expect(page.get_by_text("nothing is written yet")).to_be_visible()
    turn_to(page, "Approvals")
    button(page, "Reject")
    page.get_by_label("Why not?").fill("Another project")
    button(page, "Reject with this reason")
    expect(page.get_by_text("Nothing waits for a decision.")).to_be_visible()
    camera(page, "all decided")


def test_approvals_on_a_phone(browser: Browser, app: Program, camera: Camera) -> None:
    context = browser.new_context(**PHONE, color_scheme="dark")
    page = context.new_page()
    for words in REQUESTS[:2]:
        ask(page, app, words)
    turn_to(page, "Approvals")
    expect(page.get_by_text("2 wait for a decision.")).to_be_visible()
    assert fits(page)
    assert_accessible(page)
    camera(page, "two wait")
    button(page, "Tick all shown")
    button(page, "Reject 2 ticked")
    page.get_by_label("Why not?").fill("Another project")
    camera(page, "one reason")
    button(page, "Reject 2 with this reason")
    expect(page.get_by_text("2 decided")).to_be_visible()
    assert fits(page)
    camera(page, "rejected")
    context.close()


@pytest.mark.tampers
def test_the_log_is_read_proved_and_taken_along(
    context: BrowserContext, app: Program, app_settings: dict[str, str], camera: Camera
) -> None:
    page = context.new_page()
    ask(page, app, REQUESTS[0])
    button(page, "Approve")
    expect(page.get_by_text("Approved by Nora, done:")).to_be_visible()
    turn_to(page, "Activity")
    expect(page.get_by_text("4 entries")).to_be_visible()
    assert_accessible(page)
    camera(page, "entries")
    table = page.get_by_test_id("stDataFrame")
    table.click(position={"x": 560, "y": 55})
    expect(page.get_by_text("Entry 4")).to_be_visible()
    camera(page, "an entry")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Entry 3")).to_be_visible()
    page.get_by_text("The entry, word for word").click()
    assert_accessible(page)
    camera(page, "word for word")
    for name, first in (("Download CSV", "number,time_utc,who"), ("Download JSON", '{"seq": 1')):
        with page.expect_download() as download:
            button(page, name)
        assert download.value.path().read_text("utf-8-sig").startswith(first)
    button(page, "Verify")
    expect(page.get_by_text("No entry was changed, removed or added.")).to_be_visible()
    camera(page, "proved")
    change(Path(app_settings["PAYMO_AGENT_DATA"]), "UPDATE audit SET actor = 'Rory' WHERE seq = 2")
    button(page, "Verify")
    expect(page.get_by_text("Something is wrong with this record.")).to_be_visible()
    assert_accessible(page)
    camera(page, "changed")


def change(data: Path, statement: str) -> None:
    with sqlite3.connect(data / "governance.db") as connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_connections_say_what_works(
    browser: Browser,
    app: Program,
    paymo: httpx.Client,
    camera: Camera,
    scheme: Literal["light", "dark"],
) -> None:
    window = WIDE if scheme == "light" else PHONE
    context = browser.new_context(**window, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{app.address}/connections")
    expect(page.get_by_text("Harbour Studio")).to_be_visible()
    camera(page, "connected")
    button(page, "Test Paymo")
    expect(page.get_by_text("Connection: Paymo answers.")).to_be_visible()
    button(page, "Test the model")
    expect(page.get_by_text("no key needed")).to_be_visible()
    page.get_by_text("Settings to change it").first.click()
    expect(page.get_by_text("PAYMO_API_KEY=").first).to_be_visible()
    assert_accessible(page)
    assert fits(page)
    camera(page, "tested")
    assert "ADMIN-KEY" not in page.content()
    context.close()


def test_what_is_wrong_is_said_with_the_way_out(
    context: BrowserContext, app_settings: dict[str, str], camera: Camera
) -> None:
    """Paymo is gone after the page was opened."""
    settings = {**app_settings, "PAYMO_API_KEY": "no-such-key"}
    with running("ui", "--port", "0", environment=settings) as app:
        page = context.new_page()
        page.goto(f"{app.address}/connections")
        expect(page.get_by_role("alert").first).to_be_visible()
        button(page, "Test Paymo")
        expect(page.get_by_text("Connection: ")).to_be_visible()
        assert_accessible(page)
        camera(page, "wrong key")
        assert "no-such-key" not in page.content()
        for name in ("Approvals", "Activity"):
            turn_to(page, name)
            expect(page.get_by_text("times are in UTC")).to_be_visible()
        assert json.dumps("no-such-key") not in page.content()
