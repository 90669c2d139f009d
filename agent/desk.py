"""What the nodes work with. It is the graph's runtime context, so the state stays plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from langchain_core.language_models import BaseChatModel

from agent.library import Library
from agent.settings import Settings
from agent.tools import PaymoTools
from tools_server.governance.approvals import ApprovalSigner
from tools_server.governance.audit import AuditLog


@dataclass(frozen=True)
class Desk:
    """The model, the tools, the library of tables, and the pen and the book of the approver.

    ``streaming``: somebody watches, so a model's words are told as they come.
    """

    model: BaseChatModel
    tools: PaymoTools
    library: Library
    signer: ApprovalSigner
    audit: AuditLog
    settings: Settings
    streaming: bool = False

    @property
    def approval_time(self) -> timedelta:
        """How long a card can be approved."""
        return timedelta(hours=self.settings.approval_hours)

    def today(self, timezone: str) -> date:
        """The day it is in this time zone, or the pinned one."""
        return self.settings.today or datetime.now(ZoneInfo(timezone)).date()
