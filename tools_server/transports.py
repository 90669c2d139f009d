"""How clients reach the server: stdio for those that start it, streamable HTTP for the rest."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_address
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

from tools_server.door import CREATE_TOKEN, Door
from tools_server.errors import InvalidArgument
from tools_server.governance.tokens import TokenStore
from tools_server.server import ToolsServer

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Address:
    """Where the HTTP server listens, and the names that a Host header may carry besides.

    ``host`` is an IP address of this machine; ``public_hosts`` are names such as `paymo.example`
    or `paymo.example:8443`, under which a proxy passes requests on.
    """

    port: int
    host: str = LOOPBACK
    public_hosts: tuple[str, ...] = ()

    @property
    def loopback(self) -> bool:
        """Whether only programs on this machine can connect."""
        return ip_address(self.host).is_loopback

    @property
    def url(self) -> str:
        """The endpoint, as a client on this machine may write it."""
        return f"http://{_in_url(self.host)}:{self.port}/mcp"

    def security(self) -> TransportSecuritySettings:
        """The Host and Origin headers that are let through."""
        own = [f"{_in_url(name)}:{self.port}" for name in (LOOPBACK, "localhost", self.host)]
        direct = [f"{name}:{self.port}" for name in self.public_hosts if ":" not in name]
        hosts = [*own, *self.public_hosts, *direct]
        origins = [f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")]
        return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)


async def serve_stdio(server: Server[Any]) -> None:
    """Speak MCP over standard input and output until the client closes them."""
    async with stdio_server() as (reader, writer):
        await server.run(reader, writer, server.create_initialization_options())


async def serve_http(server: ToolsServer, address: Address, tokens: TokenStore | None) -> None:
    """Speak streamable HTTP at the address until interrupted; open to all where ``tokens`` is None.

    Raises `InvalidArgument` where the address or port cannot be used.
    """
    listener = _listen(address)
    _announce(address, tokens)
    config = uvicorn.Config(http_app(server, address, tokens), log_level="warning")
    await uvicorn.Server(config).serve(sockets=[listener])


def http_app(server: ToolsServer, address: Address, tokens: TokenStore | None) -> Starlette:
    """The server as an ASGI app: MCP behind the door, and `/healthz` for whoever watches it."""
    manager = StreamableHTTPSessionManager(server.mcp)
    door = Door(
        manager.handle_request, security=address.security(), tokens=tokens, limits=server.limits
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with manager.run():
            yield

    async def health(_request: Request) -> JSONResponse:
        return JSONResponse({"ok": True})

    # A route, because a mount would redirect `/mcp` to `/mcp/`.
    return Starlette(routes=[Route("/healthz", health), Route("/mcp", door)], lifespan=lifespan)


def _listen(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        listener = socket.create_server((address.host, address.port), family=family)
    except OSError as unusable:
        reason = os.strerror(unusable.errno or 0)  # `create_server` puts more into its own
        raise InvalidArgument(
            f"{address.host} port {address.port} cannot be used ({reason}).",
            hint="Choose another with --http or --host.",
        ) from unusable
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _announce(address: Address, tokens: TokenStore | None) -> None:
    lines = [f"Paymo tools at {address.url}"]
    if tokens is None:
        lines.append("Open: any program on this machine may use it, without a token.")
    elif all(token.revoked_at for token in tokens.listed()):
        lines.append(f"Nobody can come in yet. Make a token: {CREATE_TOKEN}")
    if not address.loopback:
        lines.append("Tokens travel in the clear here; let a proxy with TLS stand before it.")
    sys.stderr.write("\n".join(lines) + "\n")


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
