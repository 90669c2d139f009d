"""A language model's words come onto the page as they are written, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import button, say, settled
from tests.journeys.processes import Program, running
from tests.openai_provider import KEY, MODEL, Provider, calls, open_provider, words

Camera = Callable[[Page, str], None]

READ = ("list_invoices", {"client_id": 11, "status": "overdue"})
ANSWER = "One invoice is overdue: <b>#INV-202</b> [of Northwind](http://x.example), since 30 Sep."


@pytest.fixture
def provider() -> Iterator[Provider]:
    with open_provider() as provider:
        yield provider


@pytest.fixture
def app(provider: Provider, paymo: httpx.Client, app_settings: dict[str, str]) -> Iterator[Program]:
    """The page, with the provider's model."""
    model = {
        "PAYMO_AGENT_MODEL": MODEL,
        "PAYMO_AGENT_TOKEN_PRICES": "USD 100/100",
        "OPENAI_BASE_URL": provider.base_url,
        "OPENAI_API_KEY": KEY,
    }
    with running("ui", "--port", "0", environment=app_settings | model) as app:
        yield app


def test_the_answer_takes_the_place_of_its_words(
    context: BrowserContext, provider: Provider, app: Program, camera: Camera
) -> None:
    provider.lines = [
        calls(READ, content="Let me look that up.", pause=0.4),
        words(ANSWER, pause=0.15),
    ]
    page = context.new_page()
    page.goto(app.address)
    say(page, "Which invoices are overdue?")
    expect(page.get_by_text("Let me look")).to_be_visible()
    written = page.get_by_text("One invoice is overdue: <b>")
    expect(written).to_be_visible()
    expect(page.get_by_text("Let me look")).to_have_count(0)
    expect(page.get_by_text("since 30 Sep.")).to_have_count(0)  # still writing
    page.wait_for_timeout(400)  # the fold above it closes
    place = written.bounding_box()
    settled(page)
    expect(page.get_by_text(ANSWER)).to_have_count(1)
    after = page.get_by_text(ANSWER).bounding_box()
    assert place and after and abs(place["y"] - after["y"]) < 2
    expect(page.get_by_text(re.compile(r"small-1 · 220 tokens · USD 0\.02"))).to_be_visible()
    expect(page.locator("[data-testid=stChatMessage] :is(b, a)")).to_have_count(0)
    camera(page, "answer")


def test_stop_takes_the_words_back(
    context: BrowserContext, provider: Provider, app: Program
) -> None:
    provider.lines = [words(ANSWER, pause=1)]
    page = context.new_page()
    page.goto(app.address)
    say(page, "Which invoices are overdue?")
    expect(page.get_by_text("One invoice")).to_be_visible()
    button(page, "Stop")
    expect(page.get_by_text("You stopped this.")).to_be_visible()
    expect(page.get_by_text("One invoice")).to_have_count(0)
    provider.play(words("None."))
    button(page, "Continue")
    expect(page.get_by_text("None.", exact=True)).to_be_visible()
