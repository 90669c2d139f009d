"""Where a client stands with billing: what is owed and overdue, what is still to invoice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import Field

from agent.flows.figures.amounts import number, sum_of
from agent.flows.figures.books import Books
from agent.flows.figures.client_invoices import (
    LAST_PAYMENTS,
    by_status,
    drafts,
    last_payments,
    open_invoices,
)
from agent.flows.figures.entries import keeper
from agent.flows.figures.flat_prices import flat_to_invoice
from agent.flows.figures.invoices import overdue
from agent.flows.figures.month import Month
from agent.flows.figures.naming import NAMES
from agent.flows.figures.proposals import proposals
from agent.flows.figures.unbilled import unbilled
from agent.flows.flow import Flow, FlowInput, Material, Read
from agent.flows.layout import columns, laid_out, section
from agent.flows.lists import CLIENTS, INVOICES, PROJECTS, TASKS, USERS, entries
from agent.flows.names import find
from agent.flows.periods import Days
from agent.flows.report import Figure, Proposal, Report, Row


class ClientBillingInput(FlowInput):
    client: str = Field(title="Client")


_MONEY = "currency Currency, total:money Total, amount_paid:money Paid, balance:money Balance"
SECTIONS = [
    section(
        "by_status",
        "Invoices by status",
        "All invoices of the client, whatever their date.",
        *columns(f"status Status, count:number Invoices, {_MONEY}"),
    ),
    section(
        "open_invoices",
        "Open invoices",
        "Sent or viewed, and not paid in full; the longest overdue first.",
        *columns("number Number, date:day Date, due_date:day Due,"
                 f" days_overdue:number Days overdue, {_MONEY}, status Status"),
    ),
    section(
        "drafts",
        "Drafts",
        "Invoices that are written and not sent.",
        *columns("number Number, date:day Date, currency Currency, total:money Total"),
    ),
    section(
        "unbilled",
        "Unbilled time",
        "Finished billable time by the hour of this month and the twelve before it that is on no"
        " invoice, with what it is worth.",
        *columns("project Project, minutes:minutes Time, currency Currency, amount:money Worth,"
                 " entries:number Entries"),
    ),
    section(
        "flat_to_invoice",
        "Flat prices to invoice",
        "Flat prices whose work is complete and that are on no invoice.",
        *columns("kind Kind, name Name, currency Currency, amount:money Price"),
    ),
    section(
        "payments",
        "Last payments",
        f"The last {LAST_PAYMENTS} payments on record, the latest first.",
        *columns("date:day Date, number Invoice, currency Currency, amount:money Amount"),
    ),
]  # fmt: skip


def _stretch(today: date) -> Days:
    """This month up to today and the twelve months before it, as in the month-end review."""
    back = Month(f"{today:%Y-%m}").year_before
    return Days(date.fromisoformat(f"{back}-01"), today)


def _reads(_: ClientBillingInput, account: dict[str, Any], today: date) -> Sequence[Read]:
    days = _stretch(today)
    time = entries(days.first, None, keeper(days, ZoneInfo(account["timezone"])))
    return [CLIENTS, PROJECTS, USERS, TASKS, INVOICES, time]


def _report(asked: ClientBillingInput, material: Material) -> Report:
    name, usual = asked.client, material.account["currency"]
    facts: dict[str, Any] = {}
    rows: dict[str, list[Row] | None] = {}
    suggested: list[Proposal] = []
    notes: list[str] = []
    if material.have("clients"):
        client = find("client", asked.client, material.of("clients"))
        name = client["name"]
        if material.have("invoices"):
            books = Books(material, _stretch(material.today), material.today, client["id"])
            rows = _rows(books)
            facts["last_payment"] = next((row["date"] for row in rows["payments"] or []), None)
            usual = books.currencies.of(client["id"])
            suggested, notes = proposals(
                books,
                {**dict.fromkeys(NAMES), "overdue": overdue(books.invoices)},
                rest="Approve some of these, then run it again: what is created is passed over.",
            )
    return laid_out(
        FLOW.name,
        SECTIONS,
        material,
        title=f"Billing status of {name}",
        facts={"client": name, **facts},
        rows=rows,
        figures=_figures(rows, usual),
        warnings=[*_warnings(rows), *notes],
        proposals=suggested,
    )


def _rows(books: Books) -> dict[str, list[Row] | None]:
    have, invoices = books.material.have, books.invoices
    rows: dict[str, list[Row] | None] = {
        "by_status": by_status(invoices),
        "open_invoices": open_invoices(invoices),
        "drafts": drafts(invoices),
        "payments": last_payments(invoices),
    }
    if have("projects", "users", "entries"):
        rows["unbilled"] = unbilled(books.to_bill[0], books.projects, books.rates, books.currencies)
    if have("projects", "tasks"):
        rows["flat_to_invoice"] = flat_to_invoice(books.projects, books.tasks, books.currencies)
    return rows


def _figures(rows: dict[str, list[Row] | None], usual: str | None) -> list[Figure]:
    """By currency, as currencies are never added together. What is owed is told where it is
    nothing, too: in ``usual``, the client's currency."""
    owed = rows.get("open_invoices")
    late = None if owed is None else [row for row in owed if row["days_overdue"] > 0]
    parts = (
        ("Balance due", owed, "balance", usual),
        ("Overdue", late, "balance", usual),
        ("Drafts", rows.get("drafts"), "total", None),
        ("Unbilled time", rows.get("unbilled"), "amount", None),
        ("Flat prices to invoice", rows.get("flat_to_invoice"), "amount", None),
    )
    return [
        Figure(label=label, value=value, kind="money", currency=currency)
        for label, part, field, empty in parts
        for currency, value in _totals(part, field, empty)
    ]


def _totals(
    rows: list[Row] | None, field: str, usual: str | None
) -> list[tuple[str | None, float | int | None]]:
    if rows is None:
        return [(None, None)]
    if not rows and usual:
        return [(usual, 0)]
    found = sorted({row["currency"] or "" for row in rows})
    groups = {each: [row for row in rows if (row["currency"] or "") == each] for each in found}
    return [
        (currency or None, number(sum((sum_of(row[field]) for row in group), Decimal(0))))
        for currency, group in groups.items()
    ]


def _warnings(rows: dict[str, list[Row] | None]) -> list[str]:
    return [
        f"The unbilled time of {row['project']} has no amount: some of it has no hourly rate."
        for row in rows.get("unbilled") or []
        if row["amount"] is None
    ]


FLOW = Flow(
    name="client_billing_status",
    title="Billing status of a client",
    about="One client's invoices by status, what they owe and what is overdue by currency, drafts,"
    " unbilled time and flat prices, the last payments; and a task to approve for each overdue"
    " invoice.",
    icon=":material/account_balance_wallet:",
    input=ClientBillingInput,
    reads=_reads,
    report=_report,
    subject=lambda asked: asked.client,
    examples=(
        "Billing status of Northwind",
        "How does Summit Outdoor Gear stand with their invoices?",
        "What's the billing status of Blue Harbor Hotels?",
        "Billing overview for Müller, with follow-ups for what is overdue",
    ),
)
