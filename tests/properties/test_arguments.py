"""Arguments of all ten tools, drawn from the schemas that clients see."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.properties.conftest import examples
from tests.tools_server.tools.sandbox_account import STUDIO, Account
from tools_server.errors import Failure, InvalidArgument
from tools_server.tools import TOOLS, ReadTool
from tools_server.tools.arguments import parse_arguments

pytestmark = pytest.mark.anyio

ACCOUNT = Account(STUDIO, key="ADMIN-KEY")

Schema = dict[str, Any]
Arguments = dict[str, Any]

# Ids of the studio among others, so that some calls get far.
ids = st.sampled_from([1, 4, 11, 101, 102, 201, 301, 304]) | st.integers(-(10**20), 10**20)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda most: timezone(timedelta(minutes=most)))
texts = st.sampled_from(["Northwind", "#INV-202", "", " ", '"', "%", "\u202e", "é"]) | st.text(
    max_size=20
)
texts = texts.filter(lambda text: text.isprintable() or text in ("\u202e",))


def schema(tool: str) -> Schema:
    return TOOLS[tool].input.model_json_schema()


def right(field: Schema) -> st.SearchStrategy[Any]:
    """Values that the schema of a field allows."""
    if "enum" in field:
        return st.sampled_from(field["enum"])
    kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
    return st.one_of([_of_kind(kind, field) for kind in kinds])


def _of_kind(kind: str, field: Schema) -> st.SearchStrategy[Any]:
    if kind == "string" and field.get("format") == "date":
        return st.dates().map(date.isoformat)
    if kind == "string" and field.get("format") == "date-time":
        return st.datetimes(timezones=st.none() | offsets).map(datetime.isoformat)
    return {
        "integer": st.integers(field["minimum"], field.get("maximum", 10**20))
        if "minimum" in field
        else ids,
        "string": texts.filter(
            lambda text: field.get("minLength", 0) <= len(text) <= field.get("maxLength", 255)
        ),
        "boolean": st.booleans(),
        "null": st.none(),
        "array": st.lists(ids, max_size=4),
    }[kind]


def wrong(field: Schema) -> st.SearchStrategy[Any]:
    """Values that look right to a lenient reader: never of the field's own type."""
    kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
    other = {
        "integer": [True, False, "1", "", 1.0, 1.5, math.nan, math.inf, [1], {"id": 1}, [[1]]],
        "boolean": [0, 1, "true", "false", "yes", 1.0, [True], {"a": True}],
        "string": [0, 1, 1.5, True, math.nan, ["a"], {"a": "b"}, [None]],
        "array": ["1,2", 1, {"0": 1}, [True], ["1"], [1.0], [[1]], [None], [math.nan]],
    }
    choices: list[Any] = list(other[kinds[0]])
    if "maximum" in field:
        choices += [field["maximum"] + 1, 10**300, -1, 0]
    if "enum" in field:
        choices += [field["enum"][0].upper(), f" {field['enum'][0]}", "", "nonsense"]
    if field.get("format") in ("date", "date-time"):
        choices += ["today", "", "30.10.2026", "2026-02-30", "2026-13-01", "86400", "0", "-86400",
                    "1700000000", "2026-10-30T25:00", "２０２６-10-30", "2026-W44-5"]  # fmt: skip
    if field.get("format") == "date":
        choices += ["2026-10-30T00:00:00", "2026-10-30T00:00:00Z", "20261030"]
    return st.sampled_from(choices)


@st.composite
def valid_calls(draw: Callable[..., Any]) -> tuple[str, Arguments]:
    tool = draw(st.sampled_from(sorted(TOOLS)))
    known = schema(tool)
    required = {name: right(known["properties"][name]) for name in known.get("required", [])}
    optional = {
        name: right(field)
        for name, field in known["properties"].items()
        if name not in required and name != "dry_run"
    }
    return tool, draw(st.fixed_dictionaries(required, optional=optional))


@st.composite
def wrong_calls(draw: Callable[..., Any]) -> tuple[str, Arguments, str]:
    """A valid call with one argument of a wrong type or value, and the argument's name."""
    tool, args = draw(valid_calls())
    known = schema(tool)["properties"]
    name = draw(st.sampled_from(sorted(known)))
    return tool, {**args, name: draw(wrong(known[name]))}, name


@settings(max_examples=examples(200))
@given(call=wrong_calls())
@example(("create_time_entry", {"task_id": 301, "minutes": 5, "date": "86400"}, "date"))
@example(("create_task", {"name": "x", "project_id": 101, "user_ids": [4, True]}, "user_ids"))
def test_a_wrong_type_is_refused_by_name(call: tuple[str, Arguments, str]) -> None:
    tool, args, name = call
    with pytest.raises(InvalidArgument) as refused:
        parse_arguments(TOOLS[tool].input, args)
    assert refused.value.message.startswith(f"{name}") or f"; {name}" in refused.value.message
    assert name in refused.value.hint
    assert not refused.value.retryable


@settings(max_examples=examples(80))
@given(
    call=valid_calls(),
    unknown=st.sampled_from(["Limit", "limit ", "where", "include", "page", "self", "__class__"])
    | st.text(max_size=12),
    value=st.none() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=2),
)
def test_an_unknown_name_is_refused_by_name(
    call: tuple[str, Arguments], unknown: str, value: Any
) -> None:
    tool, args = call
    if unknown in schema(tool)["properties"]:
        return
    with pytest.raises(InvalidArgument) as refused:
        parse_arguments(TOOLS[tool].input, {**args, unknown: value})
    assert f"{unknown}: there is no such argument" in refused.value.message
    for name in schema(tool)["properties"]:
        assert name in refused.value.hint


@pytest.mark.parametrize("tool", sorted(TOOLS))
def test_a_missing_argument_is_named(tool: str) -> None:
    required = schema(tool).get("required", [])
    if required:
        with pytest.raises(InvalidArgument) as refused:
            parse_arguments(TOOLS[tool].input, {})
        assert all(f"{name}: is required" in refused.value.message for name in required)
    else:
        parse_arguments(TOOLS[tool].input, {})


@settings(max_examples=examples(200))
@given(call=valid_calls())
async def test_what_the_schema_allows_is_answered_or_refused_with_a_reason(
    call: tuple[str, Arguments],
) -> None:
    """Never an error of another kind, which clients would meet as a fault inside. And nothing the
    schema allows is refused for its type."""
    name, args = call
    tool = TOOLS[name]
    parsed = parse_arguments(tool.input, args)
    run = tool.run if isinstance(tool, ReadTool) else tool.plan
    with suppress(Failure):
        await run(ACCOUNT.context, parsed)
