"""The server as a process of its own, met by the official client over stdio and over HTTP."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from pydantic import AnyUrl

from tests import studio
from tests.tools_server.serving import environment, over_stdio, serving_http
from tests.tools_server.test_server import READS, WRITES
from tools_server.__main__ import main
from tools_server.governance.approvals import (
    APPROVAL_META,
    THREAD_META,
    Approval,
    ApprovalSigner,
    card_digest,
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
    preview = await client.call_tool("create_task", {**NEW_TASK, "dry_run": True})
    consent = Approval(
        tool="create_task",
        digest=digest("create_task", NEW_TASK),
        card=card_digest(preview.structuredContent["proposal"]),
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


async def test_http_that_is_open_to_this_machine(tmp_path: Path) -> None:
    """Without tokens, and still closed to the pages of other sites in a visitor's browser."""
    with serving_http(tmp_path, "--open") as server:
        async with (
            streamable_http_client(server.mcp) as (reader, writer, _),
            ClientSession(reader, writer) as client,
        ):
            await client.initialize()
            await call_each_tool_once(client)
            meta = await approval(client, tmp_path)
            written = await client.call_tool("create_task", NEW_TASK, meta=meta)
            assert written.structuredContent["status"] == "created"
        async with httpx.AsyncClient() as http:
            assert (await http.get(f"{server.address}/healthz")).json() == {"ok": True}
            foreign = {"Host": "evil.example"}, {"Origin": "http://evil.example"}
            answers = [await http.post(server.mcp, json={}, headers=headers) for headers in foreign]
        assert [answer.status_code for answer in answers] == [421, 403]
        assert "Open: any program on this machine" in server.log.read_text()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--open", "need --http"),
        ("--public-host paymo.example", "need --http"),
        ("--http 8766 --open --host 0.0.0.0", "clients need tokens"),
        ("--http 8766 --open --host ::", "clients need tokens"),
        ("--http 8766 --open --public-host paymo.example", "clients need tokens"),
        ("--http 8766 --host localhost", "no IP address"),
        ("--http 8766 --open --unattended-writes", "needs tokens"),
        ("--read-only --unattended-writes", "contradict each other"),
    ],
)
def test_options_that_do_not_go_together_start_nothing(
    options: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["tools", *options.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


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
