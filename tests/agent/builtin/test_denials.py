"""What a reply to a waiting card denies is never taken for what is meant."""

from __future__ import annotations

import pytest

from tests.agent.builtin.talk import Talk

TASK = "create a task 'Proof' in Webshop Rebuild for Priya, due 20 November, budget 8 hours"
ENTRY = "log 2h on Checkout wireframes yesterday"


@pytest.mark.parametrize(
    ("denied", "asks"),
    [
        ("not Priya", "Who is it for"),
        ("not for her", "Who is it for"),
        ("she can't", "Who is it for"),
        ("not in Webshop Rebuild", "What is right"),
        ("not Spring Catalogue", "What is right"),
        ("not on 20 November", "What is right"),
        ("it's not due this week", "What is right"),
        ("not 8 hours", "What is right"),
    ],
)
def test_it_is_asked_what_is_right(denied: str, asks: str) -> None:
    talk = Talk()
    talk.say(TASK)
    assert asks in talk.say(denied)
    assert not talk.cards


@pytest.mark.parametrize(
    ("card", "denied", "then", "field", "value"),
    [
        (ENTRY, "that wasn't yesterday", "Friday", "date", "2026-10-30"),
        (ENTRY, "not 2h", "90 minutes", "minutes", 90),
        (TASK, "not her", "Tomas Rivera", "user_ids", [2]),
        (TASK, "not in Webshop Rebuild", "Spring Catalogue", "project_id", 21),
    ],
)
def test_the_answer_changes_the_card(
    card: str, denied: str, then: str, field: str, value: object
) -> None:
    talk = Talk()
    for said in (card, denied, then):
        talk.say(said)
    assert [args[field] for _, args in talk.cards] == [value]


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (ENTRY, "don't make it 3"),
        (ENTRY, "make it 3 if Priya agrees"),
        (ENTRY, "could be 3 hours, I'd have to check"),
        (ENTRY, "I logged 3 hours last time"),
        (ENTRY, "Priya says it was 3 hours"),
        (TASK, "anyone but Tomas Rivera"),
        (TASK, "Tomas Rivera asked for it"),
        (TASK, "Priya or Tomas Rivera"),
        (TASK, "25 or 26 November"),
        (TASK, "like the one Tomas Rivera has"),
        (TASK, "Tomas Rivera did the last one"),
        (TASK, "Tomas Rivera should know about it"),
        (TASK, "I'm away until 25 November"),
        (TASK, "we sold 6 hours"),
        (ENTRY, "I was sick on Friday"),
        (ENTRY, "felt like 5 hours"),
        (ENTRY, "Tomas Rivera knows"),
        (ENTRY, "the budget was 10 hours"),
    ],
)
def test_what_is_told_beside_a_card_leaves_it_as_it_is(card: str, said: str) -> None:
    talk = Talk()
    talk.say(card)
    before = list(talk.cards)
    assert "I changed nothing" in talk.say(said)
    assert list(talk.cards) == before


def test_a_denied_day_of_several_cards_is_asked_about() -> None:
    talk = Talk()
    talk.say(f"{ENTRY} and 1h on Payment integration today")
    assert len(talk.cards) == 2
    assert "What is right" in talk.say("not yesterday")


@pytest.mark.parametrize(
    ("card", "said", "field", "value"),
    [
        (ENTRY, "sorry, it should have been 1 hour", "minutes", 60),
        (ENTRY, "no wait, that was on Friday", "date", "2026-10-30"),
        (ENTRY, "Tomas Rivera did it, not me", "user_id", 2),
        (TASK, "hmm, can you give it to Tomas Rivera instead please?", "user_ids", [2]),
        (TASK, "oh and push the deadline to 27 November", "due_date", "2026-11-27"),
        (TASK, "due on 27 November by the way", "due_date", "2026-11-27"),
        (TASK, "I forgot to say, 6 hours would be better", "budget_minutes", 360),
        (TASK, "push it back by a week", "due_date", "2026-11-27"),
        (TASK, "2 hours less", "budget_minutes", 360),
        (TASK, "add two hours", "budget_minutes", 600),
        (TASK, 'call it "Proof, not final"', "name", "Proof, not final"),
        (TASK, "title: Do not print", "name", "Do not print"),
        (TASK, "call it Proofread, not Draft", "name", "Proofread"),
    ],
)
def test_what_is_meant_is_changed(card: str, said: str, field: str, value: object) -> None:
    talk = Talk()
    talk.say(card)
    talk.say(said)
    assert [args[field] for _, args in talk.cards] == [value]


def test_what_is_not_urgent_has_a_normal_priority() -> None:
    for said in ("not urgent", "it isn't urgent", "not a high priority"):
        talk = Talk()
        talk.say(f"{TASK}, high priority")
        talk.say(said)
        assert [args["priority"] for _, args in talk.cards] == ["normal"]


def test_time_that_waits_for_something_is_asked_about() -> None:
    talk = Talk()
    assert "not sound sure" in talk.say("log 2h on Checkout wireframes when I'm done")
    assert not talk.cards
