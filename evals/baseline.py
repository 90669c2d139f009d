"""This run beside an earlier one: what broke and what got fixed, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from agent.session import InvalidArgument
from evals.results import CaseResult, RunResult, from_json


@dataclass(frozen=True)
class Comparison:
    """The ids of cases whose verdict is another one than in the baseline, in the run's order.

    What could not be judged in either run is in none of the lists but ``unjudged``; ``new`` and
    ``gone`` are cases that only one of the two has.
    """

    broke: list[str]
    fixed: list[str]
    unjudged: list[str]
    new: list[str]
    gone: list[str]


def read_baseline(path: Path) -> RunResult:
    """An earlier run, from its `result.json` or the folder that holds it.

    Raises `InvalidArgument` where there is none, or something else is in the file.
    """
    file = path / "result.json" if path.is_dir() else path
    try:
        return from_json(RunResult, file.read_bytes())
    except (OSError, ValidationError) as wrong:
        raise InvalidArgument(
            f"{file} holds no result of an earlier run.",
            hint="Name the folder of a run that was made with --out.",
        ) from wrong


def compared(run: RunResult, baseline: RunResult) -> Comparison:
    """What has changed since the baseline."""
    before = {case.id: case for case in baseline.cases}
    now = {case.id: case for case in run.cases}

    def both(fits: Callable[[CaseResult, CaseResult], bool]) -> list[str]:
        return [id for id, case in now.items() if id in before and fits(before[id], case)]

    return Comparison(
        broke=both(lambda old, new: (old.status, new.status) == ("passed", "failed")),
        fixed=both(lambda old, new: (old.status, new.status) == ("failed", "passed")),
        unjudged=both(lambda old, new: "broken" in (old.status, new.status)),
        new=[id for id in now if id not in before],
        gone=[id for id in before if id not in now],
    )
