"""Webhooks and reports."""

import httpx
import pytest

TARGET = {"target_url": "http://127.0.0.1:9/hook"}
OCTOBER = {"type": "static", "start_date": "1790809200", "end_date": "1793491200"}


def only(answer: httpx.Response) -> dict:
    assert answer.status_code in (200, 201), answer.text
    [[row]] = answer.json().values()
    return row


@pytest.mark.parametrize(
    ("hook", "status"),
    [
        ({"event": "model.insert.Task", "where": "project_id=101"}, 201),
        ({"event": "model.insert.Task", "where": "nonsense=101"}, 400),
        ({"event": "*.Task", "where": "nonsense=101"}, 201),
        ({"event": "*"}, 201),
        ({"event": "model.insert.Nothing"}, 400),
        ({"event": "*.Nothing"}, 400),
    ],
)
def test_events_and_filters_are_checked(admin: httpx.Client, hook: dict, status: int) -> None:
    assert admin.post("hooks", json={**TARGET, **hook}).status_code == status


def test_webhooks_are_ones_own(account) -> None:
    body = {**TARGET, "event": "model.insert.Task"}
    row = only(account("EMPLOYEE-KEY").post("hooks", json=body))
    assert account().get("hooks").json() == {"hooks": []}
    assert account().delete(f"hooks/{row['id']}").status_code == 403
    assert account("GUEST-KEY").post("hooks", json=body).status_code == 403
    assert account("EMPLOYEE-KEY").delete(f"hooks/{row['id']}").status_code == 200


def lines(report: dict) -> list[tuple[str, int, int, int]]:
    items = report["content"]["items"]
    return [(line["type"], line.get("id"), line["level"], line["time"]) for line in items]


def test_time_is_grouped_and_added_up(admin: httpx.Client) -> None:
    asked = {**OCTOBER, "projects": [101], "include": {"users": True, "tasks": True}}
    report = only(admin.post("reports", json=asked))
    assert lines(report) == [
        ("user", 4, 1, 75600),
        ("task", 304, 2, 36000),
        ("task", 301, 2, 23400),
        ("task", 302, 2, 16200),
        ("user", 1, 1, 2730),
        ("task", 302, 2, 2730),
        ("total", None, 0, 78330),
    ]
    assert [line["pct"] for line in report["content"]["items"]] == [97, 46, 30, 21, 3, 3, 100]
    assert report["info"]["projects"] == [{"id": "101", "name": "Website Relaunch"}]
    assert report["info"]["start_date"] == "2026-09-30T23:00:00Z"


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ({"extra": {"exclude_billed_entries": True}}, 42330),
        ({"extra": {"exclude_unbilled_entries": True}}, 36000),
        ({"extra": {"enable_time_rounding": True, "rounding_step": 60}}, 82800),
        ({"users": [1]}, 2730),
        ({"projects": None, "clients": [11], "users": "all_archived"}, 0),
        ({"start_date": None, "end_date": None, "date_interval": "today"}, 3600),
        ({"start_date": None, "end_date": None, "date_interval": "last_month"}, 78330),
        ({"start_date": None, "end_date": None, "date_interval": "last_week"}, 13500),
        ({"start_date": None, "end_date": None, "date_interval": "all_time"}, 89130),
    ],
)
def test_what_a_report_counts(admin: httpx.Client, asked: dict, seconds: int) -> None:
    report = only(admin.post("reports", json={**OCTOBER, "projects": [101], **asked}))
    assert lines(report)[-1] == ("total", None, 0, seconds)


def test_a_report_is_worked_out_again_when_it_changes(admin: httpx.Client) -> None:
    report = only(admin.post("reports", json={**OCTOBER, "projects": [101]}))
    path = f"reports/{report['id']}"
    admin.post("entries", json={"task_id": 301, "date": "2026-10-02", "duration": 600})
    assert only(admin.get(path))["content"] == report["content"]
    assert lines(only(admin.put(path, json={**OCTOBER})))[-1][3] == 78930


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "monthly"},
        {"start_date": None},
        {"start_date": "soon"},
        {"projects": "some"},
        {"users": [999]},
    ],
)
def test_reports_that_are_refused(admin: httpx.Client, wrong: dict) -> None:
    assert admin.post("reports", json={**OCTOBER, **wrong}).status_code == 400
