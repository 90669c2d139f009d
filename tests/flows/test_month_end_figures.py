"""The review of the demo month and of odd worlds against the oracle, to the cent and the minute."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tests.flows.differences import differences
from tests.flows.oracle import of_client, review
from tests.flows.reviews import TODAY, as_read, demo_stage, odd_stage, reviewed
from tests.flows.worlds import PLACES, odd_world
from tools_server.sandbox.worlds.demo import build_demo_world

pytestmark = pytest.mark.anyio

MOST_REQUESTS = 12

SEEDS = range(int(os.environ.get("REVIEW_WORLDS", str(len(PLACES)))))
"""A world for each place and month; `make review-faults` plays more of them."""


DEMO = [
    ("2026-10", None),
    ("2026-09", None),
    ("2026-02", None),
    ("2026-10", date(2026, 10, 15)),
]
"""Months of the demo world and the days they are looked at; None is its today."""


async def test_the_demo_world_is_reviewed_to_the_cent_and_the_minute(tmp_path: Path):
    world = build_demo_world(TODAY)
    async with demo_stage(tmp_path) as stage:
        session = await stage.session()
        for month, as_of in DEMO:
            before = stage.requests
            report = await reviewed(session, month, as_of)
            assert report.requests == stage.requests - before <= MOST_REQUESTS
            assert report.missing == []
            expected = review(world, month, as_of or TODAY)
            assert differences(expected, as_read(report)) == []


@pytest.mark.parametrize("seed", SEEDS)
async def test_an_odd_world_is_reviewed_to_the_cent_and_the_minute(seed: int, tmp_path: Path):
    odd = odd_world(seed)
    async with odd_stage(odd, tmp_path) as stage:
        report = await reviewed(await stage.session(), odd.month, odd.as_of)
    expected = review(odd.world, odd.month, odd.as_of, zone=odd.zone)
    assert differences(expected, as_read(report)) == []


async def test_the_review_of_one_client_is_its_part_of_the_whole(tmp_path: Path):
    for seed, name in ((0, "Zebra & Söhne"), (1, "Ärzte am Ring")):
        odd = odd_world(seed)
        (client,) = [row for row in odd.world["clients"] if row["name"] == name]
        folder = tmp_path / str(seed)
        folder.mkdir()
        async with odd_stage(odd, folder) as stage:
            report = await reviewed(await stage.session(), odd.month, odd.as_of, name)
        expected = review(odd.world, odd.month, odd.as_of, zone=odd.zone)
        part = of_client(expected, odd.world, client["id"])
        assert differences(part, as_read(report), proposals=False) == []


async def test_the_same_review_twice_says_the_same(tmp_path: Path):
    """But for the ids of the proposals, each of which is a card of its own."""
    odd = odd_world(3)
    async with odd_stage(odd, tmp_path) as stage:
        session = await stage.session()
        first, second = [as_read(await reviewed(session, odd.month)) for _ in range(2)]
        assert len(await session.pending()) == len(second["proposals"])
    for said in (first, second):
        for proposal in said["proposals"]:
            del proposal["id"]
        del said["requests"]  # the account is read once
    assert first == second


async def test_a_key_that_sees_a_part_gives_no_sum_and_blames_nobody(tmp_path: Path):
    """Paymo leaves out what the key's owner may not see; whose time that is looks like none."""
    async with demo_stage(tmp_path, "demo-employee-key") as stage:
        report = await reviewed(await stage.session(), "2026-10")
    assert "projects and time of others" in [each.what for each in report.missing]
    assert report.section("totals").rows is None
    assert report.section("missing_timesheets").rows is None
    assert {figure.value for figure in report.figures} == {None}
    assert not any("timesheet" in each.args["name"] for each in report.proposals)
