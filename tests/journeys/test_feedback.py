"""A founder at the chat page: an answer that is not right becomes a case that holds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests import studio
from tests.journeys.conftest import button, say
from tests.journeys.processes import running

Camera = Callable[[Page, str], None]


def test_an_answer_that_was_not_right_becomes_a_case(
    context: BrowserContext, tmp_path: Path, camera: Camera
) -> None:
    settings = {
        "PAYMO_AGENT_DATA": str(tmp_path / "data"),
        "PAYMO_AGENT_WORLD": str(studio.WORLD),
        "PAYMO_AGENT_TODAY": studio.TODAY,
        "PAYMO_AGENT_USER": "Nora",
    }
    with running("ui", "--port", "0", environment=settings) as app:
        page = context.new_page()
        page.goto(app.address)
        say(page, "Which invoices are overdue?")
        expect(page.get_by_test_id("stDataFrame")).to_be_visible()
        camera(page, "thumb")
        button(page, "Not right")
        camera(page, "asked")
        page.get_by_role("textbox", name="What would have been right?").fill(
            "Those of Northwind alone"
        )
        button(page, "Keep as a test case")
        expect(page.get_by_text("Kept as a test case")).to_be_visible()
        camera(page, "kept")
        kept = page.get_by_text("Kept as a test case").inner_text()

    (path,) = (tmp_path / "data" / "cases").glob("*.yaml")
    assert str(path) in kept
    assert "Those of Northwind alone" in path.read_text()
    command = [str(Path(sys.executable).with_name("paymo-agent")), "eval", str(path), "--json"]
    draft = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    assert "draft" in draft["cases"][0]["failures"][0]["message"]
    text = path.read_text().replace("  draft: true\n", "")
    path.write_text(f"{text}    answer: {{contains: ['#INV-202']}}\n")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
