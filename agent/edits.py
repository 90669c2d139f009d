"""Edited values: text that a person typed, as the type that the tool's schema asks for."""

from __future__ import annotations

import json
from typing import Any

from tools_server.errors import InvalidArgument

_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")


def typed_value(schema: dict[str, Any], field: str, text: str) -> Any:
    """The value for a field, or None where the text is empty (the field is left out then).

    Raises `InvalidArgument` for a field that the tool does not have and for text of another type.
    """
    properties = schema.get("properties", {})
    if field not in properties:
        raise InvalidArgument(
            f"{field}: there is no such field.", hint=f"The fields are: {', '.join(properties)}."
        )
    if not text.strip():
        return None
    kinds = _kinds(properties[field])
    if "array" in kinds:
        return [_integer(field, part) for part in text.split(",")]
    if "integer" in kinds:
        return _integer(field, text)
    if "boolean" in kinds:
        return _boolean(field, text)
    return text


def _kinds(field: dict[str, Any]) -> set[str]:
    """The JSON types of a field; a schema names one, or a list of them."""
    named = [option.get("type", []) for option in field.get("anyOf", [field])]
    return {kind for kinds in named for kind in ([kinds] if isinstance(kinds, str) else kinds)}


def _integer(field: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as wrong:
        raise InvalidArgument(
            f"{field}: {json.dumps(text)} is not a whole number.", hint="Minutes, not hours: 180."
        ) from wrong


def _boolean(field: str, text: str) -> bool:
    word = text.strip().lower()
    if word not in _TRUE + _FALSE:
        raise InvalidArgument(
            f"{field}: {json.dumps(text)} is neither yes nor no.", hint="Say yes or no."
        )
    return word in _TRUE
