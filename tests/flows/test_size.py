"""A big month: how long its figures take, and what is kept of all time ever tracked."""

from __future__ import annotations

import json
import random
import time
import tracemalloc
from zoneinfo import ZoneInfo

from agent.flows.figures.entries import keeper
from agent.flows.figures.importance import MOST
from agent.flows.figures.month import Month
from agent.flows.report import Row
from tests.flows.ledger import entry, invoice, milestone, project, review, rows_of, task, user

ENTRIES, INVOICES, PROJECTS, PEOPLE = 20_000, 2_000, 200, 60


def test_twenty_thousand_entries_and_two_thousand_invoices_take_less_than_two_seconds() -> None:
    dice = random.Random(5)
    lists = {
        "projects": [
            project(n, dice.choice([11, 12]), budget_minutes=900) for n in range(PROJECTS)
        ],
        "users": [user(n, f"Person {n}", price_per_hour=n) for n in range(PEOPLE)],
        "tasks": [task(n, n % PROJECTS, complete=n % 3 > 0) for n in range(5 * PROJECTS)],
        "milestones": [milestone(n, n % PROJECTS, "2026-10-15") for n in range(PROJECTS)],
        "invoices": [_invoice(dice, n) for n in range(INVOICES)],
        "entries": _entries(dice, ENTRIES),
    }
    start = time.process_time()
    report = review(**lists)
    assert time.process_time() - start < 2
    assert sum(row["entries"] for row in rows_of(report, "unbilled_time")) == ENTRIES
    assert len(report.proposals) > INVOICES / 2
    assert len(report.suggested) == MOST


def test_of_an_old_entry_less_than_half_a_kilobyte_is_kept() -> None:
    """So 200,000 of them take less than 100 MB, and those of a month a little more each."""
    old = json.dumps(entry(123_456, 123_456, date="2020-10-15", description="x" * 500))
    of_month = json.dumps(entry(123_456, 123_456, user_id=123_456))
    assert _kept_bytes(old) < 500
    assert _kept_bytes(of_month) < 1_200


def _kept_bytes(record: str) -> float:
    """Bytes that stay of one of many records, each parsed on its own as they come."""
    keep = keeper(Month("2026-10"), ZoneInfo("Europe/Dublin"))
    tracemalloc.start()
    kept = [keep(json.loads(record)) for _ in range(2_000)]
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / len(kept)


def _invoice(dice: random.Random, id: int) -> Row:
    late = dice.choice(["2026-07-01", "2026-09-15", "2026-10-20", "2026-11-20"])
    return invoice(id, dice.choice([11, 12]), dice.randint(1, 10**6) / 100, due_date=late)


def _entries(dice: random.Random, count: int) -> list[Row]:
    """Some in bulk, some with start and end that overlap here and there."""
    plain = entry(0, 0)
    found = []
    for id in range(count):
        day = f"2026-10-{dice.randint(1, 31):02}"
        start, length = dice.randint(7, 15), dice.randint(1, 5)
        own = {
            "id": id,
            "project_id": dice.randrange(PROJECTS),
            "user_id": dice.randrange(PEOPLE),
            "date": day,
            "seconds": 3600 * length,
        }
        if id % 2:
            own["start_time"] = f"{day}T{start:02}:00:00Z"
            own["end_time"] = f"{day}T{start + length:02}:00:00Z"
        found.append({**plain, **own})
    return found
