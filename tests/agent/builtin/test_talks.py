"""Written dialogues, turn by turn."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from tests.agent.builtin import talks
from tests.agent.builtin.talk import Turn, played

_MODULES = [
    importlib.import_module(f"{talks.__name__}.{found.name}")
    for found in pkgutil.iter_modules(talks.__path__)
]
TALKS = [talk for module in _MODULES for talk in module.TALKS.items()]


@pytest.mark.parametrize(("name", "turns"), TALKS, ids=[name for name, _ in TALKS])
def test_talk(name: str, turns: list[Turn]) -> None:
    assert not played(turns), name
