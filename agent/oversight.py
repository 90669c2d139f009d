"""The part of the facade for whoever looks after things: the audit log, its proof, the checks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from agent import checks
from agent.access import Conversations
from agent.activity import Happening, happenings, lines
from agent.checks import Finding, Subject
from agent.desk import Desk
from agent.past_decisions import PastDecision, past_decisions
from agent.records import Proof, entries_of, proof_of
from agent.settings import Settings
from tools_server.governance.chain import Entry

if TYPE_CHECKING:
    from agent.session import Session


class Oversight:
    """Nothing here runs the graph, and nothing it answers holds a secret.

    Of the audit log a person sees the entries of the conversations that this person may read, and
    of the actions that this person decided about; an approver also those of other clients. The
    proof is of the whole log.
    """

    settings: Settings
    _desk: Desk
    _conversations: Conversations

    async def activity(self) -> list[Happening]:
        """The entries of the audit log as people read them, the latest first."""
        return happenings(await self._entries())

    async def activity_file(self) -> str:
        """The entries as `audit export` writes them: one JSON object a line, with its hash."""
        return "".join(lines(await self._entries()))

    async def verify_activity(self) -> Proof:
        """Prove the audit log, as `audit verify` does. Raises `UpstreamUnavailable` for a damaged
        file."""
        return await asyncio.to_thread(proof_of, self.settings)

    async def past_decisions(self) -> list[PastDecision]:
        """What was decided, the latest first."""
        return past_decisions(await self._entries())

    @property
    def model_has_key(self) -> bool:
        """Whether the model was given a key."""
        return checks.has_key(self._desk.model)

    async def check(self, subject: Subject) -> list[Finding]:
        """Look whether this part works now, and say how to mend what does not."""
        match subject:
            case "records":
                return await asyncio.to_thread(checks.records, self.settings)
            case "model":
                named = self.settings.model, self._desk.model
                return [await checks.model_answers(*named, tracing=self.settings.tracing)]
            case "paymo":
                return await self._paymo()

    async def _entries(self) -> list[Entry]:
        file = self.settings.governance_database
        entries = await asyncio.to_thread(entries_of, self._desk.audit, file)
        return await self._conversations.visible(entries)

    async def _paymo(self) -> list[Finding]:
        # The account is read once and kept, so it proves nothing; this asks Paymo now.
        answer = await self._desk.tools.call("list_clients", {"limit": 1})
        if answer.failure:
            return [Finding.of("connection", answer.failure)]
        reached = Finding("connection", True, "Paymo answers.")
        about = checks.paymo(self.settings, cast("Session", self))
        return [reached, *[finding async for finding in about]]
