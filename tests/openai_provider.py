"""A small server that stands in for OpenAI: chat completions, whole and as server-sent events.

It answers from a script, one line a request, and keeps what it was sent.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

KEY = "sk-s3krit-of-the-provider"
MODEL = "openai:small"

# The provider's package keeps its connections for good; the event loop of a test does not last.
_CLOSE = {"Connection": "close"}
_PIECE = 12  # characters of arguments in one event


@dataclass
class Line:
    """One answer: a message and how it ends, or an error, or a connection that drops half-way.

    ``pause`` is how many seconds pass before each piece of a streamed answer.
    """

    message: dict[str, Any] = field(default_factory=dict)
    finish: str | None = None
    model: str = "small-1"
    usage: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    code: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    unmarked: bool = False
    pause: float = 0

    @property
    def reason(self) -> str:
        return self.finish or ("tool_calls" if "tool_calls" in self.message else "stop")


def words(text: str, **how: Any) -> Line:
    """An answer in words."""
    return Line({"content": text}, **how)


def call(name: str, **args: Any) -> Line:
    """One tool call, its arguments as the text that providers send."""
    return calls((name, args))


def calls(
    *wanted: tuple[str, dict[str, Any] | str], content: str | None = None, **how: Any
) -> Line:
    """Tool calls side by side; arguments given as text are sent as they are."""
    listed = [
        {
            "id": f"call_{number}_{name}",
            "type": "function",
            "function": {"name": name, "arguments": _text(args)},
        }
        for number, (name, args) in enumerate(wanted)
    ]
    return Line({"content": content, "tool_calls": listed}, **how)


def failing(status: int, code: str = "", **headers: str) -> Line:
    """An error. Its text holds the key, as those of providers may."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Line(status=status, code=code, headers=named)


class Provider:
    """The script, and what was heard: ``heard`` are the requests, ``keys`` what they carried.

    The last line is said again and again. ``streams``: False answers a request for a stream with
    400, as for accounts that may not have one.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.heard: list[dict[str, Any]] = []
        self.keys: set[str] = set()
        self.at: list[float] = []
        self.streams = True
        self.base_url = ""

    def play(self, *lines: Line) -> None:
        """Begin anew, with this script."""
        self.lines, self.heard, self.at = list(lines), [], []

    async def complete(self, request: Request) -> Response:
        body = await request.json()
        self.keys.add(request.headers["authorization"])
        if body.get("stream") and not self.streams:
            return _error(failing(400, "unsupported_value"), "You may not stream this model.")
        self.heard.append(body)
        self.at.append(time.monotonic())
        line = self.lines[min(len(self.heard), len(self.lines)) - 1]
        return respond(line, body)


@contextmanager
def open_provider() -> Iterator[Provider]:
    """The server on a free port of this machine, until the block ends."""
    provider = Provider()
    app = Starlette(routes=[Route("/v1/chat/completions", provider.complete, methods=["POST"])])
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    provider.base_url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    yield provider
    server.should_exit = True
    thread.join(5)
    listening.close()


def respond(line: Line, body: dict[str, Any]) -> Response:
    """The line as this request wants it: whole, or in pieces."""
    if line.status != 200:
        return _error(line, f"It went wrong for {KEY}.")
    if body.get("stream"):
        usage = bool((body.get("stream_options") or {}).get("include_usage"))
        events = _events(line, usage)
        return StreamingResponse(events, headers=_CLOSE, media_type="text/event-stream")
    return _dropped() if line.drop else JSONResponse(_whole(line), headers=_CLOSE)


def _text(args: dict[str, Any] | str) -> str:
    return args if isinstance(args, str) else json.dumps(args)


def _error(line: Line, message: str) -> Response:
    error = {"message": message, "code": line.code or None, "type": "error", "param": None}
    return JSONResponse({"error": error}, line.status, {**_CLOSE, **line.headers})


def _usage(line: Line) -> dict[str, Any]:
    return {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110, **line.usage}


def _whole(line: Line) -> dict[str, Any]:
    message = {"role": "assistant", "content": None, **line.message}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": line.model,
        "choices": [{"index": 0, "message": message, "finish_reason": line.reason}],
        "usage": _usage(line),
    }


def _dropped() -> Response:
    """Half of a body, then nothing."""

    async def half() -> AsyncIterator[bytes]:
        yield b'{"id": "c1", "obj'
        raise ConnectionAbortedError

    return StreamingResponse(half(), headers=_CLOSE, media_type="application/json")


async def _events(line: Line, usage: bool) -> AsyncIterator[bytes]:
    pieces = [{"role": "assistant", "content": ""}, *_pieces(line.message)]
    for piece in pieces[: len(pieces) // 2 + 1] if line.drop else pieces:
        await asyncio.sleep(line.pause)
        yield _event(line, [{"index": 0, "delta": piece, "finish_reason": None}])
    if line.drop:
        raise ConnectionAbortedError
    if line.unmarked:
        return
    yield _event(line, [{"index": 0, "delta": {}, "finish_reason": line.reason}])
    if usage:
        yield _event(line, [], usage=_usage(line))
    yield b"data: [DONE]\n\n"


def _pieces(message: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for word in re.findall(r"\S+\s*|\s+", message.get("content") or ""):
        yield {"content": word}
    if message.get("refusal"):
        yield {"refusal": message["refusal"]}
    for index, wanted in enumerate(message.get("tool_calls", [])):
        name, text = wanted["function"]["name"], wanted["function"]["arguments"]
        first = {**wanted, "function": {"name": name, "arguments": ""}}
        yield {"tool_calls": [{"index": index, **first}]}
        for start in range(0, len(text), _PIECE):
            part = {"arguments": text[start : start + _PIECE]}
            yield {"tool_calls": [{"index": index, "function": part}]}


def _event(line: Line, choices: list[dict[str, Any]], **more: Any) -> bytes:
    chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": line.model}
    return f"data: {json.dumps({**chunk, 'choices': choices, **more})}\n\n".encode()
