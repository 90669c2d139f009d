"""One sheet: the rows of a section as real numbers and dates, with totals as formulas below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from agent.flows.report import Column, Row, Section
from agent.reports import wording
from agent.reports.formats import CellKind, Formats, text

_FIRST_YEAR = 1900  # of Excel's calendar
_NARROWEST, _WIDEST = 9, 60
_ARROW = 3  # the filter's button beside a heading
_MEASURED = 500  # rows; a few wide ones below them matter little


@dataclass(frozen=True)
class _Column:
    """A column of the sheet. Minutes stand in two: hours to read, and the minutes they are."""

    field: str
    heading: str
    kind: CellKind
    adds_up: bool


def write_sheet(
    page: Worksheet, formats: Formats, section: Section, zone: tzinfo, unread: str
) -> None:
    """The section on its sheet; where its rows could not be read, ``unread`` says so."""
    columns = list(_columns(section.columns))
    rows = section.rows or []
    for at, column in enumerate(columns):
        page.write_string(0, at, text(column.heading), formats.head)
        page.set_column(at, at, _width(column, rows, zone))
        for row, values in enumerate(rows, start=1):
            _write(page, row, at, column.kind, _value(values, column), zone, formats)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")
    if rows:
        page.autofilter(0, 0, len(rows), len(columns) - 1)
        _totals(page, formats, columns, rows)
    else:
        note = f"This {unread}." if section.rows is None else "None."
        page.write_string(1, 0, text(note), formats.bad if section.rows is None else formats.bold)


def _columns(columns: Sequence[Column]) -> Iterable[_Column]:
    named = any(each.field == "currency" for each in columns)
    amounts = [each.field for each in columns if each.kind == "money"]
    for each in columns:
        total = wording.adds_up(each)
        if each.kind == "minutes":
            alone = each.heading.casefold() == "hours"
            label = "Minutes" if alone else f"{each.heading}, minutes"
            hours = each.heading if alone else f"{each.heading}, hours"
            yield _Column(each.field, hours, "hours", total)
            yield _Column(each.field, label, "minutes", total)
        else:
            yield _Column(each.field, each.heading, each.kind, total)
        if not named and amounts and each.field == amounts[-1]:
            yield _Column("currency", "Currency", "text", False)


def _value(row: Row, column: _Column) -> Any:
    """What the cell holds; a row without a currency says so, so that its total finds it."""
    value = wording.word(row, column.field)
    if column.field == "currency":
        return value or wording.NOTHING
    if value is None or value == "":
        return None
    match column.kind:
        case "hours":
            return value / 60
        case "percent":
            return float(Decimal(str(value)) / 100)
    return value


def _write(
    page: Worksheet, row: int, at: int, kind: CellKind, value: Any, zone: tzinfo, formats: Formats
) -> None:
    style = formats.of_kind(kind)
    if value is None:
        page.write_blank(row, at, None, style)
    elif kind == "flag":
        page.write_boolean(row, at, bool(value), style)
    elif kind == "time":
        page.write_datetime(row, at, wording.local(value, zone).replace(tzinfo=None), style)
    elif kind == "day" and (day := datetime.fromisoformat(value)).year >= _FIRST_YEAR:
        page.write_datetime(row, at, day.replace(tzinfo=None), style)
    elif kind in ("text", "day"):
        page.write_string(row, at, text(wording.listed(value)), style)
    else:
        page.write_number(row, at, value, style)


def _totals(
    page: Worksheet, formats: Formats, columns: Sequence[_Column], rows: Sequence[Row]
) -> None:
    """A line for each currency, one empty line below the rows; without amounts one line for all.

    A table whose first column is the currency is one of totals, and has no more of them.
    """
    summed = [at for at, column in enumerate(columns) if column.adds_up]
    if not summed:
        return
    amounts = any(column.kind == "money" for column in columns)
    money_in = [at for at, c in enumerate(columns) if c.field == "currency" and amounts]
    by = money_in[0] if money_in else None
    if by == 0:
        return
    found = sorted({_value(row, columns[by]) for row in rows}) if by is not None else [""]
    for line, currency in enumerate(found, start=len(rows) + 2):
        mine = [row for row in rows if by is None or _value(row, columns[by]) == currency]
        for at in range(len(columns)):
            page.write_blank(line, at, None, formats.total)
        if 0 not in summed:
            unknown = any(_value(row, columns[at]) is None for row in mine for at in summed)
            label = "Total of what is known" if unknown else "Total"
            page.write_string(line, 0, label, formats.total)
        if by is not None:
            page.write_string(line, by, text(currency), formats.total)
        for at in summed:
            over = xl_range_abs(1, at, len(rows), at)
            formula = f"=SUM({over})"
            if by is not None:
                own = xl_rowcol_to_cell(line, by, col_abs=True)
                formula = f"=SUMIF({xl_range_abs(1, by, len(rows), by)},{own},{over})"
            value = _sum(_value(row, columns[at]) for row in mine)
            page.write_formula(line, at, formula, formats.totals[columns[at].kind], value)


def _sum(values: Iterable[Any]) -> float:
    """What the formula shows before it is calculated."""
    return float(sum((Decimal(str(value)) for value in values if value is not None), Decimal(0)))


def _width(column: _Column, rows: Sequence[Row], zone: tzinfo) -> int:
    longest = len(column.heading) + _ARROW
    for row in rows[:_MEASURED]:
        value = row.get(column.field)
        kind = "number" if column.kind == "hours" else column.kind
        longest = max(longest, len(wording.shown(value, kind, zone)) + 2)
    return min(max(longest, _NARROWEST), _WIDEST)
