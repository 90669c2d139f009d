"""What a question asks to be worked out, and its answer does not speak of, is said first."""

from __future__ import annotations

import pytest

from agent.models.builtin.answers.asked_for import unheard
from tests.agent.builtin.world import Chat


@pytest.mark.parametrize(
    ("said", "answer", "passed_over"),
    [
        (
            "Who logged time on Alpha but isn't in its team?",
            "26,731 minutes logged for Alpha.",
            "but isn't in its team",
        ),
        (
            "tasks due this week that nobody has started",
            "3 tasks due this week.",
            "that nobody has started",
        ),
        ("what is the longest entry of May", "12 entries in May 2026.", "longest"),
        (
            "Which tasks have never had time on them?",
            "142 entries: 60 minutes.",
            "have never had time on them",
        ),
        ("tasks with more hours than budgeted", "107 tasks with a budget.", "than budgeted"),
        ("who is missing the most hours?", "Bo logged the most.", "missing the most hours"),
        ("what share did we bill", "300 minutes in May.", "what share"),
    ],
)
def test_an_answer_to_another_question_is_told_as_one(
    said: str, answer: str, passed_over: str
) -> None:
    assert unheard(said, answer) == [passed_over]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Which projects that are not billable ran in May?", "2 projects not billable."),
        ("who should have paid and hasn't?", "8 clients have overdue invoices."),
        ("which task has been late the longest?", "9 tasks.\n- QA, 41 days late"),
        ("what is the biggest open invoice", "The largest unpaid invoice is A-1."),
        ("Had a good weekend! Which tasks are late?", "3 overdue tasks."),
    ],
)
def test_what_an_answer_speaks_of_is_not_told_again(said: str, answer: str) -> None:
    assert unheard(said, answer) == []


def test_it_stands_before_the_answer() -> None:
    said = "who logged time on Webshop Rebuild in October but isn't in its team?"
    assert Chat().say(said).startswith('I took no account of "but isn\'t in its team".')
