"""A sandbox on a loopback port: real HTTP, a fresh account for every test."""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp

from tests.stage import Stage, open_stage
from tools_server.sandbox.paymo.app import create_app

STUDIO = Path(__file__).parents[2] / "worlds" / "studio.json"
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)

Account = Callable[..., httpx.Client]


@pytest.fixture(scope="session")
def stage() -> Iterator[tuple[Stage, str]]:
    with open_stage() as opened:
        yield opened


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
