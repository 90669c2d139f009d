"""How a flow lays its report out: columns and sections before any row is known, then all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from agent.flows.flow import Material
from agent.flows.report import Column, Figure, Proposal, Report, Row, Section

Rows = Mapping[str, list[Row] | None]


def section(name: str, title: str, about: str, columns: str) -> Section:
    """A section before its rows are known. ``columns`` are "field:kind Heading" each, joined by
    commas; the kind may be left out of a text.
    """
    return Section(name=name, title=title, about=about, rows=None,
                   columns=[_column(each.strip()) for each in columns.split(",")])  # fmt: skip


def _column(spelled: str) -> Column:
    place, _, heading = spelled.partition(" ")
    field, _, kind = place.partition(":")
    return Column.model_validate({"field": field, "heading": heading, "kind": kind or "text"})


def laid_out(
    flow: str,
    blank: Sequence[Section],
    material: Material,
    *,
    title: str,
    facts: dict[str, Any],
    rows: Rows,
    figures: Sequence[Figure] = (),
    warnings: Sequence[str] = (),
    proposals: Sequence[Proposal] = (),
) -> Report:
    """The report: ``blank`` with the rows by section name. A section that has none stays
    incomplete. Day and time zone come to the facts, what the reads warned of to the warnings.
    """
    here = {"as_of": material.today.isoformat(), "timezone": material.account["timezone"]}
    return Report(
        flow=flow,
        title=title,
        facts={**facts, **here},
        figures=list(figures),
        sections=[each.model_copy(update={"rows": rows.get(each.name)}) for each in blank],
        proposals=list(proposals),
        warnings=[*material.warnings, *warnings],
        missing=material.missing,
        requests=material.requests,
    )
