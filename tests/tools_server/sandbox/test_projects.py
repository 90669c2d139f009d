"""Projects, task lists, tasks and milestones: what they do to each other."""

from typing import Any

import httpx
import pytest

from tools_server.sandbox.paymo.app import create_app


def write(client: httpx.Client, path: str, **body: Any) -> dict[str, Any]:
    response = client.post(path, json=body)
    assert response.is_success, response.text
    return dict(next(iter(response.json().values()))[0])


def read(client: httpx.Client, path: str) -> dict[str, Any]:
    return dict(next(iter(client.get(path).json().values()))[0])


def test_a_project_brings_its_own_code_client_and_status(admin: httpx.Client) -> None:
    project = write(admin, "projects", name="Best Buy Website Redesign")
    assert project["code"] == "BBW"
    client = read(admin, f"clients/{project['client_id']}")
    assert client["name"] == "Sample Client"
    assert read(admin, f"projects/{project['id']}?include=projectstatus.name")["projectstatus"] == {
        "name": "Active"
    }
    again = write(admin, "projects", name="Second")
    assert again["client_id"] == project["client_id"]


def test_managers_are_users(admin: httpx.Client) -> None:
    project = write(admin, "projects/101", managers=[5])
    assert (project["users"], project["managers"]) == ([1, 4, 7, 5], [5])
    project = write(admin, "projects/101", users=[1, 4])
    assert (project["users"], project["managers"]) == ([1, 4], [])
    assert read(admin, "users/4")["assigned_projects"] == [101, 102, 104]


def test_archiving_and_the_status_go_together(admin: httpx.Client) -> None:
    archived = write(admin, "projects/101", active=False)
    assert read(admin, f"projectstatuses/{archived['status_id']}")["name"] == "Archived"
    [proposal] = admin.get('projectstatuses?where=name="Proposal"').json()["projectstatuses"]
    assert write(admin, "projects/101", status_id=proposal["id"])["active"] is True
    [on_hold] = admin.get('projectstatuses?where=name="On-hold"').json()["projectstatuses"]
    assert write(admin, "projects/101", status_id=on_hold["id"])["active"] is False


def test_task_codes_count_up_and_a_project_alone_means_the_default_list(
    admin: httpx.Client,
) -> None:
    first = write(admin, "tasks", name="A", project_id=101)
    second = write(admin, "tasks", name="B", project_id=101)
    assert (first["code"], second["code"]) == ("WR-5", "WR-6")
    assert first["tasklist_id"] == second["tasklist_id"]
    assert read(admin, f"tasklists/{first['tasklist_id']}")["name"] == "Default Task List"
    assert read(admin, "projects/101")["task_code_increment"] == 6
    assert (first["user_id"], first["priority"], first["complete"]) == (1, 50, False)


def test_completing_a_task_moves_its_status_and_back(account) -> None:
    admin, employee = account(), account("EMPLOYEE-KEY")
    done = write(employee, "tasks/301", complete=True)
    assert (done["completed_on"], done["completed_by"]) == ("2026-11-02T12:00:00Z", 4)
    assert read(admin, f"workflowstatuses/{done['status_id']}")["action"] == "complete"
    reopened = write(admin, "tasks/301", complete=False)
    assert (reopened["completed_on"], reopened["completed_by"]) == (None, None)
    assert read(admin, f"workflowstatuses/{reopened['status_id']}")["action"] == "backlog"
    by_status = write(admin, "tasks/301", status_id=done["status_id"])
    assert (by_status["complete"], by_status["completed_by"]) == (True, 1)


def test_another_workflow_resets_the_statuses(admin: httpx.Client) -> None:
    workflow = write(admin, "workflows", name="Kanban")
    statuses = admin.get(f"workflowstatuses?where=workflow_id={workflow['id']}").json()
    by_action = {row["action"]: row["id"] for row in statuses["workflowstatuses"]}
    write(admin, "projects/101", workflow_id=workflow["id"])
    assert read(admin, "tasks/301")["status_id"] == by_action["backlog"]
    assert read(admin, "tasks/304")["status_id"] == by_action["complete"]
    assert admin.delete(f"workflows/{workflow['id']}").status_code == 400


def test_time_follows_a_task_into_another_project(admin: httpx.Client) -> None:
    task = write(admin, "tasks/301", tasklist_id=203)
    assert task["project_id"] == 102
    entries = admin.get("entries?where=task_id=301&include=project_id").json()["entries"]
    assert {entry["project_id"] for entry in entries} == {102}


def test_milestones_and_task_lists_are_two_ends_of_one_link(admin: httpx.Client) -> None:
    milestone = write(
        admin, "milestones", name="M", project_id=101, due_date="2026-12-01", linked_tasklists=[201]
    )
    assert milestone["linked_tasklists"] == [201]
    assert read(admin, "tasklists/201")["milestone_id"] == milestone["id"]
    assert read(admin, "milestones/401")["linked_tasklists"] == []
    write(admin, f"milestones/{milestone['id']}", linked_tasklists=[])
    assert read(admin, "tasklists/201")["milestone_id"] is None
    foreign = admin.put(f"milestones/{milestone['id']}", json={"linked_tasklists": [203]})
    assert foreign.status_code == 400


def test_order_lists_move_what_they_name(admin: httpx.Client) -> None:
    write(admin, "projects/101", tasklists_order=[202, 201])
    assert [read(admin, f"tasklists/{n}")["seq"] for n in (201, 202)] == [2, 1]


@pytest.mark.parametrize(
    ("path", "gone", "left"),
    [
        ("tasks/301", ["entries/501", "entries/513"], ["entries/503"]),
        ("tasklists/201", ["tasks/301", "entries/501"], ["tasks/303", "milestones/401"]),
        (
            "projects/101",
            ["tasklists/201", "tasks/303", "milestones/402", "entries/506"],
            ["clients/11"],
        ),
        (
            "clients/11",
            ["projects/101", "tasks/308", "entries/515", "clientcontacts/21"],
            ["users/7"],
        ),
        ("users/4", ["entries/501"], ["tasks/301", "milestones/402"]),
        ("milestones/401", [], ["tasklists/201"]),
    ],
)
def test_deleting_reaches_what_belongs_to_it(
    admin: httpx.Client, path: str, gone: list[str], left: list[str]
) -> None:
    assert admin.delete(path).status_code == 200
    assert [admin.get(item).status_code for item in gone] == [404] * len(gone)
    assert [admin.get(item).status_code for item in left] == [200] * len(left)


def test_a_deleted_user_leaves_the_lists_too(admin: httpx.Client) -> None:
    admin.delete("users/4")
    assert read(admin, "projects/101")["users"] == [1, 7]
    assert read(admin, "tasks/306")["users"] == [5]
    assert read(admin, "milestones/402")["user_id"] is None


def test_users_are_unique_among_the_active_and_may_be_assigned_from_their_side(
    admin: httpx.Client,
) -> None:
    assert admin.post("users", json={"email": "AOIFE@harbour.example"}).status_code == 400
    user = write(admin, "users", email="rory@harbour.example", managed_projects=[103])
    assert (user["type"], user["name"]) == ("Employee", "rory")
    assert (user["assigned_projects"], user["managed_projects"]) == ([103], [103])
    assert admin.put("users/6", json={"active": True}).status_code == 400


def test_limits_of_the_plan(serve, studio: dict[str, Any]) -> None:
    studio["company"] |= {"max_users": 5, "max_projects": 3}
    admin = serve("ADMIN-KEY", create_app(None, world=studio))
    seats = admin.post("users", json={"email": "new@harbour.example"})
    assert seats.status_code == 403
    assert seats.json()["message"] == "Could not add user. Maximum number of users reached."
    assert admin.post("users", json={"email": "g@x.example", "type": "Guest"}).status_code == 201
    projects = admin.post("projects", json={"name": "One more"})
    assert projects.status_code == 403
    assert projects.json()["message"] == "Adding projects denied. Projects limit reached."
