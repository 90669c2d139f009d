"""The audit log: append-only, each entry chained to the one before it, the last one anchored."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    func,
    insert,
    select,
    update,
)

from tools_server.errors import Conflict
from tools_server.governance.anchor import FILE_NAME, Anchor, AnchorBroken, Head
from tools_server.governance.chain import Entry, Row, Verdict, judged, unsealed
from tools_server.governance.database import AUDIT
from tools_server.governance.stored import as_stored, json_object, shown, value_of

Event = Literal["proposed", "decided", "sent", "answered", "refused", "anchored"]

_BROKEN = f"{FILE_NAME} was changed, or the key of this folder was"
_MISSING = f"{FILE_NAME} is missing; nothing proves that no entry is missing at the end"
_UNSEALED = (
    f"{FILE_NAME} is missing, and so are seals: an older version wrote this log, or somebody wrote"
    " it anew. Compare it with an export; `audit anchor --yes` would bless it as it is"
)

# Behind it there is no room for another number; no log comes near it.
_LARGEST = 2**62


class AuditLog:
    """Appends, reads and verifies. Several processes may append at once.

    Every transaction is a writer's, so appends take turns, and so do those who move the anchor.
    No row and no anchor that somebody broke keeps an entry out: an append stands between Paymo's
    answer and the record of it. It leaves what is broken as it is, and `verify` names it.
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

        What cannot be read any more is marked as ``unreadable``.
        """
        about = [] if action is None else [AUDIT.c.action == action]
        with self._engine.begin() as connection:
            return [Entry.of(row) for row in _rows(connection, *about)]

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
            missing = _UNSEALED if unsealed(rows) else _MISSING
            return self._without_anchor(rows, missing if rows else None)
        found = judged(rows, self._anchor)
        if found.intact and found.entries < anchored.seq:
            missing = _missing(found.entries + 1, anchored.seq)
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

    def _unanchored(self, rows: Sequence[Row]) -> Verdict:
        if self._anchor.exists:
            raise Conflict("This log has its anchor.", hint="`paymo-agent audit verify` checks it.")
        return judged(rows, self._anchor, unsealed=unsealed(rows))

    def _without_anchor(self, rows: Sequence[Row], problem: str | None) -> Verdict:
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
            select(AUDIT.c.seq, as_stored(AUDIT.c.hash))
            .where(func.typeof(AUDIT.c.seq) == "integer", AUDIT.c.seq < _LARGEST)
            .order_by(AUDIT.c.seq.desc())
            .limit(1)
        ).first()
        end = Head(last.seq, shown(value_of(last.hash))) if last else Head()
        try:
            anchored = self._anchor.read()
        except AnchorBroken:
            return end
        if anchored is None:
            # Only an empty log gets its first anchor by itself: else whoever cuts the log could
            # take away the anchor too, and the next entry would make it good.
            if last is None:
                with suppress(OSError):
                    self._anchor.write(end)
            return end
        return max(end, anchored, key=lambda head: head.seq)

    def _move_anchor(self, head: Head) -> None:
        with self._engine.begin(), suppress(AnchorBroken, OSError):
            anchored = self._anchor.read()
            if anchored is not None and anchored.seq < head.seq:
                self._anchor.write(head)


def _missing(first: int, last: int) -> str:
    return f"entry {last} is missing" if first == last else f"entries {first} to {last} are missing"


def _rows(connection: Connection, *about: ColumnElement[bool]) -> Sequence[Row]:
    """The rows in the order of their numbers; at the end those that have none."""
    query = select(*(as_stored(AUDIT.c[name]) for name in Row._fields)).order_by(AUDIT.c.seq)
    rows = [Row(*map(value_of, row)) for row in connection.execute(query.where(*about))]
    return sorted(rows, key=lambda row: not isinstance(row.seq, int))


def _bodies(connection: Connection, event: str, action: str, digest: str) -> list[dict[str, Any]]:
    query = select(as_stored(AUDIT.c.body)).where(
        AUDIT.c.event == event, AUDIT.c.action == action, AUDIT.c.digest == digest
    )
    return [json_object(value_of(body)) for body in connection.execute(query).scalars()]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
