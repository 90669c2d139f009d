"""Follow-ups that exist already: open tasks of the same name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from agent.flows.figures.matters import Matter
from agent.flows.figures.naming import folded
from agent.flows.report import Row


class OpenTasks:
    """The names of the open tasks in active projects, by project and by client."""

    def __init__(self, tasks: Iterable[Row], projects: dict[int, Row]) -> None:
        self._in_project: defaultdict[int, set[str]] = defaultdict(set)
        self._of_client: defaultdict[int | None, set[str]] = defaultdict(set)
        self._all: set[str] = set()
        for task in tasks:
            project = projects.get(task["project_id"], {})
            if not task["complete"] and project.get("active"):
                name = folded(task["name"])
                self._in_project[task["project_id"]].add(name)
                self._of_client[project["client_id"]].add(name)
                self._all.add(name)

    def follow(self, matter: Matter, project: Row) -> bool:
        """Whether one follows up on the matter, which would go into the project.

        A matter without an active project of its own goes where its client, or its person, was
        worked for last, which may have been elsewhere a month ago: it is looked for in all projects
        of the client, and a timesheet in all there are.
        """
        names = {folded(matter.name), folded(matter.apart)}
        if matter.user_id is not None:
            return not names.isdisjoint(self._all)
        if matter.project_id == project["id"]:
            return not names.isdisjoint(self._in_project[project["id"]])
        return not names.isdisjoint(self._of_client[matter.client_id])
