"""The rate limit: a fixed window for each key, told in headers (Paymo API facts, section 4)."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

GENEROUS = 10_000


@dataclass(frozen=True)
class RateLimit:
    """`limit` requests in `period` seconds, for each key.

    With `list_header` the remaining count comes as a list of two, as it was once seen live.
    """

    limit: int
    period: float
    list_header: bool = False


@dataclass(frozen=True)
class Allowance:
    """What one request is told: its headers, and whether it is served."""

    headers: dict[str, str]
    allowed: bool


class Limiter:
    """Counts requests in this process. Without a limit it tells a high one and refuses nothing."""

    def __init__(
        self, limit: RateLimit | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = limit
        self._clock = clock
        self._windows: dict[str, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def take(self, key: str) -> Allowance:
        """Count one request of this key."""
        if self._limit is None:
            return Allowance(_headers(RateLimit(GENEROUS, 5), GENEROUS), allowed=True)
        limit, now = self._limit, self._clock()
        with self._lock:
            opened, used = self._windows.get(key, (now, 0))
            if now - opened >= limit.period:
                opened, used = now, 0
            self._windows[key] = (opened, used + 1)
        headers = _headers(limit, max(0, limit.limit - used - 1))
        if used < limit.limit:
            return Allowance(headers, allowed=True)
        wait = max(1, math.ceil(opened + limit.period - now))
        return Allowance({**headers, "Retry-After": str(wait)}, allowed=False)


def _headers(limit: RateLimit, remaining: int) -> dict[str, str]:
    shown = f"{remaining}, 99" if limit.list_header else str(remaining)
    return {
        "X-Ratelimit-Decay-Period": f"{limit.period:g}",
        "X-Ratelimit-Limit": str(limit.limit),
        "X-Ratelimit-Remaining": shown,
    }
