"""Invoices with all their items and payments, although an include may have lost some.

Past 2,500 children of a kind in one answer Paymo leaves the included arrays empty or cut, without a
word (Paymo API facts, section 6); whether that is the real limit nobody documents. So what is empty
is believed only after the collection of the children itself, read in pages, says so too.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from tools_server.paymo.errors import unavailable
from tools_server.paymo.models import Invoice, InvoiceItem, InvoicePayment
from tools_server.paymo.resources import INVOICE_ITEMS, INVOICE_PAYMENTS, Resource
from tools_server.paymo.where import Where
from tools_server.tools.context import ToolContext
from tools_server.tools.paging import each_of

INCLUDE_CAP = 2500
NEAR_CAP = 2000
"""So many children in one answer, and some arrays may already be missing from it."""

DRAFT = "draft"

CENT = Decimal("0.01")

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
    """A page at the cap, or one without any payment although it could hold some."""
    count = sum(len(invoice.invoicepayments) for invoice in invoices)
    if count:
        return count >= NEAR_CAP
    return any(invoice.total for invoice in invoices if invoice.status != DRAFT)


async def with_items(context: ToolContext, invoices: list[Invoice]) -> list[Invoice]:
    """The invoices, each with all of its items, in their order."""
    count = sum(len(invoice.invoiceitems) for invoice in invoices)
    doubtful = invoices if count >= NEAR_CAP else list(filter(_may_lack_items, invoices))
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


def _may_lack_items(invoice: Invoice) -> bool:
    """Without items, or with such as do not add up to the subtotal, but for rounded lines."""
    items = invoice.invoiceitems
    worth = sum((item.price_unit * item.quantity for item in items), Decimal(0))
    return not items or abs(worth - invoice.subtotal) > CENT * len(items)


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
