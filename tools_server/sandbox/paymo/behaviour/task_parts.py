"""Subtasks, assignments and bookings (Paymo API facts, section 8.16)."""

from typing import Any

from tools_server.sandbox.paymo.behaviour.base import Behaviour, changed, next_seq
from tools_server.sandbox.paymo.errors import BadRequest, invalid_value
from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.work import Values, Work


class Subtasks(Behaviour):
    """They go where their task goes; their positions count from 0."""

    def before_create(self, work: Work, values: Values) -> None:
        _follow_task(work, values)
        values["user_id"] = values.get("user_id") or work.caller.id
        values.setdefault("seq", next_seq(work, "subtasks", first=0, task_id=values["task_id"]))
        _stamp(work, {"complete": False}, values)

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        if changed(record, values, "task_id"):
            _follow_task(work, values)
        _stamp(work, record, values)


class UsersTasks(Behaviour):
    """An assignment and the `users` of its task are two views of one thing."""

    def before_create(self, work: Work, values: Values) -> None:
        pair = {"user_id": values["user_id"], "task_id": values["task_id"]}
        if work.store.find("userstasks", **pair):
            raise BadRequest("The user is already assigned to this task.")

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        task = work.referred("tasks", "task_id", values["task_id"])
        users = list(dict.fromkeys([*task["users"], values["user_id"]]))
        work.store.update("tasks", task["id"], users=users)

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        if changed(record, values, "task_id") or changed(record, values, "user_id"):
            self.before_create(work, {**record, **values})

    def after_update(self, work: Work, record: Record, values: Values) -> None:
        self.after_delete(work, record)
        self.after_create(work, record["id"], {**record, **values})

    def after_delete(self, work: Work, record: Record) -> None:
        task = work.referred("tasks", "task_id", record["task_id"])
        rest = [user for user in task["users"] if user != record["user_id"]]
        work.store.update("tasks", task["id"], users=rest)


class Bookings(Behaviour):
    def before_create(self, work: Work, values: Values) -> None:
        if values["end_date"] < values["start_date"]:
            raise invalid_value("end_date", "it is before start_date")

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        self.before_create(work, {**record, **values})


def assign(work: Work, task_id: Any, users: list[int]) -> None:
    """Bring the assignments in line with the users that a task was given."""
    known = {row["user_id"]: row["id"] for row in work.store.find("userstasks", task_id=task_id)}
    for user_id in known.keys() - set(users):
        work.store.delete("userstasks", known[user_id])
    for user_id in users:
        if user_id not in known:
            work.store.insert("userstasks", {"user_id": user_id, "task_id": task_id})


def _follow_task(work: Work, values: Values) -> None:
    values["project_id"] = work.referred("tasks", "task_id", values["task_id"])["project_id"]


def _stamp(work: Work, record: Record, values: Values) -> None:
    if changed(record, values, "complete"):
        done = values["complete"]
        values["completed_on"] = work.now if done else None
        values["completed_by"] = work.caller.id if done else None
