"""Defaults for invoices, estimates, their lines, payments and expenses."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from tools_server.sandbox.paymo.behaviour.documents import (
    ESTIMATE,
    INVOICE,
    RATES,
    DocumentKind,
    due_date,
    links,
    rendered_number,
    totals,
)
from tools_server.sandbox.paymo.behaviour.recurring import PROFILE
from tools_server.sandbox.paymo.catalog import RESOURCES
from tools_server.sandbox.paymo.company import Company
from tools_server.sandbox.paymo.store import Record, completed
from tools_server.sandbox.paymo.world import World


def complete(world: World, settings: Company, today: str) -> None:
    """Numbers, dates and totals. Totals that the world gives are kept as they are."""
    for kind in (INVOICE, ESTIMATE):
        lines = _complete_lines(world, kind)
        for document in world.rows[kind.name]:
            _complete_document(document, kind, settings, today)
            _complete_totals(document, kind, lines[document["id"]])
    lines = _complete_lines(world, PROFILE)
    for profile in world.rows[PROFILE.name]:
        profile["currency"] = profile.get("currency") or settings["default_currency"]
        _complete_totals(profile, PROFILE, lines[profile["id"]])
    clients = world.by_id("clients")
    for invoice in world.rows["invoices"]:
        client = {"due_interval": None, **clients[invoice["client_id"]]}
        invoice["due_date"] = invoice.get("due_date") or due_date(invoice["date"], client, settings)
    for payment in world.rows["invoicepayments"]:
        payment["date"] = payment.get("date") or today
    for expense in world.rows["expenses"]:
        expense["date"] = expense.get("date") or today
        expense["currency"] = expense.get("currency") or settings["default_currency"]
        expense.setdefault("invoiced", expense.get("invoice_item_id") is not None)


def _complete_lines(world: World, kind: DocumentKind) -> dict[int, list[Record]]:
    """The lines by document; entries named on a line are billed by it."""
    entries = world.by_id("entries")
    expenses = world.by_id("expenses")
    by_document: dict[int, list[Record]] = defaultdict(list)
    for line in world.rows[kind.lines]:
        own = by_document[line[kind.line_key]]
        line.setdefault("seq", len(own))
        expense = expenses.get(line.get("expense_id") or 0)
        if expense:
            line.setdefault("price_unit", expense["amount"])
        own.append(line)
        for entry_id in line.get("entries") or ():
            if entry_id in entries:
                entries[entry_id].update(billed=True, invoice_item_id=line["id"])
    return by_document


def _complete_document(document: Record, kind: DocumentKind, settings: Company, today: str) -> None:
    document["currency"] = document.get("currency") or settings["default_currency"]
    document["date"] = document.get("date") or today
    if not document.get("number"):
        template = settings[kind.number_format]
        document["number"] = rendered_number(template, document["date"], document["id"])
    for name, text in links(kind.name, document["id"]).items():
        document[name] = document.get(name) or text


def _complete_totals(document: Record, kind: DocumentKind, lines: list[Record]) -> None:
    given = {name: document[name] for name in _COMPUTED if document.get(name) is not None}
    if not lines and "total" in given:
        given = {"subtotal": given["total"], **given}
    resource = RESOURCES[kind.lines]
    whole_lines = [completed(resource, line, 0) for line in lines]
    rates: dict[str, Any] = {name: document.get(name) for name in RATES}
    document.update({**totals(rates, [_exact(line) for line in whole_lines]), **given})


def _exact(line: Record) -> Record:
    """Catalog defaults are plain integers."""
    return {**line, **{name: Decimal(line[name] or 0) for name in ("price_unit", "quantity")}}


_COMPUTED = ("subtotal", "discount_amount", "tax_amount", "tax2_amount", "total")
