"""What a tool is, and the list of all of them.

A tool is a value: a strict input model, an output model and one function between them. Modes such
as read-only are filters on the list, never conditions inside a tool.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from tools_server.errors import NotFound
from tools_server.governance.journal import Claim
from tools_server.governance.plan import WritePlan
from tools_server.governance.settling import Sighting
from tools_server.tools.context import ToolContext


def _without_ballast(schema: dict[str, Any]) -> None:
    """Leave out of an input schema what costs a model tokens and tells it nothing.

    Where null says no more than leaving the argument out, one plain type is published: forms and
    command lines of other clients read no lists of types. Null is accepted all the same.
    """
    schema.pop("title", None)
    for field in schema["properties"].values():
        field.pop("title", None)
        optional = field.get("default", ...) is None
        if optional:
            del field["default"]
        match field.get("anyOf"):
            case [{"type": str()} as kind, {"type": "null"}] if optional:
                del field["anyOf"]
                field |= kind
            case [{"type": str(kind), **rest}, {"type": "null"}] if "enum" not in rest:
                del field["anyOf"]
                field |= {"type": [kind, "null"], **rest}


class ToolInput(BaseModel):
    """Arguments of a tool. Unknown names and wrong types are refused, never converted."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, json_schema_extra=_without_ballast
    )


InputT = TypeVar("InputT", bound=ToolInput)
OutputT = TypeVar("OutputT", bound=BaseModel)
Read = Callable[[ToolContext, InputT], Awaitable[OutputT]]
Plan = Callable[[ToolContext, InputT], Awaitable[WritePlan]]
LookUp = Callable[[ToolContext, dict[str, Any]], Awaitable[list[Sighting]]]


@dataclass(frozen=True)
class ReadTool(Generic[InputT, OutputT]):
    """A tool that only reads: ``run`` answers the output."""

    name: str
    title: str
    description: str
    input: type[InputT]
    output: type[OutputT]
    run: Read[InputT, OutputT]


@dataclass(frozen=True)
class WriteTool(Generic[InputT, OutputT]):
    """A tool that writes: ``plan`` checks and prepares, and only the gate can send what it planned.

    Its input has a ``dry_run`` flag that asks for the preview alone. ``look_up`` finds the records
    that canonical arguments may have created, for a write whose answer never came.
    """

    name: str
    title: str
    description: str
    input: type[InputT]
    output: type[OutputT]
    plan: Plan[InputT]
    look_up: LookUp


Tool = ReadTool[Any, Any] | WriteTool[Any, Any]
TOOLS: dict[str, Tool] = {}


def tool(
    *, title: str, input: type[InputT], output: type[OutputT]
) -> Callable[[Read[InputT, OutputT]], Read[InputT, OutputT]]:
    """Register a read: the function's name is the tool's name, its docstring the description."""

    def register(run: Read[InputT, OutputT]) -> Read[InputT, OutputT]:
        TOOLS[run.__name__] = ReadTool(run.__name__, title, _description(run), input, output, run)
        return run

    return register


def write_tool(
    *, title: str, input: type[InputT], output: type[OutputT], look_up: LookUp
) -> Callable[[Plan[InputT]], Plan[InputT]]:
    """Register a write by the function that plans it."""

    def register(plan: Plan[InputT]) -> Plan[InputT]:
        name = plan.__name__
        TOOLS[name] = WriteTool(name, title, _description(plan), input, output, plan, look_up)
        return plan

    return register


async def look_up(context: ToolContext, claim: Claim) -> list[Sighting]:
    """The records in Paymo that a claim may have created."""
    tool = TOOLS.get(claim.tool)
    if not isinstance(tool, WriteTool):
        raise NotFound(
            f"There is no tool {claim.tool!r} here.",
            hint="Start the version of Paymo Agent that sent it.",
        )
    return await tool.look_up(context, claim.args)


def _description(function: Callable[..., object]) -> str:
    return " ".join((function.__doc__ or "").split())
