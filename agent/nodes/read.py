"""read: run the read tools of a step side by side, keep the rows, hand the model a compact text."""

from __future__ import annotations

import asyncio
from typing import Any

from langchain_core.messages import ToolCall, ToolMessage
from langgraph.runtime import Runtime

from agent.compact import View, compact, compact_error
from agent.desk import Desk
from agent.listing import pages
from agent.nodes.calls import open_reads, view_of
from agent.rows import in_local_days, ordered
from agent.state import AgentState
from agent.steps import describe_read, step
from tools_server.errors import Failure

_MOST_PAGES = 40


async def read(state: AgentState, runtime: Runtime[Desk]) -> dict[str, Any]:
    """Answer every open read call. A call that fails answers its error, the others their rows."""
    desk = runtime.context
    calls = open_reads(state)
    for call in calls:
        runtime.stream_writer(step(call["name"], describe_read(call["name"], call["args"])))
    runs = (_run(desk, state["thread"], call, view_of(state, call)) for call in calls)
    messages = await asyncio.gather(*runs)
    return {"messages": messages}


async def _run(desk: Desk, thread: str, call: ToolCall, view: View | None) -> ToolMessage:
    name = call["name"]
    args = {
        key: value for key, value in call["args"].items() if value is not None or key == "active"
    }
    try:
        rows, warnings, complete = await _read_to_the_end(desk, name, args)
    except Failure as failure:
        return ToolMessage(
            compact_error(failure), tool_call_id=call["id"], name=name, status="error"
        )
    account = await desk.tools.account()
    rows = ordered(name, in_local_days(rows, account["timezone"]))
    aside = 0
    if view:
        rows, aside = view.rows(rows), view.count_aside(rows)
    title = describe_read(name, args)
    kind = "payments" if view and view.payments else name
    artifact = await asyncio.to_thread(
        desk.library.keep, thread, title=title, tool=kind, args=args, rows=rows
    )
    text = compact(
        name,
        args,
        rows,
        complete=complete,
        warnings=warnings,
        artifact=artifact,
        view=view,
        aside=aside,
    )
    return ToolMessage(text, tool_call_id=call["id"], name=name, artifact=artifact)


async def _read_to_the_end(
    desk: Desk, name: str, args: dict[str, Any]
) -> tuple[list[dict[str, Any]], list[str], bool]:
    """All rows, the warnings, and whether these are all rows.

    A model's own limit is not heeded: a count over a part would be a wrong count. A page that fails
    after others came leaves the result incomplete, and says so.
    """
    if name == "get_project_details":
        answer = await desk.tools.call(name, args)
        if answer.failure:
            raise answer.failure
        return [answer.content], [], True
    rows: list[dict[str, Any]] = []
    warnings: list[str] = []
    number = 0
    async for page in pages(desk.tools, name, args):
        number += 1
        if page.failure:
            if number == 1:
                raise page.failure
            return rows, [*warnings, f"Page {number} failed: {page.failure.message}"], False
        if number > _MOST_PAGES:
            return rows, [*warnings, f"Stopped after {len(rows)} rows; narrow the question."], False
        rows += page.rows
        warnings += [text for text in page.warnings if text not in warnings]
    return rows, warnings, True
