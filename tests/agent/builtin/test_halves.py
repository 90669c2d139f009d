"""A half of a question that nothing in the answer speaks of is named, and no other half is."""

from __future__ import annotations

import pytest

from agent.models.builtin.answers.halves import unanswered
from agent.models.builtin.text.gapping import in_full
from tests.agent.builtin.world import Chat


@pytest.mark.parametrize(
    ("said", "answer", "left"),
    [
        ("Who leads Alpha and what's their e-mail?", "Alpha is led by Bo.", "what's their e-mail"),
        ("who is Bo and her birthday", "Bo: rate 100.00.", "her birthday"),
        ("what do they owe us, and why?", "They owe EUR 10.00.", "why"),
        ("who is on it and when do they meet", "3 people: Bo, Al and Cy.", "when do they meet"),
        ("unbilled time and what would it be worth", "60 minutes (1 h).", "what would it be worth"),
        ("the tasks of Bo and how many clients", "2 tasks.", "how many clients"),
        ("which are late and can you translate that", "2 are late.", "can you translate that"),
    ],
)
def test_what_an_answer_leaves_out_is_named(said: str, answer: str, left: str) -> None:
    assert unanswered(said, answer, []) == [left]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("which milestones are late and who is responsible?", "1 late: Go-live, responsible Bo."),
        ("what is open and when is it due", "1 open task. Sketch, due Fri 6 Nov 2026."),
        ("how many drafts are there and what are they worth", "2 drafts: total EUR 10.00."),
        ("is Alpha over budget and by how much", "No: 60 minutes (1 h) left."),
        ("the clients in Boston and what are their phones", "Acme, +1 617 555 0182."),
        ("hours of Bo and of Al in May", "60 minutes (1 h)."),
        ("how many are overdue and are they paid", "2 overdue: EUR 10.00 still to be paid."),
    ],
)
def test_what_an_answer_holds_is_not_named(said: str, answer: str) -> None:
    assert unanswered(said, answer, []) == []


def test_the_half_that_was_lost_is_in_the_answer() -> None:
    answer = Chat().say("Who manages Webshop Rebuild and what's their e-mail?")
    assert "is managed by" in answer
    assert 'I did not answer "what\'s their e-mail"' in answer


def test_a_half_behind_a_comma_alone_is_named() -> None:
    said = "Which clients owe us money, who is their contact and when is it due?"
    assert unanswered(said, "2 clients: EUR 10.00, due Fri 6 Nov 2026.", []) == [
        "who is their contact"
    ]


def test_two_counts_and_two_totals_share_their_words() -> None:
    assert in_full("how many projects are active, and how many clients?") == (
        "how many projects are active, and how many clients are active?"
    )
    assert in_full("total of drafts and of sent invoices") == (
        "what is the total of draft invoices, and what is the total of sent invoices"
    )


@pytest.mark.parametrize(
    ("said", "card"),
    [
        ("I started at 9:15 and finished at 11:00 on Checkout wireframes, log it", None),
        ("all of Friday (8h) on Checkout wireframes", 480),
    ],
)
def test_time_is_told_by_its_ends_or_by_its_day(said: str, card: int | None) -> None:
    chat = Chat()
    chat.say(said)
    (made,) = chat.made("create_time_entry")
    assert made.get("minutes") == card


def test_hours_for_somebody_unknown_are_not_those_of_all() -> None:
    assert '"Quibblefax"' in Chat().say("how many hours on Checkout wireframes for Quibblefax")
