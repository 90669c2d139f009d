"""Plain JSON text: clipped strings, escaped fences and hidden characters, money as numbers."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from agent.visible import escaped

Row = dict[str, Any]

TEXT_LIMIT = 300


def dumps(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "), default=number)
    # A model reads tags and zero widths that no person sees; as escapes both see them.
    return escaped(text).replace("<", "\\u003c")


def clip(value: Any, limit: int = TEXT_LIMIT) -> Any:
    if isinstance(value, str) and len(value) > limit:
        return value[: limit - 1] + "…"
    if isinstance(value, dict):
        return {key: clip(inner, limit) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [clip(inner, limit) for inner in value]
    return value


def without_nulls(row: Row) -> Row:
    return {key: value for key, value in row.items() if value not in (None, "", [])}


def with_hours(figures: Row) -> Row:
    """The figures, with hours beside every number of minutes that is an hour or more.

    Models are told not to convert; where people want hours, they find them here.
    """
    found: Row = {}
    for name, value in figures.items():
        found[name] = value
        if name.endswith("minutes") and isinstance(value, int) and value >= 60:
            hours, rest = divmod(value, 60)
            found[name.removesuffix("minutes") + "hours"] = f"{hours} h" + f" {rest} min" * bool(
                rest
            )
    return found


def number(value: Decimal) -> int | float:
    """Money at the JSON edge: a number with at most two decimals."""
    cents = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return int(cents) if cents == cents.to_integral_value() else float(cents)
