"""The cap of 2,500 rows of one resource type in one response."""

from typing import Any

import httpx
import pytest

from tools_server.sandbox.paymo.app import create_app

TASKS = 2501


@pytest.fixture
def crowd(serve: Any) -> httpx.Client:
    tasks = [{"name": f"T{n}", "tasklist_id": 1 if n else 2} for n in range(TASKS)]
    world = {
        "projects": [{"id": 1, "name": "Big"}, {"id": 2, "name": "Small"}],
        "tasklists": [
            {"id": 1, "name": "L", "project_id": 1},
            {"id": 2, "name": "L", "project_id": 2},
        ],
        "tasks": tasks,
    }
    client: httpx.Client = serve("sandbox-key", create_app(None, world=world))
    return client


def test_a_list_stops_at_the_cap_and_pages_go_on(crowd: httpx.Client) -> None:
    assert len(crowd.get("tasks").json()["tasks"]) == 2500
    assert len(crowd.get("tasks?page=0&page_size=9999").json()["tasks"]) == 2500
    assert len(crowd.get("tasks?page=1&page_size=9999").json()["tasks"]) == 1


def test_included_rows_over_the_cap_leave_all_their_lists_empty(crowd: httpx.Client) -> None:
    both = crowd.get("projects?include=tasks.name,tasklists.name").json()["projects"]
    assert [project["tasks"] for project in both] == [[], []]
    assert [len(project["tasklists"]) for project in both] == [1, 1]


def test_included_rows_up_to_the_cap_are_all_there(crowd: httpx.Client) -> None:
    fitting = crowd.get("projects?include=tasks.name&where=tasks.id>1").json()["projects"]
    assert [len(project["tasks"]) for project in fitting] == [2500, 0]
