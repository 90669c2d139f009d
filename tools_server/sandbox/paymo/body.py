"""Request bodies of four kinds -> the parsed, writable fields (Paymo API facts, section 1.2)."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from tools_server.sandbox.paymo.errors import BadRequest, invalid_value
from tools_server.sandbox.paymo.kinds import Boolean, Choice
from tools_server.sandbox.paymo.schema import Field, Resource
from tools_server.sandbox.paymo.uploads import decode_multipart
from tools_server.sandbox.paymo.xml_body import decode_xml

UNDECODABLE = "Decoding failed: Syntax error"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
XML = ("text/xml", "application/xml")


def decode(content_type: str, content: bytes) -> dict[str, Any]:
    """The fields of a body: JSON unless its type says otherwise. Raises BadRequest."""
    if not content.strip():
        return {}
    kind = content_type.partition(";")[0].strip().lower()
    try:
        if kind == FORM:
            return _form(content)
        if kind == MULTIPART:
            return decode_multipart(content_type, content)
        return decode_xml(content) if kind in XML else _json(content)
    except (ValueError, RecursionError):
        raise BadRequest(UNDECODABLE) from None


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


def _json(content: bytes) -> dict[str, Any]:
    body = json.loads(content, parse_constant=_refuse_constant)
    if not isinstance(body, dict):
        raise ValueError("no object")
    return body


def _refuse_constant(name: str) -> None:
    """Python would read NaN and Infinity, which are not JSON."""
    raise ValueError(name)


def _form(content: bytes) -> dict[str, Any]:
    pairs = parse_qsl(content.decode(), keep_blank_values=True, strict_parsing=True)
    body: dict[str, Any] = {}
    for name, text in pairs:
        if name.endswith("[]"):
            body.setdefault(name[:-2], []).append(text)
        else:
            body[name] = text
    return body
