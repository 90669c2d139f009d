"""A founder on the second of the month: run the review, look behind its figures, decide."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import httpx
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests import studio
from tests.journeys.accessible import assert_accessible
from tests.journeys.conftest import button, rows, settled
from tests.journeys.processes import ROOT, running

Camera = Callable[[Page, str], None]

LAST_TASK = max(task["id"] for task in json.loads(studio.WORLD.read_text())["tasks"])
_ROW = 35  # pixels, as high as the heading
_FIRST_CELL = 17  # from the left: the middle of the narrow column of ticks


def test_a_review_is_run_looked_into_and_decided(
    context: BrowserContext, paymo: httpx.Client, app_settings: dict[str, str], camera: Camera
) -> None:
    with running("ui", "--port", "0", environment=app_settings) as app:
        page = context.new_page()
        page.goto(f"{app.address}/month-end")
        expect(page.get_by_text("None yet. Choose a month above")).to_be_visible()
        camera(page, "empty")
        assert_accessible(page)
        button(page, "Run the review")
        expect(page.get_by_text("Month-end review of October 2026")).to_be_visible()
        charts_drawn(page)
        camera(page, "figures")
        assert_accessible(page)

        choose(page, table(page, "overdue"), 0)
        expect(page.get_by_text("Still owed")).to_be_visible()
        camera(page, "behind an overdue invoice")
        choose(page, table(page, "unbilled_time"), 0)
        expect(page.get_by_text("as they are in Paymo now")).to_be_visible()
        camera(page, "behind unbilled time")
        with page.expect_download() as download:
            button(page, "Excel")
        assert download.value.suggested_filename == "month-end-review-of-october-2026.xlsx"
        assert "xl/workbook.xml" in ZipFile(BytesIO(download.value.path().read_bytes())).namelist()

        follow_ups(page)
        camera(page, "follow-ups")
        assert_accessible(page)
        assert not new_tasks(paymo)
        retitle(page, suggested(page), 0, "Call Northwind about it")
        tick(page, suggested(page), 0)
        tick(page, suggested(page), 1)
        expect(page.get_by_role("button", name="Approve 2 ticked")).to_be_enabled()
        camera(page, "two ticked")
        page.reload()  # the review stays; ticks are this visit's
        follow_ups(page)
        retitle(page, suggested(page), 0, "Call Northwind about it")
        tick(page, suggested(page), 0)
        tick(page, suggested(page), 1)
        button(page, "Approve 2 ticked")
        expect(page.get_by_text("2 decided, 2 created")).to_be_visible()
        camera(page, "two approved")

        second = context.new_page()
        second.goto(page.url)
        follow_ups(second)
        expect(second.get_by_text("2 decided, 2 created")).to_be_visible()
        button(second, "Tick all")
        second.get_by_role("button", name="Dismiss").click()
        second.get_by_label("Why are they not wanted?").fill("Dealt with by phone")
        second.get_by_role("button", name="with this reason").click()
        expect(second.get_by_text("Reason: Dealt with by phone").first).to_be_visible()
        camera(second, "the rest dismissed")

    created = new_tasks(paymo)
    assert len(created) == 2
    assert "Call Northwind about it" in [task["name"] for task in created]


def test_a_review_is_stopped_and_continued(
    context: BrowserContext, paymo: httpx.Client, app_settings: dict[str, str], camera: Camera
) -> None:
    control = f"{paymo.base_url.scheme}://{paymo.base_url.netloc.decode()}/_control/faults"
    slow = {"fault": "slow", "path": "invoices*", "seconds": 20, "times": None}
    with running("ui", "--port", "0", environment=app_settings) as app:
        page = context.new_page()
        page.goto(f"{app.address}/month-end")
        expect(page.get_by_role("button", name="Run the review")).to_be_visible()
        settled(page)
        httpx.put(control, json={"faults": [slow]}).raise_for_status()
        button(page, "Run the review")
        expect(page.get_by_text("lists read")).to_be_visible()
        page.reload()  # it goes on without the page, and is seen again
        expect(page.get_by_text("lists read")).to_be_visible()
        page.screenshot(path=ROOT / "test-output/journeys/a_review_is_stopped-00-reading.png")
        button(page, "Stop")
        expect(page.get_by_text("This was stopped.")).to_be_visible()
        camera(page, "stopped")
        httpx.delete(control).raise_for_status()
        button(page, "Continue")
        expect(page.get_by_text("Month-end review of October 2026")).to_be_visible()
        camera(page, "continued")


def test_approving_many_is_stopped_and_the_rest_keeps_waiting(
    context: BrowserContext, paymo: httpx.Client, app_settings: dict[str, str], camera: Camera
) -> None:
    control = f"{paymo.base_url.scheme}://{paymo.base_url.netloc.decode()}/_control/faults"
    slow = {"fault": "slow", "method": "POST", "path": "tasks*", "seconds": 2, "times": None}
    with running("ui", "--port", "0", environment=app_settings) as app:
        page = context.new_page()
        page.goto(f"{app.address}/month-end")
        expect(page.get_by_role("button", name="Run the review")).to_be_visible()
        button(page, "Run the review")
        follow_ups(page)
        button(page, "Tick all")
        httpx.put(control, json={"faults": [slow]}).raise_for_status()
        page.get_by_role("button", name=re.compile(r"^Approve \d+ ticked")).click()
        page.get_by_role("button", name="Stop after this one").click()
        expect(page.get_by_text("Stopping: what was begun is finished")).to_be_visible()
        page.screenshot(path=ROOT / "test-output/journeys/approving_is_stopped-00-stopping.png")
        expect(page.get_by_text(re.compile(r"Stopped\. \d of \d+ decided"))).to_be_visible()
        camera(page, "stopped")
        httpx.delete(control).raise_for_status()
        written = len(new_tasks(paymo))
        assert 0 < written < 4
        expect(page.get_by_text(f"{written} decided, {written} created")).to_be_visible()
        page.goto(f"{app.address}/approvals")
        expect(page.get_by_text("suggested tasks").first).to_be_visible()
        assert len(new_tasks(paymo)) == written


def test_what_could_not_be_read_is_said_before_any_figure(
    context: BrowserContext, paymo: httpx.Client, app_settings: dict[str, str], camera: Camera
) -> None:
    control = f"{paymo.base_url.scheme}://{paymo.base_url.netloc.decode()}/_control/faults"
    broken = {"fault": "server_error", "status": 503, "path": "entries*", "times": None}
    with running("ui", "--port", "0", environment=app_settings) as app:
        page = context.new_page()
        page.goto(f"{app.address}/month-end")
        expect(page.get_by_role("button", name="Run the review")).to_be_visible()
        httpx.put(control, json={"faults": [broken]}).raise_for_status()
        button(page, "Run the review")
        expect(page.get_by_text("Incomplete", exact=True)).to_be_visible(timeout=90_000)
        expect(page.get_by_text("could not be read").first).to_be_visible()
        camera(page, "incomplete")


def test_a_phone_is_wide_enough_and_keys_are_enough(
    browser: Browser, paymo: httpx.Client, app_settings: dict[str, str], camera: Camera
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    context.set_default_timeout(30_000)
    with running("ui", "--port", "0", environment=app_settings) as app:
        page = context.new_page()
        page.goto(f"{app.address}/month-end")
        run = page.get_by_role("button", name="Run the review")
        expect(run).to_be_visible()
        camera(page, "empty")
        run.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Month-end review of October 2026")).to_be_visible()
        charts_drawn(page)
        camera(page, "figures")
        assert overhang(page) <= 0
        assert_accessible(page)
        page.get_by_role("tab", name="Figures").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(suggested(page)).to_be_visible()
        camera(page, "follow-ups")
        all_of_them = page.get_by_role("button", name="Tick all")
        all_of_them.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Approve 0 ticked")).to_have_count(0)
        camera(page, "all ticked")
        assert overhang(page) <= 0
    context.close()


def test_the_demo_review_makes_a_picture(
    context: BrowserContext, tmp_path: Path, camera: Camera
) -> None:
    """The review as one first sees it, with no settings at all; its picture is the README's."""
    settings = {"PAYMO_AGENT_DATA": str(tmp_path / "data"), "PAYMO_AGENT_USER": "Nora"}
    with running("ui", "--port", "0", environment=settings) as app:
        page = context.new_page()
        asked_for: list[str] = []
        page.on("request", lambda request: asked_for.append(request.url))
        page.goto(f"{app.address}/month-end")
        button(page, "Run the review")
        expect(page.get_by_role("tab", name="Figures")).to_be_visible()
        page.set_viewport_size({"width": 1280, "height": 1180})
        charts_drawn(page)
        camera(page, "figures")
        if os.environ.get("README_IMAGE"):
            page.screenshot(path=ROOT / "docs" / "images" / "month-end.png")
        follow_ups(page)
        camera(page, "follow-ups")
        local = (f"{app.address}/", "data:", "blob:")
        assert [url for url in asked_for if not url.startswith(local)] == []


def new_tasks(paymo: httpx.Client) -> list[dict[str, object]]:
    """The tasks that were not in the world from the start."""
    return [row for row in rows(paymo, "tasks", "project_id>0") if int(str(row["id"])) > LAST_TASK]


def follow_ups(page: Page) -> None:
    """Open the tab of what is suggested."""
    page.get_by_role("tab", name="Follow-ups").click()
    expect(suggested(page)).to_be_visible()
    settled(page)


def charts_drawn(page: Page) -> None:
    """Wait until the first chart is there."""
    expect(
        page.get_by_test_id("stVegaLiteChart").first.locator("canvas, svg").first
    ).to_be_visible()


def table(page: Page, section: str) -> Locator:
    """The table of a section."""
    part = page.locator(f"[class*=st-key-table-][class*=-{section}]").first
    return part.get_by_test_id("stDataFrame")


def suggested(page: Page) -> Locator:
    """The table of suggestions."""
    return page.locator("[class*=st-key-batch-]").get_by_test_id("stDataFrame")


def choose(page: Page, where: Locator, row: int) -> None:
    """Tick a row of a table, and wait for what comes of it."""
    _click(page, where, _FIRST_CELL, row)
    settled(page)


def tick(page: Page, where: Locator, row: int) -> None:
    """Tick a suggestion."""
    _click(page, where, 47, row)
    settled(page)


def retitle(page: Page, where: Locator, row: int, title: str) -> None:
    """Type another title into a row."""
    _click(page, where, 200, row, times=2)
    editor = page.locator("textarea.gdg-input")
    editor.fill(title)
    editor.press("Enter")
    settled(page)


def _click(page: Page, where: Locator, x: int, row: int, times: int = 1) -> None:
    """The cells are drawn on a canvas: there is nothing but a place to click on."""
    where.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # the scroll
    box = where.bounding_box()
    assert box
    page.mouse.click(box["x"] + x, box["y"] + (row + 1.5) * _ROW, click_count=times)


def overhang(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wide: int = page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('main, section')]"
        ".map(part => part.scrollWidth)) - window.innerWidth"
    )
    return wide
