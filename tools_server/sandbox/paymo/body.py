"""Request bodies: JSON or a form -> the parsed, writable fields (Paymo API facts, section 1.2)."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from tools_server.sandbox.paymo.errors import BadRequest, invalid_value
from tools_server.sandbox.paymo.kinds import Boolean, Choice
from tools_server.sandbox.paymo.schema import Field, Resource

UNDECODABLE = "Decoding failed: Syntax error"


def decode(content_type: str, content: bytes) -> dict[str, Any]:
    """The fields of a body. Raises BadRequest for anything but a JSON object or a form."""
    if not content.strip():
        return {}
    if content_type.partition(";")[0].strip().lower() == "application/x-www-form-urlencoded":
        return _form(content)
    try:
        body = json.loads(content, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise BadRequest(UNDECODABLE) from None
    if not isinstance(body, dict):
        raise BadRequest(UNDECODABLE)
    return body


def missing_fields(resource: Resource, body: Mapping[str, Any], *, creating: bool) -> list[str]:
    """The required fields that a create lacks or an update empties."""
    required = (item for item in resource.writable(creating=creating) if item.required)
    return [
        item.name
        for item in required
        if (creating or item.name in body) and body.get(item.name) in (None, "")
    ]


def parse(resource: Resource, body: Mapping[str, Any], *, creating: bool) -> dict[str, Any]:
    """The fields that may be written, in their Python form; unknown ones are dropped in silence.

    Raises BadRequest for a value that does not fit its field.
    """
    writable = resource.writable(creating=creating)
    return {item.name: value(item, body[item.name]) for item in writable if item.name in body}


def value(item: Field, raw: Any) -> Any:
    """One field's value. Raises BadRequest."""
    try:
        return parse_value(item, raw)
    except ValueError as reason:
        raise invalid_value(item.name, str(reason)) from None


def parse_value(item: Field, raw: Any) -> Any:
    """One field's value; empty text counts as null except in a text field. Raises ValueError."""
    if raw is None or (raw == "" and item.kind.empty_is_null):
        return item.default if isinstance(item.kind, Boolean) else _null(item)
    return item.kind.parse(raw)


def _null(item: Field) -> Any:
    """A list has no null, it is empty; nor has a choice with a default."""
    return item.default if item.default == () or isinstance(item.kind, Choice) else None


def _refuse_constant(name: str) -> None:
    """Python would read NaN and Infinity, which are not JSON."""
    raise ValueError(name)


def _form(content: bytes) -> dict[str, Any]:
    try:
        pairs = parse_qsl(content.decode(), keep_blank_values=True, strict_parsing=True)
    except ValueError:
        raise BadRequest(UNDECODABLE) from None
    body: dict[str, Any] = {}
    for name, text in pairs:
        if name.endswith("[]"):
            body.setdefault(name[:-2], []).append(text)
        else:
            body[name] = text
    return body
