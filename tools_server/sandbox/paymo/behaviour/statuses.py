"""Workflows, their statuses, and project statuses (Paymo API facts, section 8.15)."""

import re
from typing import Any

from tools_server.sandbox.paymo.behaviour.base import Behaviour, next_seq
from tools_server.sandbox.paymo.errors import BadRequest, invalid_value
from tools_server.sandbox.paymo.store import Record, Store
from tools_server.sandbox.paymo.work import Values, Work

BACKLOG, COMPLETE = "backlog", "complete"

# A new workflow gets these two; the colours are a sandbox choice.
FIRST_STATUSES = (
    {"name": "Backlog", "color": "D0D0D0", "seq": 1, "action": BACKLOG},
    {"name": "Complete", "color": "59B161", "seq": 2, "action": COMPLETE},
)
PROJECT_STATUSES = (
    {"name": "Active", "active": True, "readonly": True},
    {"name": "Proposal", "active": True},
    {"name": "On-hold", "active": False},
    {"name": "Cancelled", "active": False},
    {"name": "Completed", "active": False},
    {"name": "Archived", "active": False, "readonly": True},
)
COLOR = re.compile(r"[0-9A-Fa-f]{6}\Z")


def default_workflow(store: Store) -> int | None:
    workflow: int | None = store.scalar("SELECT id FROM workflows ORDER BY is_default DESC, id")
    return workflow


def status_with(store: Store, workflow_id: int | None, action: str) -> int | None:
    """A workflow's Backlog or Complete status."""
    status: int | None = store.scalar(
        "SELECT id FROM workflowstatuses WHERE workflow_id = ? AND action = ?", workflow_id, action
    )
    return status


def project_status(store: Store, *, active: bool) -> int | None:
    """The status that a project takes when it is activated or archived."""
    status: int | None = store.scalar(
        """SELECT id FROM projectstatuses WHERE active = ?
        ORDER BY name IN ('Active', 'Archived') DESC, readonly DESC, id""",
        active,
    )
    return status


class Workflows(Behaviour):
    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        for status in FIRST_STATUSES:
            work.store.insert("workflowstatuses", {**status, "workflow_id": row_id})
        self.after_update(work, {"id": row_id}, values)

    def after_update(self, work: Work, record: Record, values: Values) -> None:
        if values.get("is_default"):
            for other in work.store.find("workflows", is_default=True):
                if other["id"] != record["id"]:
                    work.store.update("workflows", other["id"], is_default=False)

    def before_delete(self, work: Work, record: Record) -> None:
        if work.store.find("projects", workflow_id=record["id"]):
            raise BadRequest("Workflow is used by projects.")


class WorkflowStatuses(Behaviour):
    def before_create(self, work: Work, values: Values) -> None:
        work.referred("workflows", "workflow_id", values["workflow_id"])
        _check_color(values)
        values.setdefault(
            "seq", next_seq(work, "workflowstatuses", workflow_id=values["workflow_id"])
        )

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        _check_color(values)

    def before_delete(self, work: Work, record: Record) -> None:
        if record["action"]:
            raise BadRequest("Backlog and Complete cannot be deleted.")
        if work.store.find("tasks", status_id=record["id"]):
            raise BadRequest("Workflow status is used by tasks.")


class ProjectStatuses(Behaviour):
    def before_create(self, work: Work, values: Values) -> None:
        values.setdefault("seq", next_seq(work, "projectstatuses"))

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        if record["readonly"]:
            raise BadRequest("Project status is read-only.")

    def before_delete(self, work: Work, record: Record) -> None:
        self.before_update(work, record, {})
        if work.store.find("projects", status_id=record["id"]):
            raise BadRequest("Project status is used by projects.")


def _check_color(values: Values) -> None:
    if "color" in values and not COLOR.match(values["color"]):
        raise invalid_value("color", "expected six hex digits without #")
