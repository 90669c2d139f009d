"""`docs/threat-model.md` names every risk of the two lists, and only files and tests there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w.-]+/[\w./-]+(?:::\w+)?)`", PAGE)))
ROWS = [line.split("|") for line in PAGE.splitlines() if line.startswith("| ")][1:]


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named_exists(name: str) -> None:
    path, _, test = name.partition("::")
    assert (ROOT / path).exists()
    if test:
        assert re.search(rf"^(async )?def {test}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)


def test_every_risk_of_the_lists_is_there() -> None:
    spelled = re.sub(r"(LLM|ASI)01-10", "", PAGE)
    for kind in ("LLM", "ASI"):
        expected = {f"{kind}{number:02}" for number in range(1, 11)}
        assert set(re.findall(rf"{kind}\d\d", spelled)) == expected


def test_every_row_has_its_proof_and_its_rest() -> None:
    assert len(ROWS) >= 12
    for _, risk, stops, proof, left, _ in ROWS:
        assert re.search(r"\((?:LLM|ASI|T)\d+", risk)
        assert stops.strip() and left.strip()
        assert re.search(r"`tests/[\w/]+\.py", proof), risk


def test_it_is_two_pages() -> None:
    assert len(PAGE.split()) <= 1_300
