"""A list read to its end, page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from agent.rows import ordered
from agent.tools import READ_TOOLS, PaymoTools
from tools_server.errors import Failure, NotFound

Row = dict[str, Any]

_PAGE = 2_500


@dataclass(frozen=True)
class Page:
    """The rows of one call, what the tool warns of, and the requests to Paymo the call took.

    ``failure`` ends a list before its end: the pages before it are a part of it.
    """

    rows: list[Row] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    requests: int = 0
    failure: Failure | None = None


async def pages(tools: PaymoTools, name: str, args: dict[str, Any]) -> AsyncIterator[Page]:
    """Every page of a list tool's answer; the last one may carry a failure.

    A caller's own limit is not heeded: a count over a part would be a wrong count.
    """
    asked = {**args, "limit": _PAGE}
    asked.pop("cursor", None)
    while True:
        answer = await tools.call(name, asked)
        if answer.failure:
            yield Page(requests=answer.requests, failure=answer.failure)
            return
        content = answer.content
        yield Page(content["items"], content["warnings"], answer.requests)
        asked["cursor"] = content["next_cursor"]
        if asked["cursor"] is None:
            return


async def whole_list(tools: PaymoTools, name: str, args: dict[str, Any]) -> list[Row]:
    """All rows of a list tool in the order people expect. Raises the failure that ended the list,
    and `NotFound` for a tool that is no list."""
    if name not in READ_TOOLS or name == "get_project_details":
        raise NotFound(f"{name} lists nothing.", hint="Name one of the list tools.")
    found: list[Row] = []
    async for page in pages(tools, name, args):
        if page.failure:
            raise page.failure
        found += page.rows
    return ordered(name, found)
