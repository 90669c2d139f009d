"""An edit that is sent after its card waited again: each time it was approved is on record."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from agent.nodes import check
from tools_server.governance.approvals import digest
from tools_server.governance.audit import AuditLog
from tools_server.governance.database import open_database
from tools_server.governance.reconcile import Kept, reconcile

ARGS = {"task_id": 301, "minutes": 60}


def test_the_same_edit_is_approved_each_time_its_card_is_asked(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "governance.db")
    log = AuditLog.in_folder(tmp_path, engine)
    desk = cast(Any, SimpleNamespace(audit=log))
    wanted = digest("create_time_entry", ARGS)
    action = {
        "tool": "create_time_entry",
        "summary": "Log 1 hour",
        "id": "t-1",
        "args": ARGS,
        "digest": wanted,
        "approver": "Nora",
    }
    about: dict[str, Any] = {"actor": "Nora", "action": "t-1", "digest": wanted}
    for asked in (1, 2):
        body = {"tool": "create_time_entry", "args": ARGS, "asked": asked}
        log.append("proposed", **about, body=body, once=True)
        for _ in range(2):  # a node may run twice
            check._note_approval(desk, cast(Any, {**action, "asked": asked}))
    log.append("sent", **about, body={"tool": "create_time_entry", "args": ARGS})
    entries = log.entries()
    engine.dispose()
    assert [entry.event for entry in entries] == ["proposed", "decided"] * 2 + ["sent"]
    assert reconcile(entries, {"t-1": Kept("claimed", wanted)}).mismatches == []
