"""How clients reach the server: stdio for those that start it, streamable HTTP for the rest."""

from __future__ import annotations

import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tools_server.errors import InvalidArgument

LOOPBACK = "127.0.0.1"


async def serve_stdio(server: Server[Any]) -> None:
    """Speak MCP over standard input and output until the client closes them."""
    async with stdio_server() as (reader, writer):
        await server.run(reader, writer, server.create_initialization_options())


async def serve_http(server: Server[Any], port: int) -> None:
    """Speak streamable HTTP at `http://127.0.0.1:PORT/mcp` until interrupted.

    Raises `InvalidArgument` where the port is taken.
    """
    try:
        listener = socket.create_server((LOOPBACK, port))
    except OSError as taken:
        raise InvalidArgument(
            f"Port {port} cannot be used ({taken.strerror}).", hint="Choose another with --http."
        ) from taken
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sys.stderr.write(f"Paymo tools at http://{LOOPBACK}:{port}/mcp\n")
    config = uvicorn.Config(http_app(server, port), log_level="warning")
    await uvicorn.Server(config).serve(sockets=[listener])


def http_app(server: Server[Any], port: int) -> Starlette:
    """The server as an ASGI app, closed to other hosts and origins (DNS rebinding)."""
    hosts = [f"{name}:{port}" for name in (LOOPBACK, "localhost")]
    manager = StreamableHTTPSessionManager(
        server,
        security_settings=TransportSecuritySettings(
            allowed_hosts=hosts, allowed_origins=[f"http://{host}" for host in hosts]
        ),
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with manager.run():
            yield

    async def health(_request: Request) -> JSONResponse:
        return JSONResponse({"ok": True})

    return Starlette(
        routes=[Route("/healthz", health), Route("/mcp", _Endpoint(manager))], lifespan=lifespan
    )


class _Endpoint:
    """The session manager as a route of its own; a mount would redirect `/mcp` to `/mcp/`."""

    def __init__(self, manager: StreamableHTTPSessionManager) -> None:
        self._manager = manager

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._manager.handle_request(scope, receive, send)
