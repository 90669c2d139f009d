"""A write is proposed only when every needed value is there and means one thing."""

from __future__ import annotations

from itertools import product

import pytest

from tests.agent.builtin.world import Chat

VERBS = ("log", "please book", "Can you track", "I want to add", "record")
DURATIONS = ("2h", "90 minutes", "an hour and a half")
UNCLEAR_TASKS = (
    "on logo drafts",  # two projects have one
    "for Webshop Rebuild",  # two open tasks
    "for Meridian Optics",  # two open tasks
    "for Meridian",  # two clients
    "on Brand Refresh",  # two projects
    "on the moonshot thing",  # none
    "on payment integration for Bob",  # nobody
    "on payment integration for Tomas",  # two people
    "on payment integration last week",  # seven days
    "on payment integration on 31 February",  # no day
    "",  # nothing at all
)


@pytest.mark.parametrize(
    ("verb", "duration", "rest"), list(product(VERBS, DURATIONS, UNCLEAR_TASKS))
)
def test_unclear_time_is_never_written(verb: str, duration: str, rest: str) -> None:
    chat = Chat()
    answer = chat.say(f"{verb} {duration} {rest}".strip())
    assert chat.writes == []
    assert "?" in answer or "no such date" in answer


MAKERS = ("Create a task", "please add a new task", "Can you make a task", "I need a task")
UNCLEAR_PLACES = (
    "called 'Check links'",  # no project
    "called 'Check links' in Brand Refresh",  # two projects
    "called 'Check links' for Meridian",  # two clients
    "called 'Check links' for Meridian Optics",  # two projects of the client
    "called 'Check links' in Moonshot",  # none
    "in Webshop Rebuild",  # no title
    "called 'Check links' in Webshop Rebuild for Tomas",  # two people
    "called 'Check links' in Webshop Rebuild for Bob",  # nobody
    "called 'Check links' in Webshop Rebuild, assigned to Bob",  # nobody
    "called 'Check links' in Webshop Rebuild due next month",  # thirty-one days
    "called 'Check links' in Webshop Rebuild due 31 February",  # no day
)


@pytest.mark.parametrize(("maker", "rest"), list(product(MAKERS, UNCLEAR_PLACES)))
def test_an_unclear_task_is_never_written(maker: str, rest: str) -> None:
    chat = Chat()
    answer = chat.say(f"{maker} {rest}")
    assert chat.writes == []
    assert "?" in answer or "no such date" in answer


@pytest.mark.parametrize(
    "question",
    [
        "How many hours did I log on photo shoot yesterday?",
        "Did I log 2h on photo shoot?",
        "Who created the task Photo shoot?",
        "Show the 4h entry of Priya",
        "Which tasks did we add in October?",
        "has Priya worked 4 hours on photo shoot?",
        "what would 4 hours on photo shoot cost?",
    ],
)
def test_a_question_is_never_a_write(question: str) -> None:
    chat = Chat()
    chat.say(question)
    assert chat.writes == []


def test_nothing_is_written_twice_in_a_turn() -> None:
    chat = Chat()
    chat.say("Log 4 hours on Checkout wireframes")
    assert len(chat.writes) == 1
    chat.say("thanks")
    assert chat.writes == []
