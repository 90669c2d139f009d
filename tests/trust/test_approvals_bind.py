"""An approval holds for what was approved: the call, the card, the conversation, once, in time."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from langchain_core.messages import AIMessage

from agent.session import Outcome, open_session
from agent.settings import Settings
from tests import studio
from tests.agent.scripted import ScriptedModel, calls
from tests.tools_server.writes.office import open_office
from tests.trust.mutations import mutations, re_encodings
from tools_server.governance.approvals import (
    APPROVAL_META,
    THREAD_META,
    Approval,
    ApprovalSigner,
    card_digest,
    digest,
)
from tools_server.sandbox.embedded import open_embedded
from tools_server.settings import EmbeddedSandbox

pytestmark = pytest.mark.anyio

LOG = {
    "task_id": 301,
    "project_id": 101,
    "client_id": 11,
    "user_id": 4,
    "minutes": 240,
    "date": "2026-10-30",
    "description": "Call with Zoë, part 1",
}
FROM_TO = {
    "task_id": 302,
    "user_id": 4,
    "start_time": "2026-10-24T23:30:00+01:00",
    "end_time": "2026-10-25T02:15:00+00:00",
}
TASK = {
    "name": "Prepare Q4 report – Café",
    "project_id": 101,
    "tasklist_id": 202,
    "user_ids": [4, 1],
    "description": "Figures & Co",
    "due_date": "2026-11-20",
    "budget_minutes": 90,
    "priority": "high",
    "billable": True,
}
PAYLOADS = [
    ("create_time_entry", LOG),
    ("create_time_entry", FROM_TO),
    ("create_task", TASK),
    ("create_task", {"name": "Footer", "project_id": 101}),
]
REFUSED = {"approval_invalid", "invalid_argument", "not_found", "conflict"}
DONE = AIMessage("Done.")


def folder(parent: Path, name: str) -> Path:
    """A data folder."""
    (parent / name).mkdir(exist_ok=True)
    return parent / name


async def test_no_mutation_of_an_approved_call_is_carried_out(tmp_path: Path) -> None:
    tried = 0
    for number, (tool, wanted) in enumerate(PAYLOADS):
        async with open_office(folder(tmp_path, str(number))) as desk:
            proposal = await desk.proposal(tool, **wanted)
            meta = desk.approval(proposal)
            for changed in mutations(tool, proposal["args"]):
                error = await desk.refusal(tool, meta, **changed)
                assert error["code"] in REFUSED, (changed, error)
                assert desk.network.posted == [], changed
                tried += 1
            # None of them has spent it, and what was approved is still the one thing that goes.
            assert (await desk.call(tool, meta, **proposal["args"]))["status"] == "created"
            assert len(desk.network.posted) == 1
    assert tried >= 500


async def test_each_way_to_replay_has_its_own_refusal(tmp_path: Path) -> None:
    async with open_office(tmp_path) as desk:
        proposal = await desk.proposal("create_time_entry", **LOG)
        args, good = proposal["args"], desk.approval(proposal)
        past = datetime.now(UTC) - timedelta(seconds=1)
        header, claims, seal = good[APPROVAL_META].split(".")
        replays = {
            "in another conversation": {**good, THREAD_META: "t2"},
            "expired": desk.approval(proposal, expires_at=past),
            "another user": desk.approval(proposal, account="somebody else's"),
            "signature": {**good, APPROVAL_META: f"{header}.{claims}.{seal[::-1]}"},
            "not for create_time_entry": desk.approval(proposal, tool="create_task"),
        }
        told = {
            words: (await desk.refusal("create_time_entry", meta, **args))["message"]
            for words, meta in replays.items()
        }
        assert desk.network.posted == []
        await desk.call("create_time_entry", good, **args)
        used = await desk.refusal("create_time_entry", good, **args)
        assert len(desk.network.posted) == 1
        refused = [entry for entry in desk.audit.entries() if entry.event == "refused"]
    told["already used at 20"] = used["message"]
    for words, message in told.items():
        assert words in message
    assert len(set(told.values())) == len(told) == len(refused)


async def test_another_key_or_folder_cannot_use_an_approval(tmp_path: Path) -> None:
    async with open_office(folder(tmp_path, "a"), key="ADMIN-KEY") as desk:
        proposal = await desk.proposal("create_time_entry", **LOG)
        meta = desk.approval(proposal)
    for name, key, words in (
        ("a", "EMPLOYEE-KEY", "another user, or for another Paymo account or key"),
        ("b", "ADMIN-KEY", "signature is not valid here"),
    ):
        async with open_office(folder(tmp_path, name), key=key) as desk:
            error = await desk.refusal("create_time_entry", meta, **proposal["args"])
            assert words in error["message"]
            assert desk.network.posted == []


class RawWire:
    """MCP over a process's standard input, each message in letters of our own choosing."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._id = 0

    def request(self, method: str, params: str) -> Any:
        self._id += 1
        self._send(f'{{"jsonrpc":"2.0","id":{self._id},"method":"{method}","params":{params}}}')
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())["result"]

    def greet(self) -> None:
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}}
        client = {"clientInfo": {"name": "raw", "version": "1"}}
        self.request("initialize", json.dumps({**hello, **client}))
        self._send('{"jsonrpc":"2.0","method":"notifications/initialized"}')

    def call(self, tool: str, arguments: str, meta: dict[str, Any] | None = None) -> Any:
        params = f'{{"name":"{tool}","arguments":{arguments},"_meta":{json.dumps(meta or {})}}}'
        return json.loads(self.request("tools/call", params)["content"][0]["text"])

    def fingerprint(self) -> str:
        read = self.request("resources/read", '{"uri":"paymo://account"}')
        return str(json.loads(read["contents"][0]["text"])["fingerprint"])

    def _send(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()


@contextmanager
def raw_wire(settings: Settings) -> Iterator[RawWire]:
    environment = {**os.environ, **settings.server_environment()}
    process = subprocess.Popen(
        [sys.executable, "-m", "tools_server"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    wire = RawWire(process)
    try:
        wire.greet()
        yield wire
    finally:
        process.communicate(timeout=20)


async def test_no_harmless_encoding_of_an_approved_call_is_refused(tmp_path: Path) -> None:
    """Key order, blanks and escapes are not what was approved. Each is written, then deleted."""
    settings = studio.settings(tmp_path)
    written = 0
    with raw_wire(settings) as wire:
        account = wire.fingerprint()
        signer = ApprovalSigner.from_folder(settings.data)
        for tool, wanted in PAYLOADS:
            proposal = wire.call(tool, json.dumps({**wanted, "dry_run": True}))["proposal"]
            for text in re_encodings(proposal["args"]):
                written += 1
                consent = Approval(
                    tool=tool,
                    digest=digest(tool, proposal["args"]),
                    card=card_digest(proposal),
                    key=f"key-{written}",
                    thread="t1",
                    approver="Nora",
                    account=account,
                    expires_at=datetime.now(UTC) + timedelta(hours=1),
                )
                meta = {APPROVAL_META: signer.sign(consent), THREAD_META: "t1"}
                answer = wire.call(tool, text, meta)
                assert answer.get("status") == "created", (text, answer)
                collection = {"create_task": "tasks", "create_time_entry": "entries"}[tool]
                await in_paymo(settings, "DELETE", f"{collection}/{answer['record']['id']}")
    assert written == 32


async def in_paymo(settings: Settings, method: str, path: str, **values: Any) -> None:
    """Somebody else's hand in the same Paymo."""
    place = settings.paymo
    assert isinstance(place, EmbeddedSandbox)
    app, key = open_embedded(place.database, world=place.world, today=settings.today)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox/api/") as other:
        body = {"json": values} if values else {}
        answer = await other.request(method, path, auth=(key, "X"), **body)
    answer.raise_for_status()


LOG_TIME = ("create_time_entry", {"task_id": 301, "minutes": 240, "date": "2026-10-30"})
NEW_TASK = ("create_task", {"name": "Prepare Q4 report", "project_id": 101, "tasklist_id": 202})


async def test_twenty_who_press_approve_at_once(tmp_path: Path) -> None:
    """Twenty people, each with a session, a thread and an event loop of their own."""
    settings = studio.settings(tmp_path)
    async with open_session(
        settings, model=ScriptedModel(lines=[calls(LOG_TIME), DONE])
    ) as session:
        (card,) = (await session.ask("Log it", "friday")).pending
    ready = threading.Barrier(20)

    async def press(person: Settings) -> Outcome:
        async with open_session(person, model=ScriptedModel(lines=[DONE])) as own:
            ready.wait(60)
            decided = await own.decide([{"type": "approve", "id": card.id}])
        return decided.outcomes[0]

    def person(number: int) -> Outcome:
        return asyncio.run(press(settings.model_copy(update={"user": f"Person {number}"})))

    with ThreadPoolExecutor(20) as threads:
        pressed = [threads.submit(person, number) for number in range(20)]
        outcomes = [await asyncio.wrap_future(each) for each in pressed]
    (winner,) = [n for n, outcome in enumerate(outcomes) if outcome.status == "created"]
    told = [outcome for number, outcome in enumerate(outcomes) if number != winner]
    for outcome in told:
        assert outcome.status == "already_decided"
        assert outcome.error
        assert f"by Person {winner} on 20" in outcome.error["message"], outcome.error
    entries = await studio.rows(settings, "entries", "task_id=301")
    assert sum(entry.get("date") == "2026-10-30" for entry in entries) == 1


@pytest.mark.parametrize(
    ("wanted", "change", "words"),
    [
        (LOG_TIME, ("PUT", "tasks/301", {"name": "Wireframes, old"}), ["Wireframes, old"]),
        (LOG_TIME, ("PUT", "projects/101", {"name": "Another Site"}), ["Another Site"]),
        (LOG_TIME, ("PUT", "projects/101", {"active": False}), ["archived"]),
        (
            LOG_TIME,
            ("POST", "entries", {"task_id": 301, "date": "2026-10-30", "duration": 14_400}),
            ["same"],
        ),
        (NEW_TASK, ("PUT", "tasklists/202", {"name": "Later"}), ["Build", "Later"]),
        (NEW_TASK, ("PUT", "projects/101", {"active": False}), ["archived"]),
        (
            NEW_TASK,
            ("POST", "tasks", {"name": "prepare q4 REPORT", "project_id": 101, "complete": True}),
            ["completed task of the same name"],
        ),
    ],
    ids=["task renamed", "project renamed", "project archived", "same entry appeared",
         "list renamed", "project archived (task)", "done task appeared"],
)  # fmt: skip
async def test_what_changed_after_the_card_stops_the_write_and_is_explained(
    tmp_path: Path, wanted: Any, change: Any, words: list[str]
) -> None:
    settings = studio.settings(tmp_path)
    model = ScriptedModel(lines=[calls(wanted), DONE])
    collection = {"create_task": "tasks", "create_time_entry": "entries"}[wanted[0]]
    method, path, values = change
    async with open_session(settings, model=model) as session:
        (card,) = (await session.ask("Please", "t1")).pending
        await in_paymo(settings, method, path, **values)
        before = await studio.rows(settings, collection, "project_id=101")
        decided = await session.decide([{"type": "approve", "id": card.id}])
        assert await studio.rows(settings, collection, "project_id=101") == before
        (outcome,) = decided.outcomes
        assert outcome.error
        said = outcome.error["message"]
        assert all(word in said for word in words), said
        if "archived" in words:  # no card could make that right
            assert (outcome.status, await session.pending()) == ("refused", [])
            return
        assert outcome.status == "waiting"
        (again,) = await session.pending()
        assert (again.id, again.args) == (card.id, card.args)
        await session.decide([{"type": "approve", "id": again.id}])
        after = await studio.rows(settings, collection, "project_id=101")
        assert len(after) == len(before) + 1
