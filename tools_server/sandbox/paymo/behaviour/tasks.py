"""Tasks: where they go, their codes, what completing one means (Paymo API facts, section 8.5)."""

from typing import Any

from tools_server.sandbox.paymo.behaviour import statuses
from tools_server.sandbox.paymo.behaviour.base import Behaviour, changed, next_seq, reorder
from tools_server.sandbox.paymo.behaviour.talk import attach
from tools_server.sandbox.paymo.behaviour.task_parts import assign
from tools_server.sandbox.paymo.errors import invalid_value
from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.work import Values, Work

DEFAULT_TASKLIST = "Default Task List"
PRIORITIES = (25, 50, 75, 100)


class Tasks(Behaviour):
    def missing(self, body: Values) -> list[str]:
        return [] if body.get("tasklist_id") or body.get("project_id") else ["tasklist_id"]

    def before_create(self, work: Work, values: Values) -> None:
        check_priority(values)
        _place(work, values)
        project = work.referred("projects", "project_id", values["project_id"])
        values["user_id"] = work.caller.id
        values.setdefault("seq", next_seq(work, "tasks", tasklist_id=values["tasklist_id"]))
        _follow_completion(work, {"complete": None, "status_id": None}, values, project)

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        project = work.referred("projects", "project_id", values["project_id"])
        count = project["task_code_increment"] + 1
        work.store.update("projects", project["id"], task_code_increment=count)
        work.store.update("tasks", row_id, code=f"{project['code']}-{count}")
        assign(work, row_id, values.get("users", []))
        attach(work, values, task_id=row_id)

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        check_priority(values)
        if changed(record, values, "tasklist_id"):
            _place(work, values)
        project_id = values.get("project_id", record["project_id"])
        project = work.referred("projects", "project_id", project_id)
        if project_id != record["project_id"] and "status_id" not in values:
            values.setdefault("complete", record["complete"])
            record = {**record, "status_id": None}
        _follow_completion(work, record, values, project)

    def after_update(self, work: Work, record: Record, values: Values) -> None:
        """What hangs on a task follows it into another project."""
        if changed(record, values, "project_id"):
            _take_along(work, record["id"], values["project_id"])
        if "users" in values:
            assign(work, record["id"], values["users"])
        ids = values.get("subtasks_order")
        reorder(work, "subtasks", ids, first=0, task_id=record["id"])
        attach(work, values, task_id=record["id"])


def check_priority(values: Values) -> None:
    if values.get("priority", PRIORITIES[1]) not in PRIORITIES:
        raise invalid_value("priority", "expected 25, 50, 75 or 100")


def _place(work: Work, values: Values) -> None:
    """Settle task list and project: a list decides, a project alone means its default list."""
    if values.get("tasklist_id") is None:
        project = work.referred("projects", "project_id", values["project_id"])
        values["tasklist_id"] = _default_tasklist(work, project["id"])
    else:
        tasklist = work.referred("tasklists", "tasklist_id", values["tasklist_id"])
        values["project_id"] = tasklist["project_id"]


def _take_along(work: Work, task_id: int, project_id: int) -> None:
    store = work.store
    rows = [
        (name, row["id"])
        for name in ("entries", "subtasks", "threads", "files")
        for row in store.find(name, task_id=task_id)
    ]
    in_thread = "comment_id IN (SELECT id FROM comments WHERE thread_id = ?)"
    for thread in [row_id for name, row_id in rows if name == "threads"]:
        rows += [("files", row["id"]) for row in store.select("files", in_thread, thread)]
    for name, row_id in rows:
        store.update(name, row_id, project_id=project_id)


def _default_tasklist(work: Work, project_id: int) -> Any:
    named = {"project_id": project_id, "name": DEFAULT_TASKLIST}
    if found := work.store.find("tasklists", **named):
        return found[0]["id"]
    seq = next_seq(work, "tasklists", project_id=project_id)
    return work.store.insert("tasklists", {**named, "seq": seq})


def _follow_completion(work: Work, record: Record, values: Values, project: Record) -> None:
    """`complete` and the workflow status move together; a status that is sent decides."""
    if values.get("status_id") is not None and values["status_id"] != record["status_id"]:
        status = work.referred("workflowstatuses", "status_id", values["status_id"])
        if status["workflow_id"] != project["workflow_id"]:
            raise invalid_value("status_id", "it belongs to another workflow")
        values["complete"] = status["action"] == statuses.COMPLETE
    else:
        values.pop("status_id", None)
        _set_status(work, record, values, project)
    if values.get("complete", record["complete"]) != record["complete"]:
        done = values["complete"]
        values["completed_on"] = work.now if done else None
        values["completed_by"] = work.caller.id if done else None


def _set_status(work: Work, record: Record, values: Values, project: Record) -> None:
    complete = bool(values.get("complete", record["complete"]))
    if record["status_id"] is None or complete != record["complete"]:
        action = statuses.COMPLETE if complete else statuses.BACKLOG
        values["status_id"] = statuses.status_with(work.store, project["workflow_id"], action)
