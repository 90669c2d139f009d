"""Invoiced, drafts, overdue, aging and totals, over a few invoices worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.flows.ledger import entry, invoice, project, review, rows_of, user


def paid(amount: float, day: str | None) -> dict[str, Any]:
    return {"amount": amount, "date": day}


INVOICES = [
    # Northwind, euros: 1000 of which 400.10 is paid, and 250.55 that is not due yet.
    invoice(1, 11, 1000, status="viewed", payments=[paid(400.10, "2026-10-20")]),
    invoice(2, 11, 250.55, date="2026-10-30", due_date="2026-11-29"),
    # Northwind, pounds: apart from its euros.
    invoice(3, 11, 80, currency="GBP", due_date="2026-09-02", date="2026-08-01"),
    # Bluebird: paid by hand, without a payment; paid and overpaid; void.
    invoice(4, 12, 300, status="paid", amount_paid=300),
    invoice(5, 12, 50, status="paid", payments=[paid(60, "2026-10-02")]),
    invoice(6, 12, 9999, status="void"),
    # Drafts: one in time, one of November.
    invoice(7, 12, 120, status="draft", date="2026-10-31"),
    invoice(8, 12, 130, status="draft", date="2026-11-01"),
    # Paid in full although it is still "sent", and long due.
    invoice(9, 12, 70, due_date="2026-01-01", date="2025-12-01", payments=[paid(70, None)]),
]


def test_invoiced_is_what_was_issued_in_the_month_by_client_and_currency() -> None:
    assert rows_of(review(invoices=INVOICES), "invoiced") == [
        {"client_id": 12, "client": "bluebird", "currency": "EUR", "count": 2, "total": 350,
         "paid": 360, "balance": 0},
        {"client_id": 11, "client": "Northwind", "currency": "EUR", "count": 2, "total": 1250.55,
         "paid": 400.1, "balance": 850.45},
    ]  # fmt: skip


def test_drafts_are_those_dated_up_to_the_end_of_the_month() -> None:
    assert rows_of(review(invoices=INVOICES), "drafts") == [
        {"invoice_id": 7, "number": "#INV-7", "client_id": 12, "client": "bluebird",
         "currency": "EUR", "total": 120, "date": "2026-10-31"},
    ]  # fmt: skip


def test_overdue_and_aging_hold_what_is_owed_and_part_currencies() -> None:
    report = review(invoices=INVOICES)
    northwind = {"client_id": 11, "client": "Northwind"}
    assert rows_of(report, "overdue") == [
        {"invoice_id": 1, "number": "#INV-1", **northwind, "currency": "EUR", "total": 1000,
         "balance": 599.9, "due_date": "2026-10-31", "days_overdue": 2},
        {"invoice_id": 3, "number": "#INV-3", **northwind, "currency": "GBP", "total": 80,
         "balance": 80, "due_date": "2026-09-02", "days_overdue": 61},
    ]  # fmt: skip
    assert rows_of(report, "aging") == [
        {**northwind, "currency": "EUR", "not_due": 250.55, "d1_30": 599.9, "d31_60": 0,
         "d61_90": 0, "d91_plus": 0, "total": 850.45},
        {**northwind, "currency": "GBP", "not_due": 0, "d1_30": 0, "d31_60": 0,
         "d61_90": 80, "d91_plus": 0, "total": 80},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "bucket"),
    [
        ("2026-11-02", "not_due"),
        ("2026-11-01", "d1_30"),
        ("2026-10-03", "d1_30"),
        ("2026-10-02", "d31_60"),
        ("2026-09-03", "d31_60"),
        ("2026-09-02", "d61_90"),
        ("2026-08-04", "d61_90"),
        ("2026-08-03", "d91_plus"),
        (None, "not_due"),
    ],
)
def test_a_balance_lies_in_the_bucket_of_its_delay(due: str | None, bucket: str) -> None:
    report = review(invoices=[invoice(1, 11, 10, due_date=due)])
    (row,) = rows_of(report, "aging")
    assert {name for name in row if name.startswith(("not", "d")) and row[name]} == {bucket}
    assert len(rows_of(report, "overdue")) == (bucket != "not_due")


def test_a_past_day_counts_the_payments_up_to_it_and_says_it_is_an_approximation() -> None:
    report = review(invoices=INVOICES, as_of=date(2026, 10, 19))
    (bluebird, northwind) = rows_of(report, "invoiced")
    assert (northwind["paid"], northwind["balance"]) == (0, 1250.55)
    assert (bluebird["paid"], bluebird["balance"]) == (360, 0)
    # The invoice of 30 October is not dated up to the day, and that of 31 October is not due.
    aged = [(row["currency"], row["not_due"], row["d31_60"]) for row in rows_of(report, "aging")]
    assert aged == [("EUR", 1000, 0), ("GBP", 0, 80)]
    assert any("approximation" in text for text in report.warnings)


def test_a_paid_invoice_whose_payments_come_later_is_not_paid_on_the_day() -> None:
    late = invoice(1, 11, 90, status="paid", payments=[paid(90, "2026-10-20")])
    (row,) = rows_of(review(invoices=[late], as_of=date(2026, 10, 19)), "invoiced")
    assert (row["paid"], row["balance"]) == (0, 90)


def test_totals_add_up_each_currency_alone() -> None:
    report = review(
        invoices=INVOICES,
        projects=[project(101)],
        users=[user(1, "Nora")],
        entries=[entry(1, 101, 1800)],
    )
    assert rows_of(report, "totals") == [
        {"currency": "EUR", "invoiced": 1600.55, "paid": 760.1, "balance_due": 850.45,
         "overdue": 599.9, "unbilled": 45},
        {"currency": "GBP", "invoiced": 0, "paid": 0, "balance_due": 80, "overdue": 80,
         "unbilled": 0},
    ]  # fmt: skip
    headlines = {(each.label, each.currency): each.value for each in report.figures}
    assert headlines["Unbilled", "EUR"] == 45
    assert headlines["Overdue invoices", None] == 2
