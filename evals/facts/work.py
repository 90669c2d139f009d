"""Projects, tasks, milestones, people and time, filtered as somebody who knows them all would."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from evals.facts.days import EVER, Span
from evals.facts.world import NoSuchFact, Row, World

SECONDS = 60
OWNER = "Nora Whitfield"  # whose key is the first of the demo world


@dataclass(frozen=True)
class Work:
    """Filters take names or ids; None means that it does not matter."""

    world: World

    def field(self, collection: str, name: str | int, field: str) -> Any:
        """One field of the row of this name."""
        return self.world.one(collection, name)[field]

    def client(self, name: str | int) -> int:
        """A client's id."""
        return int(self.world.one("clients", name)["id"])

    def project(self, name: str | int, client: str | int | None = None) -> int:
        """A project's id."""
        fields = {} if client is None else {"client_id": self.client(client)}
        return int(self.world.one("projects", name, **fields)["id"])

    def task(self, name: str | int, project: str | int | None = None) -> int:
        """A task's id."""
        fields = {} if project is None else {"project_id": self.project(project)}
        return int(self.world.one("tasks", name, **fields)["id"])

    def tasklist(self, name: str, project: str | int) -> int:
        """A task list's id."""
        return int(self.world.one("tasklists", name, project_id=self.project(project))["id"])

    def user(self, name: str | int) -> int:
        """A person's id."""
        return int(self.world.one("users", name)["id"])

    def milestone(self, name: str, project: str | int) -> Row:
        """One milestone of a project."""
        found = self.world.one("milestones", name, project_id=self.project(project))
        return self._placed(found)

    def clients(self, active: bool | None = True) -> list[Row]:
        """Clients in the order of their names."""
        return _sorted(row for row in self.world.rows("clients") if active in (None, row["active"]))

    def users(self, active: bool | None = True, type: str | None = None) -> list[Row]:
        """People, guests included."""
        rows = (row for row in self.world.rows("users") if active in (None, row["active"]))
        return _sorted(row for row in rows if type in (None, row["type"]))

    def projects(
        self,
        active: bool | None = True,
        client: str | int | None = None,
        user: str | int | None = None,
    ) -> list[Row]:
        """Projects of a client, or those a person is on."""
        client_id = client if client is None else self.client(client)
        user_id = user if user is None else self.user(user)
        return _sorted(
            self._with_client(row)
            for row in self.world.rows("projects")
            if active in (None, row["active"])
            and client_id in (None, row["client_id"])
            and (user_id is None or user_id in row["users"])
        )

    def members(self, project: str | int) -> list[Row]:
        """The people on a project."""
        row = self.world.projects[self.project(project)]
        return _sorted(user for user in self.world.rows("users") if user["id"] in row["users"])

    def tasks(
        self,
        project: str | int | None = None,
        client: str | int | None = None,
        user: str | int | None = None,
        open: bool | None = True,
        due: Span = EVER,
        archived: bool = False,
        unassigned: bool = False,
    ) -> list[Row]:
        """Tasks of active projects, of archived ones too where asked for, by due date."""
        project_id = project if project is None else self.project(project)
        client_id = client if client is None else self.client(client)
        user_id = user if user is None else self.user(user)
        found = [
            self._placed(row)
            for row in self.world.rows("tasks")
            if project_id in (None, row["project_id"])
            and client_id in (None, self.world.client_of(row["project_id"]))
            and (user_id is None or user_id in row["users"])
            and open in (None, not row["complete"])
            and due.holds(_due(row))
            and (archived or self.world.projects[row["project_id"]]["active"])
            and not (unassigned and row["users"])
        ]
        return sorted(found, key=lambda row: (row["due_date"] or "9999", row["id"]))

    def milestones(
        self,
        project: str | int | None = None,
        client: str | int | None = None,
        open: bool | None = True,
        due: Span = EVER,
        archived: bool = False,
    ) -> list[Row]:
        """Milestones of active projects, of archived ones too where asked for, by due date."""
        project_id = project if project is None else self.project(project)
        client_id = client if client is None else self.client(client)
        found = [
            self._placed(row)
            for row in self.world.rows("milestones")
            if project_id in (None, row["project_id"])
            and client_id in (None, self.world.client_of(row["project_id"]))
            and open in (None, not row["complete"])
            and due.holds(_due(row))
            and (archived or self.world.projects[row["project_id"]]["active"])
        ]
        return sorted(found, key=lambda row: (row["due_date"], row["id"]))

    def entries(
        self,
        days: Span = EVER,
        project: str | int | None = None,
        client: str | int | None = None,
        task: str | int | None = None,
        user: str | int | None = None,
        billed: bool | None = None,
        chargeable: bool | None = None,
        called: str | None = None,
    ) -> list[Row]:
        """Finished entries. ``chargeable``: by the hour, neither flat nor free of charge;
        ``called``: on the tasks of this name in any project."""
        wanted = {
            "project_id": project if project is None else self.project(project),
            "task_id": task if task is None else self.task(task),
            "user_id": user if user is None else self.user(user),
        }
        client_id = client if client is None else self.client(client)
        return [
            row
            for row in self.world.rows("entries")
            if self.world.day_of(row) is not None
            and days.holds(self.world.day_of(row))
            and all(value in (None, row[field]) for field, value in wanted.items())
            and client_id in (None, self.world.client_of(row["project_id"]))
            and billed in (None, row["billed"])
            and chargeable in (None, self._charged_by_the_hour(row))
            and called in (None, self.world.tasks[row["task_id"]]["name"])
        ]

    def minutes(self, days: Span = EVER, **filters: Any) -> int:
        """Minutes tracked: seconds are added first, then rounded half up once."""
        seconds = sum(int(row.get("duration") or 0) for row in self.entries(days, **filters))
        return (seconds + SECONDS // 2) // SECONDS

    def longest(self, days: Span = EVER, **filters: Any) -> Row:
        """The longest entry, with its ``minutes``."""
        row = max(self.entries(days, **filters), key=lambda each: int(each["duration"] or 0))
        return {**row, "minutes": int(row["duration"]) // SECONDS}

    def ranked(self, by: str, days: Span = EVER, **filters: Any) -> list[tuple[str, int]]:
        """Names with their minutes, most first; ``by`` is user, project or client."""
        seconds: dict[str, int] = {}
        for row in self.entries(days, **filters):
            name = self._name(by, row)
            seconds[name] = seconds.get(name, 0) + int(row.get("duration") or 0)
        sums = [(name, (count + SECONDS // 2) // SECONDS) for name, count in seconds.items()]
        return sorted(sums, key=lambda pair: (-pair[1], pair[0]))

    def due(self, task: str | int, project: str | int | None = None) -> date:
        """When a task is due."""
        return date.fromisoformat(self.world.tasks[self.task(task, project)]["due_date"])

    def entry(
        self, task: str | int, day: date, minutes: int, user: str | int = OWNER, **fields: Any
    ) -> Row:
        """A new entry by day and duration, as a condition on the rows of `entries`.

        Raises `NoSuchFact` where the world has such a row already: then it would prove nothing.
        """
        who, what = self.user(user), self.task(task)
        rows = self.entries(Span(day, day), task=what, user=who)
        if any(int(row["duration"]) == minutes * SECONDS for row in rows):
            raise NoSuchFact(f"{minutes} minutes on {task!r} on {day} are there already")
        made = {"task_id": what, "user_id": who, "date": day, "duration": minutes * SECONDS}
        return made | fields

    def spell(
        self, task: str | int, day: date, start: str, end: str, user: str | int = OWNER
    ) -> Row:
        """A new entry from one local time of the day to another, in the same way."""
        times = (
            datetime.combine(day, time.fromisoformat(each), self.world.zone)
            for each in (start, end)
        )
        first, last = (moment.astimezone(UTC).isoformat() for moment in times)
        who, what = self.user(user), self.task(task)
        return {"task_id": what, "user_id": who, "start_time": first, "end_time": last}

    def budget(self, project: str | int) -> int | None:
        """A project's budget in minutes."""
        hours = self.world.projects[self.project(project)]["budget_hours"]
        return None if hours is None else round(hours * 60)

    def _name(self, by: str, entry: Row) -> str:
        if by == "client":
            return str(
                self.world.one("clients", self.world.client_of(entry["project_id"]) or 0)["name"]
            )
        return str(self.world.one(f"{by}s", entry[f"{by}_id"])["name"])

    def _charged_by_the_hour(self, entry: Row) -> bool:
        rows = self.world.projects[entry["project_id"]], self.world.tasks[entry["task_id"]]
        return all(row["billable"] and not row["flat_billing"] for row in rows)

    def _placed(self, row: Row) -> Row:
        project = self._with_client(self.world.projects[row["project_id"]])
        return {**row, "project": project["name"], "client": project["client"]}

    def _with_client(self, project: Row) -> Row:
        return {**project, "client": self.world.one("clients", project["client_id"])["name"]}


def _sorted(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: str(row["name"]).casefold())


def _due(row: Row) -> date | None:
    return date.fromisoformat(row["due_date"]) if row["due_date"] else None
