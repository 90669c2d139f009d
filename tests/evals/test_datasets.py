"""The datasets are what their sources say, cover what they should, and can fail."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evals.cases import TOOLS, Case
from evals.dataset import find_dataset, load_cases
from evals.facts.__main__ import pairs
from evals.facts.render import rendered
from evals.facts.worlds import build
from evals.scorers import rows_found
from evals.thresholds import read_thresholds

ROOT = Path(__file__).parents[2]
WRITTEN = ("approve", "edit", "twice")


@pytest.fixture(scope="module")
def dev() -> list[Case]:
    return load_cases(find_dataset("dev"))


@pytest.fixture(scope="module")
def held_out() -> list[Case]:
    return load_cases(find_dataset("held-out"))


@pytest.mark.parametrize(("source", "dataset"), list(pairs()), ids=lambda path: path.stem)
def test_datasets_are_up_to_date(source, dataset):
    message = "run `python -m evals.facts`"
    assert dataset.read_text(encoding="utf-8") == rendered(source, build), message


def test_both_parts_cover_every_tool_kind_and_decision(dev, held_out):
    for part in (dev, held_out):
        assert {case.tags["tool"] for case in part} >= set(TOOLS)
        assert {case.tags["kind"] for case in part} == {
            *("read", "write", "flow", "refuse", "clarify", "multi-turn")
        }
        assert {turn.decide.kind for case in part for turn in case.turns} == {
            *("approve", "reject", "edit", "respond", "none", "late", "twice", "change-mind")
        }


@pytest.mark.parametrize(("name", "least"), [("dev", 0.97), ("held-out", 0.93)])
def test_each_part_has_its_gate_and_make_uses_it(name, least):
    gate = read_thresholds(ROOT / "evals" / "gates" / f"{name}.yaml")
    assert (gate.passed, gate.wrong_writes, gate.broken) == (least, 0, 0)
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"eval {name} --thresholds evals/gates/{name}.yaml" in recipe


def test_three_in_ten_are_set_aside_and_repeat_nothing(dev, held_out):
    assert 0.27 < len(held_out) / len(dev + held_out) < 0.33
    assert len(dev + held_out) >= 240
    said = Counter(" ".join(turn.say.casefold() for turn in case.turns) for case in dev + held_out)
    assert [text for text, count in said.items() if count > 1] == []


def test_a_write_case_fails_where_nothing_is_written(dev, held_out):
    """The rows that it expects are not in the world already."""
    for case in dev + held_out:
        decided = {turn.decide.kind for turn in case.turns} & set(WRITTEN)
        if not decided or not case.expect.world or case.tags.get("changes") == "none":
            continue
        world = build(case.world, case.day)
        missing = [rows_found(row, candidates(world, row)) for row in case.expect.world]
        assert any(missing), case.id


def candidates(world, expected):
    """The rows that have the ids, which costs less than to compare every value."""
    ids = {name: id for name, id in expected.where.items() if name.endswith("_id")}
    rows = world[expected.collection]
    return [row for row in rows if all(row.get(name) == id for name, id in ids.items())]
