"""Runs a canned flow over the wire in the demo world, and has the world's raw rows beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from agent.flows.report import Report, Row
from agent.session import Answer, Session
from evals.stage import Scene, Stage, Stages
from tests.flows.books import Books
from tools_server.sandbox.worlds.demo import build_demo_world

TODAY = date(2026, 11, 2)


@cache
def books() -> Books:
    """The demo world's own rows, read by the rules and by nothing of the product."""
    return Books(build_demo_world(TODAY), "2026-10", TODAY)


@dataclass(frozen=True)
class Room:
    """A session on the demo world, and the Paymo behind it."""

    session: Session
    stage: Stage

    async def said(self, flow: str, **args: Any) -> Answer:
        """What the flow answers, whether or not it has a report."""
        last = None
        async for event in self.session.run_flow(flow, args):
            last = event
        assert isinstance(last, Answer)
        return last

    async def answer(self, flow: str, **args: Any) -> Answer:
        """The flow's answer. Its report tells how many requests Paymo really had."""
        before = self.stage.requests
        last = await self.said(flow, **args)
        assert last.report is not None
        assert last.report.requests == self.stage.requests - before
        return last

    async def report(self, flow: str, **args: Any) -> Report:
        found = (await self.answer(flow, **args)).report
        assert found is not None
        return found


@asynccontextmanager
async def room(stages: Stages, folder: Path) -> AsyncIterator[Room]:
    scene = Scene(None, TODAY, None, None, "builtin")
    async with stages.set(scene, folder / "stage") as stage:
        yield Room(await stage.session(), stage)


def rows(report: Report, name: str) -> list[Row]:
    """The rows of a section that is complete."""
    found = report.section(name).rows
    assert found is not None
    return found


def figure(report: Report, label: str) -> float | int | None:
    (found,) = (each.value for each in report.figures if each.label == label)
    return found
