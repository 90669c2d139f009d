"""Which columns a table of each kind of record has, and how their values are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

Kind = Literal["text", "day", "time", "hours", "money", "number", "percent", "flag"]


@dataclass(frozen=True)
class Column:
    """A field of a record, the heading above it, and what kind of value it holds."""

    field: str
    heading: str
    kind: Kind = "text"


_text = partial(Column, kind="text")
_day = partial(Column, kind="day")
_time = partial(Column, kind="time")
_hours = partial(Column, kind="hours")
_money = partial(Column, kind="money")
_number = partial(Column, kind="number")
_flag = partial(Column, kind="flag")

CURRENCY = _text("currency", "Currency")

# Field names are those of the records (docs/contracts.md); ids are left to the download.
COLUMNS: dict[str, Sequence[Column]] = {
    "list_invoices": (
        _text("number", "Invoice"), _text("client", "Client"), _text("status", "Status"),
        _day("due_date", "Due"), _number("days_overdue", "Days overdue"),
        _money("balance", "Balance"), CURRENCY, _money("total", "Total"),
        _money("amount_paid", "Paid"), _day("date", "Date"), _text("title", "Title"),
    ),
    "payments": (
        _day("date", "Paid on"), _money("amount", "Amount"), CURRENCY, _text("number", "Invoice"),
        _text("client", "Client"), _day("invoiced", "Invoice date"),
    ),
    "list_time_entries": (
        _day("date", "Day"), _text("user", "Person"), _hours("minutes", "Hours"),
        _text("task", "Task"), _text("project", "Project"), _text("client", "Client"),
        _text("description", "Description"), _time("start_time", "From"), _time("end_time", "To"),
        _flag("billable", "Billable"), _flag("billed", "Billed"),
    ),
    "list_tasks": (
        _text("name", "Task"), _text("project", "Project"), _text("client", "Client"),
        _text("tasklist", "Task list"), _day("due_date", "Due"), _text("priority", "Priority"),
        _flag("complete", "Done"), _day("completed_on", "Done on"),
        _hours("budget_minutes", "Budget, hours"), _flag("billable", "Billable"),
    ),
    "list_projects": (
        _text("name", "Project"), _text("code", "Code"), _text("client", "Client"),
        _flag("active", "Active"), _flag("billable", "Billable"),
        _hours("budget_minutes", "Budget, hours"), _money("price_per_hour", "Rate"),
        _money("price", "Flat price"),
    ),
    "list_clients": (
        _text("name", "Client"), _text("email", "E-mail"), _text("phone", "Phone"),
        _text("city", "City"), _text("country", "Country"), _flag("active", "Active"),
    ),
    "list_users": (
        _text("name", "Person"), _text("position", "Position"), _text("type", "Role"),
        _text("email", "E-mail"), _number("workday_hours", "Hours a day"),
        _money("price_per_hour", "Rate"), _flag("active", "Active"),
    ),
    "list_milestones": (
        _text("name", "Milestone"), _text("project", "Project"), _text("client", "Client"),
        _day("due_date", "Due"), _flag("complete", "Done"), _text("user", "Responsible"),
    ),
    "tasklists": (
        _text("name", "Task list"), _number("open_tasks", "Open tasks"),
        _number("done_tasks", "Done tasks"),
    ),
    "members": (_text("name", "Person"), _flag("manager", "Manager")),
    "milestones": (
        _text("name", "Milestone"), _day("due_date", "Due"), _flag("complete", "Done"),
        _text("user", "Responsible"),
    ),
}  # fmt: skip

_NOUNS = {
    "get_project_details": ("project", "project details"),
    "list_invoices": ("invoice", "invoices"),
    "payments": ("payment", "payments"),
    "items": ("line", "lines"),
    "list_time_entries": ("time entry", "time entries"),
    "list_tasks": ("task", "tasks"),
    "list_projects": ("project", "projects"),
    "list_clients": ("client", "clients"),
    "list_users": ("person", "people"),
    "list_milestones": ("milestone", "milestones"),
    "tasklists": ("task list", "task lists"),
    "members": ("person on it", "people on it"),
    "milestones": ("milestone", "milestones"),
}


def columns_of(tool: str, rows: Sequence[dict[str, Any]]) -> list[Column]:
    """The columns that hold anything in these rows; an unknown table has those of its fields."""
    known = COLUMNS.get(tool) or [_guess(name) for name in _fields(rows) if not _is_id(name)]
    return [column for column in known if any(_filled(row, column) for row in rows)]


def counted(tool: str, count: int) -> str:
    """How many there are, such as "12 invoices"."""
    one, many = _NOUNS.get(tool, ("row", "rows"))
    return f"{count:,} {one if count == 1 else many}"


def plural(tool: str) -> str:
    """What the rows are, such as "invoices"."""
    return _NOUNS.get(tool, ("row", "rows"))[1]


def _guess(name: str) -> Column:
    heading = name.replace("_", " ").capitalize()
    kinds: dict[Kind, Callable[[str], bool]] = {
        "day": lambda name: name == "date" or name.endswith("_date"),
        "hours": lambda name: name == "minutes" or name.endswith("_minutes"),
    }
    return Column(name, heading, next((k for k, fits in kinds.items() if fits(name)), "text"))


def _fields(rows: Sequence[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _is_id(name: str) -> bool:
    return name == "id" or name.endswith(("_id", "_ids"))


def _filled(row: dict[str, Any], column: Column) -> bool:
    value = row.get(column.field)
    return bool(value) if column.kind == "number" else value not in (None, "", [])
