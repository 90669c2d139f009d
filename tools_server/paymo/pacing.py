"""Keeps requests inside Paymo's rate limit, by the figures Paymo sends with every answer.

Paymo allows about five requests in five seconds a key and says so in three headers (Paymo API
facts, section 4). Each may hold a comma-separated list, one figure a limiter; the tightest one
counts. A window is used to its last request: whoever shares the key is counted with.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import httpx

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


@dataclass
class Window:
    """One window of Paymo's count. ``opened`` is never before Paymo opened it, once we heard."""

    opened: float
    sent: int = 0
    answered: int = 0
    others: int = 0
    heard: bool = False


@dataclass(frozen=True)
class Turn:
    """The leave to send one request. ``answered`` counts the window's answers before it."""

    window: Window
    answered: int


class Pacer:
    """Hands out turns to send. A server that never sent rate headers is never waited for.

    Safe for concurrent tasks of one event loop: requests under way count against the window, and
    until the first answer has said what the limit is, one request goes at a time.
    """

    def __init__(self, sleep: Sleep = asyncio.sleep, clock: Clock = time.monotonic) -> None:
        self._sleep = sleep
        self._clock = clock
        self._gate = asyncio.Lock()
        self._under_way = 0
        self._answered = False
        self._limit: int | None = None
        self._decay = DEFAULT_DECAY
        self._held_until = clock()
        self._window = Window(clock())

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        """Wait until a request may be sent; hold the turn while it is under way."""
        async with AsyncExitStack() as held:
            await held.enter_async_context(self._gate)
            turn = await self._next_turn()
            if self._answered:
                await held.pop_all().aclose()
            self._under_way += 1
            try:
                yield turn
            finally:
                self._under_way -= 1
                self._answered = True
                turn.window.answered += 1

    def note(self, turn: Turn, headers: httpx.Headers) -> None:
        """Take over what an answer says about the window. Call it within the request's turn.

        An answer that says nothing, such as a proxy's error page, leaves things as they are.
        """
        remaining = _figures(headers, "X-Ratelimit-Remaining")
        if not remaining:
            return
        tightest = remaining.index(min(remaining))
        left, limits = int(remaining[tightest]), _figures(headers, "X-Ratelimit-Limit")
        self._limit = int(_figure_at(limits, tightest, left + turn.window.sent))
        decays = _figures(headers, "X-Ratelimit-Decay-Period")
        self._decay = min(_figure_at(decays, tightest, DEFAULT_DECAY), LONGEST_WAIT)
        if turn.window is self._window:  # else a straggler, whose window is over
            self._count(turn, self._limit - left)

    def hold(self, seconds: float) -> None:
        """Let nobody send for this long: after a 429 every request is refused until the window
        ends.
        """
        until = self._clock() + min(seconds, LONGEST_WAIT)
        self._held_until = max(self._held_until, until)
        if seconds:
            self._window.opened = until - self._decay

    def _count(self, turn: Turn, used: int) -> None:
        """Compare Paymo's count with ours: what is above it was used by others."""
        window = self._window
        if used <= turn.answered:
            # Paymo has begun to count anew, in a window that others had opened before ours.
            self._window = Window(self._clock(), sent=self._under_way, heard=True)
            return
        if not window.heard:
            # It was opened on the way there, later than the request was sent.
            window.opened, window.heard = self._clock(), True
        window.others = max(window.others, used - window.sent)

    async def _next_turn(self) -> Turn:
        while (seconds := self._seconds_to_wait()) > 0:
            await self._sleep(seconds)
        window, now = self._window, self._clock()
        if now - window.opened >= self._decay:
            # Requests that are still under way may arrive in the new window.
            counted = min(self._under_way, (self._limit or 1) - 1)
            window = self._window = Window(now, sent=counted)
        window.sent += 1
        return Turn(window, window.answered)

    def _seconds_to_wait(self) -> float:
        now, window = self._clock(), self._window
        if now < self._held_until:
            return self._held_until - now
        if self._limit is None or window.sent + window.others < self._limit:
            return 0.0
        return window.opened + self._decay - now


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
