"""A hundred approved entries at Paymo's real limit: none lost, none doubled, no time wasted."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta

import pytest

from tests import studio
from tests.tools_server.paymo.scripted_paymo import FakeTime
from tests.trust.faulty import open_desk
from tools_server.sandbox.paymo.app import create_app
from tools_server.sandbox.paymo.clock import clock_on
from tools_server.sandbox.paymo.limits import RateLimit

pytestmark = pytest.mark.anyio

STUDIO = json.loads(studio.WORLD.read_text(encoding="utf-8"))
LIMIT = RateLimit(5, 5.0)
ENTRIES = 100
LATENCY = 0.3  # seconds
FIRST = date(2026, 6, 1)


async def test_a_hundred_approved_entries_keep_to_the_limit(tmp_path, monkeypatch, capsys):
    """For a colleague, so that every check reads what it has to; time passes in pauses and on the
    way only.
    """
    time = FakeTime()
    app = create_app(
        None,
        world=STUDIO,
        clock=clock_on(date.fromisoformat(studio.TODAY)),
        rate_limit=LIMIT,
        monotonic=time.clock,
    )
    before = time.now
    async with open_desk(app, tmp_path, monkeypatch, time=time, latency=LATENCY) as desk:
        office = await desk.office()
        for number in range(ENTRIES):
            day = str(FIRST + timedelta(days=number))
            written = await office.approved(
                "create_time_entry", task_id=301, user_id=4, minutes=31, date=day
            )
            assert written["status"] == "created"
        days = [row["date"] for row in desk.rows("entries", duration=31 * 60)]
    took, sent = time.now - before, len(app.state.requests)
    refused = sum(line.status == 429 for line in app.state.requests)
    least = (sent - 1) // LIMIT.limit * LIMIT.period
    with capsys.disabled():
        line = (
            f"{sent} requests, {refused} refused, {took:.0f} s, {took / least:.2f} of the limit's"
        )
        sys.stdout.write(f"\n{line}\n")
    assert len(days) == len(set(days)) == ENTRIES
    assert refused <= 3
    assert took <= 1.1 * least
