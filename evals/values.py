"""Comparing by value: what was expected with what there is, however each of them is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from unicodedata import normalize

CONTAINS = "~"
"""At the end of an expected field: its text contains the value."""

_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_TRUTH = {"true": True, "false": False}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?")
_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ´′`", "'"),
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)
_FLOAT_DIGITS = 9  # what is beyond them is noise of binary fractions


def straight(text: str) -> str:
    """Straight apostrophes and quotation marks, plain hyphens, each accent one with its letter."""
    return normalize("NFC", text).translate(_STRAIGHT)


def folded(text: str) -> str:
    """`straight`, in lower case, with single blanks."""
    return " ".join(straight(text).casefold().split())


def normal(value: Any) -> Any:
    """The value as one kind of thing: numbers as `Decimal`, days and instants as such, text folded.

    A text that reads as a number, a day or a truth value is one. Lists lose their order: those in
    arguments and records are sets of ids.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float):
        return Decimal(str(round(value, _FLOAT_DIGITS)))
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, datetime):
        return _in_utc(value)
    if isinstance(value, date):
        return value
    if isinstance(value, Mapping):
        return {str(key): normal(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return sorted((normal(inner) for inner in value), key=repr)
    return _read(str(value).strip())


def same(expected: Any, actual: Any) -> bool:
    """Whether both are the same value. True is not 1, and nothing is not 0."""
    left, right = normal(expected), normal(actual)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return bool(left == right)


def fits(expected: Mapping[str, Any], actual: Mapping[str, Any], *, local: bool = False) -> bool:
    """Whether the actual fields have all expected values; `None` is also what a field that is
    missing has. `"name~"` asks for a part of the text, or for one in a list.

    With ``local`` a time without an offset is one on the clock of the other.
    """
    return all(_field_fits(field, value, actual, local) for field, value in expected.items())


def _field_fits(field: str, value: Any, actual: Mapping[str, Any], local: bool) -> bool:
    if not field.endswith(CONTAINS):
        found = actual.get(field)
        return same(value, found) or (local and _same_clock(value, found))
    found = actual.get(field.removesuffix(CONTAINS))
    if isinstance(found, list):
        return any(same(value, each) for each in found)
    return found is not None and folded(str(value)) in folded(str(found))


def _same_clock(value: Any, other: Any) -> bool:
    """Whether two times are the same where one of them has no offset."""
    try:
        left, right = (datetime.fromisoformat(str(each)) for each in (value, other))
    except ValueError:
        return False
    alike = left.replace(tzinfo=None) == right.replace(tzinfo=None)
    return alike and (left.tzinfo is None or right.tzinfo is None)


def _read(text: str) -> Any:
    if _NUMBER.fullmatch(text):
        try:
            return Decimal(text.replace(",", ""))
        except InvalidOperation:
            return folded(text)
    if text.casefold() in _TRUTH:
        return _TRUTH[text.casefold()]
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        if _INSTANT.fullmatch(text):
            return _in_utc(datetime.fromisoformat(text))
    except ValueError:  # it looks like a day, and there is none such
        return folded(text)
    return folded(text)


def _in_utc(moment: datetime) -> datetime:
    """An instant; one without an offset stays a local time, which no instant equals."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC)
