"""Lists in pages: the input every list tool shares, the answer, and the reader behind it.

Other people add and delete records while a list is read, and a row that moves across the edge of a
page would be missed or come twice. So each page begins with the last rows of the one before, and
reading goes on behind those, wherever they are now.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from tools_server.errors import Conflict
from tools_server.paymo.client import LONGEST_PAGE_SIZE, PAGE_SIZE
from tools_server.paymo.models import PaymoObject
from tools_server.paymo.resources import Resource
from tools_server.paymo.where import Where
from tools_server.tools.context import ToolContext
from tools_server.tools.cursors import Position, decoded, encoded, listing_digest
from tools_server.tools.registry import ToolInput

MAX_LIMIT = 2500
IDS_A_QUERY = 200
"""Ids in one ``in (...)``: keeps the address of a request below two kilobytes."""

OVERLAP = 5
"""Rows of a page that were passed already: so many may be deleted before it costs a request."""

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
class Query(Generic[ObjectT, RecordT]):
    """What a list tool reads: rows of one collection, through one or more ``where``, in order.

    ``record`` makes a row's record, or None for a row that is not asked for after all. ``complete``
    may amend the rows of a page before that, such as children that an include lost, or drop some.
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
    """Read on from the cursor until ``limit`` records are found or the data ends; of a limit above
    500, nine in ten are enough.

    Over the calls of one listing every row that is there from beginning to end comes once, in
    Paymo's order, whatever is added or deleted meanwhile. Raises `InvalidArgument` for a cursor of
    another listing, and `Conflict` where so much was deleted that nothing shows where to go on.
    """
    listing = listing_digest(type(args).__name__, args.filters())
    at = Position() if args.cursor is None else decoded(args.cursor, listing)
    items: list[RecordT] = []
    seen: set[int] = set()
    has_room = True
    while has_room and at.query < len(query.wheres):
        start, rows, is_last = await _rows_after(context, query, at, args.limit)
        whole = await query.complete(rows) if query.complete else rows
        left = _take(whole, query, items, args.limit, seen)
        passed = [row.id for row in rows]
        if left is not None:
            passed = passed[: passed.index(left)]
        at = at.after(start + len(passed), passed)
        has_room = left is None and len(items) < _enough(args.limit)
        if left is None and is_last:
            at = Position(at.query + 1)
    return answer(
        items=items,
        count=len(items),
        next_cursor=encoded(at, listing) if at.query < len(query.wheres) else None,
        as_of=context.now(),
        warnings=query.warnings,
    )


def each_of(where: Where, field: str, ids: Sequence[int]) -> list[Where]:
    """The queries that together cover a set of ids; none where the set is empty."""
    return [
        where.one_of(field, ids[start : start + IDS_A_QUERY])
        for start in range(0, len(ids), IDS_A_QUERY)
    ]


def window(row: int, longest: int) -> tuple[int, int]:
    """The page, and its size, that begins `OVERLAP` rows or a few more before ``row`` and reaches
    furthest behind it; ``longest`` is at least 20.

    A page begins at a multiple of its size, so the size decides where.
    """
    before = max(row - min(OVERLAP, longest // 10), 0)
    pages = ((before // size, size) for size in range((longest + 1) // 2, longest + 1))
    return max(pages, key=lambda page: (page[0] + 1) * page[1])


def _enough(limit: int) -> int:
    """The rows at which an answer ends without another request.

    A page shares a few rows with the one before it, so a long answer would always lack some of its
    limit, and the next request would be cut off at its first rows.
    """
    return limit if limit <= PAGE_SIZE else limit * 9 // 10


def _longest(context: ToolContext, query: Query[Any, Any], limit: int) -> int:
    """Rows of a page at most: long pages for a long list."""
    wanted = query.page_size
    if wanted == PAGE_SIZE and limit > PAGE_SIZE:
        wanted = LONGEST_PAGE_SIZE
    return min(wanted, context.paymo.longest_page)


async def _rows_after(
    context: ToolContext, query: Query[ObjectT, RecordT], at: Position, limit: int
) -> tuple[int, list[ObjectT], bool]:
    """Rows behind a position, how many rows are before them now, and whether they are the last."""
    row = at.row
    while True:
        longest = _longest(context, query, limit)
        first, rows, is_last = await _page(context, query, at.query, *window(row, longest))
        behind = _behind_marks(rows, at)
        if behind is not None:
            return first + behind, rows[behind:], is_last
        if first == 0 and at.row <= len(at.marks):  # nothing that was passed is left
            return first, rows, is_last
        if first == 0:
            raise Conflict(
                "The list changed so much that nothing shows where to go on.",
                hint="Read it again from the start, without cursor.",
            )
        row = max(first - longest // 3, 0)  # rows before it were deleted: it has moved up


async def _page(
    context: ToolContext, query: Query[ObjectT, RecordT], number: int, page: int, size: int
) -> tuple[int, list[ObjectT], bool]:
    """How many rows are before a page, its rows, and whether Paymo has no further one."""
    where = query.wheres[number]
    rows = await context.paymo.page(
        query.resource, where, query.includes, page=page, page_size=size
    )
    is_last = len(rows) < size
    if is_last and page == 0:
        is_last = not await context.paymo.caps_pages(
            query.resource, where, query.includes, len(rows)
        )
    return page * size, rows, is_last


def _behind_marks(rows: Sequence[PaymoObject], at: Position) -> int | None:
    """The index behind the latest mark that is among the rows; None where none of them is."""
    if not at.marks:
        return 0
    places = {row.id: place for place, row in enumerate(rows)}
    return next((places[id] + 1 for id in reversed(at.marks) if id in places), None)


def _take(
    rows: list[ObjectT],
    query: Query[ObjectT, RecordT],
    items: list[RecordT],
    limit: int,
    seen: set[int],
) -> int | None:
    """Add the records of new rows to ``items``; the id of the first there is no room for."""
    for row in rows:
        record = None if row.id in seen else query.record(row)
        if record is not None and len(items) == limit:
            return row.id
        if record is not None:
            items.append(record)
        seen.add(row.id)
    return None
