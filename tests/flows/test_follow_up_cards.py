"""What a follow-up shows in the report is what the server's own card of it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.flows.month_end import FLOW, MonthEndInput
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
