"""The months that the chart of what was billed is drawn from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from agent.flows.figures.billed_months import billed_by_month
from agent.flows.figures.month import Month


def _invoice(day: str | None, total: str, currency: str = "EUR", status: str = "sent") -> Any:
    return {"date": day, "total": Decimal(total), "currency": currency, "status": status}


def test_issued_invoices_of_twelve_months_by_currency() -> None:
    rows = billed_by_month(
        [
            _invoice("2025-03-01", "10.05"),
            _invoice("2025-03-31", "0.10", status="paid"),
            _invoice("2026-02-28", "7.00", status="viewed"),
            _invoice("2026-02-10", "5.00", "USD"),
            _invoice("2025-02-28", "1.00"),  # a month too early
            _invoice("2026-03-01", "2.00"),  # and one too late
            _invoice("2026-01-01", "3.00", status="draft"),
            _invoice("2026-01-01", "4.00", status="void"),
            _invoice(None, "6.00"),
        ],
        Month("2026-02"),
    )
    assert [row["month"] for row in rows[:12]] == [
        *(f"2025-{month:02}" for month in range(3, 13)),
        "2026-01",
        "2026-02",
    ]
    assert {row["currency"] for row in rows[:12]} == {"EUR"}
    assert len(rows) == 24
    billed = [row for row in rows if row["count"]]
    assert billed == [
        {"month": "2025-03", "currency": "EUR", "count": 2, "total": 10.15},
        {"month": "2026-02", "currency": "EUR", "count": 1, "total": 7},
        {"month": "2026-02", "currency": "USD", "count": 1, "total": 5},
    ]


def test_nothing_billed_is_no_row() -> None:
    assert billed_by_month([_invoice("2026-02-01", "1.00", status="draft")], Month("2026-02")) == []
