"""The gate before every write: approval, claim, send, record. Nothing reaches Paymo around it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from anyio import CancelScope, sleep, to_thread
from pydantic import BaseModel

from tools_server.errors import ApprovalInvalid, ApprovalRequired, Failure, UnknownOutcome
from tools_server.governance.approvals import Approval, ApprovalSigner, digest
from tools_server.governance.audit import AuditLog, Event
from tools_server.governance.journal import ClaimOpen, Journal

UNAPPROVED = "nobody"

# Longer than a request with its retries takes: a claim that old was cut off.
_LONGEST_WRITE = timedelta(seconds=45)
_LOOK_AGAIN = 0.2  # seconds


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
    ``send`` performs the one request. ``expected`` are fields that the stored record must show.
    """

    tool: str
    args: dict[str, Any]
    summary: str
    fields: list[CardField]
    warnings: list[str]
    send: Callable[[], Awaitable[BaseModel]]
    existing: BaseModel | None = None
    expected: dict[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """What an approval must be bound to."""
        return digest(self.tool, self.args)

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

    def __init__(self, plan: WritePlan) -> None:
        super().__init__(
            f"{plan.tool} changes Paymo and needs a person's approval. Nothing was written.",
            hint="Show the preview to a person; Paymo Agent asks for approval itself.",
        )
        self.plan = plan


class Gate:
    """Lets a planned write through once, with an approval that was given for this ``account``."""

    def __init__(
        self, signer: ApprovalSigner, journal: Journal, audit: AuditLog, account: str
    ) -> None:
        self._signer = signer
        self._journal = journal
        self._audit = audit
        self.account = account

    async def refuse_spent(self, token: str | None) -> None:
        """Raise where the approval in a token was used, before anything is read or planned.

        A call that comes again after a crash gets its recorded answer, whatever has changed since.
        Anything else that is wrong with the token is for `carry_out` to refuse.
        """
        try:
            approval = self._signer.verify(token) if token is not None else None
        except ApprovalInvalid:
            return
        if approval is None:
            return
        try:
            await to_thread.run_sync(self._journal.refuse_spent, approval)
        except ClaimOpen:
            return  # under way, perhaps: `carry_out` waits for it
        except Failure as refusal:
            await self._refused(approval.tool, approval.digest, approval.approver, refusal)
            raise

    async def carry_out(
        self, plan: WritePlan, *, token: str | None, thread: str | None
    ) -> BaseModel:
        """Send the planned write and answer the stored record.

        Raises `ApprovalRequired` without a token, `ApprovalInvalid` with one that is forged, late,
        used or for something else, `UnknownOutcome` where no answer came, and whatever Paymo
        refuses with. In all cases but the last two nothing has left this machine.
        """
        approver = UNAPPROVED
        try:
            approval = self._verified(plan, token)
            approver = approval.approver
            approval.check(
                tool=plan.tool, digest=plan.digest, thread=thread or "", account=self.account
            )
        except Failure as refusal:
            await self._refused(plan.tool, plan.digest, approver, refusal)
            raise
        # A client that hangs up now must not leave a claim without its answer.
        with CancelScope(shield=True):
            await self._claim(plan, approval)
            await self._note("sent", plan, approval.approver, approval.key, {"args": plan.args})
            record = await self._send(plan, approval)
            await self._keep(plan, approval, record)
        return record

    async def _claim(self, plan: WritePlan, approval: Approval) -> None:
        """Claim the key; while another call with the same key is under way, wait for its answer."""
        try:
            while True:
                if await self._claimed(approval):
                    return
                await sleep(_LOOK_AGAIN)  # the other call may be in another process
        except Failure as refusal:
            await self._refused(plan.tool, plan.digest, approval.approver, refusal)
            raise

    async def _claimed(self, approval: Approval) -> bool:
        try:
            await to_thread.run_sync(self._journal.claim, approval)
        except ClaimOpen as running:
            if running.age > _LONGEST_WRITE:
                raise
            return False
        return True

    def _verified(self, plan: WritePlan, token: str | None) -> Approval:
        if token is None:
            raise Unapproved(plan)
        return self._signer.verify(token)

    async def _send(self, plan: WritePlan, approval: Approval) -> BaseModel:
        try:
            return await plan.send()
        except UnknownOutcome as doubt:
            await to_thread.run_sync(self._journal.doubt, approval.key)
            await self._note("answered", plan, approval.approver, approval.key, doubt.as_dict())
            raise
        except Failure as refusal:
            await to_thread.run_sync(self._journal.release, approval.key)
            await self._note("answered", plan, approval.approver, approval.key, refusal.as_dict())
            raise

    async def _keep(self, plan: WritePlan, approval: Approval, record: BaseModel) -> None:
        answer = record.model_dump(mode="json")
        await to_thread.run_sync(self._journal.record, approval.key, answer)
        await self._note("answered", plan, approval.approver, approval.key, {"record": answer})

    async def _note(
        self, event: Event, plan: WritePlan, actor: str, action: str, body: dict[str, Any]
    ) -> None:
        await self._append(event, plan.tool, plan.digest, actor, action, body)

    async def _refused(self, tool: str, digest: str, actor: str, refusal: Failure) -> None:
        await self._append("refused", tool, digest, actor, uuid4().hex, refusal.as_dict())

    async def _append(
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
