"""Numbers by value and as a whole; values however they are written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from evals.values import fits, same
from evals.words import matches, mentions, table_text

SAID = [
    ("40 hours", "40"),
    ("it is 40.", "40"),
    ("40.00 due", "40"),
    ("1,250.00", "1250"),
    ("USD 1250.0", "1,250.00"),
    ("1,234,567", "1234567"),
    ("1, 2, 3", "2"),
    ("$1,250", "$1250"),
    ("$1,250", "1250"),
    ("a balance of -$40", "-$40"),
    ("4h30", "4h"),
    ("9-17", "17"),
    ("#INV-20260725-129", "INV-20260725-129"),
    ("on 2026-10-30", "2026-10-30"),
    ("Caf\u00e9", "Cafe\u0301"),
    ("Cafe\u0301", "caf\u00e9"),
    ("USD 1\u202f250.00", "1,250"),
    ("CHF 1’250’000", "1250000"),
    ("it took 4h", "4 h"),
    ("it took 4 h", "4h"),
    ("40 € due", "40€"),
    ("on 2026\u201110\u201130", "2026-10-30"),
    ("#INV-20260725-129", "-129"),
    ("at 09:00", "9:00"),
    ("2026-10-30T09:00:00Z", "09:00"),
    ("O´Brien", "O'Brien"),
    ("🎉 it is done", "🎉"),
    ("**240** minutes\nof  work", "240 minutes of work"),
    ("We’re DONE", "we're done"),
]

NOT_SAID = [
    ("240 minutes", "40"),
    ("40.5", "40"),
    ("40.5", "5"),
    ("1,250.00", "250"),
    ("1,250.00", "1"),
    ("100", "10"),
    ("10", "100"),
    ("on 2026-10-30", "10"),
    ("at 10:30", "10"),
    ("INV-0042", "42"),
    ("a balance of -40", "40"),
    ("10 tasks", "0"),
    ("at 19:00", "9:00"),
    ("300 October", "30 o"),
    ("v1.2.3", "2.3"),
    ("5 100", "5100"),
    ("balance - 40", "-40"),
    ("a balance of 40", "-40"),
]


@pytest.mark.parametrize(("text", "wanted"), SAID)
def test_it_is_said(text: str, wanted: str) -> None:
    assert mentions(text, wanted)


@pytest.mark.parametrize(("text", "wanted"), NOT_SAID)
def test_it_is_not_said(text: str, wanted: str) -> None:
    assert not mentions(text, wanted)


def test_a_table_says_what_its_cells_say() -> None:
    text = table_text(["name", "balance"], [["Café", 1250.0], [None, 40]])
    assert all(mentions(text, wanted) for wanted in ("café", "1,250", "40", "Balance"))
    assert not mentions(text, "125")
    assert not mentions(table_text(["a"], [[40], ["Bell"]]), "40 Bell")  # of two rows


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (240, "240"),
        (240, 240.0),
        ("1.50", 1.5),
        (date(2026, 10, 30), "2026-10-30"),
        ("2026-10-30T09:00:00Z", "2026-10-30T10:00:00+01:00"),
        ("Check  the Fonts", "check the fonts"),
        ([3, 4], ["4", 3]),
        ({"a": 1}, {"a": "1"}),
        ("1,250.00", 1250.0),
        (0.3, 0.1 + 0.2),
        ("true", True),
        ("Caf\u00e9", "Cafe\u0301"),
    ],
)
def test_the_same_value(expected: Any, actual: Any) -> None:
    assert same(expected, actual)


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (True, 1),
        (0, None),
        (0, False),
        (24, 240),
        ([3], [3, 4]),
        ("2026-10-30", "2026-10-31"),
        ("2026-10-30T09:00:00", "2026-10-30T09:00:00Z"),
    ],
)
def test_another_value(expected: Any, actual: Any) -> None:
    assert not same(expected, actual)


def test_fields_are_a_part_of_the_actual_ones() -> None:
    actual = {"description": "The WIRE frames", "task_id": 5012, "note": None}
    assert fits({"task_id": "5012", "description~": "wire", "note": None, "gone": None}, actual)
    assert not fits({"task_id": 5012, "description~": "wires"}, actual)
    assert not fits({"gone~": ""}, actual)
    assert fits({"users~": 104}, {"users": [103, 104]})
    assert not fits({"users~": 10}, {"users": [103, 104]})


def test_a_pattern_is_found_however_the_words_are_set() -> None:
    assert matches("You’re at **240** minutes", "you're at 240")
    assert matches("You're", "^you’re")
    assert not matches("at 240", r"\b24\b")


def test_a_time_without_offset_is_one_on_the_clock_of_the_other() -> None:
    made = {"start_time": "2026-11-02T09:00:00-05:00"}
    assert fits({"start_time": "2026-11-02T09:00"}, made, local=True)
    assert fits({"start_time": "2026-11-02T14:00:00Z"}, made, local=True)
    assert not fits({"start_time": "2026-11-02T14:00"}, made, local=True)
    assert not fits({"start_time": "2026-11-02T09:00"}, made)
