"""Lists in pages: the input every list tool shares, the answer, and the reader behind it.

A cursor says where in Paymo's pages to go on: which query, which page, which row, and the page size
that was used. It carries a digest of the tool and its filters, so it fits only the call it came
from.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from tools_server.errors import InvalidArgument
from tools_server.paymo.client import PAGE_SIZE
from tools_server.paymo.models import PaymoObject
from tools_server.paymo.resources import Resource
from tools_server.paymo.where import Where
from tools_server.tools.context import ToolContext
from tools_server.tools.registry import ToolInput

MAX_LIMIT = 2500
IDS_A_QUERY = 200
"""Ids in one ``in (...)``: keeps the address of a request below two kilobytes."""

ObjectT = TypeVar("ObjectT", bound=PaymoObject)
RecordT = TypeVar("RecordT", bound=BaseModel)


class PageInput(ToolInput):
    """The two arguments of every list tool."""

    limit: int = Field(100, ge=1, le=MAX_LIMIT)
    cursor: str | None = Field(
        None, description="next_cursor of the previous answer, with the same filters: the next rows"
    )

    def filters(self) -> dict[str, object]:
        """Everything but the page: what a cursor is bound to."""
        return self.model_dump(mode="json", exclude={"limit", "cursor"})


class Listing(BaseModel, Generic[RecordT]):
    """Some rows, never silently cut: ``next_cursor`` is null only where no row is left."""

    model_config = ConfigDict(extra="forbid")

    items: list[RecordT]
    count: int
    next_cursor: str | None
    as_of: datetime
    warnings: list[str]

    def is_blank(self, args: PageInput) -> bool:
        """Whether the whole listing, not just a later page, holds nothing."""
        return not self.items and args.cursor is None


@dataclass(frozen=True)
class Position:
    """Where to go on reading. ``query`` counts the queries of one listing."""

    query: int = 0
    page: int = 0
    row: int = 0


@dataclass(frozen=True)
class Query(Generic[ObjectT, RecordT]):
    """What a list tool reads: rows of one collection, through one or more ``where``, in order.

    ``record`` makes a row's record, or None for a row that is not asked for after all. ``complete``
    may amend each page before that, such as children that an include lost.
    """

    resource: Resource[ObjectT]
    wheres: Sequence[Where]
    record: Callable[[ObjectT], RecordT | None]
    includes: Sequence[str] = ()
    page_size: int = PAGE_SIZE
    complete: Callable[[list[ObjectT]], Awaitable[list[ObjectT]]] | None = None
    warnings: list[str] = field(default_factory=list)


async def read_listing(
    context: ToolContext,
    answer: type[Listing[RecordT]],
    args: PageInput,
    query: Query[ObjectT, RecordT],
) -> Listing[RecordT]:
    """Read on from the cursor until ``limit`` records are found or the data ends.

    Every row comes once and in Paymo's order over the calls of one listing. Raises InvalidArgument
    for a cursor of another listing.
    """
    digest = _digest(args)
    at, page_size = _decoded(args.cursor, digest, query, context.paymo.longest_page)
    items: list[RecordT] = []
    next_at: Position | None = None
    while at.query < len(query.wheres):
        rows, is_last = await _page(context, query, at, page_size)
        page_size = min(page_size, context.paymo.longest_page)
        next_at = _take(rows, at, query, items, args.limit)
        if next_at is not None:
            break
        at = _following(at, is_last=is_last)
        if len(items) == args.limit:
            next_at = at if at.query < len(query.wheres) else None
            break
    return answer(
        items=items,
        count=len(items),
        next_cursor=_encoded(next_at, digest, page_size) if next_at else None,
        as_of=context.now(),
        warnings=query.warnings,
    )


def each_of(where: Where, field: str, ids: Sequence[int]) -> list[Where]:
    """The queries that together cover a set of ids; none where the set is empty."""
    return [
        where.one_of(field, ids[start : start + IDS_A_QUERY])
        for start in range(0, len(ids), IDS_A_QUERY)
    ]


async def _page(
    context: ToolContext, query: Query[ObjectT, RecordT], at: Position, page_size: int
) -> tuple[list[ObjectT], bool]:
    """A page as the query completes it, and whether Paymo has no further one."""
    rows = await context.paymo.page(
        query.resource,
        query.wheres[at.query],
        query.includes,
        page=at.page,
        page_size=page_size,
    )
    is_last = len(rows) < page_size
    if is_last and at.page == 0:
        where = query.wheres[at.query]
        is_last = not await context.paymo.caps_pages(
            query.resource, where, query.includes, len(rows)
        )
    return (await query.complete(rows) if query.complete else rows), is_last


def _take(
    rows: list[ObjectT],
    at: Position,
    query: Query[ObjectT, RecordT],
    items: list[RecordT],
    limit: int,
) -> Position | None:
    """Add records of a page to ``items``; the first one there is no room for is where to go on."""
    for row in range(at.row, len(rows)):
        record = query.record(rows[row])
        if record is None:
            continue
        if len(items) == limit:
            return Position(at.query, at.page, row)
        items.append(record)
    return None


def _following(at: Position, *, is_last: bool) -> Position:
    return Position(at.query + 1) if is_last else Position(at.query, at.page + 1)


def _digest(args: PageInput) -> str:
    canonical = json.dumps([type(args).__name__, args.filters()], sort_keys=True)
    return sha256(canonical.encode()).hexdigest()[:16]


def _encoded(at: Position, digest: str, page_size: int) -> str:
    content = json.dumps([digest, at.query, at.page, at.row, page_size], separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def _decoded(
    cursor: str | None, digest: str, query: Query[ObjectT, RecordT], longest_page: int
) -> tuple[Position, int]:
    if cursor is None:
        return Position(), min(query.page_size, longest_page)
    try:
        content = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        owner, number, page, row, page_size = content
        valid = all(isinstance(n, int) and n >= 0 for n in (number, page, row, page_size))
    except (ValueError, TypeError, binascii.Error):
        valid = False
    if not valid or not 0 < page_size <= PAGE_SIZE:
        raise InvalidArgument(
            "cursor: this is not a cursor that a list tool gave out",
            hint="Pass next_cursor of the previous call unchanged, or leave cursor out.",
        )
    if owner != digest:
        raise InvalidArgument(
            "cursor: it belongs to a call with other filters",
            hint="Repeat the filters of the call that gave it, or leave cursor out to start anew.",
        )
    return Position(number, page, row), page_size
