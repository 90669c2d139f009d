"""The gate before every write: approval, claim, send, record. Nothing reaches Paymo around it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from anyio import CancelScope, to_thread
from pydantic import BaseModel

from tools_server.errors import (
    ApprovalRequired,
    Conflict,
    Failure,
    UnknownOutcome,
    UpstreamUnavailable,
)
from tools_server.governance.approvals import Approval, ApprovalSigner, card_digest, digest
from tools_server.governance.audit import AuditLog, Event
from tools_server.governance.journal import Claim, Journal
from tools_server.governance.locks import WriteLocks
from tools_server.governance.settling import Settler
from tools_server.governance.tokens import Caller

# Sent once, and once more when it is certain that the first was never carried out.
_MOST_SENDS = 2

# A person who was asked just now is expected to have answered for this call, not for a later one.
_CONSENT_TIME = timedelta(minutes=5)


@dataclass(frozen=True)
class CardField:
    """One row of the approval card: the argument, its value, and how a person reads it."""

    field: str
    label: str
    value: Any
    shown: str


@dataclass(frozen=True)
class WritePlan:
    """A write that has been checked and not been sent.

    ``args`` are the canonical arguments: planning them again gives the same ``args``, and their
    digest is what a person approves. ``existing`` is the record that makes the write unnecessary.
    ``send`` performs the one request, and awaits what it is given right before it. ``expected`` are
    fields that the stored record must show. ``seen`` are the ids of records that look like the one
    to be written and are there already.
    """

    tool: str
    args: dict[str, Any]
    summary: str
    fields: list[CardField]
    warnings: list[str]
    send: Callable[[Callable[[], Awaitable[None]]], Awaitable[BaseModel]]
    existing: BaseModel | None = None
    expected: dict[str, Any] = field(default_factory=dict)
    seen: list[int] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """What an approval must be bound to."""
        return digest(self.tool, self.args)

    @property
    def card(self) -> str:
        """The digest of what a person is shown."""
        return card_digest({**vars(self), "fields": [asdict(row) for row in self.fields]})

    def deviations(self, record: BaseModel) -> list[str]:
        """A warning for each field that was stored otherwise than it was approved."""
        stored = record.model_dump(mode="json")
        return [
            f"Paymo stored {name} as {stored[name]}, not {wanted} as approved."
            for name, wanted in self.expected.items()
            if stored[name] != wanted
        ]


class Unapproved(ApprovalRequired):
    """A planned write came without an approval; ``plan`` is what a person could be shown."""

    def __init__(self, plan: WritePlan, reason: str = "") -> None:
        super().__init__(
            f"{plan.tool} changes Paymo and needs a person's approval.{reason}"
            " Nothing was written.",
            hint="Show the preview to a person, who can approve it in Paymo Agent.",
        )
        self.plan = plan


class CardChanged(Conflict):
    """Paymo is not as it was when the person was asked; ``plan`` is the new card."""

    def __init__(self, plan: WritePlan) -> None:
        super().__init__(
            "Something in Paymo changed after the card was shown. Nothing was written.",
            hint="Look at the new card and approve it if it is still right.",
        )
        self.plan = plan


class Gate:
    """Lets a planned write through once, with an approval that was given for this account.

    ``account`` is a text that tells the Paymo account and key from every other.
    """

    def __init__(
        self,
        signer: ApprovalSigner,
        journal: Journal,
        audit: AuditLog,
        locks: WriteLocks,
        settler: Settler,
        *,
        account: str,
    ) -> None:
        self._signer = signer
        self._journal = journal
        self._audit = audit
        self._locks = locks
        self._settler = settler
        self._account = account

    @property
    def journal_account(self) -> str:
        """The fingerprint in the journal: whoever has the key may settle what it left open."""
        return self._signer.fingerprint(self._account)

    def account_of(self, caller: Caller) -> str:
        """The fingerprint that approvals carry: this Paymo account and key, and this caller.

        A token that was revoked and made anew under the same name is another caller.
        """
        return self._signer.fingerprint(f"{self._account}\n{caller.name}\n{caller.token_id}")

    async def verified(
        self, tool: str, args: dict[str, Any], token: Any, caller: Caller
    ) -> Approval:
        """The approval inside a token. Raises `ApprovalInvalid` where it is forged."""
        try:
            return self._signer.verify(token)
        except Failure as refusal:
            await self.turned_away(tool, args, caller, refusal)
            raise

    async def turned_away(
        self, tool: str, args: dict[str, Any], caller: Caller, refusal: Failure
    ) -> None:
        """Put a call on record that was refused before anything was planned."""
        await self._refused(tool, digest(tool, args), caller.name, refusal)

    async def unapproved(self, plan: WritePlan, caller: Caller, reason: str = "") -> Unapproved:
        """The refusal of a write without an approval, on record."""
        refusal = Unapproved(plan, reason)
        await self._refused(plan.tool, plan.digest, caller.name, refusal)
        return refusal

    async def decided(
        self, plan: WritePlan, *, caller: Caller, approver: str, answer: dict[str, Any]
    ) -> Approval:
        """The approval of a person who was asked through the client, proposal and decision on
        record. ``answer`` has the ``type`` of the decision; only `approve` may be carried out.
        """
        key = f"asked-{uuid4().hex}"
        shown = {"summary": plan.summary, "args": plan.args}
        await self._note("proposed", plan.tool, plan.digest, caller.name, key, shown)
        body = {"summary": plan.summary, **answer}
        await self._note("decided", plan.tool, plan.digest, approver, key, body)
        return Approval(
            tool=plan.tool,
            digest=plan.digest,
            card=plan.card,
            key=key,
            thread="",
            approver=approver,
            account=self.account_of(caller),
            expires_at=datetime.now(UTC) + _CONSENT_TIME,
        )

    @asynccontextmanager
    async def turn(self, approval: Approval) -> AsyncIterator[None]:
        """Hold the content of an approval: nobody else plans, sends or settles the same.

        A claim that was cut off is settled first. Raises where the approval was spent, whatever has
        changed since: `ApprovalUsed` with the recorded answer, or `UnknownOutcome`.
        """
        async with self._locks.hold(approval.digest):
            try:
                await self._settle(approval)
                await to_thread.run_sync(self._journal.refuse_spent, approval.key, approval.digest)
            except Failure as refusal:
                await self._refused(approval.tool, approval.digest, approval.approver, refusal)
                raise
            yield

    async def check(
        self, plan: WritePlan, approval: Approval, *, thread: str, caller: Caller
    ) -> None:
        """Raise `ApprovalInvalid` unless the approval is for this plan, and `CardChanged` where the
        person saw something else.
        """
        try:
            approval.check(
                tool=plan.tool, digest=plan.digest, thread=thread, account=self.account_of(caller)
            )
            if plan.existing is None and plan.card != approval.card:
                raise CardChanged(plan)
        except Failure as refusal:
            await self._refused(plan.tool, plan.digest, approval.approver, refusal)
            raise

    async def carry_out(self, plan: WritePlan, approval: Approval, *, caller: Caller) -> BaseModel:
        """Send the checked write, inside its turn, and answer the stored record.

        An answer that never came is settled. Raises `UnknownOutcome` where that cannot be done,
        `UpstreamUnavailable` where nothing was written, and whatever Paymo refuses with.
        """
        # A client that hangs up now must not leave a claim without its answer.
        with CancelScope(shield=True):
            for _ in range(_MOST_SENDS):
                record = await self._send(plan, approval, caller)
                if record is not None:
                    return record
        raise UpstreamUnavailable(
            "Paymo did not take the write, and it is certain that nothing was written.",
            hint="Approve it again in a few minutes.",
        )

    async def needless(self, plan: WritePlan, approval: Approval) -> None:
        """Put on record that an approved write was not sent: its record is there already."""
        assert plan.existing is not None
        body = {"already_exists": plan.existing.model_dump(mode="json")}
        about = (plan.tool, approval.digest, approval.approver, approval.key)
        await self._note("answered", *about, body)

    async def settle_all(self) -> None:
        """Settle what earlier processes left open; what cannot be settled now stays for its use."""
        account = self.journal_account
        for claim in await to_thread.run_sync(self._journal.open_claims, account):
            try:
                async with self._locks.hold(claim.digest):
                    # Whoever held the lock may have settled it.
                    if await to_thread.run_sync(self._journal.open_claim, claim.key):
                        await self._settler.settle(claim)
            except Failure:
                continue

    async def _settle(self, approval: Approval) -> None:
        claim = await to_thread.run_sync(self._journal.open_claim, approval.key)
        if claim is not None and claim.digest == approval.digest:
            await self._settler.settle(claim)

    async def _send(self, plan: WritePlan, approval: Approval, caller: Caller) -> BaseModel | None:
        """The stored record; None where it is certain that none was created."""
        claim = Claim.of(approval, plan.args, plan.seen, self.journal_account)
        await to_thread.run_sync(self._journal.claim, claim)
        about = (plan.tool, plan.digest, approval.approver, approval.key)
        await self._note("sent", *about, {"args": plan.args, "caller": caller.name})

        async def sending() -> None:
            await to_thread.run_sync(self._journal.sending, claim.key)

        try:
            record = await plan.send(sending)
        except UnknownOutcome as doubt:
            await sending()  # until now: what was given up in this moment may still arrive
            await self._note("answered", *about, doubt.as_dict())
            return await self._settler.settle(replace(claim, sent_at=datetime.now(UTC)))
        except Failure as refusal:
            await to_thread.run_sync(self._journal.release, approval.key)
            await self._note("answered", *about, refusal.as_dict())
            raise
        answer = record.model_dump(mode="json")
        # Noted before it is kept: a crash between the two tells the story twice, and not never.
        await self._note("answered", *about, {"record": answer})
        await to_thread.run_sync(self._journal.record, approval.key, answer)
        return record

    async def _refused(self, tool: str, digest: str, actor: str, refusal: Failure) -> None:
        await self._note("refused", tool, digest, actor, uuid4().hex, refusal.as_dict())

    async def _note(
        self,
        event: Event,
        tool: str,
        digest: str,
        actor: str,
        action: str,
        body: dict[str, Any],
    ) -> None:
        def append() -> None:
            self._audit.append(
                event, actor=actor, action=action, digest=digest, body={"tool": tool, **body}
            )

        await to_thread.run_sync(append)
