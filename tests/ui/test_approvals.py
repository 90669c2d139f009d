"""The approvals page on the real session: what waits in all conversations, decided in batches."""

from __future__ import annotations

from typing import Any

import anyio
import pytest
from streamlit.testing.v1 import AppTest

from agent.conversation import PendingAction
from tests import studio
from tests.ui.conftest import click, labels, open_tab, say, sound, turn_to, words
from ui.bridge import bridge

ENTRY = "Log 4 hours on Homepage wireframes for last Friday"
OTHER = "Log 2 hours on Visual design for last Friday"
TASK = "Create a task Prepare Q4 report in Website Relaunch"


@pytest.fixture
def approvals(world: None) -> AppTest:
    """The page, after three conversations have each asked for a change."""
    for request in (ENTRY, OTHER, TASK):
        say(open_tab(), request)
    return turn_to(open_tab(), "approvals")


def tick(tab: AppTest, *cards: PendingAction) -> AppTest:
    for card in cards:
        next(box for box in tab.checkbox if card.id in str(box.key)).check()
    return sound(tab.run())


def waiting() -> list[PendingAction]:
    """The cards that wait: those of the entries by their length, then that of the task."""
    cards = bridge().call(lambda session: session.pending())
    return sorted(cards, key=lambda card: -card.args.get("minutes", 0))


def made(collection: str, where: str) -> list[dict[str, Any]]:
    return anyio.run(studio.rows, bridge().settings, collection, where)


def test_nothing_waits_and_the_page_says_what_to_do(world: None) -> None:
    tab = turn_to(open_tab(), "approvals")
    assert "Nothing waits for a decision." in words(tab)
    assert "Ask for a change in the chat" in words(tab)
    assert "Nothing was decided yet." in words(tab)


def test_the_ticked_ones_of_several_conversations_are_decided(approvals: AppTest) -> None:
    shown = words(approvals)
    assert "3 wait for a decision." in shown
    assert shown.count("Asked by Nora on ") == 3
    assert shown.count("in 2 days") == 3
    assert "<dd>240 minutes (4 h)</dd>" in shown
    long, _, task = waiting()
    tick(approvals, long, task)
    click(approvals, "Approve 2 ticked")
    assert "2 decided" in words(approvals)
    assert [card.args.get("minutes") for card in waiting()] == [120]
    assert len(made("tasks", 'name="Prepare Q4 report"')) == 1
    (past,) = [each.value for each in approvals.dataframe]
    assert list(past["Decision"]) == ["Approved", "Approved"]
    assert all(text.startswith("Written as number ") for text in past["Outcome"])
    assert set(past["Who"]) == {"Nora"}


def test_one_reason_rejects_the_ticked_ones(approvals: AppTest) -> None:
    click(approvals, "Tick all shown")
    click(approvals, "Reject 3 ticked")
    click(approvals, "Reject 3 with this reason")
    assert "Please say why" in words(approvals)
    assert len(waiting()) == 3
    reason = next(each for each in approvals.text_input if each.label.startswith("Why not?"))
    reason.set_value("Not this quarter")
    click(approvals, "Reject 3 with this reason")
    assert "3 decided" in words(approvals)
    assert not waiting()
    (past,) = [each.value for each in approvals.dataframe]
    assert set(past["Reason"]) == {"Not this quarter"}
    assert set(past["Outcome"]) == {"Nothing written"}


def test_a_card_that_changed_elsewhere_is_left_alone_and_the_others_are_done(
    approvals: AppTest,
) -> None:
    long, short, _ = waiting()
    before = len(made("entries", "task_id>0"))
    tick(approvals, long, short)
    say(open_tab(long.thread_id), "make it 3 hours")
    click(approvals, "Approve 2 ticked")
    assert "1 of 2 decided" in words(approvals)
    assert "already decided" in words(approvals).lower()
    lengths = sorted(each.args.get("minutes", 0) for each in waiting())
    assert lengths == [0, 180]  # the task, and the card as it was changed
    assert len(made("entries", "task_id>0")) == before + 1


def test_what_a_filter_hides_is_not_decided(approvals: AppTest) -> None:
    click(approvals, "Tick all shown")
    box = next(each for each in approvals.text_input if each.label.startswith("Client"))
    sound(box.set_value("visual design").run())
    assert "3 wait for a decision, 1 of them match" in words(approvals)
    click(approvals, "Approve 1 ticked")
    assert len(waiting()) == 2
    assert "Approve 1 ticked" not in labels(approvals)


def test_one_card_is_edited_and_approved(approvals: AppTest) -> None:
    (card, *_) = waiting()
    edit = next(button for button in approvals.button if button.key.startswith(f"edit-{card.id}"))
    sound(edit.click().run())
    length = next(each for each in approvals.text_input if each.label == "Duration, in minutes")
    length.set_value("1500")
    click(approvals, "Approve with these changes")
    assert "0 of 1 decided" in words(approvals)  # more than a day has hours
    assert len(waiting()) == 3
    length = next(each for each in approvals.text_input if each.label == "Duration, in minutes")
    length.set_value("60")
    click(approvals, "Approve with these changes")
    assert len(waiting()) == 2
    (past,) = [each.value for each in approvals.dataframe]
    assert list(past["Decision"]) == ["Approved with changes"]


@pytest.fixture
def with_review(world: None) -> AppTest:
    """The page, after a review has suggested tasks and a conversation has asked for an entry."""
    say(open_tab(), "Do the October review")
    say(open_tab(), ENTRY)
    return turn_to(open_tab(), "approvals")


def test_the_suggestions_of_a_review_are_one_table_among_the_cards(with_review: AppTest) -> None:
    page = words(with_review)
    suggested = [card for card in waiting() if card.report]
    count = len(suggested)
    assert count > 5
    assert f"Month-end review of October 2026: {count}" in page
    assert page.count("Can be approved until") == page.count("Asked by Nora on ") == 2
    assert len([box for box in with_review.checkbox if box.label == "Include"]) == 1
    assert "Open the review" in [link.proto.label for link in with_review.get("page_link")]
    click(with_review, "Tick all")
    click(with_review, f"Approve {count} ticked")
    assert f"{count} decided" in words(with_review)
    assert [card.tool for card in waiting()] == ["create_time_entry"]
    assert len(made("tasks", "project_id>0")) > count


def test_a_filter_and_one_press_reach_into_the_table_too(with_review: AppTest) -> None:
    every = len(waiting())
    click(with_review, "Tick all shown")
    assert f"Approve {every} ticked" in labels(with_review)
    box = next(each for each in with_review.text_input if each.label.startswith("Client"))
    sound(box.set_value("overdue invoice").run())
    hidden = [card for card in waiting() if "overdue invoice" not in card.summary]
    count = every - len(hidden)
    assert 1 < count < every
    click(with_review, f"Reject {count} ticked")
    reason = next(each for each in with_review.text_input if each.label.startswith("Why not?"))
    reason.set_value("Dealt with by phone")
    click(with_review, f"Reject {count} with this reason")
    assert {card.id for card in waiting()} == {card.id for card in hidden}


def test_what_hides_in_a_title_is_shown_as_text(world: None) -> None:
    say(open_tab(), "Create a task **Bold** [x](http://x.example) in Website Relaunch")
    tab = turn_to(open_tab(), "approvals")
    (link,) = [each.proto for each in tab.get("page_link") if "Bold" in each.proto.label]
    assert "[x](" not in link.label
    assert waiting()
