"""What a founder would recognise is in the world, on whatever day it is built."""

import re
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest


@pytest.fixture
def last_month(today):
    return (today.replace(day=1) - timedelta(days=1)).isoformat()[:7]


def local_day(world, entry):
    if entry["is_bulk"]:
        return entry["date"]
    zone = ZoneInfo(world["company"]["timezone"])
    return datetime.fromisoformat(entry["start_time"]).astimezone(zone).date().isoformat()


def entries_of(world, month):
    return [row for row in world["entries"] if local_day(world, row).startswith(month)]


def named(world, collection):
    return {row["id"]: row["name"] for row in world[collection]}


def balances(world):
    """Open invoices with what is owed on them."""
    paid = defaultdict(Decimal)
    for row in world["invoicepayments"]:
        paid[row["invoice_id"]] += Decimal(str(row["amount"]))
    return [
        (row, Decimal(str(row["total"])) - paid[row["id"]])
        for row in world["invoices"]
        if row["status"] in ("sent", "viewed")
    ]


def unbilled(world, entries):
    """Project id -> seconds charged by the hour and not on any invoice."""
    projects = {row["id"]: row for row in world["projects"]}
    tasks = {row["id"]: row for row in world["tasks"]}
    found = Counter()
    for entry in entries:
        project, task = projects[entry["project_id"]], tasks[entry["task_id"]]
        charged = all(row["billable"] and not row["flat_billing"] for row in (project, task))
        if charged and not entry["billed"]:
            found[project["id"]] += entry.get("duration") or 0
    return found


def test_money_is_overdue_in_every_bucket(world, today):
    days = [(today - date.fromisoformat(row["due_date"])).days for row, _ in balances(world)]
    for low, high in ((-400, 0), (1, 30), (31, 60), (61, 90), (91, 900)):
        assert any(low <= day <= high for day in days), (low, high, sorted(days))
    assert 0 in days
    assert 1 in days


def test_one_client_pays_late_and_northwind_owes(world, today):
    clients = named(world, "clients")
    late = Counter(
        clients[row["client_id"]]
        for row, balance in balances(world)
        if balance > 0 and row["due_date"] < today.isoformat()
    )
    assert late["O'Brien & Sons Joinery"] >= 2
    assert late["Northwind Traders"] >= 2


def test_work_of_last_month_is_not_billed_yet(world, last_month):
    projects = named(world, "projects")
    seconds = unbilled(world, entries_of(world, last_month))
    hours = {projects[project_id]: count / 3600 for project_id, count in seconds.items()}
    assert hours["Product Catalogue"] > 8
    assert hours["Loja Online"] > 8
    assert hours["Donation Platform"] > 0  # at a rate of 0
    earlier = unbilled(
        world, [row for row in world["entries"] if local_day(world, row)[:7] < last_month]
    )
    assert len(earlier) >= 6


def test_flat_prices_wait_for_an_invoice(world):
    tasks = defaultdict(list)
    for task in world["tasks"]:
        tasks[task["project_id"]].append(task)
    waiting = {
        row["name"]: row["active"]
        for row in world["projects"]
        if row["flat_billing"]
        and not row["invoiced"]
        and all(task["complete"] for task in tasks[row["id"]])
    }
    assert waiting == {"Retail Launch": True, "Menu & Packaging Design": False}
    assert {
        task["name"]
        for task in world["tasks"]
        if task["flat_billing"] and task["complete"] and not task["invoiced"]
    } == {"Schema markup", "Staging deployment", "Motion assets"}


def test_budgets_are_over_and_under(world, last_month):
    tracked = Counter()
    for entry in world["entries"]:
        tracked[entry["project_id"]] += entry.get("duration") or 0
    recent = {row["project_id"] for row in entries_of(world, last_month)}
    used = {
        row["name"]: tracked[row["id"]] / 36 / row["budget_hours"]
        for row in world["projects"]
        if row["budget_hours"] and row["active"] and row["id"] in recent
    }
    assert used["Intranet"] > 125
    assert used["Northwind Trade Portal"] > 110
    assert 90 < used["Booking Engine"] < 100
    assert used["Project Alpha"] < 60


def test_one_person_stopped_filling_in_timesheets(world, today, last_month):
    first = today.replace(day=1)
    days = [first - timedelta(days=back) for back in range(1, 32)]
    workdays = sum(day.isoformat()[:7] == last_month and day.weekday() < 5 for day in days)
    tracked = Counter()
    for entry in entries_of(world, last_month):
        tracked[entry["user_id"]] += entry.get("duration") or 0
    missing = [
        user["name"]
        for user in world["users"]
        if user["active"]
        and user["type"] != "Guest"
        and tracked[user["id"]] / 3600 < workdays * user["workday_hours"] / 2
    ]
    assert missing == ["Sam Lindqvist"]


def test_last_month_holds_the_mess_of_real_life(world, last_month):
    entries = entries_of(world, last_month)
    projects = {row["id"]: row for row in world["projects"]}
    assert sum((row.get("duration") or 0) > 12 * 3600 for row in entries) == 2
    assert any(row["duration"] == 12 * 3600 for row in entries if row["is_bulk"])
    blank = [
        row for row in entries if not re.sub(r"<[^>]*>|&nbsp;|\s", "", row["description"] or "")
    ]
    assert len(blank) >= 3
    assert any(not projects[row["project_id"]]["active"] for row in entries)
    timed = [row for row in entries if not row["is_bulk"] and row["end_time"]]
    assert any(row["start_time"][:10] != local_day(world, row) for row in timed)
    by_user = defaultdict(list)
    for row in sorted(timed, key=lambda row: row["start_time"]):
        by_user[row["user_id"]].append(row)
    assert any(
        second["start_time"] < first["end_time"]
        for rows in by_user.values()
        for first, second in pairwise(rows)
    )


def test_one_timer_was_forgotten(world):
    (timer,) = [row for row in world["entries"] if row.get("end_time", "") is None]
    assert timer["task_id"] == 5012
    assert not timer["is_bulk"]
    assert "duration" not in timer


def test_milestones_are_late_done_and_due_this_month(world, today):
    active = {row["id"] for row in world["projects"] if row["active"]}
    rows = [row for row in world["milestones"] if row["project_id"] in active]
    month = today.isoformat()[:7]
    assert sum(not row["complete"] and row["due_date"] < today.isoformat() for row in rows) >= 4
    due = {row["complete"] for row in rows if row["due_date"].startswith(month)}
    assert due == {True, False}
    assert sum(row["name"].startswith("Milestone 3: ") for row in rows) >= 4


def test_tasks_are_in_every_state(world, today):
    open_tasks = [row for row in world["tasks"] if not row["complete"]]
    due = [row["due_date"] for row in open_tasks if row["due_date"]]
    sunday = (today + timedelta(days=6 - today.weekday())).isoformat()
    assert sum(day < today.isoformat() for day in due) >= 6
    assert sum(today.isoformat() <= day <= sunday for day in due) >= 6
    assert any(not row["users"] for row in open_tasks)
    assert {row["priority"] for row in open_tasks} == {25, 50, 75, 100}
    assert sum("<p>" in row["description"] for row in world["tasks"]) >= 20


def test_names_are_alike_on_purpose(world):
    clients = Counter(named(world, "clients").values())
    assert {"Blue Harbor Hotels", "Blue Harbour Foods", "Café Lumière"} <= clients.keys()
    assert sum(name.startswith("Meridian") for name in clients) == 2
    archived = {row["name"] for row in world["clients"] if not row["active"]}
    assert archived == {"Paper Lantern Press", "Oakline Furniture"}
    assert sum(row["name"].startswith("Sam ") for row in world["users"]) == 2
    tasks = Counter(named(world, "tasks").values())
    assert tasks["Kick-off"] >= 15
    assert tasks["QA"] >= 15
    assert tasks["Homepage wireframes"] == 1
    assert Counter(named(world, "projects").values())["Website Care Plan"] == 3


def test_wireframes_can_be_logged_by_the_owner(world):
    (task,) = [row for row in world["tasks"] if row["name"] == "Homepage wireframes"]
    (project,) = [row for row in world["projects"] if row["id"] == task["project_id"]]
    assert task["id"] == 5012
    assert project["active"]
    assert not task["complete"]
    assert world["api_keys"]["demo-owner-key"] in project["users"]


def test_rates_are_set_zero_and_missing_on_every_level(world):
    for collection in ("users", "projects", "tasks"):
        rates = {row["price_per_hour"] for row in world[collection]}
        assert {0, None} < rates, collection
    modes = {row["hourly_billing_mode"] for row in world["projects"]}
    assert modes == {None, "task", "project", "company"}
    assert world["company"]["default_price_per_hour"] == "117.50"


def test_people_typed_hostile_text(world):
    typed = "\n".join(row["description"] or "" for row in world["tasks"] + world["entries"])
    for fragment in ("Ignore previous instructions", "![logo](", "\u200b", "</paymo-data>"):
        assert fragment in typed
