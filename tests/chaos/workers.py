"""Worker processes, each with a Paymo of its own, that perform runs side by side."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from multiprocessing import get_context, util
from pathlib import Path

from tests.chaos.runs import Result, Run, Site, site

_MOST_CARDS = 10
_MOST_RUNS = 500  # of a worker: its Paymo has a task for each and some to spare


def perform_all(
    runs: Sequence[Run], *, jobs: int, fresh: bool = False, keep: Path | None = None
) -> Generator[Result]:
    """The results as they come. ``keep`` is where the folders of failed runs stay.

    Raises `ValueError` for more runs than the Paymos of so few jobs have tasks for.
    """
    jobs = min(jobs, len(runs))
    if len(runs) > jobs * _MOST_RUNS:
        raise ValueError(f"{jobs} jobs can do {jobs * _MOST_RUNS} runs, not {len(runs)}")
    # As many cards of each tool as a worker will need, or a handful: making them takes a while.
    batch = min(_MOST_CARDS, -(-len(runs) // (2 * jobs)))
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory("-chaos")))
        pool = ProcessPoolExecutor(jobs, get_context("spawn"), _Worker.open, (folder, fresh, batch))
        stack.callback(pool.shutdown, cancel_futures=True)
        for performed in as_completed([pool.submit(_Worker.perform, run) for run in runs]):
            yield performed.result()


class _Worker:
    """The one site of this process; set when the process starts."""

    _site: Site
    _fresh: bool

    @classmethod
    def open(cls, folder: Path, fresh: bool, batch: int) -> None:
        """Start a Paymo, which ends with this process."""
        # What is imported here is imported in every process that is forked from this one.
        import agent.commands.render
        import agent.session
        import agent.settings  # noqa: F401

        own = folder / f"worker-{os.getpid()}"
        own.mkdir(parents=True)
        stack = ExitStack()
        cls._site = stack.enter_context(site(own, batch=batch))
        cls._fresh = fresh
        util.Finalize(None, stack.close, exitpriority=1)

    @classmethod
    def perform(cls, run: Run) -> Result:
        return cls._site.perform(run, fresh=cls._fresh)
