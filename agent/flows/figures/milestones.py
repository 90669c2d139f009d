"""Milestones of the month, and the late ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from agent.flows.figures.month import Stretch
from agent.flows.figures.ordering import in_order
from agent.flows.report import Row


def milestones(
    rows: Iterable[Row], projects: dict[int, Row], month: Stretch, as_of: date
) -> list[Row]:
    """Of active projects: due in the month, or incomplete and due before the day."""
    found = []
    for row in rows:
        due = row["due_date"]
        if due is None or not projects.get(row["project_id"], {}).get("active"):
            continue
        late = 0 if row["complete"] else max((as_of - date.fromisoformat(due)).days, 0)
        if late or month.holds(due):
            found.append(
                {
                    "milestone_id": row["id"],
                    "name": row["name"],
                    "project_id": row["project_id"],
                    "project": row["project"],
                    "client_id": row["client_id"],
                    "client": row["client"],
                    "due_date": due,
                    "complete": row["complete"],
                    "days_late": late,
                }
            )
    return in_order(found)
