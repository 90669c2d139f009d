"""How far a flow has read, live on a terminal; nothing where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from agent.visible import one_line

if TYPE_CHECKING:
    from agent.session import Event


@contextmanager
def progress() -> Iterator[Callable[[Event], None]]:
    """Answers what takes each event. It draws on standard error, if that is a terminal, and leaves
    no trace of it behind."""
    if not sys.stderr.isatty():
        yield lambda event: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from agent.steps import Progress as Read

    columns = (
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Opening Paymo", total=None)

        def tell(event: Event) -> None:
            if isinstance(event, Read):
                reading = f"Reading {event.text}" if event.text else "Working it out"
                bar.update(task, total=event.total, completed=event.done, description=reading)
            elif isinstance(event, dict):
                bar.update(task, description=one_line(event["text"]))

        yield tell
