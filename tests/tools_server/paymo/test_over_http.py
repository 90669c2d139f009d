"""The client and the sandbox over a real socket, with a real clock and a real rate limit."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time as real_time
from pathlib import Path

import httpx
import pytest
import uvicorn
from pydantic import SecretStr

from tools_server.errors import (
    InvalidArgument,
    NotFound,
    Unauthorized,
    UnknownOutcome,
    UpstreamUnavailable,
)
from tools_server.paymo import wire
from tools_server.paymo.client import PaymoClient
from tools_server.paymo.resources import ENTRIES, INVOICES, PROJECT_TREES, TASKS
from tools_server.paymo.where import Where
from tools_server.sandbox.paymo.app import create_app
from tools_server.sandbox.paymo.faults.hang_up import HangUpProtocol
from tools_server.sandbox.paymo.faults.plan import parse_plan
from tools_server.sandbox.paymo.limits import RateLimit

pytestmark = pytest.mark.anyio

STUDIO = json.loads((Path(__file__).parents[2] / "worlds" / "studio.json").read_text())


@pytest.fixture
def server():
    """The small agency on a free port, five requests in half a second for each key."""
    app = create_app(None, world=STUDIO, rate_limit=RateLimit(5, 0.5, list_header=True))
    listening = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(app, http=HangUpProtocol, log_level="warning"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not running.started:
        real_time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/api/", app
    running.should_exit = True
    thread.join(5)
    listening.close()


async def test_reads_side_by_side_stay_inside_the_limit(server):
    url, app = server
    async with PaymoClient(url, SecretStr("ADMIN-KEY")) as paymo:
        pages = await asyncio.gather(*(paymo.list(TASKS) for _ in range(12)))
        assert {len(rows) for rows in pages} == {11}
        assert paymo.requests_made == 12
    assert {line.status for line in app.state.requests} == {200}


async def test_one_record_with_what_belongs_to_it(server):
    url, _ = server
    async with PaymoClient(url, SecretStr("ADMIN-KEY")) as paymo:
        tree = await paymo.get(PROJECT_TREES, 101, ["client", "tasklists", "milestones"])
        assert tree.client.name == "Northwind Traders"
        assert [row.name for row in tree.tasklists] == ["Design", "Build"]
        with pytest.raises(NotFound, match="HTTP 404"):
            await paymo.get(INVOICES, 999)


async def test_a_created_entry_comes_back_as_stored(server):
    url, _ = server
    async with PaymoClient(url, SecretStr("ADMIN-KEY")) as paymo:
        body = {"task_id": 301, "user_id": 4, "date": "2026-11-02", "duration": 1800}
        stored = await paymo.create(ENTRIES, body, ["task.name", "user.name"])
        assert (stored.seconds, stored.project_id) == (1800, 101)
        found = await paymo.list(ENTRIES, Where().given(task_id=301, date=stored.date))
        assert [row.id for row in found] == [stored.id]
        with pytest.raises(InvalidArgument, match='HTTP 400: "Missing required params: task_id"'):
            await paymo.create(ENTRIES, {"date": "2026-11-02", "duration": 1800})


async def test_a_wrong_key_and_a_closed_port(server):
    url, _ = server
    async with PaymoClient(url, SecretStr("NO-SUCH-KEY")) as paymo:
        with pytest.raises(Unauthorized, match="HTTP 401"):
            await paymo.me()

    async def at_once(seconds):
        pass

    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    nowhere = f"http://127.0.0.1:{port}/api/"
    async with PaymoClient(nowhere, SecretStr("ADMIN-KEY"), sleep=at_once) as paymo:
        with pytest.raises(UpstreamUnavailable, match="ConnectError"):
            await paymo.me()
        assert paymo.requests_made == 4


@pytest.mark.parametrize(
    ("fault", "written"),
    [
        ({"fault": "drop"}, 0),
        ({"fault": "apply_and_drop"}, 1),
        ({"fault": "apply_and_delay", "seconds": 1}, 1),
        ({"fault": "slow", "seconds": 2, "pieces": 20}, 1),
        ({"fault": "server_error", "apply": True}, 1),
    ],
)
async def test_a_connection_that_fails_is_read_again_and_never_written_again(
    server, monkeypatch, fault, written
):
    """Also an answer whose bytes come one by one, each in time, ends."""
    url, app = server
    monkeypatch.setattr(wire, "TIMEOUT", httpx.Timeout(0.5))
    monkeypatch.setattr(wire, "LONGEST_EXCHANGE", 0.8)

    async def at_once(seconds):
        await asyncio.sleep(min(seconds, 0.5))  # a window of this sandbox

    async with PaymoClient(url, SecretStr("ADMIN-KEY"), sleep=at_once) as paymo:
        where = Where().given(task_id=301)
        before = len(await paymo.list(ENTRIES, where))
        app.state.faults.follow(parse_plan(json.dumps({"faults": [fault]})))
        assert len(await paymo.list(ENTRIES, where)) == before
        app.state.faults.follow(parse_plan(json.dumps({"faults": [fault]})))
        with pytest.raises(UnknownOutcome):
            await paymo.create(ENTRIES, {"task_id": 301, "date": "2026-11-02", "duration": 1800})
        assert len(await paymo.list(ENTRIES, where)) == before + written
