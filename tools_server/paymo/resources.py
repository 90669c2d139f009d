"""The Paymo collections this product reads and writes: path, object, and what may be included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from tools_server.paymo.models import (
    Client,
    Entry,
    Invoice,
    InvoiceItem,
    InvoicePayment,
    Milestone,
    PaymoObject,
    Project,
    ProjectTree,
    Task,
    TaskInProject,
    Tasklist,
    User,
)

ObjectT = TypeVar("ObjectT", bound=PaymoObject)


@dataclass(frozen=True)
class Resource(Generic[ObjectT]):
    """A collection under ``/api/<name>``; its answers carry the rows under the same name."""

    name: str
    model: type[ObjectT]


CLIENTS = Resource("clients", Client)
PROJECTS = Resource("projects", Project)
PROJECT_TREES = Resource("projects", ProjectTree)
TASKLISTS = Resource("tasklists", Tasklist)
TASKS = Resource("tasks", Task)
TASKS_IN_PROJECTS = Resource("tasks", TaskInProject)
ENTRIES = Resource("entries", Entry)
USERS = Resource("users", User)
MILESTONES = Resource("milestones", Milestone)
INVOICES = Resource("invoices", Invoice)
INVOICE_ITEMS = Resource("invoiceitems", InvoiceItem)
INVOICE_PAYMENTS = Resource("invoicepayments", InvoicePayment)

RELATIONS: dict[str, dict[str, str]] = {
    "clients": {"projects": "projects", "invoices": "invoices"},
    "projects": {
        "client": "clients",
        "tasklists": "tasklists",
        "tasks": "tasks",
        "milestones": "milestones",
    },
    "tasklists": {"project": "projects", "milestone": "milestones", "tasks": "tasks"},
    "tasks": {
        "project": "projects",
        "tasklist": "tasklists",
        "user": "users",
        "entries": "entries",
    },
    "entries": {"task": "tasks", "user": "users"},
    "milestones": {"project": "projects", "user": "users", "tasklists": "tasklists"},
    "users": {},
    "invoices": {
        "client": "clients",
        "invoiceitems": "invoiceitems",
        "invoicepayments": "invoicepayments",
    },
    "invoiceitems": {"invoice": "invoices"},
    "invoicepayments": {"invoice": "invoices"},
}
"""What each collection may include (Paymo API facts, section 6.1). An entry has no ``project``."""
