"""Reads for a flow over the wire, one list after the other: a real tools server, real MCP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

from agent.flows.flow import Flow, FlowInput, Material, Read
from agent.flows.report import Row
from agent.settings import Settings
from agent.tools import PaymoTools, open_tools

TODAY = date(2026, 11, 2)


@asynccontextmanager
async def demo(data: Path) -> AsyncIterator[PaymoTools]:
    """The demo world on its day."""
    async with open_tools(Settings(data=data, today=TODAY)) as tools:
        yield tools


async def material_for(tools: PaymoTools, flow: Flow[Any], asked: FlowInput) -> Material:
    """All that a flow wants to read, on the day of the demo world."""
    account = await tools.account()
    rows: dict[str, list[Row] | None] = {
        read.name: await _rows(tools, read) for read in flow.reads(asked, account, TODAY)
    }
    return Material(rows, [], account, TODAY, 0)


async def _rows(tools: PaymoTools, read: Read) -> list[Row]:
    rows: list[Row] = []
    cursor = None
    while True:
        answer = await tools.call(read.tool, {**read.args, "limit": 2500, "cursor": cursor})
        assert answer.failure is None
        kept = [read.keep(item) if read.keep else item for item in answer.content["items"]]
        rows += [row for row in kept if row is not None]
        cursor = answer.content["next_cursor"]
        if cursor is None:
            return rows
