"""Starts the web app in this process and stops all of it again."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
import typer
import uvicorn

from agent.session import Failure
from ui.bridge import process_bridge
from ui.components import plain
from ui.failures import internal_failure
from ui.headers import with_headers

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
USUAL_PORT = 8501
_SCRIPT = Path(__file__).with_name("app.py")
# A page's connection ends at once when the server goes; this is for downloads.
_GRACE_SECONDS = 2


def serve(port: int | None = None) -> None:
    """Serve the app on 127.0.0.1 until Ctrl-C or SIGTERM, and say where once it answers.

    Takes port 8501, or any free one where that is taken. Raises `Failure` where the given port is.
    Nothing that was started is left running.
    """
    with listen(port) as listener, suppress(KeyboardInterrupt):
        app = st.App(_SCRIPT, lifespan=_session_kept, on_script_error=_say_sorry)
        config = uvicorn.Config(
            with_headers(app),
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
            ws_per_message_deflate=False,
        )
        _Server(config).run(sockets=[listener])


def listen(port: int | None) -> socket.socket:
    """A listening socket on the port, or on the usual one, or on a free one."""
    if port is not None:
        try:
            return _bound(port)
        except OSError as taken:
            raise Failure(
                f"Port {port} cannot be used: {os.strerror(taken.errno or 0)}.",
                hint="Choose another one, or leave --port out to get a free one.",
            ) from taken
    try:
        return _bound(USUAL_PORT)
    except OSError:
        return _bound(0)


def _bound(port: int) -> socket.socket:
    listener = socket.create_server((HOST, port))
    # Connections inherit it; without it answers wait 40 ms for a delayed acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


class _Server(uvicorn.Server):
    """Says where it is when it is ready."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started and sockets:
            _, port = sockets[0].getsockname()
            typer.echo(f"Paymo Agent is at http://{HOST}:{port}")


@asynccontextmanager
async def _session_kept(_app: st.App) -> AsyncIterator[None]:
    """The session starts to open before the first page asks, and closes before the process ends."""
    process_bridge()
    try:
        yield
    finally:
        await asyncio.to_thread(process_bridge.clear)


def _say_sorry(error: Exception) -> bool:
    log.error("A page ended with a bug", exc_info=error)
    plain.failure(internal_failure())
    return True  # shown; Streamlit need not show it as well
