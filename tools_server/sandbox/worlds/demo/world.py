"""Puts the demo world together: people and plans first, then time, then money."""

from datetime import date

from tools_server.sandbox.worlds.demo.almanac import Almanac
from tools_server.sandbox.worlds.demo.clients import clientcontacts, clients
from tools_server.sandbox.worlds.demo.company import company
from tools_server.sandbox.worlds.demo.estimates import estimates, next_estimate_number
from tools_server.sandbox.worlds.demo.expenses import expenses
from tools_server.sandbox.worlds.demo.incidents import incidents
from tools_server.sandbox.worlds.demo.invoices import InvoiceBook
from tools_server.sandbox.worlds.demo.milestones import milestones
from tools_server.sandbox.worlds.demo.monthly_run import Ledger, monthly_run
from tools_server.sandbox.worlds.demo.one_off_bills import one_off_bills
from tools_server.sandbox.worlds.demo.people import API_KEYS, users
from tools_server.sandbox.worlds.demo.projects import plan, projects
from tools_server.sandbox.worlds.demo.record import Record, World
from tools_server.sandbox.worlds.demo.statuses import projectstatuses, workflows, workflowstatuses
from tools_server.sandbox.worlds.demo.tasks import TaskPlan, tasks_and_lists
from tools_server.sandbox.worlds.demo.timesheets import Timed, timesheets

FIRST_ENTRY_ID = 100001


def build_demo_world(today: date) -> World:
    """The world as of `today`, a local day at the studio, in the shape of a world file.

    The same day gives the same world in every process. Ids and names of people, clients, projects,
    task lists, tasks and milestones are the same on every day; entries, invoices, payments and
    expenses are numbered by date. Nothing has happened today or later yet.
    """
    almanac = Almanac(today)
    project_records = projects(almanac)
    tasks, tasklists = tasks_and_lists(almanac, project_records)
    timed = _time(almanac, tasks)
    _set_budgets(project_records, timed)
    spent = expenses(almanac)
    bills = monthly_run(Ledger(almanac, project_records, timed, tasks, spent))
    book = InvoiceBook([*bills, *one_off_bills(almanac, project_records)])
    return {
        "api_keys": dict(API_KEYS),
        "company": company(almanac, book.next_number, next_estimate_number()),
        "users": users(almanac, project_records),
        "clients": clients(almanac),
        "clientcontacts": clientcontacts(almanac),
        "workflows": workflows(almanac),
        "workflowstatuses": workflowstatuses(almanac),
        "projectstatuses": projectstatuses(almanac),
        "projects": project_records,
        "milestones": milestones(almanac, tasklists),
        "tasklists": tasklists,
        "tasks": [task.record for task in tasks],
        "entries": [entry.record for entry in timed],
        "expenses": spent,
        "invoices": book.invoices,
        "invoiceitems": book.items,
        "invoicepayments": book.payments,
        "estimates": estimates(almanac, book.invoices),
    }


def _time(almanac: Almanac, tasks: list[TaskPlan]) -> list[Timed]:
    """All entries by day, numbered in that order."""
    timed = [*timesheets(almanac, tasks), *incidents(almanac, tasks)]
    timed.sort(key=lambda entry: entry.day)
    for entry_id, entry in enumerate(timed, FIRST_ENTRY_ID):
        entry.record["id"] = entry_id
    return timed


def _set_budgets(records: list[Record], timed: list[Timed]) -> None:
    """Whole hours, chosen so that the share each project has used by today is the planned one."""
    for record in records:
        used = plan(record["id"]).used
        if used is not None:
            seconds = sum(t.seconds for t in timed if t.plan.project.id == record["id"])
            record["budget_hours"] = round(seconds / 3600 / float(used))
