"""The oracle itself, against figures worked out by hand, and the comparison against small lies."""

from __future__ import annotations

import copy
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.flows.differences import IDENTITY, differences
from tests.flows.oracle import review
from tests.flows.worlds import PLACES, odd_world

WORLDS = len(PLACES)


def tiny(**changes: Any) -> dict[str, Any]:
    """An account with one of everything."""
    world: dict[str, Any] = {
        "company": {
            "timezone": "America/New_York",
            "default_currency": "USD",
            "default_price_per_hour": "117.50",
        },
        "api_keys": {"KEY": 1},
        "users": [{"id": 1, "name": "Ana", "type": "Admin", "price_per_hour": None}],
        "clients": [{"id": 2, "name": "Twin"}],
        "projects": [{"id": 3, "name": "Site", "client_id": 2, "managers": [1]}],
        "tasks": [{"id": 4, "name": "Work", "project_id": 3}],
        "entries": [],
    }
    return {**world, **changes}


def bulk(id: int, seconds: int, day: str = "2026-10-05") -> dict[str, Any]:
    return {"id": id, "task_id": 4, "user_id": 1, "date": day, "duration": seconds}


def october(world: dict[str, Any], as_of: str = "2026-11-02") -> dict[str, Any]:
    return review(world, "2026-10", date.fromisoformat(as_of))


def test_seconds_are_added_before_they_are_rounded():
    """Three times 10 s at 117.50 are 0.979... together, 3 x 0.33 apart; 30 s are a minute."""
    (row,) = october(tiny(entries=[bulk(n, 10) for n in range(3)]))["unbilled_time"]
    assert (row["amount"], row["minutes"], row["entries"]) == (Fraction(98, 100), 1, 3)


def test_half_a_cent_is_rounded_up():
    """18 s at 1 an hour are 0.005."""
    projects = [{"id": 3, "name": "Site", "client_id": 2, "price_per_hour": 1}]
    mode = {**projects[0], "hourly_billing_mode": "project"}
    (row,) = october(tiny(entries=[bulk(1, 18)], projects=[mode]))["unbilled_time"]
    assert row["amount"] == Fraction(1, 100)


def test_an_evening_in_new_york_is_in_its_local_month():
    late = {"id": 1, "task_id": 4, "user_id": 1, "description": "Late"}
    late |= {"start_time": "2026-11-01T03:59:59Z", "end_time": "2026-11-01T05:00:00Z"}
    found = october(tiny(entries=[late, {**late, "id": 2, "start_time": "2026-11-01T04:00:00Z"}]))
    (row,) = found["unbilled_time"]
    assert (row["entries"], row["minutes"]) == (1, 60)


def test_an_overpaid_invoice_owes_nothing_and_a_later_payment_does_not_count():
    invoice = {"id": 5, "number": "1", "client_id": 2, "status": "sent", "currency": "EUR"}
    invoice |= {"date": "2026-10-01", "due_date": "2026-11-02", "total": "100"}
    paid = {"id": 1, "invoice_id": 5, "amount": "60.5", "date": "2026-11-02"}
    world = tiny(invoices=[invoice], invoicepayments=[paid, {**paid, "id": 2}])
    assert october(world)["aging"] == []
    (before,) = october(world, "2026-11-01")["aging"]
    assert (before["not_due"], before["total"]) == (100, 100)
    (row,) = october(world)["totals"]
    assert (row["invoiced"], row["paid"], row["balance_due"]) == (100, 121, 0)


def test_exactly_ninety_percent_of_a_budget_is_over_it():
    projects = [{"id": 3, "name": "Site", "client_id": 2, "budget_hours": 10}]
    at, below = ([bulk(1, seconds)] for seconds in (32400, 32399))
    (row,) = october(tiny(projects=projects, entries=at))["over_budget"]
    assert (row["percent"], row["tracked_minutes"]) == (90, 540)
    assert october(tiny(projects=projects, entries=below))["over_budget"] == []


def test_half_of_the_working_time_is_enough():
    """October 2026 has 22 working days of 8 hours."""
    enough, short = (october(tiny(entries=[bulk(1, n)])) for n in (316800, 316799))
    assert enough["missing_timesheets"] == []
    (row,) = short["missing_timesheets"]
    assert (row["expected_minutes"], row["tracked_minutes"]) == (10560, 5280)


def as_json(found: dict[str, Any]) -> dict[str, Any]:
    """What a review that agrees would say."""
    said = copy.deepcopy(found)
    for section in IDENTITY:
        for row in said[section]:
            row |= {k: float(v) for k, v in row.items() if isinstance(v, Fraction)}
    said["proposals"] = [
        {"tool": "create_task", "args": {"project_id": project, "user_ids": [user] if user else []}}
        for row in found["proposals"]
        for project, user in list(row["projects"].items())[:1]
    ]
    return said


@pytest.mark.parametrize("section", IDENTITY)
def test_a_figure_that_is_off_by_a_cent_or_a_minute_is_told(section: str):
    odd = odd_world(0)
    expected = review(odd.world, odd.month, odd.as_of, zone=odd.zone)
    said = as_json(expected)
    assert differences(expected, said) == []
    row = said[section][-1]
    field = [name for name, value in row.items() if isinstance(value, float | int | str)][-1]
    row[field] = row[field] + 0.01 if isinstance(row[field], float) else "another"
    assert len(differences(expected, said)) > 0
    del said[section][-1]
    assert len(differences(expected, said)) > 0


def test_the_odd_worlds_have_every_case():
    """Rows in every section, and each kind of them, or the comparison proves little."""
    found = [
        review(odd.world, odd.month, odd.as_of, zone=odd.zone)
        for odd in map(odd_world, range(WORLDS))
    ]
    kinds = {row["kind"] for each in found for row in each["hygiene"]}
    assert len(kinds) == 5
    assert all(any(each[section] for each in found) for section in IDENTITY)
    unbilled = [row for each in found for row in each["unbilled_time"]]
    assert any(row["amount"] is None for row in unbilled)
    assert any(row["amount"] == 0 for row in unbilled)
    assert any(row["percent"] == 90 for each in found for row in each["over_budget"])
    assert any(not row["projects"] for each in found for row in each["proposals"])
