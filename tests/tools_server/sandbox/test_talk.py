"""Discussions, threads, comments and files: how they come about, and whose they are."""

import httpx
import pytest

PNG = b"\x89PNG\r\n\x1a\n"
EMPLOYEE, MANAGER = "EMPLOYEE-KEY", "MANAGER-KEY"


def only(answer: httpx.Response) -> dict:
    assert answer.status_code in (200, 201), answer.text
    [[row]] = answer.json().values()
    return row


def comment(client: httpx.Client, **about: int) -> dict:
    return only(client.post("comments", json={"content": "A", **about}))


def test_a_thread_names_only_what_it_is_about(admin: httpx.Client) -> None:
    first, second = comment(admin, task_id=301), comment(admin, task_id=301)
    thread = only(admin.get(f"threads/{first['thread_id']}"))
    assert first["thread_id"] == second["thread_id"]
    assert (thread["task_id"], thread["project_id"]) == (301, 101)
    assert thread.keys().isdisjoint({"discussion_id", "file_id"})
    task = only(admin.get("tasks/301?include=thread.comments"))
    assert len(task["thread"]["comments"]) == task["comments_count"] == 2
    assert only(admin.get("comments/1?include=project.name"))["project"]["name"]
    third = comment(admin, thread_id=first["thread_id"])
    assert third["thread_id"] == first["thread_id"]


@pytest.mark.parametrize("body", [{}, {"task_id": 999}, {"thread_id": 999}])
def test_a_comment_on_nothing(admin: httpx.Client, body: dict) -> None:
    assert admin.post("comments", json={"content": "A", **body}).status_code == 400
    assert admin.get("threads").json() == {"threads": []}


def test_threads_are_read_only(admin: httpx.Client) -> None:
    comment(admin, task_id=301)
    statuses = [
        admin.post("threads", json={"task_id": 302}).status_code,
        admin.put("threads/1", json={"task_id": 302}).status_code,
        admin.delete("threads/1").status_code,
    ]
    assert statuses == [405, 405, 405]


def test_a_file_comes_with_what_it_is_attached_to(admin: httpx.Client) -> None:
    data = {"name": "Plan", "project_id": "101"}
    talk = only(admin.post("discussions", data=data, files={"file": ("plan.pdf", b"12345")}))
    [file] = only(admin.get(f"discussions/{talk['id']}?include=files"))["files"]
    assert (file["original_filename"], file["size"]) == ("plan.pdf", "5")
    assert (file["mime"], file["discussion_id"]) == ("application/pdf", talk["id"])
    assert file.keys().isdisjoint({"task_id", "comment_id", "token", "image_thumb_small"})
    admin.post("tasks/301", files={"file": ("shot.png", PNG)})
    task = only(admin.get("tasks/301?include=files"))
    assert task["files_count"] == 1
    assert "/thumbs/small/" in task["files"][0]["image_thumb_small"]
    on_file = comment(admin, file_id=file["id"])
    admin.delete(f"discussions/{talk['id']}")
    assert admin.get(f"comments/{on_file['id']}").status_code == 404
    assert admin.get(f"files/{file['id']}").status_code == 404


def test_only_name_and_description_of_a_file_change(admin: httpx.Client) -> None:
    file = only(admin.post("files", data={"task_id": "301"}, files={"file": ("a.png", PNG)}))
    change = {"description": "B", "original_filename": "b.png", "project_id": 102, "task_id": 999}
    after = only(admin.put(f"files/{file['id']}", json=change))
    assert (after["description"], after["original_filename"]) == ("B", "b.png")
    assert (after["project_id"], after["task_id"]) == (101, 301)
    assert admin.post("files", json={"file": "text"}).status_code == 400


def test_a_loose_file_is_its_owners_until_the_token_attaches_it(account) -> None:
    employee, manager = account(EMPLOYEE), account(MANAGER)
    file = only(employee.post("files", files={"file": ("a.png", PNG)}))
    path = f"files/{file['id']}"
    assert manager.get(path).status_code == 403
    wrong = {"token": "0" * 32, "project_id": 102}
    assert employee.put(path, json=wrong).status_code == 403
    assert only(employee.put(path, json={"project_id": 102}))["project_id"] is None
    attached = only(employee.put(path, json={"token": file["token"], "project_id": 102}))
    assert (attached["project_id"], "token" in attached) == (102, False)
    assert only(manager.get(path))["id"] == file["id"]


def test_a_file_hangs_on_one_thing(admin: httpx.Client) -> None:
    place = {"task_id": "301", "comment_id": str(comment(admin, task_id=301)["id"])}
    refused = admin.post("files", data=place, files={"file": ("a.png", PNG)})
    assert refused.status_code == 400


def test_words_are_changed_by_their_author_or_the_manager(account) -> None:
    row = comment(account(), task_id=306)
    path, change = f"comments/{row['id']}", {"content": "B"}
    assert account(EMPLOYEE).get(path).status_code == 200
    assert account(EMPLOYEE).put(path, json=change).status_code == 403
    assert account(MANAGER).put(path, json=change).status_code == 200
    own = comment(account(EMPLOYEE), task_id=306)
    assert account(EMPLOYEE).delete(f"comments/{own['id']}").status_code == 200
    assert (
        account(EMPLOYEE).post("comments", json={"content": "A", "task_id": 308}).status_code > 400
    )
    assert account("GUEST-KEY").get("comments").json() == {"comments": []}
