"""The audit log: append-only, each entry chained to the one before it, the last one anchored."""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    String,
    insert,
    select,
    type_coerce,
    update,
)

from tools_server.errors import Conflict
from tools_server.governance.anchor import FILE_NAME, FIRST, Anchor, AnchorBroken, Head
from tools_server.governance.database import AUDIT

Event = Literal["proposed", "decided", "sent", "answered", "refused", "anchored"]

_BROKEN = f"{FILE_NAME} was changed, or the key of this folder was"
_MISSING = f"{FILE_NAME} is missing; `audit anchor` makes it for a log of an older version"


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
        """The hash this entry must have, over all of its other fields (docs/contracts.md)."""
        content = {name: value for name, value in vars(self).items() if name != "hash"}
        return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """The outcome of a verification: how many entries are good, and the first bad one.

    ``bad_seq`` is None where something is wrong with the anchor and with no entry.
    """

    entries: int
    problem: str | None = None
    bad_seq: int | None = None
    head: str = FIRST

    @property
    def intact(self) -> bool:
        """Whether every entry is as it was written, and none is missing."""
        return self.problem is None


class AuditLog:
    """Appends, reads and verifies. Several processes may append at once.

    Every transaction is a writer's, so appends take turns, and so do those who move the anchor.
    """

    def __init__(self, engine: Engine, anchor: Anchor) -> None:
        self._engine = engine
        self._anchor = anchor

    @classmethod
    def in_folder(cls, data: Path, engine: Engine) -> AuditLog:
        """The log of this data folder, over an engine of its governance database."""
        return cls(engine, Anchor.in_folder(data))

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
            end = self._end(connection)
            entry = Entry(end.seq + 1, _now(), event, actor, action, digest, body, end.hash, "")
            head = Head(entry.seq, entry.computed_hash())
            row = {**asdict(entry), "hash": head.hash, "seal": self._anchor.seal(head.hash)}
            connection.execute(insert(AUDIT).values(row))
        self._move_anchor(head)

    def entries(self, *, action: str | None = None) -> list[Entry]:
        """All entries in order, or those about one action.

        A body that is no JSON object any more is answered under ``unreadable``.
        """
        query = select(*_COLUMNS).order_by(AUDIT.c.seq)
        if action is not None:
            query = query.where(AUDIT.c.action == action)
        with self._engine.begin() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def verify(self) -> Verdict:
        """Walk the chain from the first entry to the anchored head.

        Appends commit before they move the anchor, so it may be behind, never ahead.
        """
        with self._engine.begin() as connection:
            rows = _rows(connection)
            try:
                anchored = self._anchor.read()
            except AnchorBroken:
                return self._without_anchor(rows, _BROKEN)
        if anchored is None:
            return self._without_anchor(rows, _MISSING if rows else None)
        found = _judged(rows, self._anchor)
        if found.intact and found.entries < anchored.seq:
            missing = f"entries {found.entries + 1} to {anchored.seq} are missing"
            return Verdict(found.entries, missing, found.entries + 1, found.head)
        if found.intact and anchored.seq and rows[anchored.seq - 1].hash != anchored.hash:
            changed = f"entry {anchored.seq} is not the one that {FILE_NAME} names"
            return Verdict(anchored.seq - 1, changed, anchored.seq)
        return found

    def anchor_anew(self) -> Verdict:
        """Seal and anchor a log whose anchor is missing: an older version's, or a restored one.

        Does it only where the chain is whole and every seal that is there is right; answers what
        was found. Raises `Conflict` where there is an anchor.
        """
        with self._engine.begin() as connection:
            if self._anchor.exists:
                raise Conflict(
                    "This log has its anchor.", hint="`paymo-agent audit verify` checks it."
                )
            rows = _rows(connection)
            found = _judged(rows, self._anchor, unsealed=_unsealed(rows))
            if found.intact:
                for row in rows:
                    sealed = update(AUDIT).where(AUDIT.c.seq == row.seq)
                    connection.execute(sealed.values(seal=self._anchor.seal(row.hash)))
                self._anchor.write(Head(found.entries, found.head))
        return found

    def _without_anchor(self, rows: Sequence[Row[Any]], problem: str | None) -> Verdict:
        """The verdict by chain and seals; by the chain alone where no seal fits this key."""
        old = _unsealed(rows)
        found = _judged(rows, self._anchor, unsealed=old)
        if found.bad_seq == old + 1:
            found = _judged(rows, None)
        return replace(found, problem=problem) if found.intact else found

    def _end(self, connection: Connection) -> Head:
        """Where the next entry goes: after the anchor where entries before it are missing, so that
        the gap stays and is found.
        """
        last = connection.execute(
            select(AUDIT.c.seq, AUDIT.c.hash).order_by(AUDIT.c.seq.desc()).limit(1)
        ).first()
        end = Head(last.seq, last.hash) if last else Head()
        try:
            anchored = self._anchor.read()
        except AnchorBroken:
            return end
        if anchored is None:
            # Only an empty log gets its first anchor by itself: else whoever cuts the log could
            # take away the anchor too, and the next entry would make it good.
            if last is None:
                self._anchor.write(end)
            return end
        return max(end, anchored, key=lambda head: head.seq)

    def _move_anchor(self, head: Head) -> None:
        with self._engine.begin(), suppress(AnchorBroken):
            anchored = self._anchor.read()
            if anchored is not None and anchored.seq < head.seq:
                self._anchor.write(head)


# The body as the text that is stored: parsed, some changes of it would not be seen.
_COLUMNS: list[ColumnElement[Any]] = [
    AUDIT.c[field.name] for field in fields(Entry) if field.name != "body"
]
_COLUMNS += [type_coerce(AUDIT.c.body, String).label("body"), AUDIT.c.seal]


def _rows(connection: Connection) -> Sequence[Row[Any]]:
    return connection.execute(select(*_COLUMNS).order_by(AUDIT.c.seq)).all()


def _unsealed(rows: Sequence[Row[Any]]) -> int:
    """How many entries at the start have no seal: those that an older version wrote."""
    return next((place for place, row in enumerate(rows) if row.seal is not None), len(rows))


def _judged(rows: Sequence[Row[Any]], anchor: Anchor | None, *, unsealed: int = 0) -> Verdict:
    """The verdict on the entries alone. Without an anchor no seals are looked at, and none of the
    first ``unsealed`` entries.
    """
    seq, previous = 0, FIRST
    for row in rows:
        if row.seq > seq + 1:
            return Verdict(seq, f"entry {seq + 1} is missing", seq + 1)
        if row.seq <= seq:
            return Verdict(seq, f"entry {row.seq} was added", row.seq)
        if row.previous != previous or not as_written(row, anchor if seq >= unsealed else None):
            return Verdict(seq, f"entry {row.seq} was changed or added", row.seq)
        seq, previous = row.seq, row.hash
    return Verdict(seq, head=previous)


def as_written(row: Row[Any], anchor: Anchor | None) -> bool:
    """Whether this row has its own hash and, with an anchor, that hash its seal."""
    try:
        body = json.loads(row.body)
        # Blanks, the order of keys and repeated keys are no part of the hash, but of the text.
        if json.dumps(body) != row.body:
            return False
        entry = _entry(row)
        sealed = anchor is None or hmac.compare_digest(anchor.seal(entry.hash), row.seal)
        return sealed and entry.hash == entry.computed_hash()
    except (TypeError, ValueError):  # a value of a kind that the log never writes
        return False


def _entry(row: Row[Any]) -> Entry:
    content = {field.name: getattr(row, field.name) for field in fields(Entry)}
    try:
        body = json.loads(row.body)
    except (TypeError, ValueError):
        body = None
    content["body"] = body if isinstance(body, dict) else {"unreadable": str(row.body)}
    return Entry(**content)


def _bodies(connection: Connection, event: str, action: str, digest: str) -> list[dict[str, Any]]:
    query = select(AUDIT.c.body).where(
        AUDIT.c.event == event, AUDIT.c.action == action, AUDIT.c.digest == digest
    )
    return list(connection.execute(query).scalars())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
