"""What can never be right is refused: the field named, the next step given, nothing sent."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from tests.tools_server.writes.office import card_of

pytestmark = pytest.mark.anyio


class Case(NamedTuple):
    args: dict[str, Any]
    field: str
    next_step: str
    code: str = "invalid_argument"


BAD_TASKS = [
    Case({"colour": "red"}, "colour", "The arguments are: name*, project_id*, client_id"),
    Case({"name": None}, "name", "The arguments are"),
    Case({"name": ""}, "name", "Correct name"),
    Case({"name": " \n "}, "name", "Give the task a name"),
    Case({"name": "x" * 256}, "name", "Correct name"),
    Case({"project_id": "101"}, "project_id", "Correct project_id"),
    Case({"project_id": True}, "project_id", "Correct project_id"),
    Case({"project_id": 999}, "project_id 999", "list_projects", "not_found"),
    Case({"project_id": 10**30}, "project_id", "list_projects", "not_found"),
    Case({"project_id": 104}, "project_id 104", "list_projects"),
    Case({"client_id": 12}, "client_id 12", "list_projects"),
    Case({"client_id": 999}, "client_id 999", "list_projects"),
    Case({"tasklist_id": 203}, "tasklist_id 203", "Design (201), Build (202)"),
    Case({"tasklist_id": 999}, "tasklist_id 999", "Design (201), Build (202)"),
    Case({"user_ids": [4, 999]}, "user_ids 999", "list_users", "not_found"),
    Case({"user_ids": [5]}, "user_ids 5: Tomás Keane is not on", "Nora Quinn (1), Aoife Byrne (4)"),
    Case({"user_ids": [6]}, "user_ids 6: Rory Walsh is not active", "Aoife Byrne (4)"),
    Case({"user_ids": [4, "1"]}, "user_ids.1", "Correct user_ids"),
    Case({"user_ids": 4}, "user_ids", "Correct user_ids"),
    Case({"due_date": "2026-13-01"}, "due_date", "Correct due_date"),
    Case({"due_date": "next Friday"}, "due_date", "Correct due_date"),
    Case({"budget_minutes": 0}, "budget_minutes", "Correct budget_minutes"),
    Case({"budget_minutes": 90.5}, "budget_minutes", "Correct budget_minutes"),
    Case({"budget_minutes": "90"}, "budget_minutes", "Correct budget_minutes"),
    Case({"priority": "urgent"}, "priority", "Correct priority"),
    Case({"priority": 75}, "priority", "Correct priority"),
    Case({"billable": "yes"}, "billable", "Correct billable"),
    Case({"task_id": 999}, "task_id 999", "list_tasks", "not_found"),
    Case({"task_id": 305}, "task_id 305", "Leave task_id out"),
]

MORNING = {"start_time": "2026-10-30T09:00", "end_time": "2026-10-30T10:00"}

BAD_ENTRIES = [
    Case({"minutes": 60, "hours": 1}, "hours", "The arguments are: task_id*, minutes, date"),
    Case({"minutes": 60, "task_id": None}, "task_id", "The arguments are"),
    Case({"minutes": 60, "task_id": "301"}, "task_id", "Correct task_id"),
    Case({"minutes": 60, "task_id": 999}, "task_id 999", "list_tasks", "not_found"),
    Case({"minutes": 60, "task_id": 311}, "task_id 311", "list_tasks"),  # archived project
    Case({"minutes": 60, "project_id": 102}, "project_id 102", "list_tasks"),
    Case({"minutes": 60, "client_id": 12}, "client_id 12", "list_tasks"),
    Case({"minutes": 60, "user_id": 999}, "user_id 999", "list_users", "not_found"),
    Case({"minutes": 60, "user_id": 5}, "user_id 5: Tomás Keane is not on", "Aoife Byrne (4)"),
    Case({"minutes": 60, "task_id": 306, "user_id": 6}, "user_id 6: Rory", "Aoife Byrne (4)"),
    Case({}, "minutes", "4 hours are minutes=240"),
    Case({"minutes": 0}, "minutes", "Correct minutes"),
    Case({"minutes": -30}, "minutes", "Correct minutes"),
    Case({"minutes": 90.5}, "minutes", "Correct minutes"),
    Case({"minutes": "90"}, "minutes", "Correct minutes"),
    Case({"minutes": 1800}, "minutes: 1800 minutes (30 h)", "at most 1440 minutes"),
    Case({"minutes": 60, "date": "2026-11-03"}, "date: Tue 3 Nov 2026", "the day it was worked"),
    Case({"minutes": 60, "date": "2026-02-30"}, "date", "Correct date"),
    Case({"minutes": 60, "date": "0206-10-30"}, "date", "2026-10-30"),
    Case({"minutes": 60, "date": "0001-01-01"}, "date", "2026-10-30"),
    Case({"minutes": 60, **MORNING}, "minutes", "Give one of them"),
    Case({**MORNING, "date": "2026-10-29"}, "date", "Leave date out"),
    Case({"start_time": "2026-10-30T09:00"}, "end_time", "Give both"),
    Case({"end_time": "2026-10-30T09:00"}, "start_time", "Give both"),
    Case({**MORNING, "end_time": "2026-10-30T08:00"}, "end_time", "after start_time"),
    Case({**MORNING, "end_time": "2026-10-30T09:00"}, "end_time", "after start_time"),
    Case({**MORNING, "end_time": "2026-10-30T09:00:59"}, "end_time", "at least one minute"),
    Case({**MORNING, "end_time": "2026-10-31T09:01"}, "end_time: 1441 minutes", "on its own"),
    Case({**MORNING, "end_time": "9:00"}, "end_time", "Correct end_time"),
    Case({**MORNING, "start_time": "0001-01-01T00:00+02:00"}, "start_time", "2026-10-30"),
    Case({**MORNING, "end_time": "9999-12-31T23:59-05:00"}, "end_time", "2026-10-30"),
    Case(
        {"start_time": "2026-11-02T23:30", "end_time": "2026-11-03T00:30"},
        "end_time: Tue 3 Nov 2026 is in the future",
        "the day it was worked",
    ),
]


@pytest.mark.parametrize(
    ("tool", "basis", "cases"),
    [
        ("create_task", {"name": "Footer", "project_id": 101}, BAD_TASKS),
        ("create_time_entry", {"task_id": 301}, BAD_ENTRIES),
    ],
    ids=["create_task", "create_time_entry"],
)
async def test_what_cannot_be_right_is_refused_even_with_an_approval(
    office, tool: str, basis: dict[str, Any], cases: list[Case]
) -> None:
    wrong = []
    async with office() as desk:
        for case in cases:
            args = {k: v for k, v in {**basis, **case.args}.items() if v is not None}
            preview = await desk.refusal(tool, **args, dry_run=True)
            error = await desk.refusal(tool, desk.approval(card_of(tool, args)), **args)
            if not (
                error["code"] == case.code
                and error["message"].startswith(case.field)
                and case.next_step in error["hint"]
                and preview == error
            ):
                wrong.append((case, preview, error))
        assert desk.network.posted == []
    assert wrong == []


async def test_all_wrong_arguments_are_named_at_once(office) -> None:
    async with office() as desk:
        error = await desk.refusal("create_task", naem="Footer", project_id="101", priority="soon")
    for field in ("naem: there is no such argument", "name: is required", "project_id: ", "prior"):
        assert field in error["message"]


async def test_an_employee_cannot_log_time_for_somebody_else(office) -> None:
    """Paymo's own refusal: nothing was written, so the approval is not spent."""
    async with office(key="EMPLOYEE-KEY") as desk:
        proposal = await desk.proposal("create_time_entry", task_id=306, user_id=5, minutes=30)
        meta, args = desk.approval(proposal), proposal["args"]
        errors = [await desk.refusal("create_time_entry", meta, **args) for _ in range(2)]
    assert [error["code"] for error in errors] == ["forbidden", "forbidden"]
    assert errors[0]["status"] == 403
