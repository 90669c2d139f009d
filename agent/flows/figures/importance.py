"""Which matters are put up for a decision where there are more than anybody can decide about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from agent.flows.figures.matters import Matter
from agent.flows.report import Row

MOST = 100
"""Cards of one report at most."""

Weight = tuple[float, ...]

WEIGHTS: dict[str, Callable[[Row], Weight]] = {
    "overdue": lambda row: (row["days_overdue"], row["balance"]),
    "unbilled_time": lambda row: (row["minutes"],),
    "flat_to_invoice": lambda row: (row["amount"] or 0,),
    "milestones": lambda row: (row["days_late"],),
    "missing_timesheets": lambda row: (row["expected_minutes"] - row["tracked_minutes"],),
}
"""By section: the longest overdue or late first, then the largest. Amounts are compared as numbers,
whatever their currency: nothing is added up, and somebody has to come first."""


def first_ones(found: Iterable[Matter], most: int = MOST) -> set[Matter]:
    """The most important ones, a kind at a time in turns: of a thousand overdue invoices not one
    would else leave room for a missing timesheet."""
    kinds: defaultdict[str, list[Matter]] = defaultdict(list)
    for matter in found:
        kinds[matter.section].append(matter)
    turns = [
        (turn, place, matter)
        for place, kind in enumerate(kinds.values())
        for turn, matter in enumerate(sorted(kind, key=_weight, reverse=True))
    ]
    return {matter for _, _, matter in sorted(turns, key=lambda each: each[:2])[:most]}


def _weight(matter: Matter) -> Weight:
    return WEIGHTS[matter.section](matter.row)
