"""Tasks: the list. The tool that creates one has its own file."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from tools_server.errors import InvalidArgument
from tools_server.paymo import models as paymo
from tools_server.paymo.resources import MILESTONES, TASKLISTS, TASKS
from tools_server.paymo.where import Where, contains_text
from tools_server.tools.context import ToolContext
from tools_server.tools.from_paymo import task_record
from tools_server.tools.lookup import confirm, find, projects_of_client
from tools_server.tools.names import closest_warning
from tools_server.tools.paging import Listing, PageInput, Query, each_of, read_listing
from tools_server.tools.records import Task
from tools_server.tools.registry import tool
from tools_server.tools.typed_text import NamePart

TASK_INCLUDES = ("project.name", "project.client_id", "project.client.name", "tasklist.name")
"""What `task_record` needs beside the task's own fields."""


class ListTasks(PageInput):
    project_id: int | None = None
    client_id: int | None = None
    user_id: int | None = Field(None, description="An assignee.")
    milestone_id: int | None = None
    name: NamePart | None = Field(None, description='Part of the name; "" fits all tasks.')
    complete: bool | None = None
    due_from: date | None = None
    due_to: date | None = None


@tool(title="List tasks", input=ListTasks, output=Listing[Task])
async def list_tasks(context: ToolContext, args: ListTasks) -> Listing[Task]:
    """Tasks with project, client, task list, assignees, due date and billing. Needs at least one of
    project_id, client_id, user_id, milestone_id and name; several narrow. Due days inclusive."""
    _require_a_filter(args)
    warnings: list[str] = []
    scope = Where().given(project_id=args.project_id, users=args.user_id, complete=args.complete)
    scope = scope.between("due_date", args.due_from, args.due_to)
    scopes = await _scopes(context, args, scope, warnings)
    wheres = [scope.contains("name", args.name) for scope in scopes]
    query = Query(TASKS, wheres, _Picker(args), TASK_INCLUDES, warnings=warnings)
    listing = await read_listing(context, Listing[Task], args, query)
    if listing.is_blank(args):
        await confirm(
            context, project_id=args.project_id, client_id=args.client_id, user_id=args.user_id
        )
        if args.name and scopes:
            listing.warnings += await closest_warning(context, "task", TASKS, scopes[0], args.name)
    return listing


def _require_a_filter(args: ListTasks) -> None:
    filters = (args.project_id, args.client_id, args.user_id, args.milestone_id, args.name)
    if all(value is None for value in filters):
        raise InvalidArgument(
            "one of project_id, client_id, user_id, milestone_id and name is required",
            hint="Name what the tasks belong to; list_projects and list_users have the ids.",
        )


async def _scopes(
    context: ToolContext, args: ListTasks, where: Where, warnings: list[str]
) -> list[Where]:
    """The queries to run. Tasks know neither client nor milestone, so those are resolved first."""
    if args.milestone_id is not None:
        tasklists = await _tasklists_of_milestone(context, args.milestone_id)
        if not tasklists:
            warnings.append(f"No task list is linked to milestone {args.milestone_id}.")
        return each_of(where, "tasklist_id", tasklists)
    if args.client_id is not None and args.project_id is None:
        return each_of(where, "project_id", await projects_of_client(context, args.client_id))
    return [where]


async def _tasklists_of_milestone(context: ToolContext, milestone_id: int) -> list[int]:
    """Both sides of the link count: that writing one sets the other is documented nowhere. An
    include without any task list may have lost them, so then they are read on their own."""
    milestone = await find(context, "milestone_id", MILESTONES, milestone_id, ["tasklists"])
    linked = {row.id for row in milestone.tasklists if row.id is not None}
    if not linked:
        where = Where().given(milestone_id=milestone.id)
        linked = {row.id for row in await context.paymo.list(TASKLISTS, where)}
    return sorted(linked.union(milestone.linked_tasklists))


class _Picker:
    """Makes the records of the tasks that are asked for."""

    def __init__(self, args: ListTasks) -> None:
        self._args = args

    def __call__(self, task: paymo.Task) -> Task | None:
        if not contains_text(task.name, self._args.name):
            return None
        record = task_record(task)
        return None if self._of_another_client(record) else record

    def _of_another_client(self, record: Task) -> bool:
        """Only where the query named a project or milestone; else it asked for the client's own."""
        args = self._args
        named = args.project_id is not None or args.milestone_id is not None
        return named and args.client_id is not None and args.client_id != record.client_id
