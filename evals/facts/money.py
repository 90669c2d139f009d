"""Invoices with what is paid, owed and late. Amounts of different currencies are never added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from evals.facts.days import EVER, Span
from evals.facts.work import Work
from evals.facts.world import NoSuchFact, Row, World

Day: TypeAlias = date  # the field `date` hides the type inside its class

ACTIVE = ("draft", "sent", "viewed")
ASKED_FOR = ("sent", "viewed")
ISSUED = (*ASKED_FOR, "paid")


@dataclass(frozen=True)
class Invoice:
    """One invoice as of today: ``balance`` is what the client still owes of it."""

    id: int
    number: str
    title: str
    client: str
    client_id: int
    status: str
    date: Day
    due_date: Day
    currency: str
    total: Decimal
    paid: Decimal
    balance: Decimal
    days_overdue: int


@dataclass(frozen=True)
class Books:
    """The invoices of a world."""

    world: World

    def invoice(self, number: str) -> Invoice:
        """The one whose number ends so."""
        found = [each for each in self.invoices("all") if each.number.endswith(number)]
        if len(found) != 1:
            raise NoSuchFact(f"{len(found)} invoice numbers end with {number!r}")
        return found[0]

    def invoices(
        self,
        status: str = "active",
        client: str | int | None = None,
        dated: Span = EVER,
        currency: str | None = None,
        owing: bool = False,
    ) -> list[Invoice]:
        """By due date. ``status`` is Paymo's own, or active (draft, sent, viewed), overdue or all;
        ``owing`` leaves out what nothing is owed on."""
        client_id = client if client is None else Work(self.world).client(client)
        every = [self._invoice(row) for row in self.world.rows("invoices")]
        found = [
            each
            for each in every
            if _is(each, status)
            and client_id in (None, each.client_id)
            and dated.holds(each.date)
            and currency in (None, each.currency)
            and (each.balance > 0 or not owing)
        ]
        return sorted(found, key=lambda each: (each.due_date, each.id))

    def lines(self, invoice: Invoice) -> list[str]:
        """What its items are called."""
        rows = self.world.rows("invoiceitems")
        return [str(row["item"]) for row in rows if row["invoice_id"] == invoice.id]

    def overdue(self, client: str | int | None = None, **filters: Any) -> list[Invoice]:
        """Sent or viewed, something is owed, and it was due before today."""
        return self.invoices("overdue", client, **filters)

    def owed(self, client: str | int | None = None, **filters: Any) -> list[Invoice]:
        """All that something is owed on, due or not."""
        return self.invoices("all", client, owing=True, **filters)

    def drafts(self, client: str | int | None = None, **filters: Any) -> list[Invoice]:
        """Not sent yet."""
        return self.invoices("draft", client, **filters)

    def issued(self, client: str | int | None = None, **filters: Any) -> list[Invoice]:
        """Sent, viewed or paid: what counts as invoiced."""
        found = self.invoices("all", client, **filters)
        return [each for each in found if each.status in ISSUED]

    def _invoice(self, row: Row) -> Invoice:
        total = Decimal(str(row["total"]))
        paid = self._paid(row, total)
        owed = Decimal(0) if row["status"] in ("draft", "void") else max(total - paid, Decimal(0))
        due = date.fromisoformat(row["due_date"])
        late = row["status"] in ASKED_FOR and owed > 0 and due < self.world.today
        return Invoice(
            id=row["id"],
            number=row["number"],
            title=row["title"],
            client=self.world.one("clients", row["client_id"])["name"],
            client_id=row["client_id"],
            status=row["status"],
            date=date.fromisoformat(row["date"]),
            due_date=due,
            currency=row["currency"],
            total=total,
            paid=paid,
            balance=owed,
            days_overdue=(self.world.today - due).days if late else 0,
        )

    def _paid(self, row: Row, total: Decimal) -> Decimal:
        """The payments up to today; a paid invoice without any on record counts as paid."""
        payments = [p for p in self.world.rows("invoicepayments") if p["invoice_id"] == row["id"]]
        if row["status"] == "paid" and not payments:
            return total
        today = self.world.today.isoformat()
        return sum((Decimal(str(p["amount"])) for p in payments if p["date"] <= today), Decimal(0))


def total(invoices: Sequence[Invoice], field: str = "balance") -> Decimal:
    """The sum of a column. Raises `NoSuchFact` where the currencies differ."""
    currencies = {each.currency for each in invoices}
    if len(currencies) > 1:
        raise NoSuchFact(f"{sorted(currencies)} cannot be added")
    return sum((getattr(each, field) for each in invoices), Decimal(0))


def by_client(invoices: Sequence[Invoice], field: str = "balance") -> list[tuple[str, Decimal]]:
    """Clients with the sum of a column, most first, each of one currency."""
    names = {each.client for each in invoices}
    sums = [(name, total([i for i in invoices if i.client == name], field)) for name in names]
    return sorted(sums, key=lambda pair: (-pair[1], pair[0]))


def _is(invoice: Invoice, status: Any) -> bool:
    if status == "overdue":
        return invoice.days_overdue > 0
    return (
        status == "all"
        or invoice.status == status
        or (status == "active" and invoice.status in ACTIVE)
    )
