"""A bill: an invoice before it has ids, a number and totals, and the lines it consists of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tools_server.sandbox.worlds.demo.record import Record
from tools_server.sandbox.worlds.demo.terms import TERMS, Terms


@dataclass(frozen=True)
class Line:
    """`settles` are the records this line marks as billed: entries, an expense, a flat price."""

    text: str
    price: Decimal
    quantity: Decimal = Decimal(1)
    description: str = ""
    apply_tax: bool = True
    expense_id: int | None = None
    settles: Sequence[Record] = ()


@dataclass(frozen=True)
class Payment:
    """Money that came in: its day and its share of the total."""

    day: date
    share: Decimal
    notes: str = ""


@dataclass(frozen=True)
class Bill:
    """What is needed to issue an invoice. The last payment of a paid bill covers what is left."""

    client_id: int
    day: date
    lines: Sequence[Line]
    title: str
    status: str
    payments: Sequence[Payment] = field(default=())
    project_id: int | None = None
    due_days: int | None = None
    number: str | None = None
    discount: Decimal | None = None
    notes: str = ""

    @property
    def terms(self) -> Terms:
        """How the client is billed."""
        return TERMS[self.client_id]
