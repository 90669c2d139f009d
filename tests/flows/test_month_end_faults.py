"""The review while Paymo fails: the same figures, or "incomplete" with names; no partial sums."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession
from mcp.shared.memory import create_connected_server_and_client_session
from starlette.applications import Starlette

from agent.session import Answer, Session, open_session
from tests import studio
from tests.flows.differences import IDENTITY, differences
from tests.flows.oracle import review
from tests.flows.reviews import FLOW, TODAY, as_read
from tests.tools_server.paymo.scripted_paymo import FakeTime
from tests.trust.faulty import KEY, Network, client_on, follow
from tools_server import backend
from tools_server.sandbox.paymo.app import create_app
from tools_server.sandbox.worlds.demo import build_demo_world

pytestmark = pytest.mark.anyio

MONTH = "2026-10"
WORLD = {**build_demo_world(TODAY), "api_keys": {KEY: 101}}

KINDS: list[dict[str, Any]] = [
    {"fault": "drop"},
    {"fault": "too_many_requests", "retry_after": 5},
    {"fault": "server_error", "status": 500},
    {"fault": "server_error", "status": 502, "apply": True},
    {"fault": "server_error", "status": 503},
    {"fault": "truncated"},
    {"fault": "html_page"},
    {"fault": "slow", "seconds": 90},
]

# What the sections of month-end.md rest on, by the list that Paymo does not give.
RESTS_ON = {
    "invoices": {"invoiced", "drafts", "overdue", "aging", "totals"}
    | {"unbilled_time", "unbilled_earlier", "flat_to_invoice"},  # their currency
    "entries": {"unbilled_time", "unbilled_earlier", "over_budget", "hygiene"}
    | {"missing_timesheets", "totals"},
    "projects": {"unbilled_time", "unbilled_earlier", "flat_to_invoice", "milestones"}
    | {"over_budget", "hygiene", "totals"},
    "tasks": {"flat_to_invoice"},
    "users": {"missing_timesheets"},
    "milestones": {"milestones"},
}


@pytest.fixture(scope="module")
def app() -> Starlette:
    """The demo world, which nothing here changes."""
    noon = datetime(2026, 11, 2, 17, tzinfo=UTC)
    return create_app(None, world=WORLD, clock=lambda: noon)


@asynccontextmanager
async def session_on(app: Starlette, data: Path) -> AsyncIterator[Session]:
    """A session whose requests go through the app's fault plan, and where nobody really waits."""
    settings = studio.settings(
        data, world=None, paymo_base_url="http://paymo.test/api/", paymo_api_key=KEY
    )

    @asynccontextmanager
    async def connect() -> AsyncIterator[ClientSession]:
        paymo = client_on(Network(app), FakeTime())
        async with AsyncExitStack() as opened:
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(backend, "PaymoClient", lambda *_, **__: paymo)
                server = await opened.enter_async_context(backend.open_server(settings))
            client = create_connected_server_and_client_session(server.mcp)
            yield await opened.enter_async_context(client)

    async with open_session(settings, connect=connect) as session:
        yield session


async def review_of(session: Session) -> Answer:
    events = [event async for event in session.run_flow(FLOW, {"month": MONTH})]
    assert isinstance(events[-1], Answer)
    return events[-1]


def wrong(said: dict[str, Any]) -> list[str]:
    """Figures that are neither right nor declared as missing."""
    expected = review(WORLD, MONTH, TODAY)
    gone = [section for section in IDENTITY if said[section] is None]
    if bool(gone) != bool(said["incomplete"]):
        return [f"without {gone}, and incomplete says {said['incomplete']}"]
    if not gone:
        return differences(expected, said)
    known = {section: [] if section in gone else expected[section] for section in IDENTITY}
    rest = {section: [] if section in gone else said[section] for section in IDENTITY}
    return differences({**expected, **known}, {**said, **rest}, proposals=False)


MORE = 100
OFTEN = [(0.2, 1), (0.2, 2), (0.6, 3)] + [
    (often, seed)
    for often in (0.2, 0.5, 0.7)
    for seed in range(MORE, MORE + int(os.environ.get("REVIEW_FAULTS", "0")))
]
"""How often a request fails, and with which dice; `make review-faults` throws more of them."""


@pytest.mark.parametrize(("often", "seed"), OFTEN)
async def test_requests_that_fail_at_random_change_no_figure(
    often: float, seed: int, app: Starlette, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    share = {"times": None, "probability": 1 - (1 - often) ** (1 / len(KINDS))}
    follow(app, *({**kind, **share, "seed": seed * 10 + n} for n, kind in enumerate(KINDS)))
    async with session_on(app, tmp_path) as session:
        answer = await review_of(session)
    hit = sum(line.fault is not None for line in app.state.requests)
    assert hit or seed >= MORE
    if answer.report is None:  # not even the account could be read: no figure at all, and why
        assert answer.turn.answer
        outcome = "refused"
    else:
        said = as_read(answer.report)
        assert wrong(said) == []
        outcome = "incomplete" if said["incomplete"] else "complete"
    with capsys.disabled():
        total = len(app.state.requests)
        sys.stdout.write(f"\n{often:.0%} of requests fail: {hit} of {total}, {outcome}\n")


@pytest.mark.parametrize("gone", RESTS_ON)
async def test_a_list_that_breaks_off_leaves_out_what_rests_on_it(
    gone: str, app: Starlette, tmp_path: Path
):
    """The entries break off after two of their pages."""
    after = 2 if gone == "entries" else 0
    broken = {"fault": "server_error", "status": 503, "path": gone, "times": None, "after": after}
    follow(app, broken)
    async with session_on(app, tmp_path) as session:
        answer = await review_of(session)
        assert answer.report is not None
        assert [each.what for each in answer.report.missing] != []
        said = as_read(answer.report)
        assert wrong(said) == []
        assert {section for section in IDENTITY if said[section] is None} >= RESTS_ON[gone]
        assert "incomplete" in answer.turn.answer.lower()


async def test_once_paymo_answers_again_the_review_is_whole(app: Starlette, tmp_path: Path):
    follow(app, {"fault": "server_error", "status": 503, "path": "entries", "times": None})
    async with session_on(app, tmp_path) as session:
        broken = await review_of(session)
        follow(app)
        whole = await review_of(session)
        assert await session.pending() == whole.pending
    assert broken.report is not None
    assert broken.report.incomplete
    assert whole.report is not None
    assert differences(review(WORLD, MONTH, TODAY), as_read(whole.report)) == []
