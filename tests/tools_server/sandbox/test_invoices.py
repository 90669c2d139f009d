"""Invoices: numbers, lines, totals, payments and what they mark."""

from typing import Any

import httpx
import pytest

WITH_LINES = "?include=*,invoiceitems"


def write(client: httpx.Client, path: str, **body: Any) -> dict[str, Any]:
    response = client.post(path, json=body)
    assert response.is_success, response.text
    return dict(next(iter(response.json().values()))[0])


def read(client: httpx.Client, path: str) -> dict[str, Any]:
    return dict(next(iter(client.get(path).json().values()))[0])


def invoice(client: httpx.Client, *items: dict[str, Any], **fields: Any) -> dict[str, Any]:
    body = {"client_id": 11, "currency": "EUR", "items": list(items), **fields}
    return write(client, f"invoices{WITH_LINES}", **body)


def test_a_new_invoice_is_a_numbered_and_dated_draft(admin: httpx.Client) -> None:
    first = invoice(admin, {"item": "Work", "price_unit": 100, "quantity": 1.5}, tax=20)
    assert (first["status"], first["number"]) == ("draft", "#INV-20261102-207")
    assert (first["date"], first["due_date"]) == ("2026-11-02", "2026-12-02")
    assert (first["subtotal"], first["tax_amount"], first["total"]) == (150, 30, 180)
    assert len(first["token"]) == 32
    assert read(admin, f"invoices/{first['id']}").get("invoiceitems") is None
    terms = write(admin, "invoices", client_id=12, currency="USD")
    assert (terms["number"], terms["due_date"]) == ("#INV-20261102-208", "2026-11-16")


def test_own_numbers_move_the_counter_and_are_taken_once(admin: httpx.Client) -> None:
    invoice(admin, number="A-1")
    assert invoice(admin)["number"] == "#INV-20261102-208"
    body = {"client_id": 11, "currency": "EUR", "number": "A-1"}
    assert admin.post("invoices", json=body).status_code == 400
    assert admin.put("invoices/606", json={"number": "A-1"}).status_code == 400


def test_wrongly_named_fields_of_a_line_are_dropped(admin: httpx.Client) -> None:
    made = invoice(admin, {"title": "Work", "price": 100, "quantity": 2})
    assert made["total"] == 0
    assert made["invoiceitems"][0]["quantity"] == 2


def test_items_replace_the_set_of_lines(admin: httpx.Client) -> None:
    made = invoice(
        admin, *({"item": name, "price_unit": 10, "quantity": 1} for name in ("a", "b", "c"))
    )
    a, b, c = (line["id"] for line in made["invoiceitems"])
    items = [{"id": a}, {"id": b, "price_unit": 15}, {"item": "d", "price_unit": 1}]
    changed = write(admin, f"invoices/{made['id']}{WITH_LINES}", items=items)
    lines = {line["item"]: line["price_unit"] for line in changed["invoiceitems"]}
    assert lines == {"a": 10, "b": 15, "d": 1}
    assert (changed["total"], c in [line["id"] for line in changed["invoiceitems"]]) == (26, False)
    foreign = admin.put(f"invoices/{made['id']}", json={"items": [{"id": 701}]})
    assert foreign.status_code == 400


def test_new_rates_change_the_totals(admin: httpx.Client) -> None:
    made = invoice(admin, {"item": "Work", "price_unit": 100, "quantity": 1})
    changed = write(admin, f"invoices/{made['id']}", discount=10, tax=20, total=5)
    assert (changed["discount_amount"], changed["tax_amount"], changed["total"]) == (10, 18, 108)


def test_lines_mark_entries_and_release_them(admin: httpx.Client) -> None:
    made = invoice(admin, {"item": "Work", "price_unit": 10, "quantity": 4, "entries": [501, 502]})
    line_id = made["invoiceitems"][0]["id"]
    billed = read(admin, "entries/501?include=billed,invoiceitem.item")
    assert (billed["billed"], billed["invoiceitem"]) == (True, {"item": "Work"})
    entries = read(admin, f"invoiceitems/{line_id}?include=entries.id")["entries"]
    assert [entry["id"] for entry in entries] == [501, 502]
    admin.delete(f"invoices/{made['id']}")
    released = read(admin, "entries/501")
    assert (released["billed"], released["invoice_item_id"]) == (False, None)


def test_a_line_for_an_expense_takes_its_amount(admin: httpx.Client) -> None:
    expense = write(admin, "expenses", client_id=11, currency="EUR", amount=42.5)
    assert (expense["user_id"], expense["date"]) == (1, "2026-11-02")
    made = invoice(admin, {"item": "Fonts", "expense_id": expense["id"]})
    assert made["total"] == 42.5
    assert read(admin, f"expenses/{expense['id']}")["invoiced"] is True


def test_single_lines_keep_the_totals_right(admin: httpx.Client) -> None:
    line = write(admin, "invoiceitems", invoice_id=606, item="Extra", price_unit=60)
    assert read(admin, "invoices/606")["total"] == 1200
    write(admin, f"invoiceitems/{line['id']}", quantity=2)
    assert read(admin, "invoices/606")["total"] == 1260
    admin.delete(f"invoiceitems/{line['id']}")
    assert read(admin, "invoices/606")["total"] == 1140


def test_payments_move_the_status(admin: httpx.Client) -> None:
    def status() -> str:
        return str(read(admin, "invoices/602")["status"])

    rest = 3535.25 - 1500
    too_much = admin.post("invoicepayments", json={"invoice_id": 602, "amount": rest + 0.01})
    assert (too_much.status_code, status()) == (400, "viewed")
    payment = write(admin, "invoicepayments", invoice_id=602, amount=rest, notes="Rest")
    assert (payment["date"], status()) == ("2026-11-02", "paid")
    write(admin, f"invoicepayments/{payment['id']}", amount=1)
    assert status() == "viewed"
    write(admin, f"invoicepayments/{payment['id']}", amount=rest)
    assert status() == "paid"
    admin.delete("invoicepayments/803")
    assert status() == "viewed"


@pytest.mark.parametrize(
    "body",
    [
        {"invoice_id": 602, "amount": 0},
        {"invoice_id": 602, "amount": -5},
        {"invoice_id": 604, "amount": 5},
        {"invoice_id": 999, "amount": 5},
    ],
)
def test_impossible_payments(admin: httpx.Client, body: dict[str, Any]) -> None:
    assert admin.post("invoicepayments", json=body).status_code == 400


def test_status_may_be_set_by_hand(admin: httpx.Client) -> None:
    assert write(admin, "invoices/606", status="sent")["status"] == "sent"
    assert admin.put("invoices/606", json={"status": "overdue"}).status_code == 400


def test_an_invoice_from_an_estimate(admin: httpx.Client) -> None:
    made = invoice(admin, estimate_id=951)
    estimate = read(admin, "estimates/951?include=*,estimateitems.item")
    assert (estimate["status"], estimate["invoice_id"]) == ("invoiced", made["id"])
    assert (estimate["total"], estimate["estimateitems"]) == (3800, [{"item": "Development"}])
