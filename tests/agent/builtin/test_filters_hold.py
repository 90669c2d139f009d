"""What narrows a question is applied, and means what was said: done things, what is left out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.agent.builtin import world
from tests.agent.builtin.world import Chat


def asked(say: str, tool: str) -> tuple[dict[str, Any], str]:
    """The arguments of the last read of this tool, and the answer."""
    chat = Chat()
    answer = chat.say(say)
    return chat.made(tool)[-1], answer


@pytest.mark.parametrize(
    ("say", "tool", "words"),
    [
        ("Which tasks did we finish in February?", "list_tasks", "February 2026"),
        ("Which milestones were reached in March?", "list_milestones", "March 2026"),
        ("Which tasks must be finished in February?", "list_tasks", "open tasks due in February"),
    ],
)
def test_what_is_done_was_done_in_the_past(say: str, tool: str, words: str) -> None:
    assert words in asked(say, tool)[1]


@pytest.mark.parametrize(
    ("say", "tool", "shown", "hidden"),
    [
        ("which invoices are not from Meridian Optics?", "list_invoices", "LL-0104", "LL-0101"),
        ("invoices that are not drafts", "list_invoices", "LL-0104", "LL-0105"),
        ("all invoices but the void ones", "list_invoices", "LL-0103", "LL-0106"),
        ("hours this year not for Webshop Rebuild", "list_time_entries", "Photo", "(Webshop"),
        ("hours this year that are not Priya's", "list_time_entries", "Tomas Rivera", "Priya: "),
        ("hours in October, not November", "list_time_entries", "511 minutes", "November"),
        ("hours this year except October", "list_time_entries", "260 minutes", "Camera"),
        ("open tasks not assigned to Priya", "list_tasks", "Payment", "Photo"),
        ("tasks that are not high priority", "list_tasks", "Payment", "Checkout"),
        ("tasks other than high priority", "list_tasks", "Payment", "Checkout"),
        ("tasks of Priya not due this month", "list_tasks", "Checkout", "Photo"),
        ("tasks excluding done ones", "list_tasks", "Payment", "Style guide"),
        ("open tasks except the ones of Priya", "list_tasks", "Payment", "Photo"),
        ("list me the open tasks except those of Priya", "list_tasks", "Payment", "Photo"),
        ("projects that are not archived", "list_projects", "Brand Refresh", "Bakery Site"),
        ("which milestones have not been reached?", "list_milestones", "Beta", "Concept"),
    ],
)
def test_what_is_turned_down_is_left_out(say: str, tool: str, shown: str, hidden: str) -> None:
    _, answer = asked(say, tool)
    assert shown in answer
    assert hidden not in answer


@pytest.mark.parametrize(
    ("say", "tool", "words"),
    [
        ("is nothing overdue?", "list_invoices", "No: 1 overdue"),
        ("is there no critical task?", "list_tasks", "Yes: no critical"),
        ("did nobody log time in October?", "list_time_entries", "No: 511 minutes"),
        ("list the 3 newest clients", "list_clients", "cannot tell which are the newest"),
        (
            "invoices over 1,000 more than 10 days overdue",
            "list_invoices",
            "with over 1,000 and more than 10 days overdue",
        ),
        ("hours of Priya a few days ago", "list_time_entries", "cannot work with a few days ago"),
        (
            "who is not on Webshop Rebuild?",
            "get_project_details",
            "Not on Webshop Rebuild: Tomas Lindqvist",
        ),
        ("which invoices were paid late?", "list_invoices", "after its due date"),
        ("hours logged before 9am", "list_time_entries", "cannot work with before 9am"),
        ("hours logged in the evening last week", "list_time_entries", "in the evening here"),
        ("which client has the most projects?", "list_projects", "projects. Meridian Optics has"),
        (
            "invoices over 100 more than 20 days overdue",
            "list_invoices",
            "no invoices with over 100 and",
        ),
        ("invoices older than 2 quarters", "list_invoices", "no active invoices older than 2 q"),
    ],
)
def test_no_condition_is_passed_over(say: str, tool: str, words: str) -> None:
    answer = asked(say, tool)[1]
    assert words in answer
    assert "cannot compare" not in answer


@pytest.mark.parametrize(
    ("say", "unknown"),
    [
        ("Is milestone 2 of Kestrel Rooms done?", "Kestrel Rooms"),
        ("When is the launch milestone of Kestrel Rooms due?", "Kestrel Rooms"),
        ("Is the beta release of Kestrel Rooms done?", "Kestrel Rooms"),
        ("Is the payment integration of Kestrel Rooms done?", "Kestrel Rooms"),
    ],
)
def test_a_place_that_is_not_there_is_told_beside_the_only_thing_called_so(
    say: str, unknown: str
) -> None:
    assert f'I took no account of "{unknown}"' in Chat().say(say)


@pytest.mark.parametrize("say", ["Is Tomas Rivera free?", "Does Tomas Rivera have time?"])
def test_whether_a_person_is_free_is_asked_by_name_too(say: str) -> None:
    assert Chat().say(say) == "Tomas Rivera has 1 open task."


def test_a_follow_up_about_late_october_keeps_the_state() -> None:
    chat = Chat()
    chat.say("Which invoices are unpaid in September?")
    assert "unpaid" in chat.say("and in late October?")


@pytest.mark.parametrize(
    ("say", "words"),
    [
        ("which projects have no milestones?", ["4 active projects without milestones"]),
        ("who is on more than 2 projects?", ["2 people are on", "Ingrid Solberg: 4"]),
        ("how many clients do we have and which of them are archived?",
         ["5 active clients", "1 archived client"]),
        ("which clients are archived, and how many are still active?",
         ["1 archived client", "5 active clients"]),
        ("what is Priya's position and e-mail?", ["Designer"]),
        ("clients in Ireland or France?", ["2 active clients in Ireland or France"]),
        ("clients without an open invoice", ["owe us nothing"]),
        ("which clients do not have a phone number?", ["active clients without phone number"]),
        ("anything overdue at Meridian Optics?",
         ["1 overdue task", "no overdue milestones", "1 overdue invoice"]),
        ("who is on Webshop Rebuild and who of them is a guest?",
         ["3 people", "No guests among them"]),
        ("for which client is the photo shoot?", ["Meridian Foods"]),
    ],
)  # fmt: skip
def test_every_half_of_a_question_is_answered(say: str, words: list[str]) -> None:
    answer = Chat().say(say)
    assert [each for each in words if each not in answer] == []


@pytest.fixture
def with_work_in_the_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two open tasks and an open milestone of the archived Bakery Site."""
    late = {"complete": False, "due_date": "2026-10-01", "user_ids": [2]}
    menu = next(row for row in world.TASKS if row["id"] == 109)
    launch = world.MILESTONES[-1] | {"project_id": 26, "project": "Bakery Site", "client_id": 15}
    tasks = [menu | late | {"id": 110}, menu | late | {"id": 111}]
    monkeypatch.setattr(world, "TASKS", world.TASKS + tasks)
    monkeypatch.setattr(world, "MILESTONES", [*world.MILESTONES, launch | {"id": 304} | late])


@pytest.mark.parametrize(
    ("asked", "told", "left_out"),
    [
        ("How many open tasks does Tomas Rivera have?", "1 open task", "2 more tasks"),
        ("open tasks per person", "Tomas Rivera: 1 open task", "2 more tasks"),
        ("which tasks are overdue?", "2 overdue tasks", "2 more tasks"),
        ("Who has no open tasks?", "no open task", "2 more tasks"),
        ("Tomas Rivera has nothing to do?", "Tomas Rivera has 1 open task", "2 more tasks"),
        ("Tomas Rivera", "1 task", "2 more tasks"),
        ("Are all tasks assigned?", "of 7 open tasks", "2 more tasks"),
        ("Which clients have no open tasks?", "No active clients", "2 more tasks"),
        ("Which milestones are overdue?", "1 overdue milestone", "1 more milestone"),
    ],
)
def test_open_work_of_archived_projects_is_left_out_and_said_to_be(
    with_work_in_the_archive: None, asked: str, told: str, left_out: str
) -> None:
    text = Chat().say(asked)
    assert told in text
    verb = "is" if left_out.startswith("1") else "are"
    assert f"\n{left_out} in archived projects {verb} left out." in text
    assert "Bakery" not in text


@pytest.mark.parametrize(
    "asked", ["open tasks of archived projects", "open tasks of the Bakery Site"]
)
def test_open_work_of_archived_projects_is_told_where_it_is_asked_for(
    with_work_in_the_archive: None, asked: str
) -> None:
    text = Chat().say(asked)
    assert "2 open tasks" in text
    assert "left out" not in text


@pytest.mark.parametrize("said", ["milestones that were completed late", "tasks finished late"])
def test_done_late_is_not_open_and_late(said: str) -> None:
    chat = Chat()
    assert "completed late" in chat.say(said)


def test_the_day_after_tomorrow_is_said_short() -> None:
    chat = Chat()
    chat.say("tasks due tomorrow or the day after")
    (args,) = [args for tool, args in chat.turn_calls if tool == "list_tasks"]
    assert (args["due_from"], args["due_to"]) == ("2026-11-03", "2026-11-04")


def test_a_task_is_left_out_by_its_name() -> None:
    chat = Chat()
    assert "- Photo shoot" in chat.say("all open tasks")
    answer = chat.say("all open tasks except photo shoot")
    assert "- Photo shoot" not in answer
    assert "Without Photo shoot" in answer
