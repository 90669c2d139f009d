"""What an invoice or estimate adds up to: the one place that decides the order of discount and tax.

Paymo documents the rates and the shape of the sum, not the base of the discount nor the rounding
(Paymo API facts, section 8.9). Decided here: the discount applies to the whole subtotal and tax is
taken after the discount; every computed field is rounded half-up to two places.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class LineItem:
    """One line; `apply_tax` says whether both taxes are computed on it."""

    price_unit: Decimal
    quantity: Decimal
    apply_tax: bool = True

    @property
    def amount(self) -> Decimal:
        return self.price_unit * self.quantity


@dataclass(frozen=True)
class InvoiceTotals:
    """The five computed fields, rounded; `total` is the sum of the rounded parts."""

    subtotal: Decimal
    discount_amount: Decimal
    tax_amount: Decimal
    tax2_amount: Decimal
    total: Decimal


def invoice_totals(
    items: Sequence[LineItem],
    *,
    tax: Decimal,
    tax2: Decimal,
    discount: Decimal,
    tax_on_tax: bool,
) -> InvoiceTotals:
    """Add up the lines; `tax`, `tax2` and `discount` are percentages.

    With `tax_on_tax` the second tax is computed on the taxable amount plus the first tax.
    """
    remaining = 1 - discount / HUNDRED
    subtotal = _sum(item.amount for item in items)
    taxable = _sum(item.amount for item in items if item.apply_tax) * remaining
    discount_amount = cents(subtotal * discount / HUNDRED)
    tax_amount = cents(taxable * tax / HUNDRED)
    tax2_base = taxable + tax_amount if tax_on_tax else taxable
    tax2_amount = cents(tax2_base * tax2 / HUNDRED)
    total = cents(subtotal) - discount_amount + tax_amount + tax2_amount
    return InvoiceTotals(cents(subtotal), discount_amount, tax_amount, tax2_amount, total)


def cents(amount: Decimal) -> Decimal:
    """Round half-up to two places."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))
