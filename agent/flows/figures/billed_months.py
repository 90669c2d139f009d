"""What was billed in each of the twelve months that end with the review's."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from agent.flows.figures.amounts import number
from agent.flows.figures.currencies import ISSUED
from agent.flows.figures.month import Stretch
from agent.flows.report import Row

_MONTHS = 12


def billed_by_month(invoices: Sequence[Row], month: Stretch) -> list[Row]:
    """By currency, then month: the invoices dated in it that were sent, viewed or paid.

    A currency has a row for each of the months, also where nothing was billed in it.
    """
    months = _up_to(month)
    billed = [
        row for row in invoices if row["status"] in ISSUED and (row["date"] or "")[:7] in months
    ]
    found = []
    for currency in sorted({row["currency"] or "" for row in billed}):
        for each in months:
            own = [
                row
                for row in billed
                if (row["currency"] or "") == currency and row["date"][:7] == each
            ]
            total = number(sum((row["total"] for row in own), Decimal(0)))
            found.append({"month": each, "currency": currency, "count": len(own), "total": total})
    return found


def _up_to(month: Stretch) -> list[str]:
    last = month.last.year * 12 + month.last.month - 1
    numbers = range(last - _MONTHS + 1, last + 1)
    return [f"{each // 12:04}-{each % 12 + 1:02}" for each in numbers]
