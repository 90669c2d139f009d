"""What every test stands on: no settings of this machine, a data folder of its own, asyncio."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.joins import MARKER, Joins
from tests.leaks import CANARIES, Leaks

JOINS = pytest.StashKey[Joins]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", MARKER)
    config.stash[JOINS] = Joins()
    config.pluginmanager.register(config.stash[JOINS], "joins")
    config.pluginmanager.register(Leaks(), "leaks")


@pytest.fixture(autouse=True)
def joined(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    """Approved == sent == stored, in every audit log that a test leaves (tests/joins.py)."""
    yield
    damaged = request.node.get_closest_marker("tampers") is not None
    wrong = request.config.stash[JOINS].check(tmp_path, damaged=damaged)
    assert wrong == []


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No key, setting or `.env` of the person who runs the tests reaches them, nor does the page
    that an `AppTest` before left in place of the program's main module."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    for name in list(os.environ):
        if name.startswith(("PAYMO_", "LANGSMITH_", "LANGCHAIN_", "OPENAI_", "ANTHROPIC_")):
            monkeypatch.delenv(name)
    for name, canary in CANARIES.items():
        monkeypatch.setenv(name, canary)
    monkeypatch.setenv("PAYMO_AGENT_DATA", str(tmp_path / "data"))
