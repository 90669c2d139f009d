"""What changed since an earlier review, over two sets of records."""

from __future__ import annotations

from datetime import date

import pytest

from agent.flows.figures.changes import changes, compared
from tests.flows.ledger import client, entry, invoice, milestone, project, review, user
from tools_server.errors import InvalidArgument

NORA = user(1, "Nora", workday_hours=0)
OLD = "2026-08-01"


def test_changes_tell_what_was_paid_what_became_late_and_what_is_settled() -> None:
    lists = {"projects": [project(101, name="Web")], "users": [NORA]}
    late = {"date": OLD, "due_date": OLD, "project_id": 101}
    september = review(
        month="2026-09",
        as_of=date(2026, 10, 2),
        today=date(2026, 10, 2),
        invoices=[invoice(id, 11, 100, **late) for id in (1, 2, 3)],
        milestones=[milestone(8, 101, OLD, name="Beta")],
        entries=[entry(1, 101, date="2026-09-10")],
        **lists,
    )
    part = [{"amount": 40, "date": "2026-10-05"}]
    october = review(
        invoices=[
            invoice(1, 11, 100, **late, status="paid", amount_paid=100),
            invoice(2, 11, 100, **late, payments=part),
            invoice(3, 11, 100, **late),
            invoice(4, 11, 70.5, date="2026-10-01", due_date="2026-10-15"),
        ],
        milestones=[milestone(8, 101, OLD, name="Beta", complete=True)],
        entries=[entry(1, 101, date="2026-09-10"), entry(2, 101)],
        **lists,
    )
    section = changes(september, october)
    assert section.rows is not None
    found = [
        (row["kind"], row["subject"], row["before"], row["now"], row["difference"])
        for row in section.rows
    ]
    assert found == [
        ("no_longer_overdue", "#INV-1", 100, 0, -100),
        ("balance_changed", "#INV-2", 100, 60, -40),
        ("newly_overdue", "#INV-4", 0, 70.5, 70.5),
        ("unbilled", "Unbilled time", 90, 180, 90),
        ("follow_up_settled", "Follow up on overdue invoice #INV-1", None, None, None),
        ("follow_up_settled", "Settle the milestone due 2026-08-01: Beta", None, None, None),
    ]


def test_the_same_review_twice_has_no_changes() -> None:
    report = review(invoices=[invoice(1, 11, 5, due_date=OLD)], projects=[project(101)])
    assert changes(report, report).rows == []
    assert list(compared(report, report).as_json())[3:6] == ["totals", "changes", "invoiced"]


def test_an_incomplete_review_is_not_compared_and_one_of_another_client_is_refused() -> None:
    whole, cut = review(), review(unread=("invoices",))
    assert changes(cut, whole).rows is None
    assert changes(whole, cut).rows is None
    with pytest.raises(InvalidArgument):
        changes(whole, review(client="north", clients=[client(11)]))


def test_the_same_time_rounded_in_other_rows_is_no_change() -> None:
    lists = {
        "projects": [project(101, name="Web")],
        "users": [NORA],
        # A second at 90 an hour is 2.5 cents: 3 cents in a row of its own, 5 together.
        "entries": [entry(1, 101, 1, date="2026-08-10"), entry(2, 101, 1, date="2026-09-10")],
    }
    september = review(month="2026-09", as_of=date(2026, 10, 2), today=date(2026, 10, 2), **lists)
    october = review(**lists)
    assert changes(september, october).rows == []
