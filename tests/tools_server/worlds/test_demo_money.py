"""Invoices add up, payments fit them, and billed hours are what the entries say."""

from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

from tools_server.sandbox.paymo.money import LineItem, invoice_totals

COMPUTED = ("subtotal", "discount_amount", "tax_amount", "tax2_amount", "total")


def exact(value):
    return Decimal(str(value))


def grouped(rows, field):
    groups = defaultdict(list)
    for row in rows:
        groups[row[field]].append(row)
    return groups


def test_totals_are_those_of_the_money_function(world):
    items = grouped(world["invoiceitems"], "invoice_id")
    for invoice in world["invoices"]:
        lines = [
            LineItem(exact(row["price_unit"]), exact(row["quantity"]), row["apply_tax"])
            for row in items[invoice["id"]]
        ]
        expected = invoice_totals(
            lines,
            tax=exact(invoice["tax"]),
            tax2=exact(invoice["tax2"]),
            discount=exact(invoice["discount"]),
            tax_on_tax=invoice["tax_on_tax"],
        )
        for name in COMPUTED:
            assert exact(invoice[name]) == getattr(expected, name), (invoice["number"], name)


def test_every_tax_and_discount_rule_is_in_use(world):
    invoices = world["invoices"]
    assert any(row["tax_amount"] and not row["tax2_amount"] for row in invoices)
    assert any(row["tax2_amount"] and row["tax_on_tax"] for row in invoices)
    assert any(row["tax2_amount"] and not row["tax_on_tax"] for row in invoices)
    assert any(row["discount_amount"] for row in invoices)
    assert any(not row["apply_tax"] for row in world["invoiceitems"])
    assert {row["currency"] for row in invoices} == {"USD", "EUR", "GBP"}


def test_payments_agree_with_the_status(world):
    payments = grouped(world["invoicepayments"], "invoice_id")
    kinds = Counter()
    for invoice in world["invoices"]:
        own = payments[invoice["id"]]
        paid, total = sum((exact(row["amount"]) for row in own), Decimal(0)), invoice["total"]
        assert all(row["amount"] > 0 and row["date"] >= invoice["date"] for row in own)
        if invoice["status"] == "paid":
            assert not own or paid == exact(total), invoice["number"]
            kinds["paid", "instalments" if len(own) > 1 else "once" if own else "no record"] += 1
        elif invoice["status"] in ("sent", "viewed"):
            assert paid < exact(total)
            kinds["open", "partly" if own else "not at all"] += 1
        else:
            assert not own
            kinds[invoice["status"]] += 1
    assert min(kinds.values()) >= 2
    assert kinds.keys() == {
        ("paid", "once"),
        ("paid", "instalments"),
        ("paid", "no record"),
        ("open", "partly"),
        ("open", "not at all"),
        "draft",
        "void",
    }


def test_hours_on_an_invoice_are_the_hours_of_its_entries(world):
    items = {row["id"]: row for row in world["invoiceitems"]}
    billed = grouped([row for row in world["entries"] if row["billed"]], "invoice_item_id")
    assert len(billed) > 150
    for item_id, entries in billed.items():
        hours = Decimal(sum(row["duration"] for row in entries)) / 3600
        rounded = hours.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        assert exact(items[item_id]["quantity"]) == rounded


def test_numbers_are_unique_and_count_on(world):
    numbers = [row["number"] for row in world["invoices"]]
    assert len(set(numbers)) == len(numbers)
    assert world["company"]["next_invoice_number"] == str(len(numbers) + 1)
    last = world["invoices"][-1]
    assert last["number"] == f"#INV-{last['date'].replace('-', '')}-{len(numbers)}"
