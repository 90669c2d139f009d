"""Invoices with all their items and payments, although an include may have lost some.

Past 2,500 children of a kind in one answer Paymo leaves the included arrays empty or cut, without a
word (Paymo API facts, section 6). Whatever could be such a loss is read again from the collection
of the children itself, in pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from tools_server.paymo.errors import unavailable
from tools_server.paymo.models import Invoice, InvoiceItem, InvoicePayment
from tools_server.paymo.resources import INVOICE_ITEMS, INVOICE_PAYMENTS, Resource
from tools_server.paymo.where import Where
from tools_server.tools.balance import OWES_NOTHING
from tools_server.tools.context import ToolContext
from tools_server.tools.paging import each_of

INCLUDE_CAP = 2500
NEAR_CAP = 2000
"""So many children in one answer, and some arrays may already be missing from it."""

MANY_UNPAID = 100
"""So many invoices without a payment between them are more likely a loss than the truth."""

ChildT = TypeVar("ChildT", InvoiceItem, InvoicePayment)


async def with_payments(context: ToolContext, invoices: list[Invoice]) -> list[Invoice]:
    """The invoices, each with all of its payments."""
    if not _may_lack_payments(invoices):
        return invoices
    read = await _children(context, INVOICE_PAYMENTS, invoices)
    return [
        invoice.model_copy(update={"invoicepayments": read[invoice.id]}) for invoice in invoices
    ]


def _may_lack_payments(invoices: list[Invoice]) -> bool:
    """A page at the cap, or one without any payment although it ought to hold some."""
    count = sum(len(invoice.invoicepayments) for invoice in invoices)
    if count:
        return count >= NEAR_CAP
    payable = [invoice for invoice in invoices if invoice.status not in OWES_NOTHING]
    return len(payable) > MANY_UNPAID or any(row.status == "paid" and row.total for row in payable)


async def with_items(context: ToolContext, invoices: list[Invoice]) -> list[Invoice]:
    """The invoices, each with all of its items, in their order."""
    count = sum(len(invoice.invoiceitems) for invoice in invoices)
    bare = [invoice for invoice in invoices if invoice.subtotal and not invoice.invoiceitems]
    doubtful = invoices if count >= NEAR_CAP else bare
    if doubtful:
        read = await _children(context, INVOICE_ITEMS, doubtful)
        invoices = [
            invoice.model_copy(update={"invoiceitems": read.get(invoice.id, invoice.invoiceitems)})
            for invoice in invoices
        ]
    return [
        invoice.model_copy(update={"invoiceitems": _in_order(invoice.invoiceitems)})
        for invoice in invoices
    ]


async def _children(
    context: ToolContext, resource: Resource[ChildT], invoices: Iterable[Invoice]
) -> dict[int, list[ChildT]]:
    """All children of a kind by invoice id; an empty list for an invoice without any."""
    ids = [invoice.id for invoice in invoices]
    found: dict[int, list[ChildT]] = {id: [] for id in ids}
    for where in each_of(Where(), "invoice_id", ids):
        for child in await context.paymo.list(resource, where):
            if child.invoice_id not in found:
                raise unavailable(f"{resource.name}/{child.id} does not say which invoice it is of")
            found[child.invoice_id].append(child)
    return found


def _in_order(items: list[InvoiceItem]) -> list[InvoiceItem]:
    return sorted(items, key=lambda item: (item.seq is None, item.seq or 0, item.id))
