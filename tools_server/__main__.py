"""`python -m tools_server`: the MCP server over stdio, or over HTTP with `--http PORT`."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from ipaddress import ip_address

from anyio import ClosedResourceError
from pydantic import ValidationError

from tools_server.backend import open_server
from tools_server.errors import Failure
from tools_server.governance.database import open_database
from tools_server.governance.tokens import TokenStore
from tools_server.server import ToolsServer
from tools_server.settings import ServerSettings
from tools_server.transports import LOOPBACK, Address, serve_http, serve_stdio


def main() -> None:
    """Serve until the client leaves or Ctrl-C. Standard output belongs to the protocol."""
    options = _options()
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    logging.getLogger("mcp.server.streamable_http").addFilter(_is_no_goodbye)
    try:
        asyncio.run(_serve(ServerSettings(), options))
    except KeyboardInterrupt:
        sys.exit(130)
    except Failure as failure:
        sys.exit(f"{failure.message} {failure.hint}")
    except ValidationError as wrong:
        problems = wrong.errors(include_url=False, include_input=False)
        sys.exit("\n".join(f"{detail['loc'][0]}: {detail['msg']}" for detail in problems))


def _is_no_goodbye(record: logging.LogRecord) -> bool:
    """A client that leaves is no error, and ten lines about it would hide one that is."""
    return not (record.exc_info and isinstance(record.exc_info[1], ClosedResourceError))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="paymo-agent tools", description=__doc__)
    add = parser.add_argument
    add("--http", type=_port, metavar="PORT", help="streamable HTTP, for clients with a token")
    add("--host", type=_address, metavar="IP", help=f"listen here; {LOOPBACK} unless given")
    add(
        "--public-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name that requests may be for, such as that of a proxy; may be repeated",
    )
    add("--open", action="store_true", help="no tokens: any program on this machine may use it")
    add("--read-only", action="store_true", help="do not offer the write tools")
    add(
        "--unattended-writes",
        action="store_true",
        help="writes go through without a person; each is audited as such",
    )
    options = parser.parse_args()
    if contradiction := _contradiction(options):
        parser.error(contradiction)
    return options


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65_536:
        raise argparse.ArgumentTypeError(f"{port} is no port; choose one from 1 to 65535")
    return port


def _contradiction(options: argparse.Namespace) -> str | None:
    """What cannot be wanted together: what only HTTP knows, and what would let strangers write."""
    over_http = options.host or options.public_host or options.open
    if options.http is None and over_http:
        return "--host, --public-host and --open need --http"
    if options.open and options.public_host:
        return "--open serves this machine alone; with --public-host clients need tokens"
    if options.open and options.host and not ip_address(options.host).is_loopback:
        return "--open serves this machine alone; on another --host clients need tokens"
    if options.unattended_writes and options.read_only:
        return "--unattended-writes and --read-only contradict each other"
    if options.unattended_writes and options.open:
        return "--unattended-writes over HTTP needs tokens: each write is audited as somebody's"
    return None


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError as name:
        raise argparse.ArgumentTypeError(
            f"{text} is no IP address of this machine, such as {LOOPBACK} or 0.0.0.0"
        ) from name


async def _serve(settings: ServerSettings, options: argparse.Namespace) -> None:
    async with open_server(
        settings, read_only=options.read_only, unattended=options.unattended_writes
    ) as server:
        if options.http is None:
            await serve_stdio(server.mcp)
        else:
            await _serve_http(server, settings, options)


async def _serve_http(
    server: ToolsServer, settings: ServerSettings, options: argparse.Namespace
) -> None:
    address = Address(options.http, options.host or LOOPBACK, tuple(options.public_host))
    engine = open_database(settings.governance_database)
    try:
        await serve_http(server, address, None if options.open else TokenStore(engine))
    finally:
        engine.dispose()


if __name__ == "__main__":
    main()
