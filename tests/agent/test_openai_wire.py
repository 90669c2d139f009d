"""A model of a provider, spoken to over its real protocol: a small server stands in for OpenAI."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from agent.compact import parse_compact
from agent.session import open_session
from agent.settings import Settings
from tests import studio
from tools_server.errors import UpstreamUnavailable

pytestmark = pytest.mark.anyio

KEY = "sk-s3krit-of-the-provider"
MODEL = "openai:small"

# The provider's package keeps its connections for good; the event loop of a test does not last.
CLOSE = {"Connection": "close"}


class Provider:
    """Answers chat completions from a script, one line a request, and keeps what it was sent."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []
        self.heard: list[dict[str, Any]] = []
        self.keys: set[str] = set()
        self.status = 200

    async def complete(self, request: Request) -> JSONResponse:
        self.heard.append(await request.json())
        self.keys.add(request.headers["authorization"])
        if self.status != 200:
            error = {"message": f"Incorrect API key provided: {KEY}.", "code": "invalid_api_key"}
            return JSONResponse({"error": error}, self.status, CLOSE)
        message = {"role": "assistant", "content": None, **self.lines[len(self.heard) - 1]}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        return JSONResponse(
            {
                "id": f"c{len(self.heard)}",
                "object": "chat.completion",
                "created": 1,
                "model": "small-1",
                "choices": [choice],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
            },
            headers=CLOSE,
        )


def call(name: str, **args: Any) -> dict[str, Any]:
    """A line with one tool call, its arguments as the text that providers send."""
    function = {"name": name, "arguments": json.dumps(args)}
    return {"tool_calls": [{"id": f"call_{name}", "type": "function", "function": function}]}


def words(text: str) -> dict[str, Any]:
    return {"content": text}


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    provider = Provider()
    app = Starlette(routes=[Route("/v1/chat/completions", provider.complete, methods=["POST"])])
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{listening.getsockname()[1]}/v1")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    yield provider
    server.should_exit = True
    thread.join(5)
    listening.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return studio.settings(tmp_path / "data", model=MODEL)


async def test_a_question_is_read_and_answered(provider: Provider, settings: Settings) -> None:
    provider.lines = [
        call("list_invoices", client_id=11, status="overdue"),
        words("One: #INV-202."),
    ]
    async with open_session(settings) as session:
        answer = await session.ask("Which invoices of Northwind are overdue?")
    assert answer.turn.answer == "One: #INV-202."
    assert answer.model == "small-1"
    assert [(each.tool, each.ok) for each in answer.turn.calls] == [("list_invoices", True)]
    assert [row["number"] for row in answer.tables[0].rows] == ["#INV-202"]

    first, second = provider.heard
    assert [message["role"] for message in first["messages"]] == ["system", "user"]
    offered = {tool["function"]["name"]: tool["function"] for tool in first["tools"]}
    assert len(offered) == 10
    assert "dry_run" not in offered["create_task"]["parameters"]["properties"]
    assert offered["create_task"]["parameters"]["required"] == ["name", "project_id"]
    read = parse_compact(second["messages"][-1]["content"])
    assert second["messages"][-1]["role"] == "tool"
    assert read and (read["count"], read["complete"]) == (1, True)
    assert provider.keys == {f"Bearer {KEY}"}


async def test_a_write_waits_for_a_person_whatever_the_model_says(
    provider: Provider, settings: Settings
) -> None:
    wanted = {"task_id": 301, "minutes": 240, "date": "2026-10-30", "user_id": 4}
    provider.lines = [call("create_time_entry", **wanted), words("Logged.")]
    async with open_session(settings) as session:
        asked = await session.ask("Log 4 hours on the wireframes for last Friday")
        (card,) = asked.pending
        assert card.args == {**wanted, "project_id": 101, "client_id": 11}
        assert asked.turn.answer == ""
        assert len(provider.heard) == 1
        assert len(await studio.rows(settings, "entries", "task_id=301")) == 3
        decided = await session.decide([{"type": "approve", "id": card.id}])
    assert decided.outcomes[0].status == "created"
    assert decided.answers[0].turn.answer == "Logged."
    assert len(await studio.rows(settings, "entries", "task_id=301")) == 4
    told = parse_compact(provider.heard[1]["messages"][-1]["content"])
    assert told and told["status"] == "created"


async def test_a_call_that_cannot_be_right_goes_back_to_the_model(
    provider: Provider, settings: Settings
) -> None:
    provider.lines = [
        call("create_time_entry", task_id=301, minutes=1800, date="2026-10-30"),
        words("A day has 24 hours. How long was it?"),
    ]
    async with open_session(settings) as session:
        answer = await session.ask("Log 30 hours on the wireframes")
    assert answer.pending == []
    assert answer.turn.answer == "A day has 24 hours. How long was it?"
    assert "1800 minutes (30 h)" in provider.heard[1]["messages"][-1]["content"]


async def test_an_error_of_the_provider_is_plain_and_holds_no_key(
    provider: Provider, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    provider.status = 401
    async with open_session(settings) as session:
        with pytest.raises(UpstreamUnavailable) as failed:
            await session.ask("Who are our clients?", "t1")
        provider.status, provider.lines = 200, [{}, words("Three.")]
        assert (await session.ask("And now?", "t1")).turn.answer == "Three."
    assert failed.value.message.startswith("The model openai:small gave no answer (")
    assert "AuthenticationError" in failed.value.message
    assert "Check the provider's key" in failed.value.hint
    assert KEY not in str(failed.value.as_dict()) + caplog.text
    assert not any(KEY.encode() in content for content in contents(settings.data))


def contents(folder: Path) -> list[bytes]:
    """All that is in the folder's files."""
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
