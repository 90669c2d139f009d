"""A report as Markdown, for a mail or a wiki: readable as it stands and as it is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import tzinfo

from agent.flows.report import Report, Section, Signs
from agent.reports import wording

# What begins emphasis, code, links, images, mentions, HTML, mathematics or a new cell, wherever it
# stands; entities, addresses (a "www." is one), and names of emoji only where they are whole.
_SIGNS = re.compile(r"[\\`*_~\[\]<>|$@]|&(?=#|\w+;)|:(?=//|[\w+-]+:)|(?<=[wW]{3})\.")
# Where a line would begin a heading, a list, a quotation or a rule.
_STARTS = re.compile(r"^(?=[#>+=-])|^\d+(?=[.)](?:\s|$))")
_WIDEST = 40


def markdown(report: Report) -> str:
    """The report: what is missing first, then headlines, sections as tables, and proposals last.

    Text that people typed is escaped: it is no link, no image and no markup.
    """
    zone = wording.zone_of(report)
    blocks = [f"# {_text(report.title)}", _facts(report)]
    blocks += _notes(report)
    blocks += _figures(report)
    for section in report.sections:
        blocks += [f"## {_text(section.title)}", _text(section.about)]
        blocks.append(
            _table(section, zone, report.signs) if section.rows is not None else _unread(report)
        )
    blocks += _proposals(report, zone)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _facts(report: Report) -> str:
    told = [f"{_text(label)}: {_text(value)}" for label, value in wording.facts(report)]
    return " · ".join(told)


def _notes(report: Report) -> list[str]:
    missing = [f"{_text(each.what)}: {_text(each.reason)}" for each in report.missing]
    notes = []
    if missing:
        sentence = "**Incomplete.** What rests on these has no rows and no totals:"
        notes += [sentence, _list(missing)]
    if report.warnings:
        notes += ["**Please note**", _list(map(_text, report.warnings))]
    return notes


def _figures(report: Report) -> list[str]:
    if not report.figures:
        return []
    told = [(_text(label), _text(" · ".join(v))) for label, v in wording.headlines(report)]
    return [_grid(["Figure", "Value"], [False, True], told)]


def _table(section: Section, zone: tzinfo, signs: Signs) -> str:
    if not section.rows:
        return "None."
    columns = section.columns
    rows = [
        [_text(wording.cell(row, column, columns, zone, signs)) for column in columns]
        for row in section.rows
    ]
    return _grid([_text(c.heading) for c in columns], list(map(wording.is_figure, columns)), rows)


def _proposals(report: Report, zone: tzinfo) -> list[str]:
    if not report.proposals:
        return []
    blocks = ["## Follow-ups", " ".join(wording.suggested(report))]
    for proposal in report.proposals:
        fields = " · ".join(f"{name}: {text}" for name, text in wording.details(proposal, zone))
        id = f"`{proposal.id}` " if proposal.id else ""
        lines = [f"{id}{_text(wording.headed(proposal))}", _text(proposal.why), _text(fields)]
        lines += ["Waited for a decision already."] if proposal.card == "before" else []
        # A backslash at its end breaks a line, and survives programs that cut blanks.
        blocks.append("- " + "\\\n  ".join(lines))
    return blocks


def _unread(report: Report) -> str:
    return f"**This {_text(wording.unread(report))}.**"


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _grid(heads: Sequence[str], right: Sequence[bool], rows: Sequence[Sequence[str]]) -> str:
    """A table whose columns are padded, so that it can be read undrawn too."""
    lines = [heads, *rows]
    longest = [max(3, *(len(line[at]) for line in lines)) for at in range(len(heads))]
    widths = [min(each, _WIDEST) for each in longest]
    rule = ["-" * (w - 1) + ":" if r else "-" * w for w, r in zip(widths, right, strict=True)]
    return "\n".join(
        "| " + " | ".join(_padded(*each) for each in zip(line, widths, right, strict=True)) + " |"
        for line in [heads, rule, *rows]
    )


def _padded(text: str, width: int, right: bool) -> str:
    return text.rjust(width) if right else text.ljust(width)


def _text(value: str) -> str:
    """Text on one line, with a backslash before what Markdown would obey."""
    flat = wording.plain(value)
    if not flat:
        return wording.NOTHING
    return _STARTS.sub(r"\g<0>\\", _SIGNS.sub(r"\\\g<0>", flat), count=1)
