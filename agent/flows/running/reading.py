"""Reads the lists of a flow side by side, each to its end, and says how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agent.flows.flow import Material, Read
from agent.flows.report import Missing, Row
from agent.listing import pages
from agent.steps import Progress
from agent.tools import PaymoTools
from tools_server.errors import Failure

Tell = Callable[[Progress], None]


async def read_all(
    tools: PaymoTools,
    reads: Sequence[Read],
    *,
    account: dict[str, Any],
    today: date,
    requests: int,
    waiting: list[Row],
    tell: Tell,
) -> Material:
    """The rows of every read; None and an entry in ``missing`` for one that broke off.

    ``requests`` are those that were spent before, for the account; ``waiting`` is handed on. The
    tools server keeps Paymo's rate limit, whatever is asked for at once.
    """
    under_way = _UnderWay(tell, total=len(reads))
    under_way.report()
    async with asyncio.TaskGroup() as group:
        for read in reads:
            group.create_task(_read(tools, read, under_way))
    return Material(
        rows=under_way.rows,
        missing=[missing for read in reads for missing in under_way.missing.get(read.name, ())],
        account=account,
        today=today,
        requests=requests + under_way.requests,
        warnings=under_way.warnings,
        waiting=waiting,
    )


@dataclass
class _UnderWay:
    """What is there so far, and the line that says so."""

    tell: Tell
    total: int
    rows: dict[str, list[Row] | None] = field(default_factory=dict)
    missing: dict[str, list[Missing]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    requests: int = 0
    seen: dict[str, int] = field(default_factory=dict)

    def report(self) -> None:
        reading = [f"{what} ({count:,})" if count else what for what, count in self.seen.items()]
        done = len(self.rows)
        self.tell(Progress(done, self.total, ", ".join(reading) if done < self.total else ""))


async def _read(tools: PaymoTools, read: Read, under_way: _UnderWay) -> None:
    kept: list[Row] = []
    under_way.seen[read.what] = 0
    under_way.report()
    failure: Failure | None = None
    try:
        async for page in pages(tools, read.tool, read.args):
            under_way.requests += page.requests
            failure = page.failure
            kept += page.rows if read.keep is None else filter(None, map(read.keep, page.rows))
            under_way.warnings += [text for text in page.warnings if text not in under_way.warnings]
            under_way.seen[read.what] += len(page.rows)
            under_way.report()
    except Failure as dead:  # the tools server is gone; a refusal by Paymo comes as a page
        failure = dead
    if failure:
        reason = f"{failure.message} {failure.hint}".strip()
        under_way.missing[read.name] = [Missing(what=read.what, reason=reason)]
    under_way.rows[read.name] = None if failure else kept
    del under_way.seen[read.what]
    under_way.report()
