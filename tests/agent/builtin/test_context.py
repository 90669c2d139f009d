"""Words that nothing explains narrow only where a name stands."""

from __future__ import annotations

import pytest

from agent.models.builtin.names.roles import Role, role_of
from agent.models.builtin.text.asides import asides
from tests.agent.builtin.world import Chat


@pytest.mark.parametrize(
    ("before", "after", "named", "role"),
    [
        ("how much does ", " owe us", False, "name"),
        ("hours for ", " in october", True, "name"),
        ("hours of client ", "", True, "name"),
        ("hours on the ", "", False, "name"),
        ("hours on the ", "", True, "thing"),
        ("the oldest invoice in the ", "?", False, "thing"),
        ("the full address with ", "", True, "thing"),
        ("hours by person, for the ", " lady", False, "thing"),
        ("did we finish the ", "?", False, "thing"),
        ("the vat number for a ", "", True, "context"),
        ("hours ", " down by project", False, "context"),
        ("which is the most ", " client", False, "context"),
    ],
)
def test_the_place_of_a_word_says_what_it_does(
    before: str, after: str, named: bool, role: Role
) -> None:
    assert role_of(before, after, record_named=named) == role


def test_a_clause_that_asks_for_nothing_stands_aside() -> None:
    text = "sitting in the train, which tasks are late, the boss is waiting"
    assert [text[a:b].strip() for a, b in asides(text)] == [
        "sitting in the train",
        "the boss is waiting",
    ]
    assert asides("the boss is waiting") == []


@pytest.mark.parametrize(
    ("say", "tool", "words"),
    [
        ("What is the oldest unpaid invoice in the ledger?", "list_invoices", ["oldest unpaid"]),
        ("Sitting in the train with bad wifi, which milestones are late?", "list_milestones", []),
        ("which invoices are overdue, I want to post the paper copies", "list_invoices", []),
        ("hours of last week broken down by project", "list_time_entries", []),
        ("the press is waiting, who logged the most in October?", "list_time_entries", ["most"]),
        ("On my way to the port, is anything overdue?", "list_tasks", []),
    ],
)
def test_context_spoils_no_question(say: str, tool: str, words: list[str]) -> None:
    chat = Chat()
    answer = chat.say(say)
    assert chat.made(tool), answer
    assert "found no" not in answer
    assert [word for word in words if word not in answer] == [], answer


@pytest.mark.parametrize(
    "say",
    [
        "how much does shell owe us",
        "open tasks of the moonshot",
        "hours for globex in may",
        "did we finish the copywriting?",
        "on the phone with Globex, which invoices are late?",
    ],
)
def test_a_restriction_that_is_meant_is_never_passed_over(say: str) -> None:
    assert "found no" in Chat().say(say)
