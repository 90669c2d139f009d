"""Lines of an answer about time: a part of a split, and a single entry."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from agent.models.builtin.answers.phrases import (
    day,
    joined,
    minutes,
    part_label,
    percent,
    plural,
)
from agent.models.builtin.desk import Reading
from agent.models.builtin.entry_rows import STATES, TIMES, TimeQuery
from agent.rows import Row


def group_line(row: Row, by: str, query: TimeQuery, reading: Reading) -> str:
    """One part of a split: its minutes, its share where that is asked for, and what it holds."""
    place = f" ({row['project']})" if by == "task" and row.get("project") else ""
    share = ""
    inner = query.split.partition("/")[2]
    if query.wants("share") and inner not in STATES:
        total = Decimal(reading.totals["minutes"])
        share = f" ({percent(Decimal(row['minutes']), total)})"
    parts = inner_parts(row.get("parts") or (), inner)
    count = f"{plural(row['entries'], 'entry')}, " if query.counts == "entry" else ""
    return f"{part_name(row, by)}{place}: {count}{minutes(row['minutes'])}{share}{parts}"


def inner_parts(parts: Sequence[tuple[Any, int]], by: str) -> str:
    """What a part of a split is made of: " (Website 60 minutes (1 h), Logo 30 minutes)"."""
    ranked = sorted(parts, key=lambda part: (0 if by in TIMES else -part[1], str(part[0])))
    whole = Decimal(sum(count for _, count in parts))
    shares = [f" ({percent(Decimal(c), whole)})" if by in STATES else "" for _, c in ranked]
    told = [f"{_inner_name(by, key)} {minutes(count)}{share}"
            for (key, count), share in zip(ranked, shares, strict=True)]  # fmt: skip
    return f" - {'; '.join(told)}" if told else ""


def _inner_name(by: str, key: Any) -> str:
    if by in STATES:
        return by if key else f"not {by}"
    return part_label(by, key) if by in TIMES else str(key or "without name")


def part_name(row: Row, by: str) -> str:
    """What a part is called: "Anna", "October 2026", "Anna, Fri 30 Oct 2026"."""
    if by == "person_day":
        name, date = str(row[by]).rsplit(" on ", 1)
        return f"{name}, {day(date)}"
    if by in TIMES:
        return part_label(by, row.get(by))
    return str(row.get("name") or row.get(by) or "without name")


def entry_line(row: Row, query: TimeQuery) -> str:
    """ "Fri 30 Oct 2026, Anna, Wireframes (Website): 240 minutes (4 h), first draft"."""
    who = None if query.scope.user else row.get("user")
    place = f"{row.get('task')} ({row.get('project')})" if row.get("project") else row.get("task")
    length = "running" if row.get("running") else minutes(row.get("minutes") or 0)
    head = joined([day(row.get("date")), who, place])
    return joined([f"{head}: {length}", str(row.get("description") or "")[:80]])
