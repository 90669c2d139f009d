"""Recurring profiles: kept, and never run by themselves (Paymo API facts, section 8.18)."""

from typing import Any

from tools_server.sandbox.paymo import company
from tools_server.sandbox.paymo.behaviour.base import Behaviour
from tools_server.sandbox.paymo.behaviour.documents import DocumentKind, Documents, check_currency
from tools_server.sandbox.paymo.behaviour.tasks import check_priority
from tools_server.sandbox.paymo.errors import invalid_value
from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.work import Values, Work

PROFILE = DocumentKind("recurringprofiles", "recurringprofileitems", "recurring_profile_id")

# What a profile made of a task takes from it.
FROM_TASK = (
    *("name", "project_id", "tasklist_id", "billable", "flat_billing", "description", "users"),
    *("price_per_hour", "estimated_price", "budget_hours", "priority"),
)


class RecurringProfiles(Documents):
    """Lines and totals are an invoice's; number and date come with each invoice."""

    def __init__(self) -> None:
        super().__init__(PROFILE)

    def before_create(self, work: Work, values: Values) -> None:
        check_currency(values)

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        self.after_update(work, {"id": row_id}, values)


class TaskRecurringProfiles(Behaviour):
    def missing(self, body: Values) -> list[str]:
        if body.get("task_id"):
            return []
        return [name for name in ("name", "project_id") if body.get(name) in (None, "")]

    def before_create(self, work: Work, values: Values) -> None:
        if (task_id := values.get("task_id")) is not None:
            task = work.referred("tasks", "task_id", task_id)
            values.update({name: task[name] for name in FROM_TASK}, task_user_id=task["user_id"])
        values["user_id"] = work.caller.id
        zone = company.read(work.store.connection).get("timezone")
        values["processing_timezone"] = values.get("processing_timezone") or zone
        _check(work, values)

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        for name in ("name", "project_id"):
            if name in values and values[name] in (None, ""):
                raise invalid_value(name, "it cannot be taken away")
        _check(work, {**record, **values})


def _check(work: Work, profile: Record) -> None:
    check_priority(profile)
    if profile["interval"] < 1:
        raise invalid_value("interval", "expected 1 or more")
    if profile.get("tasklist_id") is not None:
        tasklist = work.referred("tasklists", "tasklist_id", profile["tasklist_id"])
        if tasklist["project_id"] != profile["project_id"]:
            raise invalid_value("tasklist_id", "it belongs to another project")
