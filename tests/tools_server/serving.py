"""The tools server as a process of its own, over stdio or over HTTP on a free port."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import get_default_environment, stdio_client

from tests import studio


@dataclass(frozen=True)
class Serving:
    """A server that runs: the address of its root, and what it wrote to standard error so far."""

    address: str
    log: Path
    pid: int

    @property
    def mcp(self) -> str:
        """The address of the endpoint."""
        return f"{self.address}/mcp"


def environment(data: Path, **more: str) -> dict[str, str]:
    """What the server needs to know, on top of what the client passes on by itself."""
    return {
        **get_default_environment(),
        "PAYMO_AGENT_DATA": str(data),
        "PAYMO_AGENT_WORLD": str(studio.WORLD),
        "PAYMO_AGENT_TODAY": studio.TODAY,
        **more,
    }


@asynccontextmanager
async def over_stdio(data: Path, *options: str) -> AsyncIterator[ClientSession]:
    """A client of a server that it started itself."""
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "tools_server", *options], env=environment(data)
    )
    async with stdio_client(server) as (reader, writer), ClientSession(reader, writer) as client:
        await client.initialize()
        yield client


@contextmanager
def serving_http(data: Path, *options: str, **settings: str) -> Iterator[Serving]:
    """A server that answers; it is ended at the end."""
    port = free_port()
    command = [sys.executable, "-m", "tools_server", "--http", str(port), *options]
    log = data.with_name(f"{data.name}-stderr.txt")
    with log.open("w") as stderr:
        process = subprocess.Popen(command, env=environment(data, **settings), stderr=stderr)
    try:
        until = time.monotonic() + 30
        while not _answers(port):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until
            time.sleep(0.05)
        yield Serving(f"http://127.0.0.1:{port}", log, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """A port on loopback that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
