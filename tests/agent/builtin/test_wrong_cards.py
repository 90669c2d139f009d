"""What once made a card that was not what was said: a day dropped, a name taken for a note, a note
kept in a title, a name turned round."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agent.models.builtin.find_tasks import _matching
from agent.models.builtin.joints import requests_in
from agent.models.builtin.names.entry import entries_from
from agent.models.builtin.parts import parts_of
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.writing.notes import notes_of
from agent.models.builtin.writing.sheet import Sheet
from agent.models.builtin.writing.task_drafts import new_tasks_of
from tests.agent.builtin import world
from tests.agent.builtin.world import Chat

CALENDAR = Calendar(date(2026, 9, 28))  # a Monday


def test_days_in_a_row_are_all_of_them() -> None:
    said = "log 1 hour on Synopsis for each of Wednesday, Thursday and Friday last week"
    (days,) = Sheet(Request(said, CALENDAR)).days
    assert days.days == (date(2026, 9, 23), date(2026, 9, 24), date(2026, 9, 25))


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ("2h Compliance notes for Jacqui today", None),
        ("3h on release notes yesterday", None),
        ("2h QA yesterday, note fixed the header", "fixed the header"),
        ("2h QA note: fixed the header", "fixed the header"),
        ("log 2h on QA with a note about fonts", "about fonts"),
    ],
)
def test_a_note_is_marked_as_one(said: str, note: str | None) -> None:
    assert notes_of(Request(said, CALENDAR))[0][0] == note


@pytest.mark.parametrize("mark", ["; details: ", ", description: ", ". Notes: "])
def test_a_description_at_the_end_is_no_part_of_the_title(mark: str) -> None:
    row: dict[str, Any] = {"id": 1, "name": "Stunts", "client_id": 1, "client": "Tui"}
    said = f"New task in Stunts called Hire crash mats{mark}two of them"
    request = read_request(said, CALENDAR, entries_from("project", [row | {"active": True}]))
    (draft,) = new_tasks_of(request)
    assert (draft.title, draft.description) == ("Hire crash mats", "two of them")


def test_a_note_keeps_its_words_whole() -> None:
    chat = Chat()
    chat.say("Add 45 min for today's stand-up under Checkout wireframes, Webshop Rebuild")
    ((_, card),) = chat.writes
    assert card["description"] == "stand-up"


def test_of_two_names_of_the_same_words_the_one_in_this_order_is_meant() -> None:
    rows = [{"id": 1, "name": "Amber Cedar"}, {"id": 2, "name": "Cedar Amber"}]
    entries = entries_from("task", rows)
    assert [entry.id for entry in _matching("Cedar Amber", entries)] == [2]


@pytest.mark.parametrize(
    ("said", "card"),
    [
        ("add to Webshop Rebuild: AML checklist, deadline 20 November, high priority, "
         "assign it to me",
         {"name": "AML checklist", "user_ids": [1], "due_date": "2026-11-20", "priority": "high"}),
        ("create a task Over due notice for teh shop in Webshop Rebuild, no deadline yet",
         {"name": "Over due notice for teh shop"}),
        ("new task in Webshop Rebuild called Age gate, no date so far", {"name": "Age gate"}),
    ],
)  # fmt: skip
def test_a_title_is_as_it_was_typed_and_ends_where_the_slots_begin(
    said: str, card: dict[str, Any]
) -> None:
    chat = Chat()
    chat.say(said)
    assert chat.made("create_task") == [{"project_id": 20, **card}]


def test_what_stands_in_brackets_is_kept() -> None:
    chat = Chat()
    chat.say("Friday: Checkout wireframes 2h (felt tests), Photo shoot 1h (soft close)")
    notes = [call.get("description") for call in chat.made("create_time_entry")]
    assert notes == ["felt tests", "soft close"]


def test_the_same_for_two_is_two_entries() -> None:
    chat = Chat()
    chat.say("1 hour Checkout wireframes today")
    chat.say("and the same for Ingrid and Priya")
    assert [call.get("user_id") for call in chat.made("create_time_entry")] == [1, 4]


def test_a_letter_at_the_end_tells_names_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    chairs = [world._project(40, "Chair Series A", 11, [1]),
              world._project(41, "Chair Series B", 12, [1])]  # fmt: skip
    monkeypatch.setattr(world, "PROJECTS", [*world.PROJECTS, *chairs])
    chat = Chat()
    assert "Chair Series B" in chat.say("new task 'Check legs' in the Chair Series")
    assert chat.writes == []
    chat = Chat()
    chat.say("new task 'Check legs' in chair series b, due two days from now")
    assert chat.made("create_task") == [
        {"name": "Check legs", "project_id": 41, "due_date": "2026-11-04"}
    ]


def test_a_record_named_again_corrects_the_open_request_and_is_no_entry_of_its_own() -> None:
    chat = Chat()
    assert "Whose time" in chat.say("2h Checkout wireframes and 1h Photo shoot for Priya today")
    assert "Whose time" in chat.say("the photo shoot was 90 minutes")
    assert chat.writes == []
    chat.say("all hers")
    made = chat.made("create_time_entry")
    assert [(call.get("user_id"), call["minutes"]) for call in made] == [(4, 120), (4, 90)]


def test_a_new_title_in_quotes_is_another_task() -> None:
    chat = Chat()
    chat.say("create a task 'Board north wing' in Webshop Rebuild, due 18 November")
    chat.say("one more like that: 'Board south wing', but due 25 November")
    assert [(c["name"], c["due_date"]) for c in chat.made("create_task")] == [
        ("Board south wing", "2026-11-25")]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "cards"),
    [
        ("log 1h on Checkout wireframes today for the client walk-through",
         [{"minutes": 60, "description": "for the client walk-through"}]),
        ("Priya says she was 2 hrs on the photo shoot today; velvet compared, put that in the note",
         [{"minutes": 120, "user_id": 4, "description": "velvet compared"}]),
        ("Checkout wireframes 8:30-10:00 and Photo shoot 10:15-12:00, today, for Priya",
         [{"user_id": 4}, {"user_id": 4}]),
        ("I did Checkout wireframes for 6 hours yesterday. Please log it.", [{"minutes": 360}]),
    ],
)  # fmt: skip
def test_work_told_in_passing(said: str, cards: list[dict[str, Any]]) -> None:
    chat = Chat()
    chat.say(said)
    made = chat.made("create_time_entry")
    wanted = [card.keys() for card in cards]
    assert [{k: call.get(k) for k in keys} for call, keys in zip(made, wanted, strict=True)] == (
        cards
    )


@pytest.mark.parametrize(
    "said",
    [
        'task for Priya in Webshop Rebuild please, title "Crack the code", due tomorrow',
        "remind Priya to crack the code by tomorrow, put it as a task in Webshop Rebuild",
        "we need Priya to crack the code by tomorrow, make that a task in Webshop Rebuild",
    ],
)
def test_a_task_told_before_it_is_asked_for(said: str) -> None:
    chat = Chat()
    chat.say(said)
    assert chat.made("create_task") == [
        {"name": "Crack the code", "project_id": 20, "user_ids": [4], "due_date": "2026-11-03"}
    ]


def test_a_sentence_of_slots_goes_on_with_the_new_task() -> None:
    chat = Chat()
    chat.say("new task in Webshop Rebuild: Wiki export. Priya, high priority, budget 8 hours")
    assert chat.made("create_task") == [
        {"name": "Wiki export", "project_id": 20, "user_ids": [4], "budget_minutes": 480,
         "priority": "high"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "log 1h media plan for Priya and ask Olu about the photos",
        "Priya helped me on the photo shoot, 2 hours, yesterday",
    ],
)
def test_somebody_who_is_only_spoken_of_gets_no_time(said: str) -> None:
    chat = Chat()
    chat.say(said)
    assert chat.made("create_time_entry") == []


def test_a_task_called_a_note_is_no_note_in_which_a_deletion_is_told() -> None:
    said = "log 2h on Traffic note today and delete the Signage task"
    assert requests_in(said, CALENDAR) == [
        "log 2h on Traffic note today",
        "delete the Signage task",
    ]


def test_chatter_beside_time_is_neither_answered_nor_told() -> None:
    said = "Can you help? I keep forgetting my timesheet. Friday: 2h casting, 1h mix."
    parts = parts_of(said, CALENDAR)
    assert (parts.requests[-1], parts.aside) == ("Friday: 2h casting, 1h mix.", ())
    assert "I keep forgetting my timesheet" not in parts.requests


@pytest.mark.parametrize(
    "said",
    [
        "never log 2h on Checkout wireframes again",
        "I would never log 2h on Checkout wireframes",
        "2h Checkout wireframes maybe photo shoot",
        "2h+ on Checkout wireframes",
        "Checkout wireframes 9-10 2h",
        "2h from 9 to 10 on Checkout wireframes",
        "3h Checkout wireframes of which 1h yesterday",
        "2h Checkout wireframes. 30 min of that was for Photo shoot",
        "1h on Checkout wireframes yesterday (not billable, call with the printer)",
    ],
)
def test_what_is_denied_or_does_not_add_up_is_no_card(said: str) -> None:
    chat = Chat()
    chat.say(said)
    assert chat.writes == []


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("create a task For sale board in Webshop Rebuild", "For sale board"),
        ("create a task About page in Webshop Rebuild", "About page"),
        ("create a task for tile samples in Webshop Rebuild", "Tile samples"),
    ],
)
def test_a_capital_says_where_a_title_begins(said: str, title: str) -> None:
    chat = Chat()
    chat.say(said)
    assert [call["name"] for call in chat.made("create_task")] == [title]


def test_good_friday_is_a_day_of_its_own() -> None:
    request = Request("log 2h on QA on Good Friday", Calendar(date(2027, 4, 23)))
    assert [mention.period.single for mention in request.dates()] == [date(2027, 3, 26)]


def test_the_task_we_spoke_of_has_no_name_yet() -> None:
    chat = Chat()
    assert "called" in chat.say("please create the task we discussed in Webshop Rebuild")
    assert chat.writes == []


def test_each_of_two_has_the_length_behind_them() -> None:
    chat = Chat()
    chat.say("Priya 2h, me 1h on Checkout wireframes yesterday")
    made = chat.made("create_time_entry")
    assert [(call.get("user_id"), call["minutes"]) for call in made] == [(4, 120), (None, 60)]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("new task Called to the bar dinner in Webshop Rebuild", "Called to the bar dinner"),
        ("new task in Webshop Rebuild: called the notary back", "Called the notary back"),
        ("new task in Webshop Rebuild: named Review minutes", "Review minutes"),
    ],
)
def test_a_word_that_leads_a_title_in_may_be_its_first(said: str, title: str) -> None:
    chat = Chat()
    chat.say(said)
    assert [call["name"] for call in chat.made("create_task")] == [title]


@pytest.mark.parametrize(
    "said",
    [
        "new task in Webshop move: get quotes",
        "new task in Webshop Rebuild: fix the header before launch on 3 May",
        "new task 'Book room' in Webshop Rebuild for Mark",
        "log 1h on Checkout wireframes for Mark",
        "log 1h on Checkout wireframes for Tomas Rivera Nair",
    ],
)
def test_a_name_or_a_day_that_may_be_of_something_else_is_asked_about(said: str) -> None:
    chat = Chat()
    assert "?" in chat.say(said)
    assert chat.writes == []


@pytest.mark.parametrize("said", ["Friday blorpy", "make it Thursday, blorpy", "3h for blorpy"])
def test_a_word_that_nobody_knows_is_not_passed_over_beside_a_change(said: str) -> None:
    chat = Chat()
    chat.say("log 2h on Checkout wireframes")
    assert '"blorpy"' in chat.say(said)
    assert chat.writes == []


def test_yes_says_not_which_of_two_tasks_it_is() -> None:
    chat = Chat()
    chat.say("2h photo shoot maybe Checkout wireframes")
    chat.say("yes")
    assert chat.writes == []
