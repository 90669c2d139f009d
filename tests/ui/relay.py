"""A relay between the browser and the server that notes when either of them spoke."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

_CHUNK = 1 << 16


class Relay:
    """Passes all bytes on at once and keeps what the browser has not taken yet.

    So the server never waits for the browser, and what passes between its first byte of a question
    and its last byte of the answer is the server's time alone.
    """

    def __init__(self, port: int) -> None:
        self._server = port
        self._asked: float | None = None
        self._answered = 0.0
        self.address = ""

    def begin(self) -> None:
        """Wait for the next question."""
        self._asked = None

    def server_seconds(self) -> float:
        """From the first byte of the question to the last byte of the server since then."""
        if self._asked is None:
            raise AssertionError("the browser asked nothing")
        return self._answered - self._asked

    async def listen(self) -> asyncio.Server:
        """Begin, on a free port."""
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        host, port = server.sockets[0].getsockname()
        self.address = f"http://{host}:{port}"
        return server

    async def _connected(self, down: asyncio.StreamReader, up: asyncio.StreamWriter) -> None:
        answers, questions = await asyncio.open_connection("127.0.0.1", self._server)
        await asyncio.gather(
            _pass_on(down, questions, self._heard_browser),
            _pass_on(answers, up, self._heard_server),
        )

    def _heard_browser(self) -> None:
        self._asked = self._asked or time.perf_counter()

    def _heard_server(self) -> None:
        self._answered = time.perf_counter()


async def _pass_on(
    source: asyncio.StreamReader, target: asyncio.StreamWriter, note: Callable[[], None]
) -> None:
    try:
        while chunk := await source.read(_CHUNK):
            note()
            target.write(chunk)
    except ConnectionError:
        pass  # one of them is gone, and so is this connection
    finally:
        target.close()


@contextmanager
def relay_to(address: str) -> Iterator[Relay]:
    """A relay to the server at this address, in a thread of its own, while the block lasts."""
    relay, loop = Relay(urlsplit(address).port or 80), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(relay.listen(), loop).result()
    try:
        yield relay
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
