"""A Paymo on a loopback port, in a thread, that counts what was asked of it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import uvicorn
from starlette.applications import Starlette

from tests import studio
from tools_server.sandbox.paymo.app import create_app
from tools_server.sandbox.paymo.clock import clock_on

KEY = "ADMIN-KEY"


class Paymo:
    """The sandbox's address and its log of requests."""

    def __init__(self, app: Starlette, port: int) -> None:
        self._app = app
        self.port = port

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    @property
    def requests(self) -> int:
        """How many requests it has answered."""
        return len(self._app.state.requests)

    @property
    def writes(self) -> list[str]:
        """Method and path of everything that was no GET."""
        return [f"{r.method} {r.path}" for r in self._app.state.requests if r.method != "GET"]


@contextmanager
def paymo_with(world: dict[str, Any]) -> Iterator[Paymo]:
    """The sandbox with this world, for as long as the block lasts."""
    app = create_app(None, world=world, clock=clock_on(date.fromisoformat(studio.TODAY)))
    with serving(app) as port:
        yield Paymo(app, port)


@contextmanager
def serving(app: Starlette) -> Iterator[int]:
    """An app on a free loopback port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(20)
