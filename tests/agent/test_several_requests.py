"""One message with several requests, from the words to the tables and cards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.session import Session, open_session
from agent.settings import Settings
from tests import studio

pytestmark = pytest.mark.anyio


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return studio.settings(tmp_path / "data")


@pytest.fixture
async def session(settings: Settings) -> AsyncIterator[Session]:
    async with open_session(settings) as opened:
        yield opened


async def test_each_answer_has_its_table(session: Session) -> None:
    answer = await session.ask("which invoices are overdue and which tasks are open?")
    assert [table.tool for table in answer.tables] == ["list_invoices", "list_tasks"]


async def test_a_table_stays_beside_the_card(session: Session) -> None:
    answer = await session.ask("log 1h on Homepage wireframes and show the overdue invoices")
    assert [card.tool for card in answer.pending] == ["create_time_entry"]
    assert [table.tool for table in answer.tables] == ["list_invoices"]
