"""Projects, task lists and milestones (Paymo API facts, sections 8.3, 8.4 and 8.7)."""

import re
from typing import Any

from tools_server.sandbox.paymo import company
from tools_server.sandbox.paymo.behaviour import statuses
from tools_server.sandbox.paymo.behaviour.base import Behaviour, changed, next_seq, reorder
from tools_server.sandbox.paymo.behaviour.templates import apply_template
from tools_server.sandbox.paymo.errors import Forbidden, invalid_value
from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.work import Values, Work

SAMPLE_CLIENT = "Sample Client"
CODE_LENGTH = 3


def derived_code(name: str) -> str:
    """Initials: "Understanding Paymo" is UP (Paymo API facts, section 8.3)."""
    words = re.findall(r"[^\W_]+", name)
    return "".join(word[0] for word in words[:CODE_LENGTH]).upper()


def joined(users: list[int], managers: list[int]) -> list[int]:
    """The users of a project with its managers among them."""
    return list(dict.fromkeys([*users, *managers]))


class Projects(Behaviour):
    def before_create(self, work: Work, values: Values) -> None:
        _check_limit(work)
        _check_code(values)
        store = work.store
        values["code"] = values.get("code") or derived_code(values["name"])
        values["client_id"] = values.get("client_id") or _sample_client(work)
        values["workflow_id"] = values.get("workflow_id") or statuses.default_workflow(store)
        values.setdefault("active", True)
        if not values.get("status_id"):
            values["status_id"] = statuses.project_status(store, active=values["active"])
        _follow_status(work, {}, values)
        _complete_members({"users": [], "managers": []}, values)

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        _check_code(values)
        if "client_id" in values and values["client_id"] is None:
            values["client_id"] = _sample_client(work)
        _follow_status(work, record, values)
        _complete_members(record, values)

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        if values.get("template_id") is not None:
            apply_template(work, row_id, values["template_id"])

    def after_update(self, work: Work, record: Record, values: Values) -> None:
        if changed(record, values, "workflow_id"):
            _reset_task_statuses(work, record["id"], values["workflow_id"])
        self.after_create(work, record["id"], values)
        reorder(work, "tasklists", values.get("tasklists_order"), project_id=record["id"])


class Tasklists(Behaviour):
    def before_create(self, work: Work, values: Values) -> None:
        values.setdefault("seq", next_seq(work, "tasklists", project_id=values["project_id"]))
        _check_milestone(work, values["project_id"], values)

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        _check_milestone(work, record["project_id"], values)

    def after_update(self, work: Work, record: Record, values: Values) -> None:
        reorder(work, "tasks", values.get("tasks_order"), tasklist_id=record["id"])


class Milestones(Behaviour):
    def before_create(self, work: Work, values: Values) -> None:
        _check_tasklists(work, values["project_id"], values)

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        for tasklist_id in values.get("linked_tasklists", ()):
            work.store.update("tasklists", tasklist_id, milestone_id=row_id)

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        _check_tasklists(work, record["project_id"], values)

    def after_update(self, work: Work, record: Record, values: Values) -> None:
        if "linked_tasklists" in values:
            for linked in work.store.find("tasklists", milestone_id=record["id"]):
                work.store.update("tasklists", linked["id"], milestone_id=None)
            self.after_create(work, record["id"], values)


def _check_limit(work: Work) -> None:
    limit = company.read(work.store.connection).get("max_projects")
    if limit and work.store.scalar("SELECT count(*) FROM projects WHERE active") >= int(limit):
        raise Forbidden("Adding projects denied. Projects limit reached.")


def _check_code(values: Values) -> None:
    if values.get("code") and not values["code"].isalnum():
        raise invalid_value("code", "expected letters and digits")


def _sample_client(work: Work) -> Any:
    found = work.store.find("clients", name=SAMPLE_CLIENT)
    return found[0]["id"] if found else work.store.insert("clients", {"name": SAMPLE_CLIENT})


def _follow_status(work: Work, record: Record, values: Values) -> None:
    """`active` and the project status move together; a status that is sent decides."""
    if values.get("status_id") is not None and values["status_id"] != record.get("status_id"):
        status = work.referred("projectstatuses", "status_id", values["status_id"])
        values["active"] = status["active"]
    elif record and changed(record, values, "active"):
        values["status_id"] = statuses.project_status(work.store, active=values["active"])


def _complete_members(record: Record, values: Values) -> None:
    """Managers that are named join the users; users that are left out stop being managers."""
    if "managers" in values:
        users = values["users"] if "users" in values else record["users"]
        values["users"] = joined(users, values["managers"])
    elif "users" in values:
        values["managers"] = [user for user in record["managers"] if user in values["users"]]


def _reset_task_statuses(work: Work, project_id: int, workflow_id: int | None) -> None:
    for complete, action in ((False, statuses.BACKLOG), (True, statuses.COMPLETE)):
        status_id = statuses.status_with(work.store, workflow_id, action)
        for task in work.store.find("tasks", project_id=project_id, complete=complete):
            work.store.update("tasks", task["id"], status_id=status_id)


def _check_milestone(work: Work, project_id: int, values: Values) -> None:
    if values.get("milestone_id") is not None:
        milestone = work.referred("milestones", "milestone_id", values["milestone_id"])
        if milestone["project_id"] != project_id:
            raise invalid_value("milestone_id", "it belongs to another project")


def _check_tasklists(work: Work, project_id: int, values: Values) -> None:
    for tasklist_id in values.get("linked_tasklists", ()):
        tasklist = work.referred("tasklists", "linked_tasklists", tasklist_id)
        if tasklist["project_id"] != project_id:
            raise invalid_value("linked_tasklists", "one belongs to another project")
