"""The looks of a workbook's cells, and text that is safe in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from agent.flows.report import Kind
from agent.reports import wording
from agent.reports.cells import without_formula

CellKind = Kind | Literal["hours"]
_LONGEST_TEXT = 32_767  # https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
_SHAPES: dict[CellKind, str] = {
    "money": "#,##0.00",
    "hours": "#,##0.00",
    "minutes": "#,##0",
    "day": "d mmm yyyy",
    "time": "d mmm yyyy hh:mm",
    "percent": "0.0%",
}


@dataclass(frozen=True)
class Formats:
    """The looks, made once a workbook."""

    title: Format
    head: Format
    bold: Format
    bad: Format
    link: Format
    text: Format
    kinds: dict[CellKind, Format]
    totals: dict[CellKind, Format]
    total: Format

    @classmethod
    def of(cls, book: Workbook) -> Formats:
        """The looks of this workbook."""
        add = book.add_format
        below = {"bold": True, "top": 1}
        return cls(
            title=add({"bold": True, "font_size": 14}),
            head=add({"bold": True, "bottom": 1, "bg_color": "#E4EAF1", "font_color": "#1B2430",
                      "text_wrap": True, "valign": "top"}),
            bold=add({"bold": True}),
            bad=add({"bold": True, "font_color": "#B00020"}),
            link=add({"font_color": "#0B57D0", "underline": 1}),
            text=add({"text_wrap": True, "valign": "top"}),
            kinds={k: add({"num_format": s, "valign": "top"}) for k, s in _SHAPES.items()},
            totals={k: add({"num_format": s, **below}) for k, s in _SHAPES.items()},
            total=add(below),
        )  # fmt: skip

    def of_kind(self, kind: CellKind) -> Format:
        """How a value of this kind looks; text breaks into lines where it is long."""
        return self.kinds.get(kind, self.text)


def text(value: str) -> str:
    """Text for a cell: what hides in it is spelled out, and no spreadsheet runs it, not even after
    the sheet was saved in a format that has no types."""
    flat = without_formula(wording.plain(value))
    return flat if len(flat) <= _LONGEST_TEXT else flat[: _LONGEST_TEXT - 1] + "…"
