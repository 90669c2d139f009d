"""Several requests in one message, and corrections after a write."""

from __future__ import annotations

from datetime import date

import pytest

from agent.compact import compact_write
from agent.models.builtin.parts import parts_of
from agent.models.builtin.text.calendar import Calendar
from tests.agent.builtin.talk import Talk
from tests.agent.builtin.world import Chat

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
            "log 1h on logo drafts and create a task 'Press kit' in Webshop",
            ["log 1h on logo drafts", "create a task 'Press kit' in Webshop"],
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


@pytest.mark.parametrize("said", ["since when?", "what are we doing for them?", "really?"])
def test_words_that_add_nothing_do_not_repeat_the_answer(said: str) -> None:
    chat = Chat()
    first = chat.say("How much does Tandem Cycles owe us?")
    assert chat.say(said) != first
