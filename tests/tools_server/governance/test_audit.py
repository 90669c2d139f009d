"""The audit log: one chain, whoever writes it, and no change that goes unnoticed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tools_server.errors import Conflict
from tools_server.governance.audit import AuditLog
from tools_server.governance.chain import Entry, Verdict
from tools_server.governance.database import open_database

pytestmark = pytest.mark.tampers

APPEND = """
import sys, time
from pathlib import Path
from tools_server.governance.audit import AuditLog
from tools_server.governance.database import open_database
path = Path(sys.argv[1])
log = AuditLog.in_folder(path.parent, open_database(path))
print("ready", flush=True)
sys.stdin.readline()
for number in range(60):
    log.append("sent", actor=sys.argv[2], action=str(number), digest="d", body={"n": number})
    time.sleep(0.01)
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Six entries: actions a0 to a5."""
    path = tmp_path / "governance.db"
    add(path, 6)
    return path


@contextmanager
def opened(path: Path) -> Iterator[AuditLog]:
    engine = open_database(path)
    yield AuditLog.in_folder(path.parent, engine)
    engine.dispose()


def add(path: Path, count: int) -> None:
    with opened(path) as log:
        for number in range(count):
            body = {"tool": "create_task", "args": {"minutes": number, "name": "Zoë"}}
            log.append("proposed", actor="Nora", action=f"a{number}", digest="d", body=body)


def verdict(path: Path) -> Verdict:
    with opened(path) as log:
        return log.verify()


def entries(path: Path) -> list[Entry]:
    with opened(path) as log:
        return log.entries()


def anchored_anew(path: Path) -> Verdict:
    with opened(path) as log:
        return log.anchor_anew()


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
    assert (verdict(path).entries, verdict(path).problem) == (120, None)
    assert json.loads((tmp_path / "audit.head").read_text())["seq"] == 120
    written = entries(path)
    assert Counter(entry.actor for entry in written) == {"one": 60, "two": 60}
    switches = sum(a.actor != b.actor for a, b in pairwise(written))
    assert switches > 5  # they did write at once


def test_an_untouched_log_is_intact(database: Path) -> None:
    found = verdict(database)
    assert (found.entries, found.problem, found.bad_seq) == (6, None, None)
    assert found.intact


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
                "INSERT INTO audit SELECT 3, at, event, actor, action, digest, body, previous,"
                " hash, seal FROM audit WHERE seq = 2",
            ],
            3,
            "entry 3 was changed",
        ),
        (["DELETE FROM audit WHERE seq > 4"], 5, "entries 5 to 6 are missing"),
        (["DELETE FROM audit WHERE seq = 6"], 6, "entry 6 is missing"),
        (["DELETE FROM audit"], 1, "entries 1 to 6 are missing"),
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
        "last-cut",
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


def test_an_edit_with_a_fresh_hash_is_still_named_itself(database: Path) -> None:
    third = entries(database)[2]
    forged = Entry(**{**vars(third), "actor": "Rory", "hash": ""})
    change(
        database,
        f"UPDATE audit SET actor = 'Rory', hash = '{forged.computed_hash()}' WHERE seq = 3",
    )
    assert verdict(database).bad_seq == 3


def test_an_entry_added_behind_the_log_is_found(database: Path) -> None:
    last = entries(database)[-1]
    forged = Entry(**{**vars(last), "seq": 7, "previous": last.hash, "hash": ""})
    change(
        database,
        "INSERT INTO audit SELECT 7, at, event, actor, action, digest, body,"
        f" '{last.hash}', '{forged.computed_hash()}', seal FROM audit WHERE seq = 6",
    )
    found = verdict(database)
    assert (found.bad_seq, found.problem) == (7, "entry 7 was changed or added")


def test_a_cut_is_found_however_long_the_log_grows_after_it(database: Path) -> None:
    change(database, "DELETE FROM audit WHERE seq > 4")
    add(database, 4)
    found = verdict(database)
    assert (found.bad_seq, found.problem) == (5, "entry 5 is missing")
    assert [entry.seq for entry in entries(database)] == [1, 2, 3, 4, 7, 8, 9, 10]


def test_an_anchor_that_was_taken_away_does_not_come_back_by_itself(database: Path) -> None:
    (database.parent / "audit.head").unlink()
    change(database, "DELETE FROM audit WHERE seq > 4")
    add(database, 1)
    found = verdict(database)
    assert "audit.head is missing" in (found.problem or "")
    assert not (database.parent / "audit.head").exists()


def test_a_kill_between_entry_and_anchor_is_no_tampering(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AuditLog, "_move_anchor", lambda *_: None)
    add(database, 1)
    monkeypatch.undo()
    assert verdict(database).intact
    add(database, 1)
    assert (verdict(database).intact, verdict(database).entries) == (True, 8)
    change(database, "DELETE FROM audit WHERE seq > 7")
    assert verdict(database).bad_seq == 8


def test_the_log_of_an_older_version_gets_its_anchor_once_and_by_hand(database: Path) -> None:
    (database.parent / "audit.head").unlink()
    change(database, "UPDATE audit SET seal = NULL")
    add(database, 1)
    assert "would bless it as it is" in (verdict(database).problem or "")
    assert (anchored_anew(database).intact, verdict(database).unsealed) == (True, 0)
    assert verdict(database).intact
    with pytest.raises(Conflict):
        anchored_anew(database)


def test_a_log_that_was_changed_gets_no_new_anchor(database: Path) -> None:
    (database.parent / "audit.head").unlink()
    change(database, "UPDATE audit SET actor = 'Rory' WHERE seq = 3")
    assert anchored_anew(database).bad_seq == 3
    assert not (database.parent / "audit.head").exists()


def test_an_unreadable_entry_is_listed_all_the_same(database: Path) -> None:
    change(database, "UPDATE audit SET body = '[1' WHERE seq = 3")
    assert [entry.body for entry in entries(database)][2] == {"unreadable": "[1"}


DEEP = "[" * 200_000 + "]" * 200_000
UNTYPED = "at, event, actor, action, digest, body, previous, hash, seal"


@pytest.mark.parametrize(
    ("tampering", "bad"),
    [
        *(
            ([f"UPDATE audit SET {column} = {value} WHERE seq = 3"], 3)
            for column in ("at", "event", "actor", "action", "digest", "body", "previous", "hash")
            for value in ("CAST(x'ff41' AS TEXT)", "x'ff41'")
        ),
        (["UPDATE audit SET seal = CAST(x'ff41' AS TEXT) WHERE seq = 3"], 3),
        (["UPDATE audit SET hash = CAST(x'ff41' AS TEXT) WHERE seq = 6"], 6),
        ([f"UPDATE audit SET body = '{DEEP}' WHERE seq = 3"], 3),
        (["""UPDATE audit SET body = '{"a": "\\ud800"}' WHERE seq = 3"""], 3),
        (["UPDATE audit SET seq = 9223372036854775807 WHERE seq = 6"], 6),
        *(
            (
                [
                    "ALTER TABLE audit RENAME TO typed",
                    f"CREATE TABLE audit (seq, {UNTYPED})",
                    f"INSERT INTO audit SELECT {seq}, {UNTYPED} FROM typed",
                ],
                bad,
            )
            for seq, bad in (
                ("CAST(seq AS TEXT)", 1),
                ("NULL", 1),
                ("CASE seq WHEN 4 THEN NULL ELSE seq END", 4),
                ("CASE seq WHEN 6 THEN CAST(x'ff' AS TEXT) ELSE seq END", 6),
                ("CASE seq WHEN 6 THEN 6.0 ELSE seq END", 6),
            )
        ),
    ],
)
def test_what_cannot_be_read_is_named_and_keeps_no_entry_out(
    database: Path, tampering: list[str], bad: int
) -> None:
    change(database, *tampering)
    found = verdict(database)
    assert (found.bad_seq, found.entries) == (bad, bad - 1)
    assert len(entries(database)) == 6
    with opened(database) as log:
        told: dict[str, Any] = {"actor": "Nora", "action": "a2", "digest": "d", "body": {}}
        for _ in range(2):
            log.append("proposed", **told, once=True)
    assert len(entries(database)) == 7
    assert verdict(database).bad_seq == bad


@pytest.mark.parametrize(
    "text",
    [
        '{"seq": 1e999, "hash": "", "seal": ""}',
        "[" * 100_000,
        '{"seq": 1, "hash": "\\ud800", "seal": ""}',
        '{"seq": 1, "hash": "", "seal": "\\ud800"}',
        None,
    ],
    ids=["endless", "deep", "half a character", "in the seal", "a directory"],
)
def test_a_broken_anchor_is_found_and_keeps_no_entry_out(database: Path, text: str | None) -> None:
    head = database.parent / "audit.head"
    head.unlink()
    if text is None:
        head.mkdir()
    else:
        head.write_text(text)
    for count in (6, 7):
        found = verdict(database)
        assert (found.problem, found.bad_seq, found.entries) == (
            "audit.head was changed, or the key of this folder was",
            None,
            count,
        )
        add(database, 1)


def test_an_event_told_twice_is_kept_once(database: Path) -> None:
    with opened(database) as log:
        for digest in ("d", "d", "edited"):
            log.append("proposed", actor="Nora", action="told", digest=digest, body={}, once=True)
        found = log.entries(action="told")
    assert [entry.digest for entry in found] == ["d", "edited"]
