"""A conversation that went wrong becomes a case: what was said and decided, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from agent.session import open_session
from tests import studio
from tools_server.errors import NotFound

pytestmark = pytest.mark.anyio

ENTRY = "Log 4 hours on Homepage wireframes for last Friday"


async def test_what_was_said_and_decided_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    settings = studio.settings(tmp_path / "data")
    async with open_session(settings) as session:
        first = await session.ask("Which invoices are overdue?")
        thread = first.thread_id
        (card,) = (await session.ask(ENTRY, thread)).pending
        edited = {"name": card.tool, "args": {**card.args, "minutes": 180}}
        await session.decide([{"type": "edit", "id": card.id, "edited_action": edited}])
        (card,) = (await session.ask(ENTRY, thread)).pending
        await session.decide([{"type": "reject", "id": card.id, "message": "wrong\n- day: x"}])
        path = await session.keep_case(thread, wish="The day\nshould be Thursday")
        shorter = yaml.safe_load(await session.as_case(thread, turns=1))
        with pytest.raises(NotFound):
            await session.as_case(thread, turns=9)

    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text()
    (case,) = yaml.safe_load(text)
    assert case["turns"] == [
        {"say": "Which invoices are overdue?"},
        {"say": ENTRY, "decide": {"edit": {"minutes": 180}}},
        {"say": ENTRY, "decide": {"reject": "wrong\n- day: x"}},
    ]
    assert case["draft"] is True
    assert (case["today"], case["world"]) == (studio.TODAY, str(studio.WORLD))
    example = text.partition("  expect:\n")[2]
    (expect,) = yaml.safe_load("- " + example.replace("    # ", "  ").strip())
    assert expect["calls"][0]["tool"] == "create_time_entry"  # once its marks are taken away
    comment = [line for line in text.splitlines() if line.startswith("#")]
    assert text.startswith("\n".join(comment))  # nothing that was typed ends the comment
    assert "# Wanted: The day should be Thursday" in comment
    assert [turn["say"] for turn in shorter[0]["turns"]] == ["Which invoices are overdue?"]


async def test_a_conversation_of_another_day_is_kept_with_that_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = studio.settings(tmp_path / "data", today=None)
    async with open_session(settings) as session:
        monkeypatch.setattr("agent.library._now", lambda: "2026-10-30T23:30:00.000+00:00")
        thread = (await session.ask("who is on the team")).thread_id
        monkeypatch.undo()
        (case,) = yaml.safe_load(await session.as_case(thread))
    assert case["today"] == "2026-10-30"  # in Dublin, where summer time has ended
