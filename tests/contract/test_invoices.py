"""Invoices, their lines and payments, and expenses (sections 8.9 to 8.11).

The writing checks use up invoice numbers: the counter grows with every invoice.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from tests.contract.asking import Api, Row, found
from tests.contract.conftest import Workspace
from tests.contract.facts import fact

LINES = [{"item": "Hours", "price_unit": 15, "quantity": 25}, {"item": "Costs", "price_unit": 100}]


@fact("8.9", "`status` is draft, sent, viewed, paid or void")
@fact("8.9", '"Overdue" and "partly paid" do not exist')
@fact("8.9", "Nothing tells what was paid or is owed")
def test_an_invoice_tells_its_status_and_no_balance(api: Api) -> None:
    for row in api.some("invoices"):
        assert row["status"] in ("draft", "sent", "viewed", "paid", "void")
        assert {"balance", "amount_paid", "overdue"}.isdisjoint(row)


@fact("8.9", "`tax`, `tax2` and `discount` are percentages")
def test_totals_add_up(api: Api) -> None:
    for row in api.some("invoices"):
        parts = sum(_decimal(row, name) for name in ("subtotal", "tax_amount", "tax2_amount"))
        assert abs(parts - _decimal(row, "discount_amount") - _decimal(row, "total")) < Decimal(
            "0.02"
        )


@fact("8.9", "Lines are `invoiceitems` when read")
def test_lines_make_up_the_subtotal(api: Api) -> None:
    rows = found(
        [row for row in api.some("invoices", include="invoiceitems") if row["invoiceitems"]],
        "no invoice with lines",
    )
    for row in rows:
        lines = sum(
            _decimal(line, "price_unit") * _decimal(line, "quantity")
            for line in row["invoiceitems"]
        )
        assert abs(lines - _decimal(row, "subtotal")) < Decimal("0.02")
        assert {line["invoice_id"] for line in row["invoiceitems"]} == {row["id"]}


@fact("8.9", "payments that reach the total make it paid")
def test_payments_never_exceed_the_total(api: Api) -> None:
    rows = api.some("invoices", include="invoicepayments")
    paid = found([row for row in rows if row["invoicepayments"]], "no invoice with payments")
    for row in paid:
        total = sum(_decimal(payment, "amount") for payment in row["invoicepayments"])
        assert total <= _decimal(row, "total")
        assert total < _decimal(row, "total") or row["status"] == "paid"


@fact("8.9", "`permalink` and `pdf_link` open the invoice for anybody")
def test_links_are_addresses(api: Api) -> None:
    row = api.some("invoices")[0]
    assert all(row[name].startswith("https://") for name in ("permalink", "pdf_link"))


def _invoice(api: Api, workspace: Workspace, **given: Any) -> Row:
    body = {"client_id": workspace.client, "currency": "EUR", "items": LINES, **given}
    return api.created("invoices", body, include="*,invoiceitems")


@fact("8.9", "Without a `number`, one is made of the company's `invoice_format`")
@fact("8.9", "which grows with every invoice, also one that brings its own number")
@fact("8.9", "A number in use is refused")
@pytest.mark.writes
def test_numbers(api: Api, workspace: Workspace) -> None:
    before = int(api.get("company").json()["company"]["next_invoice_number"])
    assert _invoice(api, workspace)["number"]
    own = f"CHECK-{uuid4().hex[:8]}"
    assert _invoice(api, workspace, number=own)["number"] == own
    assert int(api.get("company").json()["company"]["next_invoice_number"]) == before + 2
    again = {"client_id": workspace.client, "currency": "EUR", "number": own}
    assert 400 <= api.post("invoices", again).status_code < 500


@fact("8.9", "1593 at 20 % makes 318.6 and 1911.6, 375 at 3 % makes 11.25 and 386.25")
@pytest.mark.writes
@pytest.mark.parametrize(
    ("price", "tax", "tax_amount", "total"), [(1593, 20, 318.6, 1911.6), (375, 3, 11.25, 386.25)]
)
def test_the_documented_sums(
    api: Api, workspace: Workspace, price: int, tax: int, tax_amount: float, total: float
) -> None:
    row = _invoice(
        api, workspace, tax=tax, items=[{"item": "All", "price_unit": price, "quantity": 1}]
    )
    assert (row["subtotal"], row["tax_amount"], row["total"]) == (price, tax_amount, total)


@fact("8.9", "`tax_on_tax` puts the second tax on the first one too")
@fact("8.9", "lines without `apply_tax` are not taxed")
@pytest.mark.writes
def test_taxes(api: Api, workspace: Workspace) -> None:
    lines = [
        {"item": "Taxed", "price_unit": 100, "quantity": 1},
        {"item": "Not", "price_unit": 50, "quantity": 1, "apply_tax": False},
    ]
    row = _invoice(api, workspace, tax=20, tax2=10, tax_on_tax=True, items=lines)
    assert (row["tax_amount"], row["tax2_amount"], row["total"]) == (20, 12, 182)


@fact("8.9", "kept by id, changed by id and fields, added without id, the rest deleted")
@pytest.mark.writes
def test_lines_are_replaced_as_a_whole(api: Api, workspace: Workspace) -> None:
    third = {"item": "Third", "price_unit": 1, "quantity": 1}
    row = _invoice(api, workspace, items=[*LINES, third])
    kept, changed, _ = row["invoiceitems"]
    items = [
        {"id": kept["id"]},
        {"id": changed["id"], "quantity": 2},
        {"item": "New", "price_unit": 20},
    ]
    answer = api.put(f"invoices/{row['id']}", {"items": items}, include="*,invoiceitems")
    [after] = answer.json()["invoices"]
    assert {line["item"] for line in after["invoiceitems"]} == {"Hours", "Costs", "New"}
    assert {kept["id"], changed["id"]} < {line["id"] for line in after["invoiceitems"]}
    assert after["subtotal"] == 375 + 200 + 20


@fact("8.9", "`entries` names time to mark billed")
@pytest.mark.writes
def test_a_line_bills_time(api: Api, workspace: Workspace) -> None:
    entry = api.created(
        "entries", {"task_id": workspace.task, "date": "2026-10-20", "duration": 3600}
    )
    line = {"item": "Hours", "price_unit": 90, "quantity": 1, "entries": [entry["id"]]}
    row = _invoice(api, workspace, items=[line])
    billed = api.one("entries", entry["id"])
    assert (billed["billed"], billed["invoice_item_id"]) == (True, row["invoiceitems"][0]["id"])


@fact("8.9", "a paid one that loses a payment is viewed again")
@fact("8.10", "More than is left to pay is refused")
@pytest.mark.writes
def test_payments_move_the_status(api: Api, workspace: Workspace) -> None:
    row = _invoice(api, workspace, items=[{"item": "All", "price_unit": 100, "quantity": 1}])
    too_much = {"invoice_id": row["id"], "amount": 100.01}
    assert 400 <= api.post("invoicepayments", too_much).status_code < 500
    first = api.created("invoicepayments", {"invoice_id": row["id"], "amount": 60})
    assert api.one("invoices", row["id"])["status"] == "draft"
    api.created("invoicepayments", {"invoice_id": row["id"], "amount": 40})
    assert api.one("invoices", row["id"])["status"] == "paid"
    api.delete(f"invoicepayments/{first['id']}")
    assert api.one("invoices", row["id"])["status"] == "viewed"


@fact("8.10", "the field is `notes`")
@pytest.mark.writes
def test_a_payments_text_is_notes(api: Api, workspace: Workspace) -> None:
    row = _invoice(api, workspace)
    payment = api.created(
        "invoicepayments", {"invoice_id": row["id"], "amount": 1, "note": "a", "notes": "b"}
    )
    assert payment["notes"] == "b"
    assert "note" not in payment


@fact(
    "8.11", "An invoice line may hold just `item` and `expense_id` and marks the expense invoiced"
)
@pytest.mark.writes
def test_a_line_invoices_an_expense(api: Api, workspace: Workspace) -> None:
    body = {"client_id": workspace.client, "currency": "EUR", "amount": 29.95}
    expense = api.created("expenses", body)
    row = _invoice(api, workspace, items=[{"item": "Expense", "expense_id": expense["id"]}])
    after = api.one("expenses", expense["id"])
    assert (after["invoiced"], after["invoice_item_id"]) == (True, row["invoiceitems"][0]["id"])


@fact("8.12", "an invoice created with `estimate_id` makes it invoiced")
@pytest.mark.writes
def test_an_invoice_settles_an_estimate(api: Api, workspace: Workspace) -> None:
    body = {"client_id": workspace.client, "currency": "EUR", "items": LINES}
    estimate = api.created("estimates", body)
    assert estimate["status"] == "draft"
    _invoice(api, workspace, estimate_id=estimate["id"])
    assert api.one("estimates", estimate["id"])["status"] == "invoiced"


def _decimal(row: Row, name: str) -> Decimal:
    return Decimal(str(row[name] or 0))
