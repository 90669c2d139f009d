"""A sandbox on a loopback port: real HTTP, a fresh account for every test."""

import copy
import json
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from tools_server.sandbox.paymo.app import create_app

STUDIO = Path(__file__).parents[2] / "worlds" / "studio.json"
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)

Account = Callable[..., httpx.Client]


class Stage:
    """An ASGI app whose play can be changed while the server runs."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


@pytest.fixture(scope="session")
def stage() -> Iterator[tuple[Stage, str]]:
    stage = Stage()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(stage, lifespan="off", ws="none", log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield stage, f"http://127.0.0.1:{listener.getsockname()[1]}/api/"
        server.should_exit = True
        thread.join()


@pytest.fixture
def serve(stage: tuple[Stage, str]) -> Iterator[Account]:
    """Puts an app on the stage and opens clients for its keys."""
    play, address = stage
    clients: list[httpx.Client] = []

    def open_client(key: str | None = "ADMIN-KEY", app: ASGIApp | None = None) -> httpx.Client:
        play.app = app or play.app
        auth = (key, "X") if key else None
        clients.append(httpx.Client(base_url=address, auth=auth, verify=False))
        return clients[-1]

    yield open_client
    for client in clients:
        client.close()


@pytest.fixture
def studio() -> dict[str, Any]:
    return copy.deepcopy(json.loads(STUDIO.read_text(encoding="utf-8")))


@pytest.fixture
def account(serve: Account, studio: dict[str, Any]) -> Account:
    """Clients of a fresh studio, by key: `account("EMPLOYEE-KEY")`."""
    app = create_app(None, world=studio, clock=lambda: NOON)

    def open_client(key: str | None = "ADMIN-KEY") -> httpx.Client:
        return serve(key, app)

    return open_client


@pytest.fixture
def admin(account: Account) -> httpx.Client:
    return account()
