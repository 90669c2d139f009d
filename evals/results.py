"""What a run leaves: plain data with a JSON form, for reports, baselines and resumed runs.

Judging happens before; nothing here decides anything. JSON goes out through `to_json` and comes
back through `from_json` unchanged. Times are milliseconds, instants ISO texts in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter

Dimension = Literal[
    "world", "approval", "calls", "forbid", "pending", "answer", "requests", "broken"
]
Status = Literal["passed", "failed", "broken"]


@dataclass(frozen=True)
class Finding:
    """One expectation that was not met. ``turn`` (from 1) is None where it is about the whole case.

    ``approval``: something was written that nobody approved. ``broken``: Paymo or the model could
    not be reached, so there is nothing to judge.
    """

    dimension: Dimension
    message: str
    expected: Any = None
    actual: Any = None
    turn: int | None = None


@dataclass(frozen=True)
class CallRecord:
    """A tool call that has its result. ``status`` is what became of a write, None for a read.

    ``executed``: a read that was made, or a write that was approved and is in Paymo now.
    ``error`` is the error's code where there was one.
    """

    name: str
    args: dict[str, Any]
    ok: bool
    executed: bool = True
    status: str | None = None
    error: str | None = None
    elapsed_ms: int | None = None


@dataclass(frozen=True)
class CardRecord:
    """A write that was proposed to a person, as the card showed it."""

    id: str
    tool: str
    args: dict[str, Any]
    summary: str
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class DecisionRecord:
    """What the case's approver did to one card, and how it ended (`created`, `rejected`...)."""

    card: str
    decision: str
    status: str
    error: str | None = None


@dataclass(frozen=True)
class TableRecord:
    """A table shown with an answer. ``rows`` may be cut to the first ones; ``total`` counts all."""

    title: str
    columns: list[str]
    rows: list[list[Any]]
    total: int


@dataclass(frozen=True)
class TurnRecord:
    """One message, the answer, and what happened in between.

    ``cards`` are those that this turn raised, ``later_cards`` those that came up after a decision,
    ``decided`` what became of them. ``answer`` is the last words, after the decision where there
    was one; ``proposal`` the words before it.
    """

    said: str
    answer: str
    model: str
    proposal: str | None = None
    calls: list[CallRecord] = field(default_factory=list)
    cards: list[CardRecord] = field(default_factory=list)
    later_cards: list[CardRecord] = field(default_factory=list)
    decided: list[DecisionRecord] = field(default_factory=list)
    tables: list[TableRecord] = field(default_factory=list)
    elapsed_ms: int = 0
    requests: int = 0
    model_calls: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost: Decimal | None = None
    currency: str = "USD"


@dataclass(frozen=True)
class Wording:
    """A model's opinion of the last answer, from 1 to 5; ``score`` None where there is none."""

    score: int | None
    reason: str


@dataclass(frozen=True)
class ChangeRecord:
    """A row of Paymo that is not as it was before the case.

    ``fields`` of a created or deleted row are its values; of a changed one ``[before, after]``.
    ``approved``: a write that the case's approver approved explains it; ``expected``: the case asks
    for such a row itself.
    """

    collection: str
    kind: Literal["created", "changed", "deleted"]
    id: int | str
    fields: dict[str, Any]
    approved: bool
    expected: bool = False


@dataclass(frozen=True)
class TrialResult:
    """One play of one case. ``stage_ms`` is the time that its fresh world took."""

    case_id: str
    trial: int
    status: Status
    findings: list[Finding] = field(default_factory=list)
    turns: list[TurnRecord] = field(default_factory=list)
    changes: list[ChangeRecord] = field(default_factory=list)
    elapsed_ms: int = 0
    stage_ms: float = 0.0
    requests: int = 0
    model_calls: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost: Decimal | None = None
    currency: str = "USD"
    wording: Wording | None = None


@dataclass(frozen=True)
class CaseResult:
    """All trials of a case, in order. ``source`` is the file it stands in."""

    id: str
    tags: dict[str, str]
    trials: list[TrialResult]
    source: str = ""

    @property
    def passed(self) -> bool:
        """Whether every trial passed."""
        return all(trial.status == "passed" for trial in self.trials)

    @property
    def status(self) -> Status:
        """Failed where one trial failed; broken where none failed and one could not be judged."""
        found = {trial.status for trial in self.trials}
        return "failed" if "failed" in found else "broken" if "broken" in found else "passed"

    @property
    def findings(self) -> list[Finding]:
        """What was found in any trial, each finding once."""
        found: list[Finding] = []
        for finding in (each for trial in self.trials for each in trial.findings):
            if finding not in found:
                found.append(finding)
        return found


@dataclass(frozen=True)
class RunResult:
    """A whole run: one dataset, one model, the cases in the order of the dataset."""

    dataset: str
    model: str
    trials: int
    cases: list[CaseResult]
    started_at: str
    elapsed_s: float

    @property
    def passed(self) -> int:
        """How many cases passed in every trial."""
        return sum(case.status == "passed" for case in self.cases)

    @property
    def failed(self) -> int:
        """How many cases failed in a trial."""
        return sum(case.status == "failed" for case in self.cases)

    @property
    def broken(self) -> int:
        """How many cases could not be judged in a trial, and failed in none."""
        return sum(case.status == "broken" for case in self.cases)


_DATA: dict[type, TypeAdapter[Any]] = {
    kind: TypeAdapter(kind) for kind in (Finding, TrialResult, CaseResult, RunResult)
}

DataT = TypeVar("DataT", Finding, TrialResult, CaseResult, RunResult)


def to_json(result: DataT, *, indent: int | None = None) -> str:
    """The JSON text of a result, in one line unless ``indent`` is given."""
    return _DATA[type(result)].dump_json(result, indent=indent).decode()


def from_json(kind: type[DataT], text: str | bytes) -> DataT:
    """The result in a JSON text. Raises pydantic's `ValidationError` for anything else."""
    result: DataT = _DATA[kind].validate_json(text)
    return result
