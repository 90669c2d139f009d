"""`make bench`: how long things take, as ratios against a bare HTTP call in the same run.

Everything runs against the demo world in a sandbox of its own on loopback. Figures are medians; the
run is kept as JSON under bench-output/, so that two runs on one machine can be compared.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from agent.session import Session, open_session
from agent.settings import Settings

TODAY = "2026-11-02"
KEY = "demo-owner-key"
QUESTIONS = (
    "Which invoices of Northwind are overdue?",
    "How many hours did we log last week?",
    "Which tasks are due this week?",
)
CHANGE = "Log 2 hours on Homepage wireframes for yesterday"
OUTPUT = Path("bench-output")


@dataclass(frozen=True)
class Figure:
    """A median over some runs, in milliseconds, and the slowest of them."""

    name: str
    median: float
    worst: float
    runs: int

    @classmethod
    def of(cls, name: str, seconds: list[float]) -> Figure:
        """From single timings in seconds."""
        return cls(name, statistics.median(seconds) * 1000, max(seconds) * 1000, len(seconds))


def main() -> None:
    """Measure, print the table, keep the JSON."""
    figures = [*_command_line(), *asyncio.run(_in_one_process())]
    bare = next(figure for figure in figures if figure.name == BARE)
    sys.stdout.write(f"{'':44} {'median':>9} {'worst':>9}  x bare\n")
    for figure in figures:
        ratio = figure.median / bare.median
        line = f"{figure.name:44} {figure.median:6.1f} ms {figure.worst:6.1f} ms {ratio:7.1f}\n"
        sys.stdout.write(line)
    OUTPUT.mkdir(exist_ok=True)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    kept = {"python": sys.version.split()[0], "cores": os.cpu_count(), "figures": figures}
    text = json.dumps(kept, default=asdict, indent=2)
    (OUTPUT / f"{now}.json").write_text(text + "\n", encoding="utf-8")


BARE = "bare HTTP: GET clients"


def _command_line() -> Iterator[Figure]:
    python = [sys.executable, "-c", "pass"]
    program = [str(Path(sys.executable).with_name("paymo-agent")), "--help"]
    yield Figure.of("python -c pass", _processes(python, 7))
    yield Figure.of("paymo-agent --help", _processes(program, 7))


def _processes(command: list[str], runs: int) -> list[float]:
    return [_timed_process(command) for _ in range(runs)]


def _timed_process(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  our own program
    return time.perf_counter() - started


async def _in_one_process() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, _sandbox(Path(folder)) as (address, ready):
        figures = [Figure.of("sandbox process to first answer", [ready])]
        settings = Settings.model_validate(
            {
                "paymo_base_url": address,
                "paymo_api_key": KEY,
                "data": Path(folder) / "data",
                "today": TODAY,
            }
        )
        figures.append(await _bare(address))
        figures.append(await _tool_call(settings))
        async with open_session(settings) as session:
            figures += [figure async for figure in _session(session)]
        return figures


async def _bare(address: str) -> Figure:
    async with httpx.AsyncClient(base_url=address, auth=(KEY, "X")) as client:
        params = {"where": "active=true", "page": "0", "page_size": "500"}

        async def get() -> None:
            (await client.get("clients", params=params)).raise_for_status()

        return Figure.of(BARE, await _repeat(get, 50))


async def _tool_call(settings: Settings) -> Figure:
    async with _mcp(settings) as mcp:

        async def call() -> None:
            await mcp.call_tool("list_clients", {})

        return Figure.of("MCP over stdio: list_clients", await _repeat(call, 50))


async def _session(session: Session) -> AsyncIterator[Figure]:
    await session.ask(QUESTIONS[0])  # opens the server and the model
    for question in QUESTIONS:
        thread = (await session.ask(question)).thread_id

        async def ask(question: str = question, thread: str = thread) -> None:
            await session.ask(question, thread)

        async def ask_anew(question: str = question) -> None:
            await session.ask(question)

        yield Figure.of(f"new conversation: {question}", await _repeat(ask_anew, 15))
        yield Figure.of("   the same, asked on", await _repeat(ask, 15))
    asked: list[float] = []
    decided: list[float] = []
    for _ in range(5):
        started = time.perf_counter()
        (card,) = (await session.ask(CHANGE)).pending
        asked.append(time.perf_counter() - started)
        started = time.perf_counter()
        await session.decide([{"type": "approve", "id": card.id}])
        decided.append(time.perf_counter() - started)
    yield Figure.of("a change: text to card", asked)
    yield Figure.of("   approval to answer", decided)


async def _repeat(call: Callable[[], Awaitable[None]], runs: int) -> list[float]:
    """Timings of a call after three that are not counted."""
    timings = []
    for _ in range(runs + 3):
        started = time.perf_counter()
        await call()
        timings.append(time.perf_counter() - started)
    return timings[3:]


@contextmanager
def _sandbox(folder: Path) -> Iterator[tuple[str, float]]:
    """A sandbox on a free loopback port without a rate limit: its address and starting time."""
    options = ["--port", "0", "--rate-limit", "off", "--today", TODAY]
    command = [sys.executable, "-m", "tools_server.sandbox", *options]
    command += ["--database", str(folder / "sandbox.db")]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        line = process.stdout.readline()
        address = next(word for word in line.split() if word.startswith("http"))
        httpx.get(f"{address}me", auth=(KEY, "X")).raise_for_status()
        yield address, time.perf_counter() - started
        process.terminate()


@asynccontextmanager
async def _mcp(settings: Settings) -> AsyncIterator[ClientSession]:
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "tools_server"], env=settings.server_environment()
    )
    async with stdio_client(server) as (reader, writer), ClientSession(reader, writer) as session:
        await session.initialize()
        yield session


if __name__ == "__main__":
    main()
