"""Every canned flow in the demo world: over the wire, against the world's raw rows, and what it
costs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from agent.flows import all_flows
from agent.flows.flow import Material
from evals.stage import Stages
from tests.flows.books import cents, minutes
from tests.flows.canned import TODAY, Room, books, figure, room, rows
from tests.flows.oracle import review
from tests.flows.test_flows_page import said_for

pytestmark = pytest.mark.anyio

NORTHWIND, SUMMIT = 201, 209
RELAUNCH = 301
WEEK = [date(2026, 10, 26) + timedelta(days=n) for n in range(7)]


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return Stages(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
async def demo(stages: Stages, tmp_path: Path) -> AsyncIterator[Room]:
    async with room(stages, tmp_path) as found:
        yield found


async def test_the_log_of_hours_holds_every_entry_and_its_invoice(demo: Room) -> None:
    report = await demo.report("hours_log", client="northwind", period="October 2026")
    items = {row["id"]: row["invoice_id"] for row in books().world["invoiceitems"]}
    numbers = {row["id"]: row["number"] for row in books().invoices}
    own = [s for s in books().stints if s.project["client_id"] == NORTHWIND and s.day]
    own = [s for s in own if s.day and (s.day.year, s.day.month) == (2026, 10)]
    raw = {row["id"]: row.get("invoice_item_id") for row in books().world["entries"]}
    assert {row["entry_id"]: (row["minutes"], row["date"], row["invoice"])
            for row in rows(report, "entries")} == {
        s.id: (minutes(s.seconds), str(s.day), numbers.get(items.get(raw[s.id]))) for s in own
    }  # fmt: skip
    by_person: Counter[int] = Counter()
    for stint in own:
        by_person[stint.user_id] += stint.seconds
    assert {r["user_id"]: r["minutes"] for r in rows(report, "by_person")} == {
        id: minutes(seconds) for id, seconds in by_person.items()
    }
    assert figure(report, "Time logged") == minutes(by_person.total())
    assert report.requests <= 10


async def test_the_billing_status_is_what_the_invoices_and_the_review_say(demo: Room) -> None:
    answer = await demo.answer("client_billing_status", client="Northwind")
    report = answer.report
    assert report is not None
    own = [row for row in books().invoices if row["client_id"] == NORTHWIND]
    owed = {row["id"]: row["owed"] for row in own if row["status"] in ("sent", "viewed")}
    late = {row["id"] for row in own if row["id"] in owed and row["late"] and row["owed"]}
    shown = {row["invoice_id"]: cents(row["balance"]) for row in rows(report, "open_invoices")}
    assert shown == {id: pytest.approx(float(amount)) for id, amount in owed.items() if amount}
    assert figure(report, "Overdue") == pytest.approx(float(sum(owed[id] for id in late)))
    assert len(answer.pending) == len(late)
    november = review(books().world, "2026-11", TODAY)
    earlier = [r for r in november["unbilled_earlier"] if r["client_id"] == NORTHWIND]
    assert {r["project_id"]: (r["minutes"], r["amount"]) for r in rows(report, "unbilled")} == {
        r["project_id"]: (r["minutes"], pytest.approx(float(r["amount"]))) for r in earlier
    }
    assert report.requests <= 17


async def test_the_scope_map_has_every_active_project_once(demo: Room) -> None:
    report = await demo.report("project_scope_map")
    tracked: Counter[int] = Counter()
    for stint in books().stints:
        tracked[stint.project["id"]] += stint.seconds
    live = [row for row in books().projects.values() if row.get("active", True)]
    assert {r["project_id"]: r["tracked_minutes"] for r in rows(report, "projects")} == {
        row["id"]: minutes(tracked[row["id"]]) for row in live
    }
    gone = {id for id, row in books().users.items() if not row.get("active", True)}
    assert {(r["project_id"], r["user_id"], r["assignable"]) for r in rows(report, "people")} == {
        (row["id"], id, id not in gone) for row in live for id in row["users"]
    }
    assert report.requests <= 20


async def test_the_deliverables_count_the_tasks_of_each_milestone(demo: Room) -> None:
    report = await demo.report("deliverables", client="Northwind")
    lists = {row["id"]: row.get("milestone_id") for row in books().world["tasklists"]}
    counts: defaultdict[int | None, Counter[bool]] = defaultdict(Counter)
    for task in books().tasks.values():
        counts[lists[task["tasklist_id"]]][bool(task.get("complete"))] += 1
    live = {row["id"] for row in books().projects.values()
            if row["client_id"] == NORTHWIND and row.get("active", True)}  # fmt: skip
    expected = {
        row["id"]: (counts[row["id"]][False], counts[row["id"]][True])
        for row in books().world["milestones"]
        if row["project_id"] in live
    }
    found = {
        r["milestone_id"]: (r["open_tasks"], r["done_tasks"]) for r in rows(report, "milestones")
    }
    assert found == expected
    assert report.requests <= 8


async def test_a_flat_price_waits_for_its_open_tasks(demo: Room) -> None:
    report = await demo.report("deliverables", client="Summit")
    prices = {row["id"]: row for row in rows(report, "billing") if row["kind"] == "task"}
    flat = [row for row in books().tasks.values()
            if row.get("flat_billing") and not row.get("invoiced")
            and books().projects[row["project_id"]]["client_id"] == SUMMIT]  # fmt: skip
    assert {id: row["open_tasks"] for id, row in prices.items()} == {
        row["id"]: int(not row.get("complete")) for row in flat
    }
    assert figure(report, "Flat prices to invoice") == sum(bool(r.get("complete")) for r in flat)


async def test_the_timesheets_of_a_week_are_those_of_its_days(demo: Room) -> None:
    answer = await demo.answer("timesheet_check", week="last week")
    report = answer.report
    assert report is not None
    seconds: Counter[tuple[int, date | None]] = Counter()
    for stint in books().stints:
        seconds[(stint.user_id, stint.day)] += stint.seconds
    people = {id: row for id, row in books().users.items()
              if row.get("active", True) and row.get("type") != "Guest"}  # fmt: skip
    names = [f"{day:%A}".lower() for day in WEEK]
    assert {r["user_id"]: [r[name] for name in names] for r in rows(report, "people")} == {
        id: [minutes(seconds[(id, day)]) for day in WEEK] for id in people
    }
    blank = {(id, str(day)) for id in people for day in WEEK[:5] if not seconds[(id, day)]}
    assert {(r["user_id"], r["date"]) for r in rows(report, "missing_days")} == blank
    little = {
        id for id, row in people.items()
        if 2 * sum(seconds[(id, day)] for day in WEEK) < 5 * row["workday_hours"] * 3600
    }  # fmt: skip
    assert {card.args["user_ids"][0] for card in answer.pending} == little
    assert {"running_timer", "overlap"} <= {row["kind"] for row in rows(report, "checks")}
    assert report.requests <= 8


async def test_the_health_check_finds_what_is_late_silent_and_left_over(demo: Room) -> None:
    report = await demo.report("health_check", weeks=3)
    live = {id for id, row in books().projects.items() if row.get("active", True)}
    late = {row["id"] for row in books().tasks.values()
            if row["project_id"] in live and not row.get("complete")
            and row.get("due_date") and row["due_date"] < str(TODAY)}  # fmt: skip
    assert {row["task_id"] for row in rows(report, "late_tasks")} == late
    last: dict[int, date] = {}
    for stint in books().stints:
        day = stint.day or TODAY
        last[stint.project["id"]] = max(last.get(stint.project["id"], day), day)
    quiet = {id: str(last[id]) for id in live if last[id] <= TODAY - timedelta(weeks=3)}
    assert {r["project_id"]: r["last_entry"] for r in rows(report, "quiet")} == quiet
    left = Counter(row["project_id"] for row in books().tasks.values() if not row.get("complete"))
    found = {r["project_id"]: r["open_tasks"] for r in rows(report, "archived") if r["open_tasks"]}
    assert found == {id: count for id, count in left.items() if id not in live}
    assert report.requests <= 20


async def test_onboarding_names_the_tasks_and_where_to_log(demo: Room) -> None:
    report = await demo.report("onboarding", person="chloe")
    live = {id: row for id, row in books().projects.items() if row.get("active", True)}
    (id,) = (row["id"] for row in books().users.values() if row["name"].startswith("Chlo"))
    left = [row for row in books().tasks.values()
            if row["project_id"] in live and not row.get("complete")]  # fmt: skip
    own = {row["id"] for row in left if id in row.get("users", [])}
    assert {row["task_id"] for row in rows(report, "tasks")} == own
    here = [row for row in left if id in live[row["project_id"]]["users"]]
    assert {row["task_id"] for row in rows(report, "log_time")} == {
        row["id"] for row in here if not row.get("users") or id in row["users"]
    }
    assert report.requests <= 6


async def test_a_checked_task_is_written_as_its_card_says(demo: Room) -> None:
    wanted: dict[str, Any] = {
        "task": "Consent notice",
        "project": "website relaunch",
        "client": "Northwind",
        "people": "Sam Rivera and me",
        "due": "2026-11-13",
        "tasklist": "Build",
        "budget_minutes": 150,
        "priority": "high",
        "description": "With a link to the policy",
    }
    answer = await demo.answer("new_task", **wanted)
    (card,) = answer.pending
    decided = await demo.session.decide([{"type": "approve", "id": card.id, "digest": card.digest}])
    assert [each.status for each in decided.outcomes] == ["created"]
    (task,) = demo.stage.rows("tasks", 'name="Consent notice"')
    assert (task["project_id"], task["due_date"], task["budget_hours"]) == (
        RELAUNCH,
        "2026-11-13",
        2.5,
    )
    assert sorted(task["users"]) == [101, 104]
    again = await demo.report("new_task", **wanted)
    assert again.proposals == []
    assert "open task of this name" in " ".join(again.warnings)


async def test_what_a_new_task_may_not_be_is_told_and_not_proposed(demo: Room) -> None:
    report = await demo.report(
        "new_task", task="Menu", project="Menu & Packaging", people="Ruth", due="2026-11-15"
    )
    assert report.proposals == []
    results = {(row["check"], row["result"]) for row in rows(report, "checks")}
    assert {("Project", "Wrong"), ("Assigned to", "Wrong"), ("Due", "Look")} <= results


@pytest.mark.parametrize(
    ("flow", "args", "named"),
    [
        ("client_billing_status", {"client": "Northwnd"}, "Northwind Traders"),
        ("deliverables", {"client": "Northwind", "project": "Booking"}, "Northwind Trade Portal"),
        ("hours_log", {"client": "Northwind", "period": "some day"}, "last week"),
        ("onboarding", {"person": "Sam"}, "Sam Rivera; Sam Lindqvist"),
        ("new_task", {"task": "Menu", "client": "Northwind"}, "Northwind Trade Portal"),
    ],
)
async def test_what_nothing_fits_names_what_there_is(
    demo: Room, flow: str, args: dict[str, Any], named: str
) -> None:
    answer = await demo.said(flow, **args)
    assert answer.report is None
    assert named in answer.turn.answer


async def test_the_sentences_of_the_page_ask_for_their_workflow(demo: Room) -> None:
    """With the built-in planner; a new task it shows as a card at once."""
    for name, said in said_for().items():
        if name != "new_task":
            answer = await demo.session.ask(said)
            assert answer.report is not None, said
            assert answer.report.flow == name


INPUTS = {
    "client_billing_status": {"client": "Northwind"},
    "deliverables": {"client": "Northwind"},
    "health_check": {},
    "hours_log": {"client": "Northwind"},
    "new_task": {"task": "Consent notice", "project": "Relaunch"},
    "onboarding": {"person": "Chloe"},
    "project_scope_map": {},
    "timesheet_check": {},
}


@pytest.mark.parametrize("name", INPUTS)
async def test_a_list_that_broke_off_leaves_out_whatever_rests_on_it(demo: Room, name: str) -> None:
    """With all lists but one, a section is as it is with all of them, or it is incomplete."""
    flow = all_flows()[name]
    asked = flow.input.model_validate(INPUTS[name])
    account = await demo.session.account()
    reads = flow.reads(asked, account, TODAY)
    whole: dict[str, Any] = {}
    for read in reads:
        found = await demo.session.rows(read.tool, read.args)
        kept = [read.keep(row) if read.keep else row for row in found]
        whole[read.name] = [row for row in kept if row is not None]
    full = flow.report(asked, Material(whole, [], account, TODAY, 0))
    assert all(section.rows is not None for section in full.sections)
    for read in reads:
        lists = {**whole, read.name: None}
        partial = flow.report(asked, Material(lists, [], account, TODAY, 0))
        changed = {s.name for s in partial.sections if s.rows != full.section(s.name).rows}
        assert changed or partial.proposals != full.proposals, read.name
        assert all(partial.section(each).rows is None for each in changed), read.name
        assert {each.args["name"] for each in partial.proposals} <= {
            each.args["name"] for each in full.proposals
        }
