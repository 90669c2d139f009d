"""Tasks and milestones of some projects on a day: what is open, done, late and next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from agent.flows.figures.ordering import in_order
from agent.flows.names import names_of
from agent.flows.report import Row


def days_late(row: Row, today: date) -> int:
    """How long a task or milestone is open after its due day; 0 where it is not late."""
    if row["complete"] or row["due_date"] is None:
        return 0
    return max((today - date.fromisoformat(row["due_date"])).days, 0)


def by_due_date(rows: Sequence[Row]) -> list[Row]:
    """The earliest first, those without a day last, then by project and name."""
    return sorted(
        rows,
        key=lambda row: (
            row["due_date"] or "9",
            row["project"] or "",
            row["task"] if "task" in row else row["name"],
        ),
    )


@dataclass(frozen=True)
class Work:
    """The milestones and tasks that are looked at."""

    milestones: Sequence[Row]
    tasks: Sequence[Row]
    today: date

    def by_milestone(self) -> list[Row]:
        """A row a milestone, with the tasks in its lists counted."""
        groups: defaultdict[int | None, list[Row]] = defaultdict(list)
        for task in self.tasks:
            groups[self._milestone_of(task).get("id")].append(task)
        return in_order(self._milestone(row, groups[row["id"]]) for row in self.milestones)

    def by_tasklist(self) -> list[Row]:
        """A row a task list that has tasks."""
        groups: defaultdict[tuple[int, int | None], list[Row]] = defaultdict(list)
        for task in self.tasks:
            groups[(task["project_id"], task["tasklist_id"])].append(task)
        rows = [
            {
                "tasklist_id": list_id,
                "tasklist": tasks[0]["tasklist"],
                "project_id": project_id,
                "project": tasks[0]["project"],
                "milestone": self._milestone_of(tasks[0]).get("name"),
                **self._counted(tasks),
            }
            for (project_id, list_id), tasks in groups.items()
        ]
        return sorted(rows, key=lambda row: (row["project"] or "", row["tasklist_id"] or 0))

    def open_tasks(self, users: Mapping[int, Row]) -> list[Row]:
        """A row a task that is not complete, the earliest deadline first."""
        return by_due_date(
            [
                {
                    "task_id": task["id"],
                    "task": task["name"],
                    "project_id": task["project_id"],
                    "project": task["project"],
                    "milestone": self._milestone_of(task).get("name"),
                    "due_date": task["due_date"],
                    "days_late": days_late(task, self.today),
                    "people": names_of(task["user_ids"], users) or "Everybody on the project",
                }
                for task in self.tasks
                if not task["complete"]
            ]
        )

    def _milestone(self, milestone: Row, tasks: Sequence[Row]) -> Row:
        late = days_late(milestone, self.today)
        kept = ("project_id", "project", "name", "due_date", "complete", "user_id", "user")
        return {
            "milestone_id": milestone["id"],
            **{field: milestone[field] for field in kept},
            "state": "Done" if milestone["complete"] else "Late" if late else "Open",
            "days_late": late,
            **self._counted(tasks),
        }

    def _milestone_of(self, task: Row) -> Row:
        return self._by_tasklist.get(task["tasklist_id"], {})

    @cached_property
    def _by_tasklist(self) -> dict[int | None, Row]:
        return {id: row for row in self.milestones for id in row["tasklist_ids"]}

    def _counted(self, tasks: Sequence[Row]) -> Row:
        open_ones = [task for task in tasks if not task["complete"]]
        ahead = [task["due_date"] for task in open_ones if task["due_date"]]
        return {
            "open_tasks": len(open_ones),
            "late_tasks": sum(days_late(task, self.today) > 0 for task in open_ones),
            "done_tasks": len(tasks) - len(open_ones),
            "next_due": min((due for due in ahead if due >= self.today.isoformat()), default=None),
        }
