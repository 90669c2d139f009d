"""`paymo-agent audit`: what it proves to a person, and what others can prove without it."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from agent.cli import app
from tools_server.governance.approvals import Approval, digest
from tools_server.governance.audit import AuditLog
from tools_server.governance.database import open_database
from tools_server.governance.journal import Claim, Journal

pytestmark = pytest.mark.tampers

CONTRACTS = Path(__file__).parents[2] / "docs" / "contracts.md"
ARGS = {"name": "Fußzeile", "project_id": 101}
RECORD = {"id": 9, **ARGS}
CREATE = digest("create_task", ARGS)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder that the settings of a test name, with one write from proposal to record."""
    folder = tmp_path / "data"
    folder.mkdir()
    with opened(folder) as log:
        about: dict[str, Any] = {"actor": "Nora", "action": "t-1", "digest": CREATE}
        tool = {"tool": "create_task", "summary": "Create task “Fußzeile”"}
        log.append("proposed", **about, body={**tool, "args": ARGS})
        log.append("decided", **about, body={**tool, "type": "approve"})
        log.append("sent", **about, body={**tool, "args": ARGS})
        log.append("answered", **about, body={**tool, "record": RECORD})
    keep_in_journal(folder)
    return folder


def keep_in_journal(folder: Path) -> None:
    engine = open_database(folder / "governance.db")
    approval = Approval(
        tool="create_task",
        digest=CREATE,
        card="",
        key="t-1",
        thread="t",
        approver="Nora",
        account="demo",
        expires_at=datetime.now(UTC),
    )
    journal = Journal(engine)
    journal.claim(Claim.of(approval, ARGS, [], "demo"))
    journal.record("t-1", RECORD)
    engine.dispose()


@contextmanager
def opened(folder: Path) -> Iterator[AuditLog]:
    engine = open_database(folder / "governance.db")
    yield AuditLog.in_folder(folder, engine)
    engine.dispose()


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["audit", *args])


def change(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "governance.db") as connection:
        connection.execute(statement)
    connection.close()


def test_a_whole_log_is_proved(data: Path) -> None:
    done = run("verify")
    assert done.exit_code == 0
    assert done.output.startswith("Intact: 4 entries, head ")
    assert "Approved, sent and stored agree: 1 sent, 1 stored." in done.output


def test_a_changed_entry_is_named(data: Path) -> None:
    change(data, "UPDATE audit SET actor = 'Rory' WHERE seq = 2")
    done = run("verify")
    assert (done.exit_code, "Broken: entry 2 was changed or added." in done.output) == (1, True)
    change(data, "UPDATE audit SET body = '[' WHERE seq = 3")
    assert run("list").exit_code == 0


HALF = r'{"tool": "create_task", "type": "edit", "edited_action": {"args": "\ud800"}, "args": {}}'
BROKEN_ROWS = [
    ("actor = CAST(x'ff41' AS TEXT)", "unreadable: b'"),
    ("actor = x'ff41'", "unreadable: b'"),
    ("body = CAST(x'ff41' AS TEXT)", "unreadable: b'"),
    ("body = '" + "[" * 200_000 + "]" * 200_000 + "'", "unreadable: [[["),
    ("""body = '{"type": "edit", "edited_action": "x"}'""", "edit"),
    ("""body = '{"type": [], "message": {}, "edited_action": {"args": 7}}'""", "7"),
    (f"event = 'sent', body = '{HALF}'", "ud800"),
    (f"event = 'decided', body = '{HALF}'", "ud800"),
]


@pytest.mark.parametrize(("values", "seen"), BROKEN_ROWS)
def test_a_broken_row_is_named_listed_and_exported(
    data: Path, tmp_path: Path, values: str, seen: str
) -> None:
    change(data, f"UPDATE audit SET {values} WHERE seq = 2")
    done = run("verify")
    assert (done.exit_code, "Broken: entry 2 was changed or added." in done.stdout) == (1, True)
    assert json.loads(run("verify", "--json").stdout)["bad_seq"] == 2
    listed = run("list")
    assert (listed.exit_code, seen in listed.stdout.splitlines()[1]) == (0, True)
    exported = run("export", str(tmp_path / "audit.jsonl"))
    for told in (listed, run("list", "--json"), exported):
        assert told.exit_code == 0
        assert told.stderr.startswith("The chain is broken at entry 2: ")
    lines = (tmp_path / "audit.jsonl").read_text().splitlines()
    assert [json.loads(line)["seq"] for line in lines] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE journal SET answer = '{}', record_id = 1", "the journal changed the write"),
        ("UPDATE journal SET answer = CAST(x'ff' AS TEXT)", "the journal changed the write"),
        ("UPDATE journal SET digest = CAST(x'ff' AS TEXT)", "with other arguments"),
        ("DELETE FROM journal", "the journal lost the write"),
    ],
)
def test_what_the_journal_says_otherwise_is_named(data: Path, statement: str, problem: str) -> None:
    change(data, statement)
    done = run("verify")
    assert (done.exit_code, "Intact: 4 entries" in done.stdout) == (1, True)
    assert "Wrong: t-1 (entry 4): " in done.stdout
    assert problem in done.stdout


def test_an_export_takes_the_place_of_an_older_one_whole_or_not_at_all(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "audit.jsonl"
    out.write_text("older")

    def full(_handle: int, *_: Any, **__: Any) -> Any:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.fdopen", full)
        assert run("export", str(out)).exit_code == 2
    assert out.read_text() == "older"
    link = tmp_path / "link"
    link.symlink_to(out)
    assert run("export", str(link)).exit_code == 0
    assert len(out.read_text().splitlines()) == 4
    assert run("export", "/dev/null").exit_code == 0
    assert Path("/dev/null").is_char_device()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit.jsonl", "data", "link"]


def test_a_write_that_nobody_approved_is_named_in_a_whole_log(data: Path) -> None:
    with opened(data) as log:
        body = {"tool": "create_task", "args": ARGS}
        log.append("sent", actor="Nora", action="t-2", digest=CREATE, body=body)
    done = run("verify", "--json")
    found = json.loads(done.output)
    assert (done.exit_code, found["intact"], found["sent"]) == (1, True, 2)
    (mismatch,) = found["mismatches"]
    assert (mismatch["action"], mismatch["seq"]) == ("t-2", 5)
    assert "no person approved it" in mismatch["problem"]


def test_the_log_of_an_older_version_is_anchored_on_request(data: Path) -> None:
    (data / "audit.head").unlink()
    change(data, "UPDATE audit SET seal = NULL")
    told = run("verify")
    assert "somebody wrote it anew" in told.stdout
    assert "would bless it as it is" in told.stdout
    assert (told.exit_code, run("anchor", "--yes").exit_code) == (1, 0)
    assert run("verify").exit_code == 0
    assert "anchored after 4 entries, 4 without a seal" in run("list").output
    for asked in (["anchor"], ["anchor", "--yes"]):
        assert run(*asked).exit_code == 6  # it has one: nothing may replace it


def test_what_nothing_proves_is_told_before_a_person_vouches_for_it(data: Path) -> None:
    """Seals and anchor stripped from a log that was cut: it looks like an older version's."""
    (data / "audit.head").unlink()
    change(data, "DELETE FROM audit WHERE seq = 4")
    change(data, "UPDATE audit SET seal = NULL")
    told = run("anchor")
    assert told.exit_code == 7
    assert "Not anchored: 3 entries, 3 of them without a seal." in told.output
    assert "somebody took the seals away" in told.output
    assert "audit anchor --yes" in told.output
    asked = json.loads(run("anchor", "--json").output)
    assert (asked["anchored"], asked["intact"], asked["unsealed"]) == (False, True, 3)
    assert not (data / "audit.head").exists()
    assert run("verify").exit_code == 1


def test_a_log_with_its_seals_is_told_from_one_without(data: Path) -> None:
    (data / "audit.head").unlink()
    assert "audit anchor" not in run("verify").output
    told = run("anchor").output
    assert "Not anchored: 4 entries, 0 of them without a seal." in told
    assert "took the seals away" not in told
    change(data, "UPDATE audit SET actor = 'Rory' WHERE seq = 2")
    broken = run("anchor", "--yes")
    assert (broken.exit_code, "Broken: entry 2 was changed" in broken.output) == (1, True)


def test_others_verify_an_export_with_what_the_contract_says(data: Path, tmp_path: Path) -> None:
    script = re.search(r"## Audit log.*?```python\n(.*?)```", CONTRACTS.read_text(), re.DOTALL)
    assert script
    out = tmp_path / "audit.jsonl"
    head = json.loads(run("export", str(out), "--json").output)["head"]
    checked = checked_by(script[1], out)
    assert (checked.stdout, checked.returncode) == (f"{head}\n", 0)
    lines = out.read_text().splitlines(keepends=True)
    for place in range(len(lines)):
        edited = lines[place].replace("Nora", "Rory")
        out.write_text("".join([*lines[:place], edited, *lines[place + 1 :]]))
        refused = checked_by(script[1], out)
        assert refused.stderr == f"entry {place + 1} is not as it was written\n"


def checked_by(script: str, export: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, str(export)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
