"""Messages of many like words or marks: each is answered, and soon."""

from __future__ import annotations

import time

import pytest

from tests.agent.builtin.talk import Talk

SECONDS = 1.0  # of processor time; a message that is read in all its ways takes minutes


@pytest.mark.parametrize(
    "said",
    [
        "no thanks " * 30 + "x",
        "you great " * 30 + "x",
        "ok then then " * 30 + "x",
        "just a second " * 30 + "x",
        "have who " * 440,
        "Tomas Rivera " * 300,
        "which most and which least " * 150 + "?",
        "task Footer for Priya Nair, " * 140,
        "which invoices" + " " * 800 + "are overdue?",
        "which invoices are overdue" + ", " * 2000 + "so?",
        "which invoices are overdue " + "-" * 2000 + " really?",
    ],
    ids=lambda said: said[:24],
)
def test_a_long_run_of_words_or_marks_is_read_once(said: str) -> None:
    talk = Talk()
    talk.say("log 2 hours on Photo shoot for yesterday")
    begin = time.process_time()
    talk.say(said)
    assert time.process_time() - begin < SECONDS
