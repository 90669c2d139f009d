"""From a conversation that went wrong to a case that holds, as a founder does it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from agent.session import InvalidArgument, open_session
from agent.settings import Settings
from evals.add import add_from_thread
from evals.dataset import load_cases
from tests import studio

PROGRAM = Path(sys.executable).with_name("paymo-agent")


def settings(tmp_path: Path) -> dict[str, str]:
    return {
        "PAYMO_AGENT_DATA": str(tmp_path / "data"),
        "PAYMO_AGENT_WORLD": str(studio.WORLD),
        "PAYMO_AGENT_TODAY": studio.TODAY,
    }


def run(tmp_path: Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **settings(tmp_path)}
    return subprocess.run([str(PROGRAM), *args], env=env, capture_output=True, text=True)


def test_a_kept_conversation_fails_until_somebody_says_what_is_right(tmp_path: Path) -> None:
    asked = run(tmp_path, "ask", "--thread", "odd", "Which invoices are overdue?")
    assert asked.returncode == 0
    dataset = tmp_path / "mine.yaml"
    dataset.write_text("# my cases\n")
    added = run(tmp_path, "eval", "add", "--from-thread", "odd", "--to", str(dataset), "--json")
    assert json.loads(added.stdout) == {"file": str(dataset)}

    draft = run(tmp_path, "eval", str(dataset), "--json", "-j", "1")
    assert draft.returncode == 1
    (case,) = json.loads(draft.stdout)["cases"]
    assert "draft" in case["failures"][0]["message"]

    text = dataset.read_text().replace("  draft: true\n", "")
    dataset.write_text(f"{text}    answer: {{contains: ['#INV-202']}}\n")
    first = run(tmp_path, "eval", str(dataset), "--json", "-j", "1", "--out", str(tmp_path / "a"))
    assert first.returncode == 0, first.stdout

    dataset.write_text(dataset.read_text().replace("#INV-202", "#INV-999"))
    gate = tmp_path / "gate.yaml"
    gate.write_text("passed: 0.0\n")
    options = ("--baseline", str(tmp_path / "a"), "--thresholds", str(gate), "--json", "-j", "1")
    second = run(tmp_path, "eval", str(dataset), *options)
    assert json.loads(second.stdout)["summary"]["baseline"]["broke"] == ["conversation-odd-1"]
    assert second.returncode == 0  # nothing has to pass here
    gate.write_text("passed: 1.0\n")
    third = run(tmp_path, "eval", str(dataset), *options)
    assert third.returncode == 1
    assert "at least 100.0%" in json.loads(third.stdout)["summary"]["missed"][0]


def test_cases_of_one_conversation_keep_apart_and_a_file_that_is_none_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings(tmp_path).items():
        monkeypatch.setenv(name, value)

    async def ask() -> None:
        async with open_session(Settings()) as session:
            await session.ask("who is on the team", "odd")

    asyncio.run(ask())
    dataset = tmp_path / "mine.yaml"
    for _ in range(3):
        add_from_thread("odd", to=dataset)
    ids = [case.id for case in load_cases([dataset])]
    assert ids == ["conversation-odd-1", "conversation-odd-1-2", "conversation-odd-1-3"]
    for text in ("[{id: a, turns: [{say: b}]}]\n", "say: no dataset\n", "\x00"):
        dataset.write_text(text)
        with pytest.raises(InvalidArgument, match=r"mine\.yaml"):
            add_from_thread("odd", to=dataset)
        assert dataset.read_text() == text
    with pytest.raises(InvalidArgument, match="nowhere"):
        add_from_thread("odd", to=tmp_path / "nowhere" / "mine.yaml")


def test_a_conversation_there_is_not_is_named_with_the_next_step(tmp_path: Path) -> None:
    missing = run(tmp_path, "eval", "add", "--from-thread", "nowhere")
    assert missing.returncode == 4
    assert "nowhere" in missing.stderr
