"""The page on the real session, which runs over the studio in the embedded sandbox."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests import studio
from ui.bridge import bridge

APP = Path(__file__).parents[2] / "ui" / "app.py"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The studio as everybody's Paymo; what a test opened is closed after it."""
    monkeypatch.setenv("PAYMO_AGENT_WORLD", str(studio.WORLD))
    monkeypatch.setenv("PAYMO_AGENT_TODAY", studio.TODAY)
    monkeypatch.setenv("PAYMO_AGENT_USER", "Nora")
    yield
    bridge.clear()
    gc.collect()


@pytest.fixture
def tab(world: None) -> AppTest:
    """A browser tab with the page."""
    return open_tab()


def open_tab(thread: str | None = None) -> AppTest:
    """Another tab, on a conversation that there is already."""
    tab = AppTest.from_file(APP, default_timeout=60)
    if thread:
        tab.query_params["thread"] = thread
    return sound(tab.run())


def turn_to(tab: AppTest, url_path: str) -> AppTest:
    """The same tab on another page. `AppTest.switch_page` knows pages that are files alone."""
    tab._page_hash = calc_hash(url_path)
    return sound(tab.run())


def sound(tab: AppTest) -> AppTest:
    """The tab, when its page was drawn without a bug."""
    assert not tab.exception
    return tab


def say(tab: AppTest, words: str) -> AppTest:
    """Type and send."""
    return sound(tab.chat_input[0].set_value(words).run())


def click(tab: AppTest, label: str) -> AppTest:
    """Press the first button of this label."""
    return sound(next(button for button in tab.button if button.label == label).click().run())


def labels(tab: AppTest) -> list[str]:
    """The labels of all buttons."""
    return [button.label for button in tab.button]


def words(tab: AppTest) -> str:
    """All that one can read on the page, in one text; HTML as it is."""
    kinds = ("text", "markdown", "html", "code")
    return "\n".join(str(each.value) for kind in kinds for each in tab.get(kind))
