"""The part of the facade for whoever looks after things: the audit log, its proof, the checks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from agent import checks
from agent.activity import Happening, happenings, lines
from agent.checks import Finding, Subject
from agent.desk import Desk
from agent.past_decisions import PastDecision, past_decisions
from agent.records import Proof, proof_of
from agent.settings import Settings

if TYPE_CHECKING:
    from agent.session import Session


class Oversight:
    """Nothing here runs the graph, and nothing it answers holds a secret."""

    settings: Settings
    _desk: Desk

    async def activity(self) -> list[Happening]:
        """Every entry of the audit log as people read it, the latest first."""
        return happenings(await asyncio.to_thread(self._desk.audit.entries))

    async def activity_file(self) -> str:
        """The audit log as `audit export` writes it: one JSON object a line, with its hash."""
        return "".join(lines(await asyncio.to_thread(self._desk.audit.entries)))

    async def verify_activity(self) -> Proof:
        """Prove the audit log, as `audit verify` does. Raises `UpstreamUnavailable` for a damaged
        file."""
        return await asyncio.to_thread(proof_of, self.settings)

    async def past_decisions(self) -> list[PastDecision]:
        """What was decided in any conversation, and by other clients, the latest first."""
        return past_decisions(await asyncio.to_thread(self._desk.audit.entries))

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

    async def _paymo(self) -> list[Finding]:
        # The account is read once and kept, so it proves nothing; this asks Paymo now.
        answer = await self._desk.tools.call("list_clients", {"limit": 1})
        if answer.failure:
            return [Finding.of("connection", answer.failure)]
        reached = Finding("connection", True, "Paymo answers.")
        about = checks.paymo(self.settings, cast("Session", self))
        return [reached, *[finding async for finding in about]]
