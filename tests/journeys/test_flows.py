"""An account manager at the flows page: a card, a form with the account's names, a report."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.accessible import assert_accessible
from tests.journeys.conftest import button, settled
from tests.journeys.processes import ROOT, running

Camera = Callable[[Page, str], None]


def test_a_flow_is_found_run_and_opened_again(
    context: BrowserContext, app_settings: dict[str, str], camera: Camera
) -> None:
    with running("ui", "--port", "0", environment=app_settings) as app:
        page = context.new_page()
        page.goto(f"{app.address}/flows")
        expect(page.get_by_text("Log of hours")).to_be_visible()
        camera(page, "cards")
        assert_accessible(page)
        page.locator(".st-key-flow-hours_log").get_by_role("button", name="Open").click()
        expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible()
        camera(page, "form")
        assert_accessible(page)
        choose(page, "Client", "Northwind Traders")
        button(page, "Run")
        expect(page.get_by_role("heading", name="Northwind Traders").first).to_be_visible()
        camera(page, "report")
        assert_accessible(page)
        address = page.url
        page.goto(f"{app.address}/flows?flow=hours_log")
        page.get_by_role("button", name="Northwind Traders").click()
        page.wait_for_url(address)
        expect(page.get_by_role("heading", name="Northwind Traders").first).to_be_visible()


def test_flows_on_a_phone_in_the_dark(
    browser: Browser, app_settings: dict[str, str], camera: Camera
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    context.set_default_timeout(30_000)
    with running("ui", "--port", "0", environment=app_settings) as app:
        page = context.new_page()
        page.goto(f"{app.address}/flows")
        expect(page.get_by_text("Log of hours")).to_be_visible()
        camera(page, "cards")
        page.locator(".st-key-flow-hours_log").get_by_role("button", name="Open").click()
        choose(page, "Client", "Northwind Traders")
        camera(page, "form")
        button(page, "Run")
        expect(page.get_by_role("heading", name="Northwind Traders").first).to_be_visible()
        camera(page, "report")
    context.close()


def test_the_demo_flows_make_a_picture(
    context: BrowserContext, tmp_path: Path, camera: Camera
) -> None:
    settings = {"PAYMO_AGENT_DATA": str(tmp_path / "data"), "PAYMO_AGENT_USER": "Nora"}
    with running("ui", "--port", "0", environment=settings) as app:
        page = context.new_page()
        page.goto(f"{app.address}/flows")
        expect(page.get_by_text("Log of hours")).to_be_visible()
        camera(page, "cards")
        if os.environ.get("README_IMAGE"):
            page.screenshot(path=ROOT / "docs" / "images" / "flows.png")


def choose(page: Page, label: str, name: str) -> None:
    """Choose a name in a field, by typing it."""
    settled(page)
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
