"""Cards of new tasks, and words that change them."""

from __future__ import annotations

from tests.agent.builtin.talk import NOT_THERE as NO
from tests.agent.builtin.talk import Turn, entry, task

TALKS: dict[str, list[Turn]] = {
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
    "as-well-2": [
        Turn("log 1h on photo shoot yesterday"),
        Turn(
            "also create a task Order props in Spring Catalogue",
            cards=[entry(103, minutes=60, date="2026-11-01"), task("Order props", 21)],
        ),
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
    "then-26": [
        Turn("create a task"),
        Turn("Fix footer links", None),
        Turn("webshop", cards=[task("Fix footer links", 20)]),
        Turn(
            "due friday, high prio",
            cards=[task("Fix footer links", 20, due_date="2026-11-06", priority="high")],
        ),
    ],
    "also-7": [
        Turn(
            "create a task called Shoot list in Spring Catalogue, assign to Priya, due Nov 12, "
            "high priority",
            cards=[task("Shoot list", 21, user_ids=[4], due_date="2026-11-12", priority="high")],
        ),
        Turn(
            "no deadline, and normal priority",
            cards=[task("Shoot list", 21, due_date=NO, priority="normal")],
        ),
    ],
    "also-8": [
        Turn("create a task called Shoot list in Spring Catalogue"),
        Turn("can it be due on the 30th?", cards=[task("Shoot list", 21, due_date="2026-11-30")]),
    ],
    "also-9": [
        Turn("create a task called Shoot list in Spring Catalogue"),
        Turn("put it in the webshop project instead", cards=[task("Shoot list", 20)]),
    ],
    "also-10": [
        Turn("create a task called Shoot list in Spring Catalogue"),
        Turn("the name should be 'Shot list'", cards=[task("Shot list", 21)]),
    ],
    "odd-13": [
        Turn("create a task Order tiles in Webshop Rebuild"),
        Turn("for Priya and Tomas Rivera", cards=[task("Order tiles", 20, user_ids=[4, 2])]),
    ],
    "odd-14": [
        Turn("create a task Order tiles in Webshop Rebuild for Priya"),
        Turn("actually for Tomas Rivera, not Priya", cards=[task("Order tiles", 20, user_ids=[2])]),
    ],
    "odd-16": [
        Turn("create a task Order tiles in Webshop Rebuild, budget 2h"),
        Turn("double the budget to 4h", cards=[task("Order tiles", 20, budget_minutes=240)]),
    ],
    "odd-17": [
        Turn("create a task Order tiles in Webshop Rebuild"),
        Turn(
            "with description: the blue ones from the shop",
            cards=[task("Order tiles", 20, description="the blue ones from the shop")],
        ),
    ],
    "odd-18": [
        Turn("create a task Order tiles in Webshop Rebuild"),
        Turn(
            "and a second one: Order grout",
            cards=[task("Order tiles", 20), task("Order grout", 20)],
        ),
    ],
    "odd-41": [
        Turn("create a task Order tiles in Webshop Rebuild due friday"),
        Turn("one week later", cards=[task("Order tiles", 20, due_date="2026-11-13")]),
        Turn("bring it forward by 2 days", cards=[task("Order tiles", 20, due_date="2026-11-11")]),
    ],
    "title-and-more": [
        Turn("create a task in Spring Catalogue"),
        Turn(
            "Thumbnail set, for Priya, due this Friday",
            cards=[task("Thumbnail set", 21, user_ids=[4], due_date="2026-11-06")],
        ),
    ],
    "title-with-a-comma": [
        Turn("create a task in Spring Catalogue"),
        Turn("Copy, paste and print", cards=[task("Copy, paste and print", 21)]),
    ],
    "until-is-a-due-date": [
        Turn("create a task Proof in Spring Catalogue"),
        Turn("Priya, until Friday", cards=[task("Proof", 21, user_ids=[4], due_date="2026-11-06")]),
    ],
}
