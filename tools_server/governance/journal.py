"""The journal: a key is claimed before a write is sent, and its answer is kept after it.

(nothing) --claim--> claimed --record--> done        a second use gets the recorded answer
                        |----release--> (nothing)    nothing was written: it may be sent again
                        '----doubt----> unknown      it cannot be told: a person must look

A claim that stays open was cut off; `settling` finds out what became of it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from tools_server.errors import ApprovalInvalid, UnknownOutcome
from tools_server.governance.approvals import Approval
from tools_server.governance.database import JOURNAL, reading

_LOOK = "Look in Paymo for the record before asking for the action again."


class ApprovalUsed(ApprovalInvalid):
    """The approval was spent. ``answer`` is what its one use brought back."""

    def __init__(self, used_at: str, answer: dict[str, Any]) -> None:
        super().__init__(
            f"This approval was already used at {used_at}; nothing was written again.",
            hint="Read the record it created, or ask for a new action.",
        )
        self.answer = answer


@dataclass(frozen=True)
class Claim:
    """A write that was about to be sent. ``sent_at`` is when it last left, None if it never did.

    ``seen`` are the ids of records that looked like it before: what is found later and not among
    them is new. ``account`` is the fingerprint of the Paymo account and key.
    """

    key: str
    tool: str
    digest: str
    args: dict[str, Any]
    account: str
    approver: str
    thread: str
    seen: list[int]
    claimed_at: datetime
    sent_at: datetime | None = None

    @classmethod
    def of(
        cls, approval: Approval, args: dict[str, Any], seen: Collection[int], account: str
    ) -> Claim:
        """The claim for an approved call, as of now."""
        return cls(
            key=approval.key,
            tool=approval.tool,
            digest=approval.digest,
            args=args,
            account=account,
            approver=approval.approver,
            thread=approval.thread,
            seen=sorted(seen),
            claimed_at=datetime.now(UTC),
        )


class Journal:
    """Claims and answers by idempotency key. Safe between processes: the key is the primary key."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, claim: Claim) -> None:
        """Keep the claim. Raises what `refuse_spent` raises where the key is known already."""
        row = {
            **vars(claim),
            "claimed_at": claim.claimed_at.isoformat(),
            "sent_at": claim.sent_at and claim.sent_at.isoformat(),
            "status": "claimed",
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(JOURNAL).values(row))
        except IntegrityError:
            self.refuse_spent(claim.key, claim.digest)
            self.claim(claim)  # it was given back in this moment

    def refuse_spent(self, key: str, digest: str) -> None:
        """Raise where the key was used; an open claim counts as unknown.

        Raises `ApprovalUsed` with the recorded answer where the write was done, `UnknownOutcome`
        where nobody knows, and `ApprovalInvalid` where the key was used for something else.
        """
        with reading(self._engine) as connection:
            row = connection.execute(select(JOURNAL).where(JOURNAL.c.key == key)).first()
        if row is None:
            return
        if row.digest != digest:
            raise ApprovalInvalid(
                "This approval's key was used for another action; nothing was written.",
                hint="Ask for the action again; a new card will be shown for approval.",
            )
        if row.status == "done":
            raise ApprovalUsed(row.finished_at, row.answer)
        raise UnknownOutcome(
            f"This write was sent at {row.claimed_at[:19]} UTC and nobody knows what became of it.",
            hint=_LOOK,
        )

    def open_claims(self, account: str, digest: str | None = None) -> list[Claim]:
        """The account's claims without an answer, the oldest first; all, or those of a content."""
        query = (
            select(JOURNAL)
            .where(JOURNAL.c.status == "claimed", JOURNAL.c.account == account)
            .order_by(JOURNAL.c.claimed_at)
        )
        if digest is not None:
            query = query.where(JOURNAL.c.digest == digest)
        with reading(self._engine) as connection:
            return [_claim(row) for row in connection.execute(query)]

    def open_claim(self, key: str) -> Claim | None:
        """The claim of this key, if it has no answer."""
        query = select(JOURNAL).where(JOURNAL.c.key == key, JOURNAL.c.status == "claimed")
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return _claim(row) if row else None

    def sending(self, key: str) -> None:
        """Keep that the claimed write leaves this machine now."""
        now = datetime.now(UTC).isoformat()
        with self._engine.begin() as connection:
            connection.execute(update(JOURNAL).where(JOURNAL.c.key == key).values(sent_at=now))

    def counts(self) -> dict[str, int]:
        """How many writes are ``claimed``, ``done`` and ``unknown``."""
        query = select(JOURNAL.c.status, func.count().label("writes")).group_by(JOURNAL.c.status)
        with reading(self._engine) as connection:
            return {row.status: row.writes for row in connection.execute(query)}

    def owned(self, claim: Claim, ids: Sequence[int]) -> set[int]:
        """Those of the records that another key of this account is known to have created."""
        query = select(JOURNAL.c.record_id).where(
            JOURNAL.c.account == claim.account,
            JOURNAL.c.tool == claim.tool,
            JOURNAL.c.record_id.in_(ids),
        )
        with reading(self._engine) as connection:
            return set(connection.execute(query).scalars())

    def record(self, key: str, answer: dict[str, Any]) -> None:
        """Keep the answer of a write that was done, and which record it created."""
        self._finish(key, "done", answer=answer, record_id=answer.get("id"))

    def doubt(self, key: str) -> None:
        """Keep that a write was sent and that it cannot be told what became of it."""
        self._finish(key, "unknown")

    def release(self, key: str) -> None:
        """Give a claim back: nothing was written, the approval is not spent."""
        with self._engine.begin() as connection:
            connection.execute(
                delete(JOURNAL).where(JOURNAL.c.key == key, JOURNAL.c.status == "claimed")
            )

    def _finish(self, key: str, status: str, **values: Any) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._engine.begin() as connection:
            connection.execute(
                update(JOURNAL)
                .where(JOURNAL.c.key == key)
                .values(status=status, finished_at=now, seen=[], **values)
            )


def _claim(row: Any) -> Claim:
    return Claim(
        key=row.key,
        tool=row.tool,
        digest=row.digest,
        args=row.args,
        account=row.account,
        approver=row.approver,
        thread=row.thread,
        seen=row.seen,
        claimed_at=datetime.fromisoformat(row.claimed_at),
        sent_at=datetime.fromisoformat(row.sent_at) if row.sent_at else None,
    )
