"""The gate before every write: approval, claim, send, record. Nothing reaches Paymo around it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from anyio import CancelScope, to_thread
from pydantic import BaseModel

from tools_server.errors import Failure, UnknownOutcome, UpstreamUnavailable
from tools_server.governance.approvals import Approval, ApprovalSigner, digest
from tools_server.governance.audit import AuditLog, Event
from tools_server.governance.journal import ApprovalUsed, Claim, Journal
from tools_server.governance.locks import WriteLocks
from tools_server.governance.plan import CardChanged, Unapproved, WritePlan
from tools_server.governance.settling import Settler, Unsettled
from tools_server.governance.tokens import Caller

# Sent once, and once more when it is certain that the first was never carried out.
_MOST_SENDS = 2

# A person who was asked just now is expected to have answered for this call, not for a later one.
_CONSENT_TIME = timedelta(minutes=5)

# Keys of approvals that the server itself asked for: another call for the same has another key.
_ASKED = "asked-"


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
        self, tool: str, args: dict[str, Any], token: Any, *, thread: str, caller: Caller
    ) -> Approval:
        """The approval inside a token, which this caller may use for this tool in this thread.

        Raises `ApprovalInvalid` where it is forged or somebody else's. Whether it is in time and
        for these arguments is for `check`: it may have been used, and then its answer counts.
        """
        try:
            approval = self._signer.verify(token)
            approval.check_holder(tool=tool, thread=thread, account=self.account_of(caller))
        except Failure as refusal:
            await self.turned_away(tool, args, caller, refusal)
            raise
        return approval

    async def turned_away(
        self, tool: str, args: dict[str, Any], caller: Caller, refusal: Failure
    ) -> None:
        """Put a call on record that was refused before anything was planned."""
        await self._refused(tool, digest(tool, args), caller.actor, refusal)

    async def unapproved(self, plan: WritePlan, caller: Caller, *said: str) -> Unapproved:
        """The refusal of a write without an approval, on record; with a reason and a hint."""
        refusal = Unapproved(plan, *said)
        await self._refused(plan.tool, plan.digest, caller.actor, refusal)
        return refusal

    async def proposed(self, plan: WritePlan, caller: Caller) -> str:
        """Put on record that a person is asked through the client. Answers the action's key."""
        key = f"{_ASKED}{uuid4().hex}"
        shown = {"summary": plan.summary, "args": plan.args}
        await self._note("proposed", plan.tool, plan.digest, caller.actor, key, shown)
        return key

    async def decided(
        self, plan: WritePlan, key: str, decision: str, *, by: str, **details: Any
    ) -> None:
        """Put on record what was decided about a proposed write, in the terms of a decision."""
        body = {"summary": plan.summary, "type": decision, **details}
        await self._note("decided", plan.tool, plan.digest, by, key, body)

    def approval_of(self, plan: WritePlan, key: str, *, caller: Caller, approver: str) -> Approval:
        """The approval of what was shown just now and decided in its favour."""
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

        What was cut off with the same content is settled first. Raises where the approval was
        spent, whatever has changed since: `ApprovalUsed` with the recorded answer, or
        `UnknownOutcome`; and `Unsettled` while the same may be on its way.
        """
        async with self._locks.hold(approval.digest):
            try:
                await self._settle(approval)
                await to_thread.run_sync(self._journal.refuse_spent, approval.key, approval.digest)
            except Failure as refusal:
                await self._refused(approval.tool, approval.digest, approval.approver, refusal)
                raise
            yield

    async def check(self, plan: WritePlan, approval: Approval) -> None:
        """Raise `ApprovalInvalid` unless the approval is for this plan and in time, and
        `CardChanged` where the person saw something else.
        """
        try:
            approval.check_content(plan.digest)
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
        for claim in await to_thread.run_sync(self._journal.open_claims, self.journal_account):
            try:
                async with self._locks.hold(claim.digest):
                    # Whoever held the lock may have settled it.
                    if await to_thread.run_sync(self._journal.open_claim, claim.key):
                        await self._settler.settle(claim)
            except Failure:
                continue

    async def _settle(self, approval: Approval) -> None:
        """Settle every open claim of this content: a call that comes again may have a new key."""
        claims = await to_thread.run_sync(
            self._journal.open_claims, self.journal_account, approval.digest
        )
        for claim in claims:
            try:
                record = await self._settler.settle(claim)
            except Unsettled:
                raise
            except UnknownOutcome:
                if claim.key == approval.key:
                    raise
                continue  # that one is for a person; what it may have left stands on the new card
            both_asked = claim.key.startswith(_ASKED) and approval.key.startswith(_ASKED)
            if record is not None and both_asked:
                # Another client has no way to say "the same call once more": this is it.
                raise ApprovalUsed(f"{claim.claimed_at:%Y-%m-%dT%H:%M:%S+00:00}", _plain(record))

    async def _send(self, plan: WritePlan, approval: Approval, caller: Caller) -> BaseModel | None:
        """The stored record; None where it is certain that none was created."""
        claim = Claim.of(approval, plan.args, plan.seen, self.journal_account)
        await to_thread.run_sync(self._journal.claim, claim)
        about = (plan.tool, plan.digest, approval.approver, approval.key)
        await self._note("sent", *about, {"args": plan.args, "caller": caller.actor})

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
        # Noted before it is kept: a crash between the two tells the story twice, and not never.
        await self._note("answered", *about, {"record": _plain(record)})
        await to_thread.run_sync(self._journal.record, approval.key, _plain(record))
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


def _plain(record: BaseModel) -> dict[str, Any]:
    return record.model_dump(mode="json")
