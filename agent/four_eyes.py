"""Who may decide about a card, and when one person alone is not enough.

Asked three times on the way of a write: by the facade, for an answer that says why not; by the node
that takes decisions, so that nothing before it has to be trusted; and for the buttons of a card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from agent.people import Person
from tools_server.errors import Forbidden

if TYPE_CHECKING:  # settings are read without waiting for LangChain
    from agent.state import Decision, DecisionType, ProposedAction

_NO_WRITE = frozenset({"rejected", "responded", "refused", "expired"})


@dataclass(frozen=True)
class FourEyes:
    """Above how many minutes, or how many actions, a request needs a second person; None: never.

    What counts is all that one request led to, approved or not, but for what was turned down: so
    neither ticking the cards one by one nor splitting a day in two gets around it.
    """

    minutes: int | None = None
    actions: int | None = None

    def reason(self, actions: Sequence[ProposedAction]) -> str | None:
        """Why the actions of a request need a second person; None where they do not."""
        writes = [action for action in actions if action["status"] not in _NO_WRITE]
        minutes = sum(_minutes(action["args"]) for action in writes)
        if self.actions is not None and len(writes) > self.actions:
            return f"{len(writes)} changes in one request, more than {self.actions}"
        if self.minutes is not None and minutes > self.minutes:
            return f"{minutes} minutes in one request, more than {self.minutes}"
        return None


@dataclass(frozen=True)
class Standing:
    """How an action stands: who asked for it, and why that person alone is not enough, if so."""

    asker: Person
    too_large: str | None

    @property
    def needs_another(self) -> bool:
        """Whether whoever asked for it may not approve it."""
        return self.too_large is not None or not self.asker.approves

    def refusal(
        self, person: Person, kind: DecisionType, approvers: Sequence[str]
    ) -> Forbidden | None:
        """Why this person may not decide so; ``approvers`` are the names known to be such.

        An edit approves what was changed, unless its person may not: then the card waits again.
        """
        own = person.name == self.asker.name
        if not person.prepares:
            return Forbidden(
                "A viewer decides about nothing.", hint="Ask a preparer or an approver."
            )
        if not person.approves and not own:
            return Forbidden(
                f"{self.asker.name} asked for this, and you are no approver.",
                hint=_who(approvers, person),
            )
        if kind != "approve":
            return None
        if not person.approves:
            return Forbidden("A preparer does not approve.", hint=_who(approvers, person))
        if own and self.too_large:
            return Forbidden(
                f"You asked for this yourself, and it needs a second person: {self.too_large}.",
                hint=_who(approvers, person),
            )
        return None


def turns_down(decision: Decision | None) -> bool:
    """Whether nothing is written after such a decision."""
    return decision is not None and decision["type"] in ("reject", "respond")


def _who(approvers: Sequence[str], person: Person) -> str:
    others = [name for name in approvers if name != person.name.lower()]
    if others:
        return f"It waits for one of: {', '.join(others)}."
    return "It waits for another approver; PAYMO_AGENT_ROLES names none so far."


def _minutes(args: dict[str, Any]) -> int:
    """The minutes that a write books, or plans as the budget of a task."""
    if "start_time" in args and "end_time" in args:
        start, end = (datetime.fromisoformat(str(args[k])) for k in ("start_time", "end_time"))
        return -((start - end) // timedelta(minutes=1))
    return int(args.get("minutes") or args.get("budget_minutes") or 0)
