"""The person of a case: decides about the cards of a turn as the case's script says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agent.conversation import PendingAction
from agent.session import Answer, Failure, Session
from agent.state import Decision, DecisionType
from evals.cases import Approver, plain
from evals.values import fits
from evals.world import Approved

_MOST_ROUNDS = 5
"""Cards that come up after a decision are decided too, this often a turn."""

WRITTEN = ("created", "already_exists")
_NO_WRITE = ("waiting", "expired", "already_exists")
_SETTLED_BEFORE = ("already_decided", "not_found")


@dataclass(frozen=True)
class Verdict:
    """One decision about one card: the arguments it was about, and how it ended."""

    card: PendingAction
    args: Mapping[str, Any]
    decision: DecisionType
    status: str
    error: str | None
    record: Mapping[str, Any] = field(default_factory=dict)

    @property
    def let_through(self) -> bool:
        """Whether a write may come of it: none of a card that waits on, was settled before, came
        too late, or asks for what is there already.
        """
        approves = self.decision in ("approve", "edit")
        return approves and self.status not in (*_NO_WRITE, *_SETTLED_BEFORE)


@dataclass
class Decided:
    """All verdicts of a turn in order, the cards that came up, and the last answer."""

    verdicts: list[Verdict] = field(default_factory=list)
    later_cards: list[PendingAction] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    answer: Answer | None = None

    @property
    def ends(self) -> list[Verdict]:
        """The verdict that settled each card, a second decision about it left out."""
        settled = [each for each in self.verdicts if each.status not in _SETTLED_BEFORE]
        return list({each.card.id: each for each in settled}.values())


async def decide(session: Session, approver: Approver, cards: Sequence[PendingAction]) -> Decided:
    """Decide as the script says; new cards of the same turn as well, unless it is to leave them."""
    done = Decided()
    known = {card.id for card in cards}
    waiting = list(cards)
    for _ in range(_MOST_ROUNDS):
        if not waiting or approver.kind == "none":
            break
        await _round(session, approver, waiting, done)
        latest = done.answer.pending if done.answer else []
        waiting = [card for card in latest if card.id not in known]
        known |= {card.id for card in waiting}
        done.later_cards += waiting
        if approver.kind == "respond":  # what comes of words waits for the next ones
            break
    return done


async def _round(
    session: Session, approver: Approver, cards: Sequence[PendingAction], done: Decided
) -> None:
    match approver.kind:
        case "approve" | "late":
            await _send(session, done, "approve", cards)
        case "twice":
            await _send(session, done, "approve", cards)
            await _send(session, done, "approve", cards)
        case "change-mind":
            await _send(session, done, "reject", cards, message="No.")
            await _send(session, done, "approve", cards)
        case "reject":
            await _send(session, done, "reject", cards, message=approver.message or "No.")
        case "respond":
            await _send(session, done, "respond", cards, message=approver.message or "")
        case "edit":
            await _edit(session, approver, cards, done)


async def _edit(
    session: Session, approver: Approver, cards: Sequence[PendingAction], done: Decided
) -> None:
    """Edit; a card that shows the edit and a warning that is new is then approved."""
    edited = {card.id: _edited(card.args, approver.changes) for card in cards}
    await _send(session, done, "edit", cards, edited=edited)
    latest = done.answer.pending if done.answer else []
    again = [
        card
        for card in latest
        if card.id in edited and fits(approver.changes, card.args, local=True)
    ]
    if again:
        await _send(session, done, "approve", again)


def _edited(args: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The card's arguments with the changes; a field that is changed to nothing is left out."""
    changed = {**args, **{name: plain(value) for name, value in changes.items()}}
    return {name: value for name, value in changed.items() if value is not None}


async def _send(
    session: Session,
    done: Decided,
    type: DecisionType,
    cards: Sequence[PendingAction],
    *,
    message: str | None = None,
    edited: Mapping[str, dict[str, Any]] | None = None,
) -> None:
    decisions: list[Decision] = []
    for card in cards:
        decision: Decision = {"type": type, "id": card.id}
        if message is not None:
            decision["message"] = message
        if edited:
            decision["edited_action"] = {"name": card.tool, "args": edited[card.id]}
        decisions.append(decision)
    decided = await session.decide(decisions)
    for card, outcome in zip(cards, decided.outcomes, strict=True):
        args = edited[card.id] if edited else card.args
        code = (outcome.error or {}).get("code")
        record = outcome.result or {}
        done.verdicts.append(Verdict(card, args, type, outcome.status, code, record))
    done.failures += decided.failures
    done.answer = decided.answers[-1] if decided.answers else done.answer


def approved_writes(approver: Approver, verdicts: Sequence[Verdict]) -> list[Approved]:
    """The writes that the person let through, each card once, however often it was approved.

    None where every card was late, or had been rejected: whatever comes of those was not approved.
    """
    if approver.kind in ("late", "change-mind"):
        return []
    through = {each.card.id: each for each in verdicts if each.let_through}
    return [Approved(each.card.tool, each.args) for each in through.values()]
