"""The chain of the audit log: what an entry is, and the verdict on a run of them.

Nothing here reads or writes a database: rows come in, a verdict comes out.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any, NamedTuple

from tools_server.governance.anchor import FIRST, Anchor
from tools_server.governance.stored import json_object, shown


class Row(NamedTuple):
    """An entry as it is stored. Whoever can write to the file decides of what kinds the values are:
    an entry of the log has a whole number, texts, and NULL or a text as its seal.
    """

    seq: Any
    at: Any
    event: Any
    actor: Any
    action: Any
    digest: Any
    body: Any
    previous: Any
    hash: Any
    seal: Any


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

    @classmethod
    def of(cls, row: Row) -> Entry:
        """The entry of any row. What cannot be read says ``unreadable`` in its place; a number that
        is none is 0.
        """
        content: dict[str, Any] = {
            field.name: shown(getattr(row, field.name)) for field in fields(cls)
        }
        content["seq"] = row.seq if isinstance(row.seq, int) else 0
        content["body"] = json_object(row.body)
        return cls(**content)

    def computed_hash(self) -> str:
        """The hash this entry must have, over all of its other fields (docs/contracts.md)."""
        content = {name: value for name, value in vars(self).items() if name != "hash"}
        return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """The outcome of a verification: how many entries are good, and the first bad one.

    ``bad_seq`` is None where something is wrong with the anchor and with no entry. The first
    ``unsealed`` entries have no seal: their chain alone speaks for them, and anybody can make one.
    """

    entries: int
    problem: str | None = None
    bad_seq: int | None = None
    head: str = FIRST
    unsealed: int = 0

    @property
    def intact(self) -> bool:
        """Whether every entry is as it was written, and none is missing."""
        return self.problem is None


def unsealed(rows: Sequence[Row]) -> int:
    """How many entries at the start have no seal: an older version wrote them, or somebody took
    the seals away.
    """
    return next((place for place, row in enumerate(rows) if row.seal is not None), len(rows))


def judged(rows: Sequence[Row], anchor: Anchor | None, *, unsealed: int = 0) -> Verdict:
    """The verdict on the entries alone. Without an anchor no seals are looked at, and none of the
    first ``unsealed`` entries.
    """
    seq, previous = 0, FIRST
    for row in rows:
        if not isinstance(row.seq, int):
            changed = f"entry {seq + 1} was changed or added: its number is {row.seq!r}"
            return Verdict(seq, changed, seq + 1)
        if row.seq > seq + 1:
            return Verdict(seq, f"entry {seq + 1} is missing", seq + 1)
        if row.seq <= seq:
            return Verdict(seq, f"entry {row.seq} was added", row.seq)
        if row.previous != previous or not as_written(row, anchor if seq >= unsealed else None):
            return Verdict(seq, f"entry {row.seq} was changed or added", row.seq)
        seq, previous = row.seq, row.hash
    return Verdict(seq, head=previous, unsealed=unsealed)


def as_written(row: Row, anchor: Anchor | None) -> bool:
    """Whether this row has its own hash and, with an anchor, that hash its seal."""
    try:
        # Blanks, the order of keys and repeated keys are no part of the hash, but of the text.
        if json.dumps(json.loads(row.body)) != row.body:
            return False
        content = {field.name: getattr(row, field.name) for field in fields(Entry)}
        entry = Entry(**{**content, "body": json.loads(row.body)})
        sealed = anchor is None or hmac.compare_digest(anchor.seal(entry.hash), row.seal)
        return sealed and entry.hash == entry.computed_hash()
    except (TypeError, ValueError, RecursionError):  # nothing that the log ever writes
        return False
