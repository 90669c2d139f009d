"""The follow-ups that the review suggests: a task for each matter that has none yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from agent.flows.figures.books import Books
from agent.flows.figures.cards import shown
from agent.flows.figures.matters import Matter, matters
from agent.flows.figures.naming import folded, one_line, told_apart
from agent.flows.figures.placing import assignee, due_day, places
from agent.flows.report import Proposal, Row

RESTS_ON = ("projects", "users", "entries", "tasks")
"""Without them nobody can say where a task goes, or whether it is there already."""

_LONGEST_TEXT = 10_000


def proposals(
    books: Books, sections: dict[str, list[Row] | None]
) -> tuple[list[Proposal], list[str]]:
    """The proposals, and notes on what is not proposed: what an open task of the same name in the
    same project follows up already, and what has no place to go. None where a list they rest on is
    incomplete.
    """
    if not books.material.have(*RESTS_ON):
        return [], ["Follow-ups are not suggested: what they rest on could not be read whole."]
    found, known, homeless = [], [], []
    there, where = _open_tasks(books.tasks), places(books)
    own: defaultdict[int, set[str]] = defaultdict(set)
    for matter in matters(books, sections):
        project = where.of(matter)
        assigned = None if project is None else assignee(matter, project, books.users)
        if project is None or (matter.user_id is not None and assigned is None):
            homeless.append(matter.name)
            continue
        apart = told_apart(matter.name, matter.id)
        name = apart if folded(matter.name) in own[project["id"]] else matter.name
        if there[project["id"]].isdisjoint((folded(name), folded(apart))):
            own[project["id"]].add(folded(name))
            found.append(_proposal(replace(matter, name=name), project, assigned, books))
        else:
            known.append(matter.name)
    return found, [*_known(known), *_homeless(homeless)]


def _proposal(matter: Matter, project: Row, assigned: Row | None, books: Books) -> Proposal:
    account, material = books.material.account, books.material
    due = due_day(books.as_of, material.today, account["working_days"])
    args = {
        "name": matter.name,
        "project_id": project["id"],
        **({} if assigned is None else {"user_ids": [assigned["id"]]}),
        "description": one_line(matter.why, _LONGEST_TEXT),
        "due_date": due.isoformat(),
    }
    return Proposal(
        tool="create_task", args=args, why=matter.why, shown=shown(args, project, assigned)
    )


def _open_tasks(tasks: Iterable[Row]) -> defaultdict[int, set[str]]:
    names: defaultdict[int, set[str]] = defaultdict(set)
    for task in tasks:
        if not task["complete"]:
            names[task["project_id"]].add(folded(task["name"]))
    return names


def _known(names: list[str]) -> list[str]:
    return [f"Open tasks follow these up already: {'; '.join(names)}."] if names else []


def _homeless(names: list[str]) -> list[str]:
    if not names:
        return []
    return [f"No active project was found for these follow-ups: {'; '.join(names)}."]
