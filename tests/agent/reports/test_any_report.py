"""Whatever a report holds, each view read back says what its JSON says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.flows.report import Column, Kind, Report, Row, Section, Signs
from agent.reports import wording
from agent.reports.cells import without_formula
from agent.reports.markdown import markdown
from agent.reports.page import page
from agent.reports.workbook import workbook
from tests.agent.reports.reading import Html, in_json, markdown_as_html, opened, read_back
from tests.agent.reports.samples import HOSTILE, columns

ZONES = ("Europe/Dublin", "Asia/Kolkata", "America/St_Johns", "Pacific/Auckland", "UTC")
COLUMNS = columns(
    words=("Words", "text"), total=("Total", "money"), minutes=("Time", "minutes"),
    due=("Due", "day"), start=("Start", "time"), count=("Count", "number"),
    used=("Used", "percent"), late=("Late", "flag"),
)  # fmt: skip

_cents = st.integers(-(10**10), 10**10).map(lambda cents: cents / 100)
_texts = st.text(max_size=30) | st.text("|\\`*_[]<>~&#:$@-+.)( =a1", max_size=12)
_days = st.dates(date(1971, 1, 1), date(2099, 12, 31)).map(date.isoformat)
_instants = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1)).map(  # noqa: DTZ001
    lambda found: f"{found.replace(second=0, microsecond=0).isoformat()}Z"
)
_VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    "text": _texts | st.sampled_from(HOSTILE[:-1]),
    "money": _cents,
    "minutes": st.integers(0, 10**6),
    "day": _days,
    "time": _instants,
    "number": st.integers(-(10**9), 10**9) | st.floats(0, 10**6).map(lambda n: round(n, 3)),
    "percent": st.integers(0, 99_999).map(lambda tenths: tenths / 10),
    "flag": st.booleans(),
}
_rows = st.lists(
    st.fixed_dictionaries(
        {
            "currency": st.sampled_from(["EUR", "USD", "JPY"]),
            **{c.field: st.none() | _VALUES[c.kind] for c in COLUMNS},
        }
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(rows=_rows, zone=st.sampled_from(ZONES))
def test_any_report_read_back_from_any_view_is_its_json(rows: list[Row], zone: str) -> None:
    section = Section(name="any", title="Any", about="Rows", columns=COLUMNS, rows=rows)
    report = Report(
        flow="any", title="Any report", facts={"timezone": zone}, figures=[], sections=[section]
    )
    for view in (Html(page(report)), markdown_as_html(markdown(report))):
        heads, *lines = view.tables["Any"]
        assert heads == [column.heading for column in COLUMNS]
        for line, row in zip(lines, rows, strict=True):
            for text, column in zip(line, COLUMNS, strict=True):
                found = read_back(text, column, row, ZoneInfo(zone))
                assert _same(found, row, column), (text, row[column.field])
    sheet = opened(workbook(report))["Any"]
    heads = [cell.value for cell in sheet[1]]
    for cells, row in zip(sheet.iter_rows(2, values_only=True), rows, strict=False):
        in_row = dict(zip(heads, cells, strict=True))
        for column in COLUMNS:
            _assert_same_cell(in_row, row, column, ZoneInfo(zone))


def _same(found: Any, row: Row, column: Column) -> bool:
    value = in_json(row[column.field], column)
    if column.kind == "text":
        return (found or "–") == (wording.plain(value or "") or "–")
    if column.kind == "time" and value is not None:  # an hour that a clock shows twice
        return found == value or found.timestamp() in (value.timestamp() - 3600, value.timestamp())
    return bool(found == value)


def _assert_same_cell(in_row: dict[str, Any], row: Row, column: Column, zone: ZoneInfo) -> None:
    value = in_json(row[column.field], column)
    if column.kind == "minutes":
        assert in_row["Time, minutes"] == value
        assert value is None or round(in_row["Time, hours"] * 60) == value
        return
    cell = in_row[column.heading]
    match column.kind:
        case "text":
            assert (cell or "") == without_formula(wording.plain(value or ""))
        case "day":
            assert cell == (datetime.fromisoformat(value) if value else None)
        case "time":
            local = value.astimezone(zone).replace(tzinfo=None) if value else None
            assert cell == local
        case "percent":
            assert cell is None if value is None else round(cell * 100, 6) == value
        case _:
            assert cell == value


def test_an_hour_of_a_time_zone_is_that_of_the_account() -> None:
    instant = "2026-10-24T23:30:00Z"
    assert wording.moment(instant, ZoneInfo("Europe/Dublin")) == "25 Oct 2026, 00:30"
    assert wording.moment(instant, ZoneInfo("Asia/Kolkata")) == "25 Oct 2026, 05:00"
    assert wording.moment(instant, UTC) == "24 Oct 2026, 23:30"


def test_amounts_are_rounded_half_up_and_once() -> None:
    assert [wording.money(each, "EUR") for each in (0.125, "2.675", -0.005, 1234567)] == [
        "0.13 EUR", "2.68 EUR", "-0.01 EUR", "1,234,567.00 EUR",
    ]  # fmt: skip
    german, swiss = Signs(decimal=",", thousands="."), Signs(thousands="’")
    assert wording.money("1234567.5", "EUR", german) == "1.234.567,50 EUR"
    assert wording.shown(87.5, "percent", UTC, signs=german) == "87,5 %"
    assert wording.number(1234.5, swiss) == "1’234.5"
    assert [wording.hours(each) for each in (0, 59, 60, 150, 60_001)] == [
        "0 min", "59 min", "1 h", "2 h 30 min", "1,000 h 1 min",
    ]  # fmt: skip
