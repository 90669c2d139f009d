"""The lines of invoices and estimates, sent as their `items` (Paymo API facts, section 8.9)."""

from collections.abc import Mapping
from typing import Any

from tools_server.sandbox.paymo import body, company
from tools_server.sandbox.paymo.catalog import RESOURCES
from tools_server.sandbox.paymo.errors import invalid_value, missing_params
from tools_server.sandbox.paymo.work import Values, Work


def replace_lines(work: Work, lines: str, key: str, document_id: int, items: Any) -> None:
    """Make `items` the whole set of lines.

    An object with an id keeps that line, with further fields it changes it; an object without id
    adds one; lines that are not named are deleted.
    """
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise invalid_value("items", "expected a list of objects")
    existing = {line["id"] for line in work.store.find(lines, **{key: document_id})}
    named = {item["id"] for item in items if item.get("id") is not None}
    if not named <= existing:
        raise invalid_value("items", "a line of this id does not belong here")
    for line_id in existing - named:
        work.store.delete(lines, line_id)
    for seq, item in enumerate(items):
        _write_line(work, lines, {key: document_id, "seq": seq}, item)


def _write_line(work: Work, lines: str, owner: Values, item: Mapping[str, Any]) -> None:
    resource, line_id = RESOURCES[lines], item.get("id")
    creating = line_id is None
    sent = {**owner, **item} if creating else item
    if missing := body.missing_fields(resource, sent, creating=creating):
        raise missing_params(missing)
    values = body.parse(resource, sent, creating=creating)
    if creating:
        prepare_line(work, values)
        line_id = work.store.insert(lines, values)
    elif values:
        work.store.update(lines, line_id, **values)
    mark_billed(work, line_id, values)


def prepare_line(work: Work, values: Values) -> None:
    """A line for an expense may leave out price, quantity and tax: the expense brings them."""
    if values.get("expense_id") is None:
        return
    expense = work.referred("expenses", "expense_id", values["expense_id"])
    settings = company.read(work.store.connection)
    values.setdefault("price_unit", expense["amount"])
    values.setdefault("apply_tax", settings.get("apply_tax_to_expenses") == "1")


def mark_billed(work: Work, line_id: Any, values: Values) -> None:
    """What the line charges for is billed by it, until the line is deleted."""
    if values.get("expense_id") is not None:
        work.store.update("expenses", values["expense_id"], invoiced=True, invoice_item_id=line_id)
    for entry_id in values.get("entries") or ():
        work.referred("entries", "entries", entry_id)
        work.store.update("entries", entry_id, billed=True, invoice_item_id=line_id)
