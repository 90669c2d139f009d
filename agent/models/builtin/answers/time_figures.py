"""Averages and counts over time entries."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from agent.models.builtin.answers.phrases import joined, minutes, plural, sentence
from agent.models.builtin.answers.time_words import kind, where
from agent.models.builtin.desk import Reading
from agent.models.builtin.entry_rows import TimeQuery

_ONE = {"date": "day", "user": "person"}


def _of(by: str, count: int) -> str:
    """ "3 people", "12 days"."""
    return plural(count, _ONE.get(by, by)).replace("persons", "people")


def how_many(by: str, reading: Reading) -> int:
    """How many days, people, projects ... have time."""
    if by == "entry":
        return reading.count
    totals = {"date": "days", "user": "people"}
    if by in totals:
        return int(reading.totals[totals[by]])
    return len(reading.group(by)) + reading.cut(by)


def average_answer(query: TimeQuery, reading: Reading) -> str:
    """Time a day, person, week, month, project or entry. Only those with time logged count."""
    by = query.per or ("entry" if query.single else "date")
    count = how_many(by, reading)
    total = reading.totals["minutes"]
    each = int((Decimal(total) / count).quantize(Decimal(1), ROUND_HALF_UP)) if count else 0
    unit = _ONE.get(by, by)
    head = joined([minutes(each), kind(query), f"per {unit} on average", where(query)], " ")
    return sentence(f"{head}: {minutes(total)} over {_of(by, count)} with time logged")


def counted_answer(query: TimeQuery, reading: Reading) -> str:
    """How many days, people, projects, tasks or entries there are."""
    count = how_many(query.counts, reading)
    total = minutes(reading.totals["minutes"])
    what = "" if query.counts == "entry" else "with time"
    head = joined([_of(query.counts, count), kind(query), what, where(query)], " ")
    return sentence(f"{head}: {total} in all")
