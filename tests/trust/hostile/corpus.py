"""The strings, by category in `corpus.json`; a long one is what repeats and how often."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Hostile:
    """One string of the corpus."""

    category: str
    text: str


def load() -> list[Hostile]:
    """All strings, in the order of the file."""
    raw = json.loads(Path(__file__).with_name("corpus.json").read_text("utf-8"))
    return [Hostile(category, _text(each)) for category, many in raw.items() for each in many]


def _text(raw: Any) -> str:
    return raw if isinstance(raw, str) else raw["repeat"] * raw["times"]


CORPUS = load()
TEXTS = [each.text for each in CORPUS]
