"""The collections that the product leaves alone (sections 8.16 to 8.20)."""

from __future__ import annotations

import pytest

from tests.contract.asking import Api, Row, ids
from tests.contract.conftest import Workspace
from tests.contract.facts import fact

pytestmark = pytest.mark.writes

PNG = b"\x89PNG\r\n\x1a\n"


@fact("8.16", "`subtasks_order` of a task update puts them in order")
@fact("8.16", "its project is the task's")
def test_subtasks_are_put_in_order(api: Api, workspace: Workspace) -> None:
    rows = [api.created("subtasks", {"name": n, "task_id": workspace.task}) for n in "abc"]
    assert {row["project_id"] for row in rows} == {workspace.project}
    wanted = [row["id"] for row in reversed(rows)]
    api.put(f"tasks/{workspace.task}", {"subtasks_order": wanted})
    found = api.rows("subtasks", where=f"task_id={workspace.task}")
    assert [row["id"] for row in sorted(found, key=lambda row: row["seq"])] == wanted


@fact("8.16", "Writing the `users` of a task does the same")
def test_assignments_and_users_of_a_task_are_one_thing(api: Api, workspace: Workspace) -> None:
    where = f"task_id={workspace.task}"
    row = api.created("userstasks", {"user_id": api.me["id"], "task_id": workspace.task})
    assert api.one("tasks", workspace.task)["users"] == [api.me["id"]]
    booking = {"user_task_id": row["id"], "start_date": "2026-12-01", "end_date": "2026-12-04"}
    api.created("bookings", {**booking, "hours_per_day": 2})
    api.put(f"tasks/{workspace.task}", {"users": []})
    assert api.rows("userstasks", where=where) == api.rows("bookings", where=where) == []


@fact("8.17", "A comment needs `content` and its thread or what it is about")
@fact("8.17", "Deleting a discussion deletes its comments")
def test_a_discussion_goes_with_its_comments(api: Api, workspace: Workspace) -> None:
    body: Row = {"name": "Check", "project_id": workspace.project}
    discussion = api.created("discussions", body)["id"]
    first, second = (
        api.created("comments", {"discussion_id": discussion, "content": text}) for text in "ab"
    )
    assert first["thread_id"] == second["thread_id"]
    row = api.one("discussions", discussion, include="thread.comments")
    assert ids(row["thread"]["comments"]) == {first["id"], second["id"]}
    api.delete(f"discussions/{discussion}")
    assert api.get(f"comments/{first['id']}").status_code == 404


@fact("8.17", "an update that carries the token and a place attaches it")
def test_a_loose_file_is_attached_by_its_token(api: Api, workspace: Workspace) -> None:
    [file] = api.request("POST", "files", files={"file": ("a.png", PNG)}).json()["files"]
    place = {"task_id": workspace.task}
    api.put(f"files/{file['id']}", {"token": file["token"], **place})
    row = api.one("files", file["id"])
    assert (row["task_id"], row["project_id"]) == (workspace.task, workspace.project)
    assert "token" not in row


@fact("8.18", "lines and totals work as on invoices, with `items` written")
@fact("8.18", "`client_id`, `currency`, `frequency` and `start_date` are required")
def test_a_recurring_profile_adds_up_like_an_invoice(api: Api, workspace: Workspace) -> None:
    body: Row = {"client_id": workspace.client, "currency": "EUR", "start_date": "2030-01-01"}
    assert "frequency" in api.post("recurringprofiles", body).json()["message"]
    items = [{"item": "A", "price_unit": 10, "quantity": 3}]
    body |= {"frequency": "m", "tax": 10, "items": items}
    row = api.created("recurringprofiles", body, include="*,recurringprofileitems")
    assert (row["subtotal"], row["total"], row["invoices_created"]) == (30, 33, 0)
    assert [line["item"] for line in row["recurringprofileitems"]] == ["A"]


@fact("8.19", "A template created with a `project_id` copies that project")
@fact("8.19", "a project written with a `template_id` gets the template's lists and tasks")
def test_a_template_goes_from_project_to_project(api: Api, workspace: Workspace) -> None:
    source, target = workspace.new_project(api), workspace.new_project(api)
    api.created("tasks", {"name": "Once more", "project_id": source})
    body = {"name": "Contract check", "project_id": source}
    [template] = api.post("projecttemplates", body).json()["project_templates"]
    api.put(f"projects/{target}", {"template_id": template["id"]})
    api.delete(f"projecttemplates/{template['id']}")
    [task] = api.rows("tasks", where=f"project_id={target}")
    assert task["name"] == "Once more"


@fact("8.20", "a `secret` signs the calls and is never told")
def test_a_webhook_is_kept_without_its_secret(api: Api) -> None:
    body: Row = {"target_url": "https://hooks.example/check", "event": "model.delete.Booking"}
    row = api.created("hooks", {**body, "secret": "hush"})
    assert api.one("hooks", row["id"]).keys().isdisjoint({"secret", "user_id"})
    api.delete(f"hooks/{row['id']}")


@fact("8.20", "Lists leave `content` out")
@fact("8.20", "a total at level 0 in the end")
def test_a_report_adds_time_up(api: Api, workspace: Workspace) -> None:
    for seconds in (3600, 1800):
        body = {"task_id": workspace.task, "date": "2026-10-20", "duration": seconds}
        api.created("entries", body)
    asked: Row = {"type": "static", "date_interval": "all_time", "projects": [workspace.project]}
    row = api.created("reports", {**asked, "name": "Check", "include": {"tasks": True}})
    *lines, total = row["content"]["items"]
    assert [(line["type"], line["id"]) for line in lines] == [("task", workspace.task)]
    assert (total["type"], total["level"], total["pct"]) == ("total", 0, 100)
    assert total["time"] == sum(line["time"] for line in lines) >= 5400
    assert all("content" not in listed for listed in api.rows("reports"))
    api.delete(f"reports/{row['id']}")
