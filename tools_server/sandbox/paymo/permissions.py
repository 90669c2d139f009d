"""Who may write what (Paymo API facts, section 2.1; finer points are sandbox choices).

An Admin writes everything, a Guest nothing. An Employee writes tasks with their parts, and the own
time, words and files in assigned projects; as a manager of a project also the project, its task
lists, milestones and bookings, and what everybody has on it. Anyone may open a session, and anyone
but a Guest keep webhooks.
"""

from collections.abc import Mapping
from typing import Any

from tools_server.sandbox.paymo.errors import Forbidden, project_denied
from tools_server.sandbox.paymo.schema import Resource
from tools_server.sandbox.paymo.store import Store
from tools_server.sandbox.paymo.work import Work

MEMBERS_WRITE = ("tasks", "subtasks", "userstasks")
OWNERS_WRITE = ("entries", "discussions", "comments", "files")
MANAGERS_WRITE = ("projects", "tasklists", "milestones", "bookings", "taskrecurringprofiles")

# Rows without a project of their own: the collection and the field that lead to one.
LEADS = {
    "bookings": ("userstasks", "user_task_id"),
    "userstasks": ("tasks", "task_id"),
    "comments": ("threads", "thread_id"),
}


def require_write(work: Work, resource: Resource, row: Mapping[str, Any]) -> None:
    """Refuse a create, update or delete of this row. A project that is not there yet has no id."""
    caller, name = work.caller, resource.name
    if caller.is_admin or name == "sessions":
        return
    if caller.is_guest or name not in (*MEMBERS_WRITE, *OWNERS_WRITE, *MANAGERS_WRITE, "hooks"):
        raise Forbidden()
    own = name not in OWNERS_WRITE or row.get("user_id") == caller.id
    if name == "hooks" or (name == "files" and row.get("project_id") is None and own):
        return
    project = work.store.get("projects", _project_id(work.store, name, row))
    if project is None:
        raise Forbidden()
    if caller.id not in project["users"]:
        raise project_denied()
    if caller.id not in project["managers"] and (name in MANAGERS_WRITE or not own):
        raise Forbidden()


def _project_id(store: Store, name: str, row: Mapping[str, Any]) -> Any:
    while name in LEADS:
        name, key = LEADS[name]
        row = store.get(name, row.get(key)) or {}
    return row.get("id" if name == "projects" else "project_id")
