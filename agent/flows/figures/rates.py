"""The rate of an hour: who comes first depends on the project (Paymo API facts, section 8.3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from agent.flows.figures.amounts import amount
from agent.flows.report import Row

_USUAL = ("user", "task", "project", "company")
_ORDERS = {
    "task": ("task", "user", "project", "company"),
    "project": ("project", "user", "task", "company"),
    "company": ("company", "user", "task", "project"),
}


@dataclass(frozen=True)
class Rates:
    """The rates beside the task's, which an entry brings along. 0 is a rate; None is not."""

    company: Decimal | None
    users: dict[int, Row]

    def of(self, entry: Row, project: Row) -> Decimal | None:
        """The rate of a kept entry to bill; None where nobody has one."""
        user = self.users.get(entry["user_id"], {})
        rates = {
            "user": amount(user.get("price_per_hour")),
            "task": amount(entry["rate"]),
            "project": amount(project.get("price_per_hour")),
            "company": self.company,
        }
        order = _ORDERS.get(project.get("hourly_billing_mode") or "", _USUAL)
        return next((rates[level] for level in order if rates[level] is not None), None)
