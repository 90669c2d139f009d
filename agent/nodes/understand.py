"""understand: ask the chat model what to do next. It answers with tool calls or with words."""

from __future__ import annotations

from typing import Any

from langchain_core.messages import AIMessage
from langgraph.runtime import Runtime

from agent.desk import Desk
from agent.nodes.calls import turn
from agent.prompt import system_message
from agent.state import AgentState
from tools_server.errors import UpstreamUnavailable

# A model that has not come to an answer by then is going round in circles.
MOST_STEPS = 10

# Enough for what a person refers back to; older turns stay in the conversation, unread.
_WINDOW = 60


async def understand(state: AgentState, runtime: Runtime[Desk]) -> dict[str, Any]:
    """Append the model's answer. Raises `UpstreamUnavailable` where the model gives none."""
    desk = runtime.context
    if sum(isinstance(message, AIMessage) for message in turn(state["messages"])) >= MOST_STEPS:
        return {"messages": [_gave_up()]}
    account = await desk.tools.account()
    system = system_message(account, desk.today(account["timezone"]))
    model = desk.model.bind_tools(await desk.tools.for_models())
    try:
        reply = await model.ainvoke([system, *_recent(state)])
    except Exception as error:  # providers raise what they like, and their texts may hold keys
        raise UpstreamUnavailable(
            f"The model {desk.settings.model} gave no answer ({type(error).__name__}).",
            hint="Check the provider's key and address, or set PAYMO_AGENT_MODEL=builtin.",
        ) from error
    return {"messages": [reply]}


def _recent(state: AgentState) -> list[Any]:
    """The last messages, from a person's message on, so that no tool result lacks its call."""
    messages = state["messages"]
    start = max(0, len(messages) - _WINDOW)
    while start and messages[start].type != "human":
        start -= 1
    return messages[start:]


def _gave_up() -> AIMessage:
    return AIMessage(
        f"I stopped after {MOST_STEPS} steps without an answer. Please ask for one thing at a "
        "time, or name the client or project you mean."
    )
