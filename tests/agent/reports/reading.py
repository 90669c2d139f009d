"""The views read back as a stranger's program reads them: tables of text, or of cells."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

from markdown_it import MarkdownIt
from openpyxl import Workbook, load_workbook

from agent.flows.report import Column, Report

VOID = {"meta", "img", "br", "link", "rect", "input"}


class Html(HTMLParser):
    """The elements of a page, and the cells of its tables by the heading above them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.text = ""
        self._heading = ""
        self._within: list[str] = []
        self._rows: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._within.append(tag)
        if tag == "h2":
            self._heading = ""
        elif tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self._within.pop() == tag
        if tag == "table":  # the last one under a heading; those before are charts
            self.tables[self._heading.strip()] = self._rows

    def handle_data(self, data: str) -> None:
        if "style" in self._within:
            return
        self.text += data
        if "h2" in self._within:
            self._heading += data
        elif "td" in self._within or "th" in self._within:
            self._rows[-1][-1] += data


def markdown_as_html(text: str) -> Html:
    """The Markdown as a wiki draws it, raw HTML let through."""
    return Html(
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    )


def opened(content: bytes, *, values: bool = False) -> Workbook:
    """The workbook: formulas as they stand, or what they showed when it was written."""
    return load_workbook(io.BytesIO(content), data_only=values)


def read_back(text: str, column: Column, row: dict[str, Any], zone: ZoneInfo) -> Any:
    """What a person reads in a cell, as the JSON has it."""
    if text == "–":
        return None
    match column.kind:
        case "money":
            amount, _, currency = text.partition(" ")
            assert currency in ("", row["currency"])
            return float(amount.replace(",", ""))
        case "minutes":
            found = re.fullmatch(r"(?:([\d,]+) h)? ?(?:(\d+) min)?", text)
            assert found and found[0]
            return 60 * int((found[1] or "0").replace(",", "")) + int(found[2] or 0)
        case "day":
            return f"{datetime.strptime(text, '%d %b %Y').replace(tzinfo=UTC).date()}"
        case "time":
            return datetime.strptime(text, "%d %b %Y, %H:%M").replace(tzinfo=zone).astimezone(UTC)
        case "number":
            return float(text.replace(",", ""))
        case "percent":
            return float(text.removesuffix(" %").replace(",", ""))
        case "flag":
            return {"yes": True, "no": False}[text]
        case "text":
            return text


def in_json(value: Any, column: Column) -> Any:
    """The JSON's value, with instants as instants."""
    if value in (None, ""):
        return None
    return datetime.fromisoformat(value) if column.kind == "time" else value


def sums(report: Report, section: str, field: str) -> dict[str | None, Decimal]:
    """A column added up by currency, independently of any view."""
    found: dict[str | None, Decimal] = {}
    for row in report.section(section).rows or []:
        key = row.get("currency")
        found[key] = found.get(key, Decimal(0)) + Decimal(str(row[field] or 0))
    return found
