"""`paymo-agent audit`: what it proves to a person, and what others can prove without it."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from agent.cli import app
from tools_server.governance.approvals import digest
from tools_server.governance.audit import AuditLog
from tools_server.governance.database import open_database

pytestmark = pytest.mark.tampers

CONTRACTS = Path(__file__).parents[2] / "docs" / "contracts.md"
ARGS = {"name": "Fußzeile", "project_id": 101}
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
        log.append("answered", **about, body={**tool, "record": {"id": 9, **ARGS}})
    return folder


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
    assert (run("verify").exit_code, run("anchor").exit_code) == (1, 0)
    assert run("verify").exit_code == 0
    assert "anchored after 4 entries" in run("list").output
    assert run("anchor").exit_code == 6  # it has one: nothing may replace it


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
