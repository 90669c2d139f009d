"""Every fault at every request of every tool: the right answer, or an error that helps.

Each call is made once without faults, and then once for every kind of fault at every request it
sends, the fault passing or lasting. Nothing but the clean answer may be presented as an answer.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests import studio
from tests.tools_server.paymo.scripted_paymo import FakeTime
from tests.trust.faulty import Desk, Network, client_on, follow, open_desk
from tools_server.errors import Failure
from tools_server.sandbox.paymo.app import create_app
from tools_server.sandbox.paymo.clock import clock_on
from tools_server.tools import TOOLS
from tools_server.tools.context import ToolContext

pytestmark = pytest.mark.anyio

STUDIO = json.loads(studio.WORLD.read_text(encoding="utf-8"))

CALLS: list[tuple[str, dict[str, Any]]] = [
    ("list_projects", {"active": None}),
    ("get_project_details", {"project_id": 101}),
    ("list_tasks", {"client_id": 11}),
    ("list_tasks", {"milestone_id": 401}),
    ("create_task", {"name": "Footer", "project_id": 101, "user_ids": [4], "dry_run": True}),
    ("list_time_entries", {"date_from": "2026-10-01", "date_to": "2026-10-31"}),
    ("create_time_entry", {"task_id": 301, "user_id": 4, "minutes": 30, "dry_run": True}),
    ("list_invoices", {"status": "all", "with_items": True}),
    ("list_invoices", {"status": "overdue"}),
    ("list_invoices", {"project_id": 101, "status": "all"}),
    ("list_clients", {"active": None}),
    ("list_users", {"active": None}),
    ("list_milestones", {"client_id": 11}),
]

PASSING: dict[str, dict[str, Any]] = {
    "drop": {"fault": "drop"},
    "apply and drop": {"fault": "apply_and_drop"},
    "apply and delay": {"fault": "apply_and_delay", "seconds": 40},
    "delay and apply": {"fault": "delay_and_apply", "seconds": 40},
    "500": {"fault": "server_error", "status": 500},
    "502 after applying": {"fault": "server_error", "status": 502, "apply": True},
    "503": {"fault": "server_error", "status": 503},
    "429": {"fault": "too_many_requests"},
    "429, 7 s": {"fault": "too_many_requests", "retry_after": 7},
    "slow, 5 s": {"fault": "slow", "seconds": 5},
    "too slow": {"fault": "slow", "seconds": 400},
}
"""Faults of which one alone must not be noticed: what is read is read again."""

HARMLESS: dict[str, dict[str, Any]] = {
    "wrong content type": {"fault": "wrong_content_type"},
    "list headers": {"fault": "list_headers"},
    "empty include": {"fault": "empty_include"},
    "slow, 5 s": PASSING["slow, 5 s"],
}
"""Faults that must not be noticed even where they last."""

DEADLY: dict[str, dict[str, Any]] = {
    "truncated": {"fault": "truncated"},
    "web page": {"fault": "html_page"},
    "revoked key": {"fault": "revoked_key"},
    "429, an hour": {"fault": "too_many_requests", "retry_after": 3600},
}

FAULTS = {**PASSING, **HARMLESS, **DEADLY}

SENTENCE = re.compile(r"[A-Z].*\w[.]", re.DOTALL)
WHAT_TO_DO = {
    "upstream_unavailable": "Try again in a minute",
    "rate_limited": "then try again; nothing was changed",
    "unauthorized": "Check PAYMO_API_KEY",
}


@pytest.fixture
def app():
    return create_app(None, world=STUDIO, clock=clock_on(date.fromisoformat(studio.TODAY)))


async def answer(desk: Desk, tool: str, args: dict[str, Any]) -> Any:
    content = await desk.call(tool, **args)
    content.pop("as_of", None)
    return content


def helps(error: dict[str, Any]) -> bool:
    """A sentence about what happened, and one that says what to do now."""
    told = WHAT_TO_DO.get(error["code"], "?") in error["hint"]
    return told and bool(SENTENCE.fullmatch(error["hint"])) and len(error["message"]) > 20


def plans(requests: int) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Each fault at each of so many requests, passing, and lasting where that makes a difference;
    and whether it must go unnoticed.
    """
    for after in range(requests):
        for name, fault in FAULTS.items():
            passing = name in PASSING or name in HARMLESS
            yield name, {**fault, "after": after, "times": 1}, passing
            if after == 0 or name in ("503", "drop", "429"):
                yield name, {**fault, "after": after, "times": None}, name in HARMLESS


class Tally:
    """What became of the calls with faults."""

    def __init__(self, clean: Any) -> None:
        self.clean = clean
        self.right = self.told = 0
        self.wrong: list[Any] = []

    def count(self, name: str, plan: dict[str, Any], got: Any, *, unnoticed: bool) -> None:
        if got == self.clean:
            self.right += 1
        elif "error" in got and helps(got["error"]) and not unnoticed:
            self.told += 1
        else:
            self.wrong.append((name, plan, got.get("error", got)))

    def __str__(self) -> str:
        total = self.right + self.told + len(self.wrong)
        return f"{total} faults: {self.right} right, {self.told} told, {len(self.wrong)} wrong"


def test_every_tool_is_called() -> None:
    assert {tool for tool, _ in CALLS} == set(TOOLS)


@pytest.mark.parametrize(
    ("tool", "args"), CALLS, ids=[f"{tool}-{n}" for n, (tool, _) in enumerate(CALLS)]
)
async def test_no_fault_makes_a_wrong_answer(app, tool, args, tmp_path, monkeypatch, capsys):
    async with open_desk(app, tmp_path, monkeypatch) as desk:
        await desk.call("create_time_entry", task_id=301, minutes=1, dry_run=True)  # reads account
        desk.plan()
        tally = Tally(await answer(desk, tool, args))
        assert "error" not in tally.clean
        for name, plan, unnoticed in plans(len(desk.requests)):
            desk.plan(plan)
            tally.count(name, plan, await answer(desk, tool, args), unnoticed=unnoticed)
    show(capsys, f"{tool} {args}: {tally}")
    assert tally.wrong == []


async def test_no_fault_makes_a_wrong_account(app, capsys):
    """Whose day and whose zone it is, is read once and kept: never a fault's word."""
    network, network_time = Network(app), FakeTime()

    def context() -> ToolContext:
        return ToolContext(client_on(network, network_time))

    tally = Tally((await context().account()).as_dict())
    for path in ("company", "me"):
        for name, plan, unnoticed in plans(1):
            read = context()
            follow(app, {**plan, "path": path})
            try:
                got = (await read.account()).as_dict()
            except Failure as failure:
                got = {"error": failure.as_dict()}
            tally.count(name, plan, got, unnoticed=unnoticed)
            follow(app)
            tally.count(name, plan, (await read.account()).as_dict(), unnoticed=True)
    await network.arrive()
    show(capsys, f"account: {tally}")
    assert tally.wrong == []


def show(capsys: pytest.CaptureFixture[str], line: str) -> None:
    """The figures, also of a test that passes."""
    with capsys.disabled():
        sys.stdout.write(f"\n{line}\n")
