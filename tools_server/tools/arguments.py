"""Arguments as they come from a client, against a tool's strict input model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tools_server.errors import InvalidArgument

InputT = TypeVar("InputT", bound=BaseModel)

_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?")


def parse_arguments(model: type[InputT], arguments: dict[str, Any]) -> InputT:
    """The typed arguments.

    Raises `InvalidArgument` that names every field in question: unknown names, missing ones, wrong
    types (a number sent as text is refused, not converted) and values out of range.
    """
    _refuse_numbers_for_days(model, arguments)
    try:
        # Strict JSON mode: dates come as ISO text, everything else must have its own type.
        return model.model_validate_json(json.dumps(arguments))
    except ValidationError as wrong:
        details = wrong.errors()
        problems = "; ".join(_problem(detail) for detail in details)
        raise InvalidArgument(f"{problems}.", hint=_hint(details, model)) from wrong


def _refuse_numbers_for_days(model: type[BaseModel], arguments: dict[str, Any]) -> None:
    """Pydantic reads a number in a text as seconds since 1970, strict or not."""
    for name, value in arguments.items():
        field = model.model_fields.get(name)
        kinds = get_args(field.annotation) if field else ()
        if isinstance(value, str) and _NUMBER.fullmatch(value) and {date, datetime} & {*kinds}:
            raise InvalidArgument(
                f"{name}: is no ISO date, got {_shown(value)}.",
                hint=f"Write {name} as in 2026-10-30, a time as in 2026-10-30T09:00.",
            )


def _hint(details: list[ErrorDetails], model: type[BaseModel]) -> str:
    """The names to choose from where a name is in question, else what to correct."""
    if any(detail["type"] in ("extra_forbidden", "missing") for detail in details):
        return f"The arguments are: {', '.join(_names(model))}."
    fields = dict.fromkeys(str(detail["loc"][0]) for detail in details if detail["loc"])
    return f"Correct {' and '.join(fields) or 'the arguments'} and try again."


def _problem(detail: ErrorDetails) -> str:
    field = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        return f"{field}: there is no such argument"
    if detail["type"] == "missing":
        return f"{field}: is required"
    if detail["type"] == "value_error":
        reason = detail["msg"].removeprefix("Value error, ")
        return f"{field}: {reason}" if field else reason
    reason = detail["msg"][:1].lower() + detail["msg"][1:]
    return f"{field}: {reason}, got {_shown(detail['input'])}"


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:60]}..."


def _names(model: type[BaseModel]) -> Iterable[str]:
    return (
        f"{name}*" if field.is_required() else name for name, field in model.model_fields.items()
    )
