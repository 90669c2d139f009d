"""`python -m tests.ui.bench`: how soon the pages are there, in a real browser over the demo world.

Three figures beside their limits; the program fails where one is missed. The server's time is
what passes on the wire from the browser's request to draw again to the last byte of the answer,
taken down between the two, where no browser keeps the server waiting.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import psutil
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from agent.session import open_session
from agent.settings import Settings
from tests.journeys.conftest import BROWSERS, QUIET, settled
from tests.journeys.processes import running
from tests.ui.relay import Relay, relay_to

TODAY = "2026-11-02"
MESSAGES = 200
ROWS = 2_500
_OPENINGS, _REDRAWS, _TABLES = 5, 15, 5
# Said in turns, so that the conversation has tables and steps as one has them.
_SAID = (
    "Which invoices are overdue?",
    "Which milestones are due this month?",
    "List all active projects",
    "Hello",
)
# Time without a client's name, so that it is long.
_LONG = "Show all time entries from 1 January 2026 to 31 October 2026"


@dataclass(frozen=True)
class Figure:
    """Single timings in seconds, and the limit that their median has to keep.

    ``server`` is the server's processor time for one: on a busy machine the rest is waiting.
    """

    name: str
    seconds: list[float]
    limit: float
    server: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        verdict = "ok" if self.median <= self.limit else "MISSED"
        timings = (self.median, max(self.seconds), self.limit)
        shown = " ".join(f"{seconds * 1000:7.0f} ms" for seconds in timings)
        work = f"{self.server * 1000:7.0f} ms" if self.server is not None else " " * 10
        return f"{self.name:58} {shown} {work}  {verdict}\n"


Figures: TypeAlias = Iterator[Figure]


def main() -> int:
    """Measure, print, and answer the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.model_validate({"data": Path(folder) / "data", "today": TODAY})
        long, table, rows = asyncio.run(_conversations(settings))
        with sync_playwright() as playwright:
            installed = next(filter(None, map(shutil.which, BROWSERS)), None)
            browser = playwright.chromium.launch(executable_path=installed, args=list(QUIET))
            figures = [
                _openings(browser, settings),
                *_in_a_page(browser, settings, long, table, rows),
            ]
            browser.close()
    sys.stdout.write(f"{'':58} {'median':>10} {'worst':>10} {'limit':>10} {'processor':>10}\n")
    sys.stdout.writelines(map(str, figures))
    return int(any(figure.median > figure.limit for figure in figures))


async def _conversations(settings: Settings) -> tuple[str, str, int]:
    """A conversation of so many messages, one with a long table, and the rows that one has."""
    async with open_session(settings) as session:
        for number in range(MESSAGES // 2):
            await session.ask(_SAID[number % len(_SAID)], "long")
        answer = await session.ask(_LONG, "table")
        rows = len(answer.tables[0].rows)
        await session.ask("Hello", "table")  # so that the table is folded
    if rows < ROWS:
        raise AssertionError(f"{rows} rows are too few to measure {ROWS}")
    return "long", "table", rows


def _openings(browser: Browser, settings: Settings) -> Figure:
    """From opening the address of a server that has just said where it is, to the greeting."""
    found, work = [], []
    for _ in range(_OPENINGS):
        with running("ui", "--port", "0", environment=_environment(settings)) as app:
            page = browser.new_context().new_page()
            before, started = _processor(app.pid), time.perf_counter()
            page.goto(app.address)
            page.get_by_text("Hello Nora Whitfield").wait_for()
            page.get_by_test_id("stChatInputTextArea").wait_for()
            found.append(time.perf_counter() - started)
            work.append(_processor(app.pid) - before)
            page.context.close()
    return Figure("first page, the server just started", found, 2.5, statistics.median(work))


def _in_a_page(browser: Browser, settings: Settings, long: str, table: str, rows: int) -> Figures:
    with (
        running("ui", "--port", "0", environment=_environment(settings)) as app,
        relay_to(app.address) as relay,
    ):
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.goto(f"{relay.address}/?thread={long}")
        page.get_by_text("Show 50 earlier messages").click()
        expect(page.get_by_test_id("stChatMessage")).to_have_count(MESSAGES)
        settled(page)
        before = _processor(app.pid)
        redraws = _redraws(page, relay)
        work = (_processor(app.pid) - before) / _REDRAWS
        yield Figure(f"{MESSAGES} messages drawn again, the server's time", redraws, 0.15, work)
        tables = []
        for _ in range(_TABLES):
            page.goto(f"{app.address}/?thread={table}")
            fold = page.get_by_text("Table of time entries")
            fold.wait_for()
            settled(page)
            tables.append(_opened(fold, page))
        yield Figure(f"a table of {rows:,} rows, from the click to the drawn table", tables, 1.0)


def _opened(fold: Locator, page: Page) -> float:
    """From the click until the table is drawn and the server is done."""
    started = time.perf_counter()
    fold.click()
    page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    page.locator("[data-test-script-state=notRunning]").wait_for()
    return time.perf_counter() - started


def _redraws(page: Page, relay: Relay) -> list[float]:
    """A fold is opened and closed, and each time the whole page is drawn again."""
    found = []
    fold = page.locator("[data-testid=stChatMessage] summary").first
    for _ in range(_REDRAWS):
        relay.begin()
        fold.click()
        settled(page)
        found.append(relay.server_seconds())
    return found


def _processor(pid: int) -> float:
    """The processor time that the server itself has taken so far."""
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


def _environment(settings: Settings) -> dict[str, str]:
    return {"PAYMO_AGENT_DATA": str(settings.data), "PAYMO_AGENT_TODAY": TODAY}


if __name__ == "__main__":
    sys.exit(main())
