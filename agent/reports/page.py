"""A report as one HTML file: nothing beside it, no script, for a screen, a phone and A4 paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from agent.flows.report import Report
from agent.reports import wording
from agent.reports.charts import charts

_LONG_WORD = 24  # characters; a shorter one is never broken
_COLUMNS_UPRIGHT = 9  # more of them are printed on a page that lies on its side


def page(report: Report) -> str:
    """The page. What people typed is text on it, and what hides in a text is spelled out."""
    zone = wording.zone_of(report)
    return _template().render(
        report=report,
        zone=zone,
        facts=wording.facts(report),
        figures=wording.headlines(report),
        charts=charts(report),
        unread=wording.unread(report),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        finalize=lambda value: wording.plain(value) if isinstance(value, str) else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        cell=wording.cell,
        is_figure=wording.is_figure,
        headed=wording.headed,
        suggested=wording.suggested,
        details=wording.details,
        long=_has_long_word,
        widest=_COLUMNS_UPRIGHT,
    )
    return environment.get_template("page.html")


def _has_long_word(text: str) -> bool:
    return any(len(word) > _LONG_WORD for word in text.split())
