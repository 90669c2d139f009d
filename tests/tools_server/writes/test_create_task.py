"""create_task: what a person sees is what Paymo gets, and what is there already is not doubled."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.tools_server.tools.sandbox_account import STUDIO

pytestmark = pytest.mark.anyio

EVERYTHING = {
    "name": "  Footer\tlinks ",
    "project_id": 101,
    "client_id": 11,
    "tasklist_id": 202,
    "user_ids": [4, 1, 4],
    "description": "Three columns",
    "due_date": "2026-11-20",
    "budget_minutes": 100,
    "priority": "critical",
    "billable": False,
}


async def test_the_card_and_the_request_say_the_same(office) -> None:
    async with office() as desk:
        proposal = await desk.proposal("create_task", **EVERYTHING)
        created = await desk.approved("create_task", **EVERYTHING)
        assert desk.network.posted == [
            (
                "tasks",
                {
                    "name": "Footer links",
                    "tasklist_id": 202,
                    "users": [4, 1],
                    "description": "Three columns",
                    "due_date": "2026-11-20",
                    "budget_hours": 1.6667,
                    "priority": 100,
                    "billable": False,
                },
            )
        ]
    assert {row["label"]: row["shown"] for row in proposal["fields"]} == {
        "Task": "Footer links",
        "Project": "Website Relaunch",
        "Client": "Northwind Traders",
        "Task list": "Build",
        "Assigned to": "Aoife Byrne, Nora Quinn",
        "Description": "Three columns",
        "Due": "Fri 20 Nov 2026",
        "Budget": "100 minutes (1 h 40 min)",
        "Priority": "critical",
        "Billable": "no",
    }
    values = {row["field"]: row["value"] for row in proposal["fields"]}
    assert values.items() >= proposal["args"].items()
    record = created["record"]
    assert created["status"] == "created"
    assert (record["name"], record["tasklist"], record["project"], record["client"]) == (
        "Footer links",
        "Build",
        "Website Relaunch",
        "Northwind Traders",
    )
    assert (record["budget_minutes"], record["priority"], record["due_date"]) == (
        100,
        "critical",
        "2026-11-20",
    )


async def test_what_is_left_out_is_left_to_paymo(office) -> None:
    async with office() as desk:
        created = await desk.approved(
            "create_task", name="Footer", project_id=101, user_ids=[], description="  "
        )
        assert desk.network.posted == [("tasks", {"name": "Footer", "project_id": 101})]
    assert created["record"]["tasklist"] == "Default Task List"
    assert created["record"]["priority"] == "normal"


@pytest.mark.parametrize(
    "args",
    [
        EVERYTHING,
        {"name": "Ünïcode “quotes” \\ 100% \U0001f600", "project_id": 102, "description": " \n x"},
        {"name": "a" * 255, "project_id": 103, "priority": "low", "billable": True},
    ],
    ids=["everything", "odd characters", "longest name"],
)
async def test_canonical_arguments_are_a_fixed_point(office, args: dict[str, Any]) -> None:
    async with office() as desk:
        proposal = await desk.proposal("create_task", **args)
        assert await desk.proposal("create_task", **proposal["args"]) == proposal


async def test_an_open_task_of_the_same_name_is_answered_and_not_doubled(office) -> None:
    world = copy.deepcopy(STUDIO)
    odd = ['Say "hello" 100%', "Crème BRÛLÉE", "Two  spaces", "Straße_1"]
    world["tasks"] += [
        {"id": 350 + number, "name": name, "tasklist_id": 201, "users": []}
        for number, name in enumerate(odd)
    ]
    again = {
        "homepage  WIREFRAMES ": 301,
        'say "HELLO" 100%': 350,
        "CRÈME brûlée": 351,
        "Two spaces": 352,
        "STRASSE_1": 353,
    }
    async with office(world) as desk:
        found = {
            name: (await desk.call("create_task", name=name, project_id=101))["record"]["id"]
            for name in again
        }
        assert found == again
        elsewhere = await desk.proposal("create_task", name="Homepage wireframes", project_id=102)
        assert elsewhere["warnings"] == []
        assert desk.network.posted == []


async def test_a_task_id_or_a_second_request_finds_the_task(office) -> None:
    async with office() as desk:
        done = await desk.call("create_task", name="Anything", project_id=101, task_id=304)
        assert (done["status"], done["record"]["id"]) == ("already_exists", 304)
        created = await desk.approved("create_task", name="Footer", project_id=101)
        again = await desk.call("create_task", name="footer", project_id=101)
        assert (again["status"], again["record"]) == ("already_exists", created["record"])
        assert len(desk.network.posted) == 1


async def test_warnings(office) -> None:
    async with office() as desk:
        late = await desk.proposal(
            "create_task", name="Content migration", project_id=101, due_date="2026-11-01"
        )
        today = await desk.proposal(
            "create_task", name="Footer", project_id=101, due_date="2026-11-02"
        )
    assert late["warnings"] == [
        "A completed task of the same name is in this project.",
        "The due date Sun 1 Nov 2026 is in the past.",
    ]
    assert today["warnings"] == []
