"""Cards that are dropped, agreed to in words, or talked past."""

from __future__ import annotations

from tests.agent.builtin.talk import NOT_THERE as NO
from tests.agent.builtin.talk import Turn, entry, task

TALKS: dict[str, list[Turn]] = {
    "one-more-half-hour": [
        Turn("log 2h on photo shoot today"),
        Turn("add another half hour", cards=[entry(103, minutes=150)]),
    ],
    "less": [
        Turn("log 2h on photo shoot today"),
        Turn("remove 30 minutes", cards=[entry(103, minutes=90)]),
    ],
    "company-is-no-owner": [
        Turn("log 2h on photo shoot today"),
        Turn("with Priya", cards=[entry(103, minutes=120, user_id=NO)]),
    ],
    "a-part-of-it": [
        Turn("log 2h on photo shoot today"),
        Turn("Priya did 1h of it", cards=[], says=["a length of its own"]),
    ],
    "two-days": [
        Turn("log 2h on photo shoot today"),
        Turn("no, Monday and Friday", cards=[], says=["one day"]),
    ],
    "only-one-and-longer": [
        Turn("1h checkout wireframes yesterday and 2h photo shoot today"),
        Turn("only the second, and 3h", cards=[entry(103, minutes=180)]),
    ],
    "make-the-one": [
        Turn("1h checkout wireframes yesterday and 2h photo shoot today"),
        Turn("make the photo one 90 min", cards=[entry(100, minutes=60), entry(103, minutes=90)]),
    ],
    "worked-on-a-new-task": [
        Turn("create a task Cut trailer in Q4 Campaign"),
        Turn("I worked 2h on it", cards=[task("Cut trailer", 25, budget_minutes=NO)]),
    ],
    "another-is-said-whole": [
        Turn("create a task Cut trailer in Q4 Campaign"),
        Turn("and one for Order props due the 8th", cards=[], says=["further one"]),
    ],
    "two-budgets": [
        Turn("create a task Cut trailer in Q4 Campaign"),
        Turn("budget is 2 or 3 hours", cards=[], says=["How long exactly"]),
    ],
    "for-ambiguous": [
        Turn("log 3h on camera module QA yesterday"),
        Turn(
            "actually it was Tomas who did that", cards=[], says=["Tomas Rivera", "Tomas Lindqvist"]
        ),
        Turn("lindqvist", cards=[entry(107, minutes=180, user_id=3, date="2026-11-01")]),
    ],
    "no": [Turn("log 2h on photo shoot"), Turn("no", cards=[], says=["nothing was"])],
    "forget": [
        Turn("create a task Cut trailer in Q4 Campaign"),
        Turn("forget it", cards=[], says=["nothing was"]),
    ],
    "not-wanted": [
        Turn("log 2h on photo shoot"),
        Turn("Actually forget it, I don't want that logged.", cards=[], says=["nothing was"]),
    ],
    "changed-my-mind": [
        Turn("log 2h on photo shoot"),
        Turn("I changed my mind, leave it", cards=[], says=["nothing was"]),
    ],
    "waits-for-somebody": [
        Turn("create a task Cut trailer in Q4 Campaign"),
        Turn("Wait until Amélie has confirmed", cards=[task("Cut trailer", 25)], says=["time"]),
    ],
    "not-sure": [
        Turn("log 2h on photo shoot"),
        Turn("hmm not sure about the hours", cards=[entry(103, minutes=120)], says=["time"]),
    ],
    "half-of-it": [
        Turn("log 2h on photo shoot"),
        Turn("that was too much, take half", cards=[entry(103, minutes=60)]),
    ],
    "somebody-and-me": [
        Turn("create a task Cut trailer in Q4 Campaign for Olu"),
        Turn("no, give it to Priya and me", cards=[task("Cut trailer", 25, user_ids=[4, 1])]),
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
    "approve-word": [
        Turn("log 2h on photo shoot"),
        Turn("approved", cards=[entry(103, minutes=120)], says=["approve"]),
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
    "more-9": [
        Turn("log 30 min on photo shoot"),
        Turn("nah, leave it", cards=[], says=["nothing was"]),
    ],
    "more-10": [
        Turn("log 30 min on photo shoot"),
        Turn("sure, save it", cards=[entry(103, minutes=30)], says=["card"]),
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
    "then-2": [
        Turn("Track an hour on the style guide"),
        Turn("Scrap that.", cards=[], says=["nothing was"]),
        Turn("Actually do log it, but 45 minutes", cards=[entry(106, minutes=45)]),
    ],
    "then-6": [
        Turn(
            "log 1h each on photo shoot and media plan yesterday",
            cards=[entry(103, minutes=60), entry(108, minutes=60)],
        ),
        Turn("the media plan took two", None),
        Turn("cancel both", cards=[], says=["nothing was"]),
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
    "also-14": [
        Turn("log 1h on photo shoot and 1h on media plan"),
        Turn("make it 2h", cards=[], says=["Which of them"]),
        Turn("the first", cards=[entry(103, minutes=120), entry(108, minutes=60)]),
    ],
    "also-15": [
        Turn("log 1h on photo shoot"),
        Turn("go ahead and save it please", cards=[entry(103)], says=["approve"]),
        Turn("never mind then", cards=[], says=["nothing was"]),
    ],
    "also-16": [
        Turn("log 1h on photo shoot"),
        Turn("No thank you", cards=[], says=["nothing was"]),
    ],
    "also-17": [
        Turn("log 1h on photo shoot"),
        Turn("which tasks are overdue?", cards=[entry(103)], says=["Checkout wireframes"]),
        Turn(
            "and for Lens Finder App?",
            cards=[entry(103, minutes=60)],
            reads=[("list_tasks", {"project_id": 24})],
        ),
    ],
    "also-18": [
        Turn("log 1h on photo shoot"),
        Turn("delete the photo shoot task", cards=[entry(103)], says=["cannot"]),
    ],
    "odd-1": [Turn("log 1h on photo shoot"), Turn("delete it", cards=[], says=["nothing was"])],
    "odd-43": [
        Turn("log 1h each on photo shoot and media plan yesterday"),
        Turn("the media plan took two", cards=[entry(103, minutes=60), entry(108, minutes=120)]),
        Turn("hm", cards=[entry(103), entry(108)], says=["take your time"]),
    ],
    "next-14": [
        Turn("log 1h on photo shoot"),
        Turn(
            "how long did that task take so far?",
            cards=[entry(103)],
            reads=[("list_time_entries", {"task_id": 103})],
        ),
    ],
    "next-15": [
        Turn("log 1h on photo shoot"),
        Turn("alright, approve it then", cards=[entry(103)], says=["approve"]),
    ],
    "next-16": [
        Turn("log 1h on photo shoot"),
        Turn("please don't", cards=[], says=["nothing was"]),
    ],
    "asked-about-its-place": [
        Turn("create task 'Order' in Spring Catalogue for Priya"),
        Turn(
            "what's the project manager's name there?",
            cards=[task("Order", 21)],
            says=["managed by Priya Nair"],
        ),
    ],
    "scrapped-with-a-cry": [
        Turn("log 2h on photo shoot"),
        Turn("ag no, scrap that", cards=[], says=["nothing was written"]),
    ],
    "so-already": [
        Turn("create a task Proof in Spring Catalogue for Priya"),
        Turn("Priya Nair", cards=[task("Proof", 21, user_ids=[4])], says=["already"]),
    ],
    "w-asks-of-the-card": [
        Turn("create a task 'Press kit' in Webshop", cards=[task("Press kit", 20)]),
        Turn(
            "when is it due, and who is it for?",
            says=["no due date", "assigned to nobody"],
            cards=[task("Press kit", 20)],
        ),
        Turn("we already have that one, leave it", says=["nothing was written"], cards=[]),
    ],
    "w-first-asks-somebody": [
        Turn("log 2h on photo shoot", cards=[entry(103, minutes=120)]),
        Turn("not yet, I have to ask Tomas first", cards=[entry(103, minutes=120)], says=["time"]),
        Turn("don't log it, Tomas did already", cards=[], says=["nothing was"]),
    ],
    "w-wrong-task": [
        Turn("log 2h on photo shoot", cards=[entry(103, minutes=120)]),
        Turn("wrong task", cards=[], says=["Which task is right?"]),
        Turn("camera module QA", cards=[entry(107, minutes=120)]),
    ],
}
