"""The Paymo API as typed Python. Everything the product knows of Paymo comes through here.

Every list is asked for with ``page`` and ``page_size`` together: one alone is ignored, and without
them Paymo may cut silently at 2,500 rows (Paymo API facts, section 7). There is no total and no
next link: a page shorter than asked for is the last one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self, TypeAlias, TypeVar

import httpx
from pydantic import SecretStr, ValidationError

from tools_server.errors import NotFound
from tools_server.paymo.errors import unavailable
from tools_server.paymo.models import Company, PaymoModel, PaymoObject, User
from tools_server.paymo.pacing import Clock, Sleep
from tools_server.paymo.resources import USERS, Resource
from tools_server.paymo.where import Where, include
from tools_server.paymo.wire import BeforeSend, Wire

PAGE_SIZE = 500
"""Rows of a page. 2,500 is the largest said to work; at 500 an answer stays within a few
seconds.
"""

LONGEST_PAGE_SIZE = 2500
"""Rows of a page where a long list is wanted whole: the fewest requests."""

LONG_ROWS_PAGE_SIZE = 100
"""Rows of a page when each brings a long list of children; the size Paymo's support advises."""

LIKELY_CAPS = frozenset({50, 100, 200, 250, 500, 1000, 2000})
"""Lengths at which a server may end a page although more was asked for. The largest page that Paymo
gives is not documented (Paymo API facts, section 7), and a silent cap would look like the end.
"""

ObjectT = TypeVar("ObjectT", bound=PaymoObject)
Rows: TypeAlias = list[ObjectT]


class _CompanyEnvelope(PaymoModel):
    company: Company


class PaymoClient:
    """One key's view of one Paymo server. Use it in one event loop; close it when done.

    ``base_url`` ends in ``/api/``. ``transport`` replaces the network (an ASGI app, a fault plan);
    ``sleep`` and ``clock`` replace time. Every method raises the errors listed in paymo/errors.py.
    """

    def __init__(
        self,
        base_url: str,
        api_key: SecretStr,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Sleep = asyncio.sleep,
        clock: Clock = time.monotonic,
    ) -> None:
        self._wire = Wire(base_url, api_key, transport=transport, sleep=sleep, clock=clock)
        self.longest_page = LONGEST_PAGE_SIZE
        self._longest_seen = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        await self._wire.aclose()

    @property
    def requests_made(self) -> int:
        """HTTP requests sent so far, retries included."""
        return self._wire.requests_made

    async def page(
        self,
        resource: Resource[ObjectT],
        where: Where | None = None,
        includes: Sequence[str] = (),
        *,
        page: int = 0,
        page_size: int = PAGE_SIZE,
    ) -> Rows[ObjectT]:
        """One page of a collection, counted from 0. Fewer rows than ``page_size``: it is the last.

        The order is Paymo's own, which is not documented.
        """
        query = _query(resource, where, includes)
        query |= {"page": str(page), "page_size": str(page_size)}
        rows = _rows(await self._wire.read(resource.name, query), resource)
        self._longest_seen = max(self._longest_seen, len(rows))
        return rows

    async def list(
        self,
        resource: Resource[ObjectT],
        where: Where | None = None,
        includes: Sequence[str] = (),
        *,
        page_size: int = PAGE_SIZE,
    ) -> Rows[ObjectT]:
        """All rows of a collection, each once."""
        rows: dict[int, ObjectT] = {}
        page, page_size = 0, min(page_size, self.longest_page)
        while True:
            got = await self.page(resource, where, includes, page=page, page_size=page_size)
            # A row may move to a later page while its neighbours change: the id decides.
            rows.update((row.id, row) for row in got)
            if len(got) < page_size:
                if page or not await self.caps_pages(resource, where, includes, len(got)):
                    return [*rows.values()]
                page_size = self.longest_page
            page += 1

    async def caps_pages(
        self,
        resource: Resource[ObjectT],
        where: Where | None,
        includes: Sequence[str],
        length: int,
    ) -> bool:
        """Whether a short first page of this length is all that the server gives at once.

        Only for suspicious lengths, and each time, at the cost of a request: a list that ends there
        by chance proves nothing about the next. If so, ``longest_page`` is that length from now on,
        and the rows go on at page 1 of that size.
        """
        if length not in LIKELY_CAPS or length < self._longest_seen:
            return False
        if not await self.page(resource, where, includes, page=1, page_size=length):
            return False
        self.longest_page = length
        return True

    async def get(
        self, resource: Resource[ObjectT], id: int, includes: Sequence[str] = ()
    ) -> ObjectT:
        """The record with this id; NotFound when the key cannot see one."""
        answer = await self._wire.read(f"{resource.name}/{id}", _query(resource, None, includes))
        rows = _rows(answer, resource)
        if not rows:
            raise NotFound(
                f"{resource.name}/{id}: Paymo shows no such record",
                hint="Check the id with the matching list tool.",
                status=404,
            )
        return rows[0]

    async def create(
        self,
        resource: Resource[ObjectT],
        body: Mapping[str, Any],
        includes: Sequence[str] = (),
        *,
        before_send: BeforeSend | None = None,
    ) -> ObjectT:
        """Create a record and return it as stored. Sent once, whatever happens after sending.

        Decimal, date and aware datetime values are written the way Paymo reads them. Raises
        UnknownOutcome where the record may exist although no answer shows it.
        """
        query = _query(resource, None, includes)
        answer = await self._wire.create(resource.name, body, query, before_send=before_send)
        try:
            return _parsed(answer, resource)[0]
        except (ValueError, IndexError) as fault:
            raise self._wire.unconfirmed() from fault

    async def company(self) -> Company:
        """The account's settings; the one answer that is an object, not an array."""
        answer = await self._wire.read("company")
        try:
            return _CompanyEnvelope.model_validate(answer).company
        except ValidationError as fault:
            raise unavailable(f"the answer to company cannot be read: {_reason(fault)}") from fault

    async def me(self) -> User:
        """The user whose key this is."""
        rows = _rows(await self._wire.read("me"), USERS)
        if not rows:
            raise unavailable("the answer to me names no user")
        return rows[0]


def _query(
    resource: Resource[ObjectT], where: Where | None, includes: Sequence[str]
) -> dict[str, str]:
    query = {}
    if where is not None and where.conditions:
        query["where"] = str(where)
    if includes:
        query["include"] = include(resource, includes)
    return query


def _rows(answer: Any, resource: Resource[ObjectT]) -> Rows[ObjectT]:
    try:
        return _parsed(answer, resource)
    except ValueError as fault:
        raise unavailable(
            f"the answer to {resource.name} cannot be read: {_reason(fault)}"
        ) from fault


def _parsed(answer: Any, resource: Resource[ObjectT]) -> Rows[ObjectT]:
    """The rows in an envelope; ValueError where it holds none or one of another shape."""
    rows = answer.get(resource.name) if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise ValueError("it holds no list of that name")
    return [resource.model.model_validate(row) for row in rows]


def _reason(fault: ValueError) -> str:
    """What is wrong and where, without the values."""
    if not isinstance(fault, ValidationError):
        return str(fault)
    first = fault.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(step) for step in first['loc'])}: {first['msg']}"
