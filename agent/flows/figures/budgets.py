"""Budgets that are nearly spent, or more than spent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from agent.flows.figures.amounts import minutes, percent
from agent.flows.figures.month import Stretch
from agent.flows.figures.ordering import in_order
from agent.flows.report import Row

ALARM = 90
"""Per cent of the budget, compared before rounding."""


def over_budget(
    entries: Iterable[Row], projects: dict[int, Row], month: Stretch, as_of: date
) -> list[Row]:
    """Active projects with a budget and time in the month, of whose budget all time tracked up to
    the day took 90 % or more. ``entries`` are all kept ones; a running timer counts nothing.
    """
    seconds, busy = _tracked(entries, month, as_of.isoformat())
    found = []
    for id, project in projects.items():
        budget = project["budget_seconds"]
        if not (project["active"] and budget and id in busy):
            continue
        if is_nearly_spent(seconds[id], budget):
            found.append(
                {
                    "project_id": id,
                    "project": project["name"],
                    "client_id": project["client_id"],
                    "client": project["client"],
                    "budget_minutes": project["budget_minutes"],
                    "tracked_minutes": minutes(seconds[id]),
                    "percent": percent(seconds[id], budget),
                }
            )
    return in_order(found)


def is_nearly_spent(seconds: int, budget: int | None) -> bool:
    """Whether so much time is 90 % or more of a budget in seconds; there is no share of none."""
    return bool(budget) and seconds * 100 >= ALARM * (budget or 0)


def _tracked(
    entries: Iterable[Row], month: Stretch, as_of: str
) -> tuple[defaultdict[int | None, int], set[int | None]]:
    """Seconds up to the day by project, and the projects with finished time in the month."""
    seconds: defaultdict[int | None, int] = defaultdict(int)
    busy: set[int | None] = set()
    for entry in entries:
        if entry["day"] is None or entry.get("running"):
            continue
        if entry["day"] <= as_of:
            seconds[entry["project_id"]] += entry["seconds"]
        if month.holds(entry["day"]):
            busy.add(entry["project_id"])
    return seconds, busy
