"""Compares an answer with a documented shape, key by key.

A shape is JSON too: an object of keys, a list with the shape of its rows, or the name of a type
such as `"number|null"`. A key that ends in `?` is in some documented rows and not in others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z\Z")

TYPES: dict[str, Callable[[Any], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: type(value) is int,
    "number": lambda value: type(value) in (int, float),
    "string": lambda value: isinstance(value, str),
    "date": lambda value: isinstance(value, str) and DAY.match(value) is not None,
    "date-time": lambda value: isinstance(value, str) and INSTANT.match(value) is not None,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "array of integer": lambda value: _all_of("integer", value),
    "array of string": lambda value: _all_of("string", value),
}


@dataclass
class Comparison:
    """What was compared and how it differs; places are paths such as `tasks.project.name`."""

    compared: int = 0
    missing: set[str] = field(default_factory=set)
    mistyped: dict[str, str] = field(default_factory=dict)
    extra: set[str] = field(default_factory=set)
    nulls: set[str] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)

    def object(self, place: str, shape: dict[str, Any], answered: Any) -> None:
        """Compare one answered object; keys that the shape lacks are noted as extra."""
        if not isinstance(answered, dict):
            self.mistyped[place] = f"object documented, {answered!r} answered"
            return
        names = {name.removesuffix("?") for name in shape}
        self.extra |= {f"{place}.{name}" for name in answered.keys() - names}
        for name, wanted in shape.items():
            self.key(f"{place}.{name.removesuffix('?')}", wanted, answered, name)

    def key(self, place: str, wanted: Any, answered: dict[str, Any], name: str) -> None:
        self.compared += 1
        bare = name.removesuffix("?")
        if bare not in answered:
            if bare == name:
                self.missing.add(place)
        elif isinstance(wanted, dict):
            self.object(place, wanted, answered[bare])
        elif isinstance(wanted, list):
            self.rows(place, wanted, answered[bare])
        else:
            self.value(place, wanted, answered[bare])

    def rows(self, place: str, wanted: list[Any], answered: Any) -> None:
        if not isinstance(answered, list):
            self.mistyped[place] = f"list documented, {answered!r} answered"
            return
        for row in answered:
            self.object(place, wanted[0], row)

    def value(self, place: str, wanted: str, answered: Any) -> None:
        """A null where the sample has a value is no difference: samples show one row of many."""
        if answered is None and wanted != "null":
            self.nulls.add(place)
        elif wanted == "null" or any(TYPES[name](answered) for name in wanted.split("|")):
            self.filled.add(place)
        else:
            self.mistyped[place] = f"{wanted} documented, {answered!r} answered"


def _all_of(name: str, value: Any) -> bool:
    return isinstance(value, list) and all(TYPES[name](item) for item in value)
