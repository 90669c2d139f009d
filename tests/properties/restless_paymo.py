"""A Paymo whose list of clients changes between two requests, in an order of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import SecretStr

from tools_server.paymo.client import PaymoClient
from tools_server.tools.context import ToolContext


@dataclass(frozen=True)
class Row:
    """A client; ``rank`` is where a server that sorts by something else would put it."""

    id: int
    rank: int


ORDERS: dict[str, Callable[[Row], Any]] = {
    "oldest first": lambda row: row.id,
    "newest first": lambda row: -row.id,
    "by something else": lambda row: (row.rank, row.id),
}


@dataclass(frozen=True)
class Change:
    """Rows that are inserted, or neighbours that are deleted; ``at`` is a place in thousandths."""

    inserts: bool
    at: int
    count: int


class RestlessPaymo(httpx.AsyncBaseTransport):
    """Before each request but the first, the next changes happen.

    A ``cap`` on pages is silent; nothing changes until the client has found it out.
    """

    def __init__(
        self, count: int, order: str, changes: Sequence[Sequence[Change]], cap: int | None = None
    ) -> None:
        self._order = ORDERS[order]
        self._rows = sorted(
            (Row(id, id * 7919 % 1000) for id in range(1, count + 1)), key=self._order
        )
        self._count = count
        self._last_id = count
        self._changes = iter([(), (), *changes] if cap else [(), *changes])
        self._cap = cap
        self.requests = 0

    @property
    def steady(self) -> set[int]:
        """The clients that were there from the first request to the last."""
        return {row.id for row in self._rows if row.id <= self._count}

    def context(self) -> ToolContext:
        """A tool context on this server."""
        return ToolContext(PaymoClient("http://paymo.test/api/", SecretStr("KEY"), transport=self))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        for change in next(self._changes, ()):
            self._apply(change)
        self.requests += 1
        page, size = (int(request.url.params[name]) for name in ("page", "page_size"))
        size = min(size, self._cap or size)
        shown = self._rows[page * size : (page + 1) * size]
        rows = [{"id": row.id, "name": f"Client {row.id}", "active": True} for row in shown]
        return httpx.Response(200, json={"clients": rows})

    def _apply(self, change: Change) -> None:
        if change.inserts:
            new = range(self._last_id + 1, self._last_id + 1 + change.count)
            self._last_id += change.count
            self._rows += [Row(id, (change.at + id) % 1000) for id in new]
            self._rows.sort(key=self._order)
        else:
            first = change.at * len(self._rows) // 1000
            del self._rows[first : first + change.count]
