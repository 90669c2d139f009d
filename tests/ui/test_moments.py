"""Moments as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ui.components.moments import away, moment

NOW = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("UTC", "Sun 25 Oct 2026, 01:30"),
        ("Europe/Dublin", "Sun 25 Oct 2026, 01:30"),  # the hour that comes twice
        ("America/New_York", "Sat 24 Oct 2026, 21:30"),
        ("Asia/Kolkata", "Sun 25 Oct 2026, 07:00"),
    ],
)
def test_a_moment_is_told_in_the_accounts_time(zone: str, words: str) -> None:
    assert moment(NOW, zone) == words


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(hours=72), "in 3 days"),
        (timedelta(hours=71, minutes=59), "in 2 days"),
        (timedelta(hours=25), "in 1 day"),
        (timedelta(minutes=59, seconds=59), "in 59 minutes"),
        (timedelta(seconds=30), "in less than a minute"),
        (timedelta(seconds=-20), "just now"),
        (timedelta(minutes=-1), "1 minute ago"),
        (timedelta(hours=-47), "1 day ago"),
    ],
)
def test_what_is_left_is_never_told_longer_than_it_is(distance: timedelta, words: str) -> None:
    assert away(NOW + distance, NOW) == words
