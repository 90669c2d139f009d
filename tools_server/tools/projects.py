"""Projects, one project as a whole, and milestones."""

from __future__ import annotations

from collections import Counter
from datetime import date

from pydantic import Field

from tools_server.errors import Forbidden
from tools_server.paymo import models as paymo
from tools_server.paymo.resources import (
    ENTRIES,
    MILESTONES,
    PROJECT_TREES,
    PROJECTS,
    TASKLISTS,
    TASKS,
    USERS,
)
from tools_server.paymo.where import Where, contains_text
from tools_server.tools.children import INCLUDE_CAP
from tools_server.tools.context import ToolContext
from tools_server.tools.from_paymo import client_record, milestone_record, project_record
from tools_server.tools.lookup import confirm, find, projects_of_client
from tools_server.tools.money import hours_to_minutes, seconds_to_minutes
from tools_server.tools.names import closest_warning
from tools_server.tools.paging import Listing, PageInput, Query, each_of, read_listing
from tools_server.tools.records import Member, Milestone, Project, ProjectDetails, TasklistSummary
from tools_server.tools.registry import ToolInput, tool
from tools_server.tools.typed_text import NamePart


class ListProjects(PageInput):
    client_id: int | None = None
    user_id: int | None = Field(None, description="A member of the project.")
    name: NamePart | None = Field(None, description="Part of the name.")
    active: bool | None = Field(True, description="false: archived, null: all.")


class GetProjectDetails(ToolInput):
    project_id: int


class ListMilestones(PageInput):
    project_id: int | None = None
    client_id: int | None = None
    complete: bool | None = None
    due_from: date | None = None
    due_to: date | None = None


@tool(title="List projects", input=ListProjects, output=Listing[Project])
async def list_projects(context: ToolContext, args: ListProjects) -> Listing[Project]:
    """Projects with client, billing terms, budget and people; active ones by default."""

    def record(project: paymo.Project) -> Project | None:
        return project_record(project) if contains_text(project.name, args.name) else None

    scope = Where().given(client_id=args.client_id, users=args.user_id)
    where = scope.given(active=args.active).contains("name", args.name)
    query = Query(PROJECTS, [where], record, ["client.name"])
    listing = await read_listing(context, Listing[Project], args, query)
    if listing.is_blank(args):
        await confirm(context, client_id=args.client_id, user_id=args.user_id)
        if args.name:
            listing.warnings += await closest_warning(
                context, "project", PROJECTS, scope, args.name
            )
    return listing


@tool(title="Get project details", input=GetProjectDetails, output=ProjectDetails)
async def get_project_details(context: ToolContext, args: GetProjectDetails) -> ProjectDetails:
    """One project as a whole: client, billing terms, budget and tracked minutes, task lists with
    open and done tasks, members, milestones."""
    project = await find(
        context,
        "project_id",
        PROJECT_TREES,
        args.project_id,
        ["client", "tasklists", "milestones"],
    )
    in_project = Where().given(project_id=project.id)
    tasks = await context.paymo.list(TASKS, in_project)
    entries = await context.paymo.list(ENTRIES, in_project)
    tasklists = await _tasklists(context, project, tasks)
    milestones = await _milestones(context, project)
    names = await _names(context) if project.users or milestones else {}
    seconds = sum(entry.seconds for entry in entries)
    done = sum(task.complete for task in tasks)
    return ProjectDetails(
        project=project_record(project),
        client=client_record(project.client) if project.client else None,
        budget_minutes=hours_to_minutes(project.budget_hours),
        tracked_minutes=seconds_to_minutes(seconds),
        tracked_seconds=seconds,
        open_tasks=len(tasks) - done,
        done_tasks=done,
        tasklists=_summaries(tasklists, tasks),
        members=[
            Member(id=id, name=names.get(id), manager=id in project.managers)
            for id in project.users
        ],
        milestones=[_milestone(milestone, project, names) for milestone in milestones],
    )


@tool(title="List milestones", input=ListMilestones, output=Listing[Milestone])
async def list_milestones(context: ToolContext, args: ListMilestones) -> Listing[Milestone]:
    """Milestones with project, client, due date and the person responsible; due days inclusive."""

    def record(milestone: paymo.Milestone) -> Milestone | None:
        found = milestone_record(milestone)
        other_client = args.project_id is not None and args.client_id != found.client_id
        return None if args.client_id is not None and other_client else found

    where = Where().given(project_id=args.project_id, complete=args.complete)
    wheres = [where.between("due_date", args.due_from, args.due_to)]
    if args.client_id is not None and args.project_id is None:
        projects = await projects_of_client(context, args.client_id)
        wheres = each_of(wheres[0], "project_id", projects)
    query = Query(
        MILESTONES,
        wheres,
        record,
        ["project.name", "project.client_id", "project.client.name", "user.name"],
    )
    listing = await read_listing(context, Listing[Milestone], args, query)
    if listing.is_blank(args):
        await confirm(context, project_id=args.project_id, client_id=args.client_id)
    return listing


async def _names(context: ToolContext) -> dict[int, str | None]:
    """People's names by id; none where the key may not see people."""
    try:
        return {user.id: user.name for user in await context.paymo.list(USERS)}
    except Forbidden:
        return {}


async def _tasklists(
    context: ToolContext, project: paymo.ProjectTree, tasks: list[paymo.Task]
) -> list[paymo.Tasklist]:
    """The project's task lists, read on their own where the include may have lost them to Paymo's
    cap."""
    included = project.tasklists
    lost = {task.tasklist_id for task in tasks if task.tasklist_id} - {row.id for row in included}
    if lost or not 0 < len(included) < INCLUDE_CAP:
        included = await context.paymo.list(TASKLISTS, Where().given(project_id=project.id))
    return sorted(included, key=lambda row: (row.seq or 0, row.id))


async def _milestones(context: ToolContext, project: paymo.ProjectTree) -> list[paymo.Milestone]:
    """The project's milestones; an include without any may have lost them."""
    if 0 < len(project.milestones) < INCLUDE_CAP:
        return project.milestones
    return await context.paymo.list(MILESTONES, Where().given(project_id=project.id))


def _summaries(tasklists: list[paymo.Tasklist], tasks: list[paymo.Task]) -> list[TasklistSummary]:
    open_tasks = Counter(task.tasklist_id for task in tasks if not task.complete)
    done_tasks = Counter(task.tasklist_id for task in tasks if task.complete)
    return [
        TasklistSummary(
            id=row.id,
            name=row.name,
            open_tasks=open_tasks[row.id],
            done_tasks=done_tasks[row.id],
            milestone_id=row.milestone_id,
        )
        for row in tasklists
    ]


def _milestone(
    milestone: paymo.Milestone, project: paymo.ProjectTree, names: dict[int, str | None]
) -> Milestone:
    found = milestone_record(milestone)
    return found.model_copy(
        update={
            "project": project.name,
            "client_id": project.client_id,
            "client": project.client.name if project.client else None,
            "user": names.get(milestone.user_id) if milestone.user_id else None,
        }
    )
