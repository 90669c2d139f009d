"""Every text that a tool can answer, found by walking the output models: none can be forgotten."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from tools_server.tools import TOOLS, ReadTool

# Where Paymo holds no text that people type.
NOT_TYPED = {
    "next_cursor": "made by the tools server",
    "status": "one of Paymo's statuses of an invoice",
    "type": "Admin, Employee or Guest",
    "currency": "an ISO code",
    "hourly_billing_mode": "one of Paymo's modes",
}
# Sentences of our own, which may name records; `test_planted.py` has a test for them.
SENTENCES = "warnings"


def typed_fields() -> dict[str, set[str]]:
    """The paths of typed text in the answer of each read tool, such as `items.client`."""
    return {
        name: {path for path in _texts(tool.output) if _leaf(path) not in {*NOT_TYPED, SENTENCES}}
        for name, tool in TOOLS.items()
        if isinstance(tool, ReadTool)
    }


def texts_at(value: Any, path: str) -> Iterator[str]:
    """The strings that an answer holds at a path."""
    if isinstance(value, list):
        for each in value:
            yield from texts_at(each, path)
    elif isinstance(value, dict):
        first, _, rest = path.partition(".")
        yield from texts_at(value.get(first), rest)
    elif isinstance(value, str) and not path:
        yield value


def _texts(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        for kind in _kinds(field.annotation):
            if kind is str:
                yield name
            elif isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from (f"{name}.{path}" for path in _texts(kind))


def _kinds(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in (Union, types.UnionType, list, dict):
        for inner in get_args(annotation):
            yield from _kinds(inner)
    else:
        yield annotation


def _leaf(path: str) -> str:
    return path.rpartition(".")[2]
