"""The totals of the review, a row a currency: currencies are never added together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from agent.flows.figures.amounts import number, sum_of
from agent.flows.report import Row

_SUMS = {
    "invoiced": ("invoiced", "total"),
    "paid": ("invoiced", "paid"),
    "balance_due": ("aging", "total"),
    "overdue": ("overdue", "balance"),
    "unbilled": ("unbilled_time", "amount"),
}
"""Each field with the section and the column that it adds up."""

RESTS_ON = ("invoiced", "aging", "overdue", "unbilled_time")


def totals(sections: Mapping[str, Sequence[Row]]) -> list[Row]:
    """By currency. Unbilled time without an amount adds nothing; the review warns of it."""
    found = {row["currency"] for name in RESTS_ON for row in sections[name]}
    return [
        {
            "currency": currency,
            **{field: total(sections, field).get(currency, 0) for field in _SUMS},
        }
        for currency in sorted(found, key=lambda each: each or "")
    ]


def total(sections: Mapping[str, Sequence[Row]], field: str) -> dict[str | None, float | int]:
    """One field of the totals by currency."""
    name, column = _SUMS[field]
    sums: defaultdict[str | None, Decimal] = defaultdict(Decimal)
    for row in sections[name]:
        sums[row["currency"]] += sum_of(row[column])
    return {currency: number(exact) for currency, exact in sums.items()}
