"""Written dialogues, turn by turn."""

from __future__ import annotations

import pytest

from tests.agent.builtin.talk import Turn, played
from tests.agent.builtin.talks_about_cards import TALKS as CARDS
from tests.agent.builtin.talks_about_records import TALKS as RECORDS

TALKS = [*CARDS.items(), *RECORDS.items()]


@pytest.mark.parametrize(("name", "turns"), TALKS, ids=[name for name, _ in TALKS])
def test_talk(name: str, turns: list[Turn]) -> None:
    assert not played(turns), name
