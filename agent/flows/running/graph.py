"""The subgraph of every flow: read and work it out, then propose follow-ups.

    report -> propose

A crash in ``report`` reads everything anew, for a report is of one moment; one after it keeps the
report and the ids of its proposals. What is proposed then waits in the graph around this one, at
its ``approve``, like every other write.
"""

from __future__ import annotations

import asyncio
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, ToolCall, ToolMessage
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime

from agent.compact import compact_error, parse_compact
from agent.desk import Desk
from agent.earlier import actions_of
from agent.flows import all_flows
from agent.flows.report import Proposal, Report, Row, Signs
from agent.flows.running.binding import described, flow_input
from agent.flows.running.follow_ups import action_of
from agent.flows.running.reading import read_all
from agent.flows.running.waiting import raised_by, tasks_that_wait, with_cards
from agent.flows.running.words import for_model, spoken
from agent.nodes.calls import by_flow, open_flows, turn
from agent.state import BY_FLOW, AgentState
from agent.steps import step
from tools_server.errors import Failure


class FlowState(AgentState):
    """The conversation, and the reports that its open calls have brought: their ids."""

    reports: list[str]


def flow_graph() -> CompiledStateGraph[FlowState, Desk, Any, Any]:
    """Answers every open call of a flow."""
    graph = StateGraph(FlowState, context_schema=Desk)
    graph.add_node(report)
    graph.add_node(propose)
    graph.add_edge(START, "report")
    graph.add_edge("report", "propose")
    graph.add_edge("propose", END)
    return graph.compile()


async def report(state: FlowState, runtime: Runtime[Desk]) -> dict[str, Any]:
    """Run the called flows, keep their reports, and answer the calls."""
    desk, thread = runtime.context, state["thread"]
    messages: list[AnyMessage] = []
    kept: list[str] = []
    waiting = await _waiting(desk, state)
    for call in open_flows(state):
        runtime.stream_writer(step(call["name"], described(call["name"], call["args"])))
        try:
            found = with_cards(await _run(call, runtime, waiting), thread, waiting)
        except Failure as failure:
            text = compact_error(failure)
            refusal = ToolMessage(text, tool_call_id=call["id"], name=call["name"], status="error")
            messages.append(refusal)
            continue
        waiting += raised_by(found)
        artifact = await _keep(desk, thread, call, found)
        text = for_model(_told(found, desk, state), artifact)
        messages.append(
            ToolMessage(text, tool_call_id=call["id"], name=call["name"], artifact=artifact)
        )
        kept.append(artifact)
    return {"messages": messages, "reports": kept}


async def propose(state: FlowState, runtime: Runtime[Desk]) -> dict[str, Any]:
    """Say what was found, and make every proposal an action that waits, unless one waits already.

    Where a model called and nothing is proposed, the model says it.
    """
    desk = runtime.context
    waiting = await _waiting(desk, state)
    found: dict[str, Report] = {}
    for id in state["reports"]:
        kept = await _as_it_stands(desk, id, state["thread"], waiting)
        waiting += raised_by(kept)
        found[id] = _told(kept, desk, state)
    proposals = [(id, proposal) for id, each in found.items() for proposal in each.raised]
    if not proposals and not by_flow(turn(state["messages"])):
        return {"reports": []}
    words = "\n\n".join(map(spoken, found.values())) or _refusal(state)
    calls = [_call(proposal) for _, proposal in proposals]
    said = AIMessage(words, tool_calls=calls, additional_kwargs={BY_FLOW: True})
    account = await desk.tools.account() if proposals else {}
    asker = desk.asker(state).name
    cards = [
        action_of(proposal, desk, account["fingerprint"], asked_by=asker, report=id)
        for id, proposal in proposals
    ]
    return {"messages": [said], "actions": [*actions_of(state), *cards], "reports": []}


async def _run(call: ToolCall, runtime: Runtime[Desk], waiting: list[Row]) -> Report:
    desk = runtime.context
    flow = all_flows()[call["name"]]
    given = flow_input(flow, call["args"])
    account, requests = await desk.tools.account_and_cost()
    today = desk.today(account["timezone"])
    material = await read_all(
        desk.tools,
        flow.reads(given, account, today),
        account=account,
        today=today,
        requests=requests,
        waiting=list(waiting),
        tell=runtime.stream_writer,
    )
    found: Report = await asyncio.to_thread(flow.report, given, material)
    signs = Signs(decimal=account["decimal_sep"], thousands=account["thousands_sep"])
    return found.model_copy(update={"signs": signs})


def _told(found: Report, desk: Desk, state: FlowState) -> Report:
    """The report as it is said: a viewer raises no card, so nothing is said to wait."""
    if desk.asker(state).prepares:
        return found
    return found.model_copy(update={"proposals": []})


async def _waiting(desk: Desk, state: FlowState) -> list[Row]:
    """What waits already; a viewer raises no card, so none of it matters."""
    return await tasks_that_wait(desk, state) if desk.asker(state).prepares else []


async def _as_it_stands(desk: Desk, id: str, thread: str, waiting: list[Row]) -> Report:
    """The kept report; a crash may lie between it and now, so its cards are looked at again."""
    kept = await _kept(desk, id)
    now = with_cards(kept, thread, waiting)
    if now != kept:
        await asyncio.to_thread(desk.library.amend, id, [now.model_dump(mode="json")])
    return now


async def _keep(desk: Desk, thread: str, call: ToolCall, found: Report) -> str:
    return await asyncio.to_thread(
        desk.library.keep,
        thread,
        title=found.title,
        tool=found.flow,
        args=call["args"],
        rows=[found.model_dump(mode="json")],
    )


async def _kept(desk: Desk, id: str) -> Report:
    artifact = await asyncio.to_thread(desk.library.artifact, id)
    assert artifact is not None
    return Report.model_validate(artifact.rows[0])


def _call(proposal: Proposal) -> ToolCall:
    return ToolCall(name=proposal.tool, args=proposal.args, id=proposal.id, type="tool_call")


def _refusal(state: AgentState) -> str:
    """The reason of the last call that failed; what a canned flow says where it found none."""
    last = next(m for m in reversed(state["messages"]) if isinstance(m, ToolMessage))
    error = (parse_compact(last.content) or {}).get("error", {})
    return f"{error.get('message', '')} {error.get('hint', '')}".strip()
