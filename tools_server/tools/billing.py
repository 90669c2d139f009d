"""Invoices, with the balance and the delay that Paymo leaves to its clients to work out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from tools_server.paymo import models as paymo
from tools_server.paymo.client import LONG_ROWS_PAGE_SIZE, PAGE_SIZE
from tools_server.paymo.resources import ENTRIES, INVOICES, PROJECTS, TASKS
from tools_server.paymo.where import Where, contains_text
from tools_server.tools import children
from tools_server.tools.balance import OWING
from tools_server.tools.context import ToolContext
from tools_server.tools.from_paymo import invoice_record
from tools_server.tools.lookup import confirm, find
from tools_server.tools.names import closest_warning
from tools_server.tools.paging import Listing, PageInput, Query, read_listing
from tools_server.tools.records import Invoice
from tools_server.tools.registry import tool
from tools_server.tools.typed_text import NamePart

Status = Literal["active", "draft", "sent", "viewed", "paid", "void", "overdue", "all"]

SEVERAL: dict[str, tuple[str, ...]] = {"active": ("draft", *OWING), "overdue": OWING}
"""The filters that stand for several of Paymo's statuses."""


class ListInvoices(PageInput):
    client_id: int | None = None
    project_id: int | None = None
    status: Status = Field("active", description="active: draft, sent and viewed.")
    date_from: date | None = Field(None, description="Invoice date, inclusive.")
    date_to: date | None = None
    number: NamePart | None = Field(
        None, description="Whole or part, # optional. Alone it finds invoices of every status."
    )
    with_items: bool = Field(False, description="With line items.")

    @property
    def statuses(self) -> str:
        """The status filter in force: a number alone finds its invoice in whatever status."""
        if self.number is not None and "status" not in self.model_fields_set:
            return "all"
        return self.status


@tool(title="List invoices", input=ListInvoices, output=Listing[Invoice])
async def list_invoices(context: ToolContext, args: ListInvoices) -> Listing[Invoice]:
    """Invoices with client, total, amount paid, balance and days overdue, each in its currency.
    From draft to pending payment by default. A whole number wins over others that contain it."""
    today = await context.today()
    scope = Where()
    link = None
    if args.project_id is not None:
        link = await _project_link(context, args.project_id)
        scope = scope.given(client_id=link.client_id)
    if args.client_id is not None and args.client_id != (link and link.client_id):
        scope = scope.given(client_id=args.client_id)
    picker = _Picker(args, link, today)
    needs_items = args.with_items or bool(link and link.item_ids)
    query = Query(
        INVOICES,
        [_where(args, scope)],
        picker,
        ["client.name", "invoicepayments", *(["invoiceitems"] if needs_items else [])],
        # A number is compared within its page, so that page has to be as long as can be.
        LONG_ROWS_PAGE_SIZE if needs_items and not args.number else PAGE_SIZE,
        _Completer(context, args, needs_items),
    )
    listing = await read_listing(context, Listing[Invoice], args, query)
    if listing.is_blank(args):
        await confirm(context, client_id=args.client_id)
        if args.number:
            listing.warnings += await closest_warning(
                context, "invoice number", INVOICES, scope, args.number
            )
    return listing


def _where(args: ListInvoices, scope: Where) -> Where:
    """Status, owner and number. Dates are for the picker: no example shows Paymo filter invoices by
    them, and one client's author holds that it cannot (Paymo API facts, section 5.2)."""
    status = args.statuses
    if status in SEVERAL:
        scope = scope.one_of("status", SEVERAL[status])
    elif status != "all":
        scope = scope.given(status=status)
    return scope.contains("number", args.number and args.number.strip().lstrip("#"))


@dataclass(frozen=True)
class _ProjectLink:
    """What ties invoices to a project: its id, or the items that its work was billed with."""

    project_id: int
    client_id: int | None
    item_ids: frozenset[int]

    def holds(self, invoice: paymo.Invoice) -> bool:
        linked = invoice.options.linked_projects if invoice.options else []
        return (
            invoice.project_id == self.project_id
            or any(project.project_id == self.project_id for project in linked)
            or any(item.id in self.item_ids for item in invoice.invoiceitems)
        )


async def _project_link(context: ToolContext, project_id: int) -> _ProjectLink:
    """Read the project, its billed entries and its tasks: Paymo keeps no list of their invoices."""
    project = await find(context, "project_id", PROJECTS, project_id)
    in_project = Where().given(project_id=project_id)
    entries = await context.paymo.list(ENTRIES, in_project.given(billed=True))
    tasks = await context.paymo.list(TASKS, in_project)
    billed: list[paymo.Project | paymo.Entry | paymo.Task] = [project, *entries, *tasks]
    ids = {row.invoice_item_id for row in billed if row.invoice_item_id is not None}
    return _ProjectLink(project_id, project.client_id, frozenset(ids))


@dataclass(frozen=True)
class _Picker:
    """Makes the records of the invoices that are asked for."""

    args: ListInvoices
    link: _ProjectLink | None
    today: date

    def __call__(self, invoice: paymo.Invoice) -> Invoice | None:
        if self.link is not None and not self.link.holds(invoice):
            return None
        if closeness(invoice.number, self.args.number) == 0 or not self._in_range(invoice.date):
            return None
        record = invoice_record(invoice, self.today, with_items=self.args.with_items)
        return None if self.args.statuses == "overdue" and not record.overdue else record

    def _in_range(self, day: date | None) -> bool:
        first, last = self.args.date_from, self.args.date_to
        if day is None:
            return first is None and last is None
        return (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True)
class _Completer:
    """Makes each page whole: lost children, and of the numbers only those that fit best."""

    context: ToolContext
    args: ListInvoices
    needs_items: bool

    async def __call__(self, page: list[paymo.Invoice]) -> list[paymo.Invoice]:
        page = await children.with_payments(self.context, page)
        if self.needs_items:
            page = await children.with_items(self.context, page)
        best = max((closeness(invoice.number, self.args.number) for invoice in page), default=0)
        return [row for row in page if closeness(row.number, self.args.number) == best]


def closeness(number: str | None, wanted: str | None) -> int:
    """How well a number fits: 3 the same, 2 it ends so, 1 it contains the text, 0 not at all.

    A leading # does not count, and an end counts only where a number begins: 42 is the end of
    INV-0042, not of INV-142. No text fits every number equally.
    """
    wanted = (wanted or "").strip().lstrip("#").casefold()
    number = (number or "").strip().lstrip("#").casefold()
    if not wanted:
        return 3
    if number == wanted:
        return 3
    if re.search(rf"(?<!\d)0*{re.escape(wanted)}$", number):
        return 2
    return int(contains_text(number, wanted))
