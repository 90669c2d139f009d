"""approve: ask a person, once, about every action that waits. Nothing else happens here.

The node runs again from its first line when the answer comes, so all it does before is to note the
proposal in the audit log, which keeps one entry of the same event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from langchain_core.messages import AnyMessage, HumanMessage, ToolMessage
from langgraph.runtime import Runtime
from langgraph.types import interrupt

from agent.cards import waiting_again
from agent.compact import compact_write
from agent.desk import Desk
from agent.earlier import UNBOUND, actions_of
from agent.flows.running.binding import flow_call
from agent.four_eyes import turns_down
from agent.nodes.calls import given_up
from agent.nodes.write import write_result
from agent.state import AgentState, Decision, ProposedAction
from tools_server.errors import Forbidden, UnknownOutcome

_NOT_AGAIN = UnknownOutcome(
    "It was sent before and is not sent again; whether it arrived is not known.",
    hint="Look in Paymo for the record.",
).as_dict()

ALLOWED = ["approve", "edit", "reject", "respond"]


def approve(state: AgentState, runtime: Runtime[Desk]) -> dict[str, Any]:
    """Interrupt with the waiting actions and apply the decisions.

    The payload and the answer follow LangChain's human-in-the-loop schema. Decisions that carry an
    ``id`` may cover some of the actions; the others go on waiting. Without ids there must be one
    decision an action, in order.

    An answer with a ``message`` is a person who went on talking instead: its decisions close every
    action, and the message begins the next turn. Both are in one result of this node, so no crash
    keeps one of them and loses the other. ``flow`` then holds name and arguments of a flow,
    where the person started one.
    """
    desk = runtime.context
    before = actions_of(state)
    waiting = [action for action in before if action["status"] == "waiting"]
    for action in waiting:
        asker = desk.standing(action, before).asker.name
        _note(desk, "proposed", action, asker, {"args": action["args"]})
    answer = interrupt(_request(waiting))
    actions, messages = _decided(desk, before, _by_action(waiting, answer["decisions"]))
    if "message" in answer and not any(action["status"] == "waiting" for action in actions):
        messages += given_up([*state["messages"], *messages])
        # Providers want the results right behind their calls, so the message comes last.
        messages.append(HumanMessage(answer["message"]))
        if "flow" in answer:
            messages.append(flow_call(**answer["flow"]))
        by = answer.get("by", desk.person.name)
        return {"actions": [], "messages": messages, "asked_by": by}
    return {"actions": actions, "messages": messages}


def _decided(
    desk: Desk, before: Sequence[ProposedAction], decisions: Mapping[str, Decision]
) -> tuple[list[ProposedAction], list[AnyMessage]]:
    """The actions after the decisions, and the results of those that end without a write. What
    does not wait is decided no more, whoever says so.
    """
    kept = [each for each in before if not turns_down(decisions.get(each["id"]))]
    actions: list[ProposedAction] = []
    messages: list[AnyMessage] = []
    for action in before:
        decision = decisions.get(action["id"])
        if decision is None or action["status"] != "waiting":
            actions.append(action)
            continue
        approver = decision.get("by", desk.person.name)
        refusal = _refusal(desk, action, kept, decision, approver)
        if refusal:
            _note(desk, "refused", action, approver, refusal.as_dict())
            news = f"Not decided by {approver}: {refusal.message}"
            actions.append(waiting_again(action, [news], unsettled=action["unsettled"]))
            continue
        said = {k: v for k, v in decision.items() if k not in ("id", "digest")}
        _note(desk, "decided", action, approver, said)
        actions.append(_apply(action, decision, approver))
        if actions[-1]["status"] in ("expired", "unknown_outcome"):
            messages.append(write_result(actions[-1]))
        elif decision["type"] in ("reject", "respond"):
            messages.append(_without_a_write(actions[-1], decision))
    return actions, messages


def _refusal(
    desk: Desk,
    action: ProposedAction,
    actions: Sequence[ProposedAction],
    decision: Decision,
    approver: str,
) -> Forbidden | None:
    """Why the one who decided so may not; whoever let the decision through to here."""
    standing = desk.standing(action, actions)
    return standing.refusal(desk.named(approver), decision["type"], desk.settings.roles.approvers)


def _request(waiting: list[ProposedAction]) -> dict[str, Any]:
    requests = [
        {
            "name": action["tool"],
            "args": action["args"],
            "description": action["summary"],
            "id": action["id"],
            "digest": action["card"],
            "expires_at": action["expires_at"],
            "fields": action["fields"],
            "warnings": [*action["news"], *action["warnings"]],
        }
        for action in waiting
    ]
    tools = dict.fromkeys(action["tool"] for action in waiting)
    reviews = [{"action_name": tool, "allowed_decisions": ALLOWED} for tool in tools]
    return {"action_requests": requests, "review_configs": reviews}


def _by_action(waiting: list[ProposedAction], decisions: list[Decision]) -> dict[str, Decision]:
    if all("id" in decision for decision in decisions):
        return {decision["id"]: decision for decision in decisions}
    if len(decisions) != len(waiting):
        raise ValueError(f"{len(waiting)} actions wait, {len(decisions)} decisions came")
    return {action["id"]: decision for action, decision in zip(waiting, decisions, strict=True)}


def _apply(action: ProposedAction, decision: Decision, approver: str) -> ProposedAction:
    action = {**action, "news": [], "approver": approver}
    late = datetime.fromisoformat(action["expires_at"]) <= datetime.now(UTC)
    match decision["type"]:
        case "approve" if action["unsettled"]:
            # However late: the server settles what was sent, and sends nothing that is too late.
            return {**action, "status": "approved"}
        case "edit" | "reject" | "respond" if action["unsettled"]:
            return {**action, "status": "unknown_outcome", "outcome": {"error": _NOT_AGAIN}}
        case "approve" | "edit" if not action["card"]:
            return {**action, "status": "expired", "outcome": {"error": UNBOUND.as_dict()}}
        case "approve" | "edit" if late:
            return {**action, "status": "expired", "outcome": {}}
        case "approve" if not action["checked"]:
            return {**action, "status": "edited", "edit": action["args"]}
        case "approve":
            return {**action, "status": "approved"}
        case "edit":
            return {**action, "status": "edited", "edit": decision["edited_action"]["args"]}
        case "reject":
            return {**action, "status": "rejected"}
        case "respond":
            return {**action, "status": "responded"}


def _without_a_write(action: ProposedAction, decision: Decision) -> ToolMessage:
    text = compact_write(
        action["tool"],
        status=action["status"],
        summary=action["summary"],
        reason=decision.get("message"),
    )
    return ToolMessage(
        text,
        tool_call_id=action["tool_call_id"],
        name=action["tool"],
        artifact={"decided_by": action["approver"]},
    )


def _note(desk: Desk, event: Any, action: ProposedAction, actor: str, body: dict[str, Any]) -> None:
    asked_again = {"asked": action["asked"]} if action["asked"] > 1 else {}
    desk.audit.append(
        event,
        actor=actor,
        action=action["id"],
        digest=action["digest"],
        body={"tool": action["tool"], "summary": action["summary"], **asked_again, **body},
        once=True,
    )
