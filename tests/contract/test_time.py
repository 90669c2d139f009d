"""Time entries of all kinds (section 8.8)."""

from __future__ import annotations

import pytest

from tests.contract.asking import Api, NotCovered, Row, found
from tests.contract.conftest import Workspace
from tests.contract.facts import fact
from tests.contract.shapes import TYPES

DAY, NINE, TEN = "2026-10-20", "2026-10-20T09:00:00Z", "2026-10-20T10:00:00Z"


def _of_kind(api: Api, lack: str, *, bulk: bool) -> list[Row]:
    return found([row for row in api.my_entries() if row["is_bulk"] is bulk], lack)


@fact("8.8", "| start and end | `start_time`, `end_time`, `is_bulk` false; no `date`")
@fact("8.8", "The table denies `duration` to the first kind, the samples show it there")
def test_entries_with_times(api: Api) -> None:
    for row in _of_kind(api, "no time with times of the key's owner", bulk=False):
        assert TYPES["date-time"](row["start_time"])
        assert "date" not in row
        if row.get("end_time"):
            assert TYPES["date-time"](row["end_time"])
            assert TYPES["integer"](row["duration"])


@fact("8.8", "| bulk | `date`, `duration` in seconds, `is_bulk` true; no times at all")
def test_bulk_entries(api: Api) -> None:
    for row in _of_kind(api, "no bulk time of the key's owner", bulk=True):
        assert TYPES["date"](row["date"])
        assert TYPES["integer"](row["duration"])
        assert {"start_time", "end_time"}.isdisjoint(row)


@fact("8.8", "There is no price and no billable flag on an entry")
@fact("8.8", "`billed` and `invoice_item_id` tie an entry to an invoice line")
def test_entries_carry_no_price(api: Api) -> None:
    for row in found(api.my_entries(), "no time of the key's owner"):
        assert {"price", "price_per_hour", "billable"}.isdisjoint(row)
        assert isinstance(row["billed"], bool)
        assert isinstance(row["added_manually"], bool)
        assert row["invoice_item_id"] is None or row["billed"]


@fact("8.8", "`project_id` follows from the task")
@fact("8.8", "`user_id` left out means the caller, we assume")
@pytest.mark.writes
@pytest.mark.parametrize(
    "given",
    [{"start_time": NINE, "end_time": TEN}, {"date": DAY, "duration": 3600}],
    ids=["times", "bulk"],
)
def test_an_entry_follows_its_task_and_caller(api: Api, workspace: Workspace, given: Row) -> None:
    row = api.created("entries", {"task_id": workspace.task, **given})
    assert (row["project_id"], row["user_id"]) == (workspace.project, api.me["id"])
    assert row["duration"] == 3600
    assert row["is_bulk"] is ("date" in given)


@fact("1.3", "Requests may carry `Z` or an offset; answers are always UTC")
@pytest.mark.writes
def test_offsets_are_turned_into_utc(api: Api, workspace: Workspace) -> None:
    given = {"start_time": "2026-10-20T09:00:00+02:00", "end_time": "2026-10-20T03:00:00-05:00"}
    row = api.created("entries", {"task_id": workspace.task, **given})
    assert (row["start_time"], row["end_time"]) == ("2026-10-20T07:00:00Z", "2026-10-20T08:00:00Z")


@fact("8.8", "An entry with times is at least a minute long, also after a change")
@pytest.mark.writes
def test_under_a_minute_fails(api: Api, workspace: Workspace) -> None:
    short = {"start_time": NINE, "end_time": "2026-10-20T09:00:59Z"}
    assert 400 <= api.post("entries", {"task_id": workspace.task, **short}).status_code < 500
    row = api.created("entries", {"task_id": workspace.task, "start_time": NINE, "end_time": TEN})
    assert 400 <= api.put(f"entries/{row['id']}", short).status_code < 500
    assert api.one("entries", row["id"])["end_time"] == TEN


@fact("8.8", "Only a bulk entry's `duration` can be changed, otherwise `end_time`")
@pytest.mark.writes
def test_what_a_change_can_do(api: Api, workspace: Workspace) -> None:
    bulk = api.created("entries", {"task_id": workspace.task, "date": DAY, "duration": 3600})
    api.put(f"entries/{bulk['id']}", {"duration": 7200})
    assert api.one("entries", bulk["id"])["duration"] == 7200
    timed = api.created("entries", {"task_id": workspace.task, "start_time": NINE, "end_time": TEN})
    api.put(f"entries/{timed['id']}", {"duration": 7200})
    assert api.one("entries", timed["id"])["duration"] == 3600
    api.put(f"entries/{timed['id']}", {"end_time": "2026-10-20T11:00:00Z"})
    assert api.one("entries", timed["id"])["duration"] == 7200


@fact("8.8", "A user has one running timer, a second is 409")
@fact("8.8", 'Client: takes null, "" and no `end_time` alike')
@pytest.mark.writes
def test_one_timer_at_a_time(api: Api, workspace: Workspace) -> None:
    mine = f"user_id={api.me['id']} and end_time=null"
    if api.rows("entries", where=mine):
        raise NotCovered("the key's owner has a timer running")
    start = {"task_id": workspace.task, "start_time": NINE}
    timer = api.created("entries", start)
    try:
        assert not timer.get("end_time")
        assert [row["id"] for row in api.rows("entries", where=mine)] == [timer["id"]]
        assert api.post("entries", start).status_code == 409
        assert api.put(f"entries/{timer['id']}", {"end_time": TEN}).status_code == 200
        assert api.rows("entries", where=mine) == []
    finally:
        api.delete(f"entries/{timer['id']}")


@fact("8.8", "Time in an archived project is refused")
@pytest.mark.writes
def test_archived_projects_take_no_time(api: Api, workspace: Workspace) -> None:
    project = workspace.new_project(api)
    task = api.created("tasks", {"name": "Check", "project_id": project})
    api.put(f"projects/{project}", {"active": False})
    answer = api.post("entries", {"task_id": task["id"], "date": DAY, "duration": 600})
    assert 400 <= answer.status_code < 500
