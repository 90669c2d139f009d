"""Time and tasks as people tell them: the exact arguments of every card, or a question instead."""

from __future__ import annotations

from typing import Any

import pytest

from tests.agent.builtin.world import Chat

Args = dict[str, Any]

ENTRIES: list[tuple[str, list[Args]]] = [
    ("3h photo shoot fri", [{"task_id": 103, "minutes": 180, "date": "2026-10-30"}]),
    ("from 14h to 16h on photo shoot",
     [{"task_id": 103, "start_time": "2026-11-02T14:00", "end_time": "2026-11-02T16:00"}]),
    ("half nine till eleven on photo shoot",
     [{"task_id": 103, "start_time": "2026-11-02T09:30", "end_time": "2026-11-02T11:00"}]),
    ("logo drafts for quill, 1 hr 10, yesterday",
     [{"task_id": 104, "minutes": 70, "date": "2026-11-01"}]),
    ("2h media plan, wrote the outline",
     [{"task_id": 108, "minutes": 120, "date": "2026-11-02", "description": "wrote the outline"}]),
    ("2h media plan for 29 Oct, 30 Oct and today",
     [{"task_id": 108, "minutes": 120, "date": day}
      for day in ("2026-10-29", "2026-10-30", "2026-11-02")]),
    ("thu 2h media plan, fri 1h photo shoot",
     [{"task_id": 108, "minutes": 120, "date": "2026-10-29"},
      {"task_id": 103, "minutes": 60, "date": "2026-10-30"}]),
    ("Priya and I each 1h on photo shoot",
     [{"task_id": 103, "minutes": 60, "date": "2026-11-02", "user_id": 4},
      {"task_id": 103, "minutes": 60, "date": "2026-11-02"}]),
    # Words that tell how it is known, how the day was, or where one comes from.
    ("My Friday was a blur, but I know for sure that 4 hours of it went into the photo shoot",
     [{"task_id": 103, "minutes": 240, "date": "2026-10-30"}]),
    ("Just off the phone, finally! The photo shoot took me 50 minutes, can you add it to my sheet?",
     [{"task_id": 103, "minutes": 50, "date": "2026-11-02"}]),
    ("so yesterday afternoon from two to four thirty I was writing the media plan, could you log "
     "that",
     [{"task_id": 108, "start_time": "2026-11-01T14:00", "end_time": "2026-11-01T16:30"}]),
    ("Priya and I were at the photo shoot for 2 hours yesterday. Log for both of us.",
     [{"task_id": 103, "minutes": 120, "date": "2026-11-01", "user_id": 4},
      {"task_id": 103, "minutes": 120, "date": "2026-11-01"}]),
    ("40 min on logo drafts for the quill guys", [{"task_id": 104, "minutes": 40,
                                                   "date": "2026-11-02"}]),
    ("put the last hour on media plan", [{"task_id": 108, "minutes": 60, "date": "2026-11-02"}]),
    # A note that ends in the day, and one that holds a month or an abbreviation.
    ("2h media plan: fixed the figures yesterday, please",
     [{"task_id": 108, "minutes": 120, "date": "2026-11-01", "description": "fixed the figures"}]),
    ("Add 30m to media plan, receipts October",
     [{"task_id": 108, "minutes": 30, "date": "2026-11-02", "description": "receipts October"}]),
    ("media plan from 8:30 to 9:15 today please, VAT return",
     [{"task_id": 108, "start_time": "2026-11-02T08:30", "end_time": "2026-11-02T09:15",
       "description": "VAT return"}]),
    # Days of one week, said on a Monday, and a day off among them.
    ("2h each on Mon, Tue and Wed last week - media plan",
     [{"task_id": 108, "minutes": 120, "date": day}
      for day in ("2026-10-26", "2026-10-27", "2026-10-28")]),
    ("Mon 2h media plan, Tue 3h media plan, Wed off, Thu 1h photo shoot",
     [{"task_id": 108, "minutes": 120, "date": "2026-10-26"},
      {"task_id": 108, "minutes": 180, "date": "2026-10-27"},
      {"task_id": 103, "minutes": 60, "date": "2026-10-29"}]),
    ("Media plan: Mon 2h, Tue 1.5h, Wed 2h last week",
     [{"task_id": 108, "minutes": minutes, "date": day}
      for day, minutes in (("2026-10-26", 120), ("2026-10-27", 90), ("2026-10-28", 120))]),
    ("Logo drafts: 45 minutes for Quill and half an hour for Optics, both on Thursday",
     [{"task_id": 104, "minutes": 45, "date": "2026-10-29"},
      {"task_id": 105, "minutes": 30, "date": "2026-10-29"}]),
    ("We had the photo shoot today, 9:30 till 10:15. Mine is missing, add it?",
     [{"task_id": 103, "start_time": "2026-11-02T09:30", "end_time": "2026-11-02T10:15"}]),
    ("Priya worked 6 hours on the photo shoot on Friday and asked me to enter it for her",
     [{"task_id": 103, "minutes": 360, "date": "2026-10-30", "user_id": 4}]),
    ("media plan 9-11 today; 11-12:30 photo shoot",
     [{"task_id": 108, "start_time": "2026-11-02T09:00", "end_time": "2026-11-02T11:00"},
      {"task_id": 103, "start_time": "2026-11-02T11:00", "end_time": "2026-11-02T12:30"}]),
    ("Log 2h on photo shoot... sorry, media plan, yesterday",
     [{"task_id": 108, "minutes": 120, "date": "2026-11-01"}]),
    ("Just so it's not forgotten - twenty minutes for media plan, today",
     [{"task_id": 108, "minutes": 20, "date": "2026-11-02"}]),
    ("Log an hour for Priya and two for me on the photo shoot, yesterday",
     [{"task_id": 103, "minutes": 60, "date": "2026-11-01", "user_id": 4},
      {"task_id": 103, "minutes": 120, "date": "2026-11-01"}]),
    ("tomorrow I am off, so log today's 8 hours on media plan already now",
     [{"task_id": 108, "minutes": 480, "date": "2026-11-02"}]),
    ("I had to redo the media plan, 2 hours, please register",
     [{"task_id": 108, "minutes": 120, "date": "2026-11-02"}]),
    ("I spent my whole morning, 9 to 12, with the media plan. Two interviews.",
     [{"task_id": 108, "start_time": "2026-11-02T09:00", "end_time": "2026-11-02T12:00",
       "description": "Two interviews"}]),
    ("log 90 to media plan", [{"task_id": 108, "minutes": 90, "date": "2026-11-02"}]),
    ("Log the following: media plan 30m; photo shoot 1h; logo drafts quill 15m - all for Friday",
     [{"task_id": 108, "minutes": 30, "date": "2026-10-30"},
      {"task_id": 103, "minutes": 60, "date": "2026-10-30"},
      {"task_id": 104, "minutes": 15, "date": "2026-10-30"}]),
    ("photo shoot took 1h15 yesterday, can you file that under my name",
     [{"task_id": 103, "minutes": 75, "date": "2026-11-01"}]),
    ("put in 7h today for Priya on photo shoot",
     [{"task_id": 103, "minutes": 420, "date": "2026-11-02", "user_id": 4}]),
    ("Thursday: 2 hours checkout wireframes on Webshop Rebuild and one hour payment there.",
     [{"task_id": 100, "minutes": 120, "date": "2026-10-29"},
      {"task_id": 101, "minutes": 60, "date": "2026-10-29"}]),
    ("Please make an entry of forty minutes on media plan for last Friday; I rang three prospects",
     [{"task_id": 108, "minutes": 40, "date": "2026-10-30",
       "description": "rang three prospects"}]),
    ("Two entries for me please: Monday 26th media plan 2h; Tuesday 27th media plan 3h",
     [{"task_id": 108, "minutes": 120, "date": "2026-10-26"},
      {"task_id": 108, "minutes": 180, "date": "2026-10-27"}]),
    ("hey hope you had a nice weekend :) can you log 1 hour to media plan for me",
     [{"task_id": 108, "minutes": 60, "date": "2026-11-02"}]),
    ("Priya asks to log 2 hours for her, photo shoot, Tuesday",
     [{"task_id": 103, "minutes": 120, "date": "2026-10-27", "user_id": 4}]),
    ("Yesterday I helped Priya with the photo shoot, 2 hours, log it on me",
     [{"task_id": 103, "minutes": 120, "date": "2026-11-01",
       "description": "helped Priya"}]),
    ("Log 3h media plan. Actually 2.5.",
     [{"task_id": 108, "minutes": 150, "date": "2026-11-02"}]),
    ("Photo shoot with Priya, one hour today. Log it for both of us.",
     [{"task_id": 103, "minutes": 60, "date": "2026-11-02", "user_id": 4},
      {"task_id": 103, "minutes": 60, "date": "2026-11-02"}]),
    ("Called the printers about the proofs, 1 h 10 on media plan yesterday",
     [{"task_id": 108, "minutes": 70, "date": "2026-11-01",
       "description": "Called the printers about the proofs"}]),
    ("could you put 35 min down for media plan? Was reading through the ISO draft.",
     [{"task_id": 108, "minutes": 35, "date": "2026-11-02",
       "description": "reading through the ISO draft"}]),
    ("lgo 2 huors on phtoo shoot", [{"task_id": 103, "minutes": 120, "date": "2026-11-02"}]),
    ("Bom dia :) a full 2h on photo shoot plese",
     [{"task_id": 103, "minutes": 120, "date": "2026-11-02"}]),
    ("log 75 min on logo drafts... I mean media plan, yesterday",
     [{"task_id": 108, "minutes": 75, "date": "2026-11-01"}]),
    ("2h media plan, sorry, make that 3h",
     [{"task_id": 108, "minutes": 180, "date": "2026-11-02"}]),
    ("register 2 hours to Priya at photo shoot. I forgot to tell you earlier",
     [{"task_id": 103, "minutes": 120, "date": "2026-11-02", "user_id": 4}]),
    ("media plan 45 min, called the printer",
     [{"task_id": 108, "minutes": 45, "date": "2026-11-02", "description": "called the printer"}]),
    ("20 minutes on media plan today, phone interview",
     [{"task_id": 108, "minutes": 20, "date": "2026-11-02", "description": "phone interview"}]),
    ("Photo shoot - Priya - 2h - today; Media plan - Ingrid - 3h - yesterday",
     [{"task_id": 103, "minutes": 120, "date": "2026-11-02", "user_id": 4},
      {"task_id": 108, "minutes": 180, "date": "2026-11-01", "user_id": 1}]),
    ("Priya's photo shoot yesterday was 3h30, put it in",
     [{"task_id": 103, "minutes": 210, "date": "2026-11-01", "user_id": 4}]),
    ("I have drawn the logo drafts for quill for 5 hours, on Friday 30 October",
     [{"task_id": 104, "minutes": 300, "date": "2026-10-30"}]),
    ("Priya: photo shoot 6h friday; I: media plan 2h friday",
     [{"task_id": 103, "minutes": 360, "date": "2026-10-30", "user_id": 4},
      {"task_id": 108, "minutes": 120, "date": "2026-10-30"}]),
    ("quick note: I was 40 min on media plan today",
     [{"task_id": 108, "minutes": 40, "date": "2026-11-02"}]),
    ("I rewrote media plan, 1h", [{"task_id": 108, "minutes": 60, "date": "2026-11-02"}]),
    ("the whole of Friday afternoon, from one to five, on the media plan",
     [{"task_id": 108, "start_time": "2026-10-30T13:00", "end_time": "2026-10-30T17:00"}]),
    ("Saturday night 22:00 till 23:30 photo shoot",
     [{"task_id": 103, "start_time": "2026-10-31T22:00", "end_time": "2026-10-31T23:30"}]),
    ("two hours of checking the prints this morning, please book it under photo shoot",
     [{"task_id": 103, "minutes": 120, "date": "2026-11-02",
       "description": "checking the prints"}]),
    ("There were 2 hours of photo shoot on Friday that I never entered.",
     [{"task_id": 103, "minutes": 120, "date": "2026-10-30"}]),
    ("I was on the media plan for thirty minutes on Thursday and for 45 on Friday",
     [{"task_id": 108, "minutes": 30, "date": "2026-10-29"},
      {"task_id": 108, "minutes": 45, "date": "2026-10-30"}]),
    ("yesterday's hours: media plan 1.5, photo shoot 4",
     [{"task_id": 108, "minutes": 90, "date": "2026-11-01"},
      {"task_id": 103, "minutes": 240, "date": "2026-11-01"}]),
    ("Would you mind noting that I spent fifty minutes on the media plan before lunch?",
     [{"task_id": 108, "minutes": 50, "date": "2026-11-02"}]),
    ("Did the photo shoot w/ the new lights today, took ages: 3h 40. Please to log it",
     [{"task_id": 103, "minutes": 220, "date": "2026-11-02",
       "description": "w/ the new lights"}]),
    ("the media plan ate three hours of my Thursday",
     [{"task_id": 108, "minutes": 180, "date": "2026-10-29"}]),
    ("pls put 1.5 on media plan today", [{"task_id": 108, "minutes": 90, "date": "2026-11-02"}]),
    ("Spent most of the day on the media plan, call it six hours",
     [{"task_id": 108, "minutes": 360, "date": "2026-11-02"}]),
    ("Priya asked me to enter 4 hours for her on photo shoot, Thursday",
     [{"task_id": 103, "minutes": 240, "date": "2026-10-29", "user_id": 4}]),
    ("took me 20 mins to fix the frames, media plan, today",
     [{"task_id": 108, "minutes": 20, "date": "2026-11-02", "description": "fix the frames"}]),
    ("Photo shoot - 20 min - bulbs (yesterday)",
     [{"task_id": 103, "minutes": 20, "date": "2026-11-01", "description": "bulbs"}]),
    ("from nine in the morning to quarter past eleven I was at the photo shoot",
     [{"task_id": 103, "start_time": "2026-11-02T09:00", "end_time": "2026-11-02T11:15"}]),
    ("Can you take down 2 hrs 15 for the media plan, the day before yesterday?",
     [{"task_id": 108, "minutes": 135, "date": "2026-10-31"}]),
    ("One and three quarter hours, photo shoot, Friday",
     [{"task_id": 103, "minutes": 105, "date": "2026-10-30"}]),
    ("Half an hour with the lawyer about the media plan this morning",
     [{"task_id": 108, "minutes": 30, "date": "2026-11-02", "description": "with the lawyer"}]),
    ("Time entry please - project Q4 Campaign, task Media plan, person me, 90 min, Thursday",
     [{"task_id": 108, "minutes": 90, "date": "2026-10-29"}]),
    ("Worked 8 hours yesterday: 5 on the media plan, 3 on the photo shoot",
     [{"task_id": 108, "minutes": 300, "date": "2026-11-01"},
      {"task_id": 103, "minutes": 180, "date": "2026-11-01"}]),
    ("yesterday 1h on photo shoot for Priya, and 30 min for me",
     [{"task_id": 103, "minutes": 60, "date": "2026-11-01", "user_id": 4},
      {"task_id": 103, "minutes": 30, "date": "2026-11-01"}]),
    ("log time: task: Media plan; hours: 2,25; date: 2026-10-27; description: wave 3",
     [{"task_id": 108, "minutes": 135, "date": "2026-10-27", "description": "wave 3"}]),
    ("9-18 with 1h lunch, media plan, 30.10.",
     [{"task_id": 108, "minutes": 480, "date": "2026-10-30"}]),
    ("Can you help? I keep forgetting my timesheet. Friday: 2h photo shoot, 1h media plan. Today: "
     "half an hour media plan.",
     [{"task_id": 103, "minutes": 120, "date": "2026-10-30"},
      {"task_id": 108, "minutes": 60, "date": "2026-10-30"},
      {"task_id": 108, "minutes": 30, "date": "2026-11-02"}]),
    ("I did 30 minutes of media plan yesterday and Priya did an hour yesterday",
     [{"task_id": 108, "minutes": 30, "date": "2026-11-01"},
      {"task_id": 108, "minutes": 60, "date": "2026-11-01", "user_id": 4}]),
    ("Put Friday's 2h recce under photo shoot",
     [{"task_id": 103, "minutes": 120, "date": "2026-10-30", "description": "recce"}]),
    ("log priya 2.5 photo shoot thurs",
     [{"task_id": 103, "minutes": 150, "date": "2026-10-29", "user_id": 4}]),
    ("Photo shoot 4h, then the media plan with Tomas Rivera, 2h. Both yesterday.",
     [{"task_id": 103, "minutes": 240, "date": "2026-11-01"},
      {"task_id": 108, "minutes": 120, "date": "2026-11-01",
       "description": "with Tomas Rivera"}]),
    ("Put me down for 3 hours of media plan yesterday. By the way the client was very happy.",
     [{"task_id": 108, "minutes": 180, "date": "2026-11-01"}]),
    ("Add 1 hour 20 min to media plan, today, reason: new prices",
     [{"task_id": 108, "minutes": 80, "date": "2026-11-02", "description": "new prices"}]),
    ("Can you put the media plan down for me? 2 hours, Thursday.",
     [{"task_id": 108, "minutes": 120, "date": "2026-10-29"}]),
    ("Please log: 1) media plan 30 min 2) photo shoot 2h, all for me yesterday",
     [{"task_id": 108, "minutes": 30, "date": "2026-11-01"},
      {"task_id": 103, "minutes": 120, "date": "2026-11-01"}]),
    ("Priya, photo shoot, 3h, yesterday; also Priya, media plan, 1h, today",
     [{"task_id": 103, "minutes": 180, "date": "2026-11-01", "user_id": 4},
      {"task_id": 108, "minutes": 60, "date": "2026-11-02", "user_id": 4}]),
    ("logg 3 hrs on media plan on thurday",
     [{"task_id": 108, "minutes": 180, "date": "2026-10-29"}]),
    ("Hours for Priya: 5 on photo shoot, Friday",
     [{"task_id": 103, "minutes": 300, "date": "2026-10-30", "user_id": 4}]),
    ("Photo shoot 1h and Media plan 2h, all for yesterday",
     [{"task_id": 103, "minutes": 60, "date": "2026-11-01"},
      {"task_id": 108, "minutes": 120, "date": "2026-11-01"}]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cards"), ENTRIES)
def test_time_is_read_exactly(text: str, cards: list[Args]) -> None:
    chat = Chat()
    chat.say(text)
    assert chat.made("create_time_entry") == cards


NEW_TASKS: list[tuple[str, list[Args]]] = [
    ("create tasks Wireframes, Prototype and User test in Lens Finder App",
     [{"name": name, "project_id": 24} for name in ("Wireframes", "Prototype", "User test")]),
    ("Add these tasks to Q4 Campaign:\n- Storyboard\n- Book the studio\n- Send invite",
     [{"name": name, "project_id": 25}
      for name in ("Storyboard", "Book the studio", "Send invite")]),
    ("Create 'Menu' due 9 Nov and 'Map' due 16 Nov as tasks in Q4 Campaign",
     [{"name": "Menu", "project_id": 25, "due_date": "2026-11-09"},
      {"name": "Map", "project_id": 25, "due_date": "2026-11-16"}]),
    ("I need a task in Webshop Rebuild: Error pages. Give it to Priya, 3h budget, due Friday.",
     [{"name": "Error pages", "project_id": 20, "user_ids": [4], "due_date": "2026-11-06",
       "budget_minutes": 180}]),
    ("three new tasks in Q4 Campaign: Menu, Map, Flyer",
     [{"name": name, "project_id": 25} for name in ("Menu", "Map", "Flyer")]),
    ("Priya should 'Pick a font' in Spring Catalogue until 17 November; 8 hours",
     [{"name": "Pick a font", "project_id": 21, "user_ids": [4], "due_date": "2026-11-17",
       "budget_minutes": 480}]),
    ("New to-do under Spring Catalogue: Call the printer. Priya does it. Friday.",
     [{"name": "Call the printer", "project_id": 21, "user_ids": [4], "due_date": "2026-11-06"}]),
    ("todo on Webshop Rebuild: Translate labels, Priya and me together, 8 hours budgeted",
     [{"name": "Translate labels", "project_id": 20, "user_ids": [4, 1],
       "budget_minutes": 480}]),
    ("In Spring Catalogue: create 'Hand out roses' for Priya, delivery on 9 Nov",
     [{"name": "Hand out roses", "project_id": 21, "user_ids": [4], "due_date": "2026-11-09"}]),
    ("Task for me in Q4 Campaign: call the printer about paper, no later than 9 Nov",
     [{"name": "Call the printer about paper", "project_id": 25, "user_ids": [1],
       "due_date": "2026-11-09"}]),
    ("new task on Spring Catalogue: Order glass. Assign Priya, budget 3 hours",
     [{"name": "Order glass", "project_id": 21, "user_ids": [4], "budget_minutes": 180}]),
    ("The Spring Catalogue needs a task called Print proofs with a budget of 4 hours, assign it "
     "to Priya",
     [{"name": "Print proofs", "project_id": 21, "user_ids": [4], "budget_minutes": 240}]),
    ("For Spring Catalogue, Priya has to prepare a paper plan by Friday. Make that a task",
     [{"name": "Prepare a paper plan", "project_id": 21, "user_ids": [4],
       "due_date": "2026-11-06"}]),
    ("I need a task for myself on Q4 Campaign, call it Seating plan, due 9 Nov",
     [{"name": "Seating plan", "project_id": 25, "user_ids": [1], "due_date": "2026-11-09"}]),
    ("Please add: Neighbour letter, project Q4 Campaign, for me, due the 9th of November, "
     "description 'ask for the hours'",
     [{"name": "Neighbour letter", "project_id": 25, "user_ids": [1], "due_date": "2026-11-09",
       "description": "ask for the hours"}]),
    ("task - Proofs - Spring Catalogue - Priya - 9 Nov",
     [{"name": "Proofs", "project_id": 21, "user_ids": [4], "due_date": "2026-11-09"}]),
    ("Can we add 'Proofs' to Spring Catalogue, Priya is doing it, 3 hours, by the 9th",
     [{"name": "Proofs", "project_id": 21, "user_ids": [4], "due_date": "2026-11-09",
       "budget_minutes": 180}]),
    ("Please create Title check in Spring Catalogue, description: check all with Priya, budget 2h",
     [{"name": "Title check", "project_id": 21, "budget_minutes": 120,
       "description": "check all with Priya"}]),
    ("I need a task called Guard post under Q4 Campaign. Priya and Ingrid should do it, by 30 "
     "November, 8 hours planned.",
     [{"name": "Guard post", "project_id": 25, "user_ids": [4, 1], "due_date": "2026-11-30",
       "budget_minutes": 480}]),
    ("create a task in the Q4 Campaign, it is called Booth numbers and Priya has until the end of "
     "the month",
     [{"name": "Booth numbers", "project_id": 25, "user_ids": [4], "due_date": "2026-11-30"}]),
    ("'Door handles' needs to go on the Spring Catalogue list, for Priya, in two weeks",
     [{"name": "Door handles", "project_id": 21, "user_ids": [4], "due_date": "2026-11-16"}]),
    ("We should not forget: 'Permit' - Spring Catalogue, Priya, due 1 December, urgent",
     [{"name": "Permit", "project_id": 21, "user_ids": [4], "due_date": "2026-12-01",
       "priority": "high"}]),
    ("I'd like to have 'Neighbour letter' opened as a task with Q4 Campaign",
     [{"name": "Neighbour letter", "project_id": 25}]),
    ("I need somebody to prepare the sample boards for Spring Catalogue, Priya can do it, ~4 hours",
     [{"name": "Prepare the sample boards", "project_id": 21, "user_ids": [4],
       "budget_minutes": 240}]),
    ("Please make sure that Priya gets a task to redraw the map in Spring Catalogue by the 20th",
     [{"name": "Redraw the map", "project_id": 21, "user_ids": [4], "due_date": "2026-11-20"}]),
    ("Set up something for Priya in Spring Catalogue: measure the stand, two hours, by Friday",
     [{"name": "Measure the stand", "project_id": 21, "user_ids": [4], "due_date": "2026-11-06",
       "budget_minutes": 120}]),
    ("Put a task on my plate: 'Call the printer', Q4 Campaign, tomorrow",
     [{"name": "Call the printer", "project_id": 25, "user_ids": [1], "due_date": "2026-11-03"}]),
    ("Assign Priya and me a new task 'Guest book' in Spring Catalogue, due in ten days",
     [{"name": "Guest book", "project_id": 21, "user_ids": [4, 1], "due_date": "2026-11-12"}]),
    ("Could we get 'Draft plan' onto Spring Catalogue? Priya's job, two hours tops, due the 20th",
     [{"name": "Draft plan", "project_id": 21, "user_ids": [4], "due_date": "2026-11-20",
       "budget_minutes": 120}]),
    ("Spring Catalogue wants a new task: compile the list. Priya. 15 Nov. Low priority.",
     [{"name": "Compile the list", "project_id": 21, "user_ids": [4], "due_date": "2026-11-15",
       "priority": "low"}]),
    ("Someone has to proofread the index for Spring Catalogue by Friday, can you make it a task "
     "for Priya",
     [{"name": "Proofread the index", "project_id": 21, "user_ids": [4],
       "due_date": "2026-11-06"}]),
    ("put 'Order binders' down as a task for Priya, Spring Catalogue, billable no, 1h",
     [{"name": "Order binders", "project_id": 21, "user_ids": [4], "budget_minutes": 60,
       "billable": False}]),
    ("I want a task: translate captions. It belongs to Spring Catalogue. Priya will do it. It's "
     "urgent.",
     [{"name": "Translate captions", "project_id": 21, "user_ids": [4], "priority": "high"}]),
    ("In Spring Catalogue we're missing a task for sound design, Priya would do it, 20 hours "
     "budget, no due date",
     [{"name": "Sound design", "project_id": 21, "user_ids": [4], "budget_minutes": 1200}]),
    ("There has to be a task for the drone permit in Q4 Campaign, give it to me, by 9 November",
     [{"name": "Drone permit", "project_id": 25, "user_ids": [1], "due_date": "2026-11-09"}]),
    ("can you pls make 2 tasks in Spring Catalogue: Rain plan and Hall booking, both Priya, both "
     "due 8 Nov",
     [{"name": name, "project_id": 21, "user_ids": [4], "due_date": "2026-11-08"}
      for name in ("Rain plan", "Hall booking")]),
    ("Priya needs to have 'Tyre check' on her list for Spring Catalogue by Thursday",
     [{"name": "Tyre check", "project_id": 21, "user_ids": [4], "due_date": "2026-11-05"}]),
    ("In Spring Catalogue please create: 1. Survey banks (Priya, 9 Nov) 2. Order gauges 3. Fit",
     [{"name": "Survey banks", "project_id": 21, "user_ids": [4], "due_date": "2026-11-09"},
      {"name": "Order gauges", "project_id": 21}, {"name": "Fit", "project_id": 21}]),
    ("I need 3 tasks for Spring Catalogue: noise study, lamps, signage. All Priya, all by 30 Nov.",
     [{"name": name, "project_id": 21, "user_ids": [4], "due_date": "2026-11-30"}
      for name in ("Noise study", "Lamps", "Signage")]),
    ("Can I have a task for Priya please, gate inspection, project Spring Catalogue, until 9 Nov?",
     [{"name": "Gate inspection", "project_id": 21, "user_ids": [4], "due_date": "2026-11-09"}]),
    ("Add a milestone and a task 'Report' in Q4 Campaign", [{"name": "Report", "project_id": 25}]),
    ("Create a task in Q4 Campaign for everyone to hand in receipts by Friday", []),
    ("create a task for Priya in Spring Catalogue, name it Bracket test, she has to finish it "
     "by 19 November, max 6 hours",
     [{"name": "Bracket test", "project_id": 21, "user_ids": [4], "due_date": "2026-11-19",
       "budget_minutes": 360}]),
    ("Add two tasks to Spring Catalogue, one called Foam test for Priya and one called Hinge "
     "order, not urgent, both due 22 November",
     [{"name": "Foam test", "project_id": 21, "user_ids": [4], "due_date": "2026-11-22"},
      {"name": "Hinge order", "project_id": 21, "due_date": "2026-11-22"}]),
    ("Could you set a task in Q4 Campaign for me to renew the lease by 15 November",
     [{"name": "Renew the lease", "project_id": 25, "user_ids": [1], "due_date": "2026-11-15"}]),
    ("Please create a task for the Q4 Campaign: draft the reply. Priya and Ingrid share it, it's "
     "due on 22 November and should take about 10 hours.",
     [{"name": "Draft the reply", "project_id": 25, "user_ids": [4, 1],
       "due_date": "2026-11-22", "budget_minutes": 600}]),
    ("We need a task to prepare exhibits in Q4 Campaign. Priya, 12 hours, by 25 November. Make it "
     "urgent please.",
     [{"name": "Prepare exhibits", "project_id": 25, "user_ids": [4], "due_date": "2026-11-25",
       "budget_minutes": 720, "priority": "high"}]),
    ("Could you add 'Policy memo' to Q4 Campaign? Priya should have it ready by 13 November. I'd "
     "budget 5 hours.",
     [{"name": "Policy memo", "project_id": 25, "user_ids": [4], "due_date": "2026-11-13",
       "budget_minutes": 300}]),
    ("Task for Priya: 'Check the schedule' in Q4 Campaign, and one for Ingrid: 'Call the printer'",
     [{"name": "Check the schedule", "project_id": 25, "user_ids": [4]},
      {"name": "Call the printer", "project_id": 25, "user_ids": [1]}]),
    ("I want to add a task for Priya to Q4 Campaign. She has to check the ropes. Until the 22nd of "
     "November.",
     [{"name": "Check the ropes", "project_id": 25, "user_ids": [4], "due_date": "2026-11-22"}]),
    ("Give Priya 'Scan the prints' in Spring Catalogue, 6 hours, by 18 November",
     [{"name": "Scan the prints", "project_id": 21, "user_ids": [4], "budget_minutes": 360,
       "due_date": "2026-11-18"}]),
    ("create a task in Spring Catalogue called Noise log and give it to Priya, due in two weeks",
     [{"name": "Noise log", "project_id": 21, "user_ids": [4], "due_date": "2026-11-16"}]),
    ("please create a task for Spring Catalogue. It should be called Order swatches and go to "
     "Priya. Deadline: 9 Nov. Thanks!",
     [{"name": "Order swatches", "project_id": 21, "user_ids": [4], "due_date": "2026-11-09"}]),
    ("please add Call the printer to Spring Catalogue for Priya due next monday",
     [{"name": "Call the printer", "project_id": 21, "user_ids": [4], "due_date": "2026-11-09"}]),
    ("'Call the printer', for Priya, Spring Catalogue, due 9 Nov - please create",
     [{"name": "Call the printer", "project_id": 21, "user_ids": [4], "due_date": "2026-11-09"}]),
    ("Priya should order samples for Spring Catalogue by Friday, please make that a task "
     "'Order samples'",
     [{"name": "Order samples", "project_id": 21, "user_ids": [4], "due_date": "2026-11-06"}]),
    ("Priya is short of fonts. Create a task 'Buy fonts' in Spring Catalogue for her",
     [{"name": "Buy fonts", "project_id": 21, "user_ids": [4]}]),
    ("tasks for Spring Catalogue: prints, proofs - all on Priya, due Friday",
     [{"name": name, "project_id": 21, "user_ids": [4], "due_date": "2026-11-06"}
      for name in ("Prints", "Proofs")]),
    ("new task in Spring Catalogue: 'Pick a font', details: two at most; Priya; 9 Nov",
     [{"name": "Pick a font", "project_id": 21, "user_ids": [4], "due_date": "2026-11-09",
       "description": "two at most"}]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cards"), NEW_TASKS)
def test_several_tasks_and_later_sentences(text: str, cards: list[Args]) -> None:
    chat = Chat()
    chat.say(text)
    assert chat.made("create_task") == cards


@pytest.mark.parametrize(
    "text",
    [
        "please don't log 2h on photo shoot",
        "Priya said she logged 4h on photo shoot",
        "maybe log 2h on photo shoot",
        "I will work 2h on photo shoot this afternoon",
        "log 2 or 3 hours on photo shoot",
        "log 2h on photo shoot or media plan",
        "log half a day on photo shoot",
        "log 3h on photo shoot on Friday 28 October",  # a Wednesday
        "log 2h on photo shoot yesterday and 3h on media plan",  # the day of which?
        "log 2h on photo shoot for Prija and her team",
        "I skipped media plan, 2h",
        "media plan, 1h, yesterday - not billable",
        "create a task 'Banner' in Q4 Campaign for her",
        "add a todo to Q4 Campaign - Banner - assigned to somebody nice - 3h",
        "Priya and Ingrid together 4h on photo shoot",
        "log an hour for media plan, whole team",
        "create a task Meeting notes 8 November in Q4 Campaign",  # due, or its name?
        "if Priya agrees create a task Banner in Q4 Campaign",
        "maybe create a task Banner in Q4 Campaign",
    ],
)
def test_what_is_not_sure_is_no_card(text: str) -> None:
    chat = Chat()
    answer = chat.say(text)
    assert chat.writes == []
    assert answer


@pytest.mark.parametrize(
    "text",
    [
        "I worked on the media plan this morning, please log it",
        "Yesterday I was on the photo shoot. Put it down please.",
        "I was at the photo shoot yesterday, could you note that down?",
        "I was at the photo shoot yesterday. Could you add that to my timesheet please?",
    ],
)
def test_how_long_is_asked_where_work_is_told(text: str) -> None:
    chat = Chat()
    assert "How long" in chat.say(text)
    chat.say("about 45 minutes")
    assert [args["minutes"] for _, args in chat.writes] == [45]


@pytest.mark.parametrize(
    "text",
    ["I'll do 2h of media plan tomorrow, log it already", "Book 8h photo shoot for next Monday"],
)
def test_time_to_come_is_refused_at_once(text: str) -> None:
    chat = Chat()
    assert "in the future" in chat.say(text)
    assert chat.writes == []


@pytest.mark.parametrize(
    "text",
    [
        "How many hours did I log on the photo shoot? Then add 2 more hours for today.",
        "Who worked on the photo shoot last week? And log 2h on it for me.",
    ],
)
def test_time_beside_a_question_is_for_the_task_it_asks_about(text: str) -> None:
    chat = Chat()
    chat.say(text)
    assert chat.writes == [
        ("create_time_entry", {"task_id": 103, "minutes": 120, "date": "2026-11-02"})
    ]


def test_who_has_to_do_a_new_task_may_be_its_subject() -> None:
    chat = Chat()
    chat.say("Can you make a task in Q4 Campaign that Priya should call the bank? Due Wednesday.")
    (_, args) = chat.writes[0]
    assert (args["name"], args["user_ids"]) == ("Call the bank", [4])


def test_a_reason_is_shown_not_dropped() -> None:
    chat = Chat()
    chat.say("Because the client complained, create a task in Q4 Campaign called Noise log")
    assert chat.made("create_task") == [{"name": "Noise log", "project_id": 25}]
    assert '"Because the client complained"' in chat.said_beside_calls


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("log 9-17 on photo shoot minus 30 min", 450),
        ("log 9am-5pm on photo shoot, less an hour for lunch", 420),
    ],
)
def test_a_break_is_taken_off_the_hours_of_a_day(text: str, minutes: int) -> None:
    chat = Chat()
    chat.say(text)
    assert [args["minutes"] for _, args in chat.writes] == [minutes]


def test_what_an_entry_cannot_hold_is_said_and_no_card_is_made_without_it() -> None:
    chat = Chat()
    assert "billable is set on its task" in chat.say("Log 2h on photo shoot, not billable")
    assert not chat.writes


def test_time_beside_a_new_task_is_a_card_of_its_own() -> None:
    chat = Chat()
    chat.say("20 min media plan today for me, and a new task 'Permit' in Q4 Campaign, mine, due "
             "Thursday")  # fmt: skip
    assert chat.made("create_time_entry") == [{"task_id": 108, "minutes": 20, "date": "2026-11-02"}]
    assert chat.made("create_task") == [
        {"name": "Permit", "project_id": 25, "user_ids": [1], "due_date": "2026-11-05"}
    ]
