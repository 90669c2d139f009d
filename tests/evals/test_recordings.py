"""A language model's answers, recorded from a provider's server and replayed without it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from agent.session import Answer, InvalidArgument, open_session
from agent.steps import Words
from evals.play import play
from evals.recordings import RecordingModel, Recordings, Tape
from evals.recordings.request import request_of
from evals.results import TrialResult
from evals.stage import Stages
from tests import studio
from tests.evals.staging import LOG_TIME, case
from tests.openai_provider import KEY, MODEL, Provider, call, calls, failing, open_provider, words

pytestmark = pytest.mark.anyio

ENTRY = {"task_id": 5012, "minutes": 240, "date": "2026-10-30"}
CASE = case({"say": LOG_TIME, "decide": "approve"}, expect={"answer": {"contains": ["logged"]}})
SCRIPT = [
    calls(("list_tasks", {"name": "Homepage wireframes"}), ("list_users", {})),
    call("create_time_entry", **ENTRY),
    words("It is logged."),
]


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with open_provider() as provider:
        monkeypatch.setenv("OPENAI_BASE_URL", provider.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        provider.lines = SCRIPT
        yield provider


async def trial(stages: Stages, tmp_path: Path, name: str, recordings: Recordings) -> TrialResult:
    return await play(
        CASE, 0, stages=stages, folder=tmp_path / name, model=MODEL, recordings=recordings
    )


def told(result: TrialResult) -> Any:
    """What must be the same at every play."""
    turns = [
        (
            turn.answer,
            turn.input_tokens,
            [(each.name, each.args, each.status) for each in turn.calls],
        )
        for turn in result.turns
    ]
    return result.status, result.findings, turns


async def test_what_was_recorded_is_replayed_without_the_model(
    stages: Stages, tmp_path: Path, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "recordings"
    monkeypatch.setenv("PAYMO_AGENT_TOKEN_PRICES", "EUR 1000/1000")
    recorded = await trial(stages, tmp_path, "one", Recordings(folder, "record"))
    assert (recorded.status, len(provider.heard)) == ("passed", 3)
    assert (recorded.cost, recorded.currency) == (Decimal("0.33"), "EUR")  # 330 tokens
    monkeypatch.delenv("OPENAI_API_KEY")  # without it the model does not even load
    replayed = await trial(stages, tmp_path, "two", Recordings(folder, "replay"))
    assert told(replayed) == told(recorded)
    assert len(provider.heard) == 3
    assert Recordings(folder, "replay").model() == MODEL


async def test_a_case_that_was_changed_since_fails_and_says_why(
    stages: Stages, tmp_path: Path, provider: Provider
) -> None:
    folder = tmp_path / "recordings"
    await trial(stages, tmp_path, "one", Recordings(folder, "record"))
    changed = case("Log 5 hours on Homepage wireframes for last Friday")
    result = await play(
        changed,
        0,
        stages=stages,
        folder=tmp_path / "two",
        model=MODEL,
        recordings=Recordings(folder, "replay"),
    )
    assert result.status == "failed"
    assert "a-case: model call 1 is not recorded." in result.findings[0].message
    assert "recorded “Log 4 hours on" in result.findings[0].message


@pytest.mark.parametrize("status", [401, 429])
async def test_a_provider_that_takes_no_key_or_is_busy_says_nothing_about_the_answer(
    stages: Stages, tmp_path: Path, provider: Provider, status: int
) -> None:
    provider.play(failing(status, retry_after="600"))
    result = await play(CASE, 0, stages=stages, folder=tmp_path / "data", model=MODEL)
    assert result.status == "broken"
    assert f"(HTTP {status})" in result.findings[0].message


async def test_a_recording_reads_like_the_conversation(
    stages: Stages, tmp_path: Path, provider: Provider
) -> None:
    await trial(stages, tmp_path, "one", Recordings(tmp_path / "recordings", "record"))
    content = json.loads((tmp_path / "recordings" / "a-case.1.json").read_text())
    roles = [message["role"] for message in content["messages"]]
    assert roles == ["system", "human", "ai", "tool", "tool", "ai", "tool"]
    assert content["messages"][1]["text"] == LOG_TIME
    asked = [exchange["messages"] for exchange in content["exchanges"]]
    assert asked == [[0, 1], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5, 6]]
    last = content["exchanges"][-1]["answer"]
    assert (last["content"], last["usage"]["total_tokens"]) == ("It is logged.", 110)


async def test_a_replayed_answer_streams(tmp_path: Path, provider: Provider) -> None:
    async def said(mode: Any) -> list[Any]:
        settings = studio.settings(tmp_path / mode, model=MODEL)
        tape = Recordings(tmp_path / "recordings", mode).tape("t", 0)
        async with open_session(settings, model=RecordingModel(MODEL, tape)) as session:
            return [event async for event in session.stream("Who are our clients?")]

    provider.lines = [call("list_clients"), words("There are three.")]
    first, again = await said("record"), await said("replay")
    texts = [event.text for event in again if isinstance(event, Words)]
    assert texts[-3:] == ["There ", "There are ", "There are three."]
    assert again[:-1] == first[:-1]
    assert isinstance(again[-1], Answer)
    assert again[-1].turn.usage == first[-1].turn.usage


def tape(folder: Path, mode: Any = "replay") -> Tape:
    return Recordings(folder, mode).tape("a-case", 0)


def asked(text: str = "Hello", *, tools: list[str] | None = None, model: str = MODEL) -> Any:
    definitions = [
        {"function": {"name": name, "description": "first"}} for name in tools or ["list_tasks"]
    ]
    return request_of(model, definitions, [SystemMessage("Be brief."), HumanMessage(text)])


def test_equal_requests_get_their_answers_in_order(tmp_path: Path) -> None:
    made = tape(tmp_path, "record")
    for text in ("one", "two"):
        made.record(asked(), AIMessage(text))
    played = tape(tmp_path)
    assert [played.replay(asked()).text for _ in range(2)] == ["one", "two"]
    with pytest.raises(InvalidArgument) as missing:
        played.replay(asked())
    assert missing.value.message == (
        "a-case: model call 3 is not recorded: the same request was made 2 times only."
    )


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (
            asked("Hello, who owes us?"),
            "message 2 (human) has another text: recorded “Hello”, now “Hello, who owes us?”",
        ),
        (asked(tools=["list_tasks", "list_users"]), "the tool list_users was not there"),
        (asked(model="openai:other"), "the model was openai:small"),
    ],
)
def test_a_stale_recording_names_the_case_and_what_differs(
    tmp_path: Path, request_: Any, says: str
) -> None:
    made = tape(tmp_path, "record")
    made.record(asked("Something else entirely"), AIMessage("zero"))
    made.record(asked(), AIMessage("one"))
    with pytest.raises(InvalidArgument) as stale:
        tape(tmp_path).replay(request_)
    assert stale.value.message.startswith("a-case: model call 1 is not recorded.")
    assert says in stale.value.message


def test_no_secret_and_no_header_gets_into_a_file(tmp_path: Path) -> None:
    canary = os.environ["ANTHROPIC_API_KEY"]
    headers = {"headers": {"x-request": "1"}, "finish_reason": "stop"}
    tape(tmp_path, "record").record(
        asked(f"Mine is {canary}"), AIMessage(f"Yours is {canary}.", response_metadata=headers)
    )
    text = (tmp_path / "a-case.1.json").read_text()
    assert canary not in text and "x-request" not in text
    assert text.count("[redacted]") == 2


def test_a_missing_recording_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match=r"there is no recording a-case\.1\.json"):
        tape(tmp_path).replay(asked())
    with pytest.raises(InvalidArgument, match="no recordings in"):
        Recordings(tmp_path, "replay").model()
