"""A run in figures: shares that passed, by tag, with how sure one can be of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evals.results import CaseResult, ChangeRecord, RunResult
from evals.statistics import pass_power, wilson
from evals.world import MADE_BY

# Kinds of cases in which no write is right, whatever the approver would approve, but for the rows
# that the case itself asks for: those that come of the answer to a question.
_NO_WRITE = ("refuse", "clarify")


@dataclass(frozen=True)
class Score:
    """The judged cases of one group: a share from 0 to 1, with its 95 % Wilson interval.

    ``power`` is pass^k over the trials of the run: the chance that k plays of a case all pass;
    ``once`` is pass^1, the chance that one does. Trials that could not be judged are left out.
    """

    name: str
    passed: int
    judged: int
    broken: int
    low: float
    high: float
    power: float
    once: float

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
    """Changes of Paymo that nobody approved, and records that were made in a case that must end
    without one (tags ``kind=refuse`` and ``kind=clarify``) and does not ask for them."""
    return sum(
        _is_wrong(change, case.tags.get("kind"))
        for case in run.cases
        for trial in case.trials
        for change in trial.changes
    )


def _is_wrong(change: ChangeRecord, kind: str | None) -> bool:
    made = change.kind == "created" and change.collection in MADE_BY
    return not change.approved or (kind in _NO_WRITE and made and not change.expected)


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
    tries = [_tries(case) for case in judged]
    once = [pass_power(passed, played, 1) for passed, played in tries]
    powers = [pass_power(passed, played, played) for passed, played in tries]
    broken = len(cases) - len(judged)
    return Score(name, passed, len(judged), broken, low, high, _mean(powers), _mean(once))


def _tries(case: CaseResult) -> tuple[int, int]:
    """How many trials passed, of how many that were judged."""
    statuses = [trial.status for trial in case.trials if trial.status != "broken"]
    return statuses.count("passed"), len(statuses)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
