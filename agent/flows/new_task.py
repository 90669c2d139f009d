"""A new task, looked at from all sides before it is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from pydantic import Field

from agent.flows.figures.cards import shown
from agent.flows.figures.task_checks import (
    Draft,
    check_due,
    check_name,
    check_people,
    check_project,
    similar_tasks,
)
from agent.flows.flow import Flow, FlowInput, Material, Read
from agent.flows.layout import columns, laid_out, section
from agent.flows.lists import CLIENTS, MILESTONES, PROJECTS, TASKS, USERS
from agent.flows.names import find, people_named
from agent.flows.report import Figure, Proposal, Report, Row
from tools_server.errors import InvalidArgument


class NewTaskInput(FlowInput):
    task: str = Field(title="Task", min_length=1, max_length=255)
    project: str | None = Field(
        None, title="Project", description="Not needed for a client with one active project."
    )
    client: str | None = Field(None, title="Client")
    people: str | None = Field(
        None, title="Assigned to", description="Names, joined by commas; “me” is you."
    )
    due: date | None = Field(None, title="Due")
    tasklist: str | None = Field(None, title="Task list")
    budget_minutes: int | None = Field(None, title="Budget in minutes", ge=1)
    priority: Literal["low", "normal", "high", "critical"] | None = Field(None, title="Priority")
    description: str | None = Field(None, title="Description")


SECTIONS = [
    section(
        "checks",
        "Checks",
        "What was looked at before the task is proposed. What is wrong has to be mended first.",
        *columns("check Check, result Result, detail Detail"),
    ),
    section(
        "similar",
        "Similar tasks",
        "Tasks of the project that have a name like this one.",
        *columns(
            "task Task, tasklist Task list, complete:flag Done, due_date:day Due, task_id:number Id"
        ),
    ),
]


def _reads(_: NewTaskInput, __: dict[str, Any], ___: date) -> Sequence[Read]:
    return [CLIENTS, PROJECTS, USERS, TASKS, MILESTONES]


def _report(asked: NewTaskInput, material: Material) -> Report:
    name = " ".join(asked.task.split())
    draft, similar = None, None
    if material.have("clients", "projects", "users", "tasks", "milestones"):
        users = {row["id"]: row for row in material.of("users")}
        project = _project(asked, material)
        tasks = [row for row in material.of("tasks") if row["project_id"] == project["id"]]
        draft = _draft(asked, name, project, tasks, material)
        check_project(draft)
        check_people(draft, users)
        check_due(draft, tasks, material)
        similar = similar_tasks(name, tasks)
        check_name(draft, name, tasks, similar)
    return laid_out(
        FLOW.name,
        SECTIONS,
        material,
        title=f"New task: {name}",
        facts={"task": name, "project": draft.project["name"] if draft else asked.project},
        rows={"checks": draft.checks if draft else None, "similar": similar},
        figures=_figures(draft),
        warnings=_warnings(draft),
        proposals=_proposals(draft),
    )


def _project(asked: NewTaskInput, material: Material) -> Row:
    """The project that is named, or the client's only active one."""
    projects = material.of("projects")
    if asked.client:
        client = find("client", asked.client, material.of("clients"))
        projects = [row for row in projects if row["client_id"] == client["id"]]
        live = [row for row in projects if row["active"]]
        if not asked.project and len(live) == 1:
            return live[0]
        projects = projects if asked.project else live
    if asked.project:
        return find("project", asked.project, projects)
    names = "; ".join(row["name"] for row in projects if row["active"])
    raise InvalidArgument("No project is named.", hint=f"Say which one: {names or 'none'}.")


def _draft(
    asked: NewTaskInput, name: str, project: Row, tasks: Sequence[Row], material: Material
) -> Draft:
    """The task as it would be sent. Task lists are known by their tasks, so an empty one is not."""
    people = people_named(asked.people or "", material.of("users"), material.account)
    tasklist = None
    if asked.tasklist:
        lists = {row["tasklist_id"]: row["tasklist"] for row in tasks if row["tasklist_id"]}
        named = [{"id": id, "name": text} for id, text in lists.items()]
        tasklist = find("task list", asked.tasklist, named)
    args = {
        "name": name,
        "project_id": project["id"],
        "tasklist_id": tasklist["id"] if tasklist else None,
        "user_ids": [row["id"] for row in people] or None,
        "description": (asked.description or "").strip() or None,
        "due_date": asked.due.isoformat() if asked.due else None,
        "budget_minutes": asked.budget_minutes,
        "priority": asked.priority,
    }
    args = {field: value for field, value in args.items() if value is not None}
    return Draft(project, people, args, shown(args, project, people, tasklist))


def _figures(draft: Draft | None) -> list[Figure]:
    counts = {"Wrong": "To mend", "Look": "To look at", "Right": "Right"}
    return [
        Figure(
            label=label,
            value=sum(row["result"] == result for row in draft.checks) if draft else None,
        )
        for result, label in counts.items()
    ]


def _warnings(draft: Draft | None) -> list[str]:
    if draft is None:
        return ["The task is not proposed: it could not be checked."]
    if draft.fits:
        return []
    wrong = [row["detail"] for row in draft.checks if row["result"] == "Wrong"]
    return [f"The task is not proposed. {' '.join(wrong)}"]


def _proposals(draft: Draft | None) -> list[Proposal]:
    if draft is None or not draft.fits:
        return []
    look = [row["detail"] for row in draft.checks if row["result"] == "Look"]
    why = " ".join(["Asked for, and checked.", *look])
    return [Proposal(tool="create_task", args=draft.args, why=why, shown=draft.shown)]


FLOW = Flow(
    name="new_task",
    title="New task",
    about="Checks a new task before it is proposed: the project is active and the client's, the"
    " people are on it, the day is a working day, and no task of this name exists. Then one task to"
    " approve.",
    icon=":material/add_task:",
    input=NewTaskInput,
    reads=_reads,
    report=_report,
    subject=lambda asked: asked.task,
    examples=(
        "Check and create a task: Cookie banner for the Northwind Website Relaunch, Sam Rivera, due"
        " 13 November",
        "Validate a new task “Accessibility audit” for Blue Harbor Hotels before you create it",
        "New task with all checks: Press kit, Café Lumière, for Chloé",
    ),
)
