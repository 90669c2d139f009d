"""Time: the two kinds of entries, timers and their rules."""

from typing import Any

import httpx
import pytest


def entry(client: httpx.Client, entry_id: int) -> dict[str, Any]:
    return dict(client.get(f"entries/{entry_id}").json()["entries"][0])


def test_the_two_kinds_and_a_timer_have_different_keys(admin: httpx.Client) -> None:
    bulk, timed, running = entry(admin, 501), entry(admin, 502), entry(admin, 520)
    assert (bulk["is_bulk"], bulk["date"], bulk["duration"]) == (True, "2026-10-05", 14400)
    assert bulk.keys().isdisjoint({"start_time", "end_time"})
    assert (timed["is_bulk"], timed["start_time"]) == (False, "2026-10-06T08:30:00Z")
    assert (timed["end_time"], timed["duration"]) == ("2026-10-06T11:00:00Z", 9000)
    assert "date" not in timed
    assert (running["end_time"], running["added_manually"]) == (None, False)
    assert running.keys().isdisjoint({"date", "duration"})


def test_bulk_time_belongs_to_the_caller_unless_it_says_otherwise(admin: httpx.Client) -> None:
    body = {"task_id": 301, "date": "2026-11-02", "duration": 1800, "project_id": 999}
    own = admin.post("entries", json=body).json()["entries"][0]
    assert (own["user_id"], own["project_id"], own["added_manually"]) == (1, 101, True)
    other = admin.post("entries", json={**body, "user_id": 4}).json()["entries"][0]
    assert other["user_id"] == 4


def test_offsets_become_utc_and_a_date_beside_times_is_dropped(admin: httpx.Client) -> None:
    created = admin.post(
        "entries",
        json={
            "task_id": 301,
            "date": "2026-10-01",
            "start_time": "2026-10-08T09:00:00+02:00",
            "end_time": "2026-10-08T10:15:30.9+02:00",
        },
    ).json()["entries"][0]
    assert (created["start_time"], created["duration"]) == ("2026-10-08T07:00:00Z", 4530)
    assert "date" not in created


@pytest.mark.parametrize(
    "times",
    [
        {"start_time": "2026-11-02T08:00:00Z", "end_time": "2026-11-02T08:00:59Z"},
        {"start_time": "2026-11-02T08:00:00Z", "end_time": "2026-11-02T07:00:00Z"},
        {"start_time": "2026-10-01T08:00:00Z", "end_time": "2026-10-02T08:00:01Z"},
        {"start_time": "yesterday", "end_time": "2026-11-02T08:00:00Z"},
        {"date": "2026-11-02", "duration": 0},
        {"date": "2026-11-02", "duration": -60},
        {"date": "2026-11-02", "duration": 86401},
        {"date": "today", "duration": 60},
    ],
)
def test_impossible_times(admin: httpx.Client, times: dict[str, Any]) -> None:
    assert admin.post("entries", json={"task_id": 301, **times}).status_code == 400


def test_an_archived_project_takes_no_time(admin: httpx.Client) -> None:
    body = {"task_id": 311, "date": "2026-11-02", "duration": 60}
    assert admin.post("entries", json=body).status_code == 403


def test_one_timer_a_person(admin: httpx.Client) -> None:
    start = {"task_id": 301, "start_time": "2026-11-02T11:58:00Z"}
    timer = admin.post("entries", json=start).json()["entries"][0]
    assert admin.post("entries", json=start).status_code == 409
    assert admin.post("entries", json={**start, "user_id": 5}).status_code == 409
    running = admin.get("entries?where=user_id=1 and end_time=null").json()["entries"]
    assert [row["id"] for row in running] == [timer["id"]]
    too_soon = {"end_time": "2026-11-02T11:58:59Z"}
    assert admin.put(f"entries/{timer['id']}", json=too_soon).status_code == 400
    stopped = admin.put(f"entries/{timer['id']}", json={"end_time": "2026-11-02T12:00:00Z"})
    assert stopped.json()["entries"][0]["duration"] == 120
    assert admin.post("entries", json=start).status_code == 201


def test_a_timer_that_was_forgotten_can_still_be_stopped(admin: httpx.Client) -> None:
    stopped = admin.put("entries/520", json={"end_time": "2026-11-04T08:30:00Z"})
    assert stopped.json()["entries"][0]["duration"] == 48 * 3600


@pytest.mark.parametrize(
    ("entry_id", "change", "status"),
    [
        (501, {"duration": 7200, "date": "2026-10-06"}, 200),
        (501, {"start_time": "2026-10-05T08:00:00Z"}, 400),
        (501, {"duration": 0}, 400),
        (502, {"duration": 60}, 400),
        (502, {"date": "2026-10-06"}, 400),
        (502, {"end_time": "2026-10-06T08:31:00Z"}, 200),
        (502, {"end_time": "2026-10-06T08:30:59Z"}, 400),
        (502, {"end_time": None}, 400),
        (502, {"task_id": 311}, 403),
        (501, {"billed": True, "invoice_item_id": 705}, 200),
    ],
)
def test_updates(admin: httpx.Client, entry_id: int, change: dict[str, Any], status: int) -> None:
    response = admin.put(f"entries/{entry_id}", json=change)
    assert response.status_code == status, response.text
    if status == 200:
        assert change.items() <= entry(admin, entry_id).items()


def test_another_task_means_another_project(admin: httpx.Client) -> None:
    moved = admin.put("entries/501", json={"task_id": 305}).json()["entries"][0]
    assert (moved["task_id"], moved["project_id"]) == (305, 102)


def test_a_timer_cannot_be_given_to_someone_who_runs_one(admin: httpx.Client) -> None:
    admin.post("entries", json={"task_id": 301, "start_time": "2026-11-02T11:00:00Z"})
    assert admin.put("entries/520", json={"user_id": 1}).status_code == 409
