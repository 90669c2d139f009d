"""The canned flows in plain words: which one is meant, with which slots, and what is none."""

from __future__ import annotations

from typing import Any

import pytest

from agent.compact import compact_report
from agent.flows import all_flows
from tests.agent.builtin.talk import Talk
from tests.agent.builtin.world import READS, WRITES, Chat


def chat() -> Chat:
    """A conversation in which every flow answers with its own name."""
    flows = tuple(all_flows())
    said = {name: compact_report({"said": f"{name} done.\nAll of it.", "sections": {}})
            for name in flows}  # fmt: skip
    return Chat(tools=(*READS, *WRITES, *flows), answers=said)


def beside_card() -> Talk:
    """The same, and a card for a task waits in it."""
    found = Talk(tools=chat().tools, answers=chat().answers)
    found.say("create a task 'Call the printer' in Webshop Rebuild")
    assert len(found.cards) == 1
    return found


def asked(*turns: str) -> list[tuple[str, dict[str, Any]]]:
    """The flows that the last turn called."""
    talk = chat()
    for turn in turns:
        talk.say(turn)
    return [call for call in talk.turn_calls if call[0] in all_flows()]


REVIEW = "month_end_review"
OCTOBER = {"month": "2026-10"}


def test_a_check_of_one_week_asks_which() -> None:
    assert asked("Run the timesheet check for October") == []
    assert asked("Run the timesheet check for October", "the week of 12 October") == [
        ("timesheet_check", {"week": "2026-10-12"})
    ]


@pytest.mark.parametrize(
    ("said", "flow", "args"),
    [
        ("do the October review", REVIEW, OCTOBER),
        ("October review please", REVIEW, OCTOBER),
        ("month-end", REVIEW, OCTOBER),
        ("review", REVIEW, OCTOBER),
        ("Can you run last month's month end close?", REVIEW, OCTOBER),
        ("monthly review for September", REVIEW, {"month": "2026-09"}),
        ("month-end for Quill", REVIEW, OCTOBER | {"client": "Quill & Co"}),
        ("quill month-end", REVIEW, OCTOBER | {"client": "Quill & Co"}),
        (
            "review October for Tandem Cycles as of 5 November",
            REVIEW,
            OCTOBER | {"client": "Tandem Cycles Ltd", "as_of": "2026-11-05"},
        ),
        ("month-end as of 15 August", REVIEW, {"month": "2026-07", "as_of": "2026-08-15"}),
        ("health check over all projects", "health_check", {}),
        ("which of our projects are in trouble?", "health_check", {}),
        ("check last week's timesheets", "timesheet_check", {"week": "2026-10-26"}),
        ("review 1999-01", REVIEW, {"month": "1999-01"}),
        ("do the review for next month", REVIEW, {"month": "2026-12"}),
        ("do last month's review", REVIEW, OCTOBER),
        ("Do the review of last month", REVIEW, OCTOBER),
        ("Are last week's timesheets complete?", "timesheet_check", {"week": "2026-10-26"}),
        (
            "Are all timesheets complete for last week?",
            "timesheet_check",
            {"week": "2026-10-26"},
        ),
        (
            "Is everybody's timesheet for last week complete?",
            "timesheet_check",
            {"week": "2026-10-26"},
        ),
        ("check this week's timesheets", "timesheet_check", {"week": "2026-11-02"}),
        ("end of month review", REVIEW, OCTOBER),
        ("how are the timesheets looking?", "timesheet_check", {}),
        ("how does billing stand for Quill", "client_billing_status", {"client": "Quill & Co"}),
        (
            "hours log of Quill for Q3",
            "hours_log",
            {"client": "Quill & Co", "period": "2026-07-01 to 2026-09-30"},
        ),
        ("onboard Priya", "onboarding", {"person": "Priya Nair"}),
        ("I'm new, onboard me", "onboarding", {"person": "Ingrid Solberg"}),
        ("deliverables overview for Quill", "deliverables", {"client": "Quill & Co"}),
        ("scope map", "project_scope_map", {}),
    ],
)
def test_a_workflow_is_called_by_its_name_and_slots(
    said: str, flow: str, args: dict[str, Any]
) -> None:
    assert asked(said) == [(flow, args)]


@pytest.mark.parametrize(
    "said",
    [
        "log 2h on the design review",
        "who does the review?",
        "when was the last month-end?",
        "what is the review status of Webshop Rebuild?",
        "create a task 'Month-end review' in Webshop Rebuild",
        "show me October's time",
        "log the hours for Quill",
        "which invoices are overdue at month-end?",
        "Quill's deliverables",
        "how healthy are our clients?",
        "which timesheets are complete?",
        "are the tasks of Webshop Rebuild complete?",
    ],
)
def test_words_of_a_name_in_another_request_call_none(said: str) -> None:
    assert asked(said) == []


def test_what_is_missing_or_not_clear_is_asked_and_the_answer_settles_it() -> None:
    talk = chat()
    assert talk.say("billing status").startswith("Billing status of a client: which client?")
    talk.say("Quill")
    assert talk.made("client_billing_status") == [{"client": "Quill & Co"}]
    assert "one calendar month" in talk.say("review Q3")
    talk.say("September")
    assert talk.made(REVIEW) == [{"month": "2026-09"}]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("month-end for Zebra Corp", "no client or project or person called"),
        ("review for Priya", "not made for one person"),
        ("hours log for Quill and Tandem", "one client at a time"),
    ],
)
def test_what_has_no_slot_is_said(said: str, words: str) -> None:
    talk = chat()
    assert words in talk.say(said)
    assert not any(name in all_flows() for name, _ in talk.turn_calls)


def test_the_answer_is_the_workflow_s_and_is_gone_on_with() -> None:
    talk = chat()
    assert talk.say("month-end for Quill") == f"{REVIEW} done.\nAll of it."
    talk.say("and for September?")
    assert talk.made(REVIEW) == [{"client": "Quill & Co", "month": "2026-09"}]
    talk.say("health check")
    talk.say("and for Tandem?")
    assert talk.made("health_check") == [{"client": "Tandem Cycles Ltd"}]
    assert talk.say("which invoices are overdue?").count("overdue")


def test_a_workflow_is_found_by_its_title() -> None:
    """A new one needs no line of the planner. Titles of nothing but common words are said in full
    ("log of hours", "status of the deliverables"), and a new task is the planner's own."""
    for name in all_flows().keys() - {"new_task", "hours_log", "deliverables"}:
        talk, title = chat(), all_flows()[name].title
        answer = talk.say(f"{title.lower().split(' of ')[0]} for Quill, Priya")
        called = [call for call, _ in talk.turn_calls if call in all_flows()]
        assert called == [name] or title in answer


@pytest.mark.parametrize(
    ("said", "flow", "args"),
    [
        (
            "log of hours for Quill in Q3",
            "hours_log",
            {"client": "Quill & Co", "period": "2026-07-01 to 2026-09-30"},
        ),
        ("review 1999-01", REVIEW, {"month": "1999-01"}),
        ("do the review for next month", REVIEW, {"month": "2026-12"}),
        ("last month's review", REVIEW, OCTOBER),
        ("check last week's timesheets", "timesheet_check", {"week": "2026-10-26"}),
    ],
)
@pytest.mark.parametrize("before", ["", "due next week", "month-end for Quill"])
def test_a_workflow_is_one_whatever_waits(
    before: str, said: str, flow: str, args: dict[str, Any]
) -> None:
    """Beside a card, behind a question about the card, and behind another review."""
    waits = beside_card()
    if before:
        waits.say(before)
    waits.say(said)
    assert [call for call in waits.turn_calls if call[0] in all_flows()] == [(flow, args)]


@pytest.mark.parametrize(
    "said",
    [
        "call it Month-end review",
        "title: Month-end review",
        "make it the review",
        "the review on Friday",
        "due Friday",
        "log 2h on the review",
    ],
)
def test_a_change_of_a_card_calls_no_workflow(said: str) -> None:
    waits = beside_card()
    waits.say(said)
    assert not [call for call in waits.turn_calls if call[0] in all_flows()]
