"""Keys and tokens that must turn up nowhere: they are used for a whole story, then looked for."""

from __future__ import annotations

import gc
import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from tests import studio
from tests.trust.traces import files, hits, open_to_others
from tests.ui.conftest import click, open_tab, say
from ui.bridge import bridge

KEY = "CANARY-paymo-key-8c1f~Zq+7/w"
WRONG = "CANARY-wrong-key-55d0!Tn=2_k"
MODEL_KEY = "sk-CANARY-provider-9a3e-Uv4x"
TRACE_KEY = "lsv2-CANARY-tracing-1b7d-Pm6"
SECRETS = [KEY, WRONG, MODEL_KEY, TRACE_KEY]

LOG = "Log 4 hours on Homepage wireframes for last Friday"
TALKATIVE = """
import importlib, logging, sys
logging.basicConfig(stream=sys.stderr, level=logging.DEBUG)
module = importlib.import_module(sys.argv.pop(1))
module.main()
"""
"""A program of ours with every logger on, those of the libraries too."""

BROKEN = """
from tools_server.paymo.wire import Wire
async def broken(self, method, path, query, content):
    secret = self._key.get_secret_value()
    raise RuntimeError("a bug of ours")
Wire._exchange = broken
from tools_server.__main__ import main
main()
"""
"""A tools server with a fault inside, where the key is at hand."""


def test_the_forms_of_a_secret_are_found() -> None:
    """The search itself: otherwise no hits would mean nothing."""
    basic = httpx.BasicAuth(KEY, "X")._build_auth_header(KEY, "X")
    for text in (KEY, KEY[::-1], KEY.encode().hex(), basic, f"x{basic}y", json.dumps({"k": KEY})):
        assert hits(f"before {text} after".encode(), [KEY]) == [KEY]
    assert hits(b"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJOb3JhIn0." + b"s" * 43, []) == ["a signed token"]
    assert hits(b"nothing here", SECRETS) == []


@contextmanager
def serving(*routes: Route) -> Iterator[str]:
    """Some answers on a port of this machine."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=list(routes)), log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(5)
    listening.close()


async def tell_tale(request: Request) -> Response:
    """Refuses, and repeats all it was told: headers, the key inside them, the body."""
    told = dict(request.headers)
    text = f"Refused {told} {(await request.body())[:400]!r} key {KEY} {MODEL_KEY}"
    error = {"message": text, "error": {"message": text, "code": "invalid_api_key"}}
    return JSONResponse(error, 401 if "chat" in request.url.path else 400, {"Connection": "close"})


class Story:
    """Runs programs, and keeps every word that they say."""

    def __init__(self, home: Path, paymo: str) -> None:
        self.home = home
        self.data = home / "data"
        self.said: list[tuple[str, bytes]] = []
        self._processes: list[subprocess.Popen[bytes]] = []
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "PAYMO_AGENT_DATA": str(self.data),
            "PAYMO_AGENT_TODAY": studio.TODAY,
            "PAYMO_AGENT_USER": "Nora",
            "PAYMO_BASE_URL": f"http://{paymo}/api/",
            "PAYMO_API_KEY": KEY,
            "OPENAI_API_KEY": MODEL_KEY,
            "LANGSMITH_API_KEY": TRACE_KEY,
        }

    def start(self, *command: str, **env: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, *command],
            env={**self.environment, **env},
            cwd=self.home,
            umask=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._processes.append(process)
        return process

    def end(self) -> None:
        """Leave nothing running, whatever went wrong."""
        for process in self._processes:
            if process.poll() is None:
                process.kill()
                process.communicate()

    def run(self, *command: str, stdin: str = "", **env: str) -> str:
        """What the program wrote; kept for the search."""
        process = self.start(*command, **env)
        out, err = process.communicate(stdin.encode(), timeout=90)
        self.keep(" ".join(command[2:]), out, err)
        return out.decode()

    def cli(self, *args: str, **env: str) -> Any:
        """The JSON of a command, run with every logger at its most talkative."""
        return json.loads(self.run("-c", TALKATIVE, "agent.cli", *args, "--json", **env))

    def keep(self, name: str, *contents: bytes) -> None:
        self.said.append((name, b"\n".join(contents)))


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The studio under the canary key, in a folder that is not searched."""
    content = json.loads(studio.WORLD.read_text())
    path = tmp_path_factory.mktemp("paymo") / "world.json"
    path.write_text(json.dumps({**content, "api_keys": {KEY: 1}}))
    return path


@pytest.fixture
def story(tmp_path: Path, world: Path) -> Iterator[Story]:
    options = ("--port", "0", "--world", str(world), "--today", studio.TODAY, "--rate-limit", "off")
    process = subprocess.Popen(
        [sys.executable, "-m", "tools_server.sandbox", *options],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout
    line = process.stdout.readline().decode()
    told = Story(tmp_path, line.partition("http://")[2].partition("/")[0])
    try:
        assert "http://" in line
        yield told
    finally:
        told.end()
        process.terminate()
        process.communicate(timeout=20)


def test_no_key_and_no_approval_is_left_anywhere(story: Story) -> None:
    with serving(Route("/{path:path}", tell_tale, methods=["GET", "POST"])) as gossip:
        ask_and_approve(story)
        meet_refusals(story, gossip)
    secrets = [*SECRETS, serve_over_http(story)]
    break_down(story)
    own_key = story.data / "approval.key"
    secrets.append(own_key.read_text())
    said = [(name, hits(content, secrets)) for name, content in story.said]
    assert not [(name, found) for name, found in said if found]
    left = {path: hits(path.read_bytes(), secrets) for path in files(story.home)}
    assert left.pop(own_key) == [own_key.read_text()]
    assert not {path: found for path, found in left.items() if found}
    assert len(left) >= 6
    assert len(story.said) == 8
    assert open_to_others(story.data) == []
    assert (story.home / "audit.jsonl").stat().st_mode & 0o777 == 0o600


def test_the_chat_page_shows_no_key(
    story: Story, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """All that a browser is sent: a table, a card, its approval, and a failure."""
    for name, value in story.environment.items():
        if name.startswith(("PAYMO_", "OPENAI_", "LANGSMITH_")):
            monkeypatch.setenv(name, value)
    caplog.set_level(logging.DEBUG)
    tab = open_tab()
    pages = []
    for said in ("Which invoices are overdue?", LOG):
        pages.append(page_source(say(tab, said)))
    pages.append(page_source(click(tab, "Approve")))
    bridge.clear()
    monkeypatch.setenv("PAYMO_API_KEY", WRONG)
    pages.append(page_source(say(open_tab(), "Who are our clients?")))
    bridge.clear()
    gc.collect()
    secrets = [*SECRETS, (story.data / "approval.key").read_text()]
    assert "Homepage wireframes" in pages[1]
    assert "401" in pages[3]
    assert [hits(page.encode(), secrets) for page in pages] == [[]] * len(pages)
    assert hits(caplog.text.encode(), secrets) == []
    left = {path: hits(path.read_bytes(), secrets) for path in files(story.home)}
    assert {path.name for path, found in left.items() if found} == {"approval.key"}


def page_source(tab: AppTest) -> str:
    """Every element of the page as it goes over the wire."""
    return "\n".join(_elements(tab._tree))


def _elements(node: Any) -> Iterator[str]:
    yield str(getattr(node, "proto", ""))
    for child in getattr(node, "children", {}).values():
        yield from _elements(child)


def ask_and_approve(story: Story) -> None:
    """The ordinary day, at the command line."""
    asked = story.cli("ask", LOG)
    (card,) = asked["pending"]
    (made,) = story.cli("approve", card["id"])["results"]
    assert made["status"] == "created"
    assert story.cli("audit", "export", "audit.jsonl")["entries"] == 4


def meet_refusals(story: Story, gossip: str) -> None:
    """A wrong key, a Paymo and a provider that repeat what they were told; all at once."""
    model = {"OPENAI_BASE_URL": f"{gossip}/v1", "PAYMO_AGENT_MODEL": "openai:small"}
    with ThreadPoolExecutor(3) as pool:
        doctor = pool.submit(story.cli, "doctor", PAYMO_API_KEY=WRONG)
        refused = pool.submit(story.cli, "ask", "Our clients?", PAYMO_BASE_URL=f"{gossip}/api/")
        failed = pool.submit(story.cli, "ask", "Who are our clients?", **model)
    assert not doctor.result()["ok"]
    assert refused.result()["error"]
    assert failed.result()["error"]["code"] == "unauthorized"


def break_down(story: Story) -> None:
    """A bug of our own, met over stdio: the traceback goes to the log, the client gets a word."""
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}}
    client = {"clientInfo": {"name": "raw", "version": "1"}}
    process = story.start("-c", BROKEN)
    assert process.stdin
    assert process.stdout
    answers = []
    for number, (method, params) in enumerate(
        [
            ("initialize", {**hello, **client}),
            ("tools/call", {"name": "list_clients", "arguments": {}}),
        ]
    ):
        message = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        process.stdin.write(json.dumps(message).encode() + b"\n")
        if not number:
            process.stdin.write(b'{"jsonrpc":"2.0","method":"notifications/initialized"}\n')
        process.stdin.flush()
        answers.append(process.stdout.readline())
    out, err = process.communicate(timeout=30)
    assert b"failed inside Paymo Agent" in answers[1]
    assert b"a bug of ours" in err
    story.keep("crash", *answers, out, err)


def serve_over_http(story: Story) -> str:
    """The tools over HTTP with every logger on; the token that lets a client in."""
    shown = story.run(
        "-c",
        "from agent.cli import main; main()",
        "tokens",
        "create",
        "laptop",
        "--role",
        "writer",
        "--json",
    )
    token = str(json.loads(shown)["token"])
    story.said.pop()  # the one place where a token is shown
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = story.start("-c", TALKATIVE, "tools_server.__main__", "--http", str(port))
    url = f"http://127.0.0.1:{port}/mcp"
    hello = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {},
                   "clientInfo": {"name": "raw", "version": "1"}},
    }  # fmt: skip
    accept = {"Accept": "application/json, text/event-stream"}
    with httpx.Client(headers=accept, timeout=30) as http:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                refused = http.post(url, json=hello, headers={"Authorization": f"Bearer {WRONG}"})
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        http.headers["Authorization"] = f"Bearer {token}"
        welcome = http.post(url, json=hello)
        http.headers["Mcp-Session-Id"] = welcome.headers.get("mcp-session-id", "")
        http.post(url, json={"jsonrpc": "2.0", "method": "notifications/initialized"})
        answers = [refused, welcome]
        for number, (tool, args, meta) in enumerate(
            [
                ("list_invoices", {}, {}),
                ("create_task", {"name": "x", "project_id": 101}, {}),
                ("create_task", {"name": "x", "project_id": 101}, {"paymo-agent/approval": WRONG}),
                ("list_clients", {"cursor": KEY}, {}),
            ]
        ):
            params = {"name": tool, "arguments": args, "_meta": meta}
            call = {"jsonrpc": "2.0", "id": number + 2, "method": "tools/call", "params": params}
            answers.append(http.post(url, json=call))
    server.terminate()
    out, err = server.communicate(timeout=30)
    assert (refused.status_code, welcome.status_code) == (401, 200)
    assert b"DEBUG" in err
    story.keep("tools over http", out, err, *(answer.content for answer in answers))
    return token
