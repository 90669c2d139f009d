"""An invoice on a line, and amounts of several currencies side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from agent.models.builtin.answers.phrases import bullets, day, joined, listed, money, plural
from agent.models.builtin.desk import Reading
from agent.models.builtin.query import Query
from agent.models.builtin.text.ordering import Order
from agent.rows import Row

OWED = ("sent", "viewed")
_MOST_NAMED = 3  # currencies; "dollars" are of more


def invoice_line(row: Row) -> str:
    """ "INV-7 (Acme): USD 100.00, sent, due Fri 30 Oct 2026, 3 days overdue"."""
    total, balance = Decimal(str(row.get("total", 0))), Decimal(str(row.get("balance", 0)))
    currency = row.get("currency")
    parts = [money(currency, total)]
    if row.get("status") in OWED and balance != total:
        parts.append(f"{money(currency, balance)} still to be paid")
    parts.append(str(row.get("status") or ""))
    if row.get("date"):
        parts.append(f"dated {day(row['date'])}")
    if row.get("due_date") and row.get("status") not in ("paid", "void"):
        parts.append(f"due {day(row['due_date'])}")
    if row.get("overdue"):
        parts.append(f"{plural(int(row.get('days_overdue') or 0), 'day')} overdue")
    return f"{named(row)}: {joined(parts)}"


def named(row: Row) -> str:
    """ "INV-7 (Acme)"."""
    client = f" ({row['client']})" if row.get("client") else ""
    return f"{row.get('number') or 'without number'}{client}"


def invoice_rows(rows: Sequence[Row], total: int) -> str:
    return bullets([invoice_line(row) for row in rows], total)


def item_lines(row: Row) -> str:
    """The items of an invoice that came with them, one a line."""
    return "".join(
        f"\n- {item.get('item') or item.get('description') or 'item'}: {item.get('quantity', 1)} x "
        f"{money(row.get('currency'), item.get('price_unit'))}"
        + (f" = {money(row.get('currency'), item['amount'])}" if item.get("amount") else "")
        for item in row.get("items") or []
    )


def currencies(reading: Reading) -> list[Row]:
    """The figures of each currency."""
    return list(reading.totals["by_currency"])


def amounts(reading: Reading, pick: Callable[[Row], Any]) -> str:
    """One figure for each currency, "USD 1.00 and EUR 2.00"; zero only where all are."""
    figures = [(row["currency"], Decimal(str(pick(row)))) for row in currencies(reading)]
    return side_by_side(figures)


def side_by_side(figures: Sequence[tuple[str, Decimal]]) -> str:
    telling = [pair for pair in figures if pair[1]] or list(figures[:1])
    return listed([money(currency, figure) for currency, figure in telling])


def tally(reading: Reading, key: str) -> int:
    """A count over all currencies."""
    return sum(row[key] for row in currencies(reading))


def first_of(order: Order, rows: Sequence[Row]) -> list[Row]:
    """The rows from the place that is asked for on; amounts of different currencies are not
    compared."""
    if order.by != "size":
        return list(rows[order.rank - 1 :][: order.top])
    found: list[Row] = []
    for currency in dict.fromkeys(row.get("currency") for row in rows):
        same = [row for row in rows if row.get("currency") == currency]
        found += same[order.rank - 1 :][: order.top]
    return found


def whose(query: Query) -> str:
    """ "of Acme in USD", or nothing."""
    place = query.scope.project or query.scope.client
    name = place.name if place else query.scope.group_name
    which = f"of {name}" if name else ""
    if len(query.currencies) > _MOST_NAMED:
        return joined([which, "in such a currency"], " ")
    return joined([which, f"in {listed(query.currencies)}" if query.currencies else ""], " ")


def in_hand(query: Query, reading: Reading) -> Query:
    """The query with those of the currencies asked for that there are: "dollars" are of many."""
    there = {row["currency"] for row in currencies(reading)}
    found = tuple(code for code in query.currencies if code in there)
    return replace(query, currencies=found or query.currencies)
