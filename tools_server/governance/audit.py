"""The audit log: append-only, each entry chained to the one before it, the last one anchored."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
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
from tools_server.governance.anchor import FILE_NAME, Anchor, AnchorBroken, Head
from tools_server.governance.chain import Entry, Verdict, judged, unsealed
from tools_server.governance.database import AUDIT

Event = Literal["proposed", "decided", "sent", "answered", "refused", "anchored"]

_BROKEN = f"{FILE_NAME} was changed, or the key of this folder was"
_MISSING = f"{FILE_NAME} is missing; `audit anchor` makes it for a log of an older version"


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
            return [Entry.of(row) for row in connection.execute(query)]

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
        found = judged(rows, self._anchor)
        if found.intact and found.entries < anchored.seq:
            missing = f"entries {found.entries + 1} to {anchored.seq} are missing"
            return Verdict(found.entries, missing, found.entries + 1, found.head)
        if found.intact and anchored.seq and rows[anchored.seq - 1].hash != anchored.hash:
            changed = f"entry {anchored.seq} is not the one that {FILE_NAME} names"
            return Verdict(anchored.seq - 1, changed, anchored.seq)
        return found

    def unanchored(self) -> Verdict:
        """What `anchor_anew` would vouch for: the verdict by chain, and by what seals there are.

        Raises `Conflict` where there is an anchor.
        """
        with self._engine.begin() as connection:
            return self._unanchored(_rows(connection))

    def anchor_anew(self) -> Verdict:
        """Seal and anchor a log whose anchor is missing: an older version's, or a restored one.

        Does it only where `unanchored` finds the chain whole and every seal that is there right.
        Entries without a seal get one, whoever wrote them: a person has to answer for them.
        """
        with self._engine.begin() as connection:
            rows = _rows(connection)
            found = self._unanchored(rows)
            if found.intact:
                for row in rows:
                    sealed = update(AUDIT).where(AUDIT.c.seq == row.seq)
                    connection.execute(sealed.values(seal=self._anchor.seal(row.hash)))
                self._anchor.write(Head(found.entries, found.head))
        return found

    def _unanchored(self, rows: Sequence[Row[Any]]) -> Verdict:
        if self._anchor.exists:
            raise Conflict("This log has its anchor.", hint="`paymo-agent audit verify` checks it.")
        return judged(rows, self._anchor, unsealed=unsealed(rows))

    def _without_anchor(self, rows: Sequence[Row[Any]], problem: str | None) -> Verdict:
        """The verdict by chain and seals; by the chain alone where no seal fits this key."""
        old = unsealed(rows)
        found = judged(rows, self._anchor, unsealed=old)
        if found.bad_seq == old + 1:
            found = judged(rows, None, unsealed=old)
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


def _bodies(connection: Connection, event: str, action: str, digest: str) -> list[dict[str, Any]]:
    query = select(AUDIT.c.body).where(
        AUDIT.c.event == event, AUDIT.c.action == action, AUDIT.c.digest == digest
    )
    return list(connection.execute(query).scalars())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
