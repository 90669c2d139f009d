"""Flows as tools that a chat model may call, and their calls read again."""

from __future__ import annotations

from functools import cache
from secrets import token_hex
from typing import Any

from langchain_core.messages import AIMessage, ToolCall
from langchain_core.tools import BaseTool, StructuredTool
from pydantic import ValidationError

from agent.flows import all_flows
from agent.flows.flow import Flow, FlowInput
from agent.state import BY_FLOW
from tools_server.errors import InvalidArgument, NotFound


@cache
def flow_tools() -> list[BaseTool]:
    """One tool a flow. They carry a schema and no code: the graph runs their calls."""
    return [
        StructuredTool(name=flow.name, description=flow.about, args_schema=_schema(flow))
        for flow in all_flows().values()
    ]


def is_flow(name: str) -> bool:
    """Whether a tool of this name is a flow."""
    return name in all_flows()


def flow_call(name: str, args: dict[str, Any]) -> AIMessage:
    """The call of a flow that a person started, and no model."""
    call = ToolCall(name=name, args=args, id=f"flow-{token_hex(4)}", type="tool_call")
    return AIMessage("", tool_calls=[call], additional_kwargs={BY_FLOW: True})


def flow_input(flow: Flow[Any], args: dict[str, Any]) -> FlowInput:
    """The input of a flow from a call's arguments; None stands for left out.

    Raises `InvalidArgument` that names each argument which is unknown, missing or not understood.
    """
    given = {name: value for name, value in args.items() if value is not None}
    try:
        found: FlowInput = flow.input.model_validate(given)
        return found
    except ValidationError as wrong:
        details = wrong.errors(include_url=False, include_input=False, include_context=False)
        problems = [f"{_place(each['loc'])}: {_message(each['msg'])}" for each in details]
        known = ", ".join(flow.input.model_fields)
        raise InvalidArgument(f"{'; '.join(problems)}.", hint=f"It takes: {known}.") from wrong


def checked_args(name: str, args: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a flow in the form in which they are kept, nothing that is left out.

    Raises `NotFound` for a flow there is not, and what `flow_input` raises.
    """
    flow = all_flows().get(name)
    if flow is None:
        known = ", ".join(all_flows())
        raise NotFound(f"There is no flow {name!r}.", hint=f"There are: {known}.")
    return flow_input(flow, args).model_dump(mode="json", exclude_none=True)


def described(name: str, args: dict[str, Any]) -> str:
    """A call of a flow in a person's words, such as "Month-end review: October 2026"."""
    flow = all_flows()[name]
    try:
        subject = flow.subject(flow_input(flow, args))
    except InvalidArgument:
        return flow.title
    return f"{flow.title}: {subject}" if subject else flow.title


def _schema(flow: Flow[Any]) -> dict[str, Any]:
    schema: dict[str, Any] = flow.input.model_json_schema()
    schema.setdefault("properties", {})
    return schema


def _place(loc: tuple[int | str, ...]) -> str:
    return ".".join(map(str, loc)) or "input"


def _message(text: str) -> str:
    text = text.removeprefix("Value error, ").rstrip(".")
    return text[:1].lower() + text[1:]
