"""The days that people's words for a period mean."""

from __future__ import annotations

from datetime import date

import pytest

from agent.flows.periods import days_of, week_of
from tools_server.errors import InvalidArgument

TODAY = date(2026, 11, 2)  # a Monday
ACCOUNT = {"week_start": 1, "timezone": "America/New_York"}


@pytest.mark.parametrize(
    ("said", "first", "last", "shown"),
    [
        ("last month", "2026-10-01", "2026-10-31", "October 2026"),
        ("2026-10", "2026-10-01", "2026-10-31", "October 2026"),
        (" 2026-10-01 to 2026-10-15", "2026-10-01", "2026-10-15", "1 Oct 2026 to 15 Oct 2026"),
        ("since August", "2026-08-01", "2026-11-02", "1 Aug 2026 to 2 Nov 2026"),
        ("2026-10-30", "2026-10-30", "2026-10-30", "Fri 30 Oct 2026"),
    ],
)
def test_days(said: str, first: str, last: str, shown: str) -> None:
    days = days_of(said, ACCOUNT, TODAY)
    assert (days.first.isoformat(), days.last.isoformat(), days.title) == (first, last, shown)


def test_a_week_begins_when_the_accounts_does() -> None:
    assert week_of("2026-10-30", ACCOUNT, TODAY).first == date(2026, 10, 26)
    assert week_of("2026-11-01", ACCOUNT | {"week_start": 0}, TODAY).first == date(2026, 11, 1)


@pytest.mark.parametrize("said", ["", "soon", "Northwind last week", "until May", "not last week"])
def test_what_is_no_period_is_refused(said: str) -> None:
    with pytest.raises(InvalidArgument):
        days_of(said, ACCOUNT, TODAY)


def test_a_month_is_no_week() -> None:
    with pytest.raises(InvalidArgument):
        week_of("last month", ACCOUNT, TODAY)
