"""Averages and counts over time entries."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from agent.models.builtin.answers.phrases import bullets, joined, minutes, plural, sentence
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
    """Time a day, person, week, month, project or entry, or that of each one a day. Only what has
    time logged counts."""
    by = query.averaged
    outer, _, inner = by.partition("#")
    rows = reading.group(by) if inner else []
    count = sum(int(row["parts"]) for row in rows) if inner else how_many(by, reading)
    total = reading.totals["minutes"]
    unit = " and ".join(per_unit(one) for one in (outer, inner) if one)
    over = f"{_of(outer, len(rows))} and their {_of(inner, count)}" if inner else _of(by, count)
    head = joined([minutes(each(total, count)), kind(query), f"per {unit} on average",
                   where(query)], " ")  # fmt: skip
    text = sentence(f"{head}: {minutes(total)} over {over} with time logged")
    told = [(each(row["minutes"], row["parts"]), row) for row in rows]
    told.sort(key=lambda pair: (-pair[0], str(pair[1][outer])))
    lines = [f"{row[outer]}: {minutes(mean)} per {per_unit(inner)} ({minutes(row['minutes'])}"
             f" over {_of(inner, row['parts'])})" for mean, row in told]  # fmt: skip
    return text + bullets(lines, shown=len(lines) or 1)


def per_unit(by: str) -> str:
    """ "day", "person", "week"."""
    return _ONE.get(by, by)


def each(total: int, count: int) -> int:
    """The mean, to the minute; 0 of nothing."""
    return int((Decimal(total) / count).quantize(Decimal(1), ROUND_HALF_UP)) if count else 0


def counted_answer(query: TimeQuery, reading: Reading) -> str:
    """How many days, people, projects, tasks or entries there are."""
    count = how_many(query.counts, reading)
    total = minutes(reading.totals["minutes"])
    what = "" if query.counts == "entry" else "with time"
    head = joined([_of(query.counts, count), kind(query), what, where(query)], " ")
    return sentence(f"{head}: {total} in all")
