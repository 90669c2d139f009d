"""Runs a dataset: trials spread over processes, results in the order of the dataset."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from agent.session import load_model
from evals.cases import Case
from evals.journal import Journal
from evals.play import lost, play
from evals.recordings import Recordings
from evals.results import CaseResult, RunResult, TrialResult
from evals.stage import Stages

Progress = Callable[[TrialResult], None]

# A worker that the system ended, for want of memory mostly, takes its pool along.
_POOLS = 3


@dataclass(frozen=True)
class Plan:
    """What to run and how: every case ``trials`` times, on ``jobs`` processes.

    With ``out`` finished trials are noted there; with ``resume`` those are not played again.
    ``judge`` is the model that is asked about the wording. With ``recordings`` the model's answers
    are kept there, or taken from there.
    """

    dataset: str
    cases: Sequence[Case]
    model: str = "builtin"
    trials: int = 1
    jobs: int = 1
    out: Path | None = None
    resume: bool = False
    judge: str | None = None
    recordings: Recordings | None = None


def run(plan: Plan, progress: Progress = lambda _: None) -> RunResult:
    """Play everything. ``progress`` hears of each trial as it ends, in any order."""
    started = time.monotonic()
    started_at = datetime.now(UTC).isoformat(timespec="seconds")
    found: dict[tuple[str, int], TrialResult] = {}
    by_id = {case.id: case for case in plan.cases}
    with ExitStack() as open_:
        journal = (
            open_.enter_context(Journal(plan.out, plan.model, resume=plan.resume))
            if plan.out
            else None
        )
        done = journal.finished(plan.cases, plan.trials) if journal else []
        played = {(result.case_id, result.trial) for result in done}
        todo = [
            (case, trial)
            for trial in range(plan.trials)
            for case in plan.cases
            if (case.id, trial) not in played
        ]
        for result in chain(done, _played(plan, todo)):
            found[result.case_id, result.trial] = result
            progress(result)
            if journal and (result.case_id, result.trial) not in played:
                journal.write(by_id[result.case_id], result)
    return RunResult(
        dataset=plan.dataset,
        model=plan.model,
        trials=plan.trials,
        cases=[_case_result(case, plan.trials, found) for case in plan.cases],
        started_at=started_at,
        elapsed_s=round(time.monotonic() - started, 1),
    )


def _case_result(case: Case, trials: int, found: dict[tuple[str, int], TrialResult]) -> CaseResult:
    results = [found[case.id, trial] for trial in range(trials)]
    return CaseResult(case.id, dict(case.tags), results, str(case.source))


def _played(plan: Plan, todo: Sequence[tuple[Case, int]]) -> Iterator[TrialResult]:
    if not todo:
        return
    with tempfile.TemporaryDirectory(prefix="paymo-agent-evals-") as folder:
        here = Path(folder)
        if plan.jobs == 1:
            for case, trial in todo:
                yield _play_one(plan, case, trial, here)
            return
        left = list(todo)
        for _ in range(_POOLS):
            played = set()
            for position, result in _in_processes(plan, left, here):
                played.add(position)
                yield result
            left = [item for position, item in enumerate(left) if position not in played]
            if not left:
                return
        for case, trial in left:
            yield lost(case, trial)


def _in_processes(
    plan: Plan, todo: Sequence[tuple[Case, int]], here: Path
) -> Iterator[tuple[int, TrialResult]]:
    """Results with their place in ``todo``. Ends early where the system ended a worker."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["evals.runner"])  # imported once, for all workers
    alone = replace(plan, cases=())  # a worker needs none but its own
    with ProcessPoolExecutor(min(plan.jobs, len(todo)), context, _begin_worker) as pool:
        try:
            playing = {
                pool.submit(_play_one, alone, case, trial, here): position
                for position, (case, trial) in enumerate(todo)
            }
            for future in as_completed(playing):
                yield playing[future], future.result()
        except BrokenProcessPool:
            return
        finally:
            pool.shutdown(cancel_futures=True)


def _begin_worker() -> None:
    """Ctrl-C reaches the whole group: a trial that is under way is played to its end. A parent that
    was killed takes its workers along; they would wait for work for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _play_one(plan: Plan, case: Case, trial: int, here: Path) -> TrialResult:
    """One trial, in a folder of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="trial-", dir=here) as folder:
        stages = Stages(here / "prepared")
        data = Path(folder) / "data"
        asked = load_model(plan.judge) if plan.judge else None
        playing = play(
            case,
            trial,
            stages=stages,
            folder=data,
            model=plan.model,
            judge=asked,
            recordings=plan.recordings,
        )
        return asyncio.run(playing)
