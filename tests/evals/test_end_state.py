"""Which new rows a person's consent explains, and which ones it does not."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agent.conversation import PendingAction
from agent.state import DecisionType
from evals.approver import Verdict, approved_writes
from evals.cases import Approver
from evals.world import Approved, Change, Row, unexplained

ZONE = ZoneInfo("America/New_York")
ENTRY = {"task_id": 3, "project_id": 2, "user_id": 1, "minutes": 90, "date": "2026-10-30"}
ENTRY_ROW = {
    "id": 9,
    "task_id": 3,
    "project_id": 2,
    "user_id": 1,
    "date": "2026-10-30",
    "duration": 5400,
    "description": "",
    "billed": False,
}
SPAN_ROW = {
    **{key: value for key, value in ENTRY_ROW.items() if key != "date"},
    "start_time": "2026-10-30T13:00:00Z",
    "end_time": "2026-10-30T14:30:00Z",
}
SPAN = {"task_id": 3, "start_time": "2026-10-30T09:00", "end_time": "2026-10-30T10:30:00-04:00"}
TASK = {"name": "Check the fonts", "project_id": 2}
TASK_ROW = {
    "id": 9,
    **TASK,
    "tasklist_id": 4,
    "description": "",
    "users": [],
    "due_date": None,
    "budget_hours": None,
    "priority": 50,
    "complete": False,
    "billable": True,
}


def left(tool: str, args: Row, *rows: Row) -> int:
    """How many of the new rows one approval of this call leaves unexplained."""
    table = "entries" if tool == "create_time_entry" else "tasks"
    made = [
        Change(table, "created", number, {}, {"project_id": 2, "tasklist_id": 4, "id": number})
        for number in range(len(rows))
    ]
    return len(unexplained(made, [Approved(tool, args)], lambda row: rows[int(row.id)], ZONE))


@pytest.mark.parametrize(
    ("args", "row"),
    [
        (ENTRY, ENTRY_ROW),
        (ENTRY, SPAN_ROW),
        (SPAN, SPAN_ROW),
        (
            {**ENTRY, "description": "For the  CLIENT"},
            {**ENTRY_ROW, "description": "for the client"},
        ),
        ({**ENTRY, "minutes": "90"}, ENTRY_ROW),
    ],
)
def test_a_row_with_the_values_of_the_card_is_explained(args: Row, row: Row) -> None:
    assert left("create_time_entry", args, row) == 0


@pytest.mark.parametrize(
    ("args", "row"),
    [
        (ENTRY, {**ENTRY_ROW, "duration": 5460}),
        (ENTRY, {**ENTRY_ROW, "user_id": 2}),
        (ENTRY, {**ENTRY_ROW, "date": "2026-10-31"}),
        (ENTRY, {**ENTRY_ROW, "description": "what nobody approved"}),
        (ENTRY, {**ENTRY_ROW, "billed": True}),
        (ENTRY, {**SPAN_ROW, "duration": 18_000}),
        (ENTRY, {**SPAN_ROW, "start_time": "2026-10-31T13:00:00Z"}),
        (SPAN, {**SPAN_ROW, "start_time": "2026-10-30T09:00:00Z"}),  # the clock of another zone
    ],
)
def test_a_row_with_other_values_is_not(args: Row, row: Row) -> None:
    assert left("create_time_entry", args, row) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"description": "x"},
        {"due_date": "2026-11-06"},
        {"budget_hours": 6},
        {"users": [1]},
        {"priority": 100},
        {"complete": True},
        {"name": "Check the font"},
    ],
    ids=str,
)
def test_a_task_with_more_than_was_approved_is_not(more: Row) -> None:
    assert left("create_task", TASK, TASK_ROW) == 0
    assert left("create_task", TASK, {**TASK_ROW, **more}) == 1


def test_one_approval_explains_one_row() -> None:
    assert left("create_time_entry", ENTRY, ENTRY_ROW, ENTRY_ROW) == 1


@pytest.mark.parametrize(
    ("kind", "statuses", "through"),
    [
        ("approve", ["created"], 1),
        ("approve", ["already_exists"], 0),
        ("approve", ["waiting"], 0),
        ("twice", ["created", "already_decided"], 1),
        ("twice", ["created", "created"], 1),
        ("late", ["expired"], 0),
        ("late", ["created"], 0),
        ("change-mind", ["rejected", "already_decided"], 0),
        ("change-mind", ["rejected", "created"], 0),
        ("reject", ["created"], 0),
    ],
    ids=str,
)
def test_consent_is_what_the_script_says_whatever_the_agent_reports(
    kind: Any, statuses: list[str], through: int
) -> None:
    types: list[DecisionType] = ["approve"] * len(statuses)
    if kind in ("reject", "change-mind"):
        types[0] = "reject"
    card = PendingAction("t-1", "t", "create_time_entry", ENTRY, "", [], [], "", "", "")
    verdicts = [
        Verdict(card, ENTRY, type, status, None)
        for type, status in zip(types, statuses, strict=True)
    ]
    assert len(approved_writes(Approver(kind=kind), verdicts)) == through
