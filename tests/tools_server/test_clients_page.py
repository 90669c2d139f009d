"""What `docs/clients.md` tells people to write down, written down and run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import studio
from tests.tools_server.serving import environment, serving_http
from tools_server.governance.database import open_database
from tools_server.governance.tokens import Role, TokenStore
from tools_server.prompts import PROMPTS

pytestmark = pytest.mark.anyio

PAGE = (Path(__file__).parents[2] / "docs" / "clients.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def run_the_example(data: Path, said: str = "", **settings: str) -> str:
    """The page's own client as a program of its own; what it printed."""
    (program,) = blocks("python")
    file = data.with_name("client.py")
    file.write_text(program, encoding="utf-8")
    bin_folder = str(Path(sys.executable).parent)
    known = environment(data, **settings)
    done = subprocess.run(
        [sys.executable, str(file)],
        env={**known, "PATH": f"{bin_folder}:{known['PATH']}"},
        input=said,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def token(data: Path, role: Role) -> str:
    engine = open_database(data / "governance.db")
    try:
        return TokenStore(engine).create(f"a-{role}", role, None)
    finally:
        engine.dispose()


async def logged(data: Path) -> int:
    entries = await studio.rows(studio.settings(data), "entries", "task_id=301")
    return sum(entry["description"] == "Review with the client" for entry in entries)


async def test_the_example_over_stdio_writes_what_its_person_approves(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    declined = run_the_example(data, said="n\n")
    assert "#INV-202" in declined
    assert "Preview: " in declined
    assert "Write this to Paymo?" in declined
    assert "Nothing was written" in declined
    assert await logged(data) == 0
    assert "Done: created" in run_the_example(data, said="y\n")
    assert await logged(data) == 1


async def test_the_example_over_http_may_what_its_role_may(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    writer, approver = token(data, "writer"), token(data, "approver")
    with serving_http(data) as server:
        there = {"PAYMO_TOOLS_URL": server.mcp}
        refused = run_the_example(data, said="y\n", **there, PAYMO_TOOLS_TOKEN=writer)
        assert "Nothing was written" in refused
        assert "Write this to Paymo?" not in refused
        assert await logged(data) == 0
        done = run_the_example(data, said="y\n", **there, PAYMO_TOOLS_TOKEN=approver)
        assert "Done: created" in done
        assert await logged(data) == 1


def test_the_configurations_are_json_that_starts_the_tools() -> None:
    claude, cursor = (json.loads(block)["mcpServers"]["paymo"] for block in blocks("json"))
    assert Path(claude["command"]).name == "paymo-agent"
    assert claude["args"] == ["tools"]
    assert set(claude["env"]) == {"PAYMO_API_KEY"}
    assert cursor["url"].endswith("/mcp")
    assert cursor["headers"]["Authorization"].startswith("Bearer ${env:")


def test_the_page_names_the_prompts_and_options_that_there_are() -> None:
    named = set(re.findall(r"`([a-z_]+)`", PAGE.split("## Claude Desktop")[0]))
    assert set(PROMPTS) <= named
    command = [str(Path(sys.executable).parent / "paymo-agent"), "tools", "--help"]
    wide: dict[str, Any] = {"env": {"COLUMNS": "200", "PATH": ""}}
    offered = subprocess.run(command, capture_output=True, text=True, check=True, **wide).stdout
    options = set(re.findall(r"--[a-z][a-z-]+", PAGE)) - {"--role", "--calls-per-minute"}
    assert options == {option for option in options if option in offered}
