"""What people ask about time beyond the plain sums: rankings, gaps, budgets, doings, exclusions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.agent.builtin.world import Chat

OCTOBER = {"date_from": "2026-10-01", "date_to": "2026-10-31"}
ASKED: list[tuple[str, str, dict[str, Any], tuple[str, ...]]] = [
    ("rank our clients by hours in October, just the top two", "list_time_entries", OCTOBER,
     ("Tandem Cycles Ltd has the most time in October 2026: 451 minutes", "Meridian Optics: 60")),
    ("the 2 tasks that ate most hours in October", "list_time_entries", OCTOBER,
     ("Checkout wireframes has the most time", "Payment integration")),
    ("time by task on Webshop Rebuild since October", "list_time_entries", {"project_id": 20},
     ("Checkout wireframes (Webshop Rebuild): 240",)),
    ("who drew the Checkout wireframes and for how long?", "list_time_entries",
     {"task_id": 100}, ("Priya Nair: 240",)),
    ("what was Priya working on on Friday", "list_time_entries",
     {"user_id": 4, "date_from": "2026-10-30", "date_to": "2026-10-30"}, ("240 minutes",)),
    ("which people haven't entered a single hour last week", "list_time_entries",
     {"date_from": "2026-10-26", "date_to": "2026-11-01"}, ("no time",)),
    ("which clients got no hours in October?", "list_time_entries", OCTOBER,
     ("active clients have no time logged in October 2026", "Quill & Co")),
    ("which of our clients did we not work for in October?", "list_time_entries", OCTOBER,
     ("active clients have no time logged in October 2026", "Quill & Co")),
    ("on how many business days did Priya log time in October?", "list_time_entries", OCTOBER,
     ("1 day with time by Priya Nair",)),
    ("hours in October, leaving Tandem aside", "list_time_entries", OCTOBER,
     ("60 minutes", "Without Tandem Cycles")),
    ("time on Webshop Rebuild excluding payment integration", "list_time_entries",
     {"project_id": 20}, ("240 minutes", "Without Payment integration")),
    ("is Webshop Rebuild over its hours?", "get_project_details", {"project_id": 20}, ("No.",)),
    ("Webshop Rebuild: hours used and what's left", "get_project_details", {"project_id": 20},
     ("budget used", "left.")),
    ("Priya: what did she do in October", "list_time_entries", {"user_id": 4, **OCTOBER},
     ("240 minutes",)),
    ("how many hours went into Payment integration and Photo shoot together",
     "list_time_entries", {"task_id": 101}, ("441 minutes (7 h 21 min) together",)),
    ("did Priya forget to log last week?", "list_time_entries", {"user_id": 4}, ("No: 240",)),
    ("Webshop Rebuild: how much of the 100 hours is gone", "get_project_details",
     {"project_id": 20}, ("budget used",)),
    ("days last week on which Priya logged nothing", "list_time_entries", {"user_id": 4},
     ("4 working days without time", "Mon 26 Oct 2026")),
    ("did Tomas Rivera's hours go up or down from September to October", "list_time_entries",
     {"user_id": 2, **OCTOBER}, ("September 2026: 211 minutes", "less")),
    ("who worked with Priya on Webshop Rebuild in October", "list_time_entries",
     {"project_id": 20, **OCTOBER}, ("Tomas Rivera: 211", "Without Priya Nair")),
    ("Quick one before my call with Tandem Cycles: how many hours did we do for them in October?",
     "list_time_entries", {"client_id": 13, **OCTOBER}, ("451 minutes",)),
    ("Just had lunch with Tandem Cycles. How many hours did we do for them in October?",
     "list_time_entries", {"client_id": 13, **OCTOBER}, ("451 minutes",)),
    ("which weekday was our busiest in October?", "list_time_entries", OCTOBER,
     ("Friday has the most time in October 2026: 240 minutes",)),
    ("since the kick-off in October, how many hours went into Webshop Rebuild?",
     "list_time_entries", {"project_id": 20, "date_from": "2026-10-01"}, ("501 minutes",)),
    ("which project has the fewest hours left?", "get_project_details", {"project_id": 20},
     ("5,500 minutes (91 h 40 min) left",)),
    ("Webshop Rebuild: hours sold versus used", "get_project_details", {"project_id": 20},
     ("500 minutes (8 h 20 min) of 6,000",)),
    ("is Webshop Rebuild over its budget? By how many hours?", "get_project_details",
     {"project_id": 20}, ("No.", "left.")),
    ("Are we getting anywhere with Webshop Rebuild? hours in october please",
     "list_time_entries", {"project_id": 20, **OCTOBER}, ("451 minutes",)),
    ("who worked on Friday, and on what?", "list_time_entries",
     {"date_from": "2026-10-30", "date_to": "2026-10-30"}, ("Priya Nair, Checkout wireframes",)),
    ("who has logged nothing in the last two working days?", "list_time_entries",
     {"date_from": "2026-10-29", "date_to": "2026-11-01"}, ("no time",)),
    ("Ingrid wants to know whether Priya put in any time on Webshop Rebuild in October",
     "list_time_entries", {"project_id": 20, "user_id": 4, **OCTOBER}, ("Yes: 240",)),
    ("share of October that went into Tandem Cycles", "list_time_entries",
     {"client_id": 13, **OCTOBER}, ("88.3 %",)),
    ("hours per person and month", "list_time_entries", {"date_from": "2026-01-01"},
     ("Priya Nair: 420 minutes (7 h) - September 2026 180 minutes (3 h); October",)),
    ("October split by client and by person", "list_time_entries", OCTOBER,
     ("Tandem Cycles Ltd: 451 minutes (7 h 31 min) - Priya Nair 240",)),
    ("hours of the designers in October", "list_time_entries", {"user_id": 4, **OCTOBER},
     ("240 minutes",)),
    ("priya, march, total hours", "list_time_entries",
     {"date_from": "2026-03-01", "date_to": "2026-03-31"}, ("No time",)),
    ("first half of October against the second", "list_time_entries",
     {"date_from": "2026-10-01", "date_to": "2026-10-15"}, ("16 Oct 2026 to Sat 31 Oct 2026:",)),
    ("average hours per person and day in October", "list_time_entries", OCTOBER,
     ("per person and day on average", "Priya Nair: 240 minutes (4 h) per day")),
    ("did everyone log at least 4 hours in October?", "list_time_entries", OCTOBER,
     ("No:", "without at least 4 hours", "Tomas Rivera: 211")),
    ("is there anybody who hasn't logged any time in October?", "list_time_entries", OCTOBER,
     ("Yes:", "have logged no time")),
    ("has Priya logged 10 hours in October?", "list_time_entries", {"user_id": 4, **OCTOBER},
     ("No: 240 minutes",)),
    ("who forgot their timesheet last week? I mean zero hours", "list_time_entries",
     {"date_from": "2026-10-26", "date_to": "2026-11-01"}, ("have logged no time",)),
    ("I'd like to see, for the month of October, how many hours each of us logged",
     "list_time_entries", OCTOBER, ("Priya Nair: 240",)),
    ("who made the most entries in October", "list_time_entries", OCTOBER,
     ("logged the most entries", "1 entry, 240 minutes")),
    ("the top client of each month this year", "list_time_entries", {"date_from": "2026-01-01"},
     ("October 2026: Tandem Cycles Ltd 451",)),
    ("Priya - total time August, September, October separately", "list_time_entries",
     {"user_id": 4, "date_to": "2026-10-31"}, ("September 2026: 180", "October 2026: 240")),
    ("who is the least busy, going by October hours", "list_time_entries", OCTOBER,
     ("logged the least",)),
    ("has the time on Webshop Rebuild gone down in October vs September?", "list_time_entries",
     OCTOBER, ("No. October 2026",)),
    ("October per person, billable and non-billable", "list_time_entries", OCTOBER,
     ("Priya Nair: 240 minutes (4 h) -",)),
    ("how was our time in October distributed over clients, in percent", "list_time_entries",
     OCTOBER, ("Tandem Cycles Ltd: 451 minutes (7 h 31 min) (88.3 %)",)),
    ("daily totals for last week", "list_time_entries",
     {"date_from": "2026-10-26", "date_to": "2026-11-01"}, ("Fri 30 Oct 2026: 240",)),
    ("hours for 'Photo shoot' by project", "list_time_entries", {"task_id": 103}, ("",)),
    ("who hasn't logged today yet?", "list_time_entries",
     {"date_from": "2026-11-02", "date_to": "2026-11-02"}, ("have logged no time",)),
    ("people who logged over 3 hours in October", "list_time_entries", OCTOBER,
     ("2 people with over 3 hours",)),
    ("who on the team has nothing overdue", "list_tasks", {"due_to": "2026-11-01"}, ("people",)),
    ("hours by Priya since the middle of September (15 Sep)", "list_time_entries",
     {"user_id": 4, "date_from": "2026-09-15"}, ("420",)),
    ("Compare October for me: Priya against Tomas Rivera", "list_time_entries",
     {"user_id": 2, **OCTOBER}, ("Priya Nair:", "Tomas Rivera:")),
]  # fmt: skip


@pytest.mark.parametrize(("say", "tool", "args", "words"), ASKED, ids=[case[0] for case in ASKED])
def test_question(say: str, tool: str, args: dict[str, Any], words: tuple[str, ...]) -> None:
    chat = Chat()
    answer = chat.say(say)
    assert any(args.items() <= call.items() for call in chat.made(tool)), chat.turn_calls
    assert [word for word in words if word.lower() not in answer.lower()] == [], answer
    assert chat.writes == []


@pytest.mark.parametrize("say", ["log out", "Please log me out"])
def test_leaving_lists_no_time(say: str) -> None:
    chat = Chat()
    chat.say(say)
    assert chat.made("list_time_entries") == []


def test_a_second_question_is_about_the_same_days() -> None:
    chat = Chat()
    chat.say("how many hours did we log last week? who logged the most?")
    windows = {
        (call.get("date_from"), call.get("date_to")) for call in chat.made("list_time_entries")
    }
    assert windows == {("2026-10-26", "2026-11-01")}


@pytest.mark.parametrize(
    ("say", "tool", "args"),
    [
        ("which project ate most of Priya's October", "list_time_entries", {"user_id": 4}),
        ("how long did Priya spend on the Photo shoot task", "list_time_entries", {"user_id": 4}),
        ("what must I finish by Friday", "list_tasks", {"user_id": 1, "due_to": "2026-11-06"}),
    ],
)
def test_whose_time_and_whose_duties(say: str, tool: str, args: dict[str, Any]) -> None:
    chat = Chat()
    chat.say(say)
    assert [call for call in chat.made(tool) if args.items() <= call.items()]


@pytest.mark.parametrize(
    ("say", "words"),
    [
        ("people without hourly rate", ("without hourly rate", "Priya Nair")),
        ("how many employees are active and who left?", ("active", "archived")),
        ("are there more admins than guests?", ("admin",)),
        ("who works part-time?", ("with less than 8 hours a day",)),
        ("what are the e-mails of our designers", ("Priya Nair, Designer",)),
    ],
)
def test_people_by_what_they_have(say: str, words: tuple[str, ...]) -> None:
    chat = Chat()
    answer = chat.say(say)
    assert chat.made("list_users"), chat.turn_calls
    assert [word for word in words if word.lower() not in answer.lower()] == [], answer
