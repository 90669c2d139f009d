"""Ids that a caller gives: read the record, or say which list tool knows the right ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tools_server.errors import Forbidden, NotFound
from tools_server.paymo.models import PaymoObject
from tools_server.paymo.resources import CLIENTS, MILESTONES, PROJECTS, TASKS, USERS, Resource
from tools_server.paymo.where import Where
from tools_server.tools.context import ToolContext

ObjectT = TypeVar("ObjectT", bound=PaymoObject)


@dataclass(frozen=True)
class _Target:
    resource: Resource[Any]
    noun: str
    tool: str


_TARGETS = {
    "client_id": _Target(CLIENTS, "client", "list_clients"),
    "project_id": _Target(PROJECTS, "project", "list_projects"),
    "task_id": _Target(TASKS, "task", "list_tasks"),
    "user_id": _Target(USERS, "user", "list_users"),
    "milestone_id": _Target(MILESTONES, "milestone", "list_milestones"),
}


async def find(
    context: ToolContext,
    field: str,
    resource: Resource[ObjectT],
    id: int,
    includes: Sequence[str] = (),
) -> ObjectT:
    """The record that an argument names; NotFound names the argument and the tool to call next."""
    try:
        return await context.paymo.get(resource, id, includes)
    except (NotFound, Forbidden) as unseen:
        raise _not_visible(field, id, unseen.status) from unseen


async def confirm(context: ToolContext, **ids: int | None) -> None:
    """Make sure that each given id exists: one request each, so only for an answer without rows."""
    for field, id in ids.items():
        if id is not None:
            await find(context, field, _TARGETS[field].resource, id)


async def projects_of_client(context: ToolContext, client_id: int) -> list[int]:
    """Ids of all projects of a client, archived ones too: tasks and milestones know only those."""
    projects = await context.paymo.list(PROJECTS, Where().given(client_id=client_id))
    return sorted(project.id for project in projects)


def _not_visible(field: str, id: int, status: int | None) -> NotFound:
    target = _TARGETS[field]
    return NotFound(
        f"{field} {id}: no {target.noun} with this id is visible to this key.",
        hint=f"Call {target.tool} to see what there is.",
        status=status,
    )
