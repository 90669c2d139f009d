"""Days are local days: around midnight, around clock changes, and for entries without times."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.tools_server.tools.sandbox_account import Account, world
from tools_server.paymo.where import iso
from tools_server.tools.time import ListTimeEntries, list_time_entries

pytestmark = pytest.mark.anyio


def account_with(zone, *starts, dates=()):
    timed = [
        {"id": n, "task_id": 1, "user_id": 1, "start_time": start, "end_time": _hour_after(start)}
        for n, start in enumerate(starts, 1)
    ]
    dated = [
        {"id": n, "task_id": 1, "user_id": 1, "date": day, "duration": 3600}
        for n, day in enumerate(dates, 101)
    ]
    return Account(world(zone, entries=timed + dated))


def _hour_after(start):
    return iso(datetime.fromisoformat(start) + timedelta(hours=1))


async def days_of(account, first, last=None):
    args = ListTimeEntries(date_from=first, date_to=last or first)
    found = await list_time_entries(account.context, args)
    return {row.id: row.date for row in found.items}


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
async def test_far_zones_lose_no_entry_at_the_edge_of_a_month(zone):
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    local = ZoneInfo(zone)
    edges = [
        datetime(2026, 9, 30, 22, 59, tzinfo=local),
        datetime(2026, 10, 1, 0, 0, tzinfo=local),
        datetime(2026, 10, 31, 22, 59, tzinfo=local),
        datetime(2026, 11, 1, 0, 0, tzinfo=local),
    ]
    starts = [iso(edge) for edge in edges]
    dates = ["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"]
    found = await days_of(account_with(zone, *starts, dates=dates), first, last)
    assert found == {2: first, 3: last, 102: first, 103: last}


async def test_the_day_the_clocks_change_has_all_its_hours():
    # In Dublin 29 March 2026 has 23 hours, 25 October has 25.
    account = account_with(
        "Europe/Dublin",
        "2026-03-28T23:30:00Z",
        "2026-03-29T00:00:00Z",
        "2026-03-29T22:30:00Z",
        "2026-10-24T22:30:00Z",
        "2026-10-24T23:30:00Z",
        "2026-10-25T22:30:00Z",
        "2026-10-26T00:00:00Z",
    )
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    assert await days_of(account, spring) == {2: spring, 3: spring}
    assert await days_of(account, autumn) == {5: autumn, 6: autumn}


async def test_open_ends_reach_every_entry():
    account = account_with("Europe/Dublin", "2026-06-01T10:00:00Z", dates=["2024-02-29"])
    for args in (
        ListTimeEntries(date_from=date.min),
        ListTimeEntries(date_to=date.max),
        ListTimeEntries(date_from=date.min, date_to=date.max),
        ListTimeEntries(billed=False),
    ):
        found = await list_time_entries(account.context, args)
        assert sorted(row.id for row in found.items) == [1, 101]


async def test_an_empty_range_is_empty():
    account = account_with("Europe/Dublin", dates=["2026-06-01"])
    assert await days_of(account, date(2026, 6, 2), date(2026, 5, 30)) == {}


@pytest.mark.parametrize(
    ("company", "owner", "setting", "zone", "requests"),
    [
        ("Europe/Dublin", "Asia/Tokyo", "Europe/Paris", "Europe/Paris", []),
        ("Europe/Dublin", "Asia/Tokyo", None, "Europe/Dublin", ["company"]),
        ("", "Asia/Tokyo", None, "Asia/Tokyo", ["company", "me"]),
        ("Not/AZone", "Asia/Tokyo", None, "Asia/Tokyo", ["company", "me"]),
        ("", "", None, "UTC", ["company", "me"]),
    ],
)
async def test_whose_time_zone_counts(company, owner, setting, zone, requests):
    user = {"id": 1, "name": "Ann", "email": "a@t.example", "type": "Admin", "timezone": owner}
    account = Account(world(company, users=[user]), timezone=ZoneInfo(setting) if setting else None)
    for _ in range(2):
        assert (await account.context.timezone()).key == zone
    assert account.requests == requests


async def test_today_is_the_local_day_or_the_pinned_one():
    late = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    tokyo = Account(world("Asia/Tokyo"), now=late)
    assert await tokyo.context.today() == date(2026, 11, 1)
    pinned = Account(world("Asia/Tokyo"), now=late, pinned_day=date(2026, 10, 5))
    assert await pinned.context.today() == date(2026, 10, 5)
    assert pinned.context.now().date() == date(2026, 10, 5)
    assert pinned.requests == []


async def test_the_account_is_read_once_and_says_whose_key_it_is():
    company = {
        "name": "Test Ltd",
        "timezone": "America/New_York",
        "default_currency": "USD",
        "default_price_per_hour": "117.50",
        "week_start": "0",
        "working_days": "0,1,2,3",
        "decimal_sep": ",",
        "thousands_sep": ".",
    }
    account = Account(world() | {"company": company})
    for _ in range(2):
        read = await account.context.account()
    assert account.requests == ["company", "me"]
    assert read.as_dict() == {
        "company": "Test Ltd",
        "timezone": "America/New_York",
        "currency": "USD",
        "price_per_hour": 117.5,
        "week_start": 0,
        "working_days": [0, 1, 2, 3],
        "decimal_sep": ",",
        "thousands_sep": ".",
        "user": {"id": 1, "name": "Ann", "email": "ann@test.example", "type": "Admin"},
    }
