"""Days, durations and lists of names as a person reads them on a card."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime


def shown_minutes(minutes: int) -> str:
    """Minutes and hours together: "240 minutes (4 h)", "95 minutes (1 h 35 min)"."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest)
    return f"{minutes} minutes ({' '.join(parts)})" if hours else f"{minutes} minutes"


def shown_day(day: date) -> str:
    """Weekday and date: "Fri 30 Oct 2026"."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def shown_time(moment: datetime) -> str:
    """Day and time in the moment's own zone: "Fri 30 Oct 2026, 09:00"."""
    return f"{shown_day(moment.date())}, {moment:%H:%M}"


def shown_names(names: Iterable[str]) -> str:
    """Names joined by commas, or "nobody"; a name that holds a comma is quoted, to stay one."""
    return ", ".join(f"“{name}”" if "," in name else name for name in names) or "nobody"
