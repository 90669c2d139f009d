"""A run for the one who waits for it: what failed and why, then a table; or the same as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from statistics import mean
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from agent.visible import one_line
from evals.baseline import Comparison
from evals.results import CaseResult, Finding, RunResult
from evals.scores import Score, by_dimension, by_tag, costs, overall, percentile, wrong_writes

_LONGEST = 400


def summary(
    run: RunResult, comparison: Comparison | None = None, missed: Sequence[str] = ()
) -> dict[str, Any]:
    """The shape of `eval --json` (docs/contracts.md); ``missed`` are thresholds."""
    beside = {"baseline": asdict(comparison)} if comparison else {}
    return {
        "cases": [
            {
                "id": case.id,
                "tags": case.tags,
                "passed": case.passed,
                "failures": [_failure(finding) for finding in case.findings],
            }
            for case in run.cases
        ],
        "summary": {**_figures(run), **beside, "missed": list(missed)},
    }


def print_run(
    run: RunResult,
    comparison: Comparison | None = None,
    missed: Sequence[str] = (),
    *,
    totals: bool = False,
) -> None:
    """The cases that did not pass with all that was found, unless only ``totals`` are wanted; then
    the figures and what changed.
    """
    console = Console(file=sys.stdout, highlight=False, markup=False, soft_wrap=True)
    for case in [] if totals else run.cases:
        if not case.passed:
            _print_case(console, case)
    console.print(_table(run))
    figures = _figures(run)
    console.print(
        f"{figures['passed']} of {figures['cases']} cases passed"
        f" ({run.model}, {run.trials} trial{'' if run.trials == 1 else 's'},"
        f" {run.elapsed_s} s); wrong writes: {figures['wrong_writes']};"
        f" not judged: {figures['broken']};"
        f" median {figures['turn_ms']['median']} ms a turn,"
        f" {figures['world_ms']['median']:.0f} ms a fresh world"
    )
    if figures["wording"]:
        judged, points = figures["wording"]["judged"], figures["wording"]["mean"]
        console.print(f"Wording: {points:.1f} of 5 on average, in {judged} trials")
    if comparison:
        console.print(one_line(f"Since the baseline broke: {_named(comparison.broke)}"))
        console.print(one_line(f"Since the baseline fixed: {_named(comparison.fixed)}"))
    for sentence in missed:
        console.print(Text(one_line(f"Threshold missed: {sentence}"), style="bold red"))


def _named(ids: Sequence[str]) -> str:
    return ", ".join(ids) or "nothing"


def _figures(run: RunResult) -> dict[str, Any]:
    score = overall(run)
    trials = [trial for case in run.cases for trial in case.trials]
    turns = [turn.elapsed_ms for trial in trials for turn in trial.turns]
    worlds = [trial.stage_ms for trial in trials]
    opinions = [trial.wording.score for trial in trials if trial.wording and trial.wording.score]
    wording = {"judged": len(opinions), "mean": mean(opinions)} if opinions else None
    return {
        "dataset": run.dataset,
        "model": run.model,
        "trials": run.trials,
        "cases": len(run.cases),
        "passed": run.passed,
        "failed": run.failed,
        "broken": run.broken,
        "share": round(score.share, 4),
        "interval": [round(score.low, 4), round(score.high, 4)],
        "pass^1": round(score.once, 4),
        f"pass^{run.trials}": round(score.power, 4),
        "by_tag": {
            each.name: {"passed": each.passed, "judged": each.judged, "broken": each.broken}
            for each in by_tag(run)
        },
        "by_dimension": by_dimension(run),
        "wrong_writes": wrong_writes(run),
        "requests": sum(trial.requests for trial in trials),
        "model_calls": sum(trial.model_calls for trial in trials),
        "input_tokens": sum(trial.input_tokens or 0 for trial in trials),
        "output_tokens": sum(trial.output_tokens or 0 for trial in trials),
        "cost": {currency: float(cost) for currency, cost in costs(run).items()},
        "wording": wording,
        "turn_ms": {"median": percentile(turns, 0.5), "p95": percentile(turns, 0.95)},
        "world_ms": {"median": percentile(worlds, 0.5), "p95": percentile(worlds, 0.95)},
        "elapsed_s": run.elapsed_s,
    }


def _failure(finding: Finding) -> dict[str, Any]:
    return {
        "dimension": finding.dimension,
        "message": finding.message,
        "expected": finding.expected,
        "actual": finding.actual,
        "turn": finding.turn,
    }


def _print_case(console: Console, case: CaseResult) -> None:
    console.print(Text(f"{case.status.upper()}  {one_line(case.id)}", style="bold red"))
    for turn in case.trials[0].turns:
        console.print(Text(f"    > {one_line(turn.said)}", style="dim"))
    for finding in case.findings:
        where = f" (turn {finding.turn})" if finding.turn else ""
        console.print(Text(f"    {finding.dimension}{where}: {one_line(finding.message)}"))
        if finding.actual not in (None, "", []):
            console.print(Text(f"        found: {_short(finding.actual)}", style="dim"))
    console.print()


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    flat = one_line(" ".join(text.split()))
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}..."


def _table(run: RunResult) -> Table:
    powers = list(dict.fromkeys(["pass^1", f"pass^{run.trials}"]))
    table = Table("", "passed", "of", "share", "95 %", *powers, box=None)
    for score in [*by_tag(run), overall(run)]:
        table.add_row(*_cells(score)[: len(table.columns)])
    return table


def _cells(score: Score) -> tuple[str | Text, ...]:
    interval = f"{score.low:.0%}-{score.high:.0%}"
    return (
        Text(one_line(score.name)),
        str(score.passed),
        str(score.judged),
        f"{score.share:.1%}",
        interval,
        f"{score.once:.1%}",
        f"{score.power:.1%}",
    )
