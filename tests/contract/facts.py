"""Ties a check to its line of docs/paymo-api-facts.md: `@fact("8.2", "phones, `email`")`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "paymo-api-facts.md"
HEADING = re.compile(r"^#{2,3} (\d+(?:\.\d+)?) (.+)$", re.MULTILINE)


def fact(section: str, line: str) -> pytest.MarkDecorator:
    """The section's number and words of it, as they stand there."""
    return pytest.mark.fact(section, line)


def sections() -> dict[str, str]:
    """The text of every numbered section, without that of its subsections."""
    page = PAGE.read_text(encoding="utf-8")
    headings = list(HEADING.finditer(page))
    ends = [heading.start() for heading in headings[1:]] + [page.index("## What a live check")]
    return {
        heading[1]: page[heading.end() : end] for heading, end in zip(headings, ends, strict=True)
    }
