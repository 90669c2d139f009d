"""What came of a request, and what became of a decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from agent.conversation import PendingAction, Turn
from agent.flows.report import Report
from agent.library import Artifact
from agent.state import ProposedAction
from tools_server.errors import ApprovalRequired, Conflict, Failure, NotFound, UnknownOutcome
from tools_server.governance.chain import Entry


@dataclass(frozen=True)
class Answer:
    """What came of a request: words, the calls behind them, tables, cards that wait, and the
    report of the last flow that ran."""

    thread_id: str
    turn: Turn
    pending: list[PendingAction]
    tables: list[Artifact]
    model: str
    elapsed_ms: int
    report: Report | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one decided action: its status, and the stored record or the reason.

    ``status`` is a final status of the action, `waiting` where the card stands as it was, or
    `already_decided` or `not_found`.
    """

    id: str
    status: str
    result: dict[str, Any] | None = None
    error: dict[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """The shape of `approve --json` (docs/contracts.md)."""
        either = {"error": self.error} if self.error else {"result": self.result}
        return {"id": self.id, "status": self.status, **either}


@dataclass(frozen=True)
class Decided:
    """The outcomes in the order of the decisions, and what the agent said to them.

    A failure, of the model for instance, ended a run after its outcomes were settled.
    """

    outcomes: list[Outcome]
    answers: list[Answer]
    failures: list[Failure]


@dataclass
class Decisions:
    """Outcomes by action while decisions are being applied, one conversation after the other."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def in_order(self, ids: list[str]) -> Decided:
        """The result, with the outcomes in the order of these ids."""
        return Decided([self.outcomes[id] for id in ids], self.answers, self.failures)


def outcome_of(action: ProposedAction) -> Outcome:
    """The outcome of an action that was decided just now."""
    content = action["outcome"] or {}
    if action["status"] == "expired":
        late = Conflict("The approval came too late.", hint="Ask for the action again.")
        return Outcome(action["id"], "expired", error=content.get("error") or late.as_dict())
    if action["status"] == "waiting":
        return failed(action["id"], "waiting", _waits_again(action))
    if action["status"] in ("approved", "edited"):
        unfinished = Conflict(
            "The run was cut off in the middle of this.",
            hint="Approve it again: what was written is found, and nothing is written twice.",
        )
        return failed(action["id"], "approved", unfinished)
    return Outcome(
        action["id"], action["status"], result=content.get("record"), error=content.get("error")
    )


def _waits_again(action: ProposedAction) -> ApprovalRequired:
    news = " ".join(action["news"])
    if action["unsettled"]:
        return ApprovalRequired(
            f"Not confirmed: it was sent, and may have been written. The card waits again. {news}",
            hint="Approve it once more to have it looked up first; nothing is written twice.",
        )
    return ApprovalRequired(
        f"Not done; the card waits again. {news}", hint="Look at the card and decide again."
    )


def decided_before(id: str, entries: list[Entry]) -> Outcome:
    """The outcome for an action that waits no more, told from its entries in the audit log."""
    decided = [entry for entry in entries if entry.event == "decided"]
    if not decided:
        unknown = NotFound(f"No action {id} waits.", hint="`pending` lists what waits.")
        return failed(id, "not_found", unknown)
    last = decided[-1]
    when = datetime.fromisoformat(last.at)
    fate, hint = _fate(entries)
    again = Conflict(
        f"Already decided ({last.body['type']}) by {last.actor} on {when:%Y-%m-%d at %H:%M} UTC;"
        f" {fate}.",
        hint=hint,
    )
    return failed(id, "already_decided", again)


def _fate(entries: list[Entry]) -> tuple[str, str]:
    """What became of a decided action, and what to do now."""
    told = [entry for entry in entries if entry.event in ("sent", "answered")]
    if any("record" in entry.body for entry in told):
        return "nothing was written again", "It is done."
    if any("already_exists" in entry.body for entry in told):
        return "nothing was written: the record was there already", "It is done."
    unanswered = told and told[-1].event == "sent"
    if unanswered or (told and told[-1].body.get("code") == UnknownOutcome.code):
        return (
            "whether it was written is not known",
            "Look in Paymo for the record before asking for the action again.",
        )
    return "nothing was written", "Ask for the action again if it is still wanted."


def failed(id: str, status: str, failure: Failure) -> Outcome:
    """An outcome with its reason."""
    return Outcome(id, status, error=failure.as_dict())
