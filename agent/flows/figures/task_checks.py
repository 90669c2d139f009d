"""What is looked at before a new task is proposed, and what the task will be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from rapidfuzz import fuzz

from agent.compact.likeness import words_of
from agent.flows.figures.naming import folded
from agent.flows.figures.work import by_due_date
from agent.flows.flow import Material
from agent.flows.names import names_of
from agent.flows.report import Row

Result = Literal["Right", "Look", "Wrong"]
_ALIKE = 80  # of 100: below it two names of tasks share a word or two


@dataclass
class Draft:
    """The task on its way: what was looked at, and what will be sent."""

    project: Row
    people: list[Row]
    args: dict[str, Any]
    shown: dict[str, str] = field(default_factory=dict)
    checks: list[Row] = field(default_factory=list)

    def note(self, check: str, result: Result, detail: str) -> None:
        self.checks.append({"check": check, "result": result, "detail": detail})

    @property
    def fits(self) -> bool:
        return all(row["result"] != "Wrong" for row in self.checks)


def check_project(draft: Draft) -> None:
    project = draft.project
    where = f"{project['name']}, {project['client'] or 'no client'}"
    if project["active"]:
        draft.note("Project", "Right", f"{where}: active.")
    else:
        draft.note("Project", "Wrong", f"{where}: archived, it takes no new tasks.")


def check_people(draft: Draft, users: Mapping[int, Row]) -> None:
    """As the server does: only active people on the project."""
    project = draft.project
    team = [id for id in project["user_ids"] if users.get(id, {}).get("active")]
    on_it = f"On it are: {names_of(team, users) or 'nobody'}."
    for row in draft.people:
        if not row["active"]:
            draft.note("Assigned to", "Wrong", f"{row['name']} is not active any more. {on_it}")
        elif row["id"] not in project["user_ids"]:
            draft.note("Assigned to", "Wrong", f"{row['name']} is not on the project. {on_it}")
        else:
            draft.note("Assigned to", "Right", f"{row['name']} is on the project.")
    if not draft.people:
        all_of = f"Nobody: open to all {len(team)} people on the project."
        draft.note("Assigned to", "Look", all_of)


def check_due(draft: Draft, tasks: Sequence[Row], material: Material) -> None:
    due = draft.args.get("due_date")
    if due is None:
        draft.note("Due", "Look", "No deadline.")
        return
    weekday = date.fromisoformat(due).isoweekday() % 7
    milestone = _milestone(draft, material)
    if due < material.today.isoformat():
        draft.note("Due", "Look", f"{draft.shown['Due']} is in the past.")
    elif weekday not in material.account["working_days"]:
        draft.note("Due", "Look", f"{draft.shown['Due']} is no working day.")
    elif milestone and milestone["due_date"] and milestone["due_date"] < due:
        draft.note("Due", "Look", f"{draft.shown['Due']} is after the milestone of its task list,"
                   f" {milestone['name']}, due {milestone['due_date']}.")  # fmt: skip
    else:
        draft.note("Due", "Right", f"{draft.shown['Due']}: a working day.")


def _milestone(draft: Draft, material: Material) -> Row | None:
    """Of the task list that is named."""
    list_id = draft.args.get("tasklist_id")
    return next(
        (row for row in material.of("milestones") if list_id and list_id in row["tasklist_ids"]),
        None,
    )


def check_name(draft: Draft, name: str, tasks: Sequence[Row], similar: Sequence[Row]) -> None:
    same = [row for row in tasks if folded(row["name"]) == folded(name)]
    open_ones = [row for row in same if not row["complete"]]
    if open_ones:
        draft.note("Name", "Wrong", f"There is an open task of this name: #{open_ones[0]['id']}.")
    elif same:
        draft.note("Name", "Look", f"A completed task has this name: #{same[0]['id']}.")
    elif similar:
        draft.note("Name", "Look", f"Like it: {', '.join(row['task'] for row in similar)}.")
    else:
        draft.note("Name", "Right", "No other task of the project has a name like it.")


def similar_tasks(name: str, tasks: Sequence[Row]) -> list[Row]:
    kept = ("tasklist", "complete", "due_date", "project")
    wanted = " ".join(words_of(name))
    return by_due_date(
        [
            {"task_id": row["id"], "task": row["name"], **{each: row[each] for each in kept}}
            for row in tasks
            if fuzz.token_sort_ratio(wanted, " ".join(words_of(row["name"]))) >= _ALIKE
        ]
    )
