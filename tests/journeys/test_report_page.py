"""The page of a report in a browser: readable on a desk, on a phone and on paper, for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from agent.reports.page import page as drawn
from tests.agent.reports.samples import hostile, incomplete, review
from tests.journeys.accessible import violations
from tests.journeys.conftest import PICTURES

REPORTS = {"review": review, "incomplete": incomplete, "hostile": hostile}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_is_readable_and_nothing_sticks_out(
    browser: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,  # for axe alone, which is a script
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name, made in REPORTS.items():
        file = tmp_path / f"{name}.html"
        file.write_text(drawn(made()), encoding="utf-8")
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        _pictured(page, f"report-{name}-{width}-{scheme}")
        assert violations(page) == [], name
    assert [url for url in asked if not url.startswith("file:")] == []
    context.close()


def test_a_long_table_repeats_its_heads_on_paper(browser: Browser, tmp_path: Path) -> None:
    """Printed, a row is whole and every page has the heads: seen where each of them is laid out."""
    report = review()
    overdue = report.section("overdue")
    rows = [{**row, "number": f"#{at}"} for at in range(60) for row in overdue.rows or []]
    many = report.model_copy(
        update={"sections": [overdue.model_copy(update={"rows": rows})], "proposals": []}
    )
    file = tmp_path / "many.html"
    file.write_text(drawn(many), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    style = "element => { const s = getComputedStyle(element); return [s.display, s.breakInside]; }"
    assert page.locator("thead").first.evaluate(style)[0] == "table-header-group"
    assert page.locator("tbody tr").last.evaluate(style)[1] == "avoid"
    assert page.locator("nav").evaluate(style)[0] == "none"
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF") and printed.count(b"/Type /Page\n") >= 5
    page.close()


def _pictured(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=False)
