"""What a provider can get wrong. All of it ends in an answer or in a plain error with the next
step, and none of it in a write that nobody approved or that is not what the model meant."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.session import Answer, Failure, Session, open_session
from agent.settings import Settings
from agent.steps import Words
from tests import studio
from tests.openai_provider import KEY, MODEL, Line, Provider, call, calls, failing, words
from tools_server.errors import (
    Forbidden,
    InvalidArgument,
    RateLimited,
    Unauthorized,
    UpstreamUnavailable,
)

pytestmark = pytest.mark.anyio

ENTRY = {"task_id": 301, "minutes": 240, "date": "2026-10-30"}
HALF = json.dumps(ENTRY)[:35]  # {"task_id": 301, "minutes": 240, "d
ENDED = words("I could not do that.")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return studio.settings(tmp_path / "data", model=MODEL)


@pytest.fixture(params=["whole", "streamed"])
def streamed(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "streamed")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the provider names no time to wait, none is waited."""
    monkeypatch.setattr("agent.models.asking.FIRST_WAIT", 0.01)


@pytest.fixture(autouse=True)
async def nothing_is_written(settings: Settings) -> AsyncIterator[None]:
    """No test here approves anything."""
    yield
    assert len(await studio.rows(settings, "entries", "task_id>0")) == ENTRIES
    assert len(await studio.rows(settings, "tasks", "project_id>0")) == TASKS


WORLD = json.loads(studio.WORLD.read_text())
ENTRIES, TASKS = len(WORLD["entries"]), len(WORLD["tasks"])


async def ask(
    session: Session, streamed: bool, text: str = "Log 4 hours", *, thread: str = "t"
) -> Answer:
    if not streamed:
        return await session.ask(text, thread)
    answer = [event async for event in session.stream(text, thread)][-1]
    assert isinstance(answer, Answer)
    return answer


def told(provider: Provider, request: int = 1) -> str:
    """What the model is told of its last call."""
    return str(provider.heard[request]["messages"][-1]["content"])


# A line of the model, and what it is told of it.
WRONG = [
    (calls(("create_time_entry", HALF)), "no JSON object"),
    (calls(("create_time_entry", '{"task_id": 301, "minutes": 24')), "no JSON object"),
    (calls(("create_time_entry", '{"task_id": 301, "minutes": NaN}')), "JSON text cannot"),
    (calls(("delete_entry", {"id": 1})), "There is no tool 'delete_entry'"),
    (call("create_time_entry", **ENTRY, approved=True), "approved"),
    (call("create_time_entry", task_id="the wireframes", minutes=240), "task_id"),
    (call("create_time_entry", task_id=301, minutes="4h"), "minutes"),
    (call("create_time_entry", task_id=301, minutes=1800), "1800 minutes (30 h)"),
    (call("list_invoices", client=11), "client"),
]


async def test_a_call_that_cannot_be_right_goes_back_to_the_model(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    async with open_session(settings) as session:
        for number, (line, hears) in enumerate(WRONG):
            provider.play(line, ENDED)
            answer = await ask(session, streamed, thread=f"t{number}")
            assert (answer.turn.answer, answer.pending) == ("I could not do that.", []), line
            assert hears in told(provider), line


async def test_arguments_that_are_no_object_propose_nothing(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    provider.play(calls(("create_time_entry", "[301, 240]")), ENDED)
    async with open_session(settings) as session:
        if streamed:
            assert (await ask(session, streamed)).turn.answer == "I could not do that."
        else:  # the provider's package gives up by itself
            with pytest.raises(UpstreamUnavailable):
                await ask(session, streamed)


async def test_a_model_that_keeps_on_sending_nonsense_is_stopped(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    provider.lines = [calls(("create_time_entry", HALF))]
    async with open_session(settings) as session:
        answer = await ask(session, streamed)
    assert answer.turn.answer.startswith("I stopped after 2 tool calls")
    assert "Nothing was written." in answer.turn.answer
    assert len(provider.heard) == 2


async def test_calls_that_were_cut_off_are_not_run_the_whole_ones_neither(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    cut = calls(("create_time_entry", ENTRY), ("create_time_entry", HALF), finish="length")
    provider.lines = [cut, words("One at a time, please.")]
    async with open_session(settings) as session:
        answer = await ask(session, streamed)
    assert (answer.turn.answer, answer.pending) == ("One at a time, please.", [])
    assert [call.ok for call in answer.turn.calls] == [False, False]
    assert "cut off at the limit of its length" in told(provider)


async def test_words_that_were_cut_off_say_so(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    provider.lines = [words("The clients are Northwind, Blue", finish="length")]
    async with open_session(settings) as session:
        answer = await ask(session, streamed)
    assert answer.turn.answer == (
        "The clients are Northwind, Blue …\n\n"
        "(Cut off here: the model may not write more in one answer. Ask for less at once.)"
    )


async def test_a_filter_stops_the_calls_beside_it_too(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    provider.lines = [calls(("create_time_entry", ENTRY), finish="content_filter")]
    async with open_session(settings) as session:
        answer = await ask(session, streamed)
    assert answer.pending == []
    assert answer.turn.answer.startswith(
        "The provider's content filter stopped the model's answer. Nothing was written."
    )


async def test_a_refusal_is_told(provider: Provider, settings: Settings) -> None:
    provider.lines = [Line({"content": None, "refusal": "I can't help with that."})]
    async with open_session(settings) as session:
        answer = await session.ask("Log 4 hours")
    assert answer.turn.answer.startswith("The model declined: I can't help with that.")


async def test_an_empty_answer_is_none(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    provider.lines = [words(" \n")]
    async with open_session(settings) as session:
        answer = await ask(session, streamed)
    assert answer.turn.answer.startswith("The model gave an empty answer. Nothing was written.")


async def test_a_rate_limit_is_waited_for(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    provider.lines = [failing(429, retry_after="1"), words("Three.")]
    async with open_session(settings) as session:
        answer = await ask(session, streamed)
    assert answer.turn.answer == "Three."
    assert 1 <= provider.at[1] - provider.at[0] < 3


async def test_a_wait_is_told(provider: Provider, settings: Settings) -> None:
    provider.lines = [failing(503, retry_after="1"), words("Three.")]
    async with open_session(settings) as session:
        events = [event async for event in session.stream("Who are our clients?")]
    assert events[0] == {"tool": "", "text": "The model did not answer; asking again in 1 s"}


# What goes wrong, the failure, its words and its next step, and how often it was tried.
FAULTS: list[tuple[Line, type[Failure], str, str, int]] = [
    (failing(429, retry_after="900"), RateLimited, "rate limit", "in 15 minutes", 1),
    (failing(429, "insufficient_quota"), RateLimited, "no credit left", "billing", 1),
    (failing(429), RateLimited, "rate limit", "in a minute", 3),
    (failing(500), UpstreamUnavailable, "(HTTP 500)", "Try again", 3),
    (failing(401, "invalid_api_key"), Unauthorized, "not accept its key", "OPENAI_API_KEY", 1),
    (failing(403), Forbidden, "may not use the model openai:small", "PAYMO_AGENT_MODEL", 1),
    (failing(404), InvalidArgument, "knows no model openai:small", "PAYMO_AGENT_MODEL", 1),
    (failing(400), UpstreamUnavailable, "(HTTP 400)", "PAYMO_AGENT_MODEL=builtin", 1),
    (words("Three clients are", drop=True), UpstreamUnavailable, "no answer", "Try again", 3),
    (calls(("create_task", ENTRY), drop=True), UpstreamUnavailable, "no answer", "Try again", 3),
]


async def test_an_error_of_the_provider_is_plain_and_holds_no_key(
    provider: Provider, settings: Settings, streamed: bool, caplog: pytest.LogCaptureFixture
) -> None:
    failures = []
    async with open_session(settings) as session:
        for line, kind, says, next_step, requests in FAULTS:
            provider.play(line)
            with pytest.raises(kind) as failed:
                await ask(session, streamed)
            assert says in failed.value.message, line
            assert next_step in failed.value.hint, line
            assert len(provider.heard) == requests, line
            failures.append(failed.value.as_dict())
        provider.play(words("Three."))
        answer = await ask(session, streamed, "Who are our clients?")
    assert answer.turn.answer == "Three."
    assert KEY not in str(failures) + caplog.text
    assert not any(KEY.encode() in content for content in contents(settings.data))


async def test_words_of_a_stream_that_broke_off_are_taken_back(
    provider: Provider, settings: Settings
) -> None:
    provider.lines = [words("Nine clients, and", drop=True), words("Three.")]
    async with open_session(settings) as session:
        events = [event async for event in session.stream("Who are our clients?")]
    told = [event.text for event in events if isinstance(event, Words)]
    assert told == ["Nine ", "Nine clients, ", "", "Three."]


async def test_a_stream_that_ends_without_its_end_is_no_answer(
    provider: Provider, settings: Settings
) -> None:
    provider.lines = [words("Nothing is", unmarked=True), words("Nothing is overdue but #INV-202.")]
    async with open_session(settings) as session:
        answer = await ask(session, streamed=True)
    assert answer.turn.answer == "Nothing is overdue but #INV-202."


OVERFLOW = failing(400, "context_length_exceeded")


async def test_what_is_too_long_is_asked_again_without_what_was_said_before(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    provider.lines = [words("Three."), OVERFLOW, words("Four.")]
    async with open_session(settings) as session:
        await ask(session, streamed, "Who are our clients?")
        answer = await ask(session, streamed, "And our people?")
    assert answer.turn.answer == "Four."
    sent = [[m["content"] for m in request["messages"][1:]] for request in provider.heard]
    assert sent[1:] == [["Who are our clients?", "Three.", "And our people?"], ["And our people?"]]


async def test_what_is_too_long_even_alone_is_told(
    provider: Provider, settings: Settings, streamed: bool
) -> None:
    provider.lines = [OVERFLOW]
    async with open_session(settings) as session:
        with pytest.raises(InvalidArgument) as failed:
            await ask(session, streamed)
    assert "more than the model openai:small can read at once" in failed.value.message
    assert "Ask for less at once" in failed.value.hint
    assert len(provider.heard) == 1


def contents(folder: Path) -> list[bytes]:
    """All that is in the folder's files."""
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
