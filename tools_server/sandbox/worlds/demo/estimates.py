"""Estimates sent to clients, in every status Paymo knows."""

from dataclasses import dataclass
from decimal import Decimal

from tools_server.sandbox.paymo.money import LineItem, invoice_totals
from tools_server.sandbox.worlds.demo import clients as c
from tools_server.sandbox.worlds.demo.almanac import Almanac
from tools_server.sandbox.worlds.demo.record import Record, number, stamps
from tools_server.sandbox.worlds.demo.terms import TERMS

FIRST_ESTIMATE_ID = 12001


@dataclass(frozen=True)
class Estimate:
    """`days` ago, at a net price. `invoiced_by` is the title of the invoice it became."""

    days: int
    client_id: int
    title: str
    status: str
    price: str
    invoiced_by: str | None = None


# fmt: off
ESTIMATES = (
    Estimate(725, c.NORTHWIND, "Brand Refresh", "invoiced", "18500",
             invoiced_by="Northwind Brand Refresh, final invoice"),
    Estimate(515, c.LEGAL, "Intranet", "accepted", "42000"),
    Estimate(430, c.NORTHWIND, "Trade Portal, phase 1", "accepted", "58000"),
    Estimate(372, c.SUMMIT, "Shop Migration", "accepted", "61500"),
    Estimate(338, c.HARBOR_HOTELS, "Booking Engine", "accepted", "74000"),
    Estimate(336, c.HARBOR_HOTELS, "Booking Engine with app", "void", "118000"),
    Estimate(285, c.HEALTH, "Project Alpha", "invoiced", "96000",
             invoiced_by="Project Alpha, deposit"),
    Estimate(215, c.LUMIERE, "Menu & Packaging Design", "accepted", "7600"),
    Estimate(155, c.HARBOUR_FOODS, "Retail Launch", "accepted", "14800"),
    Estimate(48, c.OPTIK, "Konfigurator, Phase 2", "viewed", "23400"),
    Estimate(19, c.OBRIEN, "Online booking for site visits", "sent", "3850"),
    Estimate(11, c.NORTHWIND, "Trade Portal, phase 2", "viewed", "36000"),
    Estimate(2, c.SUMMIT, "Loyalty programme", "draft", "27500"),
)
# fmt: on


def estimates(almanac: Almanac, invoices: list[Record]) -> list[Record]:
    """The estimates, linked to the invoices they became."""
    by_title = {invoice["title"]: invoice["id"] for invoice in invoices}
    return [
        _estimate(FIRST_ESTIMATE_ID + index, row, almanac, by_title)
        for index, row in enumerate(ESTIMATES)
    ]


def next_estimate_number() -> int:
    """The counter of the next estimate."""
    return len(ESTIMATES) + 1


def _estimate(
    estimate_id: int, row: Estimate, almanac: Almanac, by_title: dict[str, int]
) -> Record:
    terms = TERMS[row.client_id]
    day = almanac.workday_ago(row.days)
    totals = invoice_totals(
        [LineItem(Decimal(row.price), Decimal(1))],
        tax=terms.tax,
        tax2=terms.tax2,
        discount=terms.discount,
        tax_on_tax=terms.tax_on_tax,
    )
    counter = estimate_id - FIRST_ESTIMATE_ID + 1
    return {
        "id": estimate_id,
        "number": f"#EST-{day:%Y%m%d}-{counter}",
        "client_id": row.client_id,
        "status": row.status,
        "currency": terms.currency,
        "date": day.isoformat(),
        "title": row.title,
        "brief_description": f"{row.title} for {c.client_name(row.client_id)}",
        "subtotal": number(totals.subtotal),
        "discount": number(terms.discount),
        "discount_amount": number(totals.discount_amount),
        "tax": number(terms.tax),
        "tax_amount": number(totals.tax_amount),
        "tax_text": terms.tax_text,
        "tax2": number(terms.tax2),
        "tax2_amount": number(totals.tax2_amount),
        "tax2_text": terms.tax2_text,
        "tax_on_tax": terms.tax_on_tax,
        "total": number(totals.total),
        "invoice_id": by_title[row.invoiced_by] if row.invoiced_by else None,
        **stamps(day),
    }
