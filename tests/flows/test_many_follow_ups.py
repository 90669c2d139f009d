"""A review that finds more to follow up than anybody can decide about, over the wire."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from agent.flows.figures.importance import MOST
from agent.session import Answer, Session, open_session
from agent.settings import Settings
from agent.state import Decision
from tests import studio

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

INVOICES = 110


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The studio, with very many overdue invoices of one client."""
    world = json.loads(studio.WORLD.read_text())
    world["invoices"] += [_overdue(n) for n in range(INVOICES)]
    path = tmp_path / "busy.json"
    path.write_text(json.dumps(world))
    return studio.settings(tmp_path / "data", world=path)


def _overdue(number: int) -> dict[str, Any]:
    return {
        "id": 9000 + number,
        "number": f"#LATE-{number:03}",
        "client_id": 11,
        "currency": "EUR",
        "status": "sent",
        "date": "2026-07-01",
        "due_date": f"2026-08-{1 + number % 28:02}",
        "total": 100,
    }


async def reviewed(session: Session) -> Answer:
    args = {"month": "2026-10", "client": "Northwind"}
    events = [each async for each in session.run_flow("month_end_review", args)]
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert answer.report is not None
    return answer


async def test_all_that_is_suggested_is_approved_at_once_and_the_next_ones_follow(
    settings: Settings,
) -> None:
    async with open_session(settings) as session:
        first = await reviewed(session)
        assert first.report is not None
        every = len(first.report.as_json()["proposals"])
        left = every - MOST
        assert left > 0
        assert len(first.pending) == MOST
        assert f"{left} more are not suggested yet" in first.turn.answer
        assert "Approve some of these, then run the review again" in str(first.report.warnings)
        approved: list[Decision] = [
            {"type": "approve", "id": card.id, "digest": card.digest} for card in first.pending
        ]
        decided = await session.decide(approved)
        assert {each.status for each in decided.outcomes} == {"created"}
        second = await reviewed(session)
        assert second.report is not None
        assert len(second.pending) == len(second.report.proposals) == left
