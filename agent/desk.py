"""What the nodes work with. It is the graph's runtime context, so the state stays plain data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from langchain_core.language_models import BaseChatModel

from agent.four_eyes import Standing
from agent.library import Library
from agent.people import Person
from agent.settings import Settings
from agent.state import ProposedAction
from agent.tools import PaymoTools
from tools_server.governance.approvals import ApprovalSigner
from tools_server.governance.audit import AuditLog


@dataclass(frozen=True)
class Desk:
    """The model, the tools, the library of tables, and the pen and the book of the approver.

    ``streaming``: somebody watches, so a model's words are told as they come. ``acting`` is whose
    request it is; without it that of whoever works on this machine. ``look`` reads the state of
    another conversation, as it was saved last.
    """

    model: BaseChatModel
    tools: PaymoTools
    library: Library
    signer: ApprovalSigner
    audit: AuditLog
    settings: Settings
    streaming: bool = False
    acting: Person | None = None
    look: Callable[[str], Awaitable[Mapping[str, Any]]] | None = None

    @property
    def approval_time(self) -> timedelta:
        """How long a card can be approved."""
        return timedelta(hours=self.settings.approval_hours)

    @property
    def person(self) -> Person:
        """Whose request is being worked on."""
        return self.acting or self.settings.local

    def named(self, name: str) -> Person:
        """The person of this name, with the role of today; a viewer where nobody is known so."""
        if name == self.person.name:
            return self.person
        return self.settings.person(name) or Person(name, "viewer")

    def asker(self, state: Mapping[str, Any]) -> Person:
        """Who said what the turn answers; an earlier version knew one person only."""
        return self.named(state.get("asked_by") or self.settings.user)

    def standing(self, action: ProposedAction, actions: Sequence[ProposedAction]) -> Standing:
        """How one of the ``actions`` of a request stands between those who may decide."""
        asker = self.named(action["asked_by"] or self.settings.user)
        return Standing(asker, self.settings.four_eyes.reason(actions))

    def today(self, timezone: str) -> date:
        """The day it is in this time zone, or the pinned one."""
        return self.settings.today or datetime.now(ZoneInfo(timezone)).date()
