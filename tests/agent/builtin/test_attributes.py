"""What is asked of one record is told in whatever words, and two things at once are both told."""

from __future__ import annotations

import pytest

from tests.agent.builtin.world import Chat


@pytest.mark.parametrize(
    ("say", "tool", "words"),
    [
        ("Where is Old Mill Bakery located, and are they still a client?", "list_clients",
         ["archived"]),
        ("do we still work for Old Mill Bakery?", "list_clients", ["No: ", "archived"]),
        ("For the offer I need Priya's job title and e-mail", "list_users", ["Designer"]),
        ("pls share Tomas Rivera's email id", "list_users", ["t.rivera@larkspur.test"]),
        ("who has admin rights in our Paymo?", "list_users", ["Ingrid Solberg"]),
        ("which of us is an administrator?", "list_users", ["Ingrid Solberg"]),
        ("anybody from outside the company in the team?", "list_users", ["Yes: 1 active guest"]),
        ("which of our guys is a designer and is she still with us?", "list_users",
         ["Priya Nair", "Yes: "]),
        ("who is staffed on Webshop Rebuild?", "get_project_details", ["3 people"]),
        ("does Priya belong to the Webshop Rebuild team?", "get_project_details", ["Yes: "]),
        ("what do we currently run at a fixed price?", "list_projects", ["Lens Finder App"]),
        ("hours estimated for the payment integration?", "list_tasks", ["Payment integration"]),
        ("how much time did we plan for the media plan", "list_tasks", ["Media plan"]),
        ("read me the notes on payment integration", "list_tasks", ["has no description"]),
        ("which priority has payment integration?", "list_tasks", ["normal priority"]),
        ("what does Priya cost and what is she by profession", "list_users", ["Designer"]),
        ("do all of us have a position?", "list_users", ["No: 4 active people without position"]),
        ("which projects have just one person on them?", "list_projects",
         ["2 active projects with just one person on the team"]),
        ("who is on Webshop Rebuild but not on the Lens Finder App?",
         "get_project_details", ["Tomas Rivera"]),
        ("need the phone number of Meridian Foods for a customs form", "list_clients",
         ["+353 1 555 0100"]),
        ("how many people are we, the designer counted in?", "list_users", ["5 active people"]),
        ("which tasks do Ingrid and Tomas Lindqvist share", "list_tasks", ["Camera module QA"]),
        ("I'd need the mail of our designer", "list_users", ["Priya Nair"]),
        ("do Priya and Tomas Rivera both work on the Webshop Rebuild?", "get_project_details",
         ["Yes: Priya Nair and Tomas Rivera are on"]),
        ("how many clients are there without Quill & Co", "list_clients", ["4 active clients"]),
        ("where is Priya involved", "list_projects", ["3 active projects"]),
        ("whose is the Media plan and when must it be finished", "list_tasks", ["Media plan"]),
        ("projects of Meridian Optics incl. the closed ones", "list_projects", ["2 "]),
        ("e-mail addresses of everyone please", "list_users", ["t.rivera@larkspur.test"]),
        ("give me the code, manager and budget of Webshop Rebuild", "get_project_details",
         ["WSR", "Ingrid Solberg", "6,000 minutes"]),
        ("which projects aren't managed by Ingrid?", "list_projects", ["Spring Catalogue"]),
        ("projects with a fixed price over 5,000", "list_projects", ["9,000.00"]),
        ("how many projects are archived and how many active", "list_projects",
         ["6 active and 1 archived"]),
        ("do any tasks in Brand Refresh of Quill & Co lack a due date?", "list_tasks", ["No"]),
        ("our designer's name and e-mail please", "list_users", ["Priya Nair"]),
        ("the designer - does she still work for us?", "list_users", ["Priya Nair", ", active"]),
        ("the Old Mill people - still active?", "list_clients", ["archived"]),
        ("e-mail of Tandem Cycles, and who is their project lead?", "list_projects",
         ["bikes@tandem.test", "managed by Ingrid Solberg"]),
        ("milestones of the Webshop Rebuild, done and open", "list_milestones", ["3 milestones"]),
        ("which clients have no phone number?", "list_clients", ["4 active clients without phone"]),
        ("clients whose e-mail we don't have", "list_clients", ["Quill & Co"]),
        ("list the Irish and French clients", "list_clients", ["Quill & Co", "Meridian Foods"]),
        ("tell me about Priya", "list_tasks", ["position Designer", "Photo shoot"]),
        ("is the Media plan done? read me the description", "list_tasks",
         ["Media plan has no description"]),
        ("which tasks of the Q4 Campaign are missing an owner", "list_tasks", ["1 unassigned"]),
        ("is Quill & Co in Dublin?", "list_clients", ["No: Quill & Co is in Galway, Ireland"]),
        ("are Meridian Foods from Lyon or from Paris?", "list_clients", ["is in Lyon, France"]),
        ("Style guide overdue?", "list_tasks", ["Style guide"]),
        ("how many days is the camera module QA late?", "list_tasks", ["18 days late"]),
        ("who has the Camera module QA?", "list_tasks", ["Ingrid Solberg"]),
        ("how long do we have for the Camera module QA?", "list_tasks", ["18 days late"]),
        ("do any of our projects lack a client?", "list_projects", ["No: no active projects"]),
        ("did the Webshop Rebuild use up its hours", "get_project_details", ["No. "]),
    ],
)  # fmt: skip
def test_an_attribute_is_told(say: str, tool: str, words: list[str]) -> None:
    chat = Chat()
    answer = chat.say(say)
    assert [word for word in words if word not in answer] == [], answer
    assert chat.made(tool)


@pytest.mark.parametrize(
    "say",
    [
        "what jobs is Priya on for Quill & Co",
        "show me our estimates",
        "hours logged on the payment integration against the estimate",
    ],
)
def test_words_that_sound_like_an_attribute_ask_for_something_else(say: str) -> None:
    assert "position" not in Chat().say(say)
