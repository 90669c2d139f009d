"""The contract of the server: ten tools, their snapshots and cost, and what it says to mistakes.

After a deliberate change of a tool: `WRITE_SNAPSHOTS=1 pytest tests/tools_server/test_server.py`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, McpError
from mcp.shared.memory import create_connected_server_and_client_session
from mcp.types import INVALID_PARAMS
from pydantic import AnyUrl

from tests import studio
from tests.tools_server.writes.office import open_office
from tools_server.backend import open_server

pytestmark = pytest.mark.anyio

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITE_SNAPSHOTS = bool(os.environ.get("WRITE_SNAPSHOTS"))

WRITES = {"create_task", "create_time_entry"}
READS = {
    "list_projects",
    "get_project_details",
    "list_tasks",
    "list_time_entries",
    "list_invoices",
    "list_clients",
    "list_users",
    "list_milestones",
}

BUDGET_TOKENS = 4_000
CHARACTERS_PER_TOKEN = 4


async def listed(client: ClientSession) -> list[dict[str, Any]]:
    """The tools as they are on the wire."""
    tools = (await client.list_tools()).tools
    return [tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in tools]


def contents(folder: Path) -> list[str]:
    """All that is in the folder's files."""
    return [path.read_text(errors="replace") for path in folder.rglob("*") if path.is_file()]


async def test_every_tool_is_as_its_snapshot(tmp_path: Path) -> None:
    async with open_office(tmp_path) as desk:
        tools = {tool["name"]: tool for tool in await listed(desk.client)}
    assert set(tools) == READS | WRITES
    if WRITE_SNAPSHOTS:
        for name, tool in tools.items():
            text = json.dumps(tool, indent=2, ensure_ascii=False) + "\n"
            (SNAPSHOTS / f"{name}.json").write_text(text, encoding="utf-8")
    assert {path.stem for path in SNAPSHOTS.glob("*.json")} == set(tools)
    for name, tool in tools.items():
        kept = json.loads((SNAPSHOTS / f"{name}.json").read_text(encoding="utf-8"))
        assert tool == kept, f"{name} changed; if that is meant, write the snapshots again"


async def test_annotations_say_what_the_tools_do(tmp_path: Path) -> None:
    async with open_office(tmp_path) as desk:
        hints = {tool["name"]: tool["annotations"] for tool in await listed(desk.client)}
    for name, hint in hints.items():
        assert hint.pop("title")
        assert hint == {
            "readOnlyHint": name in READS,
            "destructiveHint": False,
            "idempotentHint": name in READS,
            "openWorldHint": True,
        }


async def test_the_list_costs_a_model_at_most_4000_tokens(tmp_path: Path) -> None:
    async with open_office(tmp_path) as desk:
        tools = await listed(desk.client)
    text = "".join(
        tool["name"] + tool["description"] + json.dumps(tool["inputSchema"]) for tool in tools
    )
    assert len(text) / CHARACTERS_PER_TOKEN <= BUDGET_TOKENS


async def test_read_only_knows_no_write_at_all(tmp_path: Path) -> None:
    settings = studio.settings(tmp_path / "data")
    async with (
        open_server(settings, read_only=True) as server,
        create_connected_server_and_client_session(server.mcp) as client,
    ):
        assert {tool["name"] for tool in await listed(client)} == READS
        for name in WRITES:
            result = await client.call_tool(name, {"dry_run": True})
            assert result.isError
            error = json.loads(result.content[0].text)["error"]
            assert error["code"] == "not_found"
            assert "list_projects" in error["hint"]
            assert "create" not in error["hint"]


async def test_an_unknown_tool_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    async with open_office(tmp_path) as desk:
        error = await desk.refusal("delete_project", project_id=101)
    assert error["code"] == "not_found"
    assert "'delete_project'" in error["message"]
    assert all(name in error["hint"] for name in READS | WRITES)


async def test_wrong_arguments_of_a_read_are_refused_by_name(tmp_path: Path) -> None:
    wrong = [
        ("list_projects", {"customer": 11}, "customer: there is no such argument"),
        ("list_projects", {"client_id": "11"}, "client_id: "),
        ("get_project_details", {}, "project_id: is required"),
        ("list_tasks", {"project_id": 101, "due_from": "soon"}, "due_from: "),
        ("list_invoices", {"status": "unpaid"}, "status: "),
        ("list_clients", {"limit": 0}, "limit: "),
        ("list_clients", {"limit": 2501}, "limit: "),
        ("list_users", {"active": "yes"}, "active: "),
        ("list_milestones", {"Complete": True}, "Complete: there is no such argument"),
    ]
    async with open_office(tmp_path) as desk:
        for tool, args, field in wrong:
            error = await desk.refusal(tool, **args)
            assert error["code"] == "invalid_argument"
            assert error["message"].startswith(field)
            name = field.partition(":")[0]
            asks_for_a_name = field.endswith(("argument", "required"))
            hint = "The arguments are: " if asks_for_a_name else f"Correct {name} "
            assert error["hint"].startswith(hint)


async def test_the_account_is_a_resource_and_the_only_one(tmp_path: Path) -> None:
    async with open_office(tmp_path, key="EMPLOYEE-KEY") as desk:
        (resource,) = (await desk.client.list_resources()).resources
        (content,) = (await desk.client.read_resource(resource.uri)).contents
        with pytest.raises(McpError, match=r"read paymo://account") as unknown:
            await desk.client.read_resource(AnyUrl("paymo://invoices"))
    account = json.loads(content.text)
    assert content.mimeType == "application/json"
    assert str(resource.uri) == "paymo://account"
    assert unknown.value.error.code == INVALID_PARAMS
    assert account["user"] == {
        "id": 4,
        "name": "Aoife Byrne",
        "email": "aoife@harbour.example",
        "type": "Employee",
    }
    assert account["company"] == "Harbour Studio"
    assert account["timezone"] == "Europe/Dublin"
    assert account["fingerprint"] == desk.account
    assert "EMPLOYEE-KEY" not in content.text


async def test_a_bad_key_is_told_at_once_and_shown_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    key = "s3krit-key-of-nobody"
    async with open_office(tmp_path, key=key) as desk:
        read = await desk.refusal("list_clients")
        assert len(desk.network.read) == 1  # no second try
        written = await desk.refusal("create_task", name="Footer", project_id=101, dry_run=True)
        with pytest.raises(McpError) as account:
            await desk.client.read_resource(AnyUrl("paymo://account"))
        assert desk.network.posted == []
    errors = [read, written, account.value.error.data]
    for error in errors:
        assert (error["code"], error["status"], error["retryable"]) == ("unauthorized", 401, False)
        assert "HTTP 401" in error["message"]
        assert "PAYMO_API_KEY" in error["hint"]
    assert key not in json.dumps(errors) + account.value.error.message + caplog.text
    assert not any(key in text for text in contents(tmp_path))
