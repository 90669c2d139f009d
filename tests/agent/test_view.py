"""Views: the rows a question wants are chosen among all rows, and figures follow them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from agent.compact import Condition, View, compact, parse_compact, view_from

Row = dict[str, Any]


def invoice(number: int, currency: str = "EUR", **more: Any) -> Row:
    return {
        "id": number, "number": f"A-{number}", "client_id": 7, "client": "Ruby Ltd",
        "status": "sent", "currency": currency, "total": 10 * number, "amount_paid": 0,
        "balance": 10 * number, "overdue": False, "days_overdue": 0, "date": "2026-10-02",
        "due_date": "2026-11-01", "payments": [], **more,
    }  # fmt: skip


def seen(view: View, rows: list[Row], tool: str = "list_invoices") -> Row:
    text = compact(tool, {}, view.rows(rows), complete=True, warnings=[], artifact=None, view=view)
    found = parse_compact(text)
    assert found is not None
    return found


def test_a_row_far_down_a_long_list_is_found_and_summed() -> None:
    rows = [invoice(number, "USD" if number % 100 == 0 else "EUR") for number in range(1, 401)]
    found = seen(View((Condition("currency", "in", ["USD"]), Condition("total", "over", "2000"))),
                 rows)  # fmt: skip
    assert (found["count"], found["left_out"]) == (2, 0)
    assert [row["total"] for row in found["rows"]] == [3000, 4000]
    (dollars,) = found["totals"]["by_currency"]
    assert (dollars["currency"], dollars["total"]) == ("USD", 7000)


def test_the_largest_are_shown_of_each_currency_and_the_count_stays_that_of_all() -> None:
    rows = [invoice(1), invoice(9), invoice(5), invoice(3, "USD"), invoice(4, "USD")]
    found = seen(View(order="-total", top=1), rows)
    assert [(row["currency"], row["total"]) for row in found["rows"]] == [("EUR", 90), ("USD", 40)]
    assert (found["count"], found["left_out"]) == (5, 3)


def test_bounds_are_exact_to_the_cent() -> None:
    rows = [invoice(1, total=0.29), invoice(2, total=0.3), invoice(3, total=0.31)]
    for test, numbers in (("from", ["A-2", "A-3"]), ("under", ["A-1"]), ("over", ["A-3"])):
        view = View((Condition("total", test, "0.3"),))  # type: ignore[arg-type]
        assert [row["number"] for row in view.rows(rows)] == numbers


def test_payments_become_rows_and_those_of_an_unknown_day_stand_apart() -> None:
    paid = [{"date": "2026-10-05", "amount": 20.5}, {"date": "2026-11-01", "amount": 5}]
    rows = [
        invoice(3, payments=paid),
        invoice(8, status="paid", date="2026-09-01"),
        invoice(9, status="paid", date="2026-11-02"),
    ]
    where = (Condition("date", "from", "2026-10-01"), Condition("date", "to", "2026-10-31"))
    found = seen(View(where, payments=True), rows)
    (euros,) = found["totals"]["by_currency"]
    assert (euros["count"], euros["amount"]) == (1, Decimal("20.5"))
    assert (euros["undated_count"], euros["undated_amount"]) == (1, 80)


def test_one_more_group_is_split_as_wished() -> None:
    rows = [invoice(1, overdue=True, days_overdue=31), invoice(2, overdue=True, days_overdue=30),
            invoice(3)]  # fmt: skip
    group = seen(View(by="aging"), rows)["groups"][0]
    assert [(row["aging"], row["balance"]) for row in group["rows"]] == [
        ("not due yet", 30), ("1 to 30 days", 20), ("31 to 60 days", 10),
    ]  # fmt: skip


def test_what_is_compared_is_there_whole_or_with_both_ends() -> None:
    months = [f"{year}-{month:02}-05" for year in (2025, 2026) for month in range(1, 13)]
    rows = [
        invoice(10 * place + number, date=day, currency=currency)
        for place, day in enumerate(months, 1)
        for number, currency in enumerate(("EUR", "GBP", "USD"))
    ]
    group = seen(View(by="month"), rows)["groups"][0]
    assert len(group["rows"]) == 72
    assert "left_out" not in group

    name = "A task with a name so long that not all of them go into an answer"
    rows = [
        {"id": n, "task_id": n, "task": f"{name} {n}", "seconds": 60 * n, "date": "2026-11-02"}
        for n in range(1, 401)
    ]
    group = seen(View(by="task"), rows, "list_time_entries")["groups"][-1]
    assert group["by"] == "task"
    assert len(group["rows"]) + group["left_out"] == 400
    assert (group["rows"][0]["minutes"], group["rows"][-1]["minutes"]) == (400, 1)


def test_weeks_begin_on_monday_and_days_have_names() -> None:
    rows = [
        {"id": 1, "date": "2026-11-01", "seconds": 60, "minutes": 1, "user_id": 1},
        {"id": 2, "date": "2026-11-02", "seconds": 120, "minutes": 2, "user_id": 1},
    ]
    group = seen(View(by="week"), rows, "list_time_entries")["groups"][0]
    assert [(row["week"], row["minutes"]) for row in group["rows"]] == [
        ("2026-10-26", 1), ("2026-11-02", 2),
    ]  # fmt: skip
    assert View((Condition("weekday", "in", [6, 7]),)).rows(rows) == rows[:1]


def test_a_view_survives_its_way_as_json() -> None:
    of_archived = (Condition("project_id", "in", [7]),)
    view = View((Condition("owed", "over", "0"),), "-days_overdue", 3, "month", True, of_archived)
    assert view_from(view.as_json()) == view
    assert view_from("nonsense") is None


def test_rows_set_aside_are_counted_among_those_that_meet_every_condition() -> None:
    rows = [{"id": id_, "project_id": id_ % 2, "user_id": id_ // 3} for id_ in range(6)]
    view = View((Condition("user_id", "is", 1),), aside=(Condition("project_id", "is", 1),))
    assert [row["id"] for row in view.rows(rows)] == [4]
    assert view.count_aside(rows) == 2


def test_a_project_without_a_budget_has_none_over_zero() -> None:
    rows = [
        {"id": 1, "budget_minutes": None, "invoiced": False},
        {"id": 2, "budget_minutes": 60, "invoiced": False},
    ]
    found = View((Condition("budget_minutes", "over", 0),)).rows(rows)
    assert [row["id"] for row in found] == [2]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tundra ventrues", "Tundra Ventures"),
        ("ventures", "Tundra Ventures"),
        ("Café Lumiere", "Café Lumière"),
        ("o'brien", "O’Brien & Sons"),
        ("cafelumiere", "Café Lumière"),
    ],
)
def test_a_name_is_found_in_a_long_list_although_it_is_not_typed_as_it_is(
    typed: str, found: str
) -> None:
    names = ["Amber Foods", "Tundra Ventures", "Café Lumière", "O’Brien & Sons", "Birch Bakeries"]
    rows = [{"id": number, "name": name} for number, name in enumerate(names)]
    kept = View((Condition("name", "like", [typed]),)).rows(rows)
    assert [row["name"] for row in kept] == [found]
