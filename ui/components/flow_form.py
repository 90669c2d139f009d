"""The form of a flow: one field for each thing it asks for, built from its JSON schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import streamlit as st

from agent.flows.flow import Flow
from agent.reports import wording
from agent.visible import visible
from ui.components import choices, plain
from ui.components.choices import Rows
from ui.components.press import press

Property = dict[str, Any]
Start = Callable[[dict[str, Any]], None]

_MONTHS_BACK = 24
_PERIODS = ("last month", "this month", "last week", "this week", "yesterday", "today")
_IF_EMPTY = " if empty."
_NAMES: dict[str, Callable[[Rows], Sequence[str]]] = {
    "client": choices.clients,
    "project": choices.project_names,
    "person": choices.person_names,
    "assignee": choices.person_names,
    "user": choices.person_names,
}


@dataclass(frozen=True)
class Choosing:
    """What the choices are made of: today in the account's time zone, its lists, and for single
    fields the values with their words."""

    today: date
    read: Rows
    own: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)


def flow_form(flow: Flow[Any], choosing: Choosing, *, key: str, label: str, start: Start) -> None:
    """The fields and the button; ``start`` gets what was filled in. What is left empty is not
    passed on."""
    schema = flow.input.model_json_schema()
    needed = schema.get("required", [])
    fields = {name: _typed(each) for name, each in schema.get("properties", {}).items()}
    main = [name for name in fields if name in needed or name in _FIRST]
    rest = [name for name in fields if name not in main]
    with st.form(f"form-{key}", border=True):
        _fields({name: fields[name] for name in main or rest}, needed, choosing, key)
        if main and rest:
            with st.expander("More to choose", key=f"more-{key}", type="compact"):
                _fields({name: fields[name] for name in rest}, needed, choosing, key)
        press(label, f"start-{key}", _start, fields, needed, key, start, in_form=True,
              type="primary", icon=":material/play_arrow:")  # fmt: skip
    missing = st.session_state.get(f"missing-{key}")
    if missing:
        plain.small(f"Please fill in: {', '.join(missing)}.")


_FIRST = ("month", "client", "project", "people", "person", "due", "period", "week")


def _fields(
    fields: dict[str, Property], needed: Sequence[str], choosing: Choosing, key: str
) -> None:
    """Up to three beside each other; on a phone they stand below each other."""
    names = list(fields)
    for first in range(0, len(names), 3):
        row = names[first : first + 3]
        for place, name in zip(st.columns(len(row)), row, strict=True):
            with place:
                _field(name, fields[name], name in needed, choosing, _widget(key, name))


def _field(name: str, each: Property, needed: bool, choosing: Choosing, widget: str) -> None:
    label = each.get("title") or name.replace("_", " ").capitalize()
    hint = each.get("description")
    default = each.get("default")
    if name in choosing.own:
        _choice(label, hint, choosing.own[name], needed, widget, "–")
    elif name in _NAMES:
        names = {name: visible(name) for name in _NAMES[name](choosing.read)}
        _choice(label, hint, names, needed, widget, _left_out(hint))
    elif "enum" in each:
        options = {value: str(value).replace("_", " ") for value in each["enum"]}
        _choice(label, hint, options, needed or default is not None, widget, "–", default)
    elif name == "month":
        options = {month: wording.month(month) for month in months(choosing.today)}
        _choice(label, hint, options, True, widget, "–", list(options)[1])
    elif name in ("period", "week"):
        _period(label, hint, name, default, widget)
    else:
        _plain_field(name, each, label, hint, choosing, widget)


def _plain_field(
    name: str, each: Property, label: str, hint: str | None, choosing: Choosing, widget: str
) -> None:
    default = each.get("default")
    match each.get("type"), each.get("format"):
        case "boolean", _:
            st.checkbox(label, value=bool(default), key=widget, help=hint)
        case "integer", _:
            st.number_input(label, value=default, step=1, key=widget, help=hint)
        case "number", _:
            st.number_input(label, value=default, key=widget, help=hint)
        case "string", "date":
            day = date.fromisoformat(default) if default else None
            st.date_input(label, value=day, format="YYYY-MM-DD", key=widget, help=hint)
        case _ if name in ("description", "note"):
            st.text_area(label, value=default or "", key=widget, help=hint)
        case _:
            st.text_input(label, value=default or "", key=widget, help=hint)


def _choice(
    label: str,
    hint: str | None,
    options: Mapping[Any, str],
    needed: bool,
    widget: str,
    left_out: str,
    default: Any = None,
) -> None:
    values = list(options) if needed else [None, *options]
    chosen = values.index(default) if default in values else 0
    st.selectbox(
        label,
        values,
        index=None if needed and default is None else chosen,
        format_func=lambda value: left_out if value is None else options[value],
        placeholder="Choose",
        key=widget,
        help=hint,
    )


def _left_out(hint: str | None) -> str:
    """What an empty field means, where the flow says so: "All clients if empty."."""
    said = hint or ""
    return said.removesuffix(_IF_EMPTY) if said.endswith(_IF_EMPTY) else "–"


def _period(label: str, hint: str | None, name: str, default: str | None, widget: str) -> None:
    """Usual ones to choose from, and anything that one types."""
    options = [each for each in _PERIODS if name == "period" or each.endswith("week")]
    if default and default not in options:
        options.insert(0, default)
    st.selectbox(
        label,
        options,
        index=options.index(default) if default else None,
        accept_new_options=True,
        placeholder="Choose, or type one",
        key=widget,
        help=hint,
    )


def months(today: date) -> list[str]:
    """This month and those before it, the latest first, such as "2026-10"."""
    found, first = [], today.replace(day=1)
    for _ in range(_MONTHS_BACK + 1):
        found.append(f"{first:%Y-%m}")
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def _start(fields: dict[str, Property], needed: Sequence[str], key: str, start: Start) -> None:
    args = {name: _value(st.session_state.get(_widget(key, name))) for name in fields}
    given = {name: value for name, value in args.items() if value is not None}
    missing = [fields[name].get("title") or name for name in needed if name not in given]
    st.session_state[f"missing-{key}"] = missing
    if not missing:
        start(given)


def _value(raw: Any) -> Any:
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, str):
        return raw.strip() or None
    return raw


def _typed(each: Property) -> Property:
    """The property without its "or null"."""
    options = [option for option in each.get("anyOf", []) if option.get("type") != "null"]
    return {**each, **options[0]} if options else dict(each)


def _widget(key: str, name: str) -> str:
    return f"input-{key}-{name}"
