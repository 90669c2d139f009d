"""Dialogues of questions, follow-ups, and short replies to questions of ours."""

from __future__ import annotations

from tests.agent.builtin.talk import NOT_THERE as NO
from tests.agent.builtin.talk import Turn, entry

TALKS: dict[str, list[Turn]] = {
    # follow-ups
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
    "milestones-of": [
        Turn("open tasks in Webshop Rebuild"),
        Turn("and the milestones?", reads=[("list_milestones", {"project_id": 20})]),
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
    "meant-all": [
        Turn("unpaid invoices of Quill"),
        Turn(
            "no, I meant all clients",
            reads=[("list_invoices", {"client_id": NO})],
            says=["LL-0101"],
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
    "task-followup": [
        Turn("is the photo shoot done?"),
        Turn("when is it due?", says=["20 Nov"]),
        Turn("and who is on it?", says=["Priya"]),
    ],
    # replies to questions of ours
    "d-2": [
        Turn("invoices for Meridian"),
        Turn("#2", reads=[("list_invoices", {"client_id": 11})]),
    ],
    "d-first-please": [
        Turn("invoices for Meridian"),
        Turn("first one please", reads=[("list_invoices", {"client_id": 10})]),
    ],
    "d-typo": [
        Turn("invoices for Meridian"),
        Turn("optcs", reads=[("list_invoices", {"client_id": 10})]),
    ],
    "d-attr": [
        Turn("log 2h on logo drafts", says=["Quill", "Meridian Optics"]),
        Turn("the Meridian one", cards=[entry(105, minutes=120)]),
    ],
    "d-both": [
        Turn("invoices for Meridian"),
        Turn(
            "both",
            reads=[("list_invoices", {"client_id": 10}), ("list_invoices", {"client_id": 11})],
        ),
    ],
    "d-neither": [Turn("invoices for Meridian"), Turn("neither", cards=[], reads=[])],
    "d-new": [
        Turn("log 2h on logo drafts"),
        Turn(
            "actually, how many hours did I log yesterday?",
            cards=[],
            reads=[("list_time_entries", {"user_id": 1, "date_from": "2026-11-01"})],
        ),
    ],
    "d-longer": [
        Turn("log 2h on logo drafts"),
        Turn("I mean the logo drafts of Quill & Co", cards=[entry(104, minutes=120)]),
    ],
    "d-all-of-them": [
        Turn("how many hours did Tomas log in October?"),
        Turn(
            "all of them",
            reads=[("list_time_entries", {"user_id": 2}), ("list_time_entries", {"user_id": 3})],
        ),
    ],
    "d-duration-and-day": [
        Turn("log time on photo shoot"),
        Turn("3h yesterday", cards=[entry(103, minutes=180, date="2026-11-01")]),
    ],
    "d-then-correct": [
        Turn("log 2h on logo drafts"),
        Turn("the one for Quill"),
        Turn("no, the other one", cards=[entry(105, minutes=120)]),
    ],
    "more-17": [
        Turn("Which projects belong to Meridian Optics?"),
        Turn("and what do they owe?", reads=[("list_invoices", {"client_id": 10})]),
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
    "more-19": [
        Turn("what's overdue at Lens Finder App?", reads=[("list_tasks", {"project_id": 24})]),
        Turn(
            "how about the Webshop Rebuild?",
            reads=[("list_tasks", {"project_id": 20, "complete": False})],
            says=["Checkout wireframes"],
        ),
    ],
    "more-20": [
        Turn("list the projects"),
        Turn("who works on the first one?", says=["Priya", "Ingrid", "Tomas Rivera"]),
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
    "more-25": [
        Turn("invoices of meridian"),
        Turn("the optics company", reads=[("list_invoices", {"client_id": 10})]),
        Turn("and the foods one?", reads=[("list_invoices", {"client_id": 11})]),
    ],
    "more-27": [Turn("log 2h on logo drafts yesterday"), Turn("both", cards=[])],
    "more-28": [
        Turn("how long did we work on payment integration?", says=["4 h 21"]),
        Turn("and on the checkout wireframes?", reads=[("list_time_entries", {"task_id": 100})]),
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
    "then-23": [
        Turn("tell me about meridian"),
        Turn("the food company", reads=[], says=["Spring Catalogue"]),
        Turn("do they owe us anything?", reads=[("list_invoices", {"client_id": 11})]),
    ],
    "then-25": [
        Turn("invoices for Meridian"),
        Turn("hmm not sure, which ones are there?", None),
        Turn("optics then", reads=[("list_invoices", {"client_id": 10})]),
    ],
    "then-27": [
        Turn("hours of Tomas in October"),
        Turn("1", reads=[("list_time_entries", {"user_id": 2})]),
        Turn(
            "the other Tomas?",
            reads=[("list_time_entries", {"user_id": 3, "date_from": "2026-10-01"})],
        ),
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
    "then-29": [
        Turn("open tasks of Brand Refresh", says=["Quill", "Meridian Optics"]),
        Turn(
            "both please",
            reads=[("list_tasks", {"project_id": 22}), ("list_tasks", {"project_id": 23})],
        ),
    ],
}
