"""What the records carry, key by key, and how their parts hang together (sections 1.3 and 8)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.contract.asking import Api, NotCovered, found
from tests.contract.facts import fact
from tests.contract.shapes import TYPES

INSTANT = "date-time"
TEXT, FLAG, WHOLE, NUMBER, LIST = "string", "boolean", "integer", "number", "array of integer"


def keys(section: str, line: str, collection: str, **types: str) -> Any:
    """The keys of one collection that others live on, and the line that speaks of them."""
    return pytest.param(collection, types, marks=fact(section, line), id=collection)


KEYS = [
    keys(
        "8.1",
        "`name` is required; address fields, `phone`, `email`",
        "clients",
        name=TEXT,
        email=TEXT,
        phone=TEXT,
        city=TEXT,
        active=FLAG,
    ),
    keys(
        "8.2",
        "phones, `email`, `position`, `is_main`",
        "clientcontacts",
        name=TEXT,
        client_id=WHOLE,
        is_main=FLAG,
        access=FLAG,
    ),
    keys(
        "8.3",
        "Billing (documented): not `billable`",
        "projects",
        name=TEXT,
        code=TEXT,
        task_code_increment=WHOLE,
        client_id=WHOLE,
        active=FLAG,
        users=LIST,
        managers=LIST,
        billable=FLAG,
        price_per_hour=NUMBER,
        budget_hours=NUMBER,
    ),
    keys(
        "8.4",
        "`seq` is the position, `milestone_id` the milestone",
        "tasklists",
        name=TEXT,
        project_id=WHOLE,
        seq=WHOLE,
        milestone_id=WHOLE,
    ),
    keys(
        "8.5",
        "`budget_hours` is decimal hours; `due_date` a day; `users` the assignees",
        "tasks",
        name=TEXT,
        code=TEXT,
        project_id=WHOLE,
        tasklist_id=WHOLE,
        users=LIST,
        complete=FLAG,
        billable=FLAG,
        due_date="date",
        budget_hours=NUMBER,
        price_per_hour=NUMBER,
    ),
    keys(
        "8.6",
        "`active`, `timezone`, `position`, `workday_hours`",
        "users",
        name=TEXT,
        email=TEXT,
        type=TEXT,
        active=FLAG,
        timezone=TEXT,
        workday_hours=NUMBER,
        assigned_projects=LIST,
        managed_projects=LIST,
    ),
    keys(
        "8.7",
        "`user_id` is the person responsible; `complete`, `send_reminder`",
        "milestones",
        name=TEXT,
        project_id=WHOLE,
        due_date="date",
        complete=FLAG,
        user_id=WHOLE,
        linked_tasklists=LIST,
    ),
    keys(
        "8.9",
        "`tax`, `tax2` and `discount` are percentages",
        "invoices",
        number=TEXT,
        client_id=WHOLE,
        status=TEXT,
        currency=TEXT,
        date="date",
        due_date="date",
        subtotal=NUMBER,
        total=NUMBER,
        tax=NUMBER,
        tax_amount=NUMBER,
        tax2=NUMBER,
        tax2_amount=NUMBER,
        tax_on_tax=FLAG,
        permalink=TEXT,
    ),
    keys(
        "8.9",
        "`item`, `description`, `price_unit`, `quantity`, `apply_tax`",
        "invoiceitems",
        item=TEXT,
        price_unit=NUMBER,
        quantity=NUMBER,
        apply_tax=FLAG,
    ),
    keys(
        "8.10",
        "`invoice_id` and `amount` are required; `date`, `notes`",
        "invoicepayments",
        invoice_id=WHOLE,
        amount=NUMBER,
        date="date",
    ),
    keys(
        "8.11",
        "`client_id`, `currency` and `amount` are required",
        "expenses",
        client_id=WHOLE,
        amount=NUMBER,
        currency=TEXT,
        invoiced=FLAG,
    ),
    keys(
        "8.12",
        "Like invoices without payments",
        "estimates",
        number=TEXT,
        client_id=WHOLE,
        status=TEXT,
        total=NUMBER,
    ),
    keys(
        "8.15",
        "Active and Archived are read-only",
        "projectstatuses",
        name=TEXT,
        active=FLAG,
        readonly=FLAG,
        seq=WHOLE,
    ),
]


@fact("8", "All have an `id` and read-only `created_on` and `updated_on`")
@fact("8", "Numbers are JSON numbers")
@fact("1.3", "with `Z` and whole seconds")
@pytest.mark.parametrize(("collection", "types"), KEYS)
def test_keys_and_their_types(api: Api, collection: str, types: dict[str, str]) -> None:
    always = {"id": WHOLE, "created_on": INSTANT, "updated_on": INSTANT}
    for row in api.some(collection):
        wrong = {
            name: row.get(name, "missing")
            for name, kind in {**types, **always}.items()
            if name not in row or (row[name] is not None and not TYPES[kind](row[name]))
        }
        assert wrong == {}


@fact("8.3", "`users` holds the members, managers among them; `managers` is a part of it")
def test_managers_are_members(api: Api) -> None:
    assert all(set(row["managers"]) <= set(row["users"]) for row in api.some("projects"))


@fact("8.6", "`type` is Admin, Employee or Guest")
@fact("8.6", '`week_start` is a text from "0", Sunday')
def test_users(api: Api) -> None:
    for row in api.some("users"):
        assert row["type"] in ("Admin", "Employee", "Guest")
        assert set(row["managed_projects"]) <= set(row["assigned_projects"])
        assert row.get("week_start") in (None, *"0123456")


@fact("8.6", "`price_per_hour` is a number in samples, a text or null in one client's types")
def test_a_users_rate_can_be_read(api: Api) -> None:
    for row in api.some("users"):
        assert row["price_per_hour"] is None or float(row["price_per_hour"]) >= 0


@fact("8.5", "`code` is `<project code>-<number>`")
def test_task_codes(api: Api) -> None:
    rows = api.some("tasks", include="*,project.code")
    coded = found([row for row in rows if row["code"] and row["project"]["code"]], "no task codes")
    assert all(re.fullmatch(r".+-\d+", row["code"]) for row in coded)


@fact("8.5", "`priority` is 25 low, 50 normal, 75 high, 100 critical")
@fact("8.5", "There is no `client_id`.")
def test_tasks(api: Api) -> None:
    for row in api.some("tasks"):
        assert row.get("priority") in (None, 25, 50, 75, 100)
        assert "client_id" not in row


@fact("8.5", "`completed_on` is an integer by the table and, by client authors, a datetime")
def test_done_tasks_tell_when(api: Api) -> None:
    for row in api.some("tasks", "no done tasks", where="complete=true"):
        done = row.get("completed_on")
        assert done is None or TYPES[WHOLE](done) or TYPES[INSTANT](done)


@fact("8.7", "Client: reads both sides. Sandbox: one link, seen from both")
def test_milestones_and_task_lists_are_linked_on_either_side(api: Api) -> None:
    milestones = {row["id"]: row["linked_tasklists"] for row in api.some("milestones")}
    links = {key: lists for key, lists in milestones.items() if lists}
    if not links:
        raise NotCovered("no milestone with task lists")
    [(milestone, linked), *_] = links.items()
    assert {row["id"] for row in api.rows("tasklists", where=f"milestone_id={milestone}")} <= set(
        linked
    )


@fact("8.13", "Settings are texts, figures too")
@fact("8.13", '`"working_days": "1,2,3,4,5"` with 0 for Sunday')
def test_company_settings_are_texts(api: Api) -> None:
    company = api.get("company").json()["company"]
    for name in ("timezone", "default_currency", "week_start", "next_invoice_number"):
        assert isinstance(company[name], str)
    assert re.fullmatch(r"[0-6](,[0-6])*", company["working_days"])
    assert all(type(company[name]) is int for name in ("current_users", "current_projects"))


@fact("8.15", "A project with an inactive status is archived")
def test_a_projects_status_says_whether_it_is_active(api: Api) -> None:
    rows = api.some("projects", include="*,projectstatus.active")
    for row in rows:
        if row["projectstatus"]:
            assert row["active"] == row["projectstatus"]["active"]


@fact("8.15", "A new workflow has Backlog and Complete, told apart by `action`")
@fact("8.15", "Colours are six hex digits without `#`")
def test_workflows_have_a_start_and_an_end(api: Api) -> None:
    for row in api.some("workflows", include="*,workflowstatuses"):
        actions = [status["action"] for status in row["workflowstatuses"]]
        assert {"backlog", "complete"} <= set(actions)
        colors = [status["color"] for status in row["workflowstatuses"] if status["color"]]
        assert all(re.fullmatch("[0-9A-Fa-f]{6}", color) for color in colors)
