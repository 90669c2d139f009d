"""What the review suggests to follow up: where it goes, who gets it, and what is not suggested."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from agent.flows.report import Report, Row
from tests.flows.ledger import (
    ACCOUNT,
    client,
    entry,
    invoice,
    milestone,
    project,
    review,
    rows_of,
    task,
    user,
)
from tools_server.errors import NotFound

NORA, DAN = user(1, "Nora", workday_hours=0), user(2, "Dan", workday_hours=0)
OLD = "2026-09-01"
# Sections whose rows are of no single client.
NO_CLIENT = ("totals", "billed_by_month", "hygiene")


def suggested(**lists: Any) -> list[tuple[str, int, list[int] | None]]:
    """Name, project and people of each proposal."""
    report = review(**{"users": [NORA, DAN], **lists})
    return [
        (each.args["name"], each.args["project_id"], each.args.get("user_ids"))
        for each in report.proposals
    ]


def late(id: int = 7, **given: Any) -> Row:
    return invoice(id, 11, 100, due_date="2026-10-20", date=OLD, **given)


def test_each_kind_of_matter_goes_into_its_own_project_to_its_manager() -> None:
    projects = [
        project(101, name="Website"),
        project(102, name="Brand", flat_billing=True, price=500),
        project(103, name="App"),
    ]
    assert suggested(
        invoices=[late(project_id=103)],
        projects=projects,
        tasks=[
            task(1, 102, complete=True),
            task(2, 101, name="Icons", complete=True, flat_billing=True, price=80),
        ],
        milestones=[milestone(5, 103, "2026-10-30", name="Beta"), milestone(6, 103, "2026-11-02")],
        entries=[entry(1, 101)],
    ) == [
        ("Follow up on overdue invoice #INV-7", 103, [1]),
        ("Invoice the unbilled time of October 2026: Website", 101, [1]),
        ("Invoice the flat price: Brand", 102, [1]),
        ("Invoice the flat price of the task: Icons", 101, [1]),
        ("Settle the milestone due 2026-10-30: Beta", 103, [1]),
    ]


def test_what_has_no_active_project_goes_where_its_client_was_worked_for_last() -> None:
    projects = [
        project(101, active=False),
        project(102),
        project(103),
        project(104, 12),
        project(105, active=False),
    ]
    time = [
        entry(1, 102, date="2026-08-01", billed=True),
        entry(2, 103, date="2026-07-01", billed=True),
        entry(3, 104, date="2026-10-01", billed=True),
        entry(4, 105, date="2026-10-02", billed=True),
    ]
    name = "Follow up on overdue invoice #INV-7"
    for bill in (late(), late(project_id=101)):
        assert suggested(invoices=[bill], projects=projects, entries=time) == [(name, 102, [1])]


def test_without_any_place_there_is_only_a_warning() -> None:
    report = review(invoices=[late()], projects=[project(101)], users=[NORA])
    assert report.proposals == []
    (warning,) = report.warnings
    assert warning.endswith("Follow up on overdue invoice #INV-7.")


@pytest.mark.parametrize(
    ("managers", "people", "assigned"),
    [
        ([2], [1, 2], [2]),
        ([2, 1], [1, 2], [2]),
        ([], [1, 2], None),
        ([2], [1], None),
        ([3], [1, 3], None),
    ],
)
def test_the_first_manager_is_assigned_where_create_task_would_take_him(
    managers: list[int], people: list[int], assigned: list[int] | None
) -> None:
    gone = user(3, "Gone", active=False)
    place = project(101, manager_ids=managers, user_ids=people)
    ((_, _, given),) = suggested(
        invoices=[late(project_id=101)], projects=[place], users=[NORA, DAN, gone]
    )
    assert given == assigned


def test_a_timesheet_goes_to_the_person_where_they_worked_last_and_still_are() -> None:
    kim = user(4, "Kim")
    projects = [
        project(101, user_ids=[4]),
        project(102, user_ids=[4], active=False),
        project(103, user_ids=[1]),
    ]
    time = [
        entry(n, id, user_id=4, user="Kim", billed=True, date=f"2026-10-0{n}")
        for n, id in enumerate((101, 102, 103), start=1)
    ]
    name = "Complete the timesheet of October 2026: Kim"
    assert suggested(users=[kim], projects=projects, entries=time) == [(name, 101, [4])]
    nowhere = review(users=[kim], projects=projects, entries=time[1:])
    assert nowhere.proposals == []
    assert any(name in text for text in nowhere.warnings)


def test_an_open_task_of_the_name_is_recognised_a_complete_one_is_not() -> None:
    name = "  follow up on OVERDUE invoice   #inv-7"
    for complete, number in ((False, 0), (True, 1)):
        report = review(
            invoices=[late(project_id=101)],
            projects=[project(101)],
            users=[NORA],
            tasks=[task(1, 101, name=name, complete=complete)],
        )
        assert len(report.proposals) == number
        assert any("follow these up already" in each for each in report.warnings) != complete


def test_a_follow_up_is_recognised_after_the_client_was_worked_for_elsewhere() -> None:
    open_task = task(1, 101, name="Follow up on overdue invoice #INV-7")
    projects = [project(101), project(102), project(103, 12)]
    time = [entry(1, 101, date=OLD, billed=True), entry(2, 102, billed=True)]
    assert suggested(invoices=[late()], projects=projects, entries=time, tasks=[open_task]) == []
    of_another = {**open_task, "project_id": 103}
    lists = {"projects": projects, "entries": time, "tasks": [of_another]}
    assert len(suggested(invoices=[late()], **lists)) == 1


def test_two_matters_of_one_name_are_told_apart() -> None:
    flat = {"name": "Icons", "complete": True, "flat_billing": True, "price": 80}
    tasks = [task(1, 101, **flat), task(2, 101, **flat)]
    names = [name for name, _, _ in suggested(projects=[project(101)], tasks=tasks)]
    assert names == [
        "Invoice the flat price of the task: Icons (id 1)",
        "Invoice the flat price of the task: Icons (id 2)",
    ]


def test_names_from_paymo_become_one_line_that_create_task_takes() -> None:
    odd = project(101, name="Web\nsite\x07 " + "x" * 300)
    report = review(projects=[odd], users=[NORA], entries=[entry(1, 101)])
    (proposal,) = report.proposals
    assert proposal.args["name"].startswith("Invoice the unbilled time of October 2026: Web site x")
    assert len(proposal.args["name"]) == 255
    assert "\x07" not in proposal.args["description"]


@pytest.mark.parametrize(
    ("today", "as_of", "due"),
    [
        (date(2026, 11, 2), None, "2026-11-05"),  # Monday to Thursday
        (date(2026, 11, 5), None, "2026-11-09"),  # Thursday: Sunday is none, so Monday
        (date(2026, 11, 2), date(2026, 10, 21), "2026-11-05"),
        (date(2026, 11, 2), date(2026, 11, 4), "2026-11-09"),
    ],
)
def test_it_is_due_on_a_working_day_three_days_on(
    today: date, as_of: date | None, due: str
) -> None:
    report = review(
        invoices=[late(project_id=101)], projects=[project(101)], today=today, as_of=as_of
    )
    assert report.proposals[0].args["due_date"] == due


def test_flat_prices_are_of_finished_projects_and_of_finished_tasks() -> None:
    projects = [
        project(101, name="Done", flat_billing=True, price=1000),
        project(102, name="Half done", flat_billing=True, price=1000),
        project(103, name="Empty", flat_billing=True, price=1000),
        project(104, name="Invoiced", flat_billing=True, price=1000, invoiced=True),
        project(105, name="Archived", flat_billing=True, active=False),
        project(106, name="By the hour"),
        project(107, name="Free", billable=False),
    ]
    done = {"complete": True, "flat_billing": True}
    tasks = [
        task(1, 101, **done, price=5),  # its project is flat itself
        task(2, 102, complete=True),
        task(3, 102),
        task(4, 104, complete=True),
        task(5, 105, complete=True),
        task(6, 106, **done, estimated_price=70, price=60),
        task(7, 106, **done, price=60.5),
        task(8, 106, **done, invoiced=True),
        task(9, 106, flat_billing=True),
        task(10, 107, **done),
    ]
    report = review(projects=projects, tasks=tasks)
    found = [(row["kind"], row["id"], row["amount"]) for row in rows_of(report, "flat_to_invoice")]
    assert found == [
        ("project", 105, None),
        ("project", 101, 1000),
        ("task", 6, 70),
        ("task", 7, 60.5),
    ]
    assert "No flat price is set: Archived." in report.warnings


def test_milestones_are_those_of_the_month_and_the_late_ones() -> None:
    rows = [
        milestone(1, 101, "2026-10-01", complete=True),
        milestone(2, 101, "2026-09-30", complete=True),
        milestone(3, 101, "2026-09-30"),
        milestone(4, 101, "2026-11-01"),
        milestone(5, 101, "2026-11-02"),
        milestone(6, 102, "2026-10-01"),
    ]
    report = review(milestones=rows, projects=[project(101), project(102, active=False)])
    found = [(row["milestone_id"], row["days_late"]) for row in rows_of(report, "milestones")]
    assert found == [(3, 33), (1, 0), (4, 1)]


def of_client(report: Report) -> dict[str, list[Any]]:
    return {
        each.name: [row.get("client_id", row.get("entry_id")) for row in each.rows or []]
        for each in report.sections
    }


def test_of_one_client_every_section_holds_its_rows_alone() -> None:
    lists: dict[str, list[Row]] = {
        "clients": [client(11), client(12)],
        "projects": [project(101), project(102, 12)],
        "users": [NORA, user(2, "Dan")],
        "invoices": [
            late(),
            invoice(8, 12, 50, due_date=OLD),
            invoice(9, 11, 1, status="draft"),
            invoice(10, 11, 5),
        ],
        "milestones": [milestone(1, 101, OLD)],
        "entries": [entry(1, 101, description=None), entry(2, 102, description=None)],
    }
    report = review(client="north", **lists)
    found = of_client(report)
    assert found["hygiene"] == [1]
    assert found["missing_timesheets"] == []
    client_rows = {n: ids for n, ids in found.items() if n not in NO_CLIENT and ids}
    assert {id for ids in client_rows.values() for id in ids} == {11}
    assert set(client_rows) >= {"invoiced", "drafts", "overdue", "aging", "unbilled_time"}
    assert report.facts["client"] == "Northwind"
    assert report.facts["client_id"] == 11
    assert any("leaves them out" in text for text in report.warnings)
    assert {each.args["project_id"] for each in report.proposals} == {101}


@pytest.mark.parametrize(
    ("unread", "without"),
    [
        ("invoices", {"invoiced", "billed_by_month", "drafts", "overdue", "aging", "unbilled_time",
                      "unbilled_earlier", "flat_to_invoice", "totals"}),
        ("entries", {"unbilled_time", "unbilled_earlier", "over_budget", "hygiene",
                     "missing_timesheets", "totals"}),
        ("users", {"unbilled_time", "unbilled_earlier", "missing_timesheets", "totals"}),
        ("tasks", {"flat_to_invoice"}),
        ("milestones", {"milestones"}),
    ],
)  # fmt: skip
def test_what_rests_on_a_list_that_is_missing_has_no_rows_and_no_figure(
    unread: str, without: set[str]
) -> None:
    report = review(invoices=[late()], projects=[project(101)], users=[NORA], unread=(unread,))
    assert {each.name for each in report.sections if each.rows is None} == without
    assert report.incomplete
    unknown = {each.label for each in report.figures if each.value is None}
    assert ("Unbilled" in unknown) == ("unbilled_time" in without)
    assert ("Invoiced" in unknown) == ("invoiced" in without)


def test_an_empty_client_is_all_of_them_and_an_unknown_one_is_refused() -> None:
    lists = {"invoices": [late()], "clients": [client(11), client(12)]}
    assert len(rows_of(review(client=" ", **lists), "overdue")) == 1
    with pytest.raises(NotFound):
        review(client="Zebra", **lists)


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "October", "2026-10-01", "202610"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="2026-10"):
        review(month=text)


def test_without_the_clients_nothing_is_said_of_one() -> None:
    report = review(client="north", invoices=[late()], unread=("clients",))
    assert all(each.rows is None for each in report.sections)
    assert report.facts["client"] == "north"


def test_working_days_are_the_accounts() -> None:
    sunday_to_thursday = {**ACCOUNT, "working_days": [0, 1, 2, 3, 4]}
    report = review(users=[user(1, "Nora")], account=sunday_to_thursday)
    (row,) = rows_of(report, "missing_timesheets")
    assert row["expected_minutes"] == 21 * 480  # October 2026 has five of Thu, Fri and Sat


def test_what_waits_already_is_known_as_an_open_task_would_be() -> None:
    """In its own project by its name; a timesheet in whatever project it was put into before."""
    nora = user(1, "Nora", workday_hours=8)
    lists: dict[str, Any] = {
        "users": [nora, DAN],
        "invoices": [late(7, project_id=101), late(8, project_id=102)],
        "projects": [project(101), project(102), project(103)],
        "entries": [entry(1, 103, user_id=1, billed=True)],
    }
    names = [each.args["name"] for each in review(**lists).proposals]
    first, second, sheet = names
    assert sheet.startswith("Complete the timesheet")
    waiting = [
        {"id": "a-1", "name": f" {first.upper()}", "project_id": 101},
        {"id": "a-2", "name": second, "project_id": 101},  # another matter: it is not its project
        {"id": "a-3", "name": sheet, "project_id": 102},
    ]
    report = review(waiting=waiting, **lists)
    assert [each.args["name"] for each in report.proposals] == names
    assert [(each.card, each.id) for each in report.proposals] == [
        ("before", "a-1"),
        ("here", ""),
        ("before", "a-3"),
    ]


def agency(invoices: int = 150) -> dict[str, Any]:
    """Very many overdue invoices, the first ones the oldest, beside a few other matters."""
    days = [date(2026, 10, 30) - timedelta(days=(invoices - n) // 2) for n in range(invoices)]
    return {
        "users": [NORA, DAN],
        "projects": [project(101)],
        "invoices": [
            invoice(n, 11, 100 + n, project_id=101, date=OLD, due_date=day.isoformat())
            for n, day in enumerate(days)
        ],
        "milestones": [milestone(500 + n, 101, "2026-10-30", name=f"M{n}") for n in range(3)],
        "entries": [entry(1, 101)],
    }


def test_of_very_many_the_most_important_of_each_kind_are_suggested_and_none_is_hidden() -> None:
    report = review(**agency())
    assert len(rows_of(report, "overdue")) == 150
    assert len(report.proposals) == 154
    assert len(report.suggested) == 100
    names = [each.args["name"] for each in report.suggested]
    assert sum("milestone" in name for name in names) == 3
    assert sum("unbilled" in name for name in names) == 1
    overdue = rows_of(report, "overdue")
    oldest = sorted(overdue, key=lambda row: (-row["days_overdue"], -row["balance"]))[:96]
    follow_ups = {name.split()[-1] for name in names if "overdue" in name}
    assert follow_ups == {row["number"] for row in oldest}
    (note,) = [text for text in report.warnings if "154 matters" in text]
    assert "54 are not. Run the review for one client at a time" in note
    of_one = review(client="north", clients=[client(11)], **agency())
    assert "Approve some of these" in str(of_one.warnings)


def test_what_waits_already_stays_known_among_very_many() -> None:
    least = review(**agency()).proposals
    left = next(each for each in least if each.card == "none")
    waiting = [{"id": "a-1", "name": left.args["name"], "project_id": 101}]
    again = review(waiting=waiting, **agency())
    assert [each.id for each in again.waited] == ["a-1"]
    assert len(again.raised) == 100
