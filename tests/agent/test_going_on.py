"""Conversations that go on while cards wait: built-in planner, real tools server, real sandbox."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from agent.session import Answer, Decided, Session, open_session
from agent.settings import Settings
from tests import studio

pytestmark = pytest.mark.anyio

LOG_TIME = "Log 4 hours on Homepage wireframes for last Friday"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return studio.settings(tmp_path / "data")


@pytest.fixture
async def session(settings: Settings) -> AsyncIterator[Session]:
    async with open_session(settings) as opened:
        yield opened


async def new_entries(settings: Settings) -> list[dict[str, Any]]:
    return [e for e in await studio.rows(settings, "entries", "task_id>0") if e["id"] > 520]


async def decide(session: Session, answer: Answer, **decision: Any) -> Decided:
    return await session.decide([{"id": card.id, **decision} for card in answer.pending])  # type: ignore[typeddict-item]


async def test_a_card_is_corrected_in_words_and_written_once(
    settings: Settings, session: Session
) -> None:
    asked = await session.ask(LOG_TIME)
    shorter = await session.ask("make it 3 hours", asked.thread_id)
    moved = await session.ask("and it was Thursday, for Aoife", asked.thread_id)
    assert [card.args["minutes"] for card in shorter.pending] == [180]
    (card,) = moved.pending
    assert (card.args["date"], card.args["user_id"]) == ("2026-10-29", 4)
    assert await new_entries(settings) == []
    done = await decide(session, moved, type="approve")
    (entry,) = await new_entries(settings)
    assert (entry["date"], entry["duration"], entry["user_id"]) == ("2026-10-29", 10800, 4)
    assert "180 minutes (3 h)" in done.answers[0].turn.answer
    late = await decide(session, asked, type="approve")
    assert [outcome.status for outcome in late.outcomes] == ["already_decided"]


async def test_a_question_is_answered_and_the_card_waits_again(
    settings: Settings, session: Session
) -> None:
    asked = await session.ask(LOG_TIME)
    talk = await session.ask("how many hours did Tomás log in October?", asked.thread_id)
    (card,) = talk.pending
    assert card.args == asked.pending[0].args
    assert card.id != asked.pending[0].id
    assert "Tomás Keane" in talk.turn.answer and "waits again" in talk.turn.answer
    assert [table.tool for table in talk.tables] == ["list_time_entries"]
    agreed = await session.ask("yes, do it", asked.thread_id)
    assert "paymo-agent approve" in agreed.turn.answer
    assert await new_entries(settings) == []
    done = await decide(session, agreed, type="approve")
    assert "paymo-agent approve" in done.answers[0].turn.answer  # what was said stays to be read
    assert len(await new_entries(settings)) == 1


async def test_a_dropped_card_is_gone(settings: Settings, session: Session) -> None:
    asked = await session.ask(LOG_TIME)
    dropped = await session.ask("never mind", asked.thread_id)
    assert (dropped.pending, dropped.turn.answer) == ([], "All right, nothing was written.")
    assert await session.pending() == []
    assert await new_entries(settings) == []


@pytest.mark.parametrize(
    ("decision", "reason"), [("reject", "wrong day, I meant Thursday"), ("respond", "on Thursday")]
)
async def test_a_decision_in_words_that_corrects_brings_the_corrected_card(
    settings: Settings, session: Session, decision: str, reason: str
) -> None:
    asked = await session.ask(LOG_TIME)
    decided = await decide(session, asked, type=decision, message=reason)
    (again,) = await session.pending()
    assert (again.args["date"], again.args["minutes"]) == ("2026-10-29", 240)
    assert [outcome.status for outcome in decided.outcomes] == [f"{decision}ed"]
    assert await new_entries(settings) == []


async def test_one_card_is_approved_and_the_other_changed(
    settings: Settings, session: Session
) -> None:
    said = "Log 1 hour on Homepage wireframes and 2 hours on Visual design for last Friday"
    asked = await session.ask(said)
    first, _ = asked.pending
    await session.decide([{"type": "approve", "id": first.id}])
    changed = await session.ask("make it 90 minutes", asked.thread_id)
    assert [(c.args["task_id"], c.args["minutes"]) for c in changed.pending] == [(302, 90)]
    assert "Logged 60 minutes (1 h) on Homepage wireframes" in changed.turn.answer
    await decide(session, changed, type="approve")
    assert sorted(e["duration"] for e in await new_entries(settings)) == [3600, 5400]


async def test_the_same_again_after_a_write(settings: Settings, session: Session) -> None:
    asked = await session.ask(LOG_TIME)
    await decide(session, asked, type="approve")
    again = await session.ask("same for Thursday", asked.thread_id)
    assert [card.args["date"] for card in again.pending] == ["2026-10-29"]
    await decide(session, again, type="approve")
    saved = await session.ask("make that 3 hours", asked.thread_id)
    assert saved.pending == [] and "saved in Paymo already" in saved.turn.answer
    assert sorted(e["date"] for e in await new_entries(settings)) == ["2026-10-29", "2026-10-30"]
