"""Durations and clock ranges as people write them."""

from __future__ import annotations

import pytest

from agent.models.builtin.text.clock import find_clock
from agent.models.builtin.text.durations import find_durations
from agent.models.builtin.text.fold import fold


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("4h", [240]), ("4 h", [240]), ("8 hrs", [480]), ("1 hour", [60]), ("1h30", [90]),
        ("1h 30min", [90]), ("1h30m", [90]), ("1h 30", [90]), ("1.5 hours", [90]), ("1,5 h", [90]),
        (".5h", [30]), ("0.25h", [15]), ("3.75 hours", [225]), ("90m", [90]), ("90 mins", [90]),
        ("ninety minutes", [90]), ("twenty-five minutes", [25]), ("half an hour", [30]),
        ("a half hour", [30]), ("an hour", [60]), ("an hour and a half", [90]),
        ("one and a half "
         "hours", [90]), ("two and a half hours", [150]), ("2 hours and a half", [150]),
        ("quarter of an hour", [15]), ("three quarters of an hour", [45]), ("1½ hours", [90]),
        ("½ hour", [30]), ("1 1/2 hours", [90]), ("1:30h", [90]), ("2 hours 15 minutes", [135]),
        ("two hours and fifteen minutes", [135]), ("an hour and fifteen minutes", [75]),
        ("4-hour", [240]), ("2h on A and 3h on B", [120, 180]), ("2h 30 October", [120]),
        ("top 5", []), ("I am off", []), ("ah, h", []), ("9:00-10:30", []), ("the 4th", []),
        ("2 days", []), ("Q4", []), ("h4", []),
    ],
)  # fmt: skip
def test_duration(text: str, minutes: list[int]) -> None:
    assert [duration.minutes for duration in find_durations(fold(text), text)] == minutes


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("9:00-10:30", ("09:00", "10:30")),
        ("9:00 – 10:30", ("09:00", "10:30")),
        ("from 9 to 10:30am", ("09:00", "10:30")),
        ("9am to 11am", ("09:00", "11:00")),
        ("9am-1pm", ("09:00", "13:00")),
        ("11 to 1pm", ("11:00", "13:00")),
        ("2 to 4pm", ("14:00", "16:00")),
        ("from 9 to 5", ("09:00", "17:00")),
        ("between 14:00 and 15:30", ("14:00", "15:30")),
        ("from 9 until noon", ("09:00", "12:00")),
        ("9 a.m. to 10 a.m.", ("09:00", "10:00")),
    ],
)
def test_clock_range(text: str, times: tuple[str, str]) -> None:
    found = find_clock(fold(text))
    assert found is not None
    assert (f"{found.start:%H:%M}", f"{found.end:%H:%M}") == times


@pytest.mark.parametrize(
    "text",
    [
        "from 1 to 15 october",
        "9-11",
        "from 10 to 12 hours",
        "2026-10-01",
        "tasks 2 and 3",
        "1-2 hours",
    ],
)
def test_no_clock_range(text: str) -> None:
    assert find_clock(fold(text)) is None
