"""The columns of a section, one short line each, and the sections filled with their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent.flows.report import Column, Row, Section


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


def filled(blank: Sequence[Section], rows: Mapping[str, list[Row] | None]) -> list[Section]:
    """The sections with their rows by name; those that have none stay incomplete."""
    return [each.model_copy(update={"rows": rows.get(each.name)}) for each in blank]
