"""Invoice arithmetic: the documented samples, then each rule on its own."""

from decimal import Decimal

import pytest

from tools_server.sandbox.paymo.money import InvoiceTotals, LineItem, invoice_totals

ZERO = Decimal(0)


def line(price: str, quantity: str = "1", *, taxed: bool = True) -> LineItem:
    return LineItem(Decimal(price), Decimal(quantity), taxed)


@pytest.mark.parametrize(
    ("subtotal", "tax", "tax_amount", "total"),
    [("1593", "20", "318.60", "1911.60"), ("375", "3", "11.25", "386.25")],
)
def test_documented_samples(subtotal: str, tax: str, tax_amount: str, total: str) -> None:
    totals = invoice_totals(
        [line(subtotal)], tax=Decimal(tax), tax2=ZERO, discount=ZERO, tax_on_tax=False
    )
    assert (totals.tax_amount, totals.total) == (Decimal(tax_amount), Decimal(total))


def test_discount_comes_before_both_taxes_and_untaxed_lines_stay_untaxed() -> None:
    totals = invoice_totals(
        [line("100"), line("50", "2", taxed=False)],
        tax=Decimal(20),
        tax2=Decimal(10),
        discount=Decimal(10),
        tax_on_tax=True,
    )
    assert totals == InvoiceTotals(
        subtotal=Decimal("200.00"),
        discount_amount=Decimal("20.00"),
        tax_amount=Decimal("18.00"),  # 20 % of 90
        tax2_amount=Decimal("10.80"),  # 10 % of 90 + 18
        total=Decimal("208.80"),
    )


def test_each_field_is_rounded_half_up() -> None:
    totals = invoice_totals(
        [line("0.05", "0.5")], tax=Decimal(50), tax2=ZERO, discount=ZERO, tax_on_tax=False
    )
    assert (totals.subtotal, totals.tax_amount) == (Decimal("0.03"), Decimal("0.01"))


def test_no_lines_is_nothing() -> None:
    totals = invoice_totals([], tax=Decimal(20), tax2=ZERO, discount=ZERO, tax_on_tax=False)
    assert totals.total == Decimal("0.00")
