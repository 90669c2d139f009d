"""The audit log: one chain, whoever writes it, and no change that goes unnoticed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tools_server.governance.audit import AuditLog, Entry, Verdict
from tools_server.governance.database import open_database

APPEND = """
import sys, time
from pathlib import Path
from tools_server.governance.audit import AuditLog
from tools_server.governance.database import open_database
log = AuditLog(open_database(Path(sys.argv[1])))
print("ready", flush=True)
sys.stdin.readline()
for number in range(60):
    log.append("sent", actor=sys.argv[2], action=str(number), digest="d", body={"n": number})
    time.sleep(0.002)
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Six entries: actions a0 to a5."""
    path = tmp_path / "governance.db"
    engine = open_database(path)
    log = AuditLog(engine)
    for number in range(6):
        body = {"tool": "create_task", "args": {"minutes": number, "name": "Zoë"}}
        log.append("proposed", actor="Nora", action=f"a{number}", digest="d", body=body)
    engine.dispose()
    return path


def verdict(path: Path) -> Verdict:
    engine = open_database(path)
    found = AuditLog(engine).verify()
    engine.dispose()
    return found


def writer(path: Path, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", APPEND, str(path), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def change(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_processes_that_write_at_once_keep_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "governance.db"
    writers = [writer(path, name) for name in ("one", "two")]
    for process in writers:
        assert process.stdout and process.stdout.readline() == "ready\n"
    for process in writers:
        assert process.stdin
        process.stdin.close()
    assert [process.wait(timeout=60) for process in writers] == [0, 0]
    for process in writers:
        assert process.stdout
        process.stdout.close()
    assert verdict(path) == Verdict(120)
    engine = open_database(path)
    entries = AuditLog(engine).entries()
    engine.dispose()
    assert Counter(entry.actor for entry in entries) == {"one": 60, "two": 60}
    switches = sum(a.actor != b.actor for a, b in pairwise(entries))
    assert switches > 5  # they did write at once


def test_an_untouched_log_is_intact(database: Path) -> None:
    assert verdict(database) == Verdict(6)
    assert verdict(database).intact


@pytest.mark.parametrize(
    ("tampering", "bad", "problem"),
    [
        (["UPDATE audit SET actor = 'Rory' WHERE seq = 3"], 3, "entry 3 was changed"),
        (["UPDATE audit SET at = '2020-01-01' WHERE seq = 1"], 1, "entry 1 was changed"),
        (["UPDATE audit SET body = json_set(body, '$.args.minutes', 9) WHERE seq = 5"], 5, "5 was"),
        (["DELETE FROM audit WHERE seq = 1"], 1, "entry 1 is missing"),
        (["DELETE FROM audit WHERE seq = 4"], 4, "entry 4 is missing"),
        (
            ["DELETE FROM audit WHERE seq = 4", "UPDATE audit SET seq = seq - 1 WHERE seq > 4"],
            4,
            "entry 4 was changed",
        ),
        (
            [
                "UPDATE audit SET seq = 99 WHERE seq = 2",
                "UPDATE audit SET seq = 2 WHERE seq = 3",
                "UPDATE audit SET seq = 3 WHERE seq = 99",
            ],
            2,
            "entry 2 was changed",
        ),
        (
            [
                "UPDATE audit SET seq = -seq - 1 WHERE seq > 2",
                "UPDATE audit SET seq = -seq WHERE seq < 0",
                "INSERT INTO audit SELECT 3, at, event, actor, action, digest, body, previous, hash"
                " FROM audit WHERE seq = 2",
            ],
            3,
            "entry 3 was changed",
        ),
        (["DELETE FROM audit WHERE seq > 4"], 5, "entries after 4 are missing"),
        (["DELETE FROM audit"], 1, "entries after 0 are missing"),
    ],
    ids=[
        "edit",
        "edit-first",
        "edit-body",
        "delete-first",
        "delete",
        "close-gap",
        "swap",
        "insert",
        "tail-cut",
        "all",
    ],
)
def test_tampering_is_found_and_the_first_bad_entry_named(
    database: Path, tampering: list[str], bad: int, problem: str
) -> None:
    change(database, *tampering)
    found = verdict(database)
    assert not found.intact
    assert (found.bad_seq, found.entries) == (bad, bad - 1)
    assert problem in (found.problem or "")


def test_an_edit_with_a_fresh_hash_breaks_the_next_link(database: Path) -> None:
    engine = open_database(database)
    third = AuditLog(engine).entries()[2]
    engine.dispose()
    forged = Entry(**{**vars(third), "actor": "Rory", "hash": ""})
    change(
        database,
        f"UPDATE audit SET actor = 'Rory', hash = '{forged.computed_hash()}' WHERE seq = 3",
    )
    assert verdict(database).bad_seq == 4


def test_an_entry_added_behind_the_log_is_found(database: Path) -> None:
    engine = open_database(database)
    last = AuditLog(engine).entries()[-1]
    engine.dispose()
    forged = Entry(**{**vars(last), "seq": 7, "previous": last.hash, "hash": ""})
    change(
        database,
        "INSERT INTO audit SELECT 7, at, event, actor, action, digest, body,"
        f" '{last.hash}', '{forged.computed_hash()}' FROM audit WHERE seq = 6",
    )
    found = verdict(database)
    assert (found.bad_seq, found.problem) == (7, "entry 7 was added")


def test_an_event_told_twice_is_kept_once(database: Path) -> None:
    engine = open_database(database)
    log = AuditLog(engine)
    for digest in ("d", "d", "edited"):
        log.append("proposed", actor="Nora", action="told", digest=digest, body={}, once=True)
    found = log.entries(action="told")
    engine.dispose()
    assert [entry.digest for entry in found] == ["d", "edited"]
