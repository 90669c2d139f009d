"""What SQLite holds, whatever it holds: a value of any kind is read, never an error.

Any program can put bytes where text belongs, or JSON that no stack is deep enough for. Whoever
judges such rows must get to see them.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, case, cast, func, type_coerce
from sqlalchemy.types import NullType

_LEVELS = 60


def as_stored(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column in the form that `value_of` takes.

    The driver refuses text that is no UTF-8, so text travels as bytes, and bytes as their literal.
    """
    kind = func.typeof(column)
    text, blob = cast(column, LargeBinary), func.quote(column)
    form = case((kind == "text", text), (kind == "blob", blob), else_=column)
    return type_coerce(form, NullType()).label(column.key)


def value_of(form: Any) -> Any:
    """Text as str; bytes, and text that is no UTF-8, as bytes; numbers and NULL as they are."""
    if isinstance(form, str):
        return bytes.fromhex(form[2:-1])
    if not isinstance(form, bytes):
        return form
    try:
        return form.decode()
    except UnicodeDecodeError:
        return form


def shown(value: Any) -> str:
    """A text as it is; what should be one and is not, in a form that everybody can see."""
    return value if isinstance(value, str) else f"unreadable: {value!r}"


def json_object(value: Any) -> dict[str, Any]:
    """The object of a JSON text; under ``unreadable`` what cannot be written out as one again: no
    text or JSON, half a character, or deeper than anything that is asked of Paymo.
    """
    try:
        found = json.loads(value)
        json.dumps(found, ensure_ascii=False).encode()
    except (TypeError, ValueError, RecursionError):
        found = None
    if isinstance(value, str) and isinstance(found, dict) and not _deeper(found, _LEVELS):
        return found
    return {"unreadable": value if isinstance(value, str) else repr(value)}


def _deeper(value: Any, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels == 0 or any(_deeper(each, levels - 1) for each in inner)
