"""Minutes of time entries: seconds added first, then rounded half-up, once."""

from __future__ import annotations

from collections.abc import Iterable

from agent.flows.figures.amounts import minutes
from agent.flows.report import Row


def minutes_of(entries: Iterable[Row]) -> int:
    """The minutes of these entries together; a running timer counts nothing yet."""
    return minutes(sum(entry["seconds"] for entry in entries))


def hours_and_minutes(count: int) -> str:
    """Minutes as people read them: "7 h 30 min", "8 h", "45 min"."""
    hours, rest = divmod(count, 60)
    parts = [f"{hours:,} h"] * bool(hours) + [f"{rest} min"] * (bool(rest) or not hours)
    return " ".join(parts)
