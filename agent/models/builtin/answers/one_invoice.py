"""Answers about invoices that were asked for by number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from agent.models.builtin.answers.invoice_lines import (
    OWED,
    invoice_line,
    invoice_rows,
    item_lines,
    side_by_side,
)
from agent.models.builtin.answers.phrases import day, listed, money, plural, sentence
from agent.models.builtin.desk import Reading, caveats
from agent.models.builtin.query import Query
from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Period
from agent.rows import Row

# Values of an invoice beside its total.
TAXES = (
    r"vat|gst|hst|pst|qst|tva|mwst|ust|iva|iss|icms|tps|tvq|"
    r"tax(?:es|ed)?|net(?!works?)|gross|subtotal|before tax"
)
_BEGUN = (
    r"pa(?:y|id) (?:us )?(?:anything|something|some|any|part|a part|a bit|at least)|"
    r"(?:any|a|some)(?: \w+)? (?:payments?|money|amount)|anything (?:come|came|paid)|deposit"
)


@dataclass(frozen=True)
class Particulars:
    """What is asked of an invoice beside its state: whether it was paid in time, its taxes,
    whether anything of it was paid; ``either``: which of two things is true, no yes or no."""

    on_time: bool
    taxes: bool
    begun: bool
    either: bool


def particulars(request: Request) -> Particulars:
    """Those that a request asks for."""
    on_time = request.says("on time|in time|punctual(?:ly)?|late")
    either = request.says(r"or(?! (?:not|no)\b)")
    return Particulars(on_time, request.says(TAXES), request.says(_BEGUN), either)


def numbered_answer(
    query: Query, numbers: Sequence[str], readings: Sequence[Reading], asked: Particulars
) -> str:
    """One or several invoices by number; of several also what they add up to."""
    found = [_fitting(reading.rows, number)
             for number, reading in zip(numbers, readings, strict=True)]  # fmt: skip
    texts = [
        _one(query, rows, reading, number, asked)
        for number, rows, reading in zip(numbers, found, readings, strict=True)
    ]
    text = "\n".join(texts) + caveats(readings)
    if len(numbers) > 1 and all(len(rows) == 1 for rows in found):
        text = f"{_together([rows[0] for rows in found])}\n{text}"
    return text


def titled_answer(query: Query, rows: Sequence[Row], title: str, asked: Particulars) -> str:
    """The invoice whose title the words are, or those that they fit equally well."""
    if len(rows) == 1:
        return _about(query, rows[0], asked)
    left = [row for row in rows if row.get("status") != "paid"]
    lead = ""
    if query.measure == "yes-no" and query.filters & {"paid", "unpaid"}:
        lead = "No: " if bool(left) == ("paid" in query.filters) else "Yes: "
    head = sentence(f'{lead}for "{title}" there are {_together(list(rows))}')
    return head + invoice_rows(list(rows), len(rows))


def _plain(number: Any) -> str:
    return re.sub(r"[\W_]", "", str(number or "")).lower()


def _fitting(rows: list[Row], number: str) -> list[Row]:
    """The invoices that the number may mean; exactly this number wins."""
    exact = [row for row in rows if _plain(row.get("number")) == _plain(number)]
    return exact or rows


def _together(rows: list[Row]) -> str:
    totals: dict[str, Decimal] = {}
    owed: dict[str, Decimal] = {}
    for row in rows:
        currency = str(row.get("currency"))
        totals[currency] = totals.get(currency, Decimal(0)) + Decimal(str(row.get("total") or 0))
        balance = row.get("balance") if row.get("status") in OWED else 0
        owed[currency] = owed.get(currency, Decimal(0)) + Decimal(str(balance or 0))
    return sentence(
        f"{plural(len(rows), 'invoice')}: total {side_by_side(sorted(totals.items()))}; "
        f"still to be paid {side_by_side(sorted(owed.items()))}"
    )


def _one(
    query: Query, rows: list[Row], reading: Reading, number: str, asked: Particulars
) -> str:  # fmt: skip
    if not rows:
        return f"I found no invoice with the number {number}."
    if len(rows) > 1:
        head = sentence(f"{plural(reading.count, 'invoice')} match {number}")
        return head + invoice_rows(rows, reading.count)
    return _about(query, rows[0], asked)


def _about(query: Query, row: Row, asked: Particulars) -> str:
    lead = ""
    if query.measure == "yes-no":
        in_time = asked.on_time and query.filters & {"paid", "unpaid"}
        late = "overdue" in query.filters
        lead = _on_time(row, late_asked=late) if in_time else _yes_no(query, row)
    if query.measure == "yes-no" and asked.begun:
        lead = "Yes. " if row.get("status") == "paid" or row.get("amount_paid") else "No. "
    if query.measure == "yes-no" and query.due:
        lead = "Yes. " if _is_due(row, query.due) else "No. "
    if asked.either:
        lead = ""
    if asked.taxes:
        lead += _taxes(row)
    title = f' For "{row["title"]}".' if row.get("title") else ""
    told = sentence(f"invoice {invoice_line(row)}")
    return lead + told + title + _payments(row) + item_lines(row)


def _taxes(row: Row) -> str:
    tax = sum((Decimal(str(row.get(key) or 0)) for key in ("tax_amount", "tax2_amount")), Decimal())
    net = Decimal(str(row.get("total") or 0)) - tax
    if not tax:
        return f"No tax: {money(row.get('currency'), net)} net. "
    return f"Tax {money(row.get('currency'), tax)}, net {money(row.get('currency'), net)}. "


def _is_due(row: Row, due: Period) -> bool:
    day, (first, last) = str(row.get("due_date") or ""), due.as_strings()
    return bool(day) and (not first or day >= first) and (not last or day <= last)


def _payments(row: Row) -> str:
    paid = row.get("payments") or []
    if not paid:
        return " When it was paid is not noted." if row.get("status") == "paid" else ""
    parts = [f"{money(row.get('currency'), each['amount'])} on {day(each.get('date'))}"
             for each in paid]  # fmt: skip
    return f" Paid: {listed(parts)}{_delay(row, paid)}."


def _delay(row: Row, paid: Sequence[Row]) -> str:
    """ ", 49 days after it was written and 21 days after it was due", of an invoice of which
    nothing is left to pay."""
    days = [str(each["date"]) for each in paid if each.get("date")]
    if not _is_settled(row) or not days:
        return ""
    last, told = date.fromisoformat(max(days)), []
    if row.get("date"):
        told.append(f"{_since(row['date'], last)} after it was written")
    if row.get("due_date"):
        late = (last - date.fromisoformat(str(row["due_date"]))).days
        told.append(f"{plural(late, 'day')} after it was due" if late > 0 else "in time")
    return f", {listed(told)}" if told else ""


def _since(day: str, last: date) -> str:
    return plural((last - date.fromisoformat(str(day))).days, "day")


def _is_settled(row: Row) -> bool:
    """Paid in full, whether or not somebody has marked it as paid."""
    left = Decimal(str(row.get("balance") or 0))
    return row.get("status") == "paid" or (row.get("status") in OWED and not left)


def _on_time(row: Row, *, late_asked: bool) -> str:
    """Whether the last payment came by the due date, or after it."""
    due = row.get("due_date")
    days = [str(each["date"]) for each in row.get("payments") or [] if each.get("date")]
    if not _is_settled(row):
        return "Not paid in full yet. "
    if not days or not due:
        return "I cannot tell: it carries no day of payment. "
    late = max(days) > str(due)
    return f"{'Yes' if late == late_asked else 'No'}: it was due {day(due)}. "


def _yes_no(query: Query, row: Row) -> str:
    if "overdue" in query.filters:
        return "Yes. " if row.get("overdue") else "No. "
    if "partly" in query.filters:
        part = row.get("status") in OWED and row.get("amount_paid")
        return "Yes. " if part else "No. "
    if query.filters & {"paid", "unpaid"}:
        is_paid = _is_settled(row)
        return "Yes. " if is_paid == ("paid" in query.filters) else "No. "
    statuses = query.filters & {"draft", "sent", "viewed", "void"}
    if statuses:
        return "Yes. " if row.get("status") in statuses else "No. "
    return ""
