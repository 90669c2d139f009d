"""Money and durations on their way out: Decimal inside, plain JSON numbers outside."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import PlainSerializer, WithJsonSchema

CENT = Decimal("0.01")


def to_cents(amount: Decimal) -> Decimal:
    """Rounded half-up to two decimals."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def as_number(amount: Decimal) -> int | float:
    """A JSON number of the same value; whole amounts without a fraction."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def hours_to_minutes(hours: Decimal | None) -> int | None:
    """Paymo budgets in hours with decimals; rounded half-up to whole minutes."""
    if hours is None:
        return None
    return int((hours * 60).quantize(Decimal(1), ROUND_HALF_UP))


def hours_to_seconds(hours: Decimal | None) -> int | None:
    """A budget for figures that are worked out from it; rounded half-up to whole seconds."""
    if hours is None:
        return None
    return int((hours * 3600).quantize(Decimal(1), ROUND_HALF_UP))


def seconds_to_minutes(seconds: int) -> int:
    """Rounded half-up."""
    return (seconds + 30) // 60


Money = Annotated[
    Decimal,
    PlainSerializer(lambda amount: as_number(to_cents(amount)), when_used="json"),
    WithJsonSchema({"type": "number"}),
]
"""An amount; in JSON a number with at most two decimals."""

Quantity = Annotated[
    Decimal, PlainSerializer(as_number, when_used="json"), WithJsonSchema({"type": "number"})
]
"""A figure that is no amount of money, such as hours or pieces; in JSON a number."""

Rate = Quantity
"""The price of an hour, exact: one of 83.335 rounded to cents would make hours worth too much."""
