"""Defaults for users and for the account's workflows and statuses."""

from typing import Any

from tools_server.sandbox.paymo.behaviour.statuses import (
    BACKLOG,
    COMPLETE,
    FIRST_STATUSES,
    PROJECT_STATUSES,
)
from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.world import World

FIRST_ADMIN = {"name": "Admin", "email": "admin@example.com", "type": "Admin"}


def append(rows: list[Record], **values: Any) -> Record:
    """Add a row under the next free id."""
    row = {"id": 1 + max((other["id"] for other in rows), default=0), **values}
    rows.append(row)
    return row


def complete(world: World) -> None:
    """At least one user, one workflow with its statuses, and the project statuses."""
    users = world.rows["users"]
    if not users:
        append(users, **FIRST_ADMIN)
    for user in users:
        user["email"] = user.get("email") or ""
        user["name"] = user.get("name") or user["email"].partition("@")[0]
    _complete_workflows(world)
    _complete_project_statuses(world)


def _complete_workflows(world: World) -> None:
    workflows, statuses = world.rows["workflows"], world.rows["workflowstatuses"]
    if not workflows:
        append(workflows, name="Default Workflow", is_default=True)
    for status in statuses:
        status["workflow_id"] = status.get("workflow_id") or workflows[0]["id"]
        status["color"] = status.get("color") or FIRST_STATUSES[0]["color"]
    for workflow in workflows:
        own = [status for status in statuses if status["workflow_id"] == workflow["id"]]
        if not own:
            for status in FIRST_STATUSES:
                append(statuses, **status, workflow_id=workflow["id"])
        elif not any(status.get("action") for status in own):
            own[0]["action"], own[-1]["action"] = BACKLOG, COMPLETE


def _complete_project_statuses(world: World) -> None:
    rows = world.rows["projectstatuses"]
    if not rows:
        for status in PROJECT_STATUSES:
            append(rows, **status)
    for seq, status in enumerate(rows, start=1):
        status.setdefault("seq", seq)
