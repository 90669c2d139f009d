"""Invoices on a day: what is paid of them, and the sections invoiced, drafts, overdue and aging."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from agent.flows.figures.amounts import number, sum_of
from agent.flows.figures.currencies import ISSUED
from agent.flows.figures.month import Stretch
from agent.flows.figures.ordering import in_order
from agent.flows.report import Row

OWING = ("sent", "viewed")
OWES_NOTHING = ("draft", "void")
_BUCKETS = ("not_due", "d1_30", "d31_60", "d61_90", "d91_plus")
_NOTHING = Decimal(0)


def standing(invoices: Sequence[Row], as_of: date, currency: str | None) -> list[Row]:
    """The invoices with ``total``, ``amount_paid`` and ``balance`` of a day, as `Decimal`, and with
    ``days_overdue``. ``currency`` is for an invoice that names none.
    """
    return [_on_day(invoice, as_of, currency) for invoice in invoices]


def _on_day(invoice: Row, as_of: date, currency: str | None) -> Row:
    total, paid = sum_of(invoice["total"]), _paid(invoice, as_of.isoformat())
    owes = invoice["status"] not in OWES_NOTHING
    balance = max(total - paid, _NOTHING) if owes else _NOTHING
    return {
        **invoice,
        "currency": invoice["currency"] or currency,
        "total": total,
        "amount_paid": paid,
        "balance": balance,
        "days_overdue": _days_overdue(invoice, balance, as_of),
    }


def _paid(invoice: Row, as_of: str) -> Decimal:
    """The payments dated up to a day, and those without a date. A paid invoice that has none on
    record, which is one that counts as paid in full today, is paid in full on any day.
    """
    payments = invoice["payments"]
    if invoice["status"] == "paid" and not payments:
        return sum_of(invoice["amount_paid"])
    return sum(
        (sum_of(row["amount"]) for row in payments if (row["date"] or "") <= as_of), _NOTHING
    )


def _days_overdue(invoice: Row, balance: Decimal, as_of: date) -> int:
    """0 unless it is sent or viewed, owes something, and was due before."""
    if invoice["status"] not in OWING or balance <= 0 or invoice["due_date"] is None:
        return 0
    return max((as_of - date.fromisoformat(invoice["due_date"])).days, 0)


def invoiced(invoices: Sequence[Row], month: Stretch) -> list[Row]:
    """By client and currency: the invoices dated in the month that were sent, viewed or paid."""
    billed = [row for row in invoices if row["status"] in ISSUED and month.holds(row["date"])]
    return in_order(
        {
            **_client(rows[0]),
            "currency": rows[0]["currency"],
            "count": len(rows),
            "total": number(_sum(rows, "total")),
            "paid": number(_sum(rows, "amount_paid")),
            "balance": number(_sum(rows, "balance")),
        }
        for rows in _by_client(billed)
    )


def drafts(invoices: Sequence[Row], month: Stretch) -> list[Row]:
    """The drafts dated up to the end of the month; one without a date is none of a later month."""
    last = month.last.isoformat()
    return in_order(
        {**_invoice(row), "total": number(row["total"]), "date": row["date"]}
        for row in invoices
        if row["status"] == "draft" and (row["date"] or "") <= last
    )


def overdue(invoices: Sequence[Row]) -> list[Row]:
    """The sent and viewed invoices that owe something and were due before the day."""
    return in_order(
        {
            **_invoice(row),
            "total": number(row["total"]),
            "balance": number(row["balance"]),
            "due_date": row["due_date"],
            "days_overdue": row["days_overdue"],
        }
        for row in invoices
        if row["days_overdue"] > 0
    )


def aging(invoices: Sequence[Row], as_of: date) -> list[Row]:
    """By client and currency: what sent and viewed invoices dated up to the day owe, by how late
    they are. Clients that owe nothing are left out."""
    day = as_of.isoformat()
    owing = [
        row
        for row in invoices
        if row["status"] in OWING and row["balance"] > 0 and (row["date"] or "") <= day
    ]
    return in_order(_aged(rows) for rows in _by_client(owing))


def _aged(rows: list[Row]) -> Row:
    buckets = dict.fromkeys(_BUCKETS, _NOTHING)
    for row in rows:
        buckets[_bucket(row["days_overdue"])] += row["balance"]
    aged = {name: number(owed) for name, owed in buckets.items()}
    total = number(_sum(rows, "balance"))
    return {**_client(rows[0]), "currency": rows[0]["currency"], **aged, "total": total}


def _bucket(days: int) -> str:
    return _BUCKETS[min((days + 29) // 30, len(_BUCKETS) - 1)]


def _by_client(rows: Iterable[Row]) -> Iterable[list[Row]]:
    groups: defaultdict[tuple[int | None, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["client_id"], row["currency"]].append(row)
    return groups.values()


def _sum(rows: list[Row], field: str) -> Decimal:
    return sum((row[field] for row in rows), _NOTHING)


def _client(row: Row) -> Row:
    return {"client_id": row["client_id"], "client": row["client"]}


def _invoice(row: Row) -> Row:
    own = {"invoice_id": row["id"], "number": row["number"]}
    return {**own, **_client(row), "currency": row["currency"]}
