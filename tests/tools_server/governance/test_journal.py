"""The journal: one key, one write, whatever happens in between."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tools_server.errors import ApprovalInvalid, UnknownOutcome
from tools_server.governance.database import open_database
from tools_server.governance.journal import ApprovalUsed, Claim, Journal

CLAIM = Claim(
    key="t1-abc",
    tool="create_task",
    digest="d",
    args={"name": "Footer", "project_id": 101},
    account="a",
    approver="Nora",
    thread="t1",
    seen=[3, 5],
    claimed_at=datetime(2026, 11, 2, 12, 0, 0, 250_000, UTC),
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(tmp_path / "governance.db")
    yield engine
    engine.dispose()


def test_a_second_use_gets_the_recorded_answer(engine: Engine) -> None:
    journal = Journal(engine)
    journal.claim(CLAIM)
    journal.record(CLAIM.key, {"id": 7, "name": "Zoë"})
    with pytest.raises(ApprovalUsed, match="already used at 20") as used:
        journal.claim(CLAIM)
    assert used.value.answer == {"id": 7, "name": "Zoë"}
    assert used.value.code == ApprovalInvalid.code
    journal.claim(replace(CLAIM, key="t1-other"))


def test_a_claim_without_an_answer_is_not_sent_again(engine: Engine) -> None:
    journal = Journal(engine)
    journal.claim(CLAIM)  # and the process dies here
    with pytest.raises(UnknownOutcome, match="nobody knows what became of it") as left_open:
        journal.claim(CLAIM)
    assert "Look in Paymo" in left_open.value.hint
    journal.doubt(CLAIM.key)
    with pytest.raises(UnknownOutcome):
        journal.claim(CLAIM)


def test_an_open_claim_is_found_as_it_was_and_a_finished_one_is_not(engine: Engine) -> None:
    journal = Journal(engine)
    other = replace(CLAIM, key="t2-abc", account="another")
    journal.claim(CLAIM)
    journal.claim(other)
    assert journal.open_claim(CLAIM.key) == CLAIM
    assert journal.open_claims("a") == [CLAIM]
    journal.record(CLAIM.key, {"id": 7})
    assert journal.open_claim(CLAIM.key) is None
    assert journal.open_claims("a") == []
    assert journal.owned(CLAIM, [6, 7, 8]) == {7}
    assert journal.owned(other, [6, 7, 8]) == set()  # another Paymo counts its own ids


def test_the_journal_of_an_earlier_version_gets_its_new_columns(tmp_path: Path) -> None:
    path = tmp_path / "governance.db"
    with closing(sqlite3.connect(path)) as old:
        old.execute(
            "CREATE TABLE journal (key VARCHAR PRIMARY KEY, tool VARCHAR, digest VARCHAR,"
            " approver VARCHAR, thread VARCHAR, status VARCHAR, claimed_at VARCHAR,"
            " finished_at VARCHAR, answer JSON)"
        )
        row = ("t1-abc", "create_task", "d", "Nora", "t1", "done", "", "2026-11-01", '{"id": 7}')
        old.execute("INSERT INTO journal VALUES (?,?,?,?,?,?,?,?,?)", row)
        old.commit()
    engine = open_database(path)
    with pytest.raises(ApprovalUsed) as used:
        Journal(engine).claim(CLAIM)
    assert used.value.answer == {"id": 7}
    Journal(engine).claim(replace(CLAIM, key="t1-new"))
    engine.dispose()


def test_a_released_claim_may_be_used_again(engine: Engine) -> None:
    journal = Journal(engine)
    journal.claim(CLAIM)
    journal.release(CLAIM.key)
    journal.claim(CLAIM)
    journal.record(CLAIM.key, {})
    with pytest.raises(ApprovalUsed):
        journal.claim(CLAIM)


def test_of_many_that_claim_at_once_one_gets_it(tmp_path: Path) -> None:
    """Each with a connection of its own, as processes have."""
    engines = [open_database(tmp_path / "governance.db") for _ in range(8)]
    start, outcomes = threading.Barrier(len(engines)), []

    def claim(engine: Engine) -> None:
        start.wait()
        try:
            Journal(engine).claim(CLAIM)
            outcomes.append("claimed")
        except UnknownOutcome as refused:
            outcomes.append(refused.code)

    threads = [threading.Thread(target=claim, args=[engine]) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for engine in engines:
        engine.dispose()
    assert sorted(outcomes) == ["claimed"] + ["unknown_outcome"] * 7
