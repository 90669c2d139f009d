"""Moments as people read them: in the account's time zone, and how far away they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def moment(at: datetime, timezone: str) -> str:
    """Such as "Mon 2 Nov 2026, 14:05"."""
    local = at.astimezone(ZoneInfo(timezone))
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"


def away(at: datetime, now: datetime | None = None) -> str:
    """How far away it is: "in 2 days", "3 hours ago", "just now"."""
    distance = at - (now or datetime.now(UTC))
    words = _length(abs(distance))
    if not words:
        return "just now" if distance < timedelta() else "in less than a minute"
    return f"in {words}" if distance > timedelta() else f"{words} ago"


def _length(length: timedelta) -> str:
    """The length in its largest unit, rounded down; empty below a minute."""
    for unit, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        count = length // unit
        if count:
            return f"{count} {name}{'s' if count > 1 else ''}"
    return ""
