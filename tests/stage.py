"""A loopback port on which tests play ASGI apps: real HTTP, and one server for all of them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send


class Stage:
    """An ASGI app whose play can be changed while the server runs."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


@contextmanager
def open_stage() -> Iterator[tuple[Stage, str]]:
    """The stage and the address of the API on it, until the block ends."""
    stage = Stage()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # Without it every answer waits 40 ms for a delayed acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(stage, lifespan="off", ws="none", log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield stage, f"http://127.0.0.1:{listener.getsockname()[1]}/api/"
        server.should_exit = True
        thread.join()
