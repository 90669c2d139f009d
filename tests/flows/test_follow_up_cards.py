"""The review's follow-ups over the wire: their cards are the server's own, and come once."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.flows.month_end import FLOW, MonthEndInput
from agent.session import Answer, Session, open_session
from tests import studio
from tests.flows.reading import demo, material_for

pytestmark = pytest.mark.anyio


async def test_every_proposal_passes_the_servers_check_and_reads_as_its_card(
    tmp_path: Path,
) -> None:
    asked = MonthEndInput(month="2026-10")
    async with demo(tmp_path) as tools:
        review = FLOW.report(asked, await material_for(tools, FLOW, asked))
        assert len(review.proposals) > 20
        for proposal in review.proposals:
            answer = await tools.call(proposal.tool, {**proposal.args, "dry_run": True})
            assert answer.failure is None
            assert answer.content["status"] == "preview"
            card = answer.content["proposal"]
            assert card["args"] == proposal.args
            assert {row["label"]: row["shown"] for row in card["fields"]} == proposal.shown
            assert [row["label"] for row in card["fields"]] == list(proposal.shown)
            assert card["warnings"] == []


async def run(session: Session, month: str) -> Answer:
    events = [event async for event in session.run_flow(FLOW.name, {"month": month})]
    answer = events[-1]
    assert isinstance(answer, Answer)
    return answer


async def test_what_was_created_is_recognised_by_the_next_review(tmp_path: Path) -> None:
    async with open_session(studio.settings(tmp_path / "data")) as session:
        first = await run(session, "2026-10")
        overdue = [card for card in first.pending if "overdue" in card.args["name"]]
        assert overdue
        card = overdue[0]
        decided = await session.decide([{"type": "approve", "id": card.id, "digest": card.digest}])
        assert [each.status for each in decided.outcomes] == ["created"]
        for month in ("2026-10", "2026-11"):
            again = await run(session, month)
            assert again.report is not None
            names = [each.args["name"] for each in again.report.proposals]
            assert card.args["name"] not in names
            assert any(card.args["name"] in text for text in again.report.warnings)
            assert {each.args["name"] for each in overdue[1:]} <= set(names)
