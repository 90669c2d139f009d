"""Every id leads somewhere, and records that name each other agree."""

from collections import Counter

import pytest

RANGES = {
    "users": (8, 8),
    "clients": (14, 14),
    "projects": (25, 25),
    "tasks": (330, 370),
    "milestones": (55, 70),
    "entries": (5700, 6500),
    "invoices": (165, 195),
    "invoicepayments": (120, 190),
    "expenses": (60, 100),
    "estimates": (10, 20),
    "clientcontacts": (15, 30),
}

# collection -> fields that hold the id (or ids) of another collection
LINKS = {
    "clientcontacts": {"client_id": "clients"},
    "workflowstatuses": {"workflow_id": "workflows"},
    "projects": {
        "client_id": "clients",
        "status_id": "projectstatuses",
        "users": "users",
        "managers": "users",
        "workflow_id": "workflows",
        "invoice_item_id": "invoiceitems",
    },
    "tasklists": {"project_id": "projects", "milestone_id": "milestones"},
    "tasks": {
        "project_id": "projects",
        "tasklist_id": "tasklists",
        "user_id": "users",
        "users": "users",
        "completed_by": "users",
        "status_id": "workflowstatuses",
        "invoice_item_id": "invoiceitems",
    },
    "milestones": {
        "project_id": "projects",
        "user_id": "users",
        "linked_tasklists": "tasklists",
    },
    "entries": {
        "task_id": "tasks",
        "project_id": "projects",
        "user_id": "users",
        "invoice_item_id": "invoiceitems",
    },
    "users": {"assigned_projects": "projects", "managed_projects": "projects"},
    "invoices": {"client_id": "clients", "project_id": "projects"},
    "invoiceitems": {"invoice_id": "invoices", "expense_id": "expenses"},
    "invoicepayments": {"invoice_id": "invoices"},
    "expenses": {
        "client_id": "clients",
        "project_id": "projects",
        "user_id": "users",
        "invoice_item_id": "invoiceitems",
    },
    "estimates": {"client_id": "clients", "invoice_id": "invoices"},
}


def by_id(world, collection):
    return {row["id"]: row for row in world[collection]}


def test_counts_are_what_the_demo_promises(world):
    found = {name: len(world[name]) for name in RANGES}
    assert all(low <= found[name] <= high for name, (low, high) in RANGES.items()), found


def test_ids_are_unique_over_all_collections(world):
    ids = Counter(row["id"] for rows in world.values() if isinstance(rows, list) for row in rows)
    assert ids.most_common(1)[0][1] == 1


@pytest.mark.parametrize("collection", LINKS)
def test_every_id_resolves(world, collection):
    for field, target in LINKS[collection].items():
        known = by_id(world, target).keys()
        for row in world[collection]:
            value = row[field]
            wanted = value if isinstance(value, list) else [value]
            assert all(one is None or one in known for one in wanted), (field, row)


def test_work_belongs_together(world):
    tasks, lists = by_id(world, "tasks"), by_id(world, "tasklists")
    projects, milestones = by_id(world, "projects"), by_id(world, "milestones")
    for task in tasks.values():
        assert task["project_id"] == lists[task["tasklist_id"]]["project_id"]
        assert set(task["users"]) <= set(projects[task["project_id"]]["users"])
    for entry in world["entries"]:
        project = projects[entry["project_id"]]
        assert entry["project_id"] == tasks[entry["task_id"]]["project_id"]
        assert entry["user_id"] in project["users"]
    for tasklist in lists.values():
        if tasklist["milestone_id"] is not None:
            milestone = milestones[tasklist["milestone_id"]]
            assert milestone["project_id"] == tasklist["project_id"]
            assert tasklist["id"] in milestone["linked_tasklists"]
    for project in projects.values():
        assert set(project["managers"]) <= set(project["users"])
        own = [task for task in tasks.values() if task["project_id"] == project["id"]]
        assert len(own) == project["task_code_increment"]


def test_billed_work_is_on_an_invoice_of_its_own_client(world):
    items, invoices = by_id(world, "invoiceitems"), by_id(world, "invoices")
    projects = by_id(world, "projects")

    def client_billed(row):
        return invoices[items[row["invoice_item_id"]]["invoice_id"]]["client_id"]

    for entry in world["entries"]:
        assert entry["billed"] == (entry["invoice_item_id"] is not None)
        if entry["billed"]:
            assert client_billed(entry) == projects[entry["project_id"]]["client_id"]
    for collection in ("projects", "tasks", "expenses"):
        for row in world[collection]:
            assert row["invoiced"] == (row["invoice_item_id"] is not None)
    for expense in world["expenses"]:
        if expense["invoiced"]:
            item = items[expense["invoice_item_id"]]
            assert client_billed(expense) == expense["client_id"]
            assert (item["expense_id"], item["price_unit"]) == (expense["id"], expense["amount"])


def test_entries_have_the_two_shapes_of_paymo(world):
    for entry in world["entries"]:
        if entry["is_bulk"]:
            assert entry.keys().isdisjoint({"start_time", "end_time"})
        elif entry["end_time"] is not None:
            assert "date" not in entry
            assert entry["start_time"] < entry["end_time"]
        if entry.get("end_time", "") is not None:
            assert 60 <= entry["duration"] <= 86400


def test_keys_belong_to_active_people_and_the_owner_is_first(world):
    users = by_id(world, "users")
    holders = [users[user_id] for user_id in world["api_keys"].values()]
    assert [holder["type"] for holder in holders] == ["Admin", "Employee", "Employee", "Guest"]
    assert all(holder["active"] for holder in holders)
    assert next(iter(world["api_keys"])) == "demo-owner-key"
    assert holders[1]["managed_projects"]
