"""understand: ask the chat model what to do next. It answers with tool calls or with words."""

from __future__ import annotations

from functools import partial
from typing import Any

from langchain_core.messages import AIMessage, ToolMessage
from langgraph.runtime import Runtime

from agent.compact import VIEWS, view_from
from agent.desk import Desk
from agent.earlier import actions_of
from agent.flows.running.binding import flow_tools
from agent.flows.running.words import outcomes
from agent.models.asking import Tell, ask
from agent.models.endings import CUT_OFF_WORDS, cut_off_calls, is_cut_off, refusal
from agent.models.failures import TooLong
from agent.nodes.calls import by_flow, turn
from agent.nodes.limits import (
    LEFT_OUT,
    MOST_CALLS,
    MOST_IDLE_STEPS,
    allowance,
    answered_calls,
    closed_by_words,
    counted_as_one,
    idle_steps,
    objection,
    refused,
    stopped,
    unknown_tool,
    what_was_done,
)
from agent.nodes.reply import fit, with_calls, with_text
from agent.nodes.window import recent
from agent.prompt import system_message
from agent.state import AgentState
from agent.usage import noted, spent_on
from tools_server.errors import Failure

_CIRCLES = "the same steps kept coming back and brought nothing new."
_TOO_MANY = f"a request may take {MOST_CALLS}, and the answer was not there yet."
_NEXT = "For anything else, please ask again in other words."


async def understand(state: AgentState, runtime: Runtime[Desk]) -> dict[str, Any]:
    """Append the model's answer, and answers to those of its calls that are not run. What became
    of the follow-ups of a flow that was started without a model is told without one.

    Ends the turn in plain words where the model goes round in circles or wants more calls than a
    turn has. Raises the failure of a model that gives no answer at all.
    """
    desk = runtime.context
    latest = turn(state["messages"])
    if by_flow(latest):
        return {"messages": [AIMessage(outcomes(actions_of(state)))]}
    if idle_steps(latest) >= MOST_IDLE_STEPS:
        return {"messages": [stopped(latest, actions_of(state), _CIRCLES)]}
    reply = await _ask(desk, state, runtime.stream_writer)
    message, *refusals = await _taken(desk, state, reply)
    spent = spent_on(reply, desk.settings.token_prices)
    return {"messages": [noted(message, spent), *refusals]}


async def _ask(desk: Desk, state: AgentState, tell: Tell) -> AIMessage:
    """The model's answer; where it cannot read so much at once, to the latest turn alone."""
    account = await desk.tools.account()
    spent = not allowance(turn(state["messages"]), closed_by_words(state["messages"])).left
    today = desk.today(account["timezone"])
    system = system_message(account, today, most_calls=MOST_CALLS, no_calls_left=spent)
    asked = partial(
        ask,
        desk.model,
        [*await desk.tools.for_models(), *flow_tools()],
        name=desk.settings.model,
        tell=tell,
        streaming=desk.streaming,
    )
    window, latest = recent(state["messages"]), turn(state["messages"])
    try:
        return await asked([system, *window])
    except TooLong:
        if len(latest) == len(window):
            raise
        return await asked([system, *latest])


async def _taken(desk: Desk, state: AgentState, reply: AIMessage) -> list[Any]:
    """The answer as it is kept: words, or calls that the turn has left and the refused of them."""
    latest = turn(state["messages"])
    answer = fit(reply, state["messages"])
    message = answer.message
    declined = refusal(reply)
    if declined:
        return [with_text(with_calls(message, []), f"{declined} {_done(state)}")]
    if not message.tool_calls:
        return [_in_words(message, state)]
    free = closed_by_words(state["messages"])
    calls = allowance(latest, free).take(message.tool_calls)
    if not calls:
        return [stopped(latest, actions_of(state), _TOO_MANY)]
    left_out = len(message.tool_calls) - len(calls)
    message = with_calls(message, calls)
    if left_out:
        message.additional_kwargs[LEFT_OUT] = left_out
    return [message, *await _refusals(desk, message, latest, answer.unusable)]


async def _refusals(
    desk: Desk, message: AIMessage, latest: list[Any], unusable: dict[str, Failure]
) -> list[ToolMessage]:
    """Answers to the calls that are not run: unknown, unusable, cut off, or made before."""
    offered = [tool.name for tool in [*await desk.tools.for_models(), *flow_tools()]]
    before = answered_calls(latest)
    views = message.additional_kwargs.get(VIEWS) or {}
    found: list[ToolMessage] = []
    for call in message.tool_calls:
        view = view_from(views.get(call["id"]))
        failure = unusable.get(str(call["id"])) or objection(call, before, view)
        if is_cut_off(message):
            failure = cut_off_calls()
        if call["name"] not in offered:
            failure = unknown_tool(call["name"], offered)
        if failure:
            found.append(refused(call, failure))
    return found


def _in_words(message: AIMessage, state: AgentState) -> AIMessage:
    """The final answer; never an empty one, and never silent about calls that were left out."""
    left_out = sum(m.additional_kwargs.get(LEFT_OUT, 0) for m in turn(state["messages"]))
    if not message.text.strip():
        message = with_text(message, f"The model gave an empty answer. {_done(state)}")
    elif is_cut_off(message):
        message = with_text(message, f"{message.text} …\n\n{CUT_OFF_WORDS}")
    if not left_out:
        return message
    calls = f"{left_out} more call{'s were' if left_out > 1 else ' was'} not made"
    most = f"a request may take {MOST_CALLS}{counted_as_one(turn(state['messages']))}"
    note = f"({calls}: {most}. Ask for the rest in a new message.)"
    return with_text(message, f"{message.text}\n\n{note}")


def _done(state: AgentState) -> str:
    return f"{what_was_done(actions_of(state))} {_NEXT}"
