"""The connections page: what is connected, tests that say what is wrong, and no secret."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.openai_provider import MODEL, Line, failing, open_provider
from tests.openai_provider import words as said
from tests.ui.conftest import click, open_tab, turn_to, words

SECRET = "sk-a-key-that-is-shown-nowhere"


def everything(tab: AppTest) -> str:
    """All that the browser was sent."""
    return words(tab) + str([each.proto for each in tab.main])


def test_what_is_connected_is_told_and_tested(tab: AppTest) -> None:
    turn_to(tab, "connections")
    shown = words(tab)
    for fact in ("Sandbox, studio.json", "Harbour Studio", "Nora Quinn", "Built-in planner"):
        assert f"<dd>{fact}</dd>" in shown
    assert "This version does not connect to QuickBooks." in shown
    click(tab, "Test Paymo")
    assert "Connection: Paymo answers." in words(tab)
    click(tab, "Test the model")
    assert "no key needed" in words(tab)
    click(tab, "Test the records")
    assert "0 entries, chain intact." in words(tab)


def test_a_refused_key_of_paymo_is_told_with_the_way_out(
    world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAYMO_API_KEY", SECRET)
    tab = turn_to(open_tab(), "connections")
    click(tab, "Test Paymo")
    assert "HTTP 401" in words(tab)
    assert "PAYMO_API_KEY" in words(tab)
    assert SECRET not in everything(tab)


def test_a_settings_mistake_leaves_the_names_to_correct(
    world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAYMO_BASE_URL", "http://127.0.0.1:9/api/")
    tab = turn_to(open_tab(), "connections")
    assert "PAYMO_BASE_URL is set and PAYMO_API_KEY is not." in words(tab)
    assert any("PAYMO_API_KEY=" in code.value for code in tab.code)


@pytest.mark.parametrize(
    ("line", "said"), [(said("yes"), "answers."), (failing(401), "does not accept its key")]
)
def test_a_language_model_is_asked_one_word(
    world: None, monkeypatch: pytest.MonkeyPatch, line: Line, said: str
) -> None:
    with open_provider() as provider:
        provider.play(line)
        monkeypatch.setenv("PAYMO_AGENT_MODEL", MODEL)
        monkeypatch.setenv("OPENAI_BASE_URL", provider.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", SECRET)
        tab = turn_to(open_tab(), "connections")
        assert "<dt>Key</dt><dd>there</dd>" in words(tab)
        click(tab, "Test the model")
        assert said in words(tab)
        assert len(provider.heard) == 1
        assert SECRET not in everything(tab)
