"""The rows of a follow-up's card, worded as the tools server words them.

The server's own card is what is approved; this one stands in the report before. That both say the
same is held by a test over the wire (tests/flows/test_follow_up_cards.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from agent.flows.figures.month import shown_day
from agent.flows.report import Row

DEFAULT_TASKLIST = "Default Task List"
NORMAL = "normal"


def shown(args: Mapping[str, Any], project: Row, assigned: Row | None) -> dict[str, str]:
    """Label and text of each row, in the card's order."""
    return {
        "Task": args["name"],
        "Project": project["name"],
        "Client": project["client"] or "none",
        "Task list": DEFAULT_TASKLIST,
        "Assigned to": _shown_name(assigned),
        "Description": args["description"],
        "Due": shown_day(date.fromisoformat(args["due_date"])),
        "Priority": NORMAL,
    }


def _shown_name(user: Row | None) -> str:
    """A name that holds a comma is quoted, so that it stays one."""
    if user is None:
        return "nobody"
    name = user["name"] or "?"
    return f"“{name}”" if "," in name else name
