"""Invoices and payments of an odd world: every status, age and way of paying."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Row = dict[str, Any]

STATUSES = ("draft", "sent", "sent", "sent", "viewed", "viewed", "paid", "paid", "void")
TOTALS = ("0", "0.01", "100", "1234.56", "99.99", "2500.05", "0.1", "10000")
AGES = (-30, -1, 0, 1, 29, 30, 31, 59, 60, 61, 89, 90, 91, 400)
PAYING = ("nothing", "nothing", "part", "whole", "over", "later", "on the day", "in three", "mixed")


class Bills:
    """Fills `invoices` and `payments`. ``clients`` are those that get invoices."""

    def __init__(
        self,
        dice: random.Random,
        first: date,
        last: date,
        as_of: date,
        clients: list[Row],
        projects: list[Row],
    ) -> None:
        self.invoices: list[Row] = []
        self.payments: list[Row] = []
        self._dice = dice
        self._as_of = as_of
        day = timedelta(days=1)
        self._days = [first - day, first, first + 9 * day, last, last + day]
        self._days += [first - 70 * day, as_of, as_of + day, as_of - 3 * day]
        self._clients = clients
        self._projects = projects

    def fill(self) -> None:
        """Some sixty invoices; the first client has only what says nothing about its currency."""
        for number in range(60):
            client = self._clients[number % len(self._clients)]
            status = self._dice.choice(STATUSES)
            if client is self._clients[0]:
                status = self._dice.choice(["draft", "void"])
            self._add(number, client["id"], status)

    def _add(self, number: int, client_id: int, status: str) -> None:
        dice = self._dice
        own = [row["id"] for row in self._projects if row["client_id"] == client_id]
        due = self._as_of - timedelta(days=dice.choice(AGES))
        invoice = {
            "id": 7000 + number,
            "number": dice.choice([f"#INV-{number}", f"inv {number % 3}", f"<i>{number}</i>"]),
            "client_id": client_id,
            "project_id": dice.choice([None, None, *own]),
            "status": status,
            "currency": dice.choice(["EUR", "USD", "GBP", "JPY"]),
            "date": dice.choice(self._days).isoformat(),
            "due_date": None if dice.random() < 0.06 else due.isoformat(),
            "total": dice.choice(TOTALS),
        }
        self.invoices.append(invoice)
        if status != "draft":
            self._pay(invoice["id"], Decimal(invoice["total"]), dice.choice(PAYING))

    def _pay(self, invoice_id: int, total: Decimal, how: str) -> None:
        before = self._as_of - timedelta(days=self._dice.choice([1, 5, 40]))
        after = self._as_of + timedelta(days=1)
        third = (total / 3).quantize(Decimal("0.01"))
        plans: dict[str, list[tuple[date, Decimal]]] = {
            "nothing": [],
            "part": [(before, third)],
            "whole": [(before, total)],
            "over": [(before, total + Decimal("0.5"))],
            "later": [(after, total)],
            "on the day": [(self._as_of, total)],
            "in three": [(before, third), (before, third), (self._as_of, third)],
            "mixed": [(before, third), (after, total - third)],
        }
        for day, amount in plans[how]:
            self.payments.append(
                {
                    "id": 9000 + len(self.payments),
                    "invoice_id": invoice_id,
                    "amount": str(amount),
                    "date": day.isoformat(),
                }
            )
