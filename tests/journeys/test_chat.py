"""A person at the chat page, in a real browser, with a Paymo that only the result is asked of."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import studio
from tests.journeys.conftest import PICTURES, button, reconnected, rows, say
from tests.journeys.processes import ROOT, running

Camera = Callable[[Page, str], None]

ENTRY = "Log 4 hours on Homepage wireframes for last Friday"
LAST_ENTRY = max(entry["id"] for entry in json.loads(studio.WORLD.read_text())["entries"])


def test_time_is_edited_approved_and_written_once(
    context: BrowserContext, paymo: httpx.Client, app_settings: dict[str, str], camera: Camera
) -> None:
    with running("ui", "--port", "0", environment=app_settings) as app:
        page = context.new_page()
        page.goto(app.address)
        expect(page.get_by_text("Hello Nora Quinn")).to_be_visible()
        camera(page, "empty")

        button(page, "Which invoices are overdue?")
        expect(page.get_by_test_id("stDataFrame")).to_be_visible()
        camera(page, "overdue invoices")
        with page.expect_download() as download:
            button(page, "Download CSV")
        assert download.value.suggested_filename.startswith("invoices-")
        lines = download.value.path().read_text("utf-8-sig").splitlines()
        assert lines[0].startswith("id,number,client_id,client,")
        assert len(lines) == 1 + len(overdue(paymo))
        page.get_by_text(re.compile(r"^\d+ steps?$")).click()
        camera(page, "steps unfolded")

        say(page, ENTRY)
        expect(page.get_by_text("nothing is written yet")).to_be_visible()
        camera(page, "card")
        assert not new_entries(paymo)

        page.reload()
        expect(page.get_by_text("nothing is written yet")).to_be_visible()
        expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()
        camera(page, "card after reload")
        second = context.new_page()
        second.goto(page.url)
        expect(second.get_by_text("nothing is written yet")).to_be_visible()

        button(page, "Edit")
        page.get_by_label("Duration, in minutes").fill("180")
        page.get_by_label("Description").fill(
            "Second round\n<b>with</b> [a link](http://x.example)"
        )
        camera(page, "edit")
        button(page, "Approve with these changes")
        expect(page.get_by_text("Approved by Nora, done:")).to_be_visible()
        camera(page, "approved")

        button(second, "Approve")
        expect(second.get_by_text("Already decided")).to_be_visible()
        camera(second, "stale tab")

    (entry,) = new_entries(paymo)
    assert (entry["task_id"], entry["user_id"], entry["duration"]) == (301, 1, 180 * 60)
    assert entry["description"] == "Second round\n<b>with</b> [a link](http://x.example)"


def test_a_restart_loses_nothing(
    context: BrowserContext, paymo: httpx.Client, app_settings: dict[str, str], camera: Camera
) -> None:
    page = context.new_page()
    with running("ui", "--port", "0", environment=app_settings) as app:
        page.goto(app.address)
        say(page, "Create a task Prepare Q4 report in Website Relaunch for Aoife due next Friday")
        expect(page.get_by_text("New task: nothing is written yet")).to_be_visible()
        camera(page, "task card")
        port = app.address.rpartition(":")[2]
        app.end(signal.SIGKILL)

    with running("ui", "--port", port, environment=app_settings) as app:
        page.reload()
        button(page, "Reject")
        page.get_by_label("Why not?").fill("Not before the budget is agreed")
        camera(page, "reject")
        button(page, "Reject with this reason")
        expect(page.get_by_text("Rejected by Nora, nothing was written:")).to_be_visible()
        camera(page, "rejected")
        say(page, ENTRY)
        expect(page.get_by_text("New time entry: nothing is written yet")).to_be_visible()
        app.end(signal.SIGKILL)

    with running("ui", "--port", port, environment=app_settings):
        # Nobody reloads: the page finds the server again by itself.
        reconnected(page)
        page.get_by_role("button", name="Approve", exact=True).dblclick()
        expect(page.get_by_text("Approved by Nora, done:")).to_be_visible()
        camera(page, "approved after restart")

    assert not rows(paymo, "tasks", 'name="Prepare Q4 report"')
    (entry,) = new_entries(paymo)
    assert (entry["task_id"], entry["duration"]) == (301, 240 * 60)


def test_a_phone_is_wide_enough(
    browser: Browser, paymo: httpx.Client, app_settings: dict[str, str], camera: Camera
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    with running("ui", "--port", "0", environment=app_settings) as app:
        page = context.new_page()
        page.goto(app.address)
        expect(page.get_by_text("Hello Nora Quinn")).to_be_visible()
        camera(page, "empty")
        say(page, "Which invoices are overdue?")
        expect(page.get_by_test_id("stDataFrame")).to_be_visible()
        camera(page, "table")
        say(page, "Log 1 hour on Homepage wireframes and 2 hours on Visual design for last Friday")
        expect(page.get_by_text("nothing is written yet")).to_have_count(2)
        camera(page, "two cards")
        assert _overhang(page) <= 0
        page.get_by_label("Include").first.focus()
        page.keyboard.press("Space")
        approve = page.get_by_role("button", name="Approve the ticked ones (1)")
        expect(approve).to_be_visible()
        approve.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Approved by Nora, done:")).to_be_visible()
        camera(page, "one approved by keyboard")
        assert _overhang(page) <= 0
    context.close()
    (entry,) = new_entries(paymo)
    assert (entry["task_id"], entry["duration"]) == (302, 120 * 60)


def test_a_question_can_be_stopped_and_continued(
    context: BrowserContext, app_settings: dict[str, str], camera: Camera
) -> None:
    """The model is a server that takes the question and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        model = {
            "PAYMO_AGENT_MODEL": "openai:never",
            "OPENAI_API_KEY": "none",
            "OPENAI_BASE_URL": f"http://127.0.0.1:{silent.getsockname()[1]}/v1",
        }
        with running("ui", "--port", "0", environment={**app_settings, **model}) as app:
            page = context.new_page()
            page.goto(app.address)
            say(page, "Which invoices are overdue?")
            expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
            second = context.new_page()
            second.goto(page.url)
            expect(second.get_by_role("button", name="Stop", exact=True)).to_be_visible()
            page.screenshot(path=PICTURES / "a_question_can_be_stopped-00-working.png")
            button(page, "Stop")
            expect(page.get_by_text("You stopped this.")).to_be_visible()
            expect(second.get_by_text("This conversation was cut off.")).to_be_visible()
            camera(page, "stopped")
            port = app.address.rpartition(":")[2]
    with running("ui", "--port", port, environment=app_settings):
        page.reload()
        button(page, "Continue")
        expect(page.get_by_test_id("stDataFrame")).to_be_visible()
        camera(page, "continued")


def test_a_wrong_key_is_explained(
    context: BrowserContext, app_settings: dict[str, str], camera: Camera
) -> None:
    settings = {**app_settings, "PAYMO_API_KEY": "no-such-key"}
    with running("ui", "--port", "0", environment=settings) as app:
        page = context.new_page()
        page.goto(app.address)
        expect(page.get_by_role("alert").first).to_be_visible()
        expect(page.get_by_text("not connected")).to_be_visible()
        camera(page, "wrong key")
        say(page, "Which invoices are overdue?")
        expect(page.get_by_role("button", name="Continue")).to_be_visible()
        camera(page, "asked with a wrong key")
        assert "Traceback" not in page.inner_text("body")
        assert "no-such-key" not in page.inner_text("body")


def test_the_demo_answers_its_suggestions(
    context: BrowserContext, tmp_path: Path, camera: Camera
) -> None:
    """The page as one first sees it, with no settings at all; its last picture is the README's."""
    settings = {"PAYMO_AGENT_DATA": str(tmp_path / "data"), "PAYMO_AGENT_USER": "Nora"}
    with running("ui", "--port", "0", environment=settings) as app:
        page = context.new_page()
        asked_for: list[str] = []
        page.on("request", lambda request: asked_for.append(request.url))
        page.goto(app.address)
        expect(page.get_by_text("Hello Nora Whitfield")).to_be_visible()
        camera(page, "empty")
        offered = page.locator("[class*=st-key-suggestion-] button").all_inner_texts()
        for words in offered:
            button(page, "New conversation")
            button(page, words)
            expect(
                page.get_by_text(re.compile("Answered by|nothing is written yet|Open the review"))
            ).to_be_visible()
            camera(page, words.strip("?"))
        button(page, "New conversation")
        button(page, "Which invoices of Northwind are overdue?")
        say(page, ENTRY)
        expect(page.get_by_text("nothing is written yet")).to_be_visible()
        page.set_viewport_size({"width": 1280, "height": 1290})
        page.get_by_text("Table of invoices").click()
        expect(page.get_by_test_id("stDataFrame")).to_be_visible()
        camera(page, "question and card")
        local = (f"{app.address}/", "data:", "blob:")
        assert [url for url in asked_for if not url.startswith(local)] == []
        if os.environ.get("README_IMAGE"):
            page.screenshot(path=ROOT / "docs" / "images" / "chat.png")


def new_entries(paymo: httpx.Client) -> list[dict[str, object]]:
    """The time entries that were not in the world from the start."""
    return [row for row in rows(paymo, "entries", "task_id>0") if int(str(row["id"])) > LAST_ENTRY]


def overdue(paymo: httpx.Client) -> list[dict[str, object]]:
    """The invoices that are owed and late on the studio's day."""
    owed = rows(paymo, "invoices", 'status in ("sent","viewed")')
    return [row for row in owed if str(row["due_date"]) < studio.TODAY]


def _overhang(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wide: int = page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('main, section, [class*=st-key-card-]')]"
        ".map(part => part.scrollWidth)) - window.innerWidth"
    )
    return wide
