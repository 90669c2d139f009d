"""A client's invoices as they stand on a day: by status, open, in draft, and what was paid.

The rows are those of `agent.flows.figures.invoices.standing`, with amounts as `Decimal`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from agent.flows.figures.amounts import number
from agent.flows.figures.invoices import OWING
from agent.flows.report import Row

STATUSES = ("draft", "sent", "viewed", "paid", "void")
LAST_PAYMENTS = 10


def by_status(invoices: Sequence[Row]) -> list[Row]:
    """A row a status and currency, in the order of an invoice's life."""
    groups: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in invoices:
        groups[(row["status"], row["currency"])].append(row)
    fields = ("total", "amount_paid", "balance")
    rows = [
        {
            "status": status,
            "currency": currency,
            "count": len(group),
            **{field: number(sum((row[field] for row in group), Decimal(0))) for field in fields},
        }
        for (status, currency), group in groups.items()
    ]
    known = (*STATUSES, *sorted({row["status"] for row in rows} - {*STATUSES}))
    return sorted(rows, key=lambda row: (known.index(row["status"]), row["currency"] or ""))


def open_invoices(invoices: Sequence[Row]) -> list[Row]:
    """Sent or viewed, and not paid in full; the longest overdue first."""
    rows = [_shown(row) for row in invoices if row["status"] in OWING and row["balance"] > 0]
    return sorted(
        rows, key=lambda row: (-row["days_overdue"], row["due_date"] or "9", row["invoice_id"])
    )


def _shown(invoice: Row) -> Row:
    kept = ("client_id", "number", "status", "date", "due_date", "currency", "days_overdue")
    money = {field: number(invoice[field]) for field in ("total", "amount_paid", "balance")}
    return {"invoice_id": invoice["id"], **{field: invoice[field] for field in kept}, **money}


def drafts(invoices: Sequence[Row]) -> list[Row]:
    """The earliest first."""
    rows = [_shown(row) for row in invoices if row["status"] == "draft"]
    return sorted(rows, key=lambda row: (row["date"] or "", row["invoice_id"]))


def last_payments(invoices: Sequence[Row]) -> list[Row]:
    """The last payments on record, the latest first."""
    rows = [
        {
            "date": payment["date"],
            "invoice_id": row["id"],
            "client_id": row["client_id"],
            "number": row["number"],
            "currency": row["currency"],
            "amount": payment["amount"],
        }
        for row in invoices
        for payment in row["payments"]
    ]
    rows.sort(key=lambda row: (row["date"] or "", row["invoice_id"]), reverse=True)
    return rows[:LAST_PAYMENTS]
