"""Who may write what (Paymo API facts, section 2.1; finer points are sandbox choices).

An Admin writes everything, a Guest nothing. An Employee writes tasks and the own time in assigned
projects; as a manager of a project also the project, its task lists and milestones, and everybody's
time on it. Anyone may open a session.
"""

from collections.abc import Mapping
from typing import Any

from tools_server.sandbox.paymo.errors import Forbidden, project_denied
from tools_server.sandbox.paymo.schema import Resource
from tools_server.sandbox.paymo.work import Work

MEMBERS_WRITE = ("tasks", "entries")
MANAGERS_WRITE = ("projects", "tasklists", "milestones")


def require_write(work: Work, resource: Resource, row: Mapping[str, Any]) -> None:
    """Refuse a create, update or delete of this row. A project that is not there yet has no id."""
    caller, name = work.caller, resource.name
    if caller.is_admin or name == "sessions":
        return
    if caller.is_guest or name not in MEMBERS_WRITE + MANAGERS_WRITE:
        raise Forbidden()
    project = work.store.get("projects", row.get("id" if name == "projects" else "project_id"))
    if project is None:
        raise Forbidden()
    if caller.id not in project["users"]:
        raise project_denied()
    manages = caller.id in project["managers"]
    own_time = name != "entries" or row.get("user_id") == caller.id
    if not manages and (name in MANAGERS_WRITE or not own_time):
        raise Forbidden()
