"""The checks and the fact sheet fit together: every check cites lines that are there."""

from __future__ import annotations

import re

import pytest

from tests.contract.conftest import HERE
from tests.contract.facts import sections

OF_THE_DOCUMENTATION = ("test_documentation.py", "test_citations.py")


def test_every_check_cites_lines_of_the_fact_sheet(request: pytest.FixtureRequest) -> None:
    text = {number: " ".join(body.split()) for number, body in sections().items()}
    here = [item for item in request.session.items if item.path.parent == HERE]
    checks = [item for item in here if item.path.name not in OF_THE_DOCUMENTATION]
    marks = {item.nodeid: list(item.iter_markers("fact")) for item in checks}
    assert [name for name, cited in marks.items() if not cited] == []
    cited = {mark.args for found in marks.values() for mark in found}
    assert [pair for pair in cited if " ".join(pair[1].split()) not in text.get(pair[0], "")] == []


def test_every_section_has_a_check() -> None:
    files = {path.name for path in HERE.glob("test_*.py")} - set(OF_THE_DOCUMENTATION)
    sources = "".join((HERE / name).read_text(encoding="utf-8") for name in files)
    speaking = {number for number, body in sections().items() if body.strip()}
    assert speaking - set(re.findall(r'(?:fact|keys)\(\s*"([\d.]+)"', sources)) == set()
