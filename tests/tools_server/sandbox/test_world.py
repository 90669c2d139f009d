"""World files: what they may leave out, and what is wrong with the wrong ones."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from tools_server.sandbox.paymo.app import api_keys, create_app
from tools_server.sandbox.paymo.world import WorldError, load_world
from tools_server.sandbox.worlds.demo import build_demo_world

SMALL: dict[str, Any] = {
    "users": [{"name": "Ada", "type": "Admin", "managed_projects": [7]}, {"id": 9, "name": "Bo"}],
    "clients": [{"name": "Acme"}],
    "projects": [{"id": 7, "name": "Big Plan", "client_id": 1}, {"name": "No Client"}],
    "tasks": [
        {"id": 40, "name": "One", "project_id": 7, "code": "BP-12"},
        {"name": "Two", "project_id": 7, "completed_on": "2026-05-01T10:00:00Z"},
    ],
    "entries": [
        {"task_id": 40, "user_id": 9, "start_time": "2026-05-01T10:00:00Z", "duration": 600},
        {"task_id": 40, "user_id": 9, "date": "2026-05-02", "duration": 60, "invoice_item_id": 1},
    ],
    "invoices": [
        {
            "client_id": 1,
            "date": "2026-05-04",
            "tax": 10,
            "items": [{"item": "A", "price_unit": "12.5", "quantity": 2, "entries": [1]}],
        },
        {
            "client_id": 1,
            "total": 99.5,
            "status": None,
            "items": None,
            "invoiceitems": [{"item": "B", "price_unit": 1}],
        },
    ],
    "company": {"default_currency": "GBP", "due_interval": 10, "next_invoice_number": "31"},
    "quickbooks": {"profile": "us"},
}


DAYS = {"start_date": "2026-05-01", "end_date": "2026-05-02", "hours_per_day": 4}


@pytest.fixture
def small(serve: Any) -> httpx.Client:
    client: httpx.Client = serve("sandbox-key", create_app(None, world=SMALL))
    return client


def rows(client: httpx.Client, path: str) -> list[dict[str, Any]]:
    response = client.get(path)
    assert response.status_code == 200, response.text
    return list(response.json()[path.partition("?")[0]])


def test_people_and_projects_are_filled_in(small: httpx.Client) -> None:
    users = rows(small, "users?include=name,type,active")
    assert [(user["id"], user["type"]) for user in users] == [(10, "Admin"), (9, "Employee")][::-1]
    plan, other = rows(small, "projects?include=*,client.name,projectstatus.name")
    assert (plan["code"], plan["users"], plan["managers"]) == ("BP", [10], [10])
    assert (plan["task_code_increment"], plan["billable"]) == (12, True)
    assert (other["id"], other["client"]) == (8, {"name": "Sample Client"})
    assert other["projectstatus"] == {"name": "Active"}


def test_tasks_find_their_list_and_status(small: httpx.Client) -> None:
    one, two = rows(small, "tasks?include=*,tasklist.name,workflowstatus.action")
    assert one["tasklist"] == two["tasklist"] == {"name": "Default Task List"}
    assert (one["code"], one["workflowstatus"]) == ("BP-12", {"action": "backlog"})
    assert (two["id"], two["complete"]) == (41, True)
    assert two["workflowstatus"] == {"action": "complete"}


def test_entries_know_their_kind_and_bill(small: httpx.Client) -> None:
    timed, bulk = rows(small, "entries?where=user_id=9")
    assert (timed["end_time"], timed["project_id"]) == ("2026-05-01T10:10:00Z", 7)
    assert (timed["billed"], timed["invoice_item_id"]) == (True, 1)
    assert (bulk["is_bulk"], bulk["billed"]) == (True, True)


def test_invoices_are_added_up_unless_they_say_otherwise(small: httpx.Client) -> None:
    computed, given = rows(small, "invoices?include=*,invoiceitems.item")
    assert (computed["subtotal"], computed["tax_amount"], computed["total"]) == (25, 2.5, 27.5)
    assert (computed["currency"], computed["due_date"]) == ("GBP", "2026-05-14")
    assert computed["invoiceitems"] == [{"item": "A"}]
    assert (given["subtotal"], given["total"], given["status"]) == (1, 99.5, "draft")


def test_what_hangs_on_tasks_finds_its_place(serve: Any) -> None:
    world = {
        **SMALL,
        "subtasks": [{"name": "A", "task_id": 41}, {"name": "B", "task_id": 41}],
        "userstasks": [{"id": 5, "task_id": 41, "user_id": 9}],
        "comments": [{"id": 1, "task_id": 41, "content": "A"}, {"file_id": 2, "content": "B"}],
        "files": [{"id": 2, "comment_id": 1, "original_filename": "a.PNG"}],
        "reports": [{"type": "static", "date_interval": "all_time", "user_id": 10}],
    }
    admin = serve("sandbox-key", create_app(None, world=world))
    assert [row["seq"] for row in rows(admin, "subtasks?where=task_id=41")] == [0, 1]
    assert rows(admin, "tasks?where=id=41&include=users") == [{"id": 41, "users": [9]}]
    [thread, other] = rows(admin, "threads?include=*,comments.content,file.file")
    assert (thread["task_id"], thread["comments"]) == (41, [{"content": "A"}])
    assert other["project_id"] == thread["project_id"]
    assert other["file"]["file"].endswith(".png")
    [report] = admin.get("reports/1").json()["reports"]
    assert report["content"]["items"][-1]["time"] > 0


def test_a_part_without_what_it_belongs_to_is_left_out(serve: Any) -> None:
    world = {
        **SMALL,
        "subtasks": [{"name": "A", "task_id": 5}, {"task_id": 40}],
        "bookings": [{"user_task_id": 5, **DAYS}],
        "threads": [{"id": 1, "project_id": 7}],
        "comments": [{"id": 1, "thread_id": 1, "content": "A"}, {"content": "B"}],
        "files": [{"comment_id": 1}, {"project_id": 7}],
        "hooks": [{"target_url": "A", "event": "*"}],
    }
    admin = serve("sandbox-key", create_app(None, world=world))
    kept = {name: len(admin.get(name).json()[name]) for name in ("subtasks", "comments", "files")}
    assert kept == {"subtasks": 0, "comments": 0, "files": 1}
    assert rows(admin, "bookings?where=start_date>2000-01-01") == []


def test_nothing_at_all_is_an_account_with_an_admin(serve: Any) -> None:
    app = create_app(None)
    assert api_keys(app) == ["sandbox-key"]
    nobody = serve("sandbox-key", app)
    assert rows(nobody, "users")[0]["type"] == "Admin"
    assert [row["name"] for row in rows(nobody, "workflowstatuses")] == ["Backlog", "Complete"]
    assert len(rows(nobody, "projectstatuses")) == 6


def test_the_demo_world_fits(serve: Any) -> None:
    app = create_app(None, world=lambda: build_demo_world(date(2026, 11, 2)))
    demo = serve(api_keys(app)[0], app)
    [user] = demo.get("me").json()["users"]
    assert user["active"] is True


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"projects": {}}, "projects: expected a list"),
        ({"projects": [7]}, "projects[0]: expected an object"),
        ({"projekts": []}, "projekts: unknown collection"),
        ({"clients": [{"name": "A"}, {}]}, "clients[1].name: missing"),
        ({"clients": [{"name": "A", "due_interval": "soon"}]}, "clients[0].due_interval: expected"),
        (
            {"clients": [{"name": "A", "citty": "Cork"}]},
            "clients[0].citty: unknown field; is it city",
        ),
        (
            {"clients": [{"id": 5, "name": "A"}, {"id": 5, "name": "B"}]},
            "clients[1].id: 5 is there",
        ),
        ({"projects": [{"name": "P", "client_id": 5}]}, "projects[0].client_id: there is no 5 in"),
        ({"projects": [{"name": "P", "users": [5]}]}, "projects[0].users: there is no 5 in users"),
        ({"tasks": [{"name": "T"}]}, "tasks[0]: neither tasklist_id nor project_id"),
        ({"entries": [{"task_id": 1, "user_id": 1}]}, "entries[0].date: missing"),
        (
            {"invoices": [{"client_id": 1, "items": [{"quantity": "x"}]}]},
            "invoices[0].items[0].quant",
        ),
        ({"invoices": [{"client_id": 1, "status": "late"}]}, "invoices[0].status: expected one of"),
        ({"comments": [{"contents": "A"}]}, "comments[0].contents: unknown field; is it content"),
        ({"api_keys": {"K": 77}}, "api_keys.K: there is no 77 in users"),
        ({"company": "Acme"}, "company: expected an object"),
        ({"company": {"due_interval": "a month"}}, "company: due_interval: expected a whole"),
    ],
)
def test_errors_name_file_collection_index_and_field(
    tmp_path: Path, change: dict[str, Any], place: str
) -> None:
    file = tmp_path / "world.json"
    file.write_text(json.dumps(change), encoding="utf-8")
    with pytest.raises(WorldError) as caught:
        load_world(file)
    assert str(caught.value).startswith(f"{file}: {place}")


def test_a_file_that_is_not_json(tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    file.write_text("{", encoding="utf-8")
    with pytest.raises(WorldError, match=r"world\.json"):
        load_world(file)
