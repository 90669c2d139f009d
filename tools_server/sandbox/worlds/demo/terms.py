"""How each client is billed and how it pays: currency, terms, taxes, discount, habits."""

from dataclasses import dataclass
from decimal import Decimal

from tools_server.sandbox.worlds.demo import clients as c

ZERO = Decimal(0)


@dataclass(frozen=True)
class Terms:
    """`due` is days from invoice to due date; `pays` the earliest and latest day paid, counted from
    the due date (negative: early). `every` is how many months one invoice covers. `unbilled_months`
    is how many of the latest full months nobody has billed yet.
    """

    currency: str = "USD"
    due: int = 30
    pays: tuple[int, int] = (-12, 4)
    every: int = 1
    unbilled_months: int = 0
    tax: Decimal = ZERO
    tax_text: str = ""
    tax2: Decimal = ZERO
    tax2_text: str = ""
    tax_on_tax: bool = False
    discount: Decimal = ZERO


# fmt: off
TERMS = {
    c.NORTHWIND: Terms(pays=(-4, 9)),
    c.HARBOR_HOTELS: Terms(tax=Decimal("5.5"), tax_text="Maine service tax"),
    c.HARBOUR_FOODS: Terms("GBP", unbilled_months=1, tax=Decimal(20), tax_text="VAT"),
    c.OBRIEN: Terms(due=14, pays=(82, 120), every=2, tax=Decimal("6.25"), tax_text="MA sales tax",
                    tax2=Decimal("0.75"), tax2_text="Local surtax", tax_on_tax=True),
    c.LUMIERE: Terms(due=15, pays=(-3, 12), unbilled_months=1, tax=Decimal(5), tax_text="State tax",
                     tax2=Decimal(5), tax2_text="Parish tax"),
    c.HEALTH: Terms(due=45, pays=(-20, 0)),
    c.LEGAL: Terms(pays=(-15, -2)),
    c.CORTICA: Terms("EUR", pays=(-8, 20), unbilled_months=1, tax=Decimal(23), tax_text="IVA"),
    c.SUMMIT: Terms(pays=(-10, 2), discount=Decimal(5)),
    c.OPTIK: Terms("EUR", due=14, pays=(-6, 3)),
    c.GREENFIELD: Terms(discount=Decimal(15)),
    c.LANTERN: Terms(every=2, pays=(-5, 15)),
    c.OAKLINE: Terms(pays=(5, 25)),
    c.STUDIO: Terms(),
}
# fmt: on
