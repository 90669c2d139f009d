"""New tasks whose title is marked: slots in every sentence and order, and what is only told."""

from __future__ import annotations

import pytest

from tests.agent.builtin.talk import Chat
from tests.agent.builtin.world import Row

TOLD: list[tuple[str, Row]] = [
    ("Please set up 'Voucher copy' on Webshop Rebuild with a budget of 6 hours. Priya writes it, "
     "due 20 November.",
     {"name": "Voucher copy", "project_id": 20, "user_ids": [4], "due_date": "2026-11-20",
      "budget_minutes": 360}),
    ("For the Webshop Rebuild Priya has to draw a storyboard until the 16th of November. "
     "Task name: Storyboard lens film",
     {"name": "Storyboard lens film", "project_id": 20, "user_ids": [4],
      "due_date": "2026-11-16"}),
    ("I have to rehearse the talk. Make that a task for me in Q4 Campaign, two weeks from today, "
     'call it "Rehearse talk"',
     {"name": "Rehearse talk", "project_id": 25, "user_ids": [1], "due_date": "2026-11-16"}),
    ("Tandem Cycles want a report page. Put a task 'Report page' in their project for Priya, "
     "8 hours, due Dec 4",
     {"name": "Report page", "project_id": 20, "client_id": 13, "user_ids": [4],
      "due_date": "2026-12-04", "budget_minutes": 480}),
    ("Create 'Voucher copy' in Webshop Rebuild. Due two days before 20 November.",
     {"name": "Voucher copy", "project_id": 20, "due_date": "2026-11-18"}),
    ("not urgent at all, low priority: task 'Dark mode' in the Spring Catalogue",
     {"name": "Dark mode", "project_id": 21, "priority": "low"}),
    ("Can you make me a task 'Chase photo rights' in Q4 Campaign? I want to do it on Thursday at "
     "the latest",
     {"name": "Chase photo rights", "project_id": 25, "user_ids": [1],
      "due_date": "2026-11-05"}),
    ("The site needs alt texts. Priya has 90 minutes for it, until next Monday. Project is the "
     'Webshop Rebuild, task "Write alt texts".',
     {"name": "Write alt texts", "project_id": 20, "user_ids": [4], "due_date": "2026-11-09",
      "budget_minutes": 90}),
    ("Spoke to the bank and they do not like the form, so please open a task 'New form' in Q4 "
     "Campaign, it shouldn't take more than 3 hours",
     {"name": "New form", "project_id": 25, "budget_minutes": 180}),
    ("Put 'Pitch deck' into Q4 Campaign -> me -> Friday -> high",
     {"name": "Pitch deck", "project_id": 25, "user_ids": [1], "due_date": "2026-11-06",
      "priority": "high"}),
    ("A non-billable task 'Buy fonts' for Priya in Q4 Campaign, allot 2 hours to it",
     {"name": "Buy fonts", "project_id": 25, "user_ids": [4], "budget_minutes": 120,
      "billable": False}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "card"), TOLD)
def test_slots_are_read_over_the_whole_message(text: str, card: Row) -> None:
    chat = Chat()
    chat.say(text)
    assert chat.made("create_task") == [card]


@pytest.mark.parametrize(
    "text",
    [
        "Create 'Write manual' in Spring Catalogue for Wolfgang",
        "Create 'Write manual' in Spring Catalogue in the Wobble project",
        "Create 'Write manual' in Spring Catalogue, but not for Priya",
        "Create 'Write manual' in Spring Catalogue for Priya's team",
        "Create 'Write manual' in Spring Catalogue, due Friday. The deadline is 20 November.",
        "Create 'Write manual' in Spring Catalogue for Priya. Budget 500 euro.",
        "Create 'Write manual' in Spring Catalogue for Priya every Monday",
        "Create 'Write manual' in Spring Catalogue; priority high, priority low",
        "Task 'Write manual' in Spring Catalogue for Priya. Don't create it yet.",
        "Create 'Write manual' in Spring Catalogue for everyone",
        "Would it make sense to have a task 'Write manual' in Q4 Campaign? Just thinking out loud",
        "Create 'Write manual' in Spring Catalogue, same deadline as the other one",
    ],
)
def test_what_stands_like_a_slot_is_asked_about(text: str) -> None:
    chat = Chat()
    chat.say(text)
    assert chat.made("create_task") == []


def test_a_condition_is_told_as_one() -> None:
    chat = Chat()
    answer = chat.say("If Priya is on it, create a task 'Write manual' in Spring Catalogue")
    assert chat.made("create_task") == []
    assert "condition" in answer


def test_who_stands_before_a_title_does_that_one() -> None:
    chat = Chat()
    chat.say("In Webshop Rebuild Priya should get 'Write FAQ' and Tomas Rivera 'Review FAQ'")
    assert [(card["name"], card["user_ids"]) for card in chat.made("create_task")] == [
        ("Write FAQ", [4]),
        ("Review FAQ", [2]),
    ]


def test_work_that_was_done_makes_no_task() -> None:
    chat = Chat()
    chat.say("I worked 2 hours on the task 'Product photos' in Spring Catalogue today")
    assert chat.made("create_task") == []


@pytest.mark.parametrize(
    "told",
    [
        "It should not be billable.",
        "It isn't billable.",
        "It is not low priority.",
        "It was high priority last year.",
        "Priya can't do it.",
        "Priya will be away.",
        "Priya has to approve it.",
        "Due some days before 20 November.",
        "The client wants nothing before 20 November.",
        "Due Friday. Better Monday.",
        "Wolfgang should do it by Friday.",
        "It is for wolfgang.",
        "We need that every month.",
    ],
)
def test_what_turns_or_bounds_a_slot_is_asked(told: str) -> None:
    chat = Chat()
    chat.say(f'Create a task called "Sitemap" in Spring Catalogue. {told}')
    assert chat.made("create_task") == []


@pytest.mark.parametrize(
    "said",
    [
        "I had to skip 2h on Product photos yesterday",
        "I wanted to work 2h on Product photos yesterday",
        "I should have worked 2h on Product photos yesterday",
        "Mon 2h, Tue 3h last week, Wed 1h this week on Product photos",
    ],
)
def test_time_that_was_not_worked_or_has_no_sure_day_is_not_logged(said: str) -> None:
    chat = Chat()
    chat.say(said)
    assert chat.made("create_time_entry") == []
