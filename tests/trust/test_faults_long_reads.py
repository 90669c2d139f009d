"""50,000 entries by cursor while Paymo says 429 and 5xx at random: all of them, or a clear no."""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta
from typing import Any

import pytest

from tests.tools_server.paymo.scripted_paymo import FakeTime
from tests.tools_server.tools.sandbox_account import NOON, world
from tests.trust.faulty import Network, client_on, follow
from tools_server.errors import Failure
from tools_server.sandbox.paymo.app import create_app
from tools_server.tools.context import ToolContext
from tools_server.tools.time import ListTimeEntries, list_time_entries

pytestmark = pytest.mark.anyio

ENTRIES = 50_000
FIRST = date(2024, 1, 1)


@pytest.fixture(scope="module")
def app():
    """Fifty entries a day on one task, from the first of 2024 on."""
    entries = [
        {
            "id": n,
            "task_id": 1,
            "user_id": 1,
            "date": str(FIRST + timedelta(days=(n - 1) // 50)),
            "duration": 3600,
        }
        for n in range(1, ENTRIES + 1)
    ]
    keys = {"ADMIN-KEY": 1}
    return create_app(None, world={**world(entries=entries), "api_keys": keys}, clock=lambda: NOON)


def random_faults(seed: int, often: float) -> list[dict[str, Any]]:
    """Every kind of "not now" and "sorry", together about as often as said."""
    kinds: list[dict[str, Any]] = [
        {"fault": "too_many_requests", "retry_after": 5},
        {"fault": "too_many_requests"},
        {"fault": "server_error", "status": 500},
        {"fault": "server_error", "status": 502, "apply": True},
        {"fault": "server_error", "status": 503},
    ]
    share = {"times": None, "probability": often / len(kinds)}
    return [{**kind, **share, "seed": seed * 10 + n} for n, kind in enumerate(kinds)]


async def read_all(context: ToolContext) -> tuple[list[int], Failure | None]:
    """The ids of all pages, and what ended the reading before its end."""
    ids: list[int] = []
    cursor = None
    while True:
        args = ListTimeEntries(project_id=1, limit=2500, cursor=cursor)
        try:
            listing = await list_time_entries(context, args)
        except Failure as failure:
            return ids, failure
        ids += [row.id for row in listing.items]
        cursor = listing.next_cursor
        if cursor is None:
            return ids, None


RUNS = [(0.1, 1), (0.3, 4), (0.6, 5)] + [
    (often, seed)
    for often in (0.0, 0.1, 0.2, 0.3, 0.4)
    for seed in range(100, 100 + int(os.environ.get("FAULT_SEEDS", "0")))
]
"""How often something goes wrong, and with which dice. `make faults` throws more of them."""


@pytest.mark.parametrize(("often", "seed"), RUNS)
async def test_fifty_thousand_entries_are_all_read_or_declared(app, often, seed, capsys):
    follow(app, *(random_faults(seed, often) if often else []))
    ids, failure = await read_all(ToolContext(client_on(Network(app), FakeTime())))
    hit = sum(line.fault is not None for line in app.state.requests)
    with capsys.disabled():
        end = failure.code if failure else "complete"
        sys.stdout.write(f"\n{often:.0%} faults: {len(ids)} entries, {hit} hit, {end}\n")
    assert ids == list(range(1, len(ids) + 1))
    if failure is None:
        assert len(ids) == ENTRIES
    else:
        assert failure.retryable
        assert failure.code in ("rate_limited", "upstream_unavailable")
        assert failure.hint
    assert failure is None or often > 0.1, "a fault in ten requests is retried away"
    assert hit > 0 or not often
