"""A provider's key may stand in `.env`, beside ours."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from agent.models.load import load_model
from tools_server.errors import InvalidArgument


@pytest.mark.parametrize(
    ("set_already", "key"), [("", "sk-of-the-file"), ("sk-environment", "sk-environment")]
)
def test_a_providers_settings_are_read_from_the_file_where_the_environment_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, set_already: str, key: str
) -> None:
    for name in ("OPENAI_API_KEY", "PAYMO_API_KEY"):
        monkeypatch.setenv(name, "restored afterwards")
        monkeypatch.delenv(name)
    if set_already:
        monkeypatch.setenv("OPENAI_API_KEY", set_already)
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("PAYMO_API_KEY=live\nOPENAI_API_KEY=sk-of-the-file\n")
    model: Any = load_model("openai:small")
    assert model.openai_api_key.get_secret_value() == key
    assert (
        "PAYMO_API_KEY" not in os.environ
    )  # ours are read where they are wanted, and nowhere else


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("openai:small", "The model 'openai:small' cannot be used (OpenAIError)."),
        ("mistralai:small", "The model 'mistralai:small' needs the package of its provider."),
        ("nothing", "PAYMO_AGENT_MODEL is 'nothing', which names no model."),
    ],
)
def test_a_model_that_does_not_start_says_what_to_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidArgument) as failed:
        load_model(name)
    assert failed.value.message == told
