"""A report as a file: the name says which view, and what cannot be written says why."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from agent.reports import checked_path, rendered, written
from tests.agent.reports.samples import incomplete, review
from tools_server.errors import InvalidArgument


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.md", b"# Month-end"),
        ("a.xlsx", b"PK"),
        ("a.HTML", b"<!doctype"),
        ("a.json", b'{\n  "mon'),
    ],
)
def test_the_name_says_which_view(tmp_path: Path, name: str, begins: bytes) -> None:
    path = tmp_path / name
    path.write_text("an older one")
    assert written(review(), path) == path
    assert path.read_bytes().startswith(begins)
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["review", "review.docx", "no/such/review.md", "folder.md"])
def test_a_name_that_cannot_be_is_refused_before_anything_is_read(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(InvalidArgument) as refused:
        checked_path(tmp_path / name)
    said = f"{refused.value.message} {refused.value.hint}"
    views = ".md, .xlsx, .html, .json, .csv"
    assert (views in said) == (name in ("review", "review.docx"))


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match="cannot be written"):
        written(review(), tmp_path / f"{'x' * 300}.md")
    assert list(tmp_path.iterdir()) == []


def test_csv_is_one_section_whole() -> None:
    report = review()
    content = rendered(report, ".csv", "overdue").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert rows == [{k: str(v) for k, v in row.items()} for row in report.section("overdue").rows]
    assert rendered(report, ".csv", "milestones").decode("utf-8-sig") == "name\r\n"
    for section, said in ((None, "one section"), ("nope", "no section nope")):
        with pytest.raises(InvalidArgument, match=said) as refused:
            rendered(report, ".csv", section)
        assert "overdue, aging, unbilled_time" in refused.value.hint
    with pytest.raises(InvalidArgument, match="could not be read: invoices"):
        rendered(incomplete(), ".csv", "overdue")
