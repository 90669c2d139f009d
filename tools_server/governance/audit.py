"""The audit log: append-only, each entry chained to the one before by its hash."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Connection, Engine, insert, select, update

from tools_server.governance.database import AUDIT, AUDIT_HEAD

Event = Literal["proposed", "decided", "sent", "answered", "refused"]

_FIRST = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One event: when (UTC), what, by whom, about which action, and the details."""

    seq: int
    at: str
    event: str
    actor: str
    action: str
    digest: str
    body: dict[str, Any]
    previous: str
    hash: str

    def computed_hash(self) -> str:
        """The hash this entry must have, over all of its other fields."""
        fields = {name: value for name, value in asdict(self).items() if name != "hash"}
        return sha256(json.dumps(fields, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """The outcome of a verification: how many entries, and the first bad one where there is one."""

    entries: int
    problem: str | None = None
    bad_seq: int | None = None

    @property
    def intact(self) -> bool:
        """Whether every entry is as it was written, and none is missing."""
        return self.problem is None


class AuditLog:
    """Appends, reads and verifies. Several processes may append at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def append(
        self,
        event: Event,
        *,
        actor: str,
        action: str,
        digest: str,
        body: dict[str, Any],
        once: bool = False,
    ) -> None:
        """Add an event about an action.

        With ``once`` an event that is already there, with the same action and content, is not added
        again: a node of the graph may run twice and still tell one story.
        """
        with self._engine.begin() as connection:
            if once and body in _bodies(connection, event, action, digest):
                return
            seq, previous = _head(connection)
            entry = Entry(seq + 1, _now(), event, actor, action, digest, body, previous, "")
            hash_ = entry.computed_hash()
            connection.execute(insert(AUDIT).values({**asdict(entry), "hash": hash_}))
            connection.execute(update(AUDIT_HEAD).values(seq=entry.seq, hash=hash_))

    def entries(self, *, action: str | None = None) -> list[Entry]:
        """All entries in order, or those about one action."""
        query = select(AUDIT).order_by(AUDIT.c.seq)
        if action is not None:
            query = query.where(AUDIT.c.action == action)
        with self._engine.begin() as connection:
            return [Entry(**row) for row in connection.execute(query).mappings()]

    def verify(self) -> Verdict:
        """Walk the chain from the first entry to the head, which is kept apart from the entries."""
        with self._engine.begin() as connection:
            head_seq, head_hash = _head(connection)
            rows = connection.execute(select(AUDIT).order_by(AUDIT.c.seq)).mappings()
            return _walk((Entry(**row) for row in rows), head_seq, head_hash)


def _walk(entries: Iterator[Entry], head_seq: int, head_hash: str) -> Verdict:
    seq, previous = 0, _FIRST
    for entry in entries:
        if entry.seq != seq + 1:
            return Verdict(seq, f"entry {seq + 1} is missing", seq + 1)
        if entry.previous != previous or entry.hash != entry.computed_hash():
            return Verdict(seq, f"entry {entry.seq} was changed", entry.seq)
        seq, previous = entry.seq, entry.hash
    if seq > head_seq:
        return Verdict(head_seq, f"entry {head_seq + 1} was added", head_seq + 1)
    if (seq, previous) != (head_seq, head_hash):
        return Verdict(seq, f"entries after {seq} are missing", seq + 1)
    return Verdict(seq)


def _head(connection: Connection) -> tuple[int, str]:
    row = connection.execute(select(AUDIT_HEAD)).one_or_none()
    if row is None:
        connection.execute(insert(AUDIT_HEAD).values(id=1, seq=0, hash=_FIRST))
        return 0, _FIRST
    return row.seq, row.hash


def _bodies(connection: Connection, event: str, action: str, digest: str) -> list[dict[str, Any]]:
    query = select(AUDIT.c.body).where(
        AUDIT.c.event == event, AUDIT.c.action == action, AUDIT.c.digest == digest
    )
    return list(connection.execute(query).scalars())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
