"""create_task: check the boundaries, plan the request, and send it when the gate says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

from pydantic import Field

from tools_server.errors import InvalidArgument
from tools_server.governance.plan import CardField, WritePlan
from tools_server.paymo import models as paymo
from tools_server.paymo.resources import PROJECTS, TASKLISTS, TASKS
from tools_server.paymo.where import Where
from tools_server.paymo.wire import BeforeSend
from tools_server.tools.alike_tasks import called, find_created, tasks_in
from tools_server.tools.context import ToolContext
from tools_server.tools.from_paymo import task_record
from tools_server.tools.lookup import find
from tools_server.tools.records import Priority, Task
from tools_server.tools.registry import ToolInput, write_tool
from tools_server.tools.team import people_on_project
from tools_server.tools.typed_text import TypedText
from tools_server.tools.wording import shown_day, shown_minutes, shown_names
from tools_server.tools.writes import WriteResult

PRIORITIES: dict[Priority, int] = {"low": 25, "normal": 50, "high": 75, "critical": 100}

# Where Paymo puts a task that names no list; it makes the list (Paymo API facts, section 8.5).
DEFAULT_TASKLIST = "Default Task List"

LONGEST_BUDGET = 6_000_000  # minutes, 100,000 hours: more is a slip of the keyboard
_COMPARED = ("name", "project_id", "tasklist_id", "due_date", "budget_minutes", "priority")
_FOUR_DECIMALS = Decimal("0.0001")


class CreateTask(ToolInput):
    name: Annotated[TypedText, Field(min_length=1, max_length=255)]
    project_id: int
    client_id: int | None = Field(None, description="Must be the project's client.")
    tasklist_id: int | None = Field(None, description="A task list of the project.")
    user_ids: list[int] | None = Field(None, description="Assignees; all on the project.")
    description: TypedText | None = None
    due_date: date | None = None
    budget_minutes: int | None = Field(None, ge=1, le=LONGEST_BUDGET)
    priority: Priority | None = Field(None, description="normal if left out.")
    billable: bool | None = Field(None, description="As the project if left out.")
    task_id: int | None = Field(None, description="A task that may exist already.")
    dry_run: bool = Field(False, description="Check and preview only.")


@dataclass(frozen=True)
class _Scope:
    """What the arguments point at, read and found to fit together."""

    project: paymo.Project
    tasklist: paymo.Tasklist | None
    assignees: list[paymo.User]


@write_tool(title="Create task", input=CreateTask, output=WriteResult[Task], look_up=find_created)
async def create_task(context: ToolContext, args: CreateTask) -> WritePlan:
    """Create a task in an active project. Needs a person's approval; dry_run previews. A task that
    exists already (task_id, or an open one of this name in the project) is answered, not doubled.
    """
    name = " ".join(args.name.split())
    if not name:
        raise InvalidArgument("name: is blank.", hint="Give the task a name.")
    scope = await _scope(context, args)
    tasks = await tasks_in(context, scope.project.id, ["tasklist.name"])
    same_name = called(tasks, name)
    existing = await _existing(context, args, same_name)
    canonical = _canonical(args, name)
    return WritePlan(
        tool="create_task",
        args=canonical,
        summary=f"Create task “{name}” in {scope.project.name}",
        fields=_card(canonical, scope),
        warnings=await _warnings(context, args, same_name),
        send=partial(_send, context, canonical, scope),
        expected={name: canonical[name] for name in _COMPARED if name in canonical},
        existing=existing and task_record(_with_names(existing, scope)),
        seen=[task.id for task in tasks],
    )


async def _scope(context: ToolContext, args: CreateTask) -> _Scope:
    project = await find(context, "project_id", PROJECTS, args.project_id, ["client.name"])
    if args.client_id not in (None, project.client_id):
        raise InvalidArgument(
            f"client_id {args.client_id}: {project.name!r} belongs to client {project.client_id}.",
            hint="Leave client_id out, or choose a project of that client with list_projects.",
        )
    if not project.active:
        raise InvalidArgument(
            f"project_id {project.id}: {project.name!r} is archived and takes no new tasks.",
            hint="Choose an active project with list_projects.",
        )
    tasklist = await _tasklist(context, project, args.tasklist_id)
    assignees = await people_on_project(context, project, _assignees(args), field="user_ids")
    return _Scope(project, tasklist, assignees)


async def _tasklist(
    context: ToolContext, project: paymo.Project, id: int | None
) -> paymo.Tasklist | None:
    if id is None:
        return None
    lists = await context.paymo.list(TASKLISTS, Where().compare("project_id", "=", project.id))
    for tasklist in lists:
        if tasklist.id == id:
            return tasklist
    named = ", ".join(f"{tasklist.name} ({tasklist.id})" for tasklist in lists)
    raise InvalidArgument(
        f"tasklist_id {id}: is no task list of {project.name!r}.",
        hint=f"Its task lists are: {named}." if named else "Leave tasklist_id out.",
    )


async def _existing(
    context: ToolContext, args: CreateTask, same_name: list[paymo.Task]
) -> paymo.Task | None:
    if args.task_id is None:
        return next((task for task in same_name if not task.complete), None)
    task = await find(context, "task_id", TASKS, args.task_id, ["tasklist.name"])
    if task.project_id != args.project_id:
        raise InvalidArgument(
            f"task_id {task.id}: belongs to project {task.project_id}, not {args.project_id}.",
            hint="Leave task_id out to create a new task.",
        )
    return task


async def _warnings(
    context: ToolContext, args: CreateTask, same_name: list[paymo.Task]
) -> list[str]:
    warnings = []
    if any(task.complete for task in same_name):
        warnings.append("A completed task of the same name is in this project.")
    if args.due_date and args.due_date < await context.today():
        warnings.append(f"The due date {shown_day(args.due_date)} is in the past.")
    return warnings


def _canonical(args: CreateTask, name: str) -> dict[str, Any]:
    """The arguments as they will be approved, less those that only served the check."""
    given = args.model_dump(mode="json", exclude={"client_id", "task_id", "dry_run"})
    given |= {"name": name, "user_ids": _assignees(args)}
    if args.description is not None and not args.description.strip():
        del given["description"]
    return {field: value for field, value in given.items() if value is not None and value != []}


def _assignees(args: CreateTask) -> list[int]:
    """Each person once, in the order given."""
    return list(dict.fromkeys(args.user_ids or []))


def _card(args: dict[str, Any], scope: _Scope) -> list[CardField]:
    """Every argument that will be sent, and where it lands."""
    shown = {
        "name": ("Task", args["name"]),
        "project_id": ("Project", scope.project.name),
        "tasklist_id": ("Task list", scope.tasklist.name if scope.tasklist else DEFAULT_TASKLIST),
        "user_ids": ("Assigned to", shown_names(user.name or "?" for user in scope.assignees)),
        "description": ("Description", args.get("description")),
        "due_date": ("Due", _shown_due(args.get("due_date"))),
        "budget_minutes": ("Budget", _shown_budget(args.get("budget_minutes"))),
        "priority": ("Priority", args.get("priority", "normal")),
        "billable": ("Billable", _shown_flag(args.get("billable"))),
    }
    fields = [
        CardField(field, label, args.get(field), text)
        for field, (label, text) in shown.items()
        if text is not None
    ]
    client = scope.project.client.name if scope.project.client else None
    fields.insert(2, CardField("client", "Client", client, client or "none"))
    return fields


def _shown_due(day: str | None) -> str | None:
    return shown_day(date.fromisoformat(day)) if day else None


def _shown_budget(minutes: int | None) -> str | None:
    return shown_minutes(minutes) if minutes else None


def _shown_flag(flag: bool | None) -> str | None:
    return None if flag is None else ("yes" if flag else "no")


async def _send(
    context: ToolContext, args: dict[str, Any], scope: _Scope, before_send: BeforeSend
) -> Task:
    stored = await context.paymo.create(TASKS, _body(args), before_send=before_send)
    return task_record(_with_names(stored, scope))


def _body(args: dict[str, Any]) -> dict[str, Any]:
    """The request: budgets in hours, priorities as numbers (Paymo API facts, section 8.5)."""
    kept = ("name", "description", "due_date", "billable")
    body: dict[str, Any] = {field: args[field] for field in kept if field in args}
    place = "tasklist_id" if "tasklist_id" in args else "project_id"
    body[place] = args[place]
    if "user_ids" in args:
        body["users"] = args["user_ids"]
    if "budget_minutes" in args:
        body["budget_hours"] = (Decimal(args["budget_minutes"]) / 60).quantize(_FOUR_DECIMALS)
    if "priority" in args:
        body["priority"] = PRIORITIES[args["priority"]]
    return body


def _with_names(task: paymo.Task, scope: _Scope) -> paymo.Task:
    """The task with the names its record shows, which we have read already."""
    project = paymo.RelatedProject(
        name=scope.project.name, client_id=scope.project.client_id, client=scope.project.client
    )
    tasklist = task.tasklist or paymo.Related(
        name=scope.tasklist.name if scope.tasklist else DEFAULT_TASKLIST
    )
    return task.model_copy(update={"project": project, "tasklist": tasklist})
