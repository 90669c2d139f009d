"""The order of rows: client name whatever its case, currency, then project, due date or number."""

from __future__ import annotations

from collections.abc import Iterable

from agent.flows.report import Row

_THEN = ("project", "due_date", "number", "name", "subject")
_TIES = ("client_id", "project_id", "invoice_id", "milestone_id", "kind", "id")


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Sorted; what a row does not have counts as empty, and ids part what is equal otherwise."""
    return sorted(rows, key=_key)


def _key(row: Row) -> tuple[object, ...]:
    client, currency = str(row.get("client") or ""), str(row.get("currency") or "")
    then = [str(row.get(field) or "").casefold() for field in _THEN]
    return (client.casefold(), currency, *then, *(_tie(row.get(field)) for field in _TIES))


def _tie(value: object) -> tuple[int, str]:
    return (value, "") if isinstance(value, int) else (0, str(value or ""))
