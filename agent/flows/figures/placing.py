"""Where a follow-up goes, who gets it, and by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from agent.flows.figures.books import Books
from agent.flows.figures.matters import Matter
from agent.flows.figures.month import weekday
from agent.flows.report import Row

DAYS_TO_ACT = 3


@dataclass(frozen=True)
class Places:
    """The project for a matter: of its own, of its client, or of its person."""

    _projects: dict[int, Row]
    _by_client: dict[int, Row]
    _by_user: dict[int, Row]

    def of(self, matter: Matter) -> Row | None:
        """The project that the matter is about where that is active, else the client's active
        project with the latest entry; for a timesheet, the latest that the person is on.
        """
        if matter.user_id is not None:
            return self._by_user.get(matter.user_id)
        own = self._projects.get(matter.project_id or 0)
        if own is not None and own["active"]:
            return own
        return self._by_client.get(matter.client_id or 0)


def places(books: Books) -> Places:
    """Looks at each entry once. The latest is the last by day, then by id."""
    by_client: dict[int, tuple[tuple[str, int], Row]] = {}
    by_user: dict[int, tuple[tuple[str, int], Row]] = {}
    for entry in books.entries:
        project = books.projects.get(entry["project_id"])
        if project is None or not project["active"]:
            continue
        _note(by_client, project["client_id"], entry, project)
        if entry["user_id"] in project["user_ids"]:
            _note(by_user, entry["user_id"], entry, project)
    return Places(books.projects, _projects(by_client), _projects(by_user))


def _note(
    latest: dict[int, tuple[tuple[str, int], Row]], id: int | None, entry: Row, project: Row
) -> None:
    when = (entry["day"] or "", entry["id"])
    if id is not None and (id not in latest or when > latest[id][0]):
        latest[id] = (when, project)


def _projects(latest: dict[int, tuple[tuple[str, int], Row]]) -> dict[int, Row]:
    return {id: project for id, (_, project) in latest.items()}


def assignee(matter: Matter, project: Row, users: dict[int, Row]) -> Row | None:
    """The person of a timesheet, else the project's first manager; None for one who is not active
    or not on the project, whom `create_task` would refuse.
    """
    managers = project["manager_ids"]
    id = matter.user_id if matter.user_id is not None else next(iter(managers), None)
    user = users.get(id) if id is not None else None
    return user if user and user["active"] and user["id"] in project["user_ids"] else None


def due_day(as_of: date, today: date, working_days: Iterable[int]) -> date:
    """The first working day at least three days after the later of both days."""
    days = frozenset(working_days)
    due = max(as_of, today) + timedelta(days=DAYS_TO_ACT)
    while days and weekday(due) not in days:
        due += timedelta(days=1)
    return due
