"""`python -m tools_server`: the MCP server over stdio, or over HTTP with `--http PORT`."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys

from pydantic import ValidationError

from tools_server.backend import open_server
from tools_server.errors import Failure
from tools_server.settings import ServerSettings
from tools_server.transports import serve_http, serve_stdio


def main() -> None:
    """Serve until the client leaves or Ctrl-C. Standard output belongs to the protocol."""
    parser = argparse.ArgumentParser(prog="paymo-agent tools", description=__doc__)
    parser.add_argument("--http", type=int, metavar="PORT", help="streamable HTTP on 127.0.0.1")
    parser.add_argument("--read-only", action="store_true", help="do not offer the write tools")
    options = parser.parse_args()
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    try:
        asyncio.run(_serve(ServerSettings(), options.http, options.read_only))
    except KeyboardInterrupt:
        sys.exit(130)
    except Failure as failure:
        sys.exit(f"{failure.message} {failure.hint}")
    except ValidationError as wrong:
        problems = wrong.errors(include_url=False, include_input=False)
        sys.exit("\n".join(f"{detail['loc'][0]}: {detail['msg']}" for detail in problems))


async def _serve(settings: ServerSettings, port: int | None, read_only: bool) -> None:
    async with open_server(settings, read_only=read_only) as server:
        if port is None:
            await serve_stdio(server.mcp)
        else:
            await serve_http(server.mcp, port)


if __name__ == "__main__":
    main()
