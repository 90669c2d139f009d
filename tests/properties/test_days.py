"""Days and spans of time around clock changes, against a calendar that was written by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.conftest import examples
from tests.tools_server.tools.sandbox_account import Account, world
from tools_server.errors import InvalidArgument
from tools_server.paymo.where import iso
from tools_server.tools.span import span_of_times
from tools_server.tools.time import ListTimeEntries, list_time_entries

pytestmark = pytest.mark.anyio

# Clock changes of 2026 as they were announced: the instant (UTC), and minutes ahead of UTC before
# and after it. Santiago changes at midnight, Lord Howe by half an hour.
CHANGES = {
    "Europe/Dublin": (("2026-03-29T01:00", 0, 60), ("2026-10-25T01:00", 60, 0)),
    "America/New_York": (("2026-03-08T07:00", -300, -240), ("2026-11-01T06:00", -240, -300)),
    "America/St_Johns": (("2026-03-08T05:30", -210, -150), ("2026-11-01T04:30", -150, -210)),
    "America/Santiago": (("2026-04-05T03:00", -180, -240), ("2026-09-06T04:00", -240, -180)),
    "Australia/Lord_Howe": (("2026-04-04T15:00", 660, 630), ("2026-10-03T15:30", 630, 660)),
    "Pacific/Auckland": (("2026-04-04T14:00", 780, 720), ("2026-09-26T14:00", 720, 780)),
}
NOW = datetime(2026, 12, 31, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


class Calendar:
    """One zone in 2026."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.changes = [
            (datetime.fromisoformat(at).replace(tzinfo=UTC), minutes(before), minutes(after))
            for at, before, after in CHANGES[zone]
        ]

    def local(self, instant: datetime) -> datetime:
        """What the clocks show, without an offset."""
        offset = self.changes[0][1]
        for at, _, after in self.changes:
            offset = after if instant >= at else offset
        return (instant + offset).replace(tzinfo=None)

    def instant(self, local: datetime) -> datetime:
        """When the clocks show it: the first time where they do twice; skipped times as if the
        clocks had not changed yet."""
        known = local.replace(tzinfo=UTC)
        for at, before, after in self.changes:
            if known - before < at:
                return known - before
            if known - after < at:  # skipped
                return known - before
        return known - self.changes[-1][2]


near = st.integers(-36 * 3600, 36 * 3600).map(lambda seconds: timedelta(seconds=seconds))


def instants(calendar: Calendar) -> st.SearchStrategy[datetime]:
    """Around the clock changes, and around the first of a month."""
    changes = st.sampled_from([at for at, _, _ in calendar.changes])
    months = st.integers(2, 12).map(lambda month: datetime(2026, month, 1, tzinfo=UTC))
    return st.builds(lambda edge, by: edge + by, changes | months, near)


def moments(most: int) -> st.SearchStrategy[tuple[Calendar, list[datetime]]]:
    """A zone, and instants that matter in it."""

    def in_zone(zone: str) -> st.SearchStrategy[tuple[Calendar, list[datetime]]]:
        calendar = Calendar(zone)
        some = st.lists(instants(calendar), min_size=1, max_size=most)
        return st.tuples(st.just(calendar), some)

    return st.sampled_from(sorted(CHANGES)).flatmap(in_zone)


def account(zone: str, starts: Iterable[datetime], dates: Iterable[date]) -> Account:
    timed: list[dict[str, Any]] = [
        {"start_time": iso(start), "end_time": iso(start + minutes(30))} for start in starts
    ]
    dated: list[dict[str, Any]] = [{"date": str(day), "duration": 1800} for day in dates]
    entries = [
        {"id": n, "task_id": 1, "user_id": 1, **entry} for n, entry in enumerate(timed + dated, 1)
    ]
    return Account(world(zone, entries=entries), now=NOW)


async def days_of(account: Account, first: date, last: date) -> dict[int, date | None]:
    args = ListTimeEntries(date_from=first, date_to=last, limit=2500)
    found = await list_time_entries(account.context, args)
    return {row.id: row.date for row in found.items}


@settings(max_examples=examples(40))
@given(drawn=moments(4), dated=st.lists(st.integers(-2, 2), max_size=2))
async def test_every_entry_is_in_its_local_day_and_in_no_other(
    drawn: tuple[Calendar, list[datetime]], dated: list[int]
) -> None:
    calendar, starts = drawn
    edge = calendar.local(starts[0]).date()
    starts = [start for start in starts if abs(calendar.local(start).date() - edge) <= 2 * DAY]
    dates = [edge + days * DAY for days in dated]
    expected = dict(enumerate([*(calendar.local(s).date() for s in starts), *dates], 1))
    desk = account(calendar.zone, starts, dates)
    found = Counter[int]()
    for number in range(-3, 4):
        day = edge + number * DAY
        rows = await days_of(desk, day, day)
        assert rows == {id: own for id, own in expected.items() if own == day}
        found.update(rows.keys())
    assert found == dict.fromkeys(expected, 1)


@settings(max_examples=examples(20))
@given(drawn=moments(8))
async def test_months_share_the_entries_out(drawn: tuple[Calendar, list[datetime]]) -> None:
    calendar, starts = drawn
    desk = account(calendar.zone, starts, [])
    firsts = [date(2026, month, 1) for month in range(1, 13)] + [date(2027, 1, 1)]
    found: dict[int, date | None] = {}
    for first, following in pairwise(firsts):
        rows = await days_of(desk, first, following - DAY)
        assert found.keys().isdisjoint(rows)
        found |= rows
    assert found == {n: calendar.local(start).date() for n, start in enumerate(starts, 1)}


@given(drawn=moments(1), length=st.integers(1, 25 * 60))
@settings(max_examples=examples(200))
def test_a_span_is_as_long_as_the_time_that_passed(
    drawn: tuple[Calendar, list[datetime]], length: int
) -> None:
    """Over a clock change too: 00:30 to 03:30 is two, three or four hours."""
    calendar, (instant,) = drawn
    start = calendar.local(instant)
    end = start + minutes(length)
    first, last = calendar.instant(start), calendar.instant(end)
    zone = ZoneInfo(calendar.zone)
    passed = int((last - first).total_seconds())
    if not 60 <= passed <= 86_400:
        with pytest.raises(InvalidArgument, match=r"^end_time: "):
            span_of_times(start, end, zone)
        return
    span = span_of_times(start, end, zone)
    assert span.seconds == passed
    assert span.day == calendar.local(first).date()
    assert span.start
    assert span.end
    assert (span.start.astimezone(UTC), span.end.astimezone(UTC)) == (first, last)
    again = span_of_times(
        datetime.fromisoformat(span.start.isoformat()),
        datetime.fromisoformat(span.end.isoformat()),
        zone,
    )
    assert again == span


@given(drawn=moments(1))
@settings(max_examples=examples(40))
async def test_today_is_what_the_clocks_show(drawn: tuple[Calendar, list[datetime]]) -> None:
    calendar, (now,) = drawn
    desk = Account(world(calendar.zone), now=now)
    assert await desk.context.today() == calendar.local(now).date()


@pytest.mark.parametrize("zone", sorted(CHANGES))
def test_the_handwritten_calendar_has_the_days_it_should(zone: str) -> None:
    """Each zone has one longer and one shorter day, or the test tests nothing."""
    calendar = Calendar(zone)
    lengths = set()
    for at, before, after in calendar.changes:
        day = calendar.local(at - minutes(1)).date()
        midnights = [datetime.combine(day + n * DAY, datetime.min.time()) for n in (0, 1, 2)]
        gaps = [calendar.instant(m) for m in midnights]
        lengths.update(b - a for a, b in pairwise(gaps))
        assert before != after
    assert {length > DAY for length in lengths} == {True, False}
    assert {length < DAY for length in lengths} == {True, False}
