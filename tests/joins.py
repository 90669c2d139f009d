"""Approved == sent == stored, joined over every test run.

After each test the audit logs that it left are verified and joined: every write with its approval,
its request and its record, and with what the sandbox in the same folder holds. Logs of fixtures
that live longer are joined at the end. A test that damages its log on purpose carries `tampers`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tools_server.governance.audit import AuditLog
from tools_server.governance.chain import Entry
from tools_server.governance.database import open_database
from tools_server.governance.reconcile import (
    NEVER_SENT,
    NOT_APPROVED,
    NOT_TOLD,
    deviations,
    reconcile,
    spent_keys,
)

MARKER = "tampers: damages its audit log on purpose, so that it is not joined"
PRIORITIES = {25: "low", 50: "normal", 75: "high", 100: "critical"}
_PLANTED = (NOT_APPROVED, NEVER_SENT, NOT_TOLD)
_GONE = ["written, and deleted or changed since by somebody else"]
TABLES = {"create_task": "tasks", "create_time_entry": "entries"}


@dataclass
class Count:
    """What was joined so far."""

    logs: int = 0
    entries: int = 0
    sent: int = 0
    stored: int = 0
    found_in_paymo: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: dict[str, Any]) -> None:
        for name, value in other.items():
            setattr(self, name, getattr(self, name) + value)


class Joins:
    """The plugin: counts, and fails the run where something does not join."""

    def __init__(self) -> None:
        self.count = Count()
        self._done: set[Path] = set()
        self._damaged: list[Path] = []

    def check(self, folder: Path, *, damaged: bool) -> list[str]:
        """Join what lies in this folder; what does not fit."""
        if damaged:
            self._damaged.append(folder)
            return []
        before = len(self.count.wrong)
        for database in sorted(folder.rglob("governance.db")):
            if database in self._done or any(database.is_relative_to(d) for d in self._damaged):
                continue
            if (database.parent / "audit.head").exists():
                self._done.add(database)
                self._join(database)
        return self.count.wrong[before:]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        factory = getattr(session.config, "_tmp_path_factory", None)
        # With workers the logs are theirs, and only they know which were damaged on purpose.
        workers = getattr(session.config.option, "numprocesses", None)
        mine = not workers or hasattr(session.config, "workerinput")
        if mine and factory is not None and factory._basetemp is not None:
            self.check(factory.getbasetemp(), damaged=False)
        if self.count.wrong:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        output = getattr(session.config, "workeroutput", None)
        if output is not None:  # a worker of pytest-xdist
            output["joins"] = asdict(self.count)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.count.add(getattr(node, "workeroutput", {}).get("joins", {}))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        count = self.count
        for problem in count.wrong:
            terminalreporter.write_line(f"does not join: {problem}", red=True)
        terminalreporter.write_line(
            f"approved == sent == stored: {count.sent} writes sent, {count.stored} answered with"
            f" their record, {count.found_in_paymo} of them found in a sandbox file; "
            f"{count.entries} entries in {count.logs} audit logs, {len(count.wrong)} do not join"
        )

    def _join(self, database: Path) -> None:
        engine = open_database(database)
        log = AuditLog.in_folder(database.parent, engine)
        verdict, entries, spent = log.verify(), log.entries(), spent_keys(engine)
        engine.dispose()
        joined = reconcile(entries, spent)
        wrong = [f"{m.action}, entry {m.seq}: {m.problem}" for m in joined.mismatches]
        if not any(entry.event == "proposed" for entry in entries):
            # No agent took part: the test signed approvals and planted claims itself.
            wrong = [text for text in wrong if not any(part in text for part in _PLANTED)]
        wrong += [] if verdict.intact else [str(verdict.problem)]
        found, missing = _in_paymo(database.parent, entries)
        wrong += missing
        self.count.add(
            {
                "logs": 1,
                "entries": len(entries),
                "sent": joined.sent,
                "stored": joined.stored,
                "found_in_paymo": found,
                "wrong": [f"{database.parent.name}: {text}" for text in wrong],
            }
        )


def _in_paymo(folder: Path, entries: Iterable[Entry]) -> tuple[int, list[str]]:
    """How many records were found in the folder's sandboxes as they were sent, and which not."""
    sandboxes = sorted(folder.glob("sandbox-*.db"))
    if not sandboxes:
        return 0, []
    sent: dict[str, tuple[str, dict[str, Any]]] = {}
    found, wrong = 0, []
    for entry in entries:
        if entry.event == "sent":
            sent[entry.action] = (entry.body["tool"], entry.body["args"])
        if entry.event == "answered" and "record" in entry.body and entry.action in sent:
            tool, args = sent[entry.action]
            id = entry.body["record"]["id"]
            differing = [_differences(path, tool, id, args) for path in sandboxes]
            if [] in differing:
                found += 1
            elif _GONE not in differing:
                wrong.append(f"{entry.action}: {TABLES[tool]} {id} in Paymo: {differing}")
    return found, wrong


def _differences(sandbox: Path, tool: str, id: int, args: dict[str, Any]) -> list[str]:
    with closing(sqlite3.connect(f"file:{sandbox}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        query = f"SELECT * FROM {TABLES[tool]} WHERE id = ?"
        row = connection.execute(query, [id]).fetchone()
        query = "SELECT seq FROM sqlite_sequence WHERE name = ?"
        (last_id,) = connection.execute(query, [TABLES[tool]]).fetchone()
    if row is None:
        return _GONE if id <= last_id else ["never there"]
    if row["updated_on"] != row["created_on"]:
        return _GONE
    stored = _task(dict(row)) if tool == "create_task" else _entry(dict(row))
    raw = {**args, **{k: _moment(args[k]) for k in ("start_time", "end_time") if k in args}}
    wrong = deviations({k: v for k, v in raw.items() if k != "description"}, stored)
    if args.get("description", "") != (stored["description"] or ""):  # to the letter
        wrong.append(f"description is {stored['description']!r}")
    return wrong


def _task(row: dict[str, Any]) -> dict[str, Any]:
    kept = ("name", "project_id", "tasklist_id", "due_date", "description")
    return {
        **{name: row[name] for name in kept},
        "user_ids": json.loads(row["users"] or "[]"),
        "priority": PRIORITIES.get(row["priority"]),
        "billable": bool(row["billable"]),
    }


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    kept = ("task_id", "project_id", "user_id", "date", "start_time", "end_time", "description")
    seconds = row["duration"] or 0
    return {**{name: row[name] for name in kept}, "minutes": seconds // 60}


def _moment(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
