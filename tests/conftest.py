"""What every test stands on: no settings of this machine, a data folder of its own, asyncio."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No key, setting or `.env` of the person who runs the tests reaches them."""
    for name in list(os.environ):
        if name.startswith(("PAYMO_", "LANGSMITH_", "LANGCHAIN_", "OPENAI_", "ANTHROPIC_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PAYMO_AGENT_DATA", str(tmp_path / "data"))
