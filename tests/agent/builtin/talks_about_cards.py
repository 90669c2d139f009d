"""Dialogues in which writes are proposed, changed, dropped and repeated."""

from __future__ import annotations

from tests.agent.builtin.talk import NOT_THERE as NO
from tests.agent.builtin.talk import Turn, entry, task

TALKS: dict[str, list[Turn]] = {
    # corrections of a time entry
    "shorter": [
        Turn("put 5h on the photo shoot", cards=[entry(103, minutes=300)]),
        Turn("hm, make that 3 and a half hours", cards=[entry(103, minutes=210)]),
    ],
    "day-no": [
        Turn("book 90 minutes on media plan", cards=[entry(108, minutes=90, date="2026-11-02")]),
        Turn("no, that was yesterday", cards=[entry(108, minutes=90, date="2026-11-01")]),
    ],
    "day-meant": [
        Turn("log 2h on Checkout wireframes on Thursday", cards=[entry(100, date="2026-10-29")]),
        Turn("sorry i meant wednesday", cards=[entry(100, minutes=120, date="2026-10-28")]),
    ],
    "other-task": [
        Turn("log 1h on payment integration", cards=[entry(101)]),
        Turn("I meant the checkout wireframes", cards=[entry(100, minutes=60)]),
    ],
    "other-task-2": [
        Turn("track 45 min on photo shoot yesterday"),
        Turn(
            "wrong task, it should be the media plan one",
            cards=[entry(108, minutes=45, date="2026-11-01")],
        ),
    ],
    "for-other": [
        Turn("log 3h on camera module QA", cards=[entry(107, minutes=180)]),
        Turn("for Tomas Lindqvist instead", cards=[entry(107, minutes=180, user_id=3)]),
    ],
    "for-ambiguous": [
        Turn("log 3h on camera module QA yesterday"),
        Turn(
            "actually it was Tomas who did that", cards=[], says=["Tomas Rivera", "Tomas Lindqvist"]
        ),
        Turn("lindqvist", cards=[entry(107, minutes=180, user_id=3, date="2026-11-01")]),
    ],
    "twice": [
        Turn("2h on photo shoot please"),
        Turn("yesterday", cards=[entry(103, minutes=120, date="2026-11-01")]),
        Turn("and only 1.5 hours", cards=[entry(103, minutes=90, date="2026-11-01")]),
    ],
    "both-at-once": [
        Turn("log 4 hours on media plan for friday"),
        Turn("2 hours, and on thursday", cards=[entry(108, minutes=120, date="2026-10-29")]),
    ],
    "note-add": [
        Turn("log 2h on photo shoot"),
        Turn(
            "add a note: retouching with the studio",
            cards=[entry(103, minutes=120, description="retouching with the studio")],
        ),
    ],
    "clock": [
        Turn("log 2h on photo shoot yesterday"),
        Turn(
            "it was from 9:00 to 11:30",
            cards=[
                entry(103, start_time="2026-11-01T09:00", end_time="2026-11-01T11:30", minutes=NO)
            ],
        ),
    ],
    "minutes-bare": [
        Turn("log 2h on photo shoot"),
        Turn("90 min rather", cards=[entry(103, minutes=90)]),
    ],
    # new tasks
    "title": [
        Turn("create a task Book venue in Q4 Campaign", cards=[task("Book venue", 25)]),
        Turn("change the title to Book the big venue", cards=[task("Book the big venue", 25)]),
    ],
    "title-call": [
        Turn("new task in Spring Catalogue: proof pages", cards=[task("Proof pages", 21)]),
        Turn("call it Proofread all pages instead", cards=[task("Proofread all pages", 21)]),
    ],
    "prio": [
        Turn(
            "add a task 'Order prints' to Spring Catalogue due Friday",
            cards=[task("Order prints", 21, due_date="2026-11-06")],
        ),
        Turn(
            "also set priority high",
            cards=[task("Order prints", 21, due_date="2026-11-06", priority="high")],
        ),
    ],
    "no-due": [
        Turn("add a task 'Order prints' to Spring Catalogue due Friday"),
        Turn("without the due date please", cards=[task("Order prints", 21, due_date=NO)]),
    ],
    "assign": [
        Turn("create task Test forms in Lens Finder App", cards=[task("Test forms", 24)]),
        Turn("assign it to Priya", cards=[task("Test forms", 24, user_ids=[4])]),
    ],
    "assign-me": [
        Turn("create task Test forms in Lens Finder App"),
        Turn("that one is for me", cards=[task("Test forms", 24, user_ids=[1])]),
    ],
    "not-billable": [
        Turn("create task Internal sync in Webshop Rebuild, 2h budget"),
        Turn("not billable", cards=[task("Internal sync", 20, billable=False, budget_minutes=120)]),
    ],
    "due-later": [
        Turn(
            "create task Internal sync in Webshop Rebuild due tomorrow",
            cards=[task("Internal sync", 20, due_date="2026-11-03")],
        ),
        Turn("push it to next Friday", cards=[task("Internal sync", 20, due_date="2026-11-06")]),
    ],
    "other-project": [
        Turn("create a task Cut trailer in Q4 Campaign"),
        Turn("oh no, it belongs in the Spring Catalogue", cards=[task("Cut trailer", 21)]),
    ],
    "budget": [
        Turn("create a task Cut trailer in Q4 Campaign"),
        Turn(
            "give it a budget of 6 hours and make it urgent",
            cards=[task("Cut trailer", 25, budget_minutes=360)],
        ),
    ],
    "drop-assignee": [
        Turn(
            "create a task Cut trailer in Q4 Campaign for Priya",
            cards=[task("Cut trailer", 25, user_ids=[4])],
        ),
        Turn("leave it unassigned", cards=[task("Cut trailer", 25, user_ids=NO)]),
    ],
    # several cards
    "second": [
        Turn(
            "log 1h on photo shoot and 3h on media plan",
            cards=[entry(103, minutes=60), entry(108, minutes=180)],
        ),
        Turn("the second one 2h", cards=[entry(103, minutes=60), entry(108, minutes=120)]),
    ],
    "named-card": [
        Turn("1h on photo shoot and 3h on checkout wireframes for yesterday"),
        Turn(
            "the wireframes one: 90 minutes",
            cards=[
                entry(103, minutes=60, date="2026-11-01"),
                entry(100, minutes=90, date="2026-11-01"),
            ],
        ),
    ],
    "all-cards-day": [
        Turn("1h on photo shoot and 3h on checkout wireframes"),
        Turn(
            "both were on friday",
            cards=[
                entry(103, minutes=60, date="2026-10-30"),
                entry(100, minutes=180, date="2026-10-30"),
            ],
        ),
    ],
    "drop-one": [
        Turn("1h on photo shoot and 3h on checkout wireframes"),
        Turn("drop the photo shoot", cards=[entry(100, minutes=180)]),
    ],
    "first-card": [
        Turn("log 1h on photo shoot and 3h on media plan"),
        Turn(
            "make the first one 2 hours", cards=[entry(103, minutes=120), entry(108, minutes=180)]
        ),
    ],
    # drop, assent
    "no": [Turn("log 2h on photo shoot"), Turn("no", cards=[], says=["nothing was"])],
    "forget": [
        Turn("create a task Cut trailer in Q4 Campaign"),
        Turn("forget it", cards=[], says=["nothing was"]),
    ],
    "dont": [Turn("log 2h on photo shoot"), Turn("don't do that", cards=[], says=["nothing was"])],
    "nvm": [
        Turn("log 2h on photo shoot"),
        Turn("nvm, cancel that please", cards=[], says=["nothing was"]),
    ],
    "yes": [
        Turn("log 2h on photo shoot"),
        Turn("yes", cards=[entry(103, minutes=120)], says=["approve"]),
    ],
    "okdoit": [
        Turn("log 2h on photo shoot"),
        Turn("ok do it", cards=[entry(103, minutes=120)], says=["card"]),
    ],
    "looksgood": [
        Turn("create a task Cut trailer in Q4 Campaign"),
        Turn("looks good, go ahead!", cards=[task("Cut trailer", 25)], says=["card"]),
    ],
    "yes-but": [Turn("log 2h on photo shoot"), Turn("yes but 3h", cards=[entry(103, minutes=180)])],
    "approve-word": [
        Turn("log 2h on photo shoot"),
        Turn("approved", cards=[entry(103, minutes=120)], says=["approve"]),
    ],
    # second write, unrelated question
    "as-well": [
        Turn("log 1h on photo shoot"),
        Turn(
            "and 2 hours on camera module QA as well",
            cards=[entry(103, minutes=60), entry(107, minutes=120)],
        ),
    ],
    "as-well-2": [
        Turn("log 1h on photo shoot yesterday"),
        Turn(
            "also create a task Order props in Spring Catalogue",
            cards=[entry(103, minutes=60, date="2026-11-01"), task("Order props", 21)],
        ),
    ],
    "unrelated": [
        Turn("log 1h on photo shoot"),
        Turn(
            "how many hours did Priya log last month?",
            cards=[entry(103, minutes=60)],
            reads=[("list_time_entries", {"user_id": 4, "date_from": "2026-10-01"})],
            says=["4 h", "card"],
        ),
    ],
    "unrelated-2": [
        Turn("create a task Cut trailer in Q4 Campaign"),
        Turn("which invoices are overdue?", cards=[task("Cut trailer", 25)], says=["LL-0101"]),
    ],
    "unrelated-then-fix": [
        Turn("log 1h on photo shoot"),
        Turn("who are our clients?", cards=[entry(103, minutes=60)], says=["Tandem"]),
        Turn("make it 2 hours", cards=[entry(103, minutes=120)]),
    ],
    "unrelated-then-follow": [
        Turn("log 1h on photo shoot"),
        Turn("how many hours did Priya log in october?", cards=[entry(103)]),
        Turn(
            "and Tomas Rivera?",
            cards=[entry(103, minutes=60, user_id=NO)],
            reads=[("list_time_entries", {"user_id": 2, "date_from": "2026-10-01"})],
        ),
    ],
    # after a write
    "same-yesterday": [
        Turn("log 2h on photo shoot", then="approve"),
        Turn("same for yesterday", cards=[entry(103, minutes=120, date="2026-11-01")]),
    ],
    "again-friday": [
        Turn("log 45 min on media plan yesterday", then="approve"),
        Turn("again for last Friday", cards=[entry(108, minutes=45, date="2026-10-30")]),
    ],
    "and-on": [
        Turn("log 2h on photo shoot yesterday", then="approve"),
        Turn("and 1h on media plan", cards=[entry(108, minutes=60, date="2026-11-01")]),
    ],
    "same-for-person": [
        Turn("log 2h on camera module QA", then="approve"),
        Turn("the same for Tomas Lindqvist", cards=[entry(107, minutes=120, user_id=3)]),
    ],
    "saved": [
        Turn("log 2h on camera module QA", then="approve"),
        Turn("make it 3 hours", cards=[], says=["saved"]),
    ],
    "another-task": [
        Turn("create a task Cut trailer in Q4 Campaign due Friday", then="approve"),
        Turn("and another one called Cut teaser", cards=[task("Cut teaser", 25)]),
    ],
    "reject-reason": [
        Turn("log 2h on photo shoot for wednesday", then="wrong day, I meant Thursday"),
        Turn("ok?"),
    ],
    "reject-then": [
        Turn("log 2h on photo shoot", then="no"),
        Turn("make it 3 hours", cards=[entry(103, minutes=180)]),
    ],
    "more-1": [
        Turn(
            "Please record 2.5 hours on the media plan for last Tuesday",
            cards=[entry(108, minutes=150, date="2026-10-27")],
        ),
        Turn("oops, monday I mean", cards=[entry(108, minutes=150, date="2026-10-26")]),
        Turn("and it took just two hours", cards=[entry(108, minutes=120, date="2026-10-26")]),
    ],
    "more-2": [
        Turn("1 hour photo shoot"),
        Turn("not the photo shoot, the media plan", cards=[entry(108, minutes=60)]),
    ],
    "more-3": [
        Turn("Log 3h for Priya on checkout wireframes yesterday", cards=[entry(100, user_id=4)]),
        Turn("it was me, not Priya", cards=[entry(100, minutes=180, date="2026-11-01")]),
    ],
    "more-4": [
        Turn(
            "new task for Priya in Spring Catalogue: retouch cover, due 10 November",
            cards=[task("Retouch cover", 21, user_ids=[4], due_date="2026-11-10")],
        ),
        Turn(
            "due on the 12th, not the 10th",
            cards=[task("Retouch cover", 21, user_ids=[4], due_date="2026-11-12")],
        ),
    ],
    "more-5": [
        Turn("new task in Spring Catalogue: retouch cover"),
        Turn("name it Retouch front cover", cards=[task("Retouch front cover", 21)]),
        Turn(
            "low priority, and for Priya",
            cards=[task("Retouch front cover", 21, priority="low", user_ids=[4])],
        ),
    ],
    "more-6": [
        Turn(
            "new task in Spring Catalogue: retouch cover, high priority",
            cards=[task("Retouch cover", 21, priority="high")],
        ),
        Turn("lower the priority to normal", cards=[task("Retouch cover", 21)]),
    ],
    "more-7": [
        Turn("log 30 min on photo shoot and 1h on media plan and 2h on camera module qa"),
        Turn(
            "the last one should be 3 hours",
            cards=[entry(103, minutes=30), entry(108, minutes=60), entry(107, minutes=180)],
        ),
    ],
    "more-8": [
        Turn("log 30 min on photo shoot and 1h on media plan"),
        Turn("remove the second", cards=[entry(103, minutes=30)]),
    ],
    "more-9": [
        Turn("log 30 min on photo shoot"),
        Turn("nah, leave it", cards=[], says=["nothing was"]),
    ],
    "more-10": [
        Turn("log 30 min on photo shoot"),
        Turn("sure, save it", cards=[entry(103, minutes=30)], says=["card"]),
    ],
    "more-11": [
        Turn("log 30 min on photo shoot"),
        Turn(
            "plus an hour on the media plan", cards=[entry(103, minutes=30), entry(108, minutes=60)]
        ),
    ],
    "more-12": [
        Turn("log 30 min on photo shoot"),
        Turn(
            "what is due this week?",
            cards=[entry(103, minutes=30)],
            reads=[("list_tasks", {})],
            says=["Logo drafts"],
        ),
    ],
    "more-13": [
        Turn("log 30 min on photo shoot", then="approve"),
        Turn(
            "do the same for Friday",
            cards=[entry(103, minutes=30, date="2026-10-30")],
            then="approve",
        ),
        Turn("and for Thursday", cards=[entry(103, minutes=30, date="2026-10-29")]),
    ],
    "more-14": [
        Turn("log 2 hours on camera module QA yesterday", then="approve"),
        Turn("actually it was 3 hours", cards=[], says=["saved"]),
    ],
    "more-15": [
        Turn("log 2 hours on camera module QA yesterday", then="approve"),
        Turn("also 1h on payment integration", cards=[entry(101, minutes=60)]),
    ],
    "more-16": [
        Turn(
            "log 2 hours on camera module QA yesterday",
            then="should be 90 minutes",
            cards=[entry(107, minutes=120)],
        ),
        Turn("yes?", cards=None),
    ],
    "more-26": [
        Turn("log 1h on brand refresh"),
        Turn("the quill one", cards=[entry(104, minutes=60)]),
    ],
    "more-33": [
        Turn("create a task for the webshop rebuild: write release notes, due next week"),
        Turn("on wednesday", cards=[task("Write release notes", 20, due_date="2026-11-11")]),
        Turn("make that thursday", cards=[task("Write release notes", 20, due_date="2026-11-12")]),
    ],
    "more-34": [
        Turn("create a task in Brand Refresh called Print cards"),
        Turn("Quill", cards=[task("Print cards", 22)]),
        Turn("sorry, the other brand refresh", cards=[task("Print cards", 23)]),
    ],
    "then-1": [
        Turn(
            "hey, can you put 2h30 on checkout wireframes for me for friday?",
            cards=[entry(100, minutes=150, date="2026-10-30")],
        ),
        Turn("wait, it was only 2h", cards=[entry(100, minutes=120, date="2026-10-30")]),
        Turn("perfect", cards=[entry(100, minutes=120)], says=["card"], then="approve"),
        Turn("same again for today please", cards=[entry(100, minutes=120, date="2026-11-02")]),
    ],
    "then-2": [
        Turn("Track an hour on the style guide"),
        Turn("Scrap that.", cards=[], says=["nothing was"]),
        Turn("Actually do log it, but 45 minutes", cards=[entry(106, minutes=45)]),
    ],
    "then-3": [
        Turn(
            "I worked from 9 to 12 on payment integration today",
            cards=[entry(101, start_time="2026-11-02T09:00")],
        ),
        Turn("until 1pm actually", cards=None),
        Turn("just make it 4 hours", cards=[entry(101, minutes=240, start_time=NO)]),
    ],
    "then-4": [
        Turn(
            "create a task Write changelog in Lens Finder App for Tomas Lindqvist due tomorrow",
            cards=[task("Write changelog", 24, user_ids=[3], due_date="2026-11-03")],
        ),
        Turn("reassign it to me", cards=[task("Write changelog", 24, user_ids=[1])]),
        Turn(
            "and move the deadline to the 20th",
            cards=[task("Write changelog", 24, user_ids=[1], due_date="2026-11-20")],
        ),
    ],
    "then-5": [
        Turn("new to-do for the Spring Catalogue: call the printer"),
        Turn("add Priya too", cards=[task("Call the printer", 21, user_ids=[4])]),
        Turn("estimate 3h", cards=[task("Call the printer", 21, user_ids=[4], budget_minutes=180)]),
    ],
    "then-6": [
        Turn(
            "log 1h each on photo shoot and media plan yesterday",
            cards=[entry(103, minutes=60), entry(108, minutes=60)],
        ),
        Turn("the media plan took two", None),
        Turn("cancel both", cards=[], says=["nothing was"]),
    ],
    "then-7": [
        Turn("log 2h on photo shoot and 1h on camera module QA"),
        Turn(
            "swap the first to Tuesday",
            cards=[
                entry(103, minutes=120, date="2026-10-27"),
                entry(107, minutes=60, date="2026-11-02"),
            ],
        ),
    ],
    "then-8": [
        Turn("log 2h on photo shoot"),
        Turn("ok", cards=[entry(103)], says=["card"]),
        Turn("i said ok!", cards=[entry(103)]),
    ],
    "then-9": [
        Turn("log 2h on photo shoot"),
        Turn("what did I log yesterday?", cards=[entry(103)], says=["30 minutes"]),
        Turn("hm ok then make it 1h", cards=[entry(103, minutes=60)]),
    ],
    "then-10": [
        Turn("log 2h on photo shoot", then="approve"),
        Turn("oh no that should have been 3 hours", cards=[], says=["cannot"]),
        Turn("then log another hour on it", cards=[entry(103, minutes=60)]),
    ],
    "then-11": [
        Turn(
            "book 3h on camera module qa yesterday",
            then="it was the checkout wireframes",
            cards=[entry(107)],
        ),
        Turn("thanks", None),
    ],
    "then-24": [
        Turn("log 90m on brand refresh stuff yesterday", cards=[]),
        Turn("logo drafts for quill", cards=[entry(104, minutes=90, date="2026-11-01")]),
    ],
    "then-26": [
        Turn("create a task"),
        Turn("Fix footer links", None),
        Turn("webshop", cards=[task("Fix footer links", 20)]),
        Turn(
            "due friday, high prio",
            cards=[task("Fix footer links", 20, due_date="2026-11-06", priority="high")],
        ),
    ],
    "then-30": [
        Turn("what's due in November"),
        Turn(
            "just the webshop", reads=[("list_tasks", {"project_id": 20, "due_from": "2026-11-01"})]
        ),
        Turn(
            "create a task there called Load test due on the 25th",
            cards=[task("Load test", 20, due_date="2026-11-25")],
        ),
    ],
}
