"""A model of a provider, spoken to over its real protocol: a small server stands in for OpenAI."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agent.commands.output import EXIT_CODES
from agent.compact import parse_compact
from agent.flows import all_flows
from agent.session import Answer, Session, open_session
from agent.settings import Settings
from agent.steps import Words
from tests import studio
from tests.openai_provider import KEY, MODEL, Provider, call, calls, words
from tools_server.errors import RateLimited, Unauthorized, UpstreamUnavailable

pytestmark = pytest.mark.anyio

ENTRY = {"task_id": 301, "minutes": 240, "date": "2026-10-30", "user_id": 4}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return studio.settings(tmp_path / "data", model=MODEL)


@pytest.fixture(params=["whole", "streamed"])
def streamed(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "streamed")


async def ask(session: Session, text: str, streamed: bool, thread: str | None = None) -> Answer:
    """The answer, on either way there is to it."""
    return (await listen(session, text, thread))[0] if streamed else await session.ask(text, thread)


async def listen(
    session: Session, text: str, thread: str | None = None
) -> tuple[Answer, list[Any]]:
    """The answer, and all that came before it."""
    events = [event async for event in session.stream(text, thread)]
    assert isinstance(events[-1], Answer)
    return events[-1], events[:-1]


async def test_a_question_is_read_and_answered(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    provider.lines = [
        call("list_invoices", client_id=11, status="overdue"),
        words("One: #INV-202."),
    ]
    async with open_session(settings) as session:
        answer = await ask(session, "Which invoices of Northwind are overdue?", streamed)
    assert answer.turn.answer == "One: #INV-202."
    assert answer.model == "small-1"
    assert [(each.tool, each.ok) for each in answer.turn.calls] == [("list_invoices", True)]
    assert [row["number"] for row in answer.tables[0].rows] == ["#INV-202"]
    assert (answer.turn.usage.model_calls, answer.turn.usage.tokens) == (2, 220)

    first, second = provider.heard
    assert bool(first.get("stream")) is streamed
    assert [message["role"] for message in first["messages"]] == ["system", "user"]
    offered = {tool["function"]["name"]: tool["function"] for tool in first["tools"]}
    assert len(offered) == 10 + len(all_flows())
    assert "dry_run" not in offered["create_task"]["parameters"]["properties"]
    assert offered["create_task"]["parameters"]["required"] == ["name", "project_id"]
    read = parse_compact(second["messages"][-1]["content"])
    assert second["messages"][-1]["role"] == "tool"
    assert read and (read["count"], read["complete"]) == (1, True)
    assert provider.keys == {f"Bearer {KEY}"}


async def test_words_come_as_they_are_written(provider: Provider, settings: Settings) -> None:
    provider.lines = [
        calls(("list_clients", {}), content="Let me look that up."),
        words("There are three clients."),
    ]
    async with open_session(settings) as session:
        answer, events = await listen(session, "How many clients have we?")
    told = [event.text if isinstance(event, Words) else event["tool"] for event in events]
    assert told == [
        *("Let ", "Let me ", "Let me look ", "Let me look that ", "Let me look that up."),
        *([""] * told.count("")),  # they were no answer, and are taken back
        "list_clients",
        *("There ", "There are ", "There are three ", "There are three clients."),
    ]
    assert "" in told
    assert answer.turn.answer == "There are three clients."


async def test_without_a_watcher_nothing_is_streamed(
    provider: Provider, settings: Settings
) -> None:
    provider.lines = [call("create_time_entry", **ENTRY), words("Logged.")]
    async with open_session(settings) as session:
        (card,) = (await session.ask("Log 4 hours")).pending
        await session.decide([{"type": "reject", "id": card.id, "message": "no"}])
    assert not any(request.get("stream") for request in provider.heard)


async def test_a_provider_that_does_not_stream_is_asked_whole(
    provider: Provider, settings: Settings
) -> None:
    provider.streams = False
    provider.lines = [call("list_clients"), words("Three.")]
    async with open_session(settings) as session:
        answer, events = await listen(session, "Who are our clients?")
    assert answer.turn.answer == "Three."
    assert not any(isinstance(event, Words) for event in events)
    assert len(provider.heard) == 2


async def test_calls_side_by_side_are_all_answered(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    provider.lines = [
        calls(
            ("list_clients", {}),
            ("create_time_entry", ENTRY),
            ("list_users", {}),
            ("create_task", {"name": "Prepare Q4 report", "project_id": 101}),
        ),
        words("Both are done."),
    ]
    async with open_session(settings) as session:
        asked = await ask(session, "Log 4 hours and create the task", streamed)
        assert [card.tool for card in asked.pending] == ["create_time_entry", "create_task"]
        assert len(await studio.rows(settings, "entries", "task_id=301")) == 3
        decided = await session.decide(
            [{"type": "approve", "id": card.id} for card in asked.pending]
        )
    assert [outcome.status for outcome in decided.outcomes] == ["created", "created"]
    told = [m for m in provider.heard[1]["messages"] if m["role"] == "tool"]
    assert [m["tool_call_id"] for m in told] == [
        "call_0_list_clients",
        "call_2_list_users",
        "call_1_create_time_entry",
        "call_3_create_task",
    ]


async def test_a_write_waits_for_a_person_whatever_the_model_says(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    provider.lines = [call("create_time_entry", **ENTRY), words("Logged.")]
    async with open_session(settings) as session:
        asked = await ask(session, "Log 4 hours on the wireframes for last Friday", streamed)
        (card,) = asked.pending
        assert card.args == {**ENTRY, "project_id": 101, "client_id": 11}
        assert asked.turn.answer == ""
        assert len(provider.heard) == 1
        assert len(await studio.rows(settings, "entries", "task_id=301")) == 3
        decided = await session.decide([{"type": "approve", "id": card.id}])
    assert decided.outcomes[0].status == "created"
    assert decided.answers[0].turn.answer == "Logged."
    assert len(await studio.rows(settings, "entries", "task_id=301")) == 4
    told = parse_compact(provider.heard[1]["messages"][-1]["content"])
    assert told and told["status"] == "created"


async def test_a_person_who_goes_on_talking_gets_the_changed_card(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    provider.lines = [
        call("create_time_entry", **ENTRY),
        call("create_time_entry", **{**ENTRY, "minutes": 180}),
        words("Logged 180 minutes."),
    ]
    async with open_session(settings) as session:
        await ask(session, "Log 4 hours on the wireframes", streamed, "t")
        changed = await ask(session, "make it 3 hours", streamed, "t")
        (card,) = changed.pending
        await session.decide([{"type": "approve", "id": card.id}])
    heard = provider.heard[1]["messages"]
    assert [message["role"] for message in heard] == ["system", "user", "assistant", "tool", "user"]
    told = parse_compact(heard[3]["content"])
    assert told and (told["status"], told["reason"]) == ("responded", "make it 3 hours")
    durations = [
        row["duration"] // 60 for row in await studio.rows(settings, "entries", "task_id=301")
    ]
    assert durations.count(180) == 1 and len(durations) == 4


async def test_the_planner_tells_no_words_of_its_own(tmp_path: Path) -> None:
    async with open_session(studio.settings(tmp_path / "data")) as session:
        answer, events = await listen(session, "Which invoices are overdue?")
    assert answer.turn.answer
    assert not any(isinstance(event, Words) for event in events)


def test_a_refused_key_is_a_matter_of_keys_for_scripts_too() -> None:
    codes = [EXIT_CODES[kind.code] for kind in (Unauthorized, RateLimited, UpstreamUnavailable)]
    assert codes == [3, 5, 6]
