"""Which entries an answer is about, in words."""

from __future__ import annotations

from agent.models.builtin.answers.phrases import WEEKDAYS, joined, listed
from agent.models.builtin.entry_rows import TimeQuery, bounds_entries, only_billable
from agent.models.builtin.query import about


def kind(query: TimeQuery) -> str:
    """ "unbilled", "billed", "not billable", or nothing."""
    if {"billable", "nonbillable"} <= query.filters or {"billed", "unbilled"} <= query.filters:
        return ""
    if "issued" in query.filters:
        return "billed"
    words: list[str] = [name for name in ("unbilled", "billed") if name in query.filters]
    words += ["billable"] if only_billable(query) else []
    words += ["not billable"] if "nonbillable" in query.filters else []
    return joined(words, " ")


def where(query: TimeQuery) -> str:
    """By whom, for what, when, and what else narrows the entries."""
    days = [f"{WEEKDAYS[number - 1]}s" for number in query.weekdays]
    bound = query.threshold.text if query.threshold and bounds_entries(query) else ""
    return joined([
        bound,
        "without a description" if "undescribed" in query.filters else "",
        f'with "{query.text}" in the description' if query.text else "",
        f"on tasks called {listed(query.called)}" if query.called else "",
        f"by the {query.people_said}" if query.people else "",
        about(query.scope),
        f"on {listed(days)}" if days else "",
        query.when,
    ], " ")  # fmt: skip
