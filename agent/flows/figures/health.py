"""The findings of a project health check: pure functions of rows, one section each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from agent.flows.figures.amounts import minutes, percent
from agent.flows.figures.budgets import is_nearly_spent
from agent.flows.figures.durations import minutes_of
from agent.flows.figures.entry_billing import billing_of
from agent.flows.figures.ordering import in_order
from agent.flows.figures.work import days_late
from agent.flows.flow import Material
from agent.flows.names import names_of
from agent.flows.report import Row

WEEKS_OF_OUTSIDERS = 12


@dataclass(frozen=True)
class Health:
    """The projects that are looked at, archived ones too, and all that was read.

    What rests on a list that is missing raises KeyError: `Material.have` says so before.
    """

    material: Material
    projects: Sequence[Row]

    def budgets(self) -> list[Row]:
        return in_order(
            {
                **_named(project),
                "budget_minutes": project["budget_minutes"],
                "tracked_minutes": minutes(seconds),
                "percent": percent(seconds, project["budget_seconds"]),
            }
            for project, seconds in self._seconds()
            if is_nearly_spent(seconds, project["budget_seconds"])
        )

    def late_milestones(self) -> list[Row]:
        return in_order(
            {
                **_named(self._active[row["project_id"]]),
                "milestone_id": row["id"],
                "name": row["name"],
                "due_date": row["due_date"],
                "days_late": days_late(row, self.material.today),
                "user": row["user"],
            }
            for row in self._late("milestones")
        )

    def late_tasks(self) -> list[Row]:
        return in_order(
            {
                **_named(self._active[row["project_id"]]),
                "task_id": row["id"],
                "task": row["name"],
                "due_date": row["due_date"],
                "days_late": days_late(row, self.material.today),
                "people": names_of(row["user_ids"], self._users) or "Everybody on the project",
            }
            for row in self._late("tasks")
        )

    def quiet(self, weeks: int) -> list[Row]:
        """A running timer is time, too. A project that is younger than that is not quiet."""
        today = self.material.today
        before = (today - timedelta(weeks=weeks)).isoformat()
        rows = []
        for id, project in self._active.items():
            days = [row["date"] for row in self._entries[id] if row["date"]]
            last = max(days, default=None)
            if (last or project["created_on"] or "")[:10] <= before:
                ago = (today - date.fromisoformat(last)).days if last else None
                rows.append({**_named(project), "last_entry": last, "days_quiet": ago})
        return in_order(rows)

    def no_manager(self) -> list[Row]:
        return in_order(
            {
                **_named(project),
                "managers": names_of(project["manager_ids"], self._users) or "There never was one",
            }
            for project in self._active.values()
            if not any(self._users.get(id, {}).get("active") for id in project["manager_ids"])
        )

    def archived(self) -> list[Row]:
        tasks = Counter(
            row["project_id"] for row in self.material.of("tasks") if not row["complete"]
        )
        rows = []
        for project in self.projects:
            if not project["active"]:
                unbilled = [row for row in self._entries[project["id"]] if _is_unbilled(row)]
                if tasks[project["id"]] or unbilled:
                    rows.append(
                        {
                            **_named(project),
                            "open_tasks": tasks[project["id"]],
                            "unbilled_minutes": minutes_of(unbilled),
                        }
                    )
        return in_order(rows)

    def outsiders(self) -> list[Row]:
        since = (self.material.today - timedelta(weeks=WEEKS_OF_OUTSIDERS)).isoformat()
        rows = []
        for id, project in self._active.items():
            by_user: defaultdict[int, list[Row]] = defaultdict(list)
            for row in self._entries[id]:
                if (row["date"] or "") >= since and row["user_id"] not in project["user_ids"]:
                    by_user[row["user_id"]].append(row)
            rows += [
                {
                    **_named(project),
                    "user_id": user_id,
                    "user": names_of([user_id], self._users),
                    "minutes": minutes_of(group),
                    "last_entry": max(row["date"] for row in group),
                }
                for user_id, group in by_user.items()
            ]
        return in_order(rows)

    @cached_property
    def _active(self) -> dict[int, Row]:
        return {row["id"]: row for row in self.projects if row["active"]}

    @cached_property
    def _users(self) -> dict[int, Row]:
        return {row["id"]: row for row in self.material.of("users")}

    @cached_property
    def _entries(self) -> defaultdict[int | None, list[Row]]:
        found: defaultdict[int | None, list[Row]] = defaultdict(list)
        for row in self.material.of("entries"):
            found[row["project_id"]].append(row)
        return found

    def _seconds(self) -> list[tuple[Row, int]]:
        return [
            (project, sum(row["seconds"] for row in self._entries[id]))
            for id, project in self._active.items()
        ]

    def _late(self, name: str) -> list[Row]:
        """The late rows of active projects, the earliest first."""
        rows = [
            row
            for row in self.material.of(name)
            if row["project_id"] in self._active and days_late(row, self.material.today)
        ]
        return sorted(rows, key=lambda row: (row["due_date"], row["id"]))


def _is_unbilled(entry: Row) -> bool:
    return not entry["running"] and billing_of(entry) == "to bill"


def _named(project: Row) -> Row:
    return {
        "client_id": project["client_id"],
        "client": project["client"],
        "project_id": project["id"],
        "project": project["name"],
    }
