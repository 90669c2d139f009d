"""A section of a report: its title with what it comes to, its table, and what is behind a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zlib import crc32

import streamlit as st

from agent.flows.report import Column as ReportColumn
from agent.flows.report import Report, Row, Section, Signs
from agent.reports import wording
from agent.session import Failure
from ui.components import plain
from ui.components.amounts import totals
from ui.components.behind import can_look, look
from ui.components.columns import Column, columns_of, counted
from ui.components.table import sheet

Rows = Callable[[str, dict[str, Any]], list[dict[str, Any]]]

# What a section comes to is the first of these that it has a money column of.
_TOTALLED = ("amount", "total", "balance")
_OF_OWED = ("balance", *_TOTALLED)
_OWED = ("overdue", "open_invoices", "by_status")


def section(report: Report, own: Section, timezone: str, *, key: str, rows_of: Rows) -> None:
    """Draw it. ``rows_of`` reads a list from Paymo when somebody looks behind a row."""
    said: list[str] = []
    about = own.about
    if own.rows is None:
        about = "Not shown, because what it rests on could not be read to its end."
    else:
        said = comes_to(own, report.signs) if own.rows else ["none"]
    plain.section_heading(own.title, said, about)
    if own.rows:
        _table(report, own, timezone, f"{key}-{own.name}", rows_of)


def comes_to(own: Section, signs: Signs) -> list[str]:
    """The number of rows, then the total of each currency: "12", "300.00 EUR"."""
    rows = own.rows or []
    parts = [f"{len(rows):,}"]
    fields = {column.field for column in own.columns if column.kind == "money"}
    candidates = _OF_OWED if own.name in _OWED else _TOTALLED
    field = next((name for name in candidates if name in fields), None)
    if field:
        sums = totals(rows, field).items()
        parts += [wording.money(total, currency, signs) for currency, total in sums]
        unknown = sum(row.get(field) is None for row in rows)
        if unknown:
            parts.append(f"{unknown:,} without an amount")
    if any(column.field == "minutes" for column in own.columns):
        parts.append(wording.hours(_minutes(rows)))
    return parts


def _minutes(rows: list[Row]) -> int:
    """Of the seconds where the rows have them: rounded once, it is what the headline says."""
    if all("seconds" in row for row in rows):
        return (sum(row["seconds"] for row in rows) + 30) // 60
    return sum(row["minutes"] for row in rows)


@st.fragment
def _table(report: Report, own: Section, timezone: str, key: str, rows_of: Rows) -> None:
    rows = own.rows or []
    leads = can_look(own.name, rows[0], report.facts)
    columns = [_column(each) for each in own.columns]
    words = [{each.field: wording.word(row, each.field) for each in columns} for row in rows]
    worded = [row | said for row, said in zip(rows, words, strict=True)]
    chosen = sheet(columns, worded, timezone, key=key, choose=leads)
    if chosen is not None and chosen < len(rows):
        _behind(report, own, rows[chosen], timezone, key, rows_of)
    elif leads:
        plain.small("Tick a row to see what is behind it.")


def _behind(report: Report, own: Section, row: Row, timezone: str, key: str, rows_of: Rows) -> None:
    found = look(own.name, row, report.facts)
    if found is None:
        return
    try:
        rows = [each for each in rows_of(found.tool, found.args) if found.keep(each)]
    except Failure as failure:
        plain.failure(failure)
        return
    with st.container(border=True):
        plain.heading(found.title, level=3)
        if not rows:
            plain.small("Paymo has nothing of it any more.")
            return
        one = "with_items" in found.args
        count = f"{counted(found.tool, len(rows))}, as they are in Paymo now"
        plain.small("As it is in Paymo now" if one else count)
        # Named for what they are now: tables are kept by name, and Paymo's rows change.
        id = f"{key}-behind-{crc32(repr(rows).encode()):08x}"
        if one:
            _invoice(rows[0], timezone, id, report.signs)
        else:
            sheet(columns_of(found.tool, rows), rows, timezone, key=id)


def _invoice(invoice: Row, timezone: str, key: str, signs: Signs) -> None:
    """An invoice as it is: who, when, its lines and its payments."""
    currency = invoice["currency"]
    amounts = {name: wording.money(invoice[name], currency, signs) for name in _AMOUNTS}
    plain.facts(
        [
            ("Client", invoice["client"] or ""),
            ("Status", invoice["status"]),
            ("Date", _day(invoice["date"])),
            ("Due", _day(invoice["due_date"])),
            *((words, amounts[name]) for name, words in _AMOUNTS.items()),
        ]
    )
    for name, columns in _PARTS.items():
        rows = invoice.get(name) or []
        if rows:
            plain.small(counted(name, len(rows)))
            sheet(columns, rows, timezone, key=f"{key}-{name}")


def _day(iso: str | None) -> str:
    return wording.day(iso) if iso else ""


def _column(each: ReportColumn) -> Column:
    return Column(each.field, each.heading, "hours" if each.kind == "minutes" else each.kind)


_AMOUNTS = {"total": "Total", "amount_paid": "Paid", "balance": "Still owed"}
_PARTS = {
    "items": (
        Column("item", "Line"),
        Column("description", "Description"),
        Column("quantity", "Quantity", "number"),
        Column("price_unit", "Price", "money"),
        Column("amount", "Amount", "money"),
    ),
    "payments": (Column("date", "Paid on", "day"), Column("amount", "Amount", "money")),
}
