"""Keeps requests inside Paymo's rate limit, by the figures Paymo sends with every answer.

Paymo allows about five requests in five seconds a key and says so in three headers (Paymo API
facts, section 4). Each may hold a comma-separated list, one figure a limiter; the tightest one
counts.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import httpx

SPARE = 1
"""Requests of a window that are left to the key's other users."""

DEFAULT_DECAY = 5.0
"""Seconds of a window when only the remaining count is sent; the figure seen on the live
service.
"""

LONGEST_WAIT = 60.0
"""Seconds. A person or a model is waiting for the answer: past this an error is the better
answer.
"""

Sleep = Callable[[float], Awaitable[None]]
Clock = Callable[[], float]


class Pacer:
    """Hands out turns to send. A server that sends no rate headers is never waited for.

    Safe for concurrent tasks of one event loop: requests under way count against the window, and
    until the first answer has said what the limit is, one request goes at a time.
    """

    def __init__(self, sleep: Sleep = asyncio.sleep, clock: Clock = time.monotonic) -> None:
        self._sleep = sleep
        self._clock = clock
        self._gate = asyncio.Lock()
        self._under_way = 0
        self._answered = False
        self._left: int | None = None
        self._limit = 0.0
        self._decay = DEFAULT_DECAY
        self._window_start: float | None = None
        self._held_until = clock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until a request may be sent; hold the turn while it is under way."""
        async with AsyncExitStack() as held:
            await held.enter_async_context(self._gate)
            await self._wait()
            if self._answered:
                await held.pop_all().aclose()
            self._under_way += 1
            try:
                yield
            finally:
                self._under_way -= 1
                self._answered = True

    def note(self, headers: httpx.Headers) -> None:
        """Take over what an answer says about the window. Call it within the request's turn."""
        remaining = _figures(headers, "X-Ratelimit-Remaining")
        if not remaining:
            self._left = None
            return
        tightest = remaining.index(min(remaining))
        self._limit = _figure_at(
            _figures(headers, "X-Ratelimit-Limit"), tightest, remaining[tightest]
        )
        self._decay = _figure_at(
            _figures(headers, "X-Ratelimit-Decay-Period"), tightest, DEFAULT_DECAY
        )
        if remaining[tightest] >= self._limit - 1:
            # The first of a window: it opened on the way there, later than the request was sent.
            self._window_start = self._clock()
        # Requests still under way may not be in Paymo's count yet.
        self._left = int(remaining[tightest]) - (self._under_way - 1)

    def hold(self, seconds: float) -> None:
        """Let nobody send for this long: after a 429 every request is refused until the window
        ends.
        """
        self._held_until = max(self._held_until, self._clock() + seconds)

    async def _wait(self) -> None:
        await self._pause(self._held_until - self._clock())
        opened, now = self._window_start, self._clock()
        is_over = opened is None or now - opened >= self._decay
        if opened is not None and not is_over and self._is_spent():
            await self._pause(opened + self._decay - now)
            is_over = True
        if is_over:
            self._window_start = self._clock()
            if self._left is not None:
                self._left = max(int(self._limit) - self._under_way, SPARE + 1)
        if self._left is not None:
            self._left -= 1

    def _is_spent(self) -> bool:
        return self._left is not None and self._left <= SPARE

    async def _pause(self, seconds: float) -> None:
        if seconds > 0:
            await self._sleep(min(seconds, LONGEST_WAIT))


def _figures(headers: httpx.Headers, name: str) -> list[float]:
    """The figures of a header; a malformed header says nothing."""
    parts = [part.strip() for part in headers.get(name, "").split(",") if part.strip()]
    try:
        figures = [float(part) for part in parts]
    except ValueError:
        return []
    return figures if all(map(math.isfinite, figures)) else []


def _figure_at(figures: list[float], position: int, default: float) -> float:
    """The tightest limiter's own figure, or the most cautious one where the lists do not line
    up.
    """
    if not figures:
        return default
    return figures[position] if position < len(figures) else max(figures)
