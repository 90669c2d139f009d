"""The rows of a table as people expect them: in an order they can rely on, in local days.

Paymo documents no order, and some of its days are instants.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, Any]


def ordered(tool: str, rows: list[Row]) -> list[Row]:
    """The rows of a read in the order people expect; by id where nothing else decides."""
    key = _KEYS.get(tool)
    return sorted(rows, key=lambda row: (*key(row), row["id"])) if key else rows


def in_local_days(rows: list[Row], timezone: str) -> list[Row]:
    """Rows whose `completed_on` and `created_on`, instants in Paymo, are the local days that people
    speak of."""
    zone = ZoneInfo(timezone)
    return [
        row | {field: _local_day(row[field], zone) for field in _INSTANTS if row.get(field)}
        for row in rows
    ]


_INSTANTS = ("completed_on", "created_on")


def _local_day(instant: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(instant).astimezone(zone).date().isoformat()


def _text(row: Row, name: str) -> str:
    return str(row[name] or "").casefold()


def _last_if_none(row: Row, name: str) -> tuple[bool, str]:
    return row[name] is None, row[name] or ""


_KEYS: dict[str, Callable[[Row], tuple[Any, ...]]] = {
    "list_clients": lambda row: (_text(row, "name"),),
    "list_users": lambda row: (_text(row, "name"),),
    "list_projects": lambda row: (_text(row, "client"), _text(row, "name")),
    "list_tasks": lambda row: _last_if_none(row, "due_date"),
    "list_milestones": lambda row: _last_if_none(row, "due_date"),
    "list_invoices": lambda row: _last_if_none(row, "due_date"),
    "list_time_entries": lambda row: (row["date"] or "", row["start_time"] or ""),
}
