"""A report as a workbook: a summary, a sheet for each section, and the proposals.

Amounts, hours and days are numbers and dates that can be calculated with. What people typed is text
and nothing else: no formula, no link.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from agent.flows.report import Column, Figure, Report, Row, Section
from agent.reports import wording
from agent.reports.formats import Formats, text
from agent.reports.sheet import write_sheet
from agent.reports.sheet_names import sheet_names

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_SUMMARY, _PROPOSALS = "Summary", "Follow-ups"


def workbook(report: Report) -> bytes:
    """The .xlsx file."""
    file = io.BytesIO()
    zone, unread = wording.zone_of(report), wording.unread(report)
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": text(report.title)})
        formats = Formats.of(book)
        tables = [*report.sections, *_proposals(report)]
        names = sheet_names([_SUMMARY, *(each.title for each in tables)])
        pages = [book.add_worksheet(name) for name in names]
        _Summary(pages[0], formats, report).write(names[1:], tables)
        for page, section in zip(pages[1:], tables, strict=True):
            write_sheet(page, formats, section, zone, unread)
    return file.getvalue()


def _proposals(report: Report) -> list[Section]:
    """The proposals as one more section, with a column for every field of what is written."""
    if not report.proposals:
        return []
    columns = {name: Column(field=name, heading=name) for name in ("Id", "What")}
    rows: list[Row] = []
    for each in report.proposals:
        fields = wording.proposed(each)
        columns |= {column.heading: column for column, _ in fields}
        written = {column.field: value for column, value in fields}
        rows.append({"Id": each.id, "What": wording.action(each), **written, "Why": each.why})
    columns["Why"] = Column(field="Why", heading="Why")
    about = " ".join(wording.suggested(report))
    shown = list(columns.values())
    return [Section(name="proposals", title=_PROPOSALS, about=about, columns=shown, rows=rows)]


@dataclass
class _Summary:
    """The first sheet: facts, what is missing, warnings, headlines, and what the sheets hold."""

    page: Worksheet
    formats: Formats
    report: Report
    row: int = 0

    def write(self, names: list[str], tables: list[Section]) -> None:
        self.page.set_column(0, 0, 34)
        self.page.set_column(1, 1, 18)
        self.page.set_column(2, 2, 12)
        self.page.set_column(3, 3, 90)
        self.page.freeze_panes(1, 0)
        self._line(self.report.title, self.formats.title)
        for label, value in wording.facts(self.report):
            self.page.write_string(self.row, 1, text(value))
            self._line(label, self.formats.bold)
        self._notes()
        self._figures()
        self._contents(names, tables)
        self.page.set_landscape()
        self.page.set_paper(9)  # A4
        self.page.fit_to_pages(1, 0)

    def _line(self, value: str, style: Format | None = None) -> None:
        self.page.write_string(self.row, 0, text(value), style)
        self.row += 1

    def _notes(self) -> None:
        if self.report.missing:
            self.row += 1
            self._line(
                "Incomplete: what rests on these has no rows and no totals", self.formats.bad
            )
            for each in self.report.missing:
                self._line(f"{each.what}: {each.reason}")
        if self.report.warnings:
            self.row += 1
            self._line("Please note", self.formats.bold)
            for warning in self.report.warnings:
                self._line(warning)

    def _figures(self) -> None:
        if not self.report.figures:
            return
        self.row += 1
        self._heads("Figure", "Value", "Currency")
        for figure in self.report.figures:
            self._figure(figure)

    def _figure(self, figure: Figure) -> None:
        if figure.value is None:
            self.page.write_string(self.row, 1, "could not be read", self.formats.bad)
        elif figure.kind == "minutes":
            self.page.write_number(self.row, 1, figure.value / 60, self.formats.of_kind("hours"))
            self.page.write_string(self.row, 2, "hours")
        else:
            style = self.formats.of_kind(figure.kind)
            share = 100 if figure.kind == "percent" else 1
            self.page.write_number(self.row, 1, figure.value / share, style)
        if figure.currency:
            self.page.write_string(self.row, 2, text(figure.currency))
        self._line(figure.label)

    def _contents(self, names: list[str], tables: list[Section]) -> None:
        self.row += 1
        self._heads("Sheet", "Rows", "", "What is in it")
        for name, section in zip(names, tables, strict=True):
            target = name.replace("'", "''")
            self.page.write_url(
                self.row, 0, f"internal:'{target}'!A1", self.formats.link, text(section.title)
            )
            if section.rows is None:
                self.page.write_string(self.row, 1, "could not be read", self.formats.bad)
            else:
                self.page.write_number(self.row, 1, len(section.rows))
            self.page.write_string(self.row, 3, text(section.about))
            self.row += 1

    def _heads(self, *heads: str) -> None:
        for at, head in enumerate(heads):
            self.page.write_string(self.row, at, head, self.formats.head)
        self.row += 1
