"""The server as a process of its own, met by the official client over stdio and over HTTP."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import get_default_environment, stdio_client
from mcp.client.streamable_http import streamable_http_client
from pydantic import AnyUrl

from tests import studio
from tests.tools_server.test_server import READS, WRITES
from tools_server.governance.approvals import (
    APPROVAL_META,
    THREAD_META,
    Approval,
    ApprovalSigner,
    digest,
)

pytestmark = pytest.mark.anyio

NEW_TASK = {"name": "Footer", "project_id": 101}
CALLS: dict[str, dict[str, Any]] = {
    "list_projects": {},
    "get_project_details": {"project_id": 101},
    "list_tasks": {"project_id": 101},
    "create_task": {**NEW_TASK, "dry_run": True},
    "list_time_entries": {"date_from": "2026-10-01"},
    "create_time_entry": {"task_id": 301, "minutes": 30, "dry_run": True},
    "list_invoices": {"status": "all", "with_items": True},
    "list_clients": {},
    "list_users": {},
    "list_milestones": {},
}


def environment(data: Path, **more: str) -> dict[str, str]:
    """What the server needs to know, on top of what the client passes on by itself."""
    return {
        **get_default_environment(),
        "PAYMO_AGENT_DATA": str(data),
        "PAYMO_AGENT_WORLD": str(studio.WORLD),
        "PAYMO_AGENT_TODAY": studio.TODAY,
        **more,
    }


@asynccontextmanager
async def over_stdio(data: Path, *options: str) -> AsyncIterator[ClientSession]:
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "tools_server", *options], env=environment(data)
    )
    async with stdio_client(server) as (reader, writer), ClientSession(reader, writer) as client:
        await client.initialize()
        yield client


@contextmanager
def serving_http(data: Path) -> Iterator[str]:
    """A real process on a free port; the address of its root."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tools_server", "--http", str(port)]
    process = subprocess.Popen(command, env=environment(data), stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 30
        while not _answers(port):
            assert process.poll() is None and time.monotonic() < until
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def call_each_tool_once(client: ClientSession) -> None:
    """Ten tools, each with schemas and annotations, and each answer as its schema promises."""
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == set(CALLS) == READS | WRITES
    for name, args in CALLS.items():
        tool = tools[name]
        assert tool.outputSchema and tool.annotations
        hints = tool.annotations.model_dump(exclude={"title"})
        assert len(hints) == 4
        assert all(isinstance(hint, bool) for hint in hints.values())
        result = await client.call_tool(name, args)
        assert not result.isError, result.content
        content = result.structuredContent
        jsonschema.validate(content, tool.outputSchema)
        assert json.loads(result.content[0].text) == content
        if name in WRITES:
            assert content["status"] == "preview"
        elif name != "get_project_details":
            assert content["count"] == len(content["items"]) > 0


async def approval(client: ClientSession, data: Path) -> dict[str, Any]:
    """The approval of NEW_TASK by a person who uses the same data folder."""
    (content,) = (await client.read_resource(AnyUrl("paymo://account"))).contents
    consent = Approval(
        tool="create_task",
        digest=digest("create_task", NEW_TASK),
        key="t1-1",
        thread="t1",
        approver="Nora",
        account=json.loads(content.text)["fingerprint"],
        expires_at=datetime.now(UTC) + timedelta(hours=1),
    )
    token = ApprovalSigner.from_folder(data).sign(consent)
    return {APPROVAL_META: token, THREAD_META: "t1"}


async def test_stdio(tmp_path: Path) -> None:
    async with over_stdio(tmp_path) as client:
        await call_each_tool_once(client)
        meta = await approval(client, tmp_path)
        refused = await client.call_tool("create_task", NEW_TASK)
        created = await client.call_tool("create_task", NEW_TASK, meta=meta)
    assert json.loads(refused.content[0].text)["error"]["code"] == "approval_required"
    assert created.structuredContent["status"] == "created"
    found = await studio.rows(studio.settings(tmp_path), "tasks", 'name="Footer"')
    assert [row["id"] for row in found] == [created.structuredContent["record"]["id"]]


async def test_http(tmp_path: Path) -> None:
    with serving_http(tmp_path) as address:
        async with (
            streamable_http_client(f"{address}/mcp") as (reader, writer, _),
            ClientSession(reader, writer) as client,
        ):
            await client.initialize()
            await call_each_tool_once(client)
            meta = await approval(client, tmp_path)
            written = await client.call_tool("create_task", NEW_TASK, meta=meta)
            assert written.structuredContent["status"] == "created"
        await strangers_are_turned_away(address)


async def strangers_are_turned_away(address: str) -> None:
    """A page of another site must not reach the server through its visitor's browser."""
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "page", "version": "1"},
        },
    }
    accept = {"Accept": "application/json, text/event-stream"}
    async with httpx.AsyncClient(base_url=address, headers=accept) as http:
        assert (await http.get("/healthz")).json() == {"ok": True}
        welcome = await http.post("/mcp", json=hello)
        foreign = {"Host": "evil.example"}, {"Origin": "http://evil.example"}
        answers = [await http.post("/mcp", json=hello, headers=headers) for headers in foreign]
    assert welcome.status_code == 200
    assert [answer.status_code for answer in answers] == [421, 403]


async def test_read_only_over_stdio(tmp_path: Path) -> None:
    async with over_stdio(tmp_path, "--read-only") as client:
        assert {tool.name for tool in (await client.list_tools()).tools} == READS


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"PAYMO_AGENT_TODAY": "soon"}, ["PAYMO_AGENT_TODAY"]),
        ({"PAYMO_BASE_URL": "http://127.0.0.1:9/api"}, ["PAYMO_API_KEY"]),
    ],
)
def test_wrong_settings_end_it_with_a_sentence(
    tmp_path: Path, settings: dict[str, str], words: list[str]
) -> None:
    command = [sys.executable, "-m", "tools_server"]
    done = subprocess.run(
        command,
        env=environment(tmp_path, **settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0
    assert done.stdout == ""
    assert all(word in done.stderr for word in words)
    assert "Traceback" not in done.stderr
