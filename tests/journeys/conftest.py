"""What a journey needs: a Paymo, the web app over it, a browser, and a camera."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import studio
from tests.journeys.processes import ROOT, Program, running

PICTURES = ROOT / "test-output" / "journeys"
KEY = "ADMIN-KEY"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# The same places as in scripts/find-browser.
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_PATIENCE_MS = 30_000

expect.set_options(timeout=_PATIENCE_MS)

Start = Callable[..., Program]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """An installed Chromium or Chrome.

    Closed with the module: while Playwright runs, no test of the same process can have an event
    loop of its own.
    """
    installed = filter(None, map(shutil.which, BROWSERS))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(installed, None), args=list(QUIET)
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person's browser: its tabs share what a browser keeps."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(_PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def paymo() -> Iterator[httpx.Client]:
    """A Paymo of its own process with the studio in it, and a client that looks past the app."""
    options = ("--port", "0", "--world", str(studio.WORLD), "--today", studio.TODAY)
    with (
        running("tools_server.sandbox", *options, "--rate-limit", "off") as program,
        httpx.Client(base_url=program.address, auth=(KEY, "X")) as client,
    ):
        yield client


@pytest.fixture
def app_settings(paymo: httpx.Client, tmp_path: Path) -> dict[str, str]:
    """The web app's environment: that Paymo, and a data folder that outlives a restart."""
    return {
        "PAYMO_BASE_URL": str(paymo.base_url),
        "PAYMO_API_KEY": KEY,
        "PAYMO_AGENT_TODAY": studio.TODAY,
        "PAYMO_AGENT_USER": "Nora",
        "PAYMO_AGENT_DATA": str(tmp_path / "data"),
    }


@pytest.fixture
def camera(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Stores a picture of the page as it is: camera(page, "what is to be seen")."""
    journey = request.node.name.removeprefix("test_")
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob(f"{journey}-*.png"):
        old.unlink()
    taken: list[str] = []

    def take(page: Page, what: str) -> None:
        settled(page)
        taken.append(what)
        page.screenshot(path=PICTURES / f"{journey}-{len(taken):02}-{what.replace(' ', '-')}.png")

    return take


def settled(page: Page) -> None:
    """Wait until nothing is worked on, and what arrived is drawn."""
    expect(page.get_by_text("Working on it …")).to_have_count(0)
    expect(page.locator("[data-testid=stApp][data-test-script-state=running]")).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_timeout(400)  # the last scroll and fade


def reconnected(page: Page) -> None:
    """Wait until an open page has found a restarted server and was drawn by it."""
    expect(page.locator("[data-test-connection-state=CONNECTED]")).to_be_visible()
    page.wait_for_timeout(1_500)  # it says connected a moment before it asks to be drawn
    settled(page)


def say(page: Page, words: str) -> None:
    """Type and send, as soon as the page is done with what was before."""
    settled(page)
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_enabled()
    box.fill(words)
    box.press("Enter")


def button(page: Page, name: str) -> None:
    """Press the button of exactly this name."""
    page.get_by_role("button", name=name, exact=True).click()


def rows(paymo: httpx.Client, collection: str, where: str) -> list[dict[str, object]]:
    """What Paymo holds."""
    answer = paymo.get(collection, params={"where": where})
    answer.raise_for_status()
    found: list[dict[str, object]] = answer.json()[collection]
    return found
