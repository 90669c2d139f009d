"""create_time_entry: the right instant in every zone, and nothing a timesheet cannot hold."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

pytestmark = pytest.mark.anyio

TOOL = "create_time_entry"


async def test_minutes_on_a_day(office) -> None:
    args = {"task_id": 301, "minutes": 95, "date": "2026-10-30", "user_id": 4, "client_id": 11}
    async with office() as desk:
        proposal = await desk.proposal(TOOL, **args, description="Über <b>nav</b>")
        created = await desk.approved(TOOL, **args, description="Über <b>nav</b>")
        assert desk.network.posted == [
            (
                "entries",
                {
                    "task_id": 301,
                    "user_id": 4,
                    "date": "2026-10-30",
                    "duration": 5700,
                    "description": "Über <b>nav</b>",
                },
            )
        ]
    assert {row["label"]: row["shown"] for row in proposal["fields"]} == {
        "Task": "Homepage wireframes",
        "Project": "Website Relaunch",
        "Client": "Northwind Traders",
        "Person": "Aoife Byrne",
        "Day": "Fri 30 Oct 2026",
        "Duration": "95 minutes (1 h 35 min)",
        "Description": "Über <b>nav</b>",
    }
    record = created["record"]
    assert (record["minutes"], record["date"], record["user"], record["client"]) == (
        95,
        "2026-10-30",
        "Aoife Byrne",
        "Northwind Traders",
    )


async def test_left_out_person_and_day_are_the_keys_owner_and_today(office) -> None:
    async with office(key="EMPLOYEE-KEY") as desk:
        await desk.approved(TOOL, task_id=301, minutes=1)
        ((_, body),) = desk.network.posted
    assert body == {"task_id": 301, "user_id": 4, "date": "2026-11-02", "duration": 60}


async def test_today_is_the_accounts_day_and_not_the_servers(office) -> None:
    before_dawn = datetime(2026, 11, 2, 4, tzinfo=UTC)
    async with office(timezone="America/Los_Angeles", now=before_dawn) as desk:
        proposal = await desk.proposal(TOOL, task_id=301, minutes=30)
        refused = await desk.refusal(TOOL, task_id=301, minutes=30, date="2026-11-02", dry_run=True)
    assert proposal["args"]["date"] == "2026-11-01"
    assert "today is Sun 1 Nov 2026" in refused["message"]


@pytest.mark.parametrize(
    ("zone", "start", "end", "sent", "minutes", "day"),
    [
        # Summer time, winter time, and the hour that Dublin has twice or not at all.
        ("Europe/Dublin", "2026-10-23T09:00", "2026-10-23T10:30", "23T08:00 23T09:30", 90, "23"),
        ("Europe/Dublin", "2026-10-30T09:00", "2026-10-30T10:30", "30T09:00 30T10:30", 90, "30"),
        ("Europe/Dublin", "2026-10-25T00:30", "2026-10-25T02:30", "24T23:30 25T02:30", 180, "25"),
        ("Europe/Dublin", "2026-10-25T01:30", "2026-10-25T01:45", "25T00:30 25T00:45", 15, "25"),
        ("Europe/Dublin", "2026-03-29T01:30", "2026-03-29T03:00", "29T01:30 29T02:00", 30, "29"),
        # An evening in Los Angeles is the next day in UTC; an offset that was given counts.
        (
            "America/Los_Angeles",
            "2026-10-29T18:00",
            "2026-10-29T19:00",
            "30T01:00 30T02:00",
            60,
            "29",
        ),
        ("America/Los_Angeles", "2026-10-30T08:00Z", "2026-10-30T10:00+02:00", "", 0, ""),
        (
            "America/Los_Angeles",
            "2026-10-30T06:00Z",
            "2026-10-30T06:45Z",
            "30T06:00 30T06:45",
            45,
            "29",
        ),
        # Fractions of a second have no place in Paymo.
        (
            "Europe/Dublin",
            "2026-10-30T09:00:00.9",
            "2026-10-30T09:01:00.1",
            "30T09:00 30T09:01",
            1,
            "30",
        ),
    ],
)
async def test_times_are_local_on_the_card_and_utc_in_the_request(
    office, zone: str, start: str, end: str, sent: str, minutes: int, day: str
) -> None:
    args = {"task_id": 301, "user_id": 4, "start_time": start, "end_time": end}
    async with office(timezone=zone) as desk:
        if not sent:
            refused = await desk.refusal(TOOL, **args, dry_run=True)
            assert refused["message"].startswith("end_time")  # both are 08:00 UTC
            return
        proposal = await desk.proposal(TOOL, **args)
        assert await desk.proposal(TOOL, **proposal["args"]) == proposal
        created = await desk.approved(TOOL, **args)
        ((_, body),) = desk.network.posted
    month = start[:8]
    assert [body["start_time"], body["end_time"]] == [f"{month}{t}:00Z" for t in sent.split()]
    assert "date" not in body
    assert "duration" not in body
    assert (created["record"]["minutes"], created["record"]["date"]) == (minutes, month + day)
    shown = {row["field"]: row["value"] for row in proposal["fields"]}
    assert shown["duration"] == minutes


async def test_a_day_has_24_hours_however_many_entries(office) -> None:
    day = {"task_id": 301, "user_id": 4, "date": "2026-10-21"}
    async with office() as desk:
        await desk.approved(TOOL, **day, minutes=600)
        await desk.approved(
            TOOL,
            task_id=302,
            user_id=4,
            start_time="2026-10-21T08:00",
            end_time="2026-10-21T17:00",
        )
        refused = await desk.refusal(TOOL, **day, minutes=301, dry_run=True)
        await desk.approved(TOOL, **day, minutes=300)
        assert len(desk.network.posted) == 3
    assert refused["message"] == (
        "minutes: Aoife Byrne has 1140 minutes (19 h) on Wed 21 Oct 2026 already;"
        " together that is more than 24 hours."
    )
    assert "list_time_entries" in refused["hint"]


WARNINGS: list[tuple[dict[str, Any], list[str]]] = [
    ({"task_id": 301, "minutes": 240, "date": "2026-10-05"}, ["may be a duplicate"]),
    ({"task_id": 301, "minutes": 241, "date": "2026-10-05"}, []),
    (
        {"task_id": 302, "start_time": "2026-10-30T17:44", "end_time": "2026-10-30T18:00"},
        ["Overlaps an entry of 14:00-17:45."],
    ),
    ({"task_id": 302, "start_time": "2026-10-30T17:45", "end_time": "2026-10-30T18:00"}, []),
    ({"task_id": 302, "start_time": "2026-10-30T13:00", "end_time": "2026-10-30T14:00"}, []),
    (
        {
            "task_id": 305,
            "user_id": 5,
            "start_time": "2026-11-02T10:00",
            "end_time": "2026-11-02T11:00",
        },
        ["Overlaps an entry of 08:30-now (running)."],
    ),
    ({"task_id": 304, "minutes": 5}, ["The task is marked complete."]),
    ({"task_id": 301, "user_id": 1, "minutes": 5}, ["Nora Quinn is not assigned"]),
    ({"task_id": 303, "user_id": 1, "minutes": 5}, []),  # assigned to nobody: open to all
    ({"task_id": 301, "minutes": 5, "date": "2025-10-30"}, ["more than a year ago"]),
]


async def test_warnings(office) -> None:
    async with office() as desk:
        for args, expected in WARNINGS:
            proposal = await desk.proposal(TOOL, **{"user_id": 4, **args})
            assert len(proposal["warnings"]) == len(expected), (args, proposal["warnings"])
            for shown, wanted in zip(proposal["warnings"], expected, strict=True):
                assert wanted in shown
