"""Invoices: balances, delays, the ways to ask for them, and arrays that Paymo loses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.tools_server.tools.sandbox_account import TODAY, Account, world
from tools_server.errors import NotFound
from tools_server.paymo.models import Invoice
from tools_server.tools.balance import standing
from tools_server.tools.billing import ListInvoices, closeness, list_invoices

pytestmark = pytest.mark.anyio


async def numbers(account, **filters):
    found = await list_invoices(account.context, ListInvoices(**filters))
    return [row.number.removeprefix("#INV-") for row in found.items]


async def test_active_invoices_with_balances_cost_two_requests(studio):
    found = await list_invoices(studio.context, ListInvoices())
    rows = {row.number: row for row in found.items}
    assert list(rows) == ["#INV-202", "#INV-203", "#INV-205", "#INV-206"]
    assert studio.requests == ["company", "invoices"]
    august = rows["#INV-202"].model_dump(mode="json")
    assert august == {
        "id": 602,
        "number": "#INV-202",
        "client_id": 11,
        "client": "Northwind Traders",
        "project_id": None,
        "status": "viewed",
        "date": "2026-08-31",
        "due_date": "2026-09-30",
        "currency": "EUR",
        "subtotal": 2883.2,
        "tax_amount": 652.05,
        "tax2_amount": 0,
        "discount_amount": 0,
        "total": 3535.25,
        "amount_paid": 1500,
        "payments": [{"date": "2026-09-28", "amount": 1500}],
        "balance": 2035.25,
        "overdue": True,
        "days_overdue": 33,
        "title": "August",
        "items": None,
    }
    assert (rows["#INV-203"].days_overdue, rows["#INV-205"].overdue) == (19, False)
    assert (rows["#INV-206"].balance, rows["#INV-206"].overdue) == (0, False)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"status": "all"}, ["201", "202", "203", "204", "205", "206"]),
        ({"status": "overdue"}, ["202", "203"]),
        ({"status": "paid"}, ["201"]),
        ({"status": "void"}, ["204"]),
        ({"status": "draft"}, ["206"]),
        ({"client_id": 11}, ["202", "205"]),
        ({"client_id": 11, "status": "overdue"}, ["202"]),
        ({"date_from": date(2026, 9, 30), "date_to": date(2026, 10, 30)}, ["203", "205"]),
        ({"project_id": 101, "status": "all"}, ["205"]),
        ({"project_id": 101, "client_id": 12}, []),
        ({"project_id": 102, "status": "all"}, []),
        ({"number": "#INV-201"}, ["201"]),
        ({"number": "inv-201"}, ["201"]),
        ({"number": "201"}, ["201"]),
        ({"number": "INV-20", "status": "active"}, ["202", "203", "205", "206"]),
        ({"number": "201", "status": "active"}, []),
    ],
)
async def test_ways_to_ask(studio, filters, expected):
    assert await numbers(studio, **filters) == expected


async def test_items_come_with_their_amounts(studio):
    found = await list_invoices(studio.context, ListInvoices(number="202", with_items=True))
    assert [row.model_dump(mode="json") for row in found.items[0].items] == [
        {
            "id": 702,
            "item": "Design, August",
            "description": None,
            "price_unit": 90,
            "quantity": 31.5,
            "amount": 2835,
            "apply_tax": True,
        },
        {
            "id": 703,
            "item": "Stock photos",
            "description": None,
            "price_unit": 48.2,
            "quantity": 1,
            "amount": 48.2,
            "apply_tax": False,
        },
    ]
    assert studio.requests == ["company", "invoices"]


async def test_secrets_of_an_invoice_never_come_through(studio):
    raw = (await studio.context.paymo._wire.read("invoices/602"))["invoices"][0]
    assert raw["token"]
    assert raw["permalink"]
    found = await list_invoices(studio.context, ListInvoices(number="202", with_items=True))
    shown = found.model_dump_json()
    assert raw["token"] not in shown
    assert raw["permalink"] not in shown


async def test_unknown_ids_and_numbers(studio):
    with pytest.raises(NotFound, match="client_id 999"):
        await numbers(studio, client_id=999)
    with pytest.raises(NotFound, match="project_id 999"):
        await numbers(studio, project_id=999)
    found = await list_invoices(studio.context, ListInvoices(number="INV-2O3"))
    assert "#INV-203" in found.warnings[0]


async def test_an_exact_number_beats_an_end_and_an_end_beats_a_part():
    made = [
        {"id": n, "number": number, "client_id": 1, "currency": "EUR", "date": "2026-10-01"}
        for n, number in enumerate(("#INV-42", "#INV-0042", "#INV-142", "#42", "#INV-420"), 1)
    ]
    account = Account(world(invoices=made))

    async def ids(number):
        found = await list_invoices(account.context, ListInvoices(number=number))
        return [row.id for row in found.items]

    assert await ids("42") == [4]
    assert await ids("INV-42") == [1]
    assert await ids("INV-4") == [1, 5]
    assert closeness("#INV-0042", "42") == 2
    assert closeness("#INV-142", "42") == 1
    assert closeness(None, "42") == 0
    assert closeness("#INV-142", " ") == 3


async def test_a_project_finds_invoices_through_links_entries_and_tasks():
    def invoice(id, **fields):
        return {"id": id, "client_id": 1, "currency": "EUR", "status": "sent", **fields}

    account = Account(
        world(
            projects=[
                {"id": 1, "name": "Site", "client_id": 1, "users": [1]},
                {"id": 2, "name": "Shop", "client_id": 1, "users": [1]},
            ],
            tasklists=[
                {"id": 1, "name": "Work", "project_id": 1},
                {"id": 2, "name": "Work", "project_id": 2},
            ],
            tasks=[
                {"id": 1, "name": "Timed", "tasklist_id": 1},
                {
                    "id": 2,
                    "name": "Flat",
                    "tasklist_id": 1,
                    "flat_billing": True,
                    "invoiced": True,
                    "invoice_item_id": 40,
                },
                {"id": 3, "name": "Elsewhere", "tasklist_id": 2},
            ],
            invoices=[
                invoice(1, project_id=1),
                invoice(2, options={"linked_projects": [{"project_id": 1, "amount": 5}]}),
                invoice(3),
                invoice(4),
                invoice(5),
                invoice(6, options={"linked_projects": [{"project_id": 2, "amount": 5}]}),
            ],
            invoiceitems=[
                {"id": n * 10, "invoice_id": n, "item": "Work", "price_unit": 5, "quantity": 1}
                for n in range(1, 7)
            ],
            entries=[
                {
                    "id": n,
                    "task_id": task,
                    "user_id": 1,
                    "date": "2026-10-01",
                    "duration": 60,
                    "billed": True,
                    "invoice_item_id": item,
                }
                for n, task, item in ((1, 1, 30), (2, 3, 50))
            ],
        )
    )
    found = await list_invoices(account.context, ListInvoices(project_id=1))
    assert [row.id for row in found.items] == [1, 2, 3, 4]
    assert found.items[0].items is None


def unpaid(count, *, items=1, payments=0):
    """A world of sent invoices over 1,000 each, with items of 10 and payments of 1."""
    numbers = range(1, count + 1)
    return world(
        invoices=[
            {
                "id": n,
                "number": f"#{n}",
                "client_id": 1,
                "currency": "EUR",
                "status": "sent",
                "date": "2026-10-01",
                "due_date": "2026-10-31",
            }
            for n in numbers
        ],
        invoiceitems=[
            {
                "id": n * 1000 + k,
                "invoice_id": n,
                "item": f"Line {k}",
                "price_unit": 10,
                "quantity": 1,
                "seq": k,
            }
            for n in numbers
            for k in range(items)
        ],
        invoicepayments=[
            {"id": n * 1000 + k, "invoice_id": n, "amount": 1, "date": "2026-10-02"}
            for n in numbers
            for k in range(payments)
        ],
    )


async def test_items_that_the_cap_swallowed_are_read_again():
    """95 invoices of 30 items: 2,850 children, for which Paymo sends empty arrays."""
    account = Account(unpaid(95, items=30))
    raw = await account.context.paymo._wire.read("invoices", {"include": "invoiceitems"})
    assert not any(row["invoiceitems"] for row in raw["invoices"])
    found = await list_invoices(account.context, ListInvoices(with_items=True, limit=2500))
    assert found.count == 95
    assert {len(row.items) for row in found.items} == {30}
    assert all(sum(i.amount for i in row.items) == row.subtotal == 300 for row in found.items)


async def test_payments_that_the_cap_swallowed_are_read_again():
    """450 invoices of 6 payments on one page: balances must still know all of them."""
    account = Account(unpaid(450, payments=6))
    found = await list_invoices(account.context, ListInvoices(limit=2500))
    assert {(row.amount_paid, row.balance) for row in found.items} == {(6, 4)}
    # The page, then 2,700 payments: three pages each for 200 invoices, one for the last 50.
    assert account.requests.count("invoices") == 1
    assert account.requests.count("invoicepayments") == 7


async def test_that_nobody_paid_is_believed_after_a_second_look():
    """An empty include may be one that Paymo lost; what is owed must not hang on that."""
    account = Account(unpaid(99))
    found = await list_invoices(account.context, ListInvoices())
    assert {row.balance for row in found.items} == {10}
    assert account.requests == ["company", "invoices", "invoicepayments"]


def invoice(status, total, *payments, due="2026-10-01"):
    return Invoice.model_validate(
        {
            "id": 1,
            "status": status,
            "total": Decimal(total),
            "due_date": due,
            "invoicepayments": [
                {"id": n, "amount": Decimal(amount), "date": day}
                for n, (amount, day) in enumerate(payments)
            ],
        }
    )


@pytest.mark.parametrize(
    ("made", "paid", "balance", "days"),
    [
        (invoice("sent", "100.10"), "0", "100.10", 32),
        (invoice("viewed", "100.10", ("40", "2026-10-20")), "40", "60.10", 32),
        (invoice("sent", "100", ("40", "2026-11-02"), ("10", "2026-11-03")), "40", "60", 32),
        (invoice("sent", "100", due="2026-11-02"), "0", "100", 0),
        (invoice("sent", "100", due="2026-11-01"), "0", "100", 1),
        (invoice("sent", "100", due=None), "0", "100", 0),
        (invoice("sent", "100", ("120", "2026-10-01")), "120", "0", 0),
        (invoice("paid", "100"), "100", "0", 0),
        (invoice("paid", "100", ("60", "2026-10-01")), "60", "40", 0),
        (invoice("paid", "100", ("100", None)), "100", "0", 0),
        (invoice("draft", "100"), "0", "0", 0),
        (invoice("void", "100", ("30", "2026-10-01")), "30", "0", 0),
    ],
)
async def test_what_is_still_owed(made, paid, balance, days):
    now = standing(made, TODAY)
    assert (now.amount_paid, now.balance) == (Decimal(paid), Decimal(balance))
    assert (now.days_overdue, now.overdue) == (days, days > 0)
