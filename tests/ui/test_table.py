"""Tables: formatted, sortable, without ids, and safe to download."""

from __future__ import annotations

import csv
import io

import pytest
from streamlit.testing.v1 import AppTest

from agent.library import Artifact
from ui.components.table import as_csv, without_formula

ENTRY = {
    "id": 1,
    "date": "2026-10-30",
    "start_time": None,
    "end_time": None,
    "minutes": 95,
    "seconds": 5700,
    "running": False,
    "task_id": 301,
    "task": "Homepage wireframes",
    "project_id": 101,
    "project": "Website Relaunch",
    "client_id": 11,
    "client": "Northwind Traders",
    "user_id": 1,
    "user": "Nora Quinn",
    "description": '=HYPERLINK("http://evil.example")\u202e',
    "billed": False,
    "billable": True,
}


def long_table() -> Artifact:
    rows = [{**ENTRY, "id": number, "minutes": number} for number in range(2_500)]
    return Artifact(
        "long", "thread", "Time entries", "list_time_entries", {}, rows, "2026-11-02T09"
    )


def test_a_long_table_is_complete_and_readable() -> None:
    def script() -> None:
        from tests.ui.test_table import long_table
        from ui.components.table import table

        table(long_table(), "Europe/Dublin")

    tab = AppTest.from_function(script, default_timeout=10).run()
    assert not tab.exception
    assert "2,500 time entries" in tab.get("html")[0].value
    frame = tab.dataframe[0].value
    assert len(frame) == 2_500
    assert list(frame.columns) == [
        "date", "user", "minutes", "task", "project", "client", "description", "billable", "billed",
    ]  # fmt: skip
    row = frame.iloc[95]
    assert row["minutes"] == pytest.approx(95 / 60)  # shown as hours, sorted as a number
    assert f"{row['date']:%d %b %Y}" == "30 Oct 2026"
    assert row["description"] == '\'=HYPERLINK("http://evil.example")⟨U+202E⟩'


def test_the_download_has_every_field_and_runs_nothing() -> None:
    text = as_csv([ENTRY]).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row.keys() == ENTRY.keys()
    assert row["task_id"] == "301"
    assert row["description"].startswith("'=HYPERLINK")


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|'x'", "\t=1"])
def test_formulas_are_disarmed(text: str) -> None:
    assert without_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-12.50", "+353 1 555 0110", "- a point of a list", "Q4 = done"])
def test_numbers_and_words_stay(text: str) -> None:
    assert without_formula(text) == text


@pytest.mark.parametrize(
    ("text", "disarmed"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("first\n=1+1", "first\n'=1+1"),
        ("\u200b=1+1", "'\u200b=1+1"),
        ("＝1+1", "'＝1+1"),
        ("- cmd|' /C calc'!A0", "'- cmd|' /C calc'!A0"),
        ("points:\n- one\n- two", "points:\n- one\n- two"),
        ("-5 %", "-5 %"),
    ],
)
def test_a_cell_may_start_where_another_country_ends_one(text: str, disarmed: str) -> None:
    assert without_formula(text) == disarmed
