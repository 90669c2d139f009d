"""A tools server over a sandbox that a fault plan plays with, and a client that talks to it.

Everything is real but the network and time: a dropped request is a broken connection, an answer
later than the client waits for is a timeout, and pauses pass at once.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import ClientSession
from mcp.shared.memory import create_connected_server_and_client_session
from pydantic import AnyUrl, SecretStr
from starlette.applications import Starlette

from tests import studio
from tests.tools_server.paymo.scripted_paymo import FakeTime
from tests.tools_server.writes.office import Office
from tools_server import backend
from tools_server.governance.approvals import ApprovalSigner
from tools_server.paymo import wire
from tools_server.paymo.client import PaymoClient
from tools_server.sandbox.paymo.faults.hang_up import HungUp
from tools_server.sandbox.paymo.faults.plan import parse_plan

KEY = "ADMIN-KEY"
PATIENCE = wire.TIMEOUT.read or 0.0


class Network(httpx.AsyncBaseTransport):
    """The way to a sandbox inside this process. Delays longer than a client waits never end, until
    ``arrive`` lets them.
    """

    def __init__(self, app: Starlette, time: FakeTime | None = None, latency: float = 0.0) -> None:
        self._time = time
        self._latency = latency
        self._sandbox = httpx.ASGITransport(app)
        self._too_late = asyncio.Event()
        self._arrived = asyncio.Event()
        self._log = app.state.requests
        app.state.faults.sleep = self._sleep

    def let_through(self) -> None:
        """Whatever was held up goes on, and nothing is held up for long any more."""
        self._arrived.set()

    async def arrive(self) -> None:
        """Everything that is under way gets there."""
        self.let_through()
        for _ in range(1000):
            if all(line.status is not None for line in self._log):
                return
            await asyncio.sleep(0.005)
        raise AssertionError("a request is still under way")

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self._time:
            self._time.now += self._latency
        self._too_late.clear()
        answer = asyncio.ensure_future(self._sandbox.handle_async_request(request))
        late = asyncio.ensure_future(self._too_late.wait())
        await asyncio.wait([answer, late], return_when=asyncio.FIRST_COMPLETED)
        late.cancel()
        if not answer.done():
            answer.cancel()
            raise httpx.ReadTimeout("no answer", request=request)
        try:
            return answer.result()
        except HungUp as dropped:
            raise httpx.RemoteProtocolError("closed", request=request) from dropped

    async def _sleep(self, seconds: float) -> None:
        if seconds >= PATIENCE:
            self._too_late.set()
            await self._arrived.wait()


@dataclass
class Desk:
    """A connected client, the sandbox behind the server, and the fault plan between them."""

    client: ClientSession
    app: Starlette
    network: Network
    data: Path

    def plan(self, *faults: dict[str, Any]) -> None:
        """Play these from now on; forget the log."""
        follow(self.app, *faults)

    async def office(self) -> Office:
        """Whoever signs what this desk's people approve."""
        read = await self.client.read_resource(AnyUrl("paymo://account"))
        account = json.loads(read.contents[0].text)["fingerprint"]
        signer = ApprovalSigner.from_folder(self.data)
        return Office(self.client, None, signer, None, account)  # type: ignore[arg-type]

    @property
    def requests(self) -> list[tuple[str, str]]:
        """Method and path of every request since the last plan."""
        return [(line.method, line.path) for line in self.app.state.requests]

    async def call(self, tool: str, meta: dict[str, Any] | None = None, **args: Any) -> Any:
        """The JSON of a call's answer, error or not."""
        result = await self.client.call_tool(tool, args, meta=meta)
        content = json.loads(result.content[0].text)
        assert result.isError == ("error" in content)
        return content

    def rows(self, collection: str, **equal: Any) -> list[dict[str, Any]]:
        """What the account really holds."""
        with self.app.state.database.reading() as connection:
            where = " AND ".join(f"{name} = ?" for name in equal) or "1"
            found = connection.execute(
                f"SELECT * FROM {collection} WHERE {where}", (*equal.values(),)
            )
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found]


def follow(app: Starlette, *faults: dict[str, Any]) -> None:
    """Play these faults from now on, and forget the log."""
    app.state.faults.follow(parse_plan(json.dumps({"faults": faults})))
    app.state.requests.clear()


def client_on(network: httpx.AsyncBaseTransport, time: FakeTime) -> PaymoClient:
    """A Paymo client in a world where time passes only in pauses."""
    return PaymoClient(
        "http://paymo.test/api/",
        SecretStr(KEY),
        transport=network,
        sleep=time.sleep,
        clock=time.clock,
    )


@asynccontextmanager
async def open_desk(
    app: Starlette,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    time: FakeTime | None = None,
    latency: float = 0.0,
    **settings: Any,
) -> AsyncIterator[Desk]:
    """The tools server of these settings, whose Paymo is this app; nobody really waits.

    Each request takes ``latency`` seconds of ``time``.
    """
    network = Network(app, time, latency)
    paymo = client_on(network, time or FakeTime())
    chosen = {"paymo_base_url": "http://paymo.test/api/", "paymo_api_key": KEY, **settings}
    async with AsyncExitStack() as opened:
        with monkeypatch.context() as patched:
            patched.setattr(backend, "PaymoClient", lambda *_, **__: paymo)
            opening = backend.open_server(studio.settings(data, **chosen))
            server = await opened.enter_async_context(opening)
        session = create_connected_server_and_client_session(server.mcp)
        client = await opened.enter_async_context(session)
        yield Desk(client, app, network, data)
        await network.arrive()
