"""Sums of a report's rows, exact, and one for each currency."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from agent.flows.report import Row


def totals(rows: Iterable[Row], field: str) -> dict[str, Decimal]:
    """The sum of a field by currency, in the order of their codes.

    Rows without the amount count for nothing: whoever shows the totals says how many there are.
    """
    sums: dict[str, Decimal] = {}
    for row in rows:
        if row.get(field) is not None:
            currency = row.get("currency") or ""
            # By its text, as a JSON number is without what a float adds to it.
            sums[currency] = sums.get(currency, Decimal(0)) + Decimal(str(row[field]))
    return dict(sorted(sums.items()))
