"""How many requests to Paymo a piece of work takes, whatever else runs beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Tally:
    """Requests sent so far, retries included."""

    requests: int = 0


_TALLY: ContextVar[Tally | None] = ContextVar("requests_to_paymo", default=None)


@contextmanager
def tally() -> Iterator[Tally]:
    """Counts the requests of the code inside, and of the tasks it starts."""
    counted = Tally()
    token = _TALLY.set(counted)
    try:
        yield counted
    finally:
        _TALLY.reset(token)


def count_request() -> None:
    """One more for the work that is going on, if anybody counts."""
    counted = _TALLY.get()
    if counted is not None:
        counted.requests += 1
