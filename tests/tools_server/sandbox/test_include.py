"""Includes: whole and sparse, nested, and the names that are refused."""

from typing import Any

import httpx
import pytest


def first(client: httpx.Client, path: str, **params: str) -> dict[str, Any]:
    response = client.get(path, params=params)
    assert response.status_code == 200, response.text
    rows = next(iter(response.json().values()))
    return dict(rows[0])


def test_a_relation_of_fields_carries_only_these(admin: httpx.Client) -> None:
    task = first(admin, "tasks/301", include="project.name,project.client.name,tasklist")
    assert task["project"] == {"name": "Website Relaunch", "client": {"name": "Northwind Traders"}}
    assert task["name"] == "Homepage wireframes"
    assert task["tasklist"]["tasks_count"] == {"incomplete": 2, "completed": 0}


def test_own_fields_restrict_the_object_and_keep_its_id(admin: httpx.Client) -> None:
    task = first(admin, "tasks/301", include="name,users,project.name")
    assert task == {
        "id": 301,
        "name": "Homepage wireframes",
        "users": [4],
        "project": {"name": "Website Relaunch"},
    }


def test_a_star_keeps_all_own_fields(admin: httpx.Client) -> None:
    task = first(admin, "tasks/301", include="*,name,project.name")
    assert {"id", "code", "priority", "project"} <= task.keys()


def test_children_are_lists_and_missing_parents_null(admin: httpx.Client) -> None:
    project = first(admin, "projects/104", include="milestones,tasks.name")
    assert project["milestones"] == []
    assert [task["name"] for task in project["tasks"]] == ["Server shutdown"]


def test_a_null_reference_includes_null(admin: httpx.Client) -> None:
    assert first(admin, "milestones/404", include="user.name")["user"] is None


def test_children_that_are_not_there_are_none(admin: httpx.Client) -> None:
    task = first(admin, "tasks/301", include="subtasks,thread.comments")
    assert (task["subtasks"], task["thread"]) == ([], None)


def test_four_levels(admin: httpx.Client) -> None:
    response = admin.get("clients/11", params={"include": "projects.tasklists.tasks.entries.id"})
    project = response.json()["clients"][0]["projects"][0]
    assert project["tasklists"][0]["tasks"][0]["entries"] == [{"id": 501}, {"id": 502}, {"id": 513}]


def test_creating_can_include_what_was_created(admin: httpx.Client) -> None:
    response = admin.post(
        "invoices?include=total,invoiceitems.item",
        json={"client_id": 11, "currency": "EUR", "items": [{"item": "A", "price_unit": 7}]},
    )
    assert response.json()["invoices"][0]["invoiceitems"] == [{"item": "A"}]


@pytest.mark.parametrize(
    ("path", "include", "status", "name"),
    [
        ("entries?where=user_id=4", "project", 400, "project"),
        ("tasks", "nickname", 400, "nickname"),
        ("tasks", "project.nickname", 400, "nickname"),
        ("tasks", "subtasks_order", 400, "subtasks_order"),
        ("clients", "additional_privileges", 400, "additional_privileges"),
        ("projects", "client.image_thumb_large", 400, "image_thumb_large"),
        ("users", "assigned_projects", 400, "assigned_projects"),
        ("users", "password", 400, "password"),
        ("milestones", "linked_tasklists", 400, "linked_tasklists"),
        ("invoiceitems", "expense", 400, "expense"),
        ("entries?where=user_id=4", "client_id", 400, "client_id"),
    ],
)
def test_refused_names(
    admin: httpx.Client, path: str, include: str, status: int, name: str
) -> None:
    response = admin.get(f"{path}{'&' if '?' in path else '?'}include={include}")
    assert response.status_code == status
    assert response.json() == {"message": f"Unknown field or reference: {name}"}


@pytest.mark.parametrize(
    "path", ["entries?where=user_id=4&include=duration", "projects?include=task"]
)
def test_requests_that_break_the_live_service(admin: httpx.Client, path: str) -> None:
    assert admin.get(path).status_code == 500
