"""Automated accessibility checks of a page as it is drawn, by axe-core inside the browser."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.journeys.conftest import settled
from tests.journeys.processes import ROOT

_GRAVE = ("serious", "critical")
_RUN = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
    one => ({rule: one.id, impact: one.impact, help: one.help,
             nodes: one.nodes.map(node => node.html.slice(0, 200) + ' | ' + node.target)})))"""


def assert_accessible(page: Page) -> None:
    """No serious and no critical finding on the page as it is now, once it is settled."""
    settled(page)
    found = [one for one in violations(page) if one["impact"] in _GRAVE]
    told = [f"{one['impact']} {one['rule']}: {one['help']}\n  {one['nodes']}" for one in found]
    assert not found, "\n".join(told)


def violations(page: Page) -> list[dict[str, Any]]:
    """All findings of axe: rule, impact, help, and the elements they are about."""
    page.evaluate(_script())
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return found


@cache
def _script() -> str:
    """The script of axe-core, fetched where it is not there yet."""
    finder = [ROOT / "scripts" / "find-axe", sys.executable]
    path = subprocess.run(finder, capture_output=True, text=True, check=True).stdout.strip()
    return Path(path).read_text(encoding="utf-8")
