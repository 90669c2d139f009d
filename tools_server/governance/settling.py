"""What became of a write whose answer never came: found out by looking in Paymo.

A record that is just what the claim would have stored, was not there before it and belongs to no
other key is its answer. Where nothing new is there after the time in which a request that was cut
off may still be carried out, nothing was written. Anything else is for a person.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from anyio import sleep, to_thread
from pydantic import BaseModel

from tools_server.errors import Failure, UnknownOutcome
from tools_server.governance.audit import AuditLog
from tools_server.governance.journal import Claim, Journal

_FIRST_WAIT = timedelta(seconds=1)


@dataclass(frozen=True)
class Sighting:
    """A record that may be a claim's; ``exact``: it is what the claim would have stored.

    Anything new of the same owner in the same place may be: what was sent may have been stored
    otherwise, and taking it for absent would write it twice.
    """

    id: int
    record: BaseModel
    exact: bool


LookUp: TypeAlias = Callable[[Claim], Awaitable[list[Sighting]]]


class Unsettled(UnknownOutcome):
    """Paymo could not be looked at. The claim stays open; the next use of its key looks again."""

    def __init__(self, claim: Claim, reason: Failure) -> None:
        super().__init__(
            f"This write was sent at {claim.sent_at:%Y-%m-%d %H:%M:%S} UTC; whether it arrived"
            f" could not be looked up. {reason.message}",
            hint="Approve it again later: Paymo is looked at first, and nothing is written twice.",
        )


class Settler:
    """Settles open claims. Whoever calls holds the lock of the claim's content.

    ``settle_after`` is how long after it was last sent, or given up, a request may still be carried
    out by Paymo.
    """

    def __init__(
        self, journal: Journal, audit: AuditLog, look_up: LookUp, *, settle_after: timedelta
    ) -> None:
        self._journal = journal
        self._audit = audit
        self._look_up = look_up
        self._settle_after = settle_after

    async def settle(self, claim: Claim) -> BaseModel | None:
        """The record that the claim created, now its answer; None where nothing was written, and
        the claim is given back.

        Waits until one of them is certain. Raises `Unsettled` where Paymo could not be read, and
        `UnknownOutcome` where it cannot be told; the journal then says so for good.
        """
        if claim.sent_at is None:
            await self._release(claim)
            return None
        while True:
            found = await self._found(claim)
            exact = [sighting for sighting in found if sighting.exact]
            if len(exact) == 1:
                return await self._adopt(claim, exact[0])
            age = datetime.now(UTC) - claim.sent_at
            if age >= self._settle_after:
                await self._give_up(claim, found)
                return None
            wait = min(self._settle_after - age, max(age, _FIRST_WAIT))
            await sleep(wait.total_seconds())

    async def _found(self, claim: Claim) -> list[Sighting]:
        """The records that may be this claim's, each of them new and nobody else's."""
        try:
            found = await self._look_up(claim)
        except Failure as failure:
            raise Unsettled(claim, failure) from failure
        new = [sighting for sighting in found if sighting.id not in claim.seen]
        owned = await to_thread.run_sync(self._journal.owned, claim, [each.id for each in new])
        return [sighting for sighting in new if sighting.id not in owned]

    async def _adopt(self, claim: Claim, sighting: Sighting) -> BaseModel:
        answer = sighting.record.model_dump(mode="json")
        # Noted before it is kept: a crash between the two tells the story twice, and not never.
        await self._note(claim, {"settled": "found in Paymo", "record": answer})
        await to_thread.run_sync(self._journal.record, claim.key, answer)
        return sighting.record

    async def _give_up(self, claim: Claim, found: list[Sighting]) -> None:
        if not found:
            await self._release(claim)
            return
        doubt = UnknownOutcome(
            f"This write was sent at {claim.sent_at:%Y-%m-%d %H:%M:%S} UTC and Paymo has"
            f" {_counted(found)} that may be its record: it cannot be told which.",
            hint="Look at them in Paymo; ask for the action again only if it is missing.",
        )
        await self._note(claim, doubt.as_dict())
        await to_thread.run_sync(self._journal.doubt, claim.key)
        raise doubt

    async def _release(self, claim: Claim) -> None:
        sent_at = claim.sent_at and claim.sent_at.isoformat()  # each try has its own ending
        await self._note(claim, {"settled": "not in Paymo, may be sent", "sent_at": sent_at})
        await to_thread.run_sync(self._journal.release, claim.key)

    async def _note(self, claim: Claim, body: dict[str, Any]) -> None:
        def append() -> None:
            self._audit.append(
                "answered",
                actor=claim.approver,
                action=claim.key,
                digest=claim.digest,
                body={"tool": claim.tool, **body},
                once=True,
            )

        await to_thread.run_sync(append)


def _counted(found: list[Sighting]) -> str:
    ids = ", ".join(str(sighting.id) for sighting in found[:5])
    return f"{len(found)} new record{'s' if len(found) > 1 else ''} (id {ids})"
