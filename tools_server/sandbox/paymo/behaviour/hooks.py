"""Webhooks: kept and checked, and never called (Paymo API facts, section 8.20)."""

from tools_server.sandbox.paymo.behaviour.base import Behaviour
from tools_server.sandbox.paymo.catalog import RESOURCES
from tools_server.sandbox.paymo.errors import invalid_value
from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.where.filters import Filters
from tools_server.sandbox.paymo.work import Values, Work

MODELS = {
    "Client": "clients",
    "ClientContact": "clientcontacts",
    "Project": "projects",
    "Tasklist": "tasklists",
    "Task": "tasks",
    "Invoice": "invoices",
    "InvoicePayment": "invoicepayments",
    "Entry": "entries",
    "Milestone": "milestones",
    "Report": "reports",
    "Expense": "expenses",
    "Estimate": "estimates",
    "Comment": "comments",
    "User": "users",
    "Booking": "bookings",
}
EVENTS = {
    **{f"model.{verb}.{name}": name for name in MODELS for verb in ("insert", "update", "delete")},
    "model.start.Entry": "Entry",
    "model.stop.Entry": "Entry",
}


class Hooks(Behaviour):
    def before_create(self, work: Work, values: Values) -> None:
        values["user_id"] = work.caller.id
        _check(work, values)

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        values["last_status_code"] = None
        _check(work, {**record, **values})


def _check(work: Work, hook: Record) -> None:
    """A known event, or a pattern that fits one; a filter is read only where the event is named."""
    event = hook["event"]
    start, _, end = event.partition("*")
    if "*" in event:
        fitting = any(name.startswith(start) and name.endswith(end) for name in EVENTS)
    else:
        fitting = event in EVENTS
    if not fitting:
        raise invalid_value("event", "there is no such event")
    if hook.get("where") and event in EVENTS:
        Filters(RESOURCES[MODELS[EVENTS[event]]], hook["where"], work.caller)
