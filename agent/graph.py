"""The graph. Read it beside the diagram:

START -> understand --(reads)---> read ------------------> understand
  |          |-------(writes)---> check -> approve -> write -> understand
  |          |-------(a flow)---> flow ------------------> approve | understand
  |          |-------(refused)--> understand
  |          '-------(words)----> END
  '--(a canned flow)------------> flow
"""

from __future__ import annotations

from typing import Any

from langchain_core.messages import ToolMessage
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from agent.desk import Desk
from agent.earlier import actions_of
from agent.flows.running.graph import flow_graph
from agent.nodes.approve import approve
from agent.nodes.calls import by_flow, open_flows, open_reads, open_writes, turn
from agent.nodes.check import check
from agent.nodes.read import read
from agent.nodes.understand import understand
from agent.nodes.write import write
from agent.state import AgentState


def build_graph(
    checkpointer: BaseCheckpointSaver[Any],
) -> CompiledStateGraph[AgentState, Desk, Any, Any]:
    """The compiled state machine; a `Desk` is passed as context with every run."""
    graph = StateGraph(AgentState, context_schema=Desk)
    graph.add_node(understand)
    graph.add_node(read)
    graph.add_node(check)
    graph.add_node(approve)
    graph.add_node(write)
    graph.add_node("flow", flow_graph())
    graph.add_conditional_edges(START, _beginning, ["flow", "understand"])
    graph.add_conditional_edges(
        "understand", _after_understand, ["read", "check", "flow", "understand", END]
    )
    graph.add_conditional_edges("read", _after_read, ["check", "flow", "understand"])
    graph.add_conditional_edges("check", _next_decision, ["approve", "write", "flow", "understand"])
    graph.add_conditional_edges(
        "approve", _next_decision, ["check", "approve", "write", "flow", "understand"]
    )
    graph.add_conditional_edges("write", _next_decision, ["approve", "write", "flow", "understand"])
    graph.add_conditional_edges("flow", _after_flow, ["approve", "understand", END])
    return graph.compile(checkpointer)


def _beginning(state: AgentState) -> str:
    return "flow" if open_flows(state) else "understand"


def _after_understand(state: AgentState) -> str:
    if open_reads(state):
        return "read"
    if open_writes(state):
        return "check"
    if open_flows(state):
        return "flow"
    # Calls, and none of them open: all were refused, which the model has to hear.
    last = state["messages"][-1]
    return "understand" if isinstance(last, ToolMessage) else END


def _after_read(state: AgentState) -> str:
    if open_writes(state):
        return "check"
    return "flow" if open_flows(state) else "understand"


def _after_flow(state: AgentState) -> str:
    """To the person where something is proposed; a model puts the rest into words."""
    if any(action["status"] == "waiting" for action in actions_of(state)):
        return "approve"
    return END if by_flow(turn(state["messages"])) else "understand"


def _next_decision(state: AgentState) -> str:
    """Edited actions are checked first, approved ones written next, and the rest asks again."""
    statuses = {action["status"] for action in actions_of(state)}
    if "edited" in statuses:
        return "check"
    if "approved" in statuses:
        return "write"
    if "waiting" in statuses:
        return "approve"
    return "flow" if open_flows(state) else "understand"
