"""How a flow lays its report out: columns and sections before any row is known, then all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from agent.flows.flow import Material
from agent.flows.report import Column, Figure, Proposal, Report, Row, Section

Rows = Mapping[str, list[Row] | None]


def text(field: str, heading: str) -> Column:
    return Column(field=field, heading=heading)


def money(field: str, heading: str) -> Column:
    """An amount in the currency of the row."""
    return Column(field=field, heading=heading, kind="money")


def minutes(field: str, heading: str) -> Column:
    return Column(field=field, heading=heading, kind="minutes")


def day(field: str, heading: str) -> Column:
    return Column(field=field, heading=heading, kind="day")


def number(field: str, heading: str) -> Column:
    return Column(field=field, heading=heading, kind="number")


def percent(field: str, heading: str) -> Column:
    return Column(field=field, heading=heading, kind="percent")


def flag(field: str, heading: str) -> Column:
    return Column(field=field, heading=heading, kind="flag")


def section(name: str, title: str, about: str, *columns: Column) -> Section:
    """A section of a flow before its rows are known."""
    return Section(name=name, title=title, about=about, columns=list(columns), rows=None)


def columns(spelled: str) -> list[Column]:
    """Columns in one line, "field:kind Heading" each and joined by commas; a text needs no kind."""
    return [_column(each.strip()) for each in spelled.split(",")]


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
