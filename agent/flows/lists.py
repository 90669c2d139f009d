"""The lists that flows read, each whole: at most one request a page, whatever the number of rows.

A flow knows names and not ids before it has read, so nothing here is narrowed by an id. Archived
records are among the rows: their names are known, and what is left open in them is not overlooked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from agent.flows.flow import Read
from agent.flows.report import Row

CLIENTS = Read("clients", "list_clients", {"active": None}, "clients")
PROJECTS = Read("projects", "list_projects", {"active": None}, "projects")
USERS = Read("users", "list_users", {"active": None}, "people")
TASKS = Read("tasks", "list_tasks", {"name": ""}, "tasks")  # "" is part of every name
MILESTONES = Read("milestones", "list_milestones", {}, "milestones")
INVOICES = Read("invoices", "list_invoices", {"status": "all"}, "invoices")

_BEGINNING = date(2000, 1, 1)  # no time is logged before it; the tool wants a filter
_FIGURES = ("date", "project_id", "task_id", "user_id", "seconds", "running", "billed",
            "invoice_item_id", "billable", "flat_billing", "task_price_per_hour")  # fmt: skip


def entries(first: date | None, last: date | None, keep: Callable[[Row], Row | None]) -> Read:
    """The time entries of these days, both included; None: from the beginning, to the end."""
    args = {"date_from": (first or _BEGINNING).isoformat()}
    if last is not None:
        args["date_to"] = last.isoformat()
    return Read("entries", "list_time_entries", args, "time entries", keep)


def all_time() -> Read:
    """All time entries there are, by their figures alone, so that years of them fit in memory."""
    return entries(None, None, figures_of)


def figures_of(entry: Row) -> Row:
    """What is counted of a time entry."""
    return {field: entry[field] for field in _FIGURES}
