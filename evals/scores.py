"""A run in figures: shares that passed, by tag, with how sure one can be of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evals.results import CaseResult, RunResult
from evals.statistics import pass_power, wilson

# Kinds of cases in which no write is right, whatever the approver would approve.
_NO_WRITE = ("refuse", "clarify")


@dataclass(frozen=True)
class Score:
    """The judged cases of one group: a share from 0 to 1, with its 95 % Wilson interval.

    ``power`` is pass^k over the trials of the run: the chance that k plays of a case all pass.
    """

    name: str
    passed: int
    judged: int
    broken: int
    low: float
    high: float
    power: float

    @property
    def share(self) -> float:
        """Passed of judged; 0 where nothing could be judged."""
        return self.passed / self.judged if self.judged else 0.0


def overall(run: RunResult) -> Score:
    """The whole run."""
    return _score("all", run.cases)


def by_tag(run: RunResult) -> list[Score]:
    """A score for each value of each tag, such as `kind=write`, sorted by name."""
    names = {f"{tag}={value}" for case in run.cases for tag, value in case.tags.items()}
    return [
        _score(name, [case for case in run.cases if name in _names(case)]) for name in sorted(names)
    ]


def by_dimension(run: RunResult) -> dict[str, int]:
    """How many cases missed something of each kind."""
    found: dict[str, int] = {}
    for case in run.cases:
        for dimension in {finding.dimension for finding in case.findings}:
            found[dimension] = found.get(dimension, 0) + 1
    return dict(sorted(found.items()))


def wrong_writes(run: RunResult) -> int:
    """Changes of Paymo that nobody approved, and any change in a case that must end without one
    (tags ``kind=refuse`` and ``kind=clarify``)."""
    return sum(
        not change.approved or case.tags.get("kind") in _NO_WRITE
        for case in run.cases
        for trial in case.trials
        for change in trial.changes
    )


def costs(run: RunResult) -> dict[str, Decimal]:
    """What the trials cost, by currency; empty where it is not known."""
    found: dict[str, Decimal] = {}
    for trial in [trial for case in run.cases for trial in case.trials]:
        if trial.cost is not None:
            found[trial.currency] = found.get(trial.currency, Decimal(0)) + trial.cost
    return found


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which this share of the values lies (nearest rank); 0 of nothing."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0


def _names(case: CaseResult) -> set[str]:
    return {f"{tag}={value}" for tag, value in case.tags.items()}


def _score(name: str, cases: Sequence[CaseResult]) -> Score:
    judged = [case for case in cases if case.status != "broken"]
    passed = sum(case.passed for case in judged)
    low, high = wilson(passed, len(judged))
    powers = [
        pass_power(
            sum(trial.status == "passed" for trial in case.trials),
            len(case.trials),
            len(case.trials),
        )
        for case in judged
    ]
    power = sum(powers) / len(powers) if powers else 0.0
    return Score(name, passed, len(judged), len(cases) - len(judged), low, high, power)
