"""People who tracked less than half of their working time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from agent.flows.figures.amounts import amount, minutes
from agent.flows.figures.entries import of_month
from agent.flows.figures.month import Stretch, days_between, weekday
from agent.flows.report import Row

USUAL_HOURS = Decimal(8)
"""Of a working day, for a person of whom Paymo holds none: what it gives to a new one."""


def missing_timesheets(
    entries: list[Row],
    users: Iterable[Row],
    month: Stretch,
    as_of: date,
    working_days: Collection[int],
) -> list[Row]:
    """Active people, no guests, who tracked strictly less than 50 % of working days x working
    hours. In a month not over on the day, both count up to the day before. By name.
    """
    until = min(month.last, as_of - timedelta(days=1))
    days = sum(weekday(day) in working_days for day in days_between(month.first, until))
    tracked = _tracked(entries, month, until.isoformat())
    found = []
    for user in users:
        if not user["active"] or user["type"] == "Guest":
            continue
        expected = _expected(user, days)
        if tracked[user["id"]] * 2 < expected:
            found.append(
                {
                    "user_id": user["id"],
                    "user": user["name"],
                    "expected_minutes": expected_minutes(user, days),
                    "tracked_minutes": minutes(tracked[user["id"]]),
                }
            )
    return sorted(found, key=lambda row: ((row["user"] or "").casefold(), row["user_id"]))


def expected_minutes(user: Row, working_days: int) -> int:
    """What a person is expected to log on so many working days, rounded half-up."""
    return int((_expected(user, working_days) / 60).quantize(Decimal(1), ROUND_HALF_UP))


def _expected(user: Row, working_days: int) -> Decimal:
    """In seconds."""
    return Decimal(working_days) * _hours(user) * 3600


def _hours(user: Row) -> Decimal:
    hours = amount(user["workday_hours"])
    return USUAL_HOURS if hours is None else hours


def _tracked(entries: list[Row], month: Stretch, until: str) -> defaultdict[int | None, int]:
    seconds: defaultdict[int | None, int] = defaultdict(int)
    in_month = [row for row in entries if month.holds(row["day"])]
    for entry in of_month(in_month, month):
        if entry["day"] <= until:
            seconds[entry["user_id"]] += entry["seconds"]
    return seconds
