"""A tools server over its real protocol, and a note of every request that is sent to Paymo."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from mcp import ClientSession
from mcp.client.session import ElicitationFnT
from mcp.shared.memory import create_connected_server_and_client_session
from pydantic import SecretStr

from tests.tools_server.tools.sandbox_account import NOON, STUDIO
from tools_server.backend import build_gate
from tools_server.governance.approvals import (
    APPROVAL_META,
    THREAD_META,
    Approval,
    ApprovalSigner,
    card_digest,
    digest,
)
from tools_server.governance.audit import AuditLog
from tools_server.governance.database import open_database
from tools_server.governance.tokens import LOCAL
from tools_server.paymo.client import PaymoClient
from tools_server.sandbox.paymo.app import create_app
from tools_server.server import ToolsServer
from tools_server.tools.context import ToolContext

THREAD = "t1"


class Network(httpx.AsyncBaseTransport):
    """The way to the sandbox. ``unreachable`` fails whatever is asked; the others the next POST."""

    def __init__(self, app: Any) -> None:
        self._sandbox = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.read: list[str] = []
        self.posted: list[tuple[str, dict[str, Any]]] = []
        self.unreachable = False
        self.refuse_write = False
        self.lose_request = False
        self.lose_answer = False
        self.write_twice = False
        self.break_down_after = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.unreachable:
            raise httpx.ConnectError("no route")
        if request.method != "POST":
            self.read.append(request.url.path)
            return await self._sandbox.handle_async_request(request)
        if self.refuse_write:
            raise httpx.ConnectError("no route")
        path = request.url.path.removeprefix("/api/")
        self.posted.append((path, json.loads(request.content)))
        if self.lose_request:
            self.lose_request = False
            raise httpx.ReadError("connection reset")
        response = await self._sandbox.handle_async_request(request)
        if self.write_twice:
            await self._sandbox.handle_async_request(request)
        self.unreachable = self.break_down_after
        if self.lose_answer:
            self.lose_answer = False
            raise httpx.ReadError("connection reset")
        return response

    async def change(self, path: str, key: str, **values: Any) -> None:
        """Somebody else changes a record in Paymo."""
        async with httpx.AsyncClient(transport=self._sandbox, auth=(key, "X")) as browser:
            answer = await browser.put(f"http://sandbox/api/{path}", json=values)
            answer.raise_for_status()


@dataclass
class Office:
    """A client that is connected, and what stands around the server it talks to."""

    client: ClientSession
    network: Network
    signer: ApprovalSigner
    audit: AuditLog
    account: str

    async def call(self, tool: str, meta: dict[str, Any] | None = None, **args: Any) -> Any:
        """The JSON of a call's answer, error or not."""
        result = await self.client.call_tool(tool, args, meta=meta)
        content = json.loads(result.content[0].text)
        assert result.structuredContent == (None if result.isError else content)
        assert result.isError == ("error" in content)
        return content

    async def refusal(self, tool: str, meta: dict[str, Any] | None = None, **args: Any) -> Any:
        """The error of a call that must fail."""
        content = await self.call(tool, meta, **args)
        assert "error" in content, content
        return content["error"]

    async def proposal(self, tool: str, **args: Any) -> dict[str, Any]:
        """What a person would be shown."""
        content = await self.call(tool, **args, dry_run=True)
        assert content.get("status") == "preview", content
        return content["proposal"]

    async def approved(self, tool: str, **args: Any) -> Any:
        """Preview, approve and send, as the agent does it."""
        proposal = await self.proposal(tool, **args)
        return await self.call(tool, self.approval(proposal), **proposal["args"])

    def approval(self, proposal: dict[str, Any], /, **changes: Any) -> dict[str, Any]:
        """The `_meta` of a call with a person's approval of a proposal, or one that differs."""
        tool, args = proposal["tool"], proposal["args"]
        fields = {
            "tool": tool,
            "digest": digest(tool, args),
            "card": card_digest(proposal),
            "key": f"key-{digest(tool, args)[:8]}",
            "thread": THREAD,
            "approver": "Nora",
            "account": self.account,
            "expires_at": datetime.now(UTC) + timedelta(hours=1),
        }
        token = self.signer.sign(Approval(**{**fields, **changes}))
        return {APPROVAL_META: token, THREAD_META: THREAD}


def card_of(tool: str, args: dict[str, Any]) -> dict[str, Any]:
    """A card for arguments that no server would make one of."""
    return {"tool": tool, "args": args, "summary": "", "fields": [], "warnings": []}


async def _at_once(_seconds: float) -> None:
    """No test waits for a retry."""


@asynccontextmanager
async def open_office(
    data: Path,
    world: Mapping[str, Any] = STUDIO,
    *,
    key: str | None = None,
    now: datetime = NOON,
    timezone: str | None = None,
    elicitation: ElicitationFnT | None = None,
    unattended: bool = False,
) -> AsyncIterator[Office]:
    """The office of a world: real protocol, real gate and records, sandbox in memory."""
    app = create_app(None, world=world, clock=lambda: now)
    network = Network(app)
    engine = open_database(data / "governance.db")
    signer = ApprovalSigner.from_folder(data)
    audit = AuditLog.in_folder(data, engine)
    secret = SecretStr(key or next(iter(world["api_keys"])))
    async with PaymoClient(
        "http://sandbox/api/", secret, transport=network, sleep=_at_once
    ) as paymo:
        zone = ZoneInfo(timezone) if timezone else None
        context = ToolContext(paymo, timezone=zone, clock=lambda: now)
        account, settle_after = secret.get_secret_value(), timedelta(seconds=1)
        gate = build_gate(data, engine, context, account=account, settle_after=settle_after)
        server = ToolsServer(context, gate, unattended=unattended).mcp
        async with create_connected_server_and_client_session(
            server, elicitation_callback=elicitation
        ) as client:
            yield Office(client, network, signer, audit, gate.account_of(LOCAL))
    engine.dispose()
