"""The edit form of a card: one typed field an argument, built from the tool's JSON schema."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import streamlit as st

from agent.conversation import PendingAction
from agent.state import Decision
from agent.visible import visible
from ui.components import plain
from ui.components.press import press

Property = dict[str, Any]

# Two ways to say the same; the card has one of them, and the other would contradict it.
_ALTERNATIVES = (frozenset({"minutes", "date"}), frozenset({"start_time", "end_time"}))
_UNSET = "as it is by default"


def edit_form(
    action: PendingAction,
    key: str,
    schema: dict[str, Any],
    decide: Callable[[Sequence[Decision]], None],
) -> None:
    """Change arguments and approve them as changed. They are checked again before they are sent.

    Whoever may not approve keeps the changes on the card, which goes on waiting.
    """
    labels = {field["field"]: field["label"] for field in action.fields}
    fields = [
        (name, _typed(each))
        for name, each in schema.get("properties", {}).items()
        if _offered(name, _typed(each), action.args)
    ]
    with st.form(f"edit-form-{key}", border=False):
        for name, each in fields:
            if not _is_reference(name, each):
                _field(name, each, action.args.get(name), _label(name, each, labels), key)
        references = [(name, each) for name, each in fields if _is_reference(name, each)]
        if references:
            with st.expander("Change what it belongs to, by number"):
                for name, each in references:
                    _field(name, each, action.args.get(name), _label(name, each, labels), key)
        press(
            "Approve with these changes" if "approve" in action.allowed else "Keep these changes",
            f"approve-edited-{key}",
            _approve_edited,
            action,
            key,
            fields,
            decide,
            in_form=True,
            type="primary",
        )


def _approve_edited(
    action: PendingAction,
    key: str,
    fields: Sequence[tuple[str, Property]],
    decide: Callable[[Sequence[Decision]], None],
) -> None:
    args = dict(action.args)
    for name, each in fields:
        value = _argument(each, st.session_state[_widget(key, name)])
        args.pop(name, None)
        if value not in (None, "", []):
            args[name] = value
    edited = {"name": action.tool, "args": args}
    decide([{"type": "edit", "id": action.id, "digest": action.digest, "edited_action": edited}])


def _typed(each: Property) -> Property:
    """The property without its "or null", in either spelling: an empty field says null."""
    options = [option for option in each.get("anyOf", []) if option.get("type") != "null"]
    typed = {**each, **options[0]} if options else dict(each)
    if isinstance(typed.get("type"), list):
        typed["type"] = next(kind for kind in typed["type"] if kind != "null")
    if "enum" in typed:
        typed["enum"] = [value for value in typed["enum"] if value is not None]
    return typed


def _offered(name: str, each: Property, args: dict[str, Any]) -> bool:
    """What is set already, and what makes sense to add by hand: no numbers of records, no times."""
    if name in args:
        return True
    if _is_reference(name, each) or each.get("format") == "date-time":
        return False
    return not any(name in ways and not ways & args.keys() for ways in _ALTERNATIVES)


def _is_reference(name: str, each: Property) -> bool:
    return name.endswith(("_id", "_ids")) or each.get("type") == "array"


def _label(name: str, each: Property, labels: dict[str, str]) -> str:
    said = labels.get(name) or name.replace("_", " ").capitalize()
    return f"{said}, in minutes" if name.endswith("minutes") else said


def _field(name: str, each: Property, value: Any, label: str, key: str) -> None:
    widget = _widget(key, name)
    if isinstance(value, str) and visible(value) != value:
        plain.small(f"{label} holds hidden characters: {visible(value)}")
    match each.get("type"), each.get("format"):
        case _ if "enum" in each:
            _choice(label, {option: str(option) for option in each["enum"]}, value, widget)
        case "boolean", _:
            _choice(label, {True: "yes", False: "no"}, value, widget)
        case "integer", _:
            # A number input would cut 1.7 to 1; as text the tool refuses it and says why.
            st.text_input(label, value="" if value is None else str(value), key=widget)
        case "string", "date":
            day = value and date.fromisoformat(value)
            st.date_input(label, value=day, format="YYYY-MM-DD", key=widget)
        case "string", "date-time":
            moment = value and datetime.fromisoformat(value).replace(tzinfo=None)
            st.datetime_input(label, value=moment, format="YYYY-MM-DD", step=300, key=widget)
        case "array", _:
            st.text_input(label, value=", ".join(map(str, value or [])), key=widget)
        case _ if name == "description":
            st.text_area(label, value=value or "", key=widget)
        case _:
            st.text_input(label, value=value or "", key=widget)


def _choice(label: str, words: dict[Any, str], value: Any, widget: str) -> None:
    options = [None, *words]
    st.selectbox(
        label,
        options,
        index=options.index(value),
        format_func=lambda option: words.get(option, _UNSET),
        key=widget,
    )


def _argument(each: Property, value: Any) -> Any:
    """The widget's value as the tool takes it: dates as ISO text, lists of whole numbers."""
    if isinstance(value, date):  # a datetime is one, too; without an offset it is local time
        return value.isoformat()
    if each.get("type") == "array" and isinstance(value, str):
        return [_whole_number(part) for part in value.replace(",", " ").split()]
    if each.get("type") == "integer" and isinstance(value, str):
        return _whole_number(value.strip()) if value.strip() else None
    return value


def _whole_number(text: str) -> int | str:
    """The number, or the text as it is for the tool to refuse by name."""
    return int(text) if text.isdecimal() else text


def _widget(key: str, name: str) -> str:
    return f"field-{key}-{name}"
