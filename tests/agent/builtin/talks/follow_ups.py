"""Questions about records, and what is asked next."""

from __future__ import annotations

from tests.agent.builtin.talk import NOT_THERE as NO
from tests.agent.builtin.talk import Turn, entry

TALKS: dict[str, list[Turn]] = {
    "name-swap": [
        Turn("open tasks of Webshop Rebuild"),
        Turn(
            "and Spring Catalogue?", reads=[("list_tasks", {"project_id": 21, "complete": False})]
        ),
    ],
    "client-swap": [
        Turn("what does Meridian Optics owe us?"),
        Turn("and Quill?", reads=[("list_invoices", {"client_id": 12})]),
        Turn("Tandem?", reads=[("list_invoices", {"client_id": 13})]),
    ],
    "money-of-that": [
        Turn("what does Meridian Optics owe us?"),
        Turn(
            "how much of that is late?",
            reads=[("list_invoices", {"client_id": 10, "status": "overdue"})],
            says=["EUR 1,250.00"],
        ),
    ],
    "who-came-first": [
        Turn("who logged the most last week?", says=["Priya Nair"]),
        Turn("what did she work on?", reads=[("list_time_entries", {"user_id": 4})]),
        Turn("which tasks did she spend that on?", reads=[("list_time_entries", {"user_id": 4})]),
    ],
    "figure-once-more": [
        Turn("what did Priya do last week?"),
        Turn("and Ingrid?"),
        Turn("how many hours is that in total?", reads=[("list_time_entries", {"user_id": 1})]),
    ],
    "payments-compared": [
        Turn("how much was paid in October?"),
        Turn("compare with September", says=["received"], never=["logged"]),
    ],
    "split-of-unbilled": [
        Turn("how much time is not billed yet for Tandem?"),
        Turn("by task please", reads=[("list_time_entries", {"client_id": 13, "billed": False})]),
    ],
    "last-of-all-days": [
        Turn("how many hours did Priya log in September?"),
        Turn("when did she last log anything?", says=["The latest entry", "Oct 2026"]),
    ],
    "two-that-were-told-of": [
        Turn("how many hours did Priya log last week?"),
        Turn("and Ingrid?"),
        Turn("who has more?", says=["Priya Nair: 210 minutes (3 h 30 min) more"]),
    ],
    "listed-together": [
        Turn("who owes us money?", says=["Tandem", "Meridian Optics"]),
        Turn("what do they owe together?", says=["Together EUR 1,750.00 and USD 4,300.00"]),
    ],
    "when-of-those": [
        Turn("which invoices are unpaid?"),
        Turn("when are they due?", reads=[("list_invoices", {"status": "active"})], never=["task"]),
    ],
    "who-else": [
        Turn("how many hours did Priya log for Tandem in October?"),
        Turn("and who else was on it?", says=["Tomas Rivera"], never=["Priya Nair:"]),
    ],
    "more-than-before": [
        Turn("how many hours did Priya log in October?"),
        Turn("is that more than the month before?", says=["October 2026: ", "September 2026"]),
    ],
    "somebody's-part": [
        Turn("who worked for Tandem in October?"),
        Turn("who did the most?", says=["logged the most for Tandem Cycles"]),
        Turn(
            "and how much was Priya's part?",
            reads=[("list_time_entries", {"client_id": 13, "user_id": 4})],
            never=["no account"],
        ),
    ],
    "how-long-and-billed": [
        Turn("what did Priya do last Friday?"),
        Turn("how long did that take?", says=["240 minutes (4 h) logged by Priya"]),
        Turn("was it billed?", reads=[("list_time_entries", {"user_id": 4})]),
    ],
    "invoice-told-of": [
        Turn("which invoice is the most overdue?", says=["most overdue invoice is", "LL-0101"]),
        Turn("when was it due?", reads=[("list_invoices", {"number": "LL-0101"})]),
    ],
    "money-in-other-words": [
        Turn("who owes us the most in euros?", says=["Meridian Optics"]),
        Turn("and in dollars?", says=["USD 4,300.00"], never=["EUR"]),
    ],
    "month-swap": [
        Turn(
            "how much time was logged for Tandem in October?",
            reads=[("list_time_entries", {"client_id": 13, "date_from": "2026-10-01"})],
        ),
        Turn(
            "and in September?",
            reads=[
                (
                    "list_time_entries",
                    {"client_id": 13, "date_from": "2026-09-01", "date_to": "2026-09-30"},
                )
            ],
        ),
        Turn(
            "and the month before?",
            reads=[
                (
                    "list_time_entries",
                    {"client_id": 13, "date_from": "2026-08-01", "date_to": "2026-08-31"},
                )
            ],
        ),
    ],
    "same-yesterday-read": [
        Turn("what did I work on today?"),
        Turn(
            "same for yesterday",
            reads=[
                (
                    "list_time_entries",
                    {"user_id": 1, "date_from": "2026-11-01", "date_to": "2026-11-01"},
                )
            ],
        ),
    ],
    "drafts": [
        Turn("show me the unpaid invoices of Meridian Optics"),
        Turn("what about drafts?", reads=[("list_invoices", {"client_id": 10, "status": "draft"})]),
    ],
    "unpaid-ones": [
        Turn("list all invoices from October"),
        Turn(
            "only the unpaid ones",
            reads=[("list_invoices", {"date_from": "2026-10-01"})],
            says=["LL-0104"],
            never=["LL-0103"],
        ),
    ],
    "in-hours": [
        Turn("show the time Priya logged in October"),
        Turn(
            "and in hours?",
            reads=[("list_time_entries", {"user_id": 4, "date_from": "2026-10-01"})],
            says=["4 h"],
        ),
    ],
    "sort": [
        Turn("show all invoices"),
        Turn("sort by amount", reads=[("list_invoices", {"status": "all"})], says=["LL-0104"]),
    ],
    "biggest": [
        Turn("show all invoices"),
        Turn(
            "just the biggest two",
            reads=[("list_invoices", {"status": "all"})],
            says=["LL-0104", "LL-0103"],
            never=["LL-0105"],
        ),
    ],
    "milestones-of": [
        Turn("open tasks in Webshop Rebuild"),
        Turn("and the milestones?", reads=[("list_milestones", {"project_id": 20})]),
    ],
    "meant-all": [
        Turn("unpaid invoices of Quill"),
        Turn(
            "no, I meant all clients",
            reads=[("list_invoices", {"client_id": NO})],
            says=["LL-0101"],
        ),
    ],
    "chain": [
        Turn("how many hours did Priya log in October?"),
        Turn(
            "and Tomas Rivera?",
            reads=[("list_time_entries", {"user_id": 2, "date_from": "2026-10-01"})],
        ),
        Turn(
            "in September?",
            reads=[("list_time_entries", {"user_id": 2, "date_from": "2026-09-01"})],
        ),
        Turn(
            "what about Ingrid?",
            reads=[("list_time_entries", {"user_id": 1, "date_from": "2026-09-01"})],
        ),
        Turn(
            "only the unbilled ones",
            reads=[
                ("list_time_entries", {"user_id": 1, "date_from": "2026-09-01", "billed": False})
            ],
        ),
    ],
    "by-project": [
        Turn("how much time was logged in October?"),
        Turn(
            "split by project",
            reads=[("list_time_entries", {"date_from": "2026-10-01"})],
            says=["Webshop"],
        ),
        Turn("and by person", says=["Priya"]),
    ],
    "which-ones": [
        Turn("how many tasks are overdue?"),
        Turn("which ones?", reads=[("list_tasks", {})], says=["Checkout wireframes"]),
    ],
    "thanks-then": [
        Turn("how many hours did Priya log in October?"),
        Turn("thanks!"),
        Turn(
            "and in September?",
            reads=[("list_time_entries", {"user_id": 4, "date_from": "2026-09-01"})],
        ),
    ],
    "more-19": [
        Turn("what's overdue at Lens Finder App?", reads=[("list_tasks", {"project_id": 24})]),
        Turn(
            "how about the Webshop Rebuild?",
            reads=[("list_tasks", {"project_id": 20, "complete": False})],
            says=["Checkout wireframes"],
        ),
    ],
    "more-21": [
        Turn("paid invoices in October"),
        Turn(
            "just for Meridian Foods",
            reads=[
                ("list_invoices", {"client_id": 11, "status": "paid", "date_from": "2026-10-01"})
            ],
        ),
    ],
    "more-27": [Turn("log 2h on logo drafts yesterday"), Turn("both", cards=[])],
    "more-28": [
        Turn("how long did we work on payment integration?", says=["4 h 21"]),
        Turn("and on the checkout wireframes?", reads=[("list_time_entries", {"task_id": 100})]),
    ],
    "more-30": [
        Turn("hours by person in October"),
        Turn(
            "and by client?",
            reads=[("list_time_entries", {"date_from": "2026-10-01"})],
            says=["Tandem Cycles Ltd: "],
        ),
    ],
    "more-31": [
        Turn("what did Tomas Rivera do last week?"),
        Turn(
            "and on Monday?",
            reads=[("list_time_entries", {"user_id": 2, "date_from": "2026-11-02"})],
        ),
    ],
    "more-32": [
        Turn("who owes us the most?"),
        Turn("and the least?", reads=[("list_invoices", {})], says=["least"]),
    ],
    "more-35": [
        Turn("is milestone 2 of webshop rebuild done?"),
        Turn("and milestone 3?", says=["Launch"]),
    ],
    "then-22": [
        Turn("how many hours did I log last week?"),
        Turn(
            "on which projects?",
            reads=[("list_time_entries", {"user_id": 1, "date_from": "2026-10-26"})],
        ),
        Turn(
            "and Priya?", reads=[("list_time_entries", {"user_id": 4, "date_from": "2026-10-26"})]
        ),
    ],
    "then-29": [
        Turn("open tasks of Brand Refresh", says=["Quill", "Meridian Optics"]),
        Turn(
            "both please",
            reads=[("list_tasks", {"project_id": 22}), ("list_tasks", {"project_id": 23})],
        ),
    ],
    "also-11": [
        Turn("create two tasks in Spring Catalogue: 'Pick models' and 'Book studio'"),
        Turn("hm", None),
    ],
    "also-26": [
        Turn("unpaid invoices?"),
        Turn("who's the biggest debtor?", says=["Tandem"]),
        Turn("since when?", None),
    ],
    "also-27": [
        Turn("what did Priya do in October?"),
        Turn(
            "and Tomas Rivera in the same month?",
            reads=[("list_time_entries", {"user_id": 2, "date_from": "2026-10-01"})],
        ),
    ],
    "also-28": [
        Turn("list projects of Meridian Optics"),
        Turn("archived ones too", reads=[("list_projects", {"client_id": 10})]),
    ],
    "also-30": [
        Turn("tasks assigned to Tomas Rivera"),
        Turn("and to Priya?", reads=[("list_tasks", {"user_id": 4})]),
        Turn("only in the webshop", reads=[("list_tasks", {"user_id": 4, "project_id": 20})]),
    ],
    "also-31": [
        Turn("Invoices from October"),
        Turn(
            "how many are paid?",
            reads=[("list_invoices", {"date_from": "2026-10-01"})],
            says=["1 paid"],
        ),
        Turn("and from September?", reads=[("list_invoices", {"date_from": "2026-09-01"})]),
    ],
    "also-35": [
        Turn("invoices of Tandem"),
        Turn("no, Quill", reads=[("list_invoices", {"client_id": 12})]),
        Turn("sorry, Meridian Foods I meant", reads=[("list_invoices", {"client_id": 11})]),
    ],
    "also-37": [
        Turn("brand refresh details"),
        Turn("Quill's", reads=[("get_project_details", {"project_id": 22})]),
        Turn("and the other?", reads=[("get_project_details", {"project_id": 23})]),
    ],
    "odd-10": [Turn("log 1h on photo shoot"), Turn("for Bob instead", cards=[], says=["Bob"])],
    "odd-11": [
        Turn("log 1h on photo shoot"),
        Turn("I meant the dragon task", cards=[], says=["dragon"]),
    ],
    "odd-25": [
        Turn("overdue invoices"),
        Turn("the biggest three", reads=[("list_invoices", {"status": "overdue"})]),
    ],
    "odd-26": [
        Turn("invoices of Meridian Optics"),
        Turn("in total?", reads=[("list_invoices", {"client_id": 10})], says=["2,050.50"]),
    ],
    "odd-27": [
        Turn("how many hours did Priya log in october"),
        Turn(
            "adn septmber?",
            reads=[("list_time_entries", {"user_id": 4, "date_from": "2026-09-01"})],
        ),
    ],
    "odd-30": [
        Turn("time logged last week"),
        Turn("by day", reads=[("list_time_entries", {"date_from": "2026-10-26"})], says=["30 Oct"]),
        Turn(
            "only unbilled",
            reads=[("list_time_entries", {"date_from": "2026-10-26", "billed": False})],
        ),
    ],
    "odd-34": [
        Turn("which clients have we?"),
        Turn("and projects?", reads=[("list_projects", {})]),
        Turn("and people?", reads=[("list_users", {})]),
    ],
    "odd-36": [
        Turn("budget of webshop rebuild"),
        Turn("how much is left?", says=["Webshop Rebuild"]),
        Turn("and for Lens Finder App?", reads=[("get_project_details", {"project_id": 24})]),
    ],
    "odd-37": [
        Turn("hours of Tomas last month"),
        Turn("what?", None),
        Turn("Rivera", reads=[("list_time_entries", {"user_id": 2})]),
    ],
    "next-22": [
        Turn("unbilled time for Meridian Foods"),
        Turn(
            "and the other Meridian?",
            reads=[("list_time_entries", {"client_id": 10, "billed": False})],
        ),
    ],
    "next-23": [
        Turn("what's outstanding from Tandem?"),
        Turn(
            "and overall?", reads=[("list_invoices", {"client_id": NO})], says=["Meridian Optics"]
        ),
    ],
    "next-27": [
        Turn("How many hours did Tomas Rivera log on Webshop Rebuild?"),
        Turn(
            "and on what tasks?",
            reads=[("list_time_entries", {"project_id": 20, "user_id": 2})],
            says=["Payment integration"],
        ),
    ],
    "next-31": [
        Turn("hours by person last month"),
        Turn(
            "by project instead",
            reads=[("list_time_entries", {"date_from": "2026-10-01"})],
            says=["Webshop Rebuild:"],
        ),
    ],
    "next-34": [Turn("time for tomas last week"), Turn("R.", None)],
    "without-a-person": [
        Turn("hours by person last month", says=["Priya Nair"]),
        Turn("excluding Priya and Ingrid", says=["3 h 31 min", "Without Priya Nair and Ingrid"]),
        Turn(
            "what did everyone but Priya log last month?", says=["4 h 31 min"], never=["by Priya"]
        ),
    ],
    "without-a-place": [
        Turn("open tasks excluding Webshop Rebuild", says=["5 open tasks"], never=["Checkout"]),
        Turn("unpaid invoices"),
        Turn("except Tandem", says=["EUR 1,750.00"], never=["LL-0104"]),
    ],
    "of-it": [
        Turn("hours on Webshop Rebuild in October"),
        Turn("only Tomas Rivera"),
        Turn("and what of it is unbilled", says=["90 minutes"]),
    ],
    "in-another-order": [
        Turn("show unpaid invoices"),
        Turn("oldest first", reads=[("list_invoices", {"status": "active"})]),
        Turn("who is the first one for", says=["Meridian Optics"]),
    ],
    "who-did-that": [
        Turn("unbilled hours for Webshop Rebuild"),
        Turn("how much of it was in October"),
        Turn("who did that", says=["330 minutes", "Priya Nair: 240 minutes"]),
    ],
    "all-the-questions-again": [
        Turn("Webshop Rebuild: who leads it, budget left, open tasks"),
        Turn(
            "and Spring Catalogue?",
            reads=[("list_tasks", {"project_id": 21})],
            says=["managed by Priya Nair", "no budget set", "Photo shoot"],
        ),
        Turn("hours in both in October", says=["451 minutes (7 h 31 min) together"]),
    ],
    "both-together": [
        Turn("how many hours did Priya work in October"),
        Turn("and Tomas Rivera?"),
        Turn("both together?", says=["451 minutes (7 h 31 min) together"]),
    ],
    "without-a-date": [
        Turn("open tasks in Webshop Rebuild due in november"),
        Turn("and which have no date?", reads=[("list_tasks", {"due_from": NO, "due_to": NO})]),
    ],
    "the-difference": [
        Turn("how many hours did Priya work in October"),
        Turn("and Tomas Rivera?"),
        Turn("the difference?", says=["29 minutes more"]),
    ],
    "and-mine": [
        Turn("Priya's hours in October"),
        Turn("and mine", reads=[("list_time_entries", {"user_id": 1, "date_from": "2026-10-01"})]),
    ],
    "late-of-those-due": [
        Turn("tasks due in November"),
        Turn(
            "which of them are late?",
            reads=[("list_tasks", {"due_from": "2026-11-01", "due_to": "2026-11-01"})],
            says=["No overdue tasks due in November 2026"],
        ),
    ],
    "the-rest": [
        Turn("which tasks of Webshop Rebuild are done"),
        Turn("and the rest?", reads=[("list_tasks", {"project_id": 20, "complete": False})]),
        Turn("invoices of Meridian Optics this year"),
        Turn("how much of it is paid"),
        Turn("and the rest?", reads=[("list_invoices", {"client_id": 10, "status": "active"})]),
    ],
    "it-of-what-was-refused": [
        Turn(
            "mark the media plan as done and log 2h on it",
            cards=[entry(108, minutes=120)],
            says=["I cannot mark"],
        ),
    ],
}
