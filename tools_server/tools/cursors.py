"""Cursors: where a listing goes on, as a text that fits only the call it came from.

Paymo has neither an order that is promised nor a way to go on after a row. A cursor therefore
remembers the last rows that were passed, by id: rows that were added or deleted meanwhile shift a
page, and the marks tell by how much.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from tools_server.errors import InvalidArgument

MARKS = 16
"""Ids kept of the rows before a position: so many in a row may be deleted and it is still found."""

_LONGEST = 1_000
_BIGGEST = 10**15


@dataclass(frozen=True)
class Position:
    """Behind the first ``row`` rows of one query of a listing; ``marks`` end with the last one."""

    query: int = 0
    row: int = 0
    marks: tuple[int, ...] = ()

    def after(self, row: int, ids: Iterable[int]) -> Position:
        """The position when these rows were passed too, the last of which is the ``row``-th."""
        return Position(self.query, row, (*self.marks, *ids)[-MARKS:])


def listing_digest(tool: str, filters: dict[str, object]) -> str:
    """What a cursor is bound to: the tool and every argument but the page."""
    return sha256(_compact([tool, filters])).hexdigest()[:16]


def encoded(at: Position, listing: str) -> str:
    """The cursor of a position in a listing."""
    content = _compact([listing, at.query, at.row, at.marks])
    return base64.urlsafe_b64encode(_checksum(content) + content).decode().rstrip("=")


def decoded(cursor: str, listing: str) -> Position:
    """The position in a cursor. Raises `InvalidArgument` for one that was made up, altered in any
    character, or given out by a call with other filters.
    """
    owner, at = _opened(cursor)
    if at is None or encoded(at, owner) != cursor:
        raise InvalidArgument(
            "cursor: this is not a cursor that a list tool gave out",
            hint="Pass next_cursor of the previous call unchanged, or leave cursor out.",
        )
    if owner != listing:
        raise InvalidArgument(
            "cursor: it belongs to a call with other filters",
            hint="Repeat the filters of the call that gave it, or leave cursor out to start anew.",
        )
    return at


def _opened(cursor: str) -> tuple[str, Position | None]:
    if len(cursor) > _LONGEST:
        return "", None
    try:
        content = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        owner, query, row, marks = json.loads(content[len(_checksum(b"")) :])
        numbers = [query, row, *marks]
    except (ValueError, TypeError):
        return "", None
    if not isinstance(owner, str) or not all(map(_is_count, numbers)) or (row and not marks):
        return "", None
    return owner, Position(query, row, tuple(marks))


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < _BIGGEST


def _checksum(content: bytes) -> bytes:
    return sha256(content).digest()[:6]


def _compact(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
