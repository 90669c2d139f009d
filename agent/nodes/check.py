"""check: turn write calls into proposals, through the server's own dry run. Writes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from langchain_core.messages import ToolCall, ToolMessage
from langgraph.runtime import Runtime

from agent.cards import differences, waiting_again, with_proposal
from agent.compact import compact_write
from agent.desk import Desk
from agent.earlier import actions_of
from agent.nodes.calls import open_writes
from agent.nodes.twins import told_before, twin_of
from agent.state import AgentState, ProposedAction
from agent.steps import step
from agent.tools import ToolAnswer
from tools_server.errors import Forbidden
from tools_server.governance.approvals import card_digest, digest

_NOT_FOR_VIEWERS = Forbidden(
    "You may look at everything here and change nothing: your role is that of a viewer.",
    hint="Ask a preparer or an approver to have it done.",
)


async def check(state: AgentState, runtime: Runtime[Desk]) -> dict[str, Any]:
    """Propose what can be right; answer what cannot be with the reason. May run twice."""
    desk = runtime.context
    actions: list[ProposedAction] = []
    messages: list[ToolMessage] = []
    for action in actions_of(state):
        if action["status"] == "edited":
            action = await _check_again(desk, action, actions_of(state))
            if action["status"] == "already_exists":
                messages.append(_nothing_to_do(action))
        actions.append(action)
    may_ask = desk.asker(state).prepares
    for call in open_writes(state):
        if not may_ask:
            messages.append(_settled(call, ToolAnswer({}, _NOT_FOR_VIEWERS)))
            continue
        runtime.stream_writer(step(call["name"], "Checking before asking you"))
        answer = await _dry_run(desk, call["name"], call["args"])
        if answer.failure or answer.content["status"] != "preview":
            messages.append(_settled(call, answer))
            continue
        proposal = answer.content["proposal"]
        twin = twin_of(actions, call["name"], proposal)
        if twin:
            messages.append(told_before(call, twin))
        else:
            actions.append(await _propose(desk, state, call, proposal))
    return {"actions": actions, "messages": messages}


async def _dry_run(desk: Desk, tool: str, args: dict[str, Any]) -> ToolAnswer:
    return await desk.tools.call(tool, {**args, "dry_run": True})


def _settled(call: ToolCall, answer: ToolAnswer) -> ToolMessage:
    """The result of a call that needs no decision: refused, or the record is there already."""
    failure = answer.failure
    text = compact_write(
        call["name"],
        status="refused" if failure else answer.content["status"],
        record=answer.content.get("record"),
        error=failure.as_dict() if failure else None,
    )
    status = "error" if failure else "success"
    return ToolMessage(text, tool_call_id=call["id"], name=call["name"], status=status)


async def _propose(
    desk: Desk, state: AgentState, call: ToolCall, proposal: dict[str, Any]
) -> ProposedAction:
    account = await desk.tools.account()
    now = datetime.now(UTC)
    return ProposedAction(
        # Drawn once: if this node runs again, nobody has seen the first id. It is also the
        # idempotency key, so nothing that may come again, such as a call's id, is part of it.
        id=f"{state['thread']}-{token_hex(4)}",
        tool_call_id=str(call["id"]),
        tool=call["name"],
        args=proposal["args"],
        digest=digest(call["name"], proposal["args"]),
        summary=proposal["summary"],
        fields=proposal["fields"],
        warnings=proposal["warnings"],
        card=card_digest(proposal),
        news=[],
        asked=1,
        unsettled=False,
        checked=True,
        account=account["fingerprint"],
        proposed_at=now.isoformat(timespec="seconds"),
        expires_at=(now + desk.approval_time).isoformat(timespec="seconds"),
        status="waiting",
        edit=None,
        approver=None,
        asked_by=desk.asker(state).name,
        report="",
        why="",
        outcome=None,
    )


def _nothing_to_do(action: ProposedAction) -> ToolMessage:
    record = (action["outcome"] or {})["record"]
    text = compact_write(action["tool"], status="already_exists", record=record)
    return ToolMessage(text, tool_call_id=action["tool_call_id"], name=action["tool"])


async def _check_again(
    desk: Desk, action: ProposedAction, actions: Sequence[ProposedAction]
) -> ProposedAction:
    """An edited action, checked as if it were new.

    It is approved as edited, unless the check says something the person has not seen: then its
    card waits again, with the warning or the reason on it. So it does where the one who edited it
    may not approve it alone; it is that person's request from now on.
    """
    edit, action = action["edit"] or {}, {**action, "edit": None}
    answer = await _dry_run(desk, action["tool"], edit)
    if answer.failure:
        undone = "Not changed" if action["checked"] else "Not done"
        reason = f"{undone}: {answer.failure.message} {answer.failure.hint}"
        return waiting_again(action, [reason])
    if answer.content["status"] != "preview":
        return {**action, "status": "already_exists", "outcome": answer.content}
    proposal = answer.content["proposal"]
    news = differences(action, proposal, edit)
    checked = with_proposal(action, proposal)
    approver, changed = action["approver"] or "", edit != action["args"]
    own = ProposedAction({**checked, "asked_by": approver if changed else action["asked_by"]})
    others = [own if each["id"] == action["id"] else each for each in actions]
    refusal = desk.standing(own, others).refusal(
        desk.named(approver), "approve", desk.settings.roles.approvers
    )
    if refusal:
        why = f"Changed by {approver}; somebody else approves it." if changed else refusal.message
        return waiting_again(own, [why, *news])
    if news:
        return waiting_again(checked, news)
    if digest(action["tool"], edit) != checked["digest"]:
        await asyncio.to_thread(_note_approval, desk, checked)
    return {**checked, "status": "approved"}


def _note_approval(desk: Desk, action: ProposedAction) -> None:
    """The edit in its canonical form: what is sent is found approved, digest by digest."""
    desk.audit.append(
        "decided",
        actor=action["approver"] or "",
        action=action["id"],
        digest=action["digest"],
        body={
            "tool": action["tool"],
            "summary": action["summary"],
            "type": "approve",
            "args": action["args"],
            "of": "edit",
            **({"asked": action["asked"]} if action["asked"] > 1 else {}),
        },
        once=True,
    )
