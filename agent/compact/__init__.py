"""What a model sees of a tool's answer: totals and groups computed by code, and the first rows.

A list of two thousand entries becomes a few kilobytes of JSON: how many there are, what they add up
to, who or what they belong to, and the rows that fit. Models never add; they quote. Money is summed
as ``Decimal`` per currency, time as seconds that are rounded half-up to minutes once per figure.

    fenced.py   the texts of a read, a write and a failure, and back to JSON
    rows.py     which rows and which of their fields
    figures.py  totals and groups
    view.py     which rows a question wants, for what no tool can filter by
"""

from agent.compact.fenced import (
    FENCE_CLOSE,
    FENCE_OPEN,
    HARD_LIMIT,
    compact,
    compact_error,
    compact_report,
    compact_write,
    parse_compact,
)
from agent.compact.view import VIEWS, Condition, View, view_from

__all__ = [
    "FENCE_CLOSE",
    "FENCE_OPEN",
    "HARD_LIMIT",
    "VIEWS",
    "Condition",
    "View",
    "compact",
    "compact_error",
    "compact_report",
    "compact_write",
    "parse_compact",
    "view_from",
]
