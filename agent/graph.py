"""The graph. Read it beside the diagram:

START -> understand --(reads)---> read ------------------> understand
             |-------(writes)---> check -> approve -> write -> understand
             |-------(refused)--> understand
             '-------(words)----> END
"""

from __future__ import annotations

from typing import Any

from langchain_core.messages import ToolMessage
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from agent.desk import Desk
from agent.earlier import actions_of
from agent.nodes.approve import approve
from agent.nodes.calls import open_reads, open_writes
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
    graph.add_edge(START, "understand")
    graph.add_conditional_edges(
        "understand", _after_understand, ["read", "check", "understand", END]
    )
    graph.add_conditional_edges("read", _after_read, ["check", "understand"])
    graph.add_conditional_edges("check", _next_decision, ["approve", "write", "understand"])
    graph.add_conditional_edges(
        "approve", _next_decision, ["check", "approve", "write", "understand"]
    )
    graph.add_conditional_edges("write", _next_decision, ["approve", "write", "understand"])
    return graph.compile(checkpointer)


def _after_understand(state: AgentState) -> str:
    if open_reads(state):
        return "read"
    if open_writes(state):
        return "check"
    # Calls, and none of them open: all were refused, which the model has to hear.
    last = state["messages"][-1]
    return "understand" if isinstance(last, ToolMessage) else END


def _after_read(state: AgentState) -> str:
    return "check" if open_writes(state) else "understand"


def _next_decision(state: AgentState) -> str:
    """Edited actions are checked first, approved ones written next, and the rest asks again."""
    statuses = {action["status"] for action in actions_of(state)}
    if "edited" in statuses:
        return "check"
    if "approved" in statuses:
        return "write"
    return "approve" if "waiting" in statuses else "understand"
