"""The tool calls of the last model answer, and which of them still have no result."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolCall, ToolMessage

from agent.compact import VIEWS, View, view_from
from agent.earlier import actions_of
from agent.flows.running.binding import is_flow
from agent.nodes.limits import refused
from agent.state import BY_FLOW, AgentState
from agent.tools import READ_TOOLS
from tools_server.errors import Conflict

_STOPPED = Conflict("It was stopped before it ran.", hint="Call it again if it is still asked for.")


def open_reads(state: AgentState) -> list[ToolCall]:
    """Calls of read tools that wait to be run."""
    return [call for call in _unanswered(state["messages"]) if call["name"] in READ_TOOLS]


def open_writes(state: AgentState) -> list[ToolCall]:
    """Every other call that waits, unless there is an action for it already."""
    proposed = {
        action["tool_call_id"] for action in actions_of(state) if not _final(action["status"])
    }
    return [
        call
        for call in _unanswered(state["messages"])
        if not _reads(call) and call["id"] not in proposed
    ]


def open_flows(state: AgentState) -> list[ToolCall]:
    """Calls of flows that wait to be run."""
    return [call for call in _unanswered(state["messages"]) if is_flow(call["name"])]


def given_up(messages: Sequence[AnyMessage]) -> list[ToolMessage]:
    """Answers to the calls that were stopped, or talked over, before they ran: providers want the
    result of each call before the next message.
    """
    return [refused(call, _STOPPED) for call in _unanswered(messages)]


def by_flow(messages: Sequence[AnyMessage]) -> bool:
    """Whether these messages of one turn are a flow's that was started without a model."""
    answers = [message for message in messages if isinstance(message, AIMessage)]
    return bool(answers) and BY_FLOW in answers[0].additional_kwargs


def view_of(state: AgentState, call: ToolCall) -> View | None:
    """What the model wants of the rows of a call, where it said so beside it."""
    for message in reversed(state["messages"]):
        if isinstance(message, AIMessage) and message.tool_calls:
            views = message.additional_kwargs.get(VIEWS)
            return view_from(views.get(call["id"])) if isinstance(views, dict) else None
    return None


def turn(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The messages since the person last said something, that message included."""
    starts = [i for i, message in enumerate(messages) if isinstance(message, HumanMessage)]
    return list(messages[starts[-1] :]) if starts else list(messages)


def _reads(call: ToolCall) -> bool:
    return call["name"] in READ_TOOLS or is_flow(call["name"])


def _unanswered(messages: Sequence[AnyMessage]) -> list[ToolCall]:
    answered = set()
    for message in reversed(messages):
        if isinstance(message, ToolMessage):
            answered.add(message.tool_call_id)
        elif isinstance(message, AIMessage):
            return [call for call in message.tool_calls if call["id"] not in answered]
        else:  # somebody went on talking, so what was not run by then is not wanted any more
            return []
    return []


def _final(status: str) -> bool:
    return status not in {"waiting", "edited", "approved"}
