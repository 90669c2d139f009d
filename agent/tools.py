"""The tools as the graph sees them: what a model may call, and what a call answers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from langchain_core.tools import BaseTool
from langchain_mcp_adapters.tools import load_mcp_tools
from mcp import ClientSession, McpError
from mcp.types import (
    CallToolRequest,
    CallToolRequestParams,
    CallToolResult,
    ClientRequest,
    ReadResourceResult,
    RequestParams,
    TextResourceContents,
)
from pydantic import AnyUrl

from agent.connection import Connect, HeldSession
from agent.settings import Settings
from tools_server.errors import Failure, UpstreamUnavailable, failure_from

# Anything that is not named here, an unknown tool included, goes through the gate. The server's own
# hints are not asked: a lock that the locked-out party labels is none.
READ_TOOLS = frozenset(
    {
        "list_projects",
        "get_project_details",
        "list_tasks",
        "list_time_entries",
        "list_invoices",
        "list_clients",
        "list_users",
        "list_milestones",
    }
)

# In the `_meta` of the server's answers; a server that does not say it counts for none.
_REQUESTS_META = "paymo-agent/requests"

# Decided by the nodes, not by a model: a list is read to its end, a write is checked dry first.
_NOT_FOR_MODELS = ("limit", "cursor", "dry_run")


@dataclass(frozen=True)
class ToolAnswer:
    """The content of a call, the failure where it is one, and the requests to Paymo it took."""

    content: dict[str, Any]
    failure: Failure | None = None
    requests: int = 0


@dataclass
class PaymoTools:
    """The tools server as Python: call a tool, read the account, list what a model may use."""

    _held: HeldSession
    _for_models: list[BaseTool] = field(default_factory=list)
    _account: dict[str, Any] | None = None

    async def call(
        self, name: str, args: dict[str, Any], *, meta: dict[str, Any] | None = None
    ) -> ToolAnswer:
        """Call a tool. A refusal is an answer with a failure; only a dead server raises."""

        params = CallToolRequestParams(
            name=name, arguments=args, _meta=RequestParams.Meta(**meta) if meta else None
        )
        request = ClientRequest(CallToolRequest(params=params))

        async def send(session: ClientSession) -> CallToolResult:
            # Not `call_tool`: it checks the schema of the output anew for every answer, which takes
            # longer than most answers do. Our server's answers are made from that very schema.
            return await session.send_request(request, CallToolResult)

        result = await self._held.use(send)
        requests = _requests(result.meta)
        if not result.isError:
            return ToolAnswer(result.structuredContent or {}, requests=requests)
        content = _error_content(result)
        return ToolAnswer(content, failure_from(content.get("error", {})), requests)

    async def account(self) -> dict[str, Any]:
        """The account behind the key, read once. Raises the failure that Paymo answered with."""
        return (await self.account_and_cost())[0]

    async def account_and_cost(self) -> tuple[dict[str, Any], int]:
        """The account, and the requests to Paymo that this very call took for it."""
        cost = 0
        if self._account is None:

            async def read(session: ClientSession) -> ReadResourceResult:
                return await session.read_resource(AnyUrl("paymo://account"))

            try:
                result = await self._held.use(read)
            except McpError as refused:
                raise failure_from(refused.error.data or {}) from refused
            (content,) = result.contents
            if not isinstance(content, TextResourceContents):
                raise UpstreamUnavailable(
                    "The account came in a form we cannot read.",
                    hint="Check the tools server's version.",
                )
            self._account = json.loads(content.text)
            cost = _requests(content.meta)
        return self._account, cost

    async def for_models(self) -> list[BaseTool]:
        """The tools to bind to a chat model, without the arguments that are not its business."""
        if not self._for_models:
            loaded = await self._held.use(load_mcp_tools)
            self._for_models = [_without_own_arguments(tool) for tool in loaded]
        return self._for_models


@asynccontextmanager
async def open_tools(
    settings: Settings, connect: Connect | None = None
) -> AsyncIterator[PaymoTools]:
    """Hold a session to a tools server, a process of its own unless ``connect`` opens another."""
    async with HeldSession(settings, connect) as held:
        yield PaymoTools(held)


def _requests(meta: dict[str, Any] | None) -> int:
    return int((meta or {}).get(_REQUESTS_META, 0))


def _error_content(result: CallToolResult) -> dict[str, Any]:
    """The JSON in the text of an error; empty where it is none of our server's."""
    try:
        content = json.loads("".join(c.text for c in result.content if c.type == "text"))
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _without_own_arguments(tool: BaseTool) -> BaseTool:
    schema = tool.args_schema
    if not isinstance(schema, dict):
        return tool
    kept = {k: v for k, v in schema["properties"].items() if k not in _NOT_FOR_MODELS}
    return tool.model_copy(update={"args_schema": {**schema, "properties": kept}})
