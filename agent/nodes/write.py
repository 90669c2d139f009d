"""write: carry out one approved action, through the tool, with the approval's signature."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from langchain_core.messages import ToolMessage
from langgraph.runtime import Runtime

from agent.cards import differences, waiting_again, with_proposal
from agent.compact import compact_write
from agent.desk import Desk
from agent.earlier import actions_of
from agent.state import ActionStatus, AgentState, ProposedAction
from agent.steps import step
from tools_server.errors import ApprovalInvalid, Conflict, Failure, UnknownOutcome
from tools_server.governance.approvals import APPROVAL_META, THREAD_META, Approval, digest

_SETTLED_TOO_LATE = Conflict(
    "It was looked up in Paymo: what was sent did not arrive, and by now the approval has expired."
    " Nothing was written.",
    hint="Ask for the action again.",
)


async def write(state: AgentState, runtime: Runtime[Desk]) -> dict[str, Any]:
    """Execute the first approved action; the graph comes back for the next.

    An action that Paymo could not take now, or that is not what the person saw any more, waits
    again: approving it once more is safe, because the server settles first what was cut off.

    A crash runs this node again from its start. The key is the action's id, so the server then
    answers with what the first run wrote.
    """
    before = actions_of(state)
    action = next(action for action in before if action["status"] == "approved")
    runtime.stream_writer(step(action["tool"], action["summary"]))
    done = await _carry_out(runtime.context, state["thread"], action)
    actions = [done if each["id"] == action["id"] else each for each in before]
    messages = [] if done["status"] == "waiting" else [write_result(done)]
    return {"actions": actions, "messages": messages}


async def _carry_out(desk: Desk, thread: str, action: ProposedAction) -> ProposedAction:
    if not action["approver"] or digest(action["tool"], action["args"]) != action["digest"]:
        # The router is no lock: what reaches this node without its approval is refused here.
        refusal = ApprovalInvalid(
            "This action is not the one that was approved.", hint="Ask for the action again."
        )
        return _ended(action, "refused", {"error": refusal.as_dict()})
    approval = Approval(
        tool=action["tool"],
        digest=action["digest"],
        card=action["card"],
        key=action["id"],
        thread=thread,
        approver=action["approver"],
        account=action["account"],
        expires_at=datetime.fromisoformat(action["expires_at"]),
    )
    meta = {APPROVAL_META: desk.signer.sign(approval), THREAD_META: thread}
    answer = await desk.tools.call(action["tool"], action["args"], meta=meta)
    if answer.failure is None:
        return _ended(action, answer.content["status"], answer.content)
    if "recorded" in answer.content:  # an earlier run of this node wrote it
        return _ended(action, "created", {"record": answer.content["recorded"]})
    if "proposal" in answer.content:  # Paymo is not as it was on the card
        proposal = answer.content["proposal"]
        news = differences(action, proposal) or ["Something in Paymo changed since you approved."]
        return waiting_again(with_proposal(action, proposal), news)
    if answer.failure.retryable or "unsettled" in answer.content:
        failure = answer.failure
        # What may have arrived stays in doubt until the server has looked it up.
        unsettled = action["unsettled"] or "unsettled" in answer.content
        so_far = "not confirmed" if unsettled else "not done"
        reason = f"Approved by {action['approver']}, {so_far}: {failure.message} {failure.hint}"
        return waiting_again(action, [reason], unsettled=unsettled)
    return _failed(action, answer.failure)


def _failed(action: ProposedAction, failure: Failure) -> ProposedAction:
    invalid = isinstance(failure, ApprovalInvalid)
    if invalid and action["unsettled"] and "expired" in failure.message:
        # The server settles first: what had arrived would have been its answer.
        return _ended(action, "expired", {"error": _SETTLED_TOO_LATE.as_dict()})
    # Not refused: it may have been written, and a person must look. Any other approval that does
    # not fit is turned away before the server has looked.
    unknown = isinstance(failure, UnknownOutcome) or (invalid and action["unsettled"])
    status: ActionStatus = "unknown_outcome" if unknown else "refused"
    return _ended(action, status, {"error": failure.as_dict()})


def _ended(action: ProposedAction, status: ActionStatus, outcome: dict[str, Any]) -> ProposedAction:
    return {**action, "status": status, "outcome": outcome}


def write_result(action: ProposedAction) -> ToolMessage:
    outcome = action["outcome"] or {}
    text = compact_write(
        action["tool"],
        status=action["status"],
        summary=action["summary"],
        record=outcome.get("record"),
        reason=" ".join(outcome.get("warnings", [])) or None,
        error=outcome.get("error"),
    )
    status = "success" if action["status"] in ("created", "already_exists") else "error"
    return ToolMessage(
        text,
        tool_call_id=action["tool_call_id"],
        name=action["tool"],
        status=status,
        artifact={"decided_by": action["approver"]},
    )
