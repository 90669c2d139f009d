"""Money and time between JSON numbers and exact figures."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

CENT = Decimal("0.01")
TENTH = Decimal("0.1")
SECONDS_AN_HOUR = 3600


@cache
def _exact(text: str) -> Decimal:
    return Decimal(text)


def amount(value: float | int | None) -> Decimal | None:
    """The amount that a JSON number stands for; None stays None."""
    return None if value is None else _exact(str(value))


def sum_of(value: float | int | None) -> Decimal:
    """The amount as a summand: what is not known adds nothing."""
    return Decimal(0) if value is None else _exact(str(value))


def to_cents(exact: Decimal) -> Decimal:
    """Rounded half-up to two decimals."""
    return exact.quantize(CENT, ROUND_HALF_UP)


def number(exact: Decimal) -> float | int:
    """A JSON number with at most two decimals; whole amounts without a fraction."""
    rounded = to_cents(exact)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def worth(seconds: int, rate: Decimal) -> Decimal:
    """What so much time costs at a rate an hour, rounded once."""
    return to_cents(Decimal(seconds) * rate / SECONDS_AN_HOUR)


def minutes(seconds: int) -> int:
    """Whole minutes, rounded half-up."""
    return (seconds + 30) // 60


def percent(part: int, whole: int) -> float:
    """Out of a hundred, rounded half-up to one decimal; ``whole`` is not 0."""
    return float((Decimal(part) * 100 / Decimal(whole)).quantize(TENTH, ROUND_HALF_UP))
