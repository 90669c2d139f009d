"""Each view, opened by another program, has the figures of the JSON, and no more than text."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agent.flows.report import Column, Report, Section
from agent.reports.markdown import markdown
from agent.reports.page import page
from agent.reports.workbook import workbook
from tests.agent.reports.reading import Html, in_json, markdown_as_html, opened, read_back, sums
from tests.agent.reports.samples import HOSTILE, columns, hostile, incomplete, review

DUBLIN = ZoneInfo("Europe/Dublin")
Texts = Callable[[Report], Html]
TEXTS = pytest.mark.parametrize(
    "drawn", [lambda r: Html(page(r)), lambda r: markdown_as_html(markdown(r))], ids=["page", "md"]
)


@TEXTS
def test_every_figure_of_a_text_view_is_that_of_the_json(drawn: Texts) -> None:
    report = review()
    view, told = drawn(report), report.as_json()
    compared = 0
    for section in report.sections:
        if not section.rows:
            assert section.title not in view.tables
            continue
        heads, *lines = view.tables[section.title]
        assert heads == [column.heading for column in section.columns]
        assert len(lines) == len(told[section.name])
        for line, row in zip(lines, told[section.name], strict=True):
            for text, column in zip(line, section.columns, strict=True):
                value = read_back(text, column, row, DUBLIN)
                assert value == in_json(row.get(column.field), column), (section.name, column)
                compared += 1
    assert compared == sum(len(s.rows or []) * len(s.columns) for s in report.sections) > 60
    for shown in ("12,345.90 EUR", "1,000.49 USD", "21 h 6 min", "October 2026", "Europe/Dublin"):
        assert shown in view.text
    place = view.text.index
    assert place("no rate anywhere") < place("Overdue invoices") < place("ab12cd34-000001")


def test_every_figure_of_the_workbook_is_that_of_the_json() -> None:
    report = review()
    book, told = opened(workbook(report)), report.as_json()
    for section in report.sections:
        sheet = book[section.title[:31].strip()]
        heads = [cell.value for cell in sheet[1]]
        assert sheet.freeze_panes == "A2"
        if section.rows:
            end = f"{sheet.cell(len(section.rows) + 1, len(heads)).coordinate}"
            assert sheet.auto_filter.ref == f"A1:{end}"
        for row, cells in zip(
            told[section.name], sheet.iter_rows(min_row=2, values_only=True), strict=False
        ):
            found = dict(zip(heads, cells, strict=True))
            for column in section.columns:
                assert _agrees(found, column, row), (section.name, column, found)
    money = book["Overdue invoices"]["E2"]
    assert (money.value, money.number_format) == (12345.6, "#,##0.00")
    day = book["Overdue invoices"]["F4"]
    assert (f"{day.value}", day.is_date) == ("2024-02-29 00:00:00", True)


def _agrees(found: dict[str, object], column: Column, row: dict[str, object]) -> bool:
    value = in_json(row.get(column.field), column)
    if column.kind == "minutes":
        alone = column.heading == "Hours"
        heads = (
            ("Hours", "Minutes")
            if alone
            else [f"{column.heading}, {u}" for u in ("hours", "minutes")]
        )
        hours, minutes = (found[head] for head in heads)
        return minutes == value and round(float(hours) * 60, 6) == value
    cell = found[column.heading]
    match column.kind:
        case "day":
            return isinstance(cell, datetime) and f"{cell.date()}" == value
        case "time":
            return (
                isinstance(cell, datetime) and cell.replace(tzinfo=DUBLIN).astimezone(UTC) == value
            )
        case "percent":
            return round(float(cell) * 100, 6) == value
        case "number" | "money":
            assert cell is None or isinstance(cell, int | float)
    return cell == value


def test_totals_are_formulas_and_no_two_currencies_meet() -> None:
    report = review()
    content = workbook(report)
    sheet, shown = opened(content)["Time not billed yet"], opened(content, values=True)
    heads = [cell.value for cell in sheet[1]]
    assert heads == ["Client", "Project", "Hours", "Minutes", "Amount", "Currency", "Entries"]
    totals = {sheet.cell(row, 6).value: row for row in (6, 7)}
    assert set(totals) == {"EUR", "USD"}
    assert sheet.cell(totals["EUR"], 1).value == "Total of what is known"
    assert sheet.cell(totals["USD"], 1).value == "Total"
    for currency, row in totals.items():
        assert sheet.cell(row, 5).value == f"=SUMIF($F$2:$F$4,$F{row},$E$2:$E$4)"
        assert sheet.cell(row, 4).value == f"=SUMIF($F$2:$F$4,$F{row},$D$2:$D$4)"
        assert sheet.cell(row, 7).value is None
        cells = shown["Time not billed yet"]
        for at, field in ((5, "amount"), (4, "minutes")):
            expected = sums(report, "unbilled_time", field)[currency]
            assert cells.cell(row, at).value == float(expected)
    budget = opened(content)["Over or close to budget"]
    assert [budget.cell(4, at).value for at in (3, 5, 6)] == [
        "=SUM($C$2)", "=SUM($E$2)", None,
    ]  # fmt: skip
    cents = [cell.value for cell in shown["Overdue invoices"]["E"] if cell.value is not None]
    assert cents[-2:] == [12345.9, 1000.49]  # not 12345.900000000001


@TEXTS
def test_what_could_not_be_read_is_never_empty(drawn: Texts) -> None:
    report = incomplete()
    view = drawn(report)
    assert not {"Overdue invoices", "Who owes how much, and since when"} & set(view.tables)
    reason = "This could not be read: invoices (Paymo answered 502 four times)."
    assert view.text.count(reason) == 2
    assert view.text.index("Incomplete") < view.text.index("Overdue")
    assert "12,345" not in view.text.replace("Northwind owes 12,345.60", "")
    assert "Time not billed yet" in view.tables


def test_a_workbook_says_on_the_sheet_what_could_not_be_read() -> None:
    book = opened(workbook(incomplete()))
    sheet = book["Overdue invoices"]
    assert sheet.max_row == 2
    assert sheet["A2"].value == "This could not be read: invoices (Paymo answered 502 four times)."
    summary = [cell.value for row in book["Summary"] for cell in row if cell.value is not None]
    assert summary.count("could not be read") == 4  # two figures, two sheets
    assert "invoices: Paymo answered 502 four times." in summary
    assert book["Milestones"]["A2"].value == "None."


def test_what_people_typed_is_text_on_the_page() -> None:
    view = Html(page(hostile()))
    tags = {tag for tag, _ in view.elements}
    assert not tags & {"script", "img", "iframe", "link", "form", "em"}
    links = [attrs["href"] for tag, attrs in view.elements if tag == "a"]
    assert links == ["#entries", "#entries_0", "#entries_1", "#proposals"]
    assert not [a for _, attrs in view.elements for a in attrs if a.startswith("on") or a == "src"]
    for text in HOSTILE[:11]:
        assert view.text.count(" ".join(text.split())) >= 5  # each place that shows it
    assert "⟨U+202E⟩gnp.exe" in view.text and "⟨⟨" not in view.text


def test_what_people_typed_is_text_in_markdown() -> None:
    text = markdown(hostile())
    view = markdown_as_html(text)
    allowed = {"h1", "h2", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "br"}
    assert {tag for tag, _ in view.elements} - allowed == {"strong", "code"}
    assert [tag for tag, _ in view.elements].count("strong") == 2  # Incomplete, Please note
    assert [tag for tag, _ in view.elements].count("code") == len(HOSTILE)  # ids of proposals
    assert "**bold** _soft_ `code` ~~gone~~ &amp; $x$ :smile:" in view.text
    assert not any(address in text for address in ("https://", "http://", "www."))
    (rows,) = {str(rows) for title, rows in view.tables.items() if title.startswith("Entries")}
    assert rows.count("EUR") == len(HOSTILE)  # no row was begun by a line break or a bar


def test_what_people_typed_is_text_in_the_workbook() -> None:
    report = hostile()
    book = opened(workbook(report))
    assert book.sheetnames == [
        "Summary", "Entries 2026 10 all", "Entries 2026 10 all 2", "Entries 2026 10 all 3",
        "Follow-ups",
    ]  # fmt: skip
    for sheet in book:
        for cell in (cell for row in sheet for cell in row):
            if cell.data_type == "f":
                assert cell.value.startswith("=SUM") and cell.row > len(HOSTILE) + 1
            if cell.hyperlink:
                assert sheet.title == "Summary" and cell.hyperlink.location.endswith("!A1")
                assert cell.hyperlink.target is None
            if isinstance(cell.value, str) and cell.data_type != "f":
                assert not cell.value.startswith(("=", "@", "-2"))
                assert len(cell.value) <= 32_767
    names = [cell.value for cell in book["Entries 2026 10 all"]["A"]][1:]
    assert names[0] == f"'{HOSTILE[0]}" and names[1] == f"'{HOSTILE[1]}" and names[3] == HOSTILE[3]


def test_sheets_have_names_that_every_spreadsheet_takes() -> None:
    long = "Unbilled time of projects that ended"
    titles = [long, long.upper(), "History", "'", "", "a/b:c", "Summary", "🎉" * 20]
    sections = [
        Section(name=f"s{at}", title=title, about="", columns=columns(x=("X", "text")), rows=[])
        for at, title in enumerate(titles)
    ]
    names = opened(workbook(review(sections=sections, proposals=[]))).sheetnames
    assert len(names) == len(titles) + 1
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\") and name.casefold() != "history"
        assert name.strip("'") == name


def test_a_page_needs_nothing_beside_it() -> None:
    view = Html(page(review()))
    tags = [tag for tag, _ in view.elements]
    assert not {"script", "link", "img", "iframe"} & set(tags)
    policy = next(a["content"] for t, a in view.elements if t == "meta" and "http-equiv" in a)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    bars = [attrs for tag, attrs in view.elements if tag == "rect"]
    assert len(bars) == 12  # five ages in two currencies, and a client in each
    assert max(float(bar["width"] or 0) for bar in bars) == 100
    assert "at least 2,414.33 EUR" in view.text  # another project of the client has no rate


def test_the_json_keeps_the_contract() -> None:
    from agent.reports import json_text

    report = review()
    told = json.loads(json_text(report))
    assert told == report.as_json()
    assert list(told)[:3] == ["month", "as_of", "timezone"]
    assert list(told)[-4:] == ["proposals", "warnings", "incomplete", "requests"]
    assert "\u202e" not in json_text(hostile())
