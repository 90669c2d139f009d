"""Bearer tokens at the wire: a real server process, the official client, a Paymo that counts."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
import uvicorn
from mcp import ClientSession, McpError
from mcp.client.streamable_http import streamable_http_client
from pydantic import AnyUrl

from tests.tools_server.serving import Serving, environment, serving_http
from tests.tools_server.test_server import READS, WRITES
from tests.tools_server.tools.sandbox_account import NOON, STUDIO
from tools_server.governance.approvals import (
    APPROVAL_META,
    THREAD_META,
    Approval,
    ApprovalSigner,
    card_digest,
    digest,
)
from tools_server.governance.audit import AuditLog
from tools_server.governance.chain import Entry
from tools_server.governance.database import open_database
from tools_server.governance.tokens import Role, TokenStore
from tools_server.sandbox.paymo.app import create_app

pytestmark = pytest.mark.anyio

PROGRAM = Path(sys.executable).with_name("paymo-agent")
PUBLIC_NAME = "paymo.example"
NEW_TASK = {"name": "Footer", "project_id": 101}
ACCEPT = {"Accept": "application/json, text/event-stream"}
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
LIST_TOOLS = {"jsonrpc": "2.0", "id": 2, "method": "tools/list"}


class CountedPaymo:
    """A sandbox on a port, and every request that came: its method and path."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str]] = []
        self._app = create_app(None, world=STUDIO, clock=lambda: NOON)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            self.requests.append((scope["method"], scope["path"]))
        await self._app(scope, receive, send)


@dataclass(frozen=True)
class House:
    """A server behind tokens, its data folder and its Paymo."""

    server: Serving
    data: Path
    paymo: CountedPaymo

    def entries(self) -> list[Entry]:
        """What the audit log of the house has."""
        engine = open_database(self.data / "governance.db")
        entries = AuditLog.in_folder(self.data, engine).entries()
        engine.dispose()
        return entries

    def token(self, name: str, role: Role, calls_per_minute: int = 120) -> str:
        """A new token, made beside the server that runs."""
        engine = open_database(self.data / "governance.db")
        try:
            return TokenStore(engine).create(name, role, calls_per_minute)
        finally:
            engine.dispose()

    def run(self, *command: str) -> Any:
        """What `paymo-agent tokens` answers, as JSON."""
        done = subprocess.run(
            [PROGRAM, "tokens", *command, "--json"],
            env={**environment(self.data), "PAYMO_AGENT_USER": "Nora"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    @asynccontextmanager
    async def client(self, token: str) -> AsyncIterator[ClientSession]:
        """The official client with this token."""
        async with (
            httpx.AsyncClient(headers=bearer(token), timeout=30) as http,
            streamable_http_client(self.server.mcp, http_client=http) as (reader, writer, _),
            ClientSession(reader, writer) as client,
        ):
            await client.initialize()
            yield client

    async def send(
        self, method: str, token: str | None, session: str | None = None, **headers: str
    ) -> httpx.Response:
        """One bare request; a POST without a session opens one, with one it lists the tools."""
        given = {**ACCEPT, **(bearer(token) if token else {}), **headers}
        if session:
            given["Mcp-Session-Id"] = session
        body = {"json": LIST_TOOLS if session else HELLO} if method == "POST" else {}
        async with httpx.AsyncClient(timeout=30) as http:
            return await http.request(method, self.server.mcp, headers=given, **body)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One server for all tests: each makes tokens of its own."""
    data = tmp_path_factory.mktemp("house") / "data"
    paymo = CountedPaymo()
    listening = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(paymo, lifespan="off", log_level="warning"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    settings = {
        "PAYMO_BASE_URL": f"http://127.0.0.1:{listening.getsockname()[1]}/api/",
        "PAYMO_API_KEY": next(iter(STUDIO["api_keys"])),
    }
    data.mkdir()
    try:
        with serving_http(data, "--public-host", PUBLIC_NAME, **settings) as server:
            yield House(server, data, paymo)
    finally:
        running.should_exit = True
        thread.join(5)
        listening.close()


async def test_nobody_comes_in_without_a_live_token(house: House) -> None:
    """Nor with half of one: the id that is stored in the open helps nobody."""
    token = house.token("half", "reader")
    wrong = f"{token[:-4]}AAAA"
    headers: list[dict[str, str]] = [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": f"Basic {token}"},
        {"Authorization": token},
        bearer(wrong),
        bearer(token[:15]),
        bearer("pa_"),
        bearer("\udce9".encode(errors="surrogateescape").decode("latin-1")),
    ]
    before = list(house.paymo.requests)
    for given in headers:
        for method in ("POST", "GET", "DELETE"):
            raw = [(name, value.encode("latin-1")) for name, value in given.items()]
            async with httpx.AsyncClient(headers=[*ACCEPT.items()]) as http:
                answer = await http.request(method, house.server.mcp, headers=raw)
            assert answer.status_code == 401, given
            assert answer.headers["www-authenticate"].startswith("Bearer")
            error = answer.json()["error"]
            assert error["code"] == "unauthorized"
            assert "paymo-agent tokens create NAME --role reader" in error["hint"]
    assert house.paymo.requests == before
    assert (await house.send("POST", token)).status_code == 200


async def test_a_reader_has_no_writes(house: House) -> None:
    async with house.client(house.token("only-reads", "reader")) as client:
        assert {tool.name for tool in (await client.list_tools()).tools} == READS
        assert not (await client.call_tool("list_clients", {})).isError
        before = list(house.paymo.requests)
        for args in ({**NEW_TASK, "dry_run": True}, NEW_TASK):
            error = failed(await client.call_tool("create_task", args))
            assert error["code"] == "forbidden"
            assert "only-reads" in error["message"]
        unknown = failed(await client.call_tool("delete_task", {}))
        assert "create" not in unknown["hint"]
    assert house.paymo.requests == before
    tried = [entry for entry in house.entries() if entry.actor == "token:only-reads"]
    assert [(entry.event, entry.body["code"]) for entry in tried] == [("refused", "forbidden")] * 2


async def test_an_approval_belongs_to_the_caller_it_was_given_to(house: House) -> None:
    """Each token has an account fingerprint of its own, and the audit log has its name."""
    own, other = house.token("scribe", "writer"), house.token("desk", "approver")
    async with house.client(own) as scribe, house.client(other) as desk:
        assert {tool.name for tool in (await desk.list_tools()).tools} == READS | WRITES
        error = failed(await scribe.call_tool("create_task", NEW_TASK))
        assert error["code"] == "approval_required"
        meta = await approval(scribe, house.data)
        assert await fingerprint(scribe) != await fingerprint(desk)
        error = failed(await desk.call_tool("create_task", NEW_TASK, meta=meta))
        assert error["code"] == "approval_invalid"
        assert ("POST", "/api/tasks") not in house.paymo.requests
        written = await scribe.call_tool("create_task", NEW_TASK, meta=meta)
        assert written.structuredContent["status"] == "created"
    assert house.paymo.requests.count(("POST", "/api/tasks")) == 1
    entries = house.entries()
    assert "token:scribe" in {entry.actor for entry in entries if entry.event == "refused"}
    assert [entry.body["caller"] for entry in entries if entry.event == "sent"] == ["token:scribe"]


async def test_a_revoked_token_is_out_of_its_open_session(house: House) -> None:
    token = house.run("create", "phone", "--role", "reader")["token"]
    session = (await house.send("POST", token)).headers["mcp-session-id"]
    assert (await house.send("POST", token, session)).status_code == 200
    house.run("revoke", "phone")
    for method in ("POST", "GET", "DELETE"):
        assert (await house.send(method, token, session)).status_code == 401
    # The name is free again, and whoever has it now is not let into the session.
    namesake = house.token("phone", "reader")
    assert (await house.send("POST", namesake, session)).status_code == 404
    first, second = (row for row in house.run("list")["tokens"] if row["name"] == "phone")
    assert first["revoked_at"] and not second["revoked_at"]
    assert (first["role"], first["calls_per_minute"]) == ("reader", 120)
    assert first["created_by"] == "Nora"


async def test_a_session_is_for_the_token_that_opened_it(house: House) -> None:
    mine, other = house.token("mine", "reader"), house.token("other", "approver")
    session = (await house.send("POST", mine)).headers["mcp-session-id"]
    for method in ("POST", "GET", "DELETE"):
        assert (await house.send(method, other, session)).status_code == 404
        assert (await house.send(method, None, session)).status_code == 401
    answer = await house.send("POST", mine, session)
    assert answer.status_code == 200
    assert "list_clients" in answer.text
    assert (await house.send("DELETE", mine, session)).status_code == 200
    assert (await house.send("POST", mine, session)).status_code == 404


async def test_a_token_has_so_many_calls_a_minute(house: House) -> None:
    """Opening a session, two lists and two tools are five; the sixth call reaches nothing."""
    token = house.token("busy", "approver", 5)
    async with house.client(token) as client:
        await client.list_tools()
        await client.list_resources()
        for _ in range(2):
            assert not (await client.call_tool("list_clients", {})).isError
        before = list(house.paymo.requests)
        for tool, args in (("list_clients", {}), ("create_task", {**NEW_TASK, "dry_run": True})):
            error = failed(await client.call_tool(tool, args))
            assert error["code"] == "rate_limited"
            assert error["retryable"]
            assert 50 <= int(error["hint"].split()[1]) <= 60
        with pytest.raises(McpError) as refused:
            await client.read_resource(AnyUrl("paymo://account"))
        assert refused.value.error.data["code"] == "rate_limited"
        assert house.paymo.requests == before
    opening = await house.send("POST", token)
    assert opening.status_code == 429
    assert 50 <= int(opening.headers["retry-after"]) <= 60
    async with house.client(house.token("calm", "reader")) as client:
        assert not (await client.call_tool("list_clients", {})).isError


async def test_only_pages_of_this_server_may_call_it(house: House) -> None:
    """The Host and Origin headers are checked before the token, which saves nobody."""
    token = house.token("browser", "reader")
    port = house.server.address.rpartition(":")[2]
    expected: list[tuple[dict[str, str], int]] = [
        ({"Host": PUBLIC_NAME}, 200),
        ({"Host": f"{PUBLIC_NAME}:{port}"}, 200),
        ({"Host": f"localhost:{port}"}, 200),
        ({"Origin": f"https://{PUBLIC_NAME}"}, 200),
        ({"Host": "evil.example"}, 421),
        ({"Host": f"{PUBLIC_NAME}.evil.example"}, 421),
        ({"Host": f"evil.example:{port}"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ]
    for headers, status in expected:
        assert (await house.send("POST", token, **headers)).status_code == status, headers
        if status != 200:
            assert (await house.send("POST", None, **headers)).status_code == status


async def test_a_token_is_written_down_nowhere(house: House) -> None:
    token = house.run("create", "secretive", "--role", "reader")["token"]
    async with house.client(token) as client:
        assert not (await client.call_tool("list_clients", {})).isError
    # An answer of 401 with it, and one of 404, must not leave it in a log either.
    house.run("revoke", "secretive")
    assert (await house.send("POST", token)).status_code == 401
    secret = token[15:].encode()
    files = [path for path in house.data.rglob("*") if path.is_file()]
    assert house.data / "governance.db" in files
    assert "Make a token: paymo-agent tokens create" in house.server.log.read_text()
    for path in [*files, house.server.log]:
        assert secret not in path.read_bytes(), path
    processes = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    assert any("--public-host" in command for command in processes)
    assert not any(token[15:] in argument for command in processes for argument in command)
    assert (house.data / "governance.db").stat().st_mode & 0o077 == 0


async def test_the_server_ends_while_a_client_is_connected(tmp_path: Path) -> None:
    """A stream that is held open must not keep the process: leaving the block waits for its end."""
    async with httpx.AsyncClient(headers=ACCEPT, timeout=30) as http:
        with serving_http(tmp_path, "--open") as server:
            opened = await http.post(server.mcp, json=HELLO)
            session = {"Mcp-Session-Id": opened.headers["mcp-session-id"]}
            stream = http.build_request("GET", server.mcp, headers=session)
            events = await http.send(stream, stream=True)
            assert events.status_code == 200
        await events.aclose()


def failed(result: Any) -> dict[str, Any]:
    """The error of a call that must have failed."""
    assert result.isError, result.content
    error: dict[str, Any] = json.loads(result.content[0].text)["error"]
    return error


async def fingerprint(client: ClientSession) -> str:
    """What approvals of this caller are bound to."""
    (content,) = (await client.read_resource(AnyUrl("paymo://account"))).contents
    account: str = json.loads(content.text)["fingerprint"]
    return account


async def approval(client: ClientSession, data: Path) -> dict[str, Any]:
    """The approval of NEW_TASK for this caller, by a person who uses the same data folder."""
    preview = await client.call_tool("create_task", {**NEW_TASK, "dry_run": True})
    consent = Approval(
        tool="create_task",
        digest=digest("create_task", NEW_TASK),
        card=card_digest(preview.structuredContent["proposal"]),
        key="t1-1",
        thread="t1",
        approver="Nora",
        account=await fingerprint(client),
        expires_at=datetime.now(UTC) + timedelta(hours=1),
    )
    return {APPROVAL_META: ApprovalSigner.from_folder(data).sign(consent), THREAD_META: "t1"}
