"""The journal: a key is claimed before a write is sent, and its answer is kept after it.

(nothing) --claim--> claimed --record--> done        a second use gets the recorded answer
                        |----release--> (nothing)    Paymo refused: nothing was written
                        '----doubt----> unknown      no answer came: a person must look
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from tools_server.errors import ApprovalInvalid, UnknownOutcome
from tools_server.governance.approvals import Approval
from tools_server.governance.database import JOURNAL


class ApprovalUsed(ApprovalInvalid):
    """The approval was spent. ``answer`` is what its one use brought back."""

    def __init__(self, used_at: str, answer: dict[str, Any]) -> None:
        super().__init__(
            f"This approval was already used at {used_at}; nothing was written again.",
            hint="Read the record it created, or ask for a new action.",
        )
        self.answer = answer


class ClaimOpen(UnknownOutcome):
    """The key is claimed and not answered: by a call under way, or by one that was cut off."""

    def __init__(self, claimed_at: str) -> None:
        super().__init__(
            f"This write was started at {claimed_at} and its answer never came back.",
            hint="Look in Paymo for the record before asking for the action again.",
        )
        self.age = datetime.now(UTC) - datetime.fromisoformat(claimed_at)


class Journal:
    """Claims and answers by idempotency key. Safe between processes: the key is the primary key."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, approval: Approval) -> None:
        """Claim the approval's key for one write.

        Raises `ApprovalUsed` with the recorded answer where the write was done, `ClaimOpen` where
        an earlier claim has no answer yet, and `UnknownOutcome` where it will never have one.
        """
        row = {
            "key": approval.key,
            "tool": approval.tool,
            "digest": approval.digest,
            "approver": approval.approver,
            "thread": approval.thread,
            "status": "claimed",
            "claimed_at": _now(),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(JOURNAL).values(row))
        except IntegrityError:
            self._refuse_second_use(approval)

    def refuse_spent(self, approval: Approval) -> None:
        """Raise what `claim` raises for a key that is known, and claim nothing."""
        with self._engine.begin() as connection:
            known = connection.execute(select(JOURNAL).where(JOURNAL.c.key == approval.key)).first()
        if known is not None:
            self._refuse_second_use(approval)

    def _refuse_second_use(self, approval: Approval) -> None:
        with self._engine.begin() as connection:
            query = select(JOURNAL).where(JOURNAL.c.key == approval.key)
            row = connection.execute(query).first()
        if row is None:  # given back in this moment: the write did not happen
            return self.claim(approval)
        if row.digest != approval.digest:
            raise ApprovalInvalid(
                "This approval's key was used for another action; nothing was written.",
                hint="Ask for the action again; a new card will be shown for approval.",
            )
        if row.status == "done":
            raise ApprovalUsed(row.finished_at, row.answer)
        raise (
            ClaimOpen(row.claimed_at)
            if row.status == "claimed"
            else UnknownOutcome(
                f"This write was sent at {row.claimed_at} and nobody knows what became of it.",
                hint="Look in Paymo for the record before asking for the action again.",
            )
        )

    def record(self, key: str, answer: dict[str, Any]) -> None:
        """Keep the answer of a write that was done."""
        self._finish(key, "done", answer)

    def doubt(self, key: str) -> None:
        """Keep that a write was sent and nobody knows what became of it."""
        self._finish(key, "unknown", None)

    def release(self, key: str) -> None:
        """Give a claim back after Paymo refused: nothing was written, the approval is not spent."""
        with self._engine.begin() as connection:
            connection.execute(delete(JOURNAL).where(JOURNAL.c.key == key))

    def _finish(self, key: str, status: str, answer: dict[str, Any] | None) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                update(JOURNAL)
                .where(JOURNAL.c.key == key)
                .values(status=status, finished_at=_now(), answer=answer)
            )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
