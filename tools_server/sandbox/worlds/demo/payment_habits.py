"""When a regular invoice was paid, and how: the client's habits decide."""

from datetime import date, timedelta
from decimal import Decimal

from tools_server.sandbox.worlds.demo.bills import Payment
from tools_server.sandbox.worlds.demo.dice import Dice
from tools_server.sandbox.worlds.demo.terms import Terms

UNRECORDED_SHARE = 0.07  # somebody clicked "paid" and never entered the payment
INSTALMENTS_SHARE = 0.08
WHOLE = Decimal(1)
NOTES = ("", "", "Wire transfer", "ACH", "Check")


def settle(terms: Terms, issued: date, today: date, dice: Dice) -> tuple[str, tuple[Payment, ...]]:
    """Status and payments of an invoice as of `today`; nothing is paid today or later."""
    due = issued + timedelta(days=terms.due)
    paid_on = max(due + timedelta(days=dice.randint(*terms.pays)), issued + timedelta(days=2))
    instalments = dice.chance(INSTALMENTS_SHARE)
    unrecorded = dice.chance(UNRECORDED_SHARE)
    still_open = "viewed" if dice.chance(0.6) else "sent"
    notes = dice.choice(NOTES)
    if paid_on < today:
        if unrecorded:
            return "paid", ()
        last = Payment(paid_on, WHOLE, notes)
        first_on = issued + (paid_on - issued) / 2
        first = Payment(first_on, Decimal("0.5"), "First half")
        return "paid", (first, last) if instalments else (last,)
    return still_open, ()
