"""What people say around a request: greetings, stories, reasons, courtesies, capitals, slips."""

from __future__ import annotations

import pytest

from agent.models.builtin.text.courtesy import without_courtesies
from tests.agent.builtin.world import Chat


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("Bom dia :) yesterday's call", "yesterday's call"),
        ("Olá! tudo bem? how many hours", "how many hours"),
        ("Hej, how much", "how much"),
        ("hey there buddy, how's life? listen, what is late, ta", "what is late"),
        ("log 2h on QA lol", "log 2h on QA"),
        ("log 2h on QA, obrigado!", "log 2h on QA"),
        ("Ola logged 2h", "Ola logged 2h"),  # somebody's name
        ("morning coffee 1h", "morning coffee 1h"),
        ("Kia ora", "Kia ora"),
    ],
)
def test_a_greeting_is_no_part_of_what_is_asked(said: str, rest: str) -> None:
    assert without_courtesies(said) == rest


@pytest.mark.parametrize(
    "said",
    [
        "WHICH INVOICES OF MERIDIAN OPTICS ARE OVERDUE",
        "Which Invoices Of Meridian Optics Are Overdue",
        "Out of curiosity, which invoices of Meridian Optics are overdue?",
        "To settle a bet with Priya: which invoices of Meridian Optics are overdue?",
        "Quick one before my flight: which invoices of Meridian Optics are overdue?",
        "We had a rather heated call this morning. Which invoices of Meridian Optics are overdue?",
        "which over due invocies has meridian optics",
        "Bonjour à tous, which invoices of Meridian Optics are overdue, merci",
    ],
)
def test_what_stands_around_a_question_does_not_change_it(said: str) -> None:
    chat = Chat()
    chat.say(said)
    reads = [call for call in chat.turn_calls if call[0] == "list_invoices"]
    asked = {key: reads[-1][1].get(key) for key in ("client_id", "status")}
    assert asked == {"client_id": 10, "status": "overdue"}


@pytest.mark.parametrize(
    "said",
    [
        "register a payment of 5000 for invoice 12",
        "issue a credit note for Meridian Optics",
        "get rid of the Payment integration task",
        "the Payment integration task should be deleted",
        "scrap the time entry from yesterday",
        "lower invoice 12 to 20 000 before it goes out",
        "put Priya back to active",
        "How do I change my password?",
        "who deleted the Payment integration task?",
        "write me a haiku about payment integration",
    ],
)
def test_what_no_tool_does_is_declined_at_once(said: str) -> None:
    chat = Chat()
    answer = chat.say(said)
    assert not [name for name, _ in chat.turn_calls if name == "list_tasks"]
    assert "cannot" in answer or "outside what I know" in answer
    assert "I can " in answer


def test_a_statement_to_be_confirmed_is_a_question() -> None:
    chat = Chat()
    answer = chat.say("Priya says she logged 5 hours on Webshop Rebuild yesterday. Is this true?")
    assert chat.writes == []
    assert answer.startswith(("Yes", "No"))


def test_a_story_names_whom_the_question_is_about() -> None:
    chat = Chat()
    chat.say("Our designer Priya Nair is away next week. Which of her tasks are due by Friday?")
    assert chat.made("list_tasks")[-1]["user_id"] == 4


def test_words_of_a_write_are_never_passed_over() -> None:
    chat = Chat()
    answer = chat.say("log 2h on payment integration for the zeppelin")
    assert chat.writes == []
    assert "zeppelin" in answer


@pytest.mark.parametrize(
    "said",
    [
        "hours for the Irish client in October",
        "how many hours for the people in Galway in October?",
    ],
)
def test_a_client_is_found_by_where_it_is(said: str) -> None:
    chat = Chat()
    chat.say(said)
    assert chat.made("list_time_entries")[-1]["client_id"] == 12


def test_of_a_name_said_twice_the_fuller_one_is_meant() -> None:
    chat = Chat()
    chat.say("hours for Tomas last week - Tomas Rivera, I mean")
    assert chat.made("list_time_entries")[-1]["user_id"] == 2


@pytest.mark.parametrize(
    "said",
    [
        "kindly share the pending amount of Meridian Optics as on today",
        "do the needful and revert back with the outstanding amount of Meridian Optics",
    ],
)
def test_idioms_stand_for_the_plain_word(said: str) -> None:
    chat = Chat()
    chat.say(said)
    assert chat.made("list_invoices")[-1]["client_id"] == 10


def test_a_day_behind_a_note_is_the_day_of_the_entry() -> None:
    chat = Chat()
    chat.say("log 1h on payment integration - call with the bank - yesterday")
    (_, args) = chat.writes[0]
    assert args["description"] == "call with the bank"
    assert args["date"] != chat.today


def test_whose_a_new_task_is_may_stand_behind_and() -> None:
    chat = Chat()
    chat.say("add a task 'Order signs' to Webshop Rebuild and assign Priya, best regards, Ingrid")
    assert chat.writes[0][1]["user_ids"] == [4]
