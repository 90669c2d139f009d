"""How a time entry stands with billing, in one word for people and for sums."""

from __future__ import annotations

from typing import Literal

from agent.flows.report import Row

Billing = Literal["invoiced", "to bill", "in a flat price", "not billable"]


def billing_of(entry: Row) -> Billing:
    """Invoiced where an invoice item holds it or Paymo says so; to bill is what is left of the time
    by the hour of billable projects and tasks.
    """
    if entry["billed"] or entry["invoice_item_id"] is not None:
        return "invoiced"
    if not entry["billable"]:
        return "not billable"
    return "in a flat price" if entry["flat_billing"] else "to bill"
