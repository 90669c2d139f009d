"""What a question wants of a list: which of its rows, in what order, split by what.

A tool filters by what Paymo can filter by. "In euros", "over 5,000" and "on a Saturday" are asked
of the rows, and of all of them: here, before anything is counted, summed or cut. Whoever calls a
read tool may send a view along (``VIEWS`` beside the call); one that sends none gets every row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from agent.compact.likeness import is_like, likeness
from agent.compact.plain import Row

VIEWS = "views"
"""Where an answer of a model holds the views of its calls, by the id of the call."""

OWED = ("sent", "viewed")
MONEY = ("total", "balance", "amount", "amount_paid")

Test = Literal[
    "is",
    "not",
    "in",
    "over",
    "from",
    "under",
    "to",
    "empty",
    "has",
    "holds",
    "lacks",
    "like",
    "outside",
]


@dataclass(frozen=True)
class Condition:
    """ "from" and "to" include their value, "over" and "under" do not; "empty" takes True or False,
    "has" a text that the field contains, "holds" a member of a list; "like" takes names, of which
    the field may be one with slips and words left out: see `likeness`. "outside" takes a
    list of the first and the last of a range, None for an open side; what is missing is outside."""

    field: str
    test: Test
    value: Any


@dataclass(frozen=True)
class View:
    """``order`` is a field, with "-" before it from the highest down; ``top`` keeps so many rows to
    show, in each currency where the order is by money; figures stay those of all rows. ``by`` asks
    for one more group; of entries "user/month" for people with their months, "user#month" with how
    many they are, and then for no other.
    ``payments``: the rows are the payments that the invoices carry. ``aside``: rows that meet one
    of these are left out and counted apart, so that an answer can say how many there were.
    ``shows``: fields to show of each row beside the usual ones."""

    where: tuple[Condition, ...] = ()
    order: str = ""
    top: int | None = None
    by: str = ""
    payments: bool = False
    aside: tuple[Condition, ...] = ()
    shows: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain data; ``view_from`` reads it back."""
        return {"where": _plain(self.where), "order": self.order, "top": self.top, "by": self.by,
                "payments": self.payments, "aside": _plain(self.aside),
                "shows": list(self.shows)}  # fmt: skip

    def rows(self, items: Sequence[Row]) -> list[Row]:
        """The rows that meet every condition, in the order asked for."""
        found = [row for row in self._met(items) if not self._is_aside(row)]
        if not self.order:
            return _likest_first(found, self.where)
        field, down = self.order.lstrip("-"), self.order.startswith("-")
        return sorted(found, key=lambda row: _rank(value_of(row, field)), reverse=down)

    def count_aside(self, items: Sequence[Row]) -> int:
        """How many rows meet every condition and are left out nevertheless."""
        return sum(map(self._is_aside, self._met(items))) if self.aside else 0

    def _met(self, items: Sequence[Row]) -> list[Row]:
        found = list(items)
        if self.payments:
            found = [payment for item in items for payment in _payments(item)]
        return [row for row in found if all(_meets(row, each) for each in self.where)]

    def _is_aside(self, row: Row) -> bool:
        return any(_meets(row, each) for each in self.aside)

    def shown(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows worth showing of those that ``rows`` gave."""
        if self.top is None or self.order.lstrip("-") not in MONEY:
            return rows[: self.top]
        seen: dict[Any, int] = {}
        kept = []
        for row in rows:
            seen[row.get("currency")] = seen.get(row.get("currency"), 0) + 1
            if seen[row.get("currency")] <= self.top:
                kept.append(row)
        return kept


def _likest_first(rows: list[Row], where: Sequence[Condition]) -> list[Row]:
    names = [(each.field, name) for each in where if each.test == "like" for name in each.value]
    if not names:
        return rows
    return sorted(rows, key=lambda row: -max(likeness(str(row.get(f) or ""), n) for f, n in names))


def view_from(value: Any) -> View | None:
    """The view that ``as_json`` wrote; None for anything else."""
    if not isinstance(value, dict) or not isinstance(value.get("where"), list):
        return None
    return View(
        _conditions(value["where"]),
        str(value["order"]),
        value["top"],
        str(value["by"]),
        bool(value["payments"]),
        _conditions(value.get("aside", [])),
        tuple(value.get("shows", [])),
    )


def _plain(conditions: Sequence[Condition]) -> list[list[Any]]:
    return [[each.field, each.test, each.value] for each in conditions]


def _conditions(plain: Sequence[Sequence[Any]]) -> tuple[Condition, ...]:
    return tuple(Condition(str(field), test, wanted) for field, test, wanted in plain)


def value_of(row: Row, field: str) -> Any:
    """A field of a row, or what follows from its fields ("owed", "week", "aging")."""
    derived = _DERIVED.get(field)
    return derived(row) if derived else row.get(field)


def _payments(invoice: Row) -> list[Row]:
    """One row for each payment. A paid invoice that carries none was paid on a day nobody knows."""
    shared = {key: invoice.get(key) for key in ("client_id", "client", "currency", "status")}
    shared |= {"number": invoice.get("number"), "invoiced_on": invoice.get("date")}
    found = [{"id": f"{invoice.get('id')}.{place}", **payment, **shared}
             for place, payment in enumerate(invoice.get("payments") or [], 1)]  # fmt: skip
    if not found and invoice.get("status") == "paid":
        found = [{"id": f"{invoice.get('id')}.0", "date": None,
                  "amount": invoice.get("total"), **shared}]  # fmt: skip
    return found


def _owed(row: Row) -> Decimal:
    return Decimal(str(row.get("balance") or 0)) if row.get("status") in OWED else Decimal(0)


def _partly(row: Row) -> bool:
    return _owed(row) > 0 and Decimal(str(row.get("amount_paid") or 0)) > 0


def _day(row: Row) -> date | None:
    return date.fromisoformat(str(row["date"])[:10]) if row.get("date") else None


def _weekday(row: Row) -> int | None:
    day = _day(row)
    return day.isoweekday() if day else None


def _week(row: Row) -> str | None:
    day = _day(row)
    return (day - timedelta(days=day.isoweekday() - 1)).isoformat() if day else None


def _quarter(row: Row) -> str | None:
    day = _day(row)
    return f"{day.year}-Q{(day.month + 2) // 3}" if day else None


AGES = ("not due yet", "1 to 30 days", "31 to 60 days", "61 to 90 days", "over 90 days")


def _aging(row: Row) -> str:
    late = int(row.get("days_overdue") or 0) if row.get("overdue") else 0
    return AGES[0 if late <= 0 else min(1 + (late - 1) // 30, 4)]


def _paid_on(row: Row) -> date | None:
    """The day on which an invoice was paid in full; None where its payments do not tell."""
    days = [payment.get("date") for payment in row.get("payments") or []]
    if row.get("status") != "paid" or not days or not all(days):
        return None
    return date.fromisoformat(max(map(str, days))[:10])


def _paid_after(field: str) -> Callable[[Row], int | None]:
    """From the day in a field to the payment, in days."""

    def days(row: Row) -> int | None:
        paid, day = _paid_on(row), row.get(field)
        return (paid - date.fromisoformat(str(day)[:10])).days if paid and day else None

    return days


_DERIVED: dict[str, Callable[[Row], Any]] = {
    "owed": _owed,
    "team": lambda row: len(row.get("user_ids") or []),
    "partly": _partly,
    "pay_days": _paid_after("date"),
    "paid_late": _paid_after("due_date"),
    "moment": lambda row: f"{row.get('date') or ''} {row.get('start_time') or ''}",
    "person_day": lambda row: f"{row.get('user')} on {row.get('date')}",
    "weekday": _weekday,
    "week": _week,
    "month": lambda row: str(row["date"])[:7] if row.get("date") else None,
    "quarter": _quarter,
    "year": lambda row: str(row["date"])[:4] if row.get("date") else None,
    "aging": _aging,
}


def _rank(value: Any) -> tuple[int, Any]:
    """Sorts numbers and texts each among themselves, what is missing first."""
    if value is None:
        return 0, 0
    return (1, Decimal(str(value))) if isinstance(value, int | float | Decimal) else (2, str(value))


def _meets(row: Row, condition: Condition) -> bool:
    value, wanted = value_of(row, condition.field), condition.value
    if condition.test == "empty":
        return (not str(value or "").strip()) is wanted
    if condition.test == "has":
        return str(wanted).casefold() in str(value or "").casefold()
    if condition.test == "like":
        return any(is_like(str(value or ""), str(name)) for name in wanted)
    if condition.test == "holds":
        return wanted in (value or ())
    if condition.test == "lacks":
        return wanted not in (value or ())
    if condition.test in ("is", "not"):
        return bool(value == wanted) is (condition.test == "is")
    if condition.test == "in":
        return value in wanted
    if condition.test == "outside":
        first, last = wanted
        return value is None or (first or value) > value or value > (last or value)
    if value is None:
        # A payment of an unknown day can only be as old as its invoice.
        invoiced = str(row.get("invoiced_on") or "")
        return "invoiced_on" in row and (condition.test != "to" or invoiced <= str(wanted))
    left, right = _rank(value), _rank(_number(wanted, value))
    return {"over": left > right, "from": left >= right,
            "under": left < right, "to": left <= right}[condition.test]  # fmt: skip


def _number(wanted: Any, like: Any) -> Any:
    """An amount travels as text, so that no digit is lost on the way."""
    return Decimal(str(wanted)) if isinstance(like, int | float | Decimal) else wanted
