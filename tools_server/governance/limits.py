"""How often a caller may ask: the rate limit of a token."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable

from tools_server.errors import RateLimited
from tools_server.governance.tokens import Caller

WINDOW = 60.0
"""Seconds."""


class TooManyCalls(RateLimited):
    """A token has used up its minute; ``seconds`` from now it may call again."""

    def __init__(self, caller: Caller, seconds: int) -> None:
        unit = "second" if seconds == 1 else "seconds"
        super().__init__(
            f"The token {caller.name} may make {caller.calls_per_minute} calls a minute; "
            "this one is more. Nothing was sent to Paymo.",
            hint=f"Wait {seconds} {unit}, then try again.",
        )
        self.seconds = seconds


class CallLimits:
    """At most ``calls_per_minute`` calls of a token in any 60 seconds (a sliding window).

    Every request of a client is one call, whatever it asks for: a tool, a list, a resource, a ping,
    a new session. A refused call is not counted, so that whoever waits as told gets in. Counted in
    this process: a restart forgets, and two servers on one data folder count apart. For one event
    loop, not for threads.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._calls: defaultdict[str, deque[float]] = defaultdict(deque)

    def count(self, caller: Caller) -> None:
        """Count one call. Raises `TooManyCalls` where that would be one too many."""
        if caller.calls_per_minute is None:
            return
        now = self._clock()
        calls = self._calls[caller.token_id]
        while calls and calls[0] <= now - WINDOW:
            calls.popleft()
        if len(calls) >= caller.calls_per_minute:
            raise TooManyCalls(caller, math.ceil(calls[0] + WINDOW - now))
        calls.append(now)
