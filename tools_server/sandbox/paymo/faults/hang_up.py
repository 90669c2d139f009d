"""An answer that is none: the connection is closed before the first byte of it.

ASGI has no word for that, and uvicorn turns an app that gives up into a 500. So the server's
protocol puts the connection's own `abort` into the request's `state`, where `HangUp` finds it.
"""

import asyncio
from typing import cast

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

ABORT = "sandbox.abort"


class HungUp(ConnectionError):
    """A dropped request where there is no connection to close: an in-process transport."""


class HangUp(Response):
    """Closes the connection. Raises HungUp under a server without `HangUpProtocol`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        abort = scope.get("state", {}).get(ABORT)
        if abort is None:
            raise HungUp("the fault plan drops this request")
        abort()
        while (await receive())["type"] != "http.disconnect":
            pass


class HangUpProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, for `uvicorn.Config(http=...)`."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        connection = cast(asyncio.Transport, transport)
        super().connection_made(connection)
        self.app_state = {**self.app_state, ABORT: connection.abort}
