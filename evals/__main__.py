"""`paymo-agent eval DATASET`: play a dataset, say what is not as it should be, gate a build."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from agent.commands.output import Json, emit, reporting_failures
from agent.session import InvalidArgument
from evals import add, options
from evals.baseline import compared, read_baseline
from evals.cases import Case
from evals.console import print_run, summary
from evals.dataset import CaseError, find_dataset, load_cases
from evals.preflight import require_playable
from evals.recordings import Recordings
from evals.report import write_reports
from evals.results import RunResult, TrialResult
from evals.runner import Plan, run
from evals.thresholds import Thresholds, read_thresholds

FAILED = 1

app = typer.Typer(add_completion=False, pretty_exceptions_show_locals=False)


@app.command("eval")
def evaluate(
    dataset: options.Dataset,
    model: options.Model = None,
    trials: options.Trials = 1,
    out: options.Out = None,
    jobs: options.Jobs = None,
    only: options.Only = None,
    baseline: options.Baseline = None,
    thresholds: options.ThresholdsFile = None,
    resume: options.Resume = False,
    judge: options.Judge = None,
    totals: options.Totals = False,
    record: options.Record = None,
    replay: options.Replay = None,
    json: Json = False,
) -> None:
    """Play the cases of a dataset and judge them.

    Ends with 1 where a case did not pass or, with --thresholds, where one of them was missed.
    """
    with reporting_failures(json):
        gate = read_thresholds(thresholds) if thresholds else Thresholds()
        before = read_baseline(baseline) if baseline else None  # --out may be the same folder
        plan = Plan(
            dataset,
            _chosen(_cases(dataset), only or []),
            trials=trials,
            jobs=jobs or os.cpu_count() or 1,
            out=out,
            resume=resume,
            judge=judge,
        )
        result = _run(_with_model(plan, model, record, replay))
        comparison = compared(result, before) if before else None
        missed = gate.missed(result)
        if out:
            write_reports(result, out, comparison)
        if json:
            emit(summary(result, comparison, missed))
        else:
            print_run(result, comparison, missed if thresholds else [], totals=totals)
    sys.exit(FAILED if missed else 0)


def _with_model(plan: Plan, model: str | None, record: Path | None, replay: Path | None) -> Plan:
    """The plan with the model that plays, or with that whose answers are replayed."""
    if record and replay:
        raise InvalidArgument("--record and --replay exclude each other.", hint="Take one.")
    recordings = None
    if record:
        recordings = Recordings(record, "record")
    elif replay:
        recordings = Recordings(replay, "replay")
        model = model or recordings.model()
    return replace(plan, model=model or plan.model, recordings=recordings)


def _run(plan: Plan) -> RunResult:
    if plan.resume and plan.out is None:
        raise InvalidArgument("--resume goes on with what is in a folder.", hint="Add --out DIR.")
    replays = plan.recordings and plan.recordings.mode == "replay"
    try:
        require_playable(plan.cases, None if replays else plan.model, plan.judge)
    except CaseError as wrong:
        raise _not_a_dataset(wrong) from wrong
    with _progress(len(plan.cases) * plan.trials) as progress:
        return run(plan, progress)


def _cases(dataset: str) -> list[Case]:
    try:
        return load_cases(find_dataset(dataset))
    except CaseError as wrong:
        raise _not_a_dataset(wrong) from wrong


def _not_a_dataset(wrong: CaseError) -> InvalidArgument:
    return InvalidArgument(str(wrong), hint="docs/contracts.md describes a case.")


def _chosen(cases: Sequence[Case], only: Sequence[str]) -> list[Case]:
    """The cases with one of these ids or tags; all where nothing is asked for."""
    if not only:
        return list(cases)
    for wanted in only:
        if not any(_is(case, wanted) for case in cases):
            raise InvalidArgument(
                f"--only {wanted}: no case has this id or tag.", hint="Name an ID or TAG=VALUE."
            )
    return [case for case in cases if any(_is(case, wanted) for wanted in only)]


def _is(case: Case, wanted: str) -> bool:
    tag, equals, value = wanted.partition("=")
    return case.tags.get(tag) == value if equals else case.id == wanted


@contextmanager
def _progress(total: int) -> Iterator[Callable[[TrialResult], None]]:
    """A bar on a terminal's stderr; silence anywhere else."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=console, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("Playing", total=total)
        wrong = 0

        def advance(result: TrialResult) -> None:
            nonlocal wrong
            wrong += result.status != "passed"
            words = f"Playing, {wrong} not passed" if wrong else "Playing"
            bar.update(task, advance=1, description=words)

        yield advance


def main() -> None:
    """`eval add ...` keeps a case; anything else names a dataset to play."""
    if sys.argv[1:2] == ["add"]:
        add.app(sys.argv[2:], prog_name="paymo-agent eval add")
    app(prog_name="paymo-agent eval")


if __name__ == "__main__":
    main()
