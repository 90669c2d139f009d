"""Several requests in one message, and corrections after a write."""

from __future__ import annotations

from datetime import date

import pytest

from agent.compact import compact_write
from agent.models.builtin.parts import parts_of
from agent.models.builtin.text.calendar import Calendar
from tests.agent.builtin.talk import Talk
from tests.agent.builtin.world import Chat, Row

CALENDAR = Calendar(date(2026, 11, 2))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "which invoices are overdue and which tasks are late?",
            ["which invoices are overdue", "which tasks are late?"],
        ),
        ("Hi! Hope all is well. Who owes us money?", ["Who owes us money?"]),
        (
            "Who logged the most in October and who the least?",
            ["Who logged the most in October", "Who logged the least in October?"],
        ),
        (
            "List the active clients and tell me which of them owe us money.",
            ["List the active clients", "tell me which clients owe us money."],
        ),
        (
            "How many open tasks are there and who has the most?",
            ["How many open tasks are there", "who has the most open tasks?"],
        ),
        (
            "How many open tasks and how many hours left on the Webshop?",
            ["How many open tasks on the Webshop", "how many hours left on the Webshop?"],
        ),
        (
            "How many tasks and how many milestones are due in May?",
            ["How many tasks are due in May", "how many milestones are due in May?"],
        ),
        (
            "log 1h on logo drafts and create a task 'Press kit' in Webshop",
            ["log 1h on logo drafts", "create a task 'Press kit' in Webshop"],
        ),
        (
            "Webshop Rebuild: who leads it, its budget, what's due next?",
            [
                "who leads Webshop Rebuild",
                "Webshop Rebuild's budget",
                "what's due next for Webshop Rebuild",
            ],
        ),
        (
            "Two things: log 1h on A today, and tell me what Quill & Co still owe.",
            ["log 1h on A today", "tell me what Quill & Co still owe."],
        ),
        (
            "Morning! What do we have with Tandem: projects, unpaid invoices?",
            ["projects for Tandem", "unpaid invoices for Tandem"],
        ),
        ("log 1h on A and log 2h on B", ["log 1h on A and log 2h on B"]),
        (
            "create a task Review and send invoice in Webshop",
            ["create a task Review and send invoice in Webshop"],
        ),
        (
            "create a task 'Ask. Then show' in Webshop",
            ["create a task 'Ask. Then show' in Webshop"],
        ),
        ("log 2h on logo drafts. It was fun", ["log 2h on logo drafts. It was fun"]),
        ("list projects and clients", ["list projects and clients"]),
        ("what did Anna book from 30.3. to 6.4.?", ["what did Anna book from 30.3. to 6.4.?"]),
        ("open tasks of St. Pauls, please", ["open tasks of St. Pauls, please"]),
        ("When did we send Mill & Sons a bill?", ["When did we send Mill & Sons a bill?"]),
        ("tasks that are open and are not assigned", ["tasks that are open and are not assigned"]),
        ("which tasks are due today, all projects", ["which tasks are due today, all projects"]),
        ("who worked on Acme in May, and how much?", ["who worked on Acme in May, and how much?"]),
        ("Who owes us money? Just the top 3", ["Who owes us money, just the top 3"]),
        (
            "show the hours of Anna and the drafts",
            ["show the hours of Anna", "the drafts"],
        ),
        (
            "Which client is Acme for, who manages it and when is the kickoff?",
            ["Which client is Acme for", "who manages it", "when is the kickoff?"],
        ),
        ("1. tasks of Anna\n2. milestones in June", ["tasks of Anna", "milestones in June"]),
        (
            "log 2h on A yesterday, log 1h on B today",
            ["log 2h on A yesterday", "log 1h on B today"],
        ),
        (
            "log 2h on A today and archive the Acme project",
            ["log 2h on A today", "archive the Acme project"],
        ),
        (
            "log 2h on A: review, call and send the notes",
            ["log 2h on A: review, call and send the notes"],
        ),
    ],
)
def test_parts(text: str, parts: list[str]) -> None:
    assert parts_of(text, CALENDAR).requests == parts


def test_both_questions_are_answered() -> None:
    chat = Chat()
    answer = chat.say("which invoices are overdue and which tasks are late?")
    assert "LL-0101" in answer
    assert "Checkout wireframes" in answer


def test_two_writes_are_proposed_together() -> None:
    chat = Chat()
    chat.say("log 1h on payment integration and create a task 'Press kit' in Q4 Campaign")
    assert {name for name, _ in chat.writes} == {"create_time_entry", "create_task"}


def test_a_question_and_a_write_are_both_done() -> None:
    chat = Chat()
    chat.say("who owes us money? Also log 1h on payment integration")
    assert [name for name, _ in chat.writes] == ["create_time_entry"]
    assert "2 clients owe us money" in chat.said_beside_calls


def test_a_write_beside_a_question_of_ours_comes_with_the_question() -> None:
    talk = Talk()
    assert "Tomas Lindqvist" in talk.say("open tasks of Tomas? Also log 1h on payment integration")
    assert [card[1]["task_id"] for card in talk.cards] == [101]
    assert "Which person" in talk.approve()
    assert "Payment integration" in talk.say("Rivera")


@pytest.mark.parametrize(
    ("said", "call"),
    [
        ("who is on Webshop Rebuild, and what's open there?", {"project_id": 20}),
        ("who manages Webshop Rebuild and which tasks are open?", {"project_id": 20}),
        ("how many hours did Priya log in October? and her open tasks?", {"user_id": 4}),
    ],
)
def test_a_question_is_about_what_the_one_before_was_about(said: str, call: Row) -> None:
    chat = Chat()
    chat.say(said)
    assert call | {"complete": False} in chat.made("list_tasks")


def test_a_question_with_names_of_its_own_is_not_narrowed() -> None:
    chat = Chat()
    chat.say("overdue invoices of Meridian Optics, and also the open tasks of Priya")
    assert chat.made("list_tasks") == [{"user_id": 4, "complete": False}]


def test_one_more_question_of_the_kind() -> None:
    chat = Chat()
    chat.say("hours of Priya last week? of Olu?")
    assert [row["user_id"] for row in chat.made("list_time_entries")] == [4, 5]


def test_the_same_thing_in_other_words_is_passed_over() -> None:
    answer = Chat().say("did we void anything lately? list the voided invoices")
    assert "LL-0106" in answer
    assert "not understand" not in answer


def test_what_is_not_understood_comes_last_and_in_a_line() -> None:
    answer = Chat().say("how blue is the moon? list the drafts")
    assert answer.startswith("1 draft invoice")
    assert answer.endswith('I did not understand "how blue is the moon?".')


def test_a_write_that_hangs_on_a_condition_is_left_to_the_person() -> None:
    chat = Chat()
    answer = chat.say("did I log time today? if not, log 1h on payment integration")
    assert chat.writes == []
    assert "without the condition" in answer


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("log 2h on payment integration and email Olu that it's done", "email Olu that it's done"),
        ("log 2h on payment integration and let Olu know", "let Olu know"),
        ("log 2h on payment integration and invoice it", "that is done in Paymo itself"),
    ],
)
def test_what_cannot_be_done_beside_a_write_is_said(said: str, refused: str) -> None:
    chat = Chat()
    chat.say(said)
    assert [args["task_id"] for _, args in chat.writes] == [101]
    assert refused in chat.said_beside_calls


def test_what_is_saved_is_not_changed() -> None:
    chat = Chat()
    chat.say("log 2h on payment integration")
    assert "cannot change it" in chat.say("no, make that 3h")
    assert chat.writes == []


@pytest.mark.parametrize(
    ("correction", "change"),
    [
        ("no, I meant yesterday", {"minutes": 120, "date": "2026-11-01"}),
        ("make that 3h", {"minutes": 180, "date": "2026-10-30"}),
        ("sorry, 90 minutes on 29 October", {"minutes": 90, "date": "2026-10-29"}),
    ],
)
def test_what_was_rejected_is_proposed_anew(correction: str, change: dict[str, object]) -> None:
    rejected = compact_write("create_time_entry", status="rejected", summary="Log time")
    chat = Chat(answers={"create_time_entry": rejected})
    chat.say("log 2h on payment integration for 30 October")
    chat.say(correction)
    assert [args for _, args in chat.writes] == [{"task_id": 101, **change}]


@pytest.mark.parametrize("said", ["what are we doing for them?", "really?"])
def test_words_that_add_nothing_do_not_repeat_the_answer(said: str) -> None:
    chat = Chat()
    first = chat.say("How much does Tandem Cycles owe us?")
    assert chat.say(said) != first
