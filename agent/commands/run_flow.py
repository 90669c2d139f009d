"""Runs a canned flow for the command line: progress, the report, a file, and an exit code."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from agent.commands.output import EXIT_CODES, say
from tools_server.errors import InvalidArgument

if TYPE_CHECKING:
    from agent.flows.report import Report
    from agent.session import Answer, Session

INCOMPLETE = EXIT_CODES["upstream_unavailable"]


@dataclass(frozen=True)
class Wanted:
    """What is to come out: a file in the view that its name says, of a section for CSV; JSON."""

    out: Path | None = None
    section: str | None = None
    json: bool = False


def run(
    flow: str,
    args: Callable[[Session], Awaitable[dict[str, Any]]],
    wanted: Wanted,
    added: Callable[[Report], Report] | None = None,
) -> None:
    """Run the flow and show its report; ``added`` makes another of it before.

    Ends with 6 where something could not be read: the report says what, and has no total of it.
    Raises `InvalidArgument` behind the report where no file could be made of it.
    """
    from agent.reports import checked_path, json_text, written

    if wanted.out:
        checked_path(wanted.out)
    from agent.commands.report_text import print_report

    answer = asyncio.run(_answer(flow, args))
    report = _report(answer)
    report = added(report) if added else report
    # The file first: whoever reads the words may close the pipe in their middle, as `head` does.
    try:
        file = written(report, wanted.out, wanted.section) if wanted.out else None
    except InvalidArgument:
        if not wanted.json:  # which sections there are is known only now; what was read is shown
            print_report(report, answer.pending)
        raise
    if wanted.json:
        typer.echo(json_text(report), nl=False)
    else:
        print_report(report, answer.pending)
        whole = "All rows: the same with --out FILE.xlsx, .html, .md or .json."
        say(f"Written to {file}." if file else whole)
    sys.exit(INCOMPLETE if report.incomplete else 0)


async def _answer(flow: str, args: Callable[[Session], Awaitable[dict[str, Any]]]) -> Answer:
    from agent.commands.progress import progress
    from agent.session import Answer, open_session
    from agent.settings import Settings

    with progress() as tell:
        async with open_session(Settings()) as session:
            given = await args(session)
            async with aclosing(session.run_flow(flow, given)) as events:
                async for event in events:
                    if isinstance(event, Answer):
                        return event
                    tell(event)
    raise AssertionError("a stream ends with its answer")


def _report(answer: Answer) -> Report:
    """The report; where the flow made none, raises why."""
    from tools_server.errors import failure_from

    if answer.report is None:
        errors = [call.result.get("error") for call in answer.turn.calls if not call.ok]
        raise failure_from(errors[-1] or {} if errors else {})
    return answer.report
