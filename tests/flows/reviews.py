"""Runs the month-end review the way the product does: session, graph, MCP, tools server, Paymo."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import date
from pathlib import Path
from typing import Any

from agent.flows.report import Report
from agent.session import Answer, Session
from evals.stage import Scene, Stage, Stages
from tests.flows.worlds import OddWorld

FLOW = "month_end_review"
TODAY = date(2026, 11, 2)


async def reviewed(
    session: Session, month: str, as_of: date | None = None, client: str | None = None
) -> Report:
    """The report of a run. ``as_of`` None is today, ``client`` None all of them."""
    args = {"month": month, "as_of": as_of and as_of.isoformat(), "client": client}
    events = [event async for event in session.run_flow(FLOW, args)]
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert answer.report is not None, answer.turn.answer
    waiting = {card.id for card in answer.pending}
    assert waiting == {proposal.id for proposal in answer.report.raised}
    return answer.report


def as_read(report: Report) -> dict[str, Any]:
    """Its JSON as whoever reads it gets it."""
    read: dict[str, Any] = json.loads(json.dumps(report.as_json()))
    return read


@asynccontextmanager
async def demo_stage(folder: Path, key: str | None = None) -> AsyncIterator[Stage]:
    """A stage with the demo world, on the first working day of November."""
    scene = Scene(None, TODAY, key, None, "builtin")
    async with Stages(folder / "cache").set(scene, folder / "run") as stage:
        yield stage


@asynccontextmanager
async def odd_stage(odd: OddWorld, folder: Path) -> AsyncIterator[Stage]:
    """A stage with this world, on its today."""
    scene = Scene(odd.write(folder), odd.today, "ODD-KEY", odd.zone, "builtin")
    async with Stages(folder / "cache").set(scene, folder / "run") as stage:
        _take_due_dates(stage.database, odd.no_due_date)
        yield stage


def _take_due_dates(database: Path, invoices: tuple[int, ...]) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        for id in invoices:
            connection.execute("UPDATE invoices SET due_date = NULL WHERE id = ?", (id,))
