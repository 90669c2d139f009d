"""An approved write under every fault: never two records, never "created" without one."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import studio
from tests.trust.faulty import open_desk
from tools_server.sandbox.paymo.app import create_app
from tools_server.sandbox.paymo.clock import clock_on

pytestmark = pytest.mark.anyio

STUDIO = json.loads(studio.WORLD.read_text(encoding="utf-8"))

WRITES: dict[str, tuple[str, dict[str, Any]]] = {
    "create_time_entry": ("entries", {"task_id": 301, "minutes": 37, "description": "Review"}),
    "create_task": ("tasks", {"project_id": 101, "name": "Footer", "budget_minutes": 90}),
}
MARKS: dict[str, dict[str, Any]] = {"entries": {"duration": 2220}, "tasks": {"name": "Footer"}}
"""What tells the record that is written from all that were there."""

FAULTS: dict[str, dict[str, Any]] = {
    "none": {"fault": "list_headers"},
    "drop": {"fault": "drop"},
    "apply and drop": {"fault": "apply_and_drop"},
    "apply and delay": {"fault": "apply_and_delay", "seconds": 40},
    "delay and apply": {"fault": "delay_and_apply", "seconds": 40},
    "500": {"fault": "server_error", "status": 500},
    "502 after applying": {"fault": "server_error", "status": 502, "apply": True},
    "429": {"fault": "too_many_requests"},
    "429, 7 s": {"fault": "too_many_requests", "retry_after": 7},
    "429, an hour": {"fault": "too_many_requests", "retry_after": 3600},
    "truncated": {"fault": "truncated"},
    "web page": {"fault": "html_page"},
    "wrong content type": {"fault": "wrong_content_type"},
    "too slow": {"fault": "slow", "seconds": 400},
    "revoked key": {"fault": "revoked_key"},
}

NOT_WRITTEN = {"upstream_unavailable", "rate_limited", "unauthorized"}


async def approved_write(
    tool: str, fault: dict[str, Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[Any], list[int]]:
    """The answers to an approved call under a fault of its POSTs and, all being well again, to the
    same call once more; and the records that there were after each.
    """
    collection, args = WRITES[tool]
    app = create_app(None, world=STUDIO, clock=clock_on(date.fromisoformat(studio.TODAY)))
    answers, records = [], []
    async with open_desk(app, folder, monkeypatch, settle_seconds=1) as desk:
        office = await desk.office()
        proposal = await office.proposal(tool, **args)
        meta = office.approval(proposal)
        # What is held up by a fault arrives while Paymo may still be at it.
        asyncio.get_running_loop().call_later(0.4, desk.network.let_through)
        for plan in ([{**fault, "method": "POST"}], []):
            desk.plan(*plan)
            answers.append(await desk.call(tool, meta, **proposal["args"]))
            await desk.network.arrive()
            records.append(len(desk.rows(collection, **MARKS[collection])))
    return answers, records


def wrongs(answers: list[Any], records: list[int]) -> list[str]:
    """What a person could not rely on."""
    first, again = answers
    found = []
    if max(records) > 1:
        found.append("doubled")
    if first.get("status") == "created" and records[0] != 1:
        found.append("called created and is not")
    if "error" in first:
        code = first["error"]["code"]
        if code not in NOT_WRITTEN | {"unknown_outcome"} or not first["error"]["hint"]:
            found.append(f"answered {code}")
        if code in NOT_WRITTEN and records[0]:
            found.append(f"called {code} and is written")
        if code in NOT_WRITTEN and (again.get("status"), records[1]) != ("created", 1):
            found.append("not written when approved again")
    return found


@pytest.mark.parametrize(
    ("tool", "times"),
    [("create_time_entry", 1), ("create_time_entry", None), ("create_task", 1)],
)
async def test_a_fault_neither_loses_nor_doubles_a_write(
    tool, times, tmp_path, monkeypatch, capsys
):
    plans = {name: {**fault, "times": times} for name, fault in FAULTS.items()}
    folders = [tmp_path / str(number) for number, _ in enumerate(plans)]
    for folder in folders:
        folder.mkdir()
    outcomes = await asyncio.gather(
        *(
            approved_write(tool, plan, folder, monkeypatch)
            for folder, plan in zip(folders, plans.values(), strict=True)
        )
    )
    told = {
        name: (*(a.get("status") or a["error"]["code"] for a in answers), records)
        for name, (answers, records) in zip(plans, outcomes, strict=True)
    }
    with capsys.disabled():
        sys.stdout.write(f"\n{tool}: {told}\n")
    bad = {name: wrongs(*outcome) for name, outcome in zip(plans, outcomes, strict=True)}
    assert {name: found for name, found in bad.items() if found} == {}
