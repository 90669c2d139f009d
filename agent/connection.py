"""A held MCP session that comes back when the server behind it dies."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO, TypeVar

import anyio
from mcp import ClientSession, McpError, StdioServerParameters
from mcp.client.stdio import get_default_environment, stdio_client
from mcp.types import CONNECTION_CLOSED

from agent.settings import Settings
from tools_server.errors import UpstreamUnavailable

ResultT = TypeVar("ResultT")

# Opens an initialised session to a tools server; it is entered again when the server dies.
Connect = Callable[[], AbstractAsyncContextManager[ClientSession]]


class HeldSession:
    """One session to the tools server, opened by the first call and held (opening costs 0.4 s).

    Sessions must be entered and left by one task, so a keeper task owns them; calls come from
    anywhere. A call whose connection broke is sent once more over a new session. That is safe for
    writes too: the server's journal knows what became of the first one.
    """

    def __init__(self, settings: Settings, connect: Connect | None = None) -> None:
        self._settings = settings
        self._connect = connect or partial(_start_server, settings)
        self._session: asyncio.Future[ClientSession] = asyncio.Future()
        self._lost = asyncio.Event()
        self._closing = False
        self._keeper: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closing = True
        self._lost.set()
        if self._keeper:
            await self._keeper

    async def use(self, call: Callable[[ClientSession], Awaitable[ResultT]]) -> ResultT:
        """Run a call on the session. Raises `UpstreamUnavailable` where no server starts."""
        if self._keeper is None:  # the first call: whoever only looks at conversations needs none
            self._keeper = asyncio.create_task(self._keep(), name="tools-server-session")
            self._keeper.add_done_callback(self._give_up)
        # Shielded: a caller who gives up must not take the session from the others.
        session = await asyncio.shield(self._session)
        try:
            return await _call(session, call)
        except _Closed:
            self._drop(session)
        session = await asyncio.shield(self._session)
        try:
            return await _call(session, call)
        except _Closed as again:
            self._drop(session)
            raise UpstreamUnavailable(
                "The tools server ended twice during this call.",
                hint="Try again; nothing is written twice."
                f" The server's log is {self._settings.server_log}.",
            ) from again

    def _drop(self, dead: ClientSession) -> None:
        """Have a new session opened, unless another call noticed before."""
        if self._session.done() and self._session.result() is dead:
            self._session = asyncio.Future()
            self._lost.set()

    async def _keep(self) -> None:
        started = True
        while started and not self._closing:
            self._lost.clear()
            try:
                async with self._connect() as session:
                    self._session.set_result(session)
                    await self._lost.wait()
            except* (OSError, McpError, anyio.BrokenResourceError, anyio.ClosedResourceError):
                # A dead server also fails the goodbye; only one that never answered is news.
                started = self._session.done()

    def _give_up(self, _keeper: asyncio.Task[None]) -> None:
        """The server did not start: tell those who wait, and let the next call try anew."""
        failed, self._session, self._keeper = self._session, asyncio.Future(), None
        if not failed.done():
            failed.set_exception(_unreachable(self._settings.server_log))
            failed.exception()  # whether anybody waits for it or not


class _Closed(Exception):
    """The server at the other end is gone."""


async def _call(
    session: ClientSession, call: Callable[[ClientSession], Awaitable[ResultT]]
) -> ResultT:
    try:
        return await call(session)
    except (anyio.ClosedResourceError, anyio.BrokenResourceError) as closed:
        raise _Closed from closed
    except McpError as refused:
        if refused.error.code == CONNECTION_CLOSED:
            raise _Closed from refused
        raise


@asynccontextmanager
async def _start_server(settings: Settings) -> AsyncIterator[ClientSession]:
    """A server of our own as a child process, over stdio."""
    server = StdioServerParameters(
        command=sys.executable,
        args=["-P", "-m", "tools_server"],  # never a folder of that name where we were started
        env={**get_default_environment(), **settings.server_environment()},
    )
    with _open_log(settings.server_log) as log:
        async with (
            stdio_client(server, errlog=log) as (reader, writer),
            ClientSession(reader, writer) as session,
        ):
            await session.initialize()
            yield session


def _open_log(path: Path) -> TextIO:
    return os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), "a")


def _unreachable(log: Path) -> UpstreamUnavailable:
    """The failure with the server's last words, which are its own and hold no secret."""
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    reason = f" It said: {lines[-1]}" if lines else ""
    return UpstreamUnavailable(
        f"The tools server did not start.{reason}",
        hint=f"Mend that and try again; its log is {log}.",
    )
