"""What a person has to know who starts: their projects and tasks, where to log, and whom to ask."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import Field

from agent.flows.figures.ordering import in_order
from agent.flows.figures.work import by_due_date, days_late
from agent.flows.flow import Flow, FlowInput, Material, Read
from agent.flows.layout import columns, laid_out, section
from agent.flows.lists import MILESTONES, PROJECTS, TASKS, USERS
from agent.flows.names import names_of, person
from agent.flows.report import Figure, Report, Row


class OnboardingInput(FlowInput):
    person: str = Field(title="Person", description="A name, an e-mail address, or “me”.")


_TASK = "project Project, project_id:number Project id, task Task, task_id:number Task id"
SECTIONS = [
    section(
        "missing",
        "What is missing",
        "What keeps the person from starting, and who can mend it.",
        *columns("what What, mend What to do"),
    ),
    section(
        "projects",
        "Projects",
        "Active projects that the person is on, and who manages them.",
        *columns(
            "client Client, project Project, project_id:number Project id, managers Ask,"
            " own_tasks:number Own open tasks, open_tasks:number All open tasks"
        ),
    ),
    section(
        "tasks",
        "What to work on",
        "Open tasks that are assigned to the person, the earliest deadline first.",
        *columns(
            "task Task, client Client, project Project, due_date:day Due,"
            " days_late:number Days late, priority Priority,"
            " tasklist Task list, task_id:number Task id"
        ),
    ),
    section(
        "log_time",
        "Where to log time",
        "Open tasks of these projects that are the person's own, or everybody's.",
        *columns(f"client Client, {_TASK}, own:flag Own, billable:flag Billable"),
    ),
    section(
        "milestones",
        "What is due",
        "Open milestones of these projects, the earliest first.",
        *columns(
            "client Client, project Project, name Milestone, due_date:day Due,"
            " days_late:number Days late, user Responsible"
        ),
    ),
]


def _reads(_: OnboardingInput, __: dict[str, Any], ___: date) -> Sequence[Read]:
    return [USERS, PROJECTS, TASKS, MILESTONES]


def _report(asked: OnboardingInput, material: Material) -> Report:
    name, facts, rows = asked.person, {}, {}
    if material.have("users"):
        users = {row["id"]: row for row in material.of("users")}
        found = person(asked.person, material.of("users"), material.account)
        name = found["name"] or asked.person
        facts = {"user_id": found["id"], "position": found["position"], "email": found["email"]}
        rows = _rows(found, users, material)
    return laid_out(
        FLOW.name,
        SECTIONS,
        material,
        title=f"Onboarding of {name}",
        facts={"person": name, **facts},
        rows=rows,
        figures=_figures(rows),
    )


def _rows(found: Row, users: Mapping[int, Row], material: Material) -> dict[str, list[Row] | None]:
    if not material.have("projects"):
        return {}
    projects = {row["id"]: row for row in material.of("projects")
                if row["active"] and found["id"] in row["user_ids"]}  # fmt: skip
    rows: dict[str, list[Row] | None] = {}
    if material.have("milestones"):
        ahead = [row for row in material.of("milestones")
                 if row["project_id"] in projects and not row["complete"]]  # fmt: skip
        rows["milestones"] = by_due_date([_milestone(row, material.today) for row in ahead])
    if material.have("tasks"):
        live = {row["id"] for row in material.of("projects") if row["active"]}
        tasks = [row for row in material.of("tasks")
                 if not row["complete"] and row["project_id"] in live]  # fmt: skip
        own = [row for row in tasks if found["id"] in row["user_ids"]]
        here = [row for row in tasks if row["project_id"] in projects]
        rows["projects"] = in_order(_project(row, here, found, users) for row in projects.values())
        rows["tasks"] = by_due_date([_task(row, material.today) for row in own])
        rows["log_time"] = to_log = _log_time(here, found)
        rows["missing"] = _missing(found, projects, own, {row["project_id"] for row in to_log})
    return rows


def _project(project: Row, tasks: Sequence[Row], found: Row, users: Mapping[int, Row]) -> Row:
    here = [task for task in tasks if task["project_id"] == project["id"]]
    return {
        "project_id": project["id"],
        "project": project["name"],
        "client_id": project["client_id"],
        "client": project["client"],
        "managers": names_of(project["manager_ids"], users) or "nobody: it has no manager",
        "own_tasks": sum(found["id"] in task["user_ids"] for task in here),
        "open_tasks": len(here),
    }


def _milestone(milestone: Row, today: date) -> Row:
    kept = ("client", "project_id", "project", "name", "due_date", "user_id", "user")
    return {
        "milestone_id": milestone["id"],
        **{field: milestone[field] for field in kept},
        "days_late": days_late(milestone, today),
    }


def _task(task: Row, today: date) -> Row:
    kept = ("client", "project_id", "project", "tasklist", "due_date", "priority")
    return {
        "task_id": task["id"],
        "task": task["name"],
        **{field: task[field] for field in kept},
        "days_late": days_late(task, today),
    }


def _log_time(tasks: Sequence[Row], found: Row) -> list[Row]:
    rows = [
        {
            "client": task["client"],
            "project_id": task["project_id"],
            "project": task["project"],
            "task_id": task["id"],
            "task": task["name"],
            "own": bool(task["user_ids"]),
            "billable": task["billable"],
        }
        for task in tasks
        if not task["user_ids"] or found["id"] in task["user_ids"]
    ]
    return sorted(
        rows,
        key=lambda row: (
            (row["client"] or "").casefold(),
            (row["project"] or "").casefold(),
            not row["own"],
            row["task_id"],
        ),
    )


def _missing(
    found: Row, projects: Mapping[int, Row], own: Sequence[Row], loggable: Collection[int]
) -> list[Row]:
    """What would stop the person on the first day."""
    outside = sorted({row["project"] for row in own if row["project_id"] not in projects})
    leaderless = [row["name"] for row in projects.values() if not row["manager_ids"]]
    idle = [row["name"] for id, row in projects.items() if id not in loggable]
    account = "An admin does that in Paymo, under Team."
    checks = [
        (not found["active"], "The account is archived.", f"Activate it. {account}"),
        (not projects, "On no active project.", "A project's manager adds the person."),
        (not own, "No open task is assigned.", "Assign one, or create it as a new task."),
        *((True, f"Has a task in {name}, but is not on it.", "Add the person to the project.")
          for name in outside),
        *((True, f"No open task to log time on in {name}.", "Create one, or leave the project.")
          for name in idle),
        *((True, f"{name} has no manager to ask.", "Name one.") for name in leaderless),
        (not found["email"], "No e-mail address.", f"Enter it. {account}"),
        (found["workday_hours"] is None, "No working hours a day.", f"Enter them. {account}"),
        (found["price_per_hour"] is None, "No hourly rate of their own.",
         "Tasks, projects or the company then give the rate: see that they have one."),
    ]  # fmt: skip
    return [{"what": what, "mend": mend} for wrong, what, mend in checks if wrong]


def _figures(rows: Mapping[str, list[Row] | None]) -> list[Figure]:
    tasks, projects = rows.get("tasks"), rows.get("projects")
    late = None if tasks is None else sum(row["days_late"] > 0 for row in tasks)
    missing = rows.get("missing")
    return [
        Figure(label="Projects", value=None if projects is None else len(projects)),
        Figure(label="Open tasks", value=None if tasks is None else len(tasks)),
        Figure(label="Late tasks", value=late),
        Figure(label="Missing", value=None if missing is None else len(missing)),
    ]


FLOW = Flow(
    name="onboarding",
    title="Onboarding of a person",
    about="For a person who starts or comes back: their projects and managers, the tasks that are"
    " theirs, what is due, on which tasks to log time (with ids), and what is still missing.",
    icon=":material/waving_hand:",
    input=OnboardingInput,
    reads=_reads,
    report=_report,
    subject=lambda asked: asked.person,
    examples=(
        "Onboard Priya",
        "Onboarding for Sam Lindqvist",
        "Onboarding sheet for me",
        "Onboarding sheet for Jonas Weber",
    ),
)
