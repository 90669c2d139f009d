"""The journal: one key, one write, whatever happens in between."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tools_server.errors import ApprovalInvalid, UnknownOutcome
from tools_server.governance.approvals import Approval
from tools_server.governance.database import open_database
from tools_server.governance.journal import ApprovalUsed, Journal

APPROVAL = Approval(
    tool="create_task",
    digest="d",
    key="t1-abc",
    thread="t1",
    approver="Nora",
    account="a",
    expires_at=datetime.now(UTC) + timedelta(hours=1),
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(tmp_path / "governance.db")
    yield engine
    engine.dispose()


def test_a_second_use_gets_the_recorded_answer(engine: Engine) -> None:
    journal = Journal(engine)
    journal.claim(APPROVAL)
    journal.record(APPROVAL.key, {"id": 7, "name": "Zoë"})
    with pytest.raises(ApprovalUsed, match="already used at 20") as used:
        journal.claim(APPROVAL)
    assert used.value.answer == {"id": 7, "name": "Zoë"}
    assert used.value.code == ApprovalInvalid.code
    journal.claim(replace(APPROVAL, key="t1-other"))


def test_a_claim_without_an_answer_is_not_sent_again(engine: Engine) -> None:
    journal = Journal(engine)
    journal.claim(APPROVAL)  # and the process dies here
    with pytest.raises(UnknownOutcome, match="its answer never came back") as left_open:
        journal.claim(APPROVAL)
    assert "Look in Paymo" in left_open.value.hint
    journal.doubt(APPROVAL.key)
    with pytest.raises(UnknownOutcome):
        journal.claim(APPROVAL)


def test_a_released_claim_may_be_used_again(engine: Engine) -> None:
    journal = Journal(engine)
    journal.claim(APPROVAL)
    journal.release(APPROVAL.key)
    journal.claim(APPROVAL)
    journal.record(APPROVAL.key, {})
    with pytest.raises(ApprovalUsed):
        journal.claim(APPROVAL)


def test_of_many_that_claim_at_once_one_gets_it(tmp_path: Path) -> None:
    """Each with a connection of its own, as processes have."""
    engines = [open_database(tmp_path / "governance.db") for _ in range(8)]
    start, outcomes = threading.Barrier(len(engines)), []

    def claim(engine: Engine) -> None:
        start.wait()
        try:
            Journal(engine).claim(APPROVAL)
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
