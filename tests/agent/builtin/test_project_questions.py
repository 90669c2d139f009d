"""Questions about projects: what they are chosen by, who runs them, and for whom a list is made."""

from __future__ import annotations

import pytest

from tests.agent.builtin.world import Chat


@pytest.mark.parametrize(
    ("say", "shown", "hidden"),
    [
        ("which projects did we start since July?", "Q4 Campaign", "Brand Refresh"),
        ("new projects since June", "Brand Refresh (Meridian Optics)", "Webshop"),
        ("newest project?", "newest of 6 active projects:\n- Q4 Campaign", "Webshop"),
        ("the oldest project that still runs", "Webshop Rebuild", "Q4 Campaign"),
        ("projects of clients that are no longer active", "Bakery Site", "Webshop"),
        ("which jobs do we do for a fixed price", "Lens Finder App", "Webshop"),
    ],
)
def test_projects_are_chosen_by_what_was_said(say: str, shown: str, hidden: str) -> None:
    answer = Chat().say(say)
    assert shown in answer
    assert hidden not in answer


@pytest.mark.parametrize(
    ("say", "starts"),
    [
        (
            "who runs Spring Catalogue",
            "Spring Catalogue (Meridian Foods) is managed by Priya Nair.",
        ),
        ("am I on the Spring Catalogue team?", "No: Ingrid Solberg is not on"),
        ("is Bakery Site still running?", "No: Bakery Site (Old Mill Bakery) is archived."),
    ],
)
def test_what_is_asked_of_one_project_comes_first(say: str, starts: str) -> None:
    assert Chat().say(say).startswith(starts)


@pytest.mark.parametrize(
    "say",
    [
        "For the board: which projects are over budget?",
        "for the partners' meeting, which projects are over budget?",
        "Ahead of tomorrow's call: projects over budget",
    ],
)
def test_the_occasion_of_a_question_names_no_record(say: str) -> None:
    assert Chat().say(say).startswith("No active projects over budget.")
