"""The choice of an intent: right on the development requests, and asked where it is not clear."""

from __future__ import annotations

from typing import Any

import pytest

from agent.models.builtin import confidence
from agent.models.builtin.confidence import READ_LEAD, Choice
from agent.models.builtin.intents import all_intents
from tests.agent.builtin.confidence import judged
from tests.agent.builtin.world import Chat


def test_development_requests_are_understood() -> None:
    found = judged()
    answered = [each for each in found if each.choice.clear]
    assert sum(each.right for each in answered) >= 0.95 * len(answered)
    assert len(answered) >= 0.98 * len(found)


def test_every_subject_is_said_in_its_own_words() -> None:
    subjects = [intent.subject for intent in all_intents().values() if intent.subject]
    assert len(subjects) == len(set(subjects)) > 10


@pytest.mark.parametrize(
    ("best", "points", "second_points", "clear"),
    [
        ("tasks", 5.0, 5.0 * (1 - READ_LEAD) + 0.01, False),
        ("tasks", 5.0, 4.0, True),
        ("tasks", 1.0, 1.0, True),  # not understood at all is no question of two
        ("log_time", 12.0, 10.0, False),  # a write has to be meant
        ("log_time", 12.0, 5.0, True),
    ],
)
def test_a_narrow_lead_is_asked_about(
    best: str, points: float, second_points: float, clear: bool
) -> None:
    intents = all_intents()
    assert Choice(intents[best], points, intents["milestones"], second_points).clear is clear


def test_the_person_says_which_of_two_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    intents = all_intents()
    even = Choice(intents["tasks"], 4.0, intents["milestones"], 4.0)

    def undecided(request: Any) -> Choice:
        return even if "overdue" in request.plain else confidence.choose(request)

    monkeypatch.setattr("agent.models.builtin.pipeline.choose", undecided)
    chat = Chat()
    assert "1. tasks\n2. milestones" in chat.say("what is overdue for Tandem Cycles")
    assert "Milestone 2: Prototype" in chat.say("milestones")
