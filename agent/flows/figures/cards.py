"""The rows of a new task's card, worded as the tools server words them.

The server's own card is what is approved; this one stands in the report before. That both say the
same is held by a test over the wire (tests/flows/test_follow_up_cards.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from agent.flows.figures.durations import hours_and_minutes
from agent.flows.figures.month import shown_day
from agent.flows.report import Row

DEFAULT_TASKLIST = "Default Task List"


def shown(
    args: Mapping[str, Any], project: Row, people: Sequence[Row], tasklist: Row | None = None
) -> dict[str, str]:
    """Label and text of each row, in the card's order; what is not given has no row."""
    budget = args.get("budget_minutes")
    rows = {
        "Task": args["name"],
        "Project": project["name"],
        "Client": project["client"] or "none",
        "Task list": tasklist["name"] if tasklist else DEFAULT_TASKLIST,
        "Assigned to": ", ".join(_name(row) for row in people) or "nobody",
        "Description": args.get("description"),
        "Due": _due(args.get("due_date")),
        "Budget": _budget(budget) if budget else None,
        "Priority": args.get("priority", "normal"),
    }
    return {label: text for label, text in rows.items() if text is not None}


def _name(person: Row) -> str:
    name = person["name"] or "?"
    return f"“{name}”" if "," in name else name


def _due(day: str | None) -> str | None:
    return shown_day(date.fromisoformat(day)) if day else None


def _budget(minutes: int) -> str:
    return f"{minutes} minutes" + (f" ({hours_and_minutes(minutes)})" if minutes >= 60 else "")
