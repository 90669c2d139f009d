"""Unbilled time, budgets, time to check and timesheets, over entries worked out by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from agent.flows.report import Row
from tests.flows.ledger import ACCOUNT, entry, invoice, project, review, rows_of, timed, user

NORA = user(1, "Nora", price_per_hour=120)
DAN = user(2, "Dan")


def unbilled(
    entries: list[Row], *projects: Row, name: str = "unbilled_time", **more: Row
) -> list[Row]:
    lists = {"users": [NORA, DAN], "invoices": [], **more}
    return rows_of(review(projects=list(projects), entries=entries, **lists), name)


def test_seconds_of_one_rate_are_added_first_and_each_group_is_rounded_once() -> None:
    # Nora, 120 an hour: 3 x 50 s = 150 s = 5.00; rounded one by one it were 3 x 1.67 = 5.01.
    # Dan, by the company's 90: 2 x 50 s = 100 s = 2.50. Together 250 s = 4.17 min.
    ours = [entry(n, 101, 50) for n in (1, 2, 3)]
    his = [entry(n, 101, 50, user_id=2) for n in (4, 5)]
    assert unbilled(ours + his, project(101)) == [
        {"client_id": 11, "client": "Northwind", "project_id": 101, "project": "Project 101",
         "currency": "EUR", "minutes": 4, "amount": 7.5, "entries": 5}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "user_rate", "task_rate", "project_rate", "company", "rate"),
    [
        (None, 1, 2, 3, 4, 1),
        (None, None, 2, 3, 4, 2),
        (None, None, None, 3, 4, 3),
        (None, None, None, None, 4, 4),
        ("task", 1, 2, 3, 4, 2),
        ("task", 1, None, 3, 4, 1),
        ("project", 1, 2, 3, 4, 3),
        ("project", None, 2, None, 4, 2),
        ("company", 1, 2, 3, 4, 4),
        ("company", None, 2, 3, None, 2),
        (None, 0, 2, 3, 4, 0),
        (None, None, None, None, None, None),
    ],
)
def test_the_first_rate_that_is_set_counts_and_zero_is_set(
    mode: str | None,
    user_rate: int | None,
    task_rate: int | None,
    project_rate: int | None,
    company: int | None,
    rate: int | None,
) -> None:
    report = review(
        account={**ACCOUNT, "price_per_hour": company},
        users=[user(1, "Nora", price_per_hour=user_rate)],
        projects=[project(101, hourly_billing_mode=mode, price_per_hour=project_rate)],
        entries=[entry(1, 101, 3600, task_price_per_hour=task_rate)],
    )
    (row,) = rows_of(report, "unbilled_time")
    assert row["amount"] == rate
    assert any("lack of a rate" in text for text in report.warnings) == (rate is None)


def test_a_row_with_some_time_that_has_no_rate_has_no_amount_and_is_in_no_total() -> None:
    report = review(
        account={**ACCOUNT, "price_per_hour": None},
        users=[NORA, DAN],
        projects=[project(101), project(102)],
        entries=[entry(1, 101), entry(2, 101, user_id=2), entry(3, 102)],
    )
    assert [row["amount"] for row in rows_of(report, "unbilled_time")] == [None, 120]
    assert [row["unbilled"] for row in rows_of(report, "totals")] == [120]


def test_only_finished_open_hourly_time_of_the_month_is_unbilled() -> None:
    left_out = [
        entry(1, 101, billed=True),
        entry(2, 101, invoice_item_id=7),
        entry(3, 101, billable=False),
        entry(4, 101, flat_billing=True),
        entry(5, 101, 0, running=True, start_time="2026-10-15T09:00:00Z"),
        entry(6, 101, date="2026-11-01"),
        entry(7, 101, date="2025-09-30"),
    ]
    earlier = [entry(8, 101, date="2026-09-30"), entry(9, 101, date="2025-10-01")]
    counted = [entry(10, 101, date="2026-10-01"), entry(11, 101, date="2026-10-31")]
    time = left_out + earlier + counted
    archived = project(101, active=False)
    assert [row["entries"] for row in unbilled(time, archived)] == [2]
    assert [row["entries"] for row in unbilled(time, archived, name="unbilled_earlier")] == [2]


def test_an_entry_with_times_belongs_to_the_local_day_it_began_on() -> None:
    # 23:30 UTC on 30 September is 00:30 on 1 October in Dublin, in summer time; 23:30 UTC on
    # 31 October is 23:30 there, in winter time.
    first = timed(1, 101, "2026-09-30T23:30:00Z", "2026-10-01T00:30:00Z")
    last = timed(2, 101, "2026-10-31T23:30:00Z", "2026-11-01T00:30:00Z")
    after = timed(3, 101, "2026-11-01T00:00:00Z", "2026-11-01T01:00:00Z")
    (row,) = unbilled([first, last, after], project(101))
    assert row["entries"] == 2


@pytest.mark.parametrize(
    ("zone", "first_instant", "last_instant"),
    [  # of October 2026, whatever the clocks do in it
        ("Europe/Dublin", "2026-09-30T23:00:00Z", "2026-10-31T23:59:59Z"),
        ("America/New_York", "2026-10-01T04:00:00Z", "2026-11-01T03:59:59Z"),
        ("Asia/Kolkata", "2026-09-30T18:30:00Z", "2026-10-31T18:29:59Z"),
        ("Pacific/Auckland", "2026-09-30T11:00:00Z", "2026-10-31T10:59:59Z"),
        ("Australia/Lord_Howe", "2026-09-30T13:30:00Z", "2026-10-31T12:59:59Z"),
        ("Pacific/Pago_Pago", "2026-10-01T11:00:00Z", "2026-11-01T10:59:59Z"),
    ],
)
def test_the_month_begins_and_ends_at_local_midnight(
    zone: str, first_instant: str, last_instant: str
) -> None:
    def around(instant: str) -> list[str]:
        moment = datetime.fromisoformat(instant)
        return [f"{moment + timedelta(seconds=n):%Y-%m-%dT%H:%M:%SZ}" for n in (-1, 0, 1)]

    starts = [*around(first_instant), *around(last_instant)]
    end = "2026-11-05T00:00:00Z"
    report = review(
        account={**ACCOUNT, "timezone": zone},
        projects=[project(101)],
        entries=[timed(id, 101, start, end) for id, start in enumerate(starts)],
    )
    (row,) = rows_of(report, "unbilled_time")
    assert row["entries"] == 4
    (before,) = rows_of(report, "unbilled_earlier")
    assert before["entries"] == 1


def test_time_takes_the_currency_of_the_clients_latest_issued_invoice() -> None:
    bills = [
        invoice(3, 11, 1, currency="USD", date="2026-09-01"),
        invoice(4, 11, 1, currency="GBP", date="2026-09-01"),
        invoice(5, 11, 1, currency="CHF", date="2026-10-01", status="draft"),
        invoice(6, 11, 1, currency="JPY", date="2026-10-01", status="void"),
    ]
    rows = unbilled(
        [entry(1, 101), entry(2, 102), entry(3, 103)],
        project(101, 11),
        project(102, 12),
        project(103, None),
        invoices=bills,
    )
    assert [(row["client"], row["currency"]) for row in rows] == [
        (None, "EUR"),
        ("bluebird", "EUR"),
        ("Northwind", "GBP"),
    ]


def test_a_budget_is_reported_from_ninety_per_cent_before_rounding() -> None:
    # 100 minutes: 5,400 s are 90 %. 5,399 s are 89.98 %, which would round to 90.0.
    projects = [project(id, budget_minutes=100) for id in (101, 102, 103, 104, 105)]
    projects[4]["active"] = False
    time = [
        entry(1, 101, 60),
        entry(2, 101, 5340, date="2020-01-01"),
        entry(3, 102, 5399),
        entry(4, 103, 6000, date="2026-09-30"),  # nothing in the month
        entry(5, 104, 60),
        entry(6, 104, 6000, date="2026-11-03"),  # after the day
        entry(7, 105, 9000),
    ]
    assert rows_of(review(projects=projects, entries=time), "over_budget") == [
        {"project_id": 101, "project": "Project 101", "client_id": 11, "client": "Northwind",
         "budget_minutes": 100, "tracked_minutes": 90, "percent": 90.0}
    ]  # fmt: skip


def test_hygiene_finds_each_kind_and_nothing_at_its_edge() -> None:
    time = [
        entry(1, 101, 0, running=True, start_time="2026-11-02T09:00:00Z", description=None),
        entry(2, 101, 12 * 3600),
        entry(3, 101, 12 * 3600 + 1),
        entry(4, 101, description=None),
        entry(5, 101, description="  "),
        entry(6, 101, description=None, billable=False),
        entry(7, 102),
        entry(8, 102, date="2026-09-30", description=None),
    ]
    found = rows_of(
        review(projects=[project(101), project(102, active=False)], entries=time), "hygiene"
    )
    assert [(row["kind"], row["entry_id"]) for row in found] == [
        ("running_timer", 1),
        ("over_12h", 3),
        ("no_description", 4),
        ("no_description", 5),
        ("archived_project", 7),
    ]
    assert found[0] == {
        "kind": "running_timer",
        "entry_id": 1,
        "user_id": 1,
        "user": "Nora",
        "project_id": 101,
        "detail": "Running since Mon 2 Nov 2026, 09:00.",
    }


def test_an_overlap_is_one_row_for_each_entry_that_begins_too_early() -> None:
    def on(id: int, start: str, end: str, day: str = "2026-10-15", user_id: int = 1) -> Row:
        return timed(id, 101, f"{day}T{start}:00Z", f"{day}T{end}:00Z", user_id=user_id)

    time = [
        on(1, "09:00", "12:00"),
        on(2, "10:00", "10:30"),  # within 1
        on(3, "11:00", "11:30"),  # behind 2, but still within 1
        on(4, "12:00", "13:00"),  # touches 1
        on(5, "09:00", "09:30", user_id=2),  # another person
        on(7, "14:00", "15:00"),
        on(6, "14:00", "15:00"),  # together with 7: the lower id is the earlier
        on(8, "09:00", "10:00", "2026-11-01"),
        on(9, "09:30", "10:00", "2026-11-01"),  # not of the month
        timed(10, 101, "2026-09-30T21:00:00Z", "2026-10-01T01:00:00Z"),  # reaches into it
        timed(11, 101, "2026-10-01T00:30:00Z", "2026-10-01T02:00:00Z"),
        entry(12, 101),  # has no times
    ]
    found = rows_of(review(projects=[project(101)], entries=time), "hygiene")
    assert [(row["kind"], row["entry_id"]) for row in found] == [
        ("overlap", 2),
        ("overlap", 3),
        ("overlap", 7),
        ("overlap", 11),
    ]


def test_a_timesheet_is_missing_strictly_below_half_of_the_working_time() -> None:
    # October 2026 has 22 working days: 176 h of 8 h, half is 88 h = 316,800 s.
    people = [
        user(1, "Nora"),
        user(2, "Dan"),
        user(3, "Guest", type="Guest"),
        user(4, "Gone", active=False),
        user(5, "Kim", workday_hours=None),
        user(6, "Off", workday_hours=0),
    ]
    time = [entry(1, 101, 316_799), entry(2, 101, 316_800, user_id=2)]
    report = review(projects=[project(101)], users=people, entries=time)
    assert rows_of(report, "missing_timesheets") == [
        {"user_id": 5, "user": "Kim", "expected_minutes": 10_560, "tracked_minutes": 0},
        {"user_id": 1, "user": "Nora", "expected_minutes": 10_560, "tracked_minutes": 5_280},
    ]


def test_in_a_month_not_over_the_days_up_to_yesterday_count() -> None:
    # 1 and 2 October 2026 are a Thursday and a Friday, 5 October is a Monday: two days, 16 h.
    time = [entry(1, 101, 7 * 3600, date="2026-10-02"), entry(2, 101, 7 * 3600, date="2026-10-05")]
    day = date(2026, 10, 5)
    report = review(projects=[project(101)], users=[user(1, "Nora")], entries=time, today=day)
    assert rows_of(report, "missing_timesheets") == [
        {"user_id": 1, "user": "Nora", "expected_minutes": 960, "tracked_minutes": 420}
    ]
    assert any("is not over" in text for text in report.warnings)
