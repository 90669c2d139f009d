"""Follow-ups that exist already: tasks of the same name that are open, or wait for a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from agent.flows.figures.matters import Matter
from agent.flows.figures.naming import folded
from agent.flows.report import Row

Id = int | str
"""Of a task, or of the card of one that waits."""


class OpenTasks:
    """The names of the open tasks in active projects, by project and by client, with their ids."""

    def __init__(self, tasks: Iterable[Row], projects: dict[int, Row]) -> None:
        self._in_project: defaultdict[int, dict[str, Id]] = defaultdict(dict)
        self._of_client: defaultdict[int | None, dict[str, Id]] = defaultdict(dict)
        self._all: dict[str, Id] = {}
        for task in tasks:
            project = projects.get(task["project_id"], {})
            if not task.get("complete") and project.get("active"):
                name = {folded(task["name"]): task["id"]}
                self._in_project[task["project_id"]] |= name
                self._of_client[project["client_id"]] |= name
                self._all |= name

    def follow(self, matter: Matter, project: Row) -> Id | None:
        """The one that follows up on the matter, which would go into the project.

        A matter without an active project of its own goes where its client, or its person, was
        worked for last, which may have been elsewhere a month ago: it is looked for in all projects
        of the client, and a timesheet in all there are.
        """
        if matter.user_id is not None:
            known = self._all
        elif matter.project_id == project["id"]:
            known = self._in_project[project["id"]]
        else:
            known = self._of_client[matter.client_id]
        names = folded(matter.name), folded(matter.apart)
        return next((known[name] for name in names if name in known), None)
