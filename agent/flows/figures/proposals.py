"""The follow-ups that the review suggests: a task for each matter that has none yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from agent.flows.figures.books import Books
from agent.flows.figures.cards import shown
from agent.flows.figures.importance import first_ones
from agent.flows.figures.matters import Matter, matters
from agent.flows.figures.naming import folded, one_line
from agent.flows.figures.open_tasks import Id, OpenTasks
from agent.flows.figures.placing import assignee, due_day, places
from agent.flows.report import Proposal, Row

RESTS_ON = ("projects", "users", "entries", "tasks")
"""Without them nobody can say where a task goes, or whether it is there already."""

_LONGEST_TEXT = 10_000
_MOST_NAMED = 10


def proposals(
    books: Books, sections: dict[str, list[Row] | None], *, rest: str
) -> tuple[list[Proposal], list[str]]:
    """The proposals, and notes on what is not proposed: what an open task of its name follows up
    already, and what has no place to go. None where a list they rest on is incomplete.

    Of very many the most important get a card; ``rest`` says how to have one for the others.
    """
    if not books.material.have(*RESTS_ON):
        return [], ["Follow-ups are not suggested: what they rest on could not be read whole."]
    found: dict[Matter, Proposal] = {}
    known, homeless = [], []
    where, open_tasks = places(books), OpenTasks(books.tasks, books.projects)
    waiting = OpenTasks(books.material.waiting, books.projects)
    for matter in _told_apart(matters(books, sections)):
        project = where.of(matter)
        assigned = None if project is None else assignee(matter, project, books.users)
        if project is None or (matter.user_id is not None and assigned is None):
            homeless.append(matter.name)
        elif open_tasks.follow(matter, project) is not None:
            known.append(matter.name)
        else:
            waits = waiting.follow(matter, project)
            found[matter] = _proposal(matter, project, assigned, books, waits)
    suggested, left = _at_most(found)
    return suggested, [*_left(left, len(suggested), rest), *_known(known), *_homeless(homeless)]


def _at_most(found: dict[Matter, Proposal]) -> tuple[list[Proposal], int]:
    """The proposals, those that are to have no card marked, and how many these are."""
    first = first_ones(found)
    marked = [
        proposal.model_copy(update={"card": "none"})
        if proposal.card == "here" and matter not in first
        else proposal
        for matter, proposal in found.items()
    ]
    return marked, sum(each.card == "none" for each in marked)


def _told_apart(found: list[Matter]) -> list[Matter]:
    """Where several matters have one name, each with the id of what it is about."""
    counts = Counter(folded(matter.name) for matter in found)
    return [
        replace(matter, name=matter.apart) if counts[folded(matter.name)] > 1 else matter
        for matter in found
    ]


def _proposal(
    matter: Matter, project: Row, assigned: Row | None, books: Books, waits: Id | None
) -> Proposal:
    """``waits`` is the card that waits for the same already."""
    account, material = books.material.account, books.material
    why = one_line(matter.why, _LONGEST_TEXT)
    due = due_day(books.as_of, material.today, account["working_days"])
    args = {
        "name": matter.name,
        "project_id": project["id"],
        **({} if assigned is None else {"user_ids": [assigned["id"]]}),
        "description": why,
        "due_date": due.isoformat(),
    }
    card = shown(args, project, [assigned] if assigned else [])
    proposal = Proposal(tool="create_task", args=args, why=why, shown=card)
    before = {"id": waits, "card": "before"}
    return proposal if waits is None else proposal.model_copy(update=before)


def _left(count: int, every: int, rest: str) -> list[str]:
    if not count:
        return []
    return [
        f"{every:,} matters are to be followed up, more than one can decide about. The most"
        f" important {every - count:,} are suggested, and {count:,} are not. {rest}"
    ]


def _known(names: list[str]) -> list[str]:
    return [f"Open tasks follow these up already: {_listed(names)}."] if names else []


def _homeless(names: list[str]) -> list[str]:
    if not names:
        return []
    return [f"No task is suggested, as no active project fits it, for: {_listed(names)}."]


def _listed(names: list[str]) -> str:
    more = [f"{len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    return "; ".join([*names[:_MOST_NAMED], *more])
