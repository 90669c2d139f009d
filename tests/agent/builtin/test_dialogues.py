"""Questions back, short replies, and follow-ups."""

from __future__ import annotations

import pytest

from tests.agent.builtin import world
from tests.agent.builtin.world import Chat, Row


def wrote(chat: Chat, expected: Row) -> bool:
    return len(chat.writes) == 1 and expected.items() <= chat.writes[0][1].items()


@pytest.mark.parametrize(
    "reply", ["2", "the second", "the second one", "Meridian Foods", "foods", "last"]
)
def test_an_ambiguous_client_is_asked_for_and_the_short_reply_understood(reply: str) -> None:
    chat = Chat()
    question = chat.say("show me meridian invoices from October")
    assert "1. Meridian Optics\n2. Meridian Foods" in question
    assert chat.made("list_invoices") == []
    assert "LL-0103" in chat.say(reply)
    assert chat.made("list_invoices")[0]["client_id"] == 11
    assert chat.made("list_invoices")[0]["date_from"] == "2026-10-01"


def test_a_reply_that_fits_several_candidates_is_asked_again() -> None:
    chat = Chat()
    chat.say("log 2h on logo drafts")
    assert "Several fit" in chat.say("brand refresh")
    chat.say("quill")
    assert wrote(chat, {"task_id": 104, "minutes": 120})


def test_the_task_of_a_project_is_asked_for_with_its_open_tasks() -> None:
    chat = Chat()
    question = chat.say("log 8 hours for Webshop Rebuild")
    assert "Checkout wireframes" in question
    assert "Set up staging server" not in question
    chat.say("payment")
    assert wrote(chat, {"task_id": 101, "minutes": 480, "date": "2026-11-02"})


def test_two_questions_in_a_row_keep_what_was_answered() -> None:
    chat = Chat()
    assert "Which client" in chat.say("log 8h for Meridian yesterday")
    assert "On which task" in chat.say("Optics")
    chat.say("2")
    assert wrote(chat, {"task_id": 105, "minutes": 480, "date": "2026-11-01"})


@pytest.mark.parametrize(
    ("reply", "minutes"), [("3", 180), ("2h", 120), ("45 min", 45), ("an hour and a half", 90)]
)
def test_a_missing_duration_is_asked_for(reply: str, minutes: int) -> None:
    chat = Chat()
    assert "How long" in chat.say("Log time on photo shoot for yesterday")
    chat.say(reply)
    assert wrote(chat, {"task_id": 103, "minutes": minutes, "date": "2026-11-01"})


def test_a_period_is_no_day() -> None:
    chat = Chat()
    assert "Which day" in chat.say("log 2h on photo shoot for last week")
    chat.say("Thursday")
    assert wrote(chat, {"task_id": 103, "date": "2026-10-29"})


def test_a_new_task_asks_for_title_then_project() -> None:
    chat = Chat()
    assert "be called" in chat.say("create a task for Priya")
    assert "which project" in chat.say("Test the form")
    chat.say("Lens Finder App")
    assert wrote(chat, {"name": "Test the form", "project_id": 24, "user_ids": [4]})


def test_a_project_that_exists_twice_is_asked_for() -> None:
    chat = Chat()
    chat.say("Create a task for Brand Refresh called Pick colours, due Friday")
    chat.say("the one for Quill")
    assert wrote(chat, {"name": "Pick colours", "project_id": 22, "due_date": "2026-11-06"})


def test_a_weekday_answers_for_the_week_that_was_said() -> None:
    chat = Chat()
    assert "Which day" in chat.say("create a task Review copy in Spring Catalogue due next week")
    chat.say("Wednesday")
    assert wrote(chat, {"name": "Review copy", "due_date": "2026-11-11"})


def test_a_stranger_in_a_write_is_asked_about() -> None:
    chat = Chat()
    assert '"Bob"' in chat.say("make a task for Bob in Q4 Campaign called Edit video")
    chat.say("Priya")
    assert wrote(chat, {"name": "Edit video", "project_id": 25, "user_ids": [4]})


def test_a_namesake_person_is_asked_for() -> None:
    chat = Chat()
    assert "Tomas Lindqvist" in chat.say("Tomas worked 3 hours on payment integration yesterday")
    chat.say("Rivera")
    assert wrote(chat, {"task_id": 101, "user_id": 2, "minutes": 180})


@pytest.mark.parametrize("reply", ["never mind", "cancel", "no", "stop", "none of these"])
def test_a_question_can_be_dropped(reply: str) -> None:
    chat = Chat()
    chat.say("log 2h on logo drafts")
    assert "nothing was changed" in chat.say(reply)
    assert chat.turn_calls == []


def test_another_request_instead_of_an_answer_is_taken_as_such() -> None:
    chat = Chat()
    chat.say("log 2h on logo drafts")
    assert "LL-0101" in chat.say("which invoices are overdue?")
    assert chat.writes == []


def test_a_task_that_does_not_exist_is_named_again() -> None:
    chat = Chat()
    assert 'no task called "foo bar"' in chat.say("log 2h on the foo bar thing")
    chat.say("photo shoot")
    assert wrote(chat, {"task_id": 103, "minutes": 120})


@pytest.mark.parametrize(
    ("turns", "tool", "args"),
    [
        (["How many hours did Priya log last month?", "and last week?"], "list_time_entries",
         {"user_id": 4, "date_from": "2026-10-26"}),
        (["How many hours did Priya log last "
          "month?", "what about Tomas Rivera?"], "list_time_entries",
         {"user_id": 2, "date_from": "2026-10-01"}),
        (["invoices of Meridian Optics", "only the overdue ones"], "list_invoices",
         {"client_id": 10, "status": "overdue"}),
        (["overdue invoices of Meridian Optics", "and for Quill?"], "list_invoices",
         {"client_id": 12, "status": "overdue"}),
        (["tasks of Webshop Rebuild", "and the done ones?"], "list_tasks",
         {"project_id": 20, "complete": True}),
        (["Show me Tandem Cycles' invoices", "how much do they owe us in total?"], "list_invoices",
         {"client_id": 13}),
        (["Tell me about Webshop Rebuild", "who works on it?"], "get_project_details",
         {"project_id": 20}),
        (["invoices of "
          "Tandem", "how many hours did we log for them last month?"], "list_time_entries",
         {"client_id": 13, "date_from": "2026-10-01"}),
    ],
)  # fmt: skip
def test_follow_up(turns: list[str], tool: str, args: Row) -> None:
    chat = Chat()
    for turn in turns:
        chat.say(turn)
    assert any(args.items() <= made.items() for made in chat.made(tool)), chat.turn_calls


def test_look_ups_of_earlier_turns_are_not_repeated() -> None:
    chat = Chat()
    chat.say("invoices of Tandem")
    chat.say("invoices of Quill")
    assert [name for name, _ in chat.turn_calls] == ["list_invoices"]


def test_a_name_that_is_new_since_then_is_looked_up_again() -> None:
    chat = Chat()
    chat.say("invoices of Tandem")
    chat.say("invoices of Newcomer")
    assert ("list_clients", {"active": None}) in chat.turn_calls


@pytest.mark.parametrize(
    "say", ["overdue invoices of Meridian Optics", "overdue invoices of meridain optcs"]
)
def test_a_record_beyond_a_long_list_is_found_by_name(
    say: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filler = [{"id": 9000 + n, "name": f"Filler Company {n}", "active": True} for n in range(900)]
    monkeypatch.setattr(world, "CLIENTS", [*filler, *world.CLIENTS])
    chat = Chat()
    assert "LL-0101" in chat.say(say)
    assert any(call.get("client_id") == 10 for call in chat.made("list_invoices"))
