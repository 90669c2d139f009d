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


@pytest.mark.parametrize(
    ("say", "starts"),
    [
        ("does the photo shoot have a deadline?", "Yes. Photo shoot"),
        ("is there a deadline for the media plan?", "No. Media plan"),
        ("Is the payment integration due next week?", "No. Payment integration"),
        ("is the photo shoot assigned to Priya?", "Yes. Photo shoot"),
        ("are the checkout wireframes high priority", "Yes. Checkout wireframes"),
    ],
)
def test_what_is_asked_of_a_task_is_answered_with_yes_or_no(say: str, starts: str) -> None:
    assert Chat().say(say).startswith(starts)


def test_what_is_asked_of_each_has_a_row_for_each() -> None:
    answer = Chat().say("next milestone of each active project please")
    assert "- Milestone 3: Launch" in answer
    assert "- Beta release" in answer
    managers = Chat().say("project manager of each project of Meridian Optics")
    assert "- Brand Refresh (Meridian Optics) is managed by Tomas Rivera." in managers
    assert "- Lens Finder App (Meridian Optics) is managed by Ingrid Solberg." in managers


@pytest.mark.parametrize(
    ("say", "shown"),
    [
        ("are all tasks of Webshop Rebuild done?", "No: still open: 2 of 3 tasks"),
        ("is every open task in Webshop Rebuild assigned", "Yes: all 2 open tasks"),
        (
            "do all tasks in Q4 Campaign have a due date?",
            "No: without a due date: 1 of 1 open task",
        ),
        ("does anyone have more than 1 open task", "Yes: 3 people have more than 1 open tasks"),
        ("who has overdue tasks", "Priya Nair: 1 overdue task (Checkout wireframes)"),
        ("tasks without an estimate in Q4 Campaign", "1 task without a budget of hours"),
        ("how many days until the beta release?", "in 18 days"),
        ("milestones without a responsible person", "No milestones nobody is responsible for"),
    ],
)
def test_tasks_and_milestones_are_told_by_what_was_asked(say: str, shown: str) -> None:
    assert shown in Chat().say(say)


@pytest.mark.parametrize(
    ("say", "shown", "hidden"),
    [
        ("which projects do Ingrid and Priya share", "2 active projects with", "Q4 Campaign"),
        ("what are we working on for Quill and Tandem", "2 active projects of", "Q4 Campaign"),
        (
            "give me all active projects with their manager",
            "Q4 Campaign (March Hare Media): ma",
            "26",
        ),
        ("which projects have more than 50 budgeted hours", "1 active project with more", "Lens"),
        ("does Priya manage anything at the moment?", "Yes: 1 active project managed", "Brand"),
    ],
)
def test_lists_of_projects_follow_all_that_is_said(say: str, shown: str, hidden: str) -> None:
    answer = Chat().say(say)
    assert shown in answer
    assert hidden not in answer


@pytest.mark.parametrize(
    ("say", "shown", "hidden"),
    [
        ("any milestones done so far?", "Yes: 1 milestone", "Beta"),
        ("the next two milestones please", "Beta release", "Concept"),
        ("who owns the most milestones?", "Ingrid Solberg has the most: 4 milestones", "Beta"),
        ("which deadlines are on 20 November?", "Photo shoot", "Payment"),
        ("Beta release - when, who?", "Beta release (Lens Finder App", "Time:"),
        ("who draws... sorry, who has the photo shoot?", "Photo shoot", "logged"),
        ("I have a call with Quill, what are their projects", "of Quill & Co", "Ingrid"),
        ("how many people work on Brand Refresh of Quill", "2 people on Brand Refresh", "time for"),
        ("is Olu on any project", "No: no active projects with Olu Adeyemi", "tasks"),
    ],
)
def test_short_and_roundabout_questions_are_answered(say: str, shown: str, hidden: str) -> None:
    answer = Chat().say(say)
    assert shown in answer
    assert hidden not in answer


@pytest.mark.parametrize(
    ("say", "shown"),
    [
        ("which project has the most people on it", "Webshop Rebuild has the most people: 3"),
        ("which projects is Priya not on", "3 active projects without Priya Nair on the team"),
        ("are all projects within budget", "Yes: all 1 active projects with a budget"),
        ("Remaining hours per project please", "Webshop Rebuild:"),
        ("how many tasks do we have, open and closed", "10 tasks: 7 open and 3 done."),
        ("did Tomas Rivera finish the style guide?", "No. Style guide"),
        ("what's the latest task we finished", "3 done tasks.\n- Style guide"),
        ("tasks of archived projects", "1 task"),
        ("what's coming up for Priya in the next 30 days?", "1 open task assigned to Priya Nair"),
    ],
)
def test_groups_and_states_of_work(say: str, shown: str) -> None:
    assert shown in Chat().say(say)


@pytest.mark.parametrize(
    ("say", "shown"),
    [
        (
            "which clients have 2 or more projects with us",
            "1 client has at least 2 active projects",
        ),
        ("started since July: which projects?", "2 active projects created since"),
        ("do all our projects have a manager?", "Yes: all 6 active projects have one"),
        ("which tasks are assigned to more than one person", "1 task that several people share"),
        ("which milestone is next?", "The next one of 2 open milestones"),
        ("milestones without a date", "No undated milestones."),
    ],
)
def test_what_is_said_of_a_list_is_never_passed_over(say: str, shown: str) -> None:
    assert shown in Chat().say(say)
