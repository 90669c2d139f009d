"""Which rows of a list a model sees, and which of their fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agent.compact.plain import Row, clip, dumps, with_hours, without_nulls
from agent.compact.view import View, value_of

SOFT_LIMIT = 8_000
FULL_ROWS = 20
BRIEF_ROWS = 100
DIRECTORY_ROWS = 400
NESTED_ROWS = 40
NESTED_IN = 5  # invoices; in a longer list what is for few only is left out
FEW_ONLY = ("payments", "tax_amount", "tax2_amount")
SHOWN = ("paid_late", "pay_days")

# Lists that are read whole to find a record by its name.
DIRECTORIES = {"list_clients", "list_projects", "list_users"}

FIELDS: dict[str, tuple[str, ...]] = {
    "list_clients": ("id", "name", "email", "phone", "website", "address", "city", "postal_code",
                     "country", "active"),
    "list_projects": ("id", "name", "code", "client_id", "client", "active", "billable",
                      "flat_billing", "price_per_hour", "price", "budget_minutes", "user_ids",
                      "manager_ids", "invoiced"),
    "list_tasks": ("id", "name", "project_id", "project", "client_id", "client", "tasklist",
                   "user_ids", "complete", "completed_on", "due_date", "priority",
                   "budget_minutes"),
    "list_time_entries": ("id", "date", "minutes", "running", "user", "task_id", "task", "project",
                          "client", "description", "billed"),
    "list_invoices": ("id", "number", "client_id", "client", "status", "date", "due_date",
                      "currency", "tax_amount", "tax2_amount", "total", "amount_paid", "balance",
                      "overdue", "days_overdue", "title", "payments", "items"),
    "payments": ("date", "amount", "currency", "number", "client_id", "client"),
    "list_users": ("id", "name", "email", "type", "active", "position", "workday_hours",
                   "price_per_hour"),
    "list_milestones": ("id", "name", "project_id", "project", "client", "due_date", "complete",
                        "user"),
}  # fmt: skip
# A directory of a middling length keeps what people choose and sort by.
BRIEF_FIELDS: dict[str, tuple[str, ...]] = {
    "list_clients": ("id", "name", "email", "phone", "city", "country"),
    "list_projects": ("id", "name", "code", "client_id", "client", "billable", "flat_billing",
                      "price_per_hour", "price", "budget_minutes", "user_ids", "manager_ids"),
    "list_users": ("id", "name", "type", "position", "email", "price_per_hour"),
}  # fmt: skip
TERSE_FIELDS: dict[str, tuple[str, ...]] = {
    "list_clients": ("id", "name"),
    "list_projects": ("id", "name", "code", "client_id", "client"),
    "list_users": ("id", "name", "type"),
    "list_tasks": ("id", "name", "project_id", "project", "client_id", "complete", "due_date"),
}
# Said only where it is out of the ordinary; the totals say how many there are of each.
ORDINARY: Row = {
    "priority": "normal",
    "running": False,
    "overdue": False,
    "days_overdue": 0,
    "tax_amount": 0,
    "tax2_amount": 0,
}


def chosen_rows(
    tool: str, items: Sequence[Row], directory: bool, view: View | None = None
) -> Iterable[Row]:
    if tool == "get_project_details":
        return [_details_row(item) for item in items]
    ordered = view.shown(items) if view and (view.order or view.top) else _ordered(tool, items)
    if directory and FULL_ROWS < len(items) <= BRIEF_ROWS:
        brief = (*BRIEF_FIELDS[tool], *_asked_by(tool, view))
        return [_with_state(item, _row(item, brief)) for item in ordered]
    if directory and len(items) > BRIEF_ROWS:
        return [_terse_row(tool, item) for item in ordered[:DIRECTORY_ROWS]]
    few = len(items) <= NESTED_IN
    fields = [field for field in FIELDS[tool] if few or field not in FEW_ONLY]
    fields += _asked_by(tool, view)
    by = view.order.lstrip("-") if view else ""
    full = [_row(item, fields) | _ordered_by(item, by) for item in ordered[:FULL_ROWS]]
    if tool in TERSE_FIELDS:
        return full + [_terse_row(tool, item) for item in ordered[FULL_ROWS:]]
    return full + [_row(item, fields) | _ordered_by(item, by) for item in ordered[FULL_ROWS:]]


def _ordered_by(item: Row, field: str) -> Row:
    """What a view orders by, where it follows from the fields of a row: how late one was paid."""
    return {field: value_of(item, field)} if field in SHOWN else {}


def _asked_by(tool: str, view: View | None) -> list[str]:
    """What a view orders by, tests or wishes for is shown as well: the answer is about it."""
    if view is None:
        return []
    fields = [view.order.lstrip("-"), *(each.field for each in view.where), *view.shows]
    return [field for field in dict.fromkeys(fields) if field and field not in FIELDS[tool]]


def _row(item: Row, fields: Iterable[str]) -> Row:
    row = without_nulls({key: clip(item.get(key)) for key in fields})
    return {key: value for key, value in row.items() if ORDINARY.get(key, ...) != value}


def invoice_row(item: Row) -> Row:
    """One invoice on a single line, its items and payments left out."""
    nested = ("items", "payments")
    return _row(item, [field for field in FIELDS["list_invoices"] if field not in nested])


def _terse_row(tool: str, item: Row) -> Row:
    return _with_state(item, _row(item, TERSE_FIELDS[tool]))


def _with_state(item: Row, row: Row) -> Row:
    if item.get("active") is False:
        row["active"] = False
    return row


def _details_row(item: Row) -> Row:
    """One project whole; its nested lists are cut until the row fits the soft limit."""
    row = with_hours(without_nulls(clip(item)))
    for keep in (NESTED_ROWS, NESTED_ROWS // 4, 0):
        for key in ("tasklists", "members", "milestones"):
            nested = item.get(key) or []
            if len(nested) > keep:
                row[key] = clip(nested[:keep])
                row[f"{key}_left_out"] = len(nested) - keep
        if len(dumps(row)) <= SOFT_LIMIT:
            break
    return row


def _ordered(tool: str, items: Sequence[Row]) -> Sequence[Row]:
    """Invoices and tasks by due date, entries latest first, everything else as the tool gave it."""
    if tool in ("list_invoices", "list_tasks"):
        return sorted(items, key=_due_order)
    if tool == "list_time_entries":
        return sorted(items, key=lambda item: str(item.get("date")), reverse=True)
    return items


def _due_order(item: Row) -> tuple[bool, str, bool]:
    due = item.get("due_date")
    return bool(item.get("complete")), due or "9999", due is None
