"""Tasks that look like one to be created: duplicates before it, and its own record after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tools_server.governance.settling import Sighting
from tools_server.paymo import models as paymo
from tools_server.paymo.resources import TASKS
from tools_server.paymo.where import Where, folded
from tools_server.tools.context import ToolContext
from tools_server.tools.from_paymo import task_record
from tools_server.tools.records import Task
from tools_server.tools.tasks import TASK_INCLUDES

# What a task is when nobody said otherwise.
_DEFAULTS: dict[str, Any] = {
    "description": None,
    "due_date": None,
    "budget_minutes": None,
    "priority": "normal",
    "user_ids": [],
}


async def tasks_in(
    context: ToolContext, project_id: int, includes: Sequence[str]
) -> list[paymo.Task]:
    """All tasks of a project: a search by name could miss one that differs in its spaces or case
    only.
    """
    where = Where().compare("project_id", "=", project_id)
    return await context.paymo.list(TASKS, where, includes)


def called(tasks: Sequence[paymo.Task], name: str) -> list[paymo.Task]:
    """Those of the tasks with this name."""
    return [task for task in tasks if folded(task.name) == folded(name)]


async def find_created(context: ToolContext, args: dict[str, Any]) -> list[Sighting]:
    """The tasks that `create_task` may have made of canonical arguments: any of the project."""
    tasks = await tasks_in(context, args["project_id"], TASK_INCLUDES)
    return [
        Sighting(task.id, record, exact=_is_what_was_sent(record, args))
        for task in tasks
        for record in [task_record(task)]
    ]


def _is_what_was_sent(record: Task, args: dict[str, Any]) -> bool:
    stored = record.model_dump(mode="json")
    wanted = {**_DEFAULTS, **args}
    return all(_same(stored[field], value) for field, value in wanted.items())


def _same(stored: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return sorted(stored) == sorted(wanted)
    if isinstance(wanted, str) and isinstance(stored, str):
        return folded(stored) == folded(wanted)
    return bool(stored == wanted)
