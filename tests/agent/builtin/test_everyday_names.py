"""People and projects called by everyday words: a name where a name stands, else the plain word."""

from __future__ import annotations

from typing import Any

import pytest

from tests.agent.builtin import world
from tests.agent.builtin.world import Chat

OCTOBER = {"date_from": "2026-10-01", "date_to": "2026-10-31"}
MAY_2026 = {"date_from": "2026-05-01", "date_to": "2026-05-31"}


@pytest.fixture(autouse=True)
def _everyday_people(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {6: "Will Hart", 7: "May Otieno", 8: "Bill Farrell", 9: "Mark Teal"}
    people = [
        {"id": number, "name": name, "type": "Employee", "active": True}
        for number, name in names.items()
    ]
    sites = [
        world._project(27, "Website", 10, [1]),
        world._project(28, "Website", 12, [1]),
        world._project(29, "Trailer", 12, [1]),
        world._project(30, "Trailer 2", 12, [1]),
        world._project(31, "Studio", 12, [1]),
    ]
    monkeypatch.setattr(world, "USERS", [*world.USERS, *people])
    monkeypatch.setattr(world, "PROJECTS", [*world.PROJECTS, *sites])


@pytest.mark.parametrize(
    ("say", "args"),
    [
        ("what did may do on 30 oct", {"user_id": 7, "date_from": "2026-10-30"}),
        ("hours by bill in october", {"user_id": 8, **OCTOBER}),
        ("Has Will logged anything in October?", {"user_id": 6, **OCTOBER}),
        ("how many hours did mark do in october", {"user_id": 9, **OCTOBER}),
        ("hours logged by May in October", {"user_id": 7, **OCTOBER}),
        ("hours in may", MAY_2026),
        ("time on trailer 2, last month", {"project_id": 30, **OCTOBER}),
        ("hours for the quill website", {"project_id": 28}),
        ("hours in Studio, last month", {"project_id": 31, **OCTOBER}),
    ],
)
def test_whose_time(say: str, args: dict[str, Any]) -> None:
    chat = Chat()
    chat.say(say)
    assert any(args.items() <= call.items() for call in chat.made("list_time_entries"))


def test_a_month_stays_a_month_where_nobody_is_asked_about() -> None:
    chat = Chat()
    chat.say("invoices for May")
    assert [call for call in chat.made("list_invoices") if MAY_2026.items() <= call.items()]


@pytest.mark.parametrize(
    "say", ["hours for Will and Priya in October", "Priya and Will: October hours"]
)
def test_two_people_are_two_sums(say: str) -> None:
    chat = Chat()
    answer = chat.say(say)
    assert {call.get("user_id") for call in chat.made("list_time_entries")} == {4, 6}
    assert "Will Hart" in answer
    assert "Priya Nair" in answer


@pytest.mark.parametrize("say", ["mark the logo drafts as done", "Mark task Photo shoot complete"])
def test_a_command_is_no_name(say: str) -> None:
    chat = Chat()
    assert "cannot mark" in chat.say(say)


@pytest.mark.parametrize(
    ("say", "who"),
    [
        ("log 1h on payment integration for bill", 8),
        ("Mark spent 2h on payment integration yesterday", 9),
        ("log 1h on payment integration, Mark's draft", None),
    ],
)
def test_who_worked(say: str, who: int | None) -> None:
    chat = Chat()
    chat.say(say)
    assert all(args.get("user_id") == who for _, args in chat.writes)


def test_a_task_for_may_has_no_due_date() -> None:
    chat = Chat()
    chat.say("create a task Prepare slides for May in Q4 Campaign")
    assert chat.writes == [
        ("create_task", {"name": "Prepare slides", "project_id": 25, "user_ids": [7]})
    ]
