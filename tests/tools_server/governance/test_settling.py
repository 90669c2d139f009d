"""Claims that a crash left open: settled once, by whoever comes first."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import anyio
import pytest
from pydantic import BaseModel
from sqlalchemy import Engine

from tests import studio
from tests.tools_server.writes.office import open_office
from tools_server.backend import open_server
from tools_server.errors import UnknownOutcome
from tools_server.governance.approvals import digest
from tools_server.governance.audit import AuditLog
from tools_server.governance.database import open_database
from tools_server.governance.journal import Claim, Journal
from tools_server.governance.locks import WriteLocks
from tools_server.governance.settling import Settler, Sighting

pytestmark = pytest.mark.anyio

TOOL = "create_time_entry"
WANTED = {
    "task_id": 301,
    "project_id": 101,
    "client_id": 11,
    "user_id": 4,
    "minutes": 240,
    "date": "2026-10-30",
    "description": "Call with <b>Zoë</b>",
}
STORED = {"task_id": 301, "user_id": 4, "date": "2026-10-30", "duration": 14400}
LONG_AGO = datetime.now(UTC) - timedelta(minutes=10)


class Named(BaseModel):
    id: int
    name: str


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(tmp_path / "governance.db")
    yield engine
    engine.dispose()


def claim(**changes: Any) -> Claim:
    fields = {
        "key": "t1-abc",
        "tool": TOOL,
        "digest": digest(TOOL, WANTED),
        "args": WANTED,
        "account": "a",
        "approver": "Nora",
        "thread": "t1",
        "seen": [],
        "claimed_at": datetime.now(UTC),
        "sent_at": datetime.now(UTC),
    }
    return Claim(**{**fields, **changes})


def until_settled(journal: Journal, account: str) -> None:
    until = time.monotonic() + 30
    while journal.open_claims(account):
        assert time.monotonic() < until
        time.sleep(0.02)


async def test_the_next_start_settles_what_was_cut_off(tmp_path: Path) -> None:
    """The record is there, its journal entry is not; no client has to ask for it."""
    settings = studio.settings(tmp_path / "data", settle_seconds=1)
    await studio.change(settings, path="entries", **STORED, description=WANTED["description"])
    engine = open_database(settings.governance_database)
    async with open_server(settings) as server:  # only to learn the account's fingerprint
        account = server.gate.journal_account
    Journal(engine).claim(claim(account=account))
    Journal(engine).claim(
        claim(key="t2-abc", account=account, claimed_at=LONG_AGO, sent_at=LONG_AGO)
    )
    async with open_server(settings):
        await anyio.to_thread.run_sync(until_settled, Journal(engine), account)
    journal = AuditLog.in_folder(settings.data, engine)
    settled = {e.action: e.body["settled"] for e in journal.entries() if e.event == "answered"}
    engine.dispose()
    # One record and two claims of it: the older one gets it, the other may be sent again.
    assert settled == {"t2-abc": "found in Paymo", "t1-abc": "not in Paymo, may be sent"}


@pytest.mark.parametrize(
    ("stored", "settled"),
    [
        ([{}], "found"),
        ([{"description": "Call with Zoë"}], "found"),  # Paymo may take the markup away
        ([], "free"),
        ([{"user_id": 5}, {"task_id": 302}, {"date": "2026-10-20"}], "free"),
        ([{"duration": 14460}], "unknown"),  # Paymo may have stored it otherwise
        ([{"date": "2026-10-29"}], "unknown"),
        ([{}, {}], "unknown"),
        ([{"description": "Something else"}], "unknown"),
        ([{}, {"description": "Something else"}], "found"),
    ],
)
async def test_what_counts_as_the_record_of_a_claim(
    tmp_path: Path, stored: list[dict[str, Any]], settled: str
) -> None:
    settings = studio.settings(tmp_path / "data", settle_seconds=1)
    for other in stored:
        row = {**STORED, "description": WANTED["description"], **other}
        await studio.change(settings, path="entries", **row)
    engine = open_database(settings.governance_database)
    async with open_server(settings) as server:
        cut_off = claim(account=server.gate.journal_account, claimed_at=LONG_AGO, sent_at=LONG_AGO)
        Journal(engine).claim(cut_off)
        await server.gate.settle_all()
    with engine.connect() as connection:
        query = "SELECT status FROM journal"
        status = connection.exec_driver_sql(query).scalars().first()
    engine.dispose()
    assert status == {"found": "done", "free": None, "unknown": "unknown"}[settled]


TASK = {"name": "Footer", "project_id": 101, "due_date": "2026-11-06", "user_ids": [4]}


@pytest.mark.parametrize(
    ("stored", "settled"),
    [
        ([{}], "done"),
        ([{"due_date": "2026-11-07"}], "unknown"),  # a colleague's Footer, perhaps
        ([{"name": "Footer links"}], "unknown"),
        ([{"description": "Theirs"}], "unknown"),
        ([{"project_id": 102}], None),
        ([], None),
    ],
)
async def test_what_counts_as_the_task_of_a_claim(
    tmp_path: Path, stored: list[dict[str, Any]], settled: str | None
) -> None:
    settings = studio.settings(tmp_path / "data", settle_seconds=1)
    before = [row["id"] for row in await studio.rows(settings, "tasks", "project_id=101")]
    for other in stored:
        row = {"name": "Footer", "project_id": 101, "due_date": "2026-11-06", "users": [4]}
        await studio.change(settings, path="tasks", **{**row, **other})
    engine = open_database(settings.governance_database)
    async with open_server(settings) as server:
        cut_off = claim(
            tool="create_task",
            digest=digest("create_task", TASK),
            args=TASK,
            account=server.gate.journal_account,
            seen=before,
            sent_at=LONG_AGO,
        )
        Journal(engine).claim(cut_off)
        await server.gate.settle_all()
    assert Journal(engine).counts() == ({settled: 1} if settled else {})
    engine.dispose()


async def test_a_claim_is_settled_in_its_own_paymo_only(tmp_path: Path) -> None:
    settings = studio.settings(tmp_path / "data", settle_seconds=1)
    engine = open_database(settings.governance_database)
    elsewhere = claim(account="another Paymo", sent_at=LONG_AGO)
    Journal(engine).claim(elsewhere)
    async with open_server(settings) as server:
        await server.gate.settle_all()
    assert Journal(engine).open_claim(elsewhere.key) == elsewhere
    with pytest.raises(UnknownOutcome):
        Journal(engine).refuse_spent(elsewhere.key, elsewhere.digest)
    engine.dispose()


async def test_what_never_left_needs_no_looking(tmp_path: Path) -> None:
    settings = studio.settings(tmp_path / "data")
    engine = open_database(settings.governance_database)
    async with open_server(settings) as server:
        Journal(engine).claim(claim(account=server.gate.journal_account, sent_at=None))
        await server.gate.settle_all()
    assert Journal(engine).counts() == {}
    engine.dispose()


async def test_records_from_before_the_claim_are_not_its_record(tmp_path: Path) -> None:
    """A duplicate that the person saw on the card, and a request that never arrived."""
    async with open_office(tmp_path) as desk:
        first = await desk.approved(TOOL, **WANTED)
        card = await desk.proposal(TOOL, **WANTED)
        desk.network.lose_request = True
        second = await desk.call(TOOL, desk.approval(card, key="another"), **WANTED)
        assert len(desk.network.posted) == 3  # one was lost on its way
    assert "duplicate" in card["warnings"][0]
    assert second["record"]["id"] != first["record"]["id"]


async def test_of_many_that_settle_at_once_one_does(tmp_path: Path, engine: Engine) -> None:
    """Each with an engine and locks of its own, as processes have."""
    record = Named(id=7, name="Zoë")
    looked: list[str] = []

    async def look_up(found: Claim) -> list[Sighting]:
        looked.append(found.key)
        await anyio.sleep(0.02)
        return [Sighting(7, record, exact=True)]

    open_claim = claim()
    Journal(engine).claim(open_claim)

    async def settle() -> None:
        own = open_database(tmp_path / "governance.db")
        audit = AuditLog.in_folder(tmp_path, own)
        settler = Settler(Journal(own), audit, look_up, settle_after=timedelta(seconds=9))
        async with WriteLocks(tmp_path / "locks", longest_wait=20).hold(open_claim.digest):
            if Journal(own).open_claim(open_claim.key):
                await settler.settle(open_claim)
        own.dispose()

    async with anyio.create_task_group() as group:
        for _ in range(8):
            group.start_soon(settle)
    assert looked == [open_claim.key]
