"""The lines of a report: time in nested groups, each before what it is made of."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import Any

from tools_server.sandbox.paymo.behaviour.report_range import moment_of
from tools_server.sandbox.paymo.kinds import Moment
from tools_server.sandbox.paymo.store import Record

# The groups in their documented order.
LEVELS = ("days", "clients", "users", "projects", "tasklists", "tasks", "billed", "entries")

Test = Callable[[Record], Any]
EXCLUDED: dict[str, Test] = {
    "exclude_billed_entries": lambda row: row["billed"],
    "exclude_unbilled_entries": lambda row: not row["billed"],
    "exclude_billable_tasks": lambda row: row["billable"],
    "exclude_nonbillable_tasks": lambda row: not row["billable"],
    "exclude_nonbillable_projects": lambda row: not row["project_billable"],
    "exclude_flat_rate_tasks": lambda row: row["flat_billing"],
    "exclude_flats": lambda row: row["flat_billing"] or row["project_flat"],
}


def content(
    rows: Sequence[Record], include: Record, extra: Record, zone: tzinfo
) -> list[dict[str, Any]]:
    """All lines, the total last. Times are seconds, each entry rounded up where that is asked."""
    tests = [test for name, test in EXCLUDED.items() if extra.get(name)]
    step = int(extra.get("rounding_step") or 0) * 60 if extra.get("enable_time_rounding") else 0
    kept = [
        {
            **row,
            "time": -(-row["duration"] // step) * step if step else row["duration"],
            "day": datetime.fromtimestamp(moment_of(row, zone), zone).date().isoformat(),
        }
        for row in rows
        if not any(test(row) for test in tests)
    ]
    order = extra.get("order") or LEVELS
    levels = [name for name in order if name in LEVELS and include.get(name)]
    total = sum(row["time"] for row in kept)
    lines = _lines(kept, levels, 1, total)
    return [*lines, {"type": "total", "time": total, "pct": _share(total, total), "level": 0}]


def _lines(
    rows: Sequence[Record], levels: Sequence[str], depth: int, total: int
) -> list[dict[str, Any]]:
    """One level of groups, the larger first, and below each the next level."""
    if not levels:
        return []
    name, *deeper = levels
    groups: dict[Any, list[Record]] = {}
    for row in rows:
        groups.setdefault(KEYS[name](row), []).append(row)
    lines = []
    for members in sorted(groups.values(), key=_time, reverse=True):
        seconds = _time(members)
        measured = {"time": seconds, "pct": _share(seconds, total), "level": depth}
        lines.append({**NAMES[name](members[0]), **measured})
        lines += _lines(members, deeper, depth + 1, total)
    return lines


def _time(rows: Sequence[Record]) -> int:
    return sum(row["time"] for row in rows)


def _share(seconds: int, total: int) -> int:
    return round(100 * seconds / total) if total else 0


def _entry(row: Record) -> dict[str, Any]:
    names = ("id", "description", "task_id", "project_id", "user_id")
    times = ("start_time", "end_time")
    return {
        "type": "entry",
        "title": "",
        **{name: row[name] for name in names},
        "is_bulk": bool(row["is_bulk"]),
        **{name: Moment().show(row[name]) for name in times if row[name] is not None},
    }


KEYS: dict[str, Test] = {
    "days": lambda row: row["day"],
    "clients": lambda row: row["client_id"],
    "users": lambda row: row["user_id"],
    "projects": lambda row: row["project_id"],
    "tasklists": lambda row: row["tasklist_id"],
    "tasks": lambda row: row["task_id"],
    "billed": lambda row: bool(row["billed"]),
    "entries": lambda row: row["id"],
}
NAMES: dict[str, Callable[[Record], dict[str, Any]]] = {
    "days": lambda row: {"type": "day", "title": row["day"]},
    "clients": lambda row: {"type": "client", "id": row["client_id"], "title": row["client"]},
    "users": lambda row: {"type": "user", "id": row["user_id"], "title": row["user"]},
    "projects": lambda row: {
        "type": "project",
        "id": row["project_id"],
        "title": row["project"],
        "color": row["color"],
    },
    "tasklists": lambda row: {
        "type": "tasklist",
        "id": row["tasklist_id"],
        "title": row["tasklist"],
        "project_id": row["project_id"],
    },
    "tasks": lambda row: {
        "type": "task",
        "id": row["task_id"],
        "title": row["task"],
        "project_id": row["project_id"],
    },
    "billed": lambda row: {"type": "billed", "title": "Billed" if row["billed"] else "Unbilled"},
    "entries": _entry,
}
