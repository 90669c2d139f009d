"""What an invoice's payments say: paid, still owed, late. Paymo has no fields for these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tools_server.paymo.models import Invoice, InvoicePayment

OWING = ("sent", "viewed")
"""The statuses in which a client has been asked for money that may still be owed."""

OWES_NOTHING = ("draft", "void")


@dataclass(frozen=True)
class Standing:
    """Where an invoice stands on a day, and by which payments. ``days_overdue`` is 0 unless it is
    overdue."""

    payments: list[InvoicePayment]
    amount_paid: Decimal
    balance: Decimal
    days_overdue: int

    @property
    def overdue(self) -> bool:
        return self.days_overdue > 0


def standing(invoice: Invoice, as_of: date) -> Standing:
    """Paid is the sum of the payments dated up to ``as_of``, or all of a paid invoice without any.

    Drafts and void invoices owe nothing. Overdue are sent and viewed ones that still owe something
    and were due before ``as_of``. The invoice must carry its payments.
    """
    payments = [p for p in invoice.invoicepayments if p.date is None or p.date <= as_of]
    if invoice.status == "paid" and not invoice.invoicepayments:
        paid = invoice.total
    else:
        paid = sum((p.amount for p in payments), Decimal(0))
    if invoice.status in OWES_NOTHING:
        return Standing(payments, paid, Decimal(0), 0)
    balance = max(invoice.total - paid, Decimal(0))
    late = 0
    if invoice.status in OWING and balance > 0 and invoice.due_date is not None:
        late = max((as_of - invoice.due_date).days, 0)
    return Standing(payments, paid, balance, late)
