"""The chat page in a real browser, with hostile records, a hostile answer and hostile proposals."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from agent.visible import visible
from tests import studio
from tests.journeys.conftest import say, settled
from tests.journeys.processes import running
from tests.trust.hostile.connections import Connections
from tests.trust.hostile.corpus import CORPUS
from tests.trust.hostile.provider import SHOW, WRITE, Provider
from tests.trust.hostile.sandbox import KEY, Paymo, paymo_with, serving
from tests.trust.hostile.shown import HIDDEN
from tests.trust.hostile.world import planted_world

pytestmark = pytest.mark.timeout(300)

NASTY = "Eve ![](https://evil.example/i.png) www.evil.example <b>x</b> :smile: $x$ [a](//evil)"
DRAWN = [each.text for each in CORPUS if len(each.text) < 3_000]
# An answer is cut after 20,000 characters.
SPOKEN = [DRAWN[at : at + 100] for at in range(0, len(DRAWN), 100)]
PROPOSED = [*range(0, len(DRAWN), 17)][:11]  # a turn may take twelve calls
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Everything that loads, links, embeds or is set as mathematics.
LOUD = (
    "img, a, iframe, object, embed, video, audio, source, form[action], math, base, image, "
    ".katex, .mermaid, [onerror], [onload], [onclick]"
)


def test_nothing_hostile_comes_alive_on_the_page(
    context: BrowserContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    camera: Callable[[Page, str], None],
) -> None:
    connections = Connections(tmp_path)
    connections.watch(monkeypatch)
    world = planted_world(DRAWN)
    world["users"][0]["name"] = world["company"]["name"] = NASTY
    provider = Provider(reads(), SPOKEN, proposals())
    page = context.new_page()
    asked_for = requests_of(page)
    with paymo_with(world) as paymo, serving(provider.app) as model:
        connections.file.write_text("")  # from here on
        with running("ui", "--port", "0", environment=environment(paymo, model, tmp_path)) as app:
            answer = page.goto(app.address)
            assert answer
            assert "default-src 'self'" in answer.headers["content-security-policy"]
            expect(page.get_by_text(f"Hello {NASTY}")).to_be_visible()
            calm = loud_elements(page)
            camera(page, "welcome")

            for number, texts in enumerate(SPOKEN):
                say(page, f"{SHOW} {number} {NASTY}")
                expect(page.get_by_text("Answered by obedient-1")).to_have_count(number + 1)
                if not number:
                    page.get_by_text(re.compile(r"^\d+ steps?$")).click()
                settled(page)
                assert loud_elements(page) == calm
                camera(page, f"answer {number}")
                holds_all(page, texts)

            say(page, f"{WRITE} 0 {NASTY}")
            shown_cards(page)
            assert loud_elements(page) == calm
            camera(page, "cards")
            assert page.title() == "Paymo Agent"
            assert len(context.pages) == 1
            local = (f"{app.address}/", "data:", "blob:")
            assert [url for url in asked_for if not url.startswith(local)] == []
        assert paymo.writes == []
        assert connections.addresses <= {f"127.0.0.1:{paymo.port}", f"127.0.0.1:{model}"}
        assert connections.programs <= {"uname"}  # the provider's package names our platform


def reads() -> list[tuple[str, dict[str, Any]]]:
    """A table of each kind."""
    return [
        ("list_clients", {}), ("list_projects", {}), ("list_users", {}), ("list_milestones", {}),
        ("list_tasks", {"user_id": 1}), ("list_invoices", {"status": "all"}),
        ("list_time_entries", {"date_from": "2026-01-01", "date_to": "2026-11-02"}),
        ("get_project_details", {"project_id": 10_000}),
    ]  # fmt: skip


def proposals() -> list[tuple[str, dict[str, Any]]]:
    """Tasks that are called like a string, and entries on tasks that are, by turns."""
    return [_task(number) if number % 2 else _entry(number) for number in PROPOSED]


def _task(number: int) -> tuple[str, dict[str, Any]]:
    text = DRAWN[number]
    return "create_task", {"name": text[:255], "project_id": 101, "description": text}


def _entry(number: int) -> tuple[str, dict[str, Any]]:
    args = {"task_id": 10_000 + number, "minutes": 5, "date": "2026-10-30", "user_id": 1}
    return "create_time_entry", {**args, "description": DRAWN[number]}


def environment(paymo: Paymo, model: int, folder: Path) -> dict[str, str]:
    return {
        "PAYMO_BASE_URL": paymo.address,
        "PAYMO_API_KEY": KEY,
        "PAYMO_AGENT_TODAY": studio.TODAY,
        "PAYMO_AGENT_USER": "Nora",
        "PAYMO_AGENT_DATA": str(folder / "data"),
        "PAYMO_AGENT_MODEL": "openai:obedient",
        "OPENAI_API_KEY": "none",
        "OPENAI_BASE_URL": f"http://127.0.0.1:{model}/v1",
    }


def requests_of(page: Page) -> list[str]:
    """Every address the page asks for from now on; a dialog fails the test."""
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.on("dialog", lambda dialog: asked_for.append(f"dialog: {dialog.message}"))
    return asked_for


def loud_elements(page: Page) -> list[str]:
    """What of the page loads, links or embeds anything."""
    found: list[str] = page.evaluate(
        f"() => [...document.body.querySelectorAll({LOUD!r})].map(each => "
        "[each.tagName, each.getAttribute('src') || each.getAttribute('href') || ''].join(' '))"
    )
    return sorted(set(found))


def holds_all(page: Page, texts: list[str]) -> None:
    """Every string stands on the page, with what hides in it spelled out."""
    words = flat(page.get_by_test_id("stMainBlockContainer").inner_text())
    assert not HIDDEN.search(words.replace("\u2060", ""))
    assert [text for text in texts if flat(visible(text)) not in words] == []


def shown_cards(page: Page) -> None:
    """Every card shows what it would send, character by character, and word for word in its fold.

    A proposal with control characters is refused before there is a card.
    """
    expect(page.get_by_text("nothing is written yet").first).to_be_visible()
    settled(page)
    wanted = [args for _, args in proposals() if not CONTROLS.search(args["description"])]
    expect(page.get_by_text("nothing is written yet")).to_have_count(len(wanted))
    shown = set(page.locator("[class*=st-key-card-] dd").all_text_contents())
    for args in wanted:
        assert visible(args["description"]) in shown
    page.get_by_text("What is sent, word for word").last.click()
    settled(page)
    payload = page.locator("[class*=st-key-card-]").last.get_by_test_id("stCode").inner_text()
    assert json.loads(payload)["arguments"]["description"] == wanted[-1]["description"]


def flat(text: str) -> str:
    return " ".join(text.split())
