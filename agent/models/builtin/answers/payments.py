"""Answers about payments: what came in, from whom, and when."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from agent.models.builtin.answers.invoice_lines import (
    amounts,
    currencies,
    first_of,
    in_hand,
    side_by_side,
    tally,
    whose,
)
from agent.models.builtin.answers.phrases import (
    bullets,
    day,
    joined,
    listed,
    money,
    part_label,
    plural,
    sentence,
    yes_no,
)
from agent.models.builtin.answers.sides import Side
from agent.models.builtin.desk import Reading
from agent.models.builtin.query import Query
from agent.rows import Row


def payments_answer(query: Query, reading: Reading) -> str:
    """The answer to any question about payments; the rows of the reading are payments."""
    return _answer(in_hand(query, reading), reading) + _undated(reading) + reading.caveat()


def _answer(query: Query, reading: Reading) -> str:
    count = tally(reading, "count")
    bound = query.threshold.text if query.threshold else ""
    where = joined([_from(query), bound, query.when], " ")
    if not count:
        lead = "No: no" if query.measure == "yes-no" else "No"
        return sentence(joined([lead, "payment is on record", where], " "))
    rows = [row for row in reading.rows if row.get("date")]
    lead = yes_no(query.measure, True)
    if query.order and query.order.top:
        return lead + _ordered(query, rows, count)
    total = amounts(reading, lambda row: row["amount"])
    head = f"{total} received in {plural(count, 'payment')} {where}"
    if query.group in ("client", "user"):
        return lead + _by_client(query, reading, head)
    if query.group in ("week", "month", "quarter", "year"):
        return lead + _by_time(query, reading, head)
    return lead + sentence(head) + bullets([_line(row) for row in rows], count)


def _from(query: Query) -> str:
    return whose(query).replace("of ", "from ", 1)


def _line(row: Row) -> str:
    who = f" from {row['client']}" if row.get("client") else ""
    return f"{day(row.get('date'))}: {money(row.get('currency'), row.get('amount'))}{who} " \
           f"({row.get('number') or 'invoice without number'})"  # fmt: skip


def _ordered(query: Query, rows: list[Row], count: int) -> str:
    order = query.order
    assert order is not None
    picked = first_of(order, rows)
    if len(picked) == 1:
        return sentence(f"{_line(picked[0])}; {plural(count, 'payment')} on record in all")
    return sentence(f"{len(picked)} of {plural(count, 'payment')}:") + bullets(
        [_line(row) for row in picked], shown=len(picked)
    )


def _by_client(query: Query, reading: Reading, head: str) -> str:
    groups = [row for row in reading.group("client") if row["amount"]]
    groups.sort(key=lambda row: row["amount"], reverse=query.measure != "least")
    names = list(dict.fromkeys(str(row["client"]) for row in groups))
    lines = [f"{row['client']}: {money(row['currency'], row['amount'])} in "
             f"{plural(row['count'], 'payment')}" for row in groups]  # fmt: skip
    who = listed(names) if len(names) <= 4 else plural(len(names), "client")
    text = sentence(f"{who} paid; {head}")
    if query.measure in ("most", "least"):
        text = f"{_leaders(query, groups)} {text}"
    return text + bullets(lines)


def _leaders(query: Query, groups: list[Row]) -> str:
    """Who paid the most or the least, in each currency."""
    first = {row["currency"]: row for row in reversed(groups)}
    told = [
        f"{row['client']} paid the {query.measure} in {currency}: {money(currency, row['amount'])}"
        for currency, row in sorted(first.items())
    ]
    return sentence(listed(told))


def _undated(reading: Reading) -> str:
    """Invoices that are paid without a payment on record; nobody can say when."""
    count = tally(reading, "undated_count")
    if not count:
        return ""
    amount = amounts(reading, lambda row: row["undated_amount"])
    verb = "is" if count == 1 else "are"
    more = f"{plural(count, 'more invoice')} with {amount} {verb} marked as paid"
    return f"\n{more} without a payment on record; the day is not known."


def payment_side(label: str, reading: Reading) -> Side:
    """What came in on one side of a comparison."""
    sums = {row["currency"]: Decimal(str(row["amount"])) for row in currencies(reading)}
    return Side(label, sums, f"in {plural(tally(reading, 'count'), 'payment')}")


def _by_time(query: Query, reading: Reading, head: str) -> str:
    parts: dict[Any, list[tuple[str, Decimal]]] = {}
    for row in reading.group(query.group):
        if row[query.group]:
            amount = (row["currency"], Decimal(str(row["amount"])))
            parts.setdefault(row[query.group], []).append(amount)
    lines = [f"{part_label(query.group, part)}: {side_by_side(found)}"
             for part, found in parts.items()]  # fmt: skip
    return sentence(head) + bullets(lines, shown=60)
