"""Questions that point back to what was said or shown before."""

from __future__ import annotations

from tests.agent.builtin.talk import NOT_THERE as NO
from tests.agent.builtin.talk import Turn, entry

TALKS: dict[str, list[Turn]] = {
    "which-overdue": [
        Turn("invoices of Meridian Optics"),
        Turn(
            "which of them are overdue?",
            reads=[("list_invoices", {"client_id": 10, "status": "overdue"})],
        ),
    ],
    "who-worked": [
        Turn("tell me about the Webshop Rebuild"),
        Turn(
            "who worked on it last month?",
            reads=[("list_time_entries", {"project_id": 20, "date_from": "2026-10-01"})],
            says=["Priya", "Tomas Rivera"],
        ),
    ],
    "in-total": [
        Turn("which invoices of Meridian Optics are unpaid?"),
        Turn(
            "how much is that in total?",
            reads=[("list_invoices", {"client_id": 10})],
            says=["1,750"],
        ),
    ],
    "of-those-person": [
        Turn("which tasks are open?"),
        Turn(
            "of those, which are Priya's?",
            reads=[("list_tasks", {"user_id": 4, "complete": False})],
        ),
    ],
    "its-tasks": [
        Turn("who works on Lens Finder App?"),
        Turn("and its tasks?", reads=[("list_tasks", {"project_id": 24})]),
    ],
    "their-invoices": [
        Turn("how many hours did we log for Tandem Cycles?"),
        Turn("what about their invoices?", reads=[("list_invoices", {"client_id": 13})]),
    ],
    "she": [
        Turn("what is Priya working on?"),
        Turn(
            "how many hours did she log last month?",
            reads=[("list_time_entries", {"user_id": 4, "date_from": "2026-10-01"})],
        ),
    ],
    "that-client": [
        Turn("which projects does Quill have?"),
        Turn("does that client owe us anything?", reads=[("list_invoices", {"client_id": 12})]),
    ],
    "this-project": [
        Turn("how many hours went into Webshop Rebuild?"),
        Turn(
            "what is still open in this project?",
            reads=[("list_tasks", {"project_id": 20, "complete": False})],
        ),
    ],
    "second-of-list": [
        Turn("which projects does Meridian Optics have?", says=["Brand Refresh", "Lens Finder"]),
        Turn(
            "tell me more about the second one", reads=[("get_project_details", {"project_id": 24})]
        ),
    ],
    "last-of-list": [
        Turn("list our clients"),
        Turn(
            "which projects does the last one have?", reads=[("list_projects", {"client_id": 14})]
        ),
    ],
    "log-on-first": [
        Turn("show my open tasks"),
        Turn("log 1h on the first one", cards=[entry(107, minutes=60)]),
    ],
    "compare": [
        Turn("how many hours did Tomas Rivera log in October?"),
        Turn("compare that with November", reads=[("list_time_entries", {"user_id": 2})]),
    ],
    "project-of-client": [
        Turn("invoices of Tandem"),
        Turn("and their projects?", reads=[("list_projects", {"client_id": 13})]),
        Turn("who works on it?", reads=[("get_project_details", {"project_id": 20})]),
    ],
    "through-question": [
        Turn("how many hours did Priya log in October?"),
        Turn("and Tomas?", says=["Rivera", "Lindqvist"]),
        Turn(
            "the first one",
            reads=[("list_time_entries", {"user_id": 2, "date_from": "2026-10-01"})],
        ),
        Turn(
            "and the other one?",
            reads=[("list_time_entries", {"user_id": 3, "date_from": "2026-10-01"})],
        ),
    ],
    "no-one-log": [
        Turn("who has not logged any time this week?"),
        Turn(
            "and last week?",
            reads=[("list_time_entries", {"date_from": "2026-10-26", "date_to": "2026-11-01"})],
            says=["no time"],
        ),
    ],
    "task-followup": [
        Turn("is the photo shoot done?"),
        Turn("when is it due?", says=["20 Nov"]),
        Turn("and who is on it?", says=["Priya"]),
    ],
    "more-18": [
        Turn(
            "How many hours has Tomas Rivera logged this month?",
            reads=[("list_time_entries", {"user_id": 2, "date_from": "2026-11-01"})],
        ),
        Turn(
            "And the month before?",
            reads=[
                (
                    "list_time_entries",
                    {"user_id": 2, "date_from": "2026-10-01", "date_to": "2026-10-31"},
                )
            ],
        ),
        Turn(
            "Same for Priya Nair",
            reads=[("list_time_entries", {"user_id": 4, "date_from": "2026-10-01"})],
        ),
    ],
    "more-20": [
        Turn("list the projects"),
        Turn("who works on the first one?", says=["Priya", "Ingrid", "Tomas Rivera"]),
    ],
    "more-22": [
        Turn("show Priya's tasks"),
        Turn(
            "are any of them overdue?",
            reads=[("list_tasks", {"user_id": 4})],
            says=["Checkout wireframes"],
        ),
    ],
    "more-23": [
        Turn("how much unbilled time is there?"),
        Turn("for Tandem", reads=[("list_time_entries", {"client_id": 13, "billed": False})]),
        Turn("who did it?", says=["Priya"]),
    ],
    "more-24": [
        Turn("when is the beta release due?", says=["20 Nov"]),
        Turn("which project is that?", says=["Lens Finder"]),
    ],
    "more-29": [
        Turn("overdue invoices"),
        Turn(
            "only Meridian Optics'",
            reads=[("list_invoices", {"client_id": 10, "status": "overdue"})],
        ),
        Turn(
            "back to all of them", reads=[("list_invoices", {"client_id": NO, "status": "overdue"})]
        ),
    ],
    "then-12": [
        Turn("which projects does Tandem have"),
        Turn(
            "how much did we log there in october",
            reads=[("list_time_entries", {"date_from": "2026-10-01"})],
            says=["7 h 31"],
        ),
        Turn("by person please", says=["Priya Nair: 240"]),
    ],
    "then-13": [
        Turn("show overdue tasks"),
        Turn("only Priya's", reads=[("list_tasks", {"user_id": 4})]),
        Turn(
            "and the ones due this week?",
            reads=[("list_tasks", {"due_from": "2026-11-02", "due_to": "2026-11-08"})],
        ),
    ],
    "then-14": [
        Turn("how much have we invoiced Meridian Optics this year?"),
        Turn(
            "what's still open of that?",
            reads=[("list_invoices", {"client_id": 10})],
            says=["1,750"],
        ),
        Turn("and for Tandem?", reads=[("list_invoices", {"client_id": 13})]),
    ],
    "then-15": [
        Turn("who is working on Webshop Rebuild?"),
        Turn(
            "What did Priya do on it last week?",
            reads=[
                ("list_time_entries", {"project_id": 20, "user_id": 4, "date_from": "2026-10-26"})
            ],
        ),
        Turn(
            "And this week?",
            reads=[
                ("list_time_entries", {"project_id": 20, "user_id": 4, "date_from": "2026-11-02"})
            ],
        ),
    ],
    "then-16": [
        Turn("tasks due this week"),
        Turn("next week?", reads=[("list_tasks", {"due_from": "2026-11-09"})]),
        Turn("and which milestones?", reads=[("list_milestones", {"due_from": "2026-11-09"})]),
    ],
    "then-17": [
        Turn("how many open tasks do we have for Tandem?"),
        Turn(
            "list them",
            reads=[("list_tasks", {"client_id": 13, "complete": False})],
            says=["Payment integration"],
        ),
        Turn("who's the second one assigned to?", says=["Tomas Rivera"]),
    ],
    "then-18": [
        Turn("what's the status of LL-0101?"),
        Turn("and LL-0102?", reads=[("list_invoices", {"number": "LL-0102"})]),
        Turn("who is that for?", says=["Meridian Optics"]),
    ],
    "then-19": [
        Turn("unbilled hours for Webshop Rebuild"),
        Turn(
            "how much of it is Priya's?",
            reads=[("list_time_entries", {"project_id": 20, "user_id": 4, "billed": False})],
        ),
    ],
    "then-20": [
        Turn("when is milestone 3 of webshop rebuild due?"),
        Turn("and the one before that?", None),
        Turn("is it done?", None),
    ],
    "then-21": [
        Turn("Show me the invoices of Quill & Co"),
        Turn("the paid ones", reads=[("list_invoices", {"client_id": 12, "status": "paid"})]),
        Turn("hm, then all of them", reads=[("list_invoices", {"client_id": 12, "status": "all"})]),
    ],
    "then-28": [
        Turn("Who logged the most last month?"),
        Turn(
            "and the month before that?",
            reads=[("list_time_entries", {"date_from": "2026-09-01", "date_to": "2026-09-30"})],
        ),
        Turn(
            "what about the least?",
            reads=[("list_time_entries", {"date_from": "2026-09-01"})],
            says=["least"],
        ),
    ],
    "also-25": [
        Turn("how many hours on Tandem last month?"),
        Turn(
            "and who did them?",
            reads=[("list_time_entries", {"client_id": 13, "date_from": "2026-10-01"})],
            says=["Priya Nair"],
        ),
    ],
    "also-29": [
        Turn("is Camera module QA done?", says=["No"]),
        Turn("who's responsible?", says=["Ingrid"]),
        Turn(
            "how much time has been logged on it?", reads=[("list_time_entries", {"task_id": 107})]
        ),
    ],
    "also-32": [Turn("who are our clients"), Turn("how many is that?", says=["5"])],
    "also-33": [
        Turn("show milestones of Webshop Rebuild"),
        Turn("which one is late?", says=["Prototype"]),
        Turn("what about Lens Finder App?", reads=[("list_milestones", {"project_id": 24})]),
    ],
    "also-34": [
        Turn("hours last week"),
        Turn(
            "the week before?",
            reads=[("list_time_entries", {"date_from": "2026-10-19", "date_to": "2026-10-25"})],
        ),
        Turn(
            "and the week before that",
            reads=[("list_time_entries", {"date_from": "2026-10-12", "date_to": "2026-10-18"})],
        ),
    ],
    "also-36": [
        Turn("hours by client this quarter"),
        Turn(
            "same for last quarter",
            reads=[("list_time_entries", {"date_from": "2026-07-01", "date_to": "2026-09-30"})],
        ),
    ],
    "odd-8": [Turn("log 1h on photo shoot"), Turn("make it 0 hours", cards=[])],
    "odd-9": [Turn("log 1h on photo shoot"), Turn("make it -2h", cards=None)],
    "odd-15": [
        Turn("create a task Order tiles in Webshop Rebuild due friday"),
        Turn("one week later", cards=None),
    ],
    "odd-28": [
        Turn("show projects"),
        Turn("the lens one", reads=[("get_project_details", {"project_id": 24})]),
    ],
    "odd-29": [Turn("show projects"), Turn("who manages the Q4 one?", says=["Ingrid"])],
    "odd-31": [
        Turn("does Quill owe us anything?"),
        Turn(
            "what about Tandem Cycles?",
            reads=[("list_invoices", {"client_id": 13})],
            says=["4,300"],
        ),
        Turn("when is that due?", says=["5 Nov"]),
    ],
    "odd-32": [
        Turn("list overdue tasks"),
        Turn("who has the most of them?", reads=[("list_tasks", {})], says=["Priya"]),
    ],
    "odd-33": [
        Turn("what is Tomas Lindqvist working on"),
        Turn(
            "what's overdue of that?",
            reads=[("list_tasks", {"user_id": 3})],
            says=["Camera module QA"],
        ),
    ],
    "odd-35": [
        Turn("milestones due this year"),
        Turn("only the open ones", reads=[("list_milestones", {"complete": False})]),
        Turn("which projects are they in?", says=["Webshop Rebuild"]),
    ],
    "odd-39": [Turn("log 3h for Meridian"), Turn("optics"), Turn("none of those", cards=[])],
    "odd-40": [
        Turn("how much did we log for Meridian in October?"),
        Turn(
            "all of them",
            reads=[
                ("list_time_entries", {"client_id": 10}),
                ("list_time_entries", {"client_id": 11}),
            ],
        ),
    ],
    "next-3": [
        Turn("log 4 hours on camera module QA"),
        Turn("split it: 3h on that and 1h on the photo shoot", cards=None),
    ],
    "next-24": [
        Turn("time on Lens Finder App last month"),
        Turn(
            "this month?",
            reads=[("list_time_entries", {"project_id": 24, "date_from": "2026-11-01"})],
        ),
        Turn(
            "last quarter then",
            reads=[
                (
                    "list_time_entries",
                    {"project_id": 24, "date_from": "2026-07-01", "date_to": "2026-09-30"},
                )
            ],
        ),
    ],
    "next-25": [
        Turn("show me Priya's open tasks"),
        Turn("which one is the most urgent?", says=["Checkout wireframes"]),
    ],
    "next-28": [
        Turn("is LL-0101 paid?", says=["No"]),
        Turn("how much is still open on it?", says=["1,250"]),
        Turn("when was it sent?", says=["15 Sep"]),
    ],
    "next-29": [Turn("projects of meridian optics"), Turn("who works on them?", says=["Tomas"])],
    "next-30": [
        Turn("list all people"),
        Turn("which of them are admins?", reads=[("list_users", {"type": "Admin"})]),
        Turn("what's her email?", says=["ingrid@larkspur"]),
    ],
    "next-32": [
        Turn("Tell me about Webshop Rebuild"),
        Turn(
            "what's left to do there?",
            reads=[("list_tasks", {"project_id": 20, "complete": False})],
        ),
        Turn("and when is the next milestone?", reads=[("list_milestones", {"project_id": 20})]),
    ],
    "next-33": [
        Turn("which meridian projects are active"),
        Turn("the first", None),
        Turn("and its open tasks", None),
    ],
    "one-invoice": [
        Turn("what does Tandem owe us"),
        Turn("since when is that due?", reads=[("list_invoices", {"number": "LL-0104"})]),
        Turn("is it paid already?", says=["No."]),
        Turn("and what about Optics?", reads=[("list_invoices", {"client_id": 10})]),
        Turn(
            "how much of that is overdue?",
            reads=[("list_invoices", {"client_id": 10, "status": "overdue"})],
        ),
    ],
    "payments-of-another": [
        Turn("how much did Meridian Optics pay us this year"),
        Turn(
            "and Meridian Foods?", reads=[("list_invoices", {"client_id": 11})], says=["2,000.00"]
        ),
    ],
    "the-ones-of": [
        Turn("which milestones are late?"),
        Turn(
            "who is responsible for the webshop ones?",
            reads=[("list_milestones", {"project_id": 20})],
        ),
    ],
    "on-what": [
        Turn("how long did Priya work in October"),
        Turn("on what?", says=["Checkout wireframes (Webshop Rebuild): 240 minutes"]),
    ],
    "a-word-of-the-name": [
        Turn("open tasks in Webshop Rebuild"),
        Turn(
            "how many hours did Priya log on the wireframes?",
            reads=[("list_time_entries", {"task_id": 100, "user_id": 4})],
        ),
    ],
    "by-its-digits": [
        Turn("invoice LL-0102"),
        Turn("and 0104?", reads=[("list_invoices", {"number": "LL-0104"})]),
        Turn("what about 101", reads=[("list_invoices", {"number": "LL-0101"})]),
    ],
    "what-a-row-has": [
        Turn("which invoices are overdue"),
        Turn("the first one's amount?", reads=[("list_invoices", {"number": "LL-0101"})]),
        Turn("projects of Meridian Optics"),
        Turn("the second one's budget?", reads=[("get_project_details", {"project_id": 24})]),
        Turn("and the first one's?", reads=[("get_project_details", {"project_id": 23})]),
    ],
    "a-detail-of-the-project": [
        Turn("tell me about Lens Finder App"),
        Turn("how much budget is left", reads=[("get_project_details", {"project_id": 24})]),
        Turn("who's the manager", reads=[("get_project_details", {"project_id": 24})]),
    ],
    "the-rows-asked-about": [
        Turn("how many hours did Priya log in October"),
        Turn(
            "show me the entries",
            reads=[("list_time_entries", {"user_id": 4, "date_from": "2026-10-01"})],
        ),
    ],
    "thanks-before-more": [
        Turn("open invoices of Meridian Optics"),
        Turn(
            "thx! and the drafts?",
            reads=[("list_invoices", {"client_id": 10, "status": "draft"})],
        ),
    ],
    "whose-card": [
        Turn("log 2h on photo shoot for Priya yesterday"),
        Turn(
            "hold on, what did she log yesterday?",
            reads=[("list_time_entries", {"user_id": 4, "date_from": "2026-11-01"})],
            cards=[entry(103, user_id=4)],
        ),
    ],
    "whose-time-nobody-said": [
        Turn("log 1h on photo shoot for him today", cards=[], says=['"him"']),
        Turn("Priya", cards=[entry(103, user_id=4, minutes=60)]),
    ],
    "his-whose-task-it-is": [
        Turn("open tasks in Webshop Rebuild"),
        Turn("who has the payment integration"),
        Turn("log 1h on that for him today", cards=[entry(101, user_id=2, minutes=60)]),
    ],
    "bounds-go-on": [
        Turn("invoices over 1k this year"),
        Turn("unpaid ones only", says=["1k"], never=["LL-0102"]),
    ],
    "the-responsible-of-a-row": [
        Turn("show me open milestones"),
        Turn("who is responsible for the first one", says=["responsible"]),
    ],
    "they-of-what-was-refused": [
        Turn(
            "create an invoice for Meridian Optics for 5000 and tell me what they owe",
            reads=[("list_invoices", {"client_id": 10})],
            says=["I cannot create an invoice for Meridian Optics"],
        ),
    ],
    "her-hours-behind-a-write": [
        Turn(
            "log 2h on photo shoot for Priya yesterday, and after that show me how many hours she "
            "has this month",
            cards=[entry(103, user_id=4)],
            reads=[("list_time_entries", {"user_id": 4})],
        ),
    ],
}
