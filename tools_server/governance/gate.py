"""The gate before every write: approval, claim, send, record. Nothing reaches Paymo around it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from anyio import CancelScope, sleep, to_thread
from pydantic import BaseModel

from tools_server.errors import ApprovalRequired, Failure, UnknownOutcome
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
    ``send`` performs the one request.
    """

    tool: str
    args: dict[str, Any]
    summary: str
    fields: list[CardField]
    warnings: list[str]
    send: Callable[[], Awaitable[BaseModel]]
    existing: BaseModel | None = None

    @property
    def digest(self) -> str:
        """What an approval must be bound to."""
        return digest(self.tool, self.args)


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
            await self._claim(approval)
        except Failure as refusal:
            await self._note("refused", plan, approver, uuid4().hex, refusal.as_dict())
            raise
        # A client that hangs up now must not leave a claim without its answer.
        with CancelScope(shield=True):
            await self._note("sent", plan, approval.approver, approval.key, {"args": plan.args})
            record = await self._send(plan, approval)
            await self._keep(plan, approval, record)
        return record

    async def _claim(self, approval: Approval) -> None:
        """Claim the key; while another call with the same key is under way, wait for its answer."""
        while True:
            try:
                return await to_thread.run_sync(self._journal.claim, approval)
            except ClaimOpen as running:
                if running.age > _LONGEST_WRITE:
                    raise
            await sleep(_LOOK_AGAIN)

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
        def append() -> None:
            self._audit.append(
                event,
                actor=actor,
                action=action,
                digest=plan.digest,
                body={"tool": plan.tool, **body},
            )

        await to_thread.run_sync(append)
