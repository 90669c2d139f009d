"""Subtasks, assignments, bookings: who may write them, and what goes along with a task."""

import httpx
import pytest

BOOKED = {"start_date": "2026-11-09", "end_date": "2026-11-13", "hours_per_day": 4}


def rows(client: httpx.Client, path: str) -> list[dict]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()[path.partition("?")[0]]


def made(client: httpx.Client, collection: str, **body: object) -> dict:
    answer = client.post(collection, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()[collection][0]


def test_the_users_of_a_world_are_assigned(admin: httpx.Client) -> None:
    assigned = rows(admin, "userstasks?where=task_id=302")
    assert [row["user_id"] for row in assigned] == [4, 1]


def test_completing_a_subtask_is_stamped(account) -> None:
    row = made(account("EMPLOYEE-KEY"), "subtasks", name="A", task_id=301)
    assert (row["seq"], row["user_id"], row["project_id"]) == (0, 4, 101)
    path = f"subtasks/{row['id']}"
    [done] = account().put(path, json={"complete": True}).json()["subtasks"]
    assert (done["completed_on"], done["completed_by"]) == ("2026-11-02T12:00:00Z", 1)
    [undone] = account().put(path, json={"complete": False}).json()["subtasks"]
    assert (undone["completed_on"], undone["completed_by"]) == (None, None)


def test_an_assignment_writes_the_users_of_its_tasks(admin: httpx.Client) -> None:
    row = made(admin, "userstasks", user_id=5, task_id=301)
    [task] = rows(admin, "tasks?where=id=301&include=users")
    assert task == {"id": 301, "users": [4, 5]}
    admin.put(f"userstasks/{row['id']}", json={"task_id": 303})
    assert [task["users"] for task in rows(admin, "tasks?where=id in (301,303)")] == [[4], [5]]
    assert admin.delete(f"userstasks/{row['id']}").status_code == 200
    assert [task["users"] for task in rows(admin, "tasks?where=id=303")] == [[]]
    assert admin.post("userstasks", json={"user_id": 4, "task_id": 301}).status_code == 400


def test_bookings_are_found_by_days_and_by_what_they_plan(admin: httpx.Client) -> None:
    [assigned] = rows(admin, "userstasks?where=task_id=301")
    row = made(admin, "bookings", user_task_id=assigned["id"], **BOOKED)
    for where in (
        "project_id=101",
        "task_id=301",
        "user_id=4",
        f"user_task_id={assigned['id']}",
        'date_interval in ("2026-11-13","2026-12-01")',
    ):
        found = rows(admin, f"bookings?where={where}&include=*,usertask.user_id")
        assert [booking["id"] for booking in found] == [row["id"]], where
        assert found[0]["usertask"] == {"user_id": 4}
    assert rows(admin, 'bookings?where=date_interval in ("2026-11-14","2026-12-01")') == []
    assert admin.get("bookings").status_code == 400
    early = {"end_date": "2026-11-01"}
    assert admin.put(f"bookings/{row['id']}", json=early).status_code == 400


def test_what_hangs_on_a_task_follows_it_and_goes_with_it(admin: httpx.Client) -> None:
    made(admin, "subtasks", name="A", task_id=301)
    comment = made(admin, "comments", task_id=301, content="A")
    admin.post(f"comments/{comment['id']}", files={"file": ("a.txt", b"a")})
    [assigned] = rows(admin, "userstasks?where=task_id=301")
    made(admin, "bookings", user_task_id=assigned["id"], **BOOKED)
    paths = [f"{name}?where=project_id=102" for name in ("subtasks", "threads", "files")]
    paths += [f"{name}?where=project_id=102 and id>0" for name in ("comments", "bookings")]
    assert all(rows(admin, path) == [] for path in paths)
    admin.put("tasks/301", json={"tasklist_id": 203})
    assert all(len(rows(admin, path)) == 1 for path in paths)
    [task] = rows(admin, "tasks?where=id=301")
    assert (task["comments_count"], task["files_count"]) == (1, 0)
    admin.delete("tasks/301")
    assert all(rows(admin, path) == [] for path in paths)


@pytest.mark.parametrize(
    ("key", "collection", "body", "status"),
    [
        ("EMPLOYEE-KEY", "subtasks", {"name": "A", "task_id": 308}, 403),
        ("EMPLOYEE-KEY", "userstasks", {"user_id": 1, "task_id": 301}, 201),
        ("EMPLOYEE-KEY", "bookings", {"user_task_id": 1, **BOOKED}, 403),
        ("GUEST-KEY", "subtasks", {"name": "A", "task_id": 301}, 403),
        ("MANAGER-KEY", "bookings", {"user_task_id": 5, **BOOKED}, 201),
        ("ADMIN-KEY", "subtasks", {"name": "A", "task_id": 999}, 400),
    ],
)
def test_who_may_write(account, key: str, collection: str, body: dict, status: int) -> None:
    assert account(key).post(collection, json=body).status_code == status


def test_what_is_out_of_sight(account) -> None:
    made(account(), "subtasks", name="A", task_id=308)
    assert rows(account("EMPLOYEE-KEY"), "subtasks") == []
    assert rows(account("EMPLOYEE-KEY"), "userstasks?where=task_id=308") == []
    assert account("EMPLOYEE-KEY").get("subtasks/1").json()["message"].startswith("Access to")
