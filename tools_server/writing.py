"""Runs a write tool: whose approval it goes by, and what its caller is answered.

Consent comes in three ways. Our own gate signed it (the token in the call's `_meta`). Or the person
behind another client is asked through MCP elicitation, if the caller may approve. Or the server was
started for unattended writes. Without any of them nothing is written.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from mcp.server.session import ServerSession
from mcp.shared.exceptions import McpError
from pydantic import BaseModel

from tools_server.governance.approvals import APPROVAL_META, THREAD_META, Approval
from tools_server.governance.gate import Gate
from tools_server.governance.plan import WritePlan
from tools_server.governance.tokens import Caller
from tools_server.governance.visible import one_line, visible
from tools_server.tools.context import ToolContext
from tools_server.tools.registry import WriteTool
from tools_server.tools.writes import Proposal, WriteResult

UNATTENDED = "unattended"

_DO_NOT_INSIST = "Do not call it again for this; ask the person what they want instead."

AnyWriteTool: TypeAlias = WriteTool[Any, Any]

_QUESTION = {
    "type": "object",
    "properties": {
        "approve": {
            "type": "boolean",
            "title": "Write this to Paymo?",
            "description": "Yes writes exactly what is shown, once.",
            "default": False,
        },
        "reason": {"type": "string", "title": "If not, why?"},
    },
    "required": ["approve"],
}


class Writer:
    """Plans, asks where it must, and lets the gate carry out."""

    def __init__(self, context: ToolContext, gate: Gate, *, unattended: bool = False) -> None:
        self._context = context
        self._gate = gate
        self._unattended = unattended

    async def run(
        self,
        tool: AnyWriteTool,
        args: Any,
        *,
        meta: dict[str, Any],
        caller: Caller,
        session: ServerSession,
        request_id: str | int,
    ) -> BaseModel:
        """The preview of a dry run, the record there is already, or the record that was created.

        Raises `Unapproved` without anybody's consent, `CardChanged` where Paymo changed after the
        person was asked, and what else `Gate` refuses with.
        """
        if args.dry_run:
            return _unsent(await tool.plan(self._context, args))
        if APPROVAL_META in meta:
            approval = await self._gate.verified(
                tool.name,
                args.model_dump(mode="json", exclude_unset=True),
                meta[APPROVAL_META],
                thread=str(meta.get(THREAD_META) or ""),
                caller=caller,
            )
        else:
            plan = await tool.plan(self._context, args)
            if plan.existing is not None:
                return _unsent(plan)
            approval = await self._consent(plan, caller, session, request_id)
        async with self._gate.turn(approval):
            # Planned inside the turn: what is checked here is what Paymo is like now.
            plan = await tool.plan(self._context, args)
            await self._gate.check(plan, approval)
            if plan.existing is not None:
                await self._gate.needless(plan, approval)
                return _unsent(plan)
            record = await self._gate.carry_out(plan, approval, caller=caller)
        return WriteResult(status="created", record=record, warnings=plan.deviations(record))

    async def _consent(
        self, plan: WritePlan, caller: Caller, session: ServerSession, request_id: str | int
    ) -> Approval:
        """The approval of whoever may give it for this caller. Raises `Unapproved` without one."""
        if self._unattended:
            key = await self._gate.proposed(plan, caller)
            await self._gate.decided(plan, key, "approve", by=UNATTENDED, by_server_flag=True)
            return self._gate.approval_of(plan, key, caller=caller, approver=UNATTENDED)
        if caller.role != "approver" or not _can_ask(session):
            raise await self._gate.unapproved(plan, caller)
        key = await self._gate.proposed(plan, caller)
        try:
            answer = await session.elicit_form(card_text(plan), _QUESTION, request_id)
        except McpError as failed:
            reason = " The person could not be asked through this client."
            raise await self._gate.unapproved(plan, caller, reason) from failed
        content = answer.content or {}
        said = {"message": str(content["reason"])} if content.get("reason") else {}
        if answer.action != "accept" or content.get("approve") is not True:
            await self._gate.decided(plan, key, "reject", by=caller.actor, **said)
            why = f" They said: {said['message']}." if said else ""
            reason = f" The person who was asked did not approve.{why}"
            raise await self._gate.unapproved(plan, caller, reason, _DO_NOT_INSIST)
        await self._gate.decided(plan, key, "approve", by=caller.actor, **said)
        return self._gate.approval_of(plan, key, caller=caller, approver=caller.actor)


def card_text(plan: WritePlan) -> str:
    """The card as lines of text: summary, every row, every warning.

    What hides is spelled out, and a value of several lines stands behind a margin, so that nothing
    that was typed looks like a row of ours.
    """
    rows = [f"{row.label}: {_behind_margin(visible(row.shown))}" for row in plan.fields]
    warnings = [f"Warning: {one_line(text)}" for text in plan.warnings]
    return "\n".join([one_line(plan.summary), *rows, *warnings])


def _behind_margin(text: str) -> str:
    lines = text.split("\n")
    return text if len(lines) == 1 else "".join(f"\n    | {line}" for line in lines)


def _unsent(plan: WritePlan) -> BaseModel:
    if plan.existing is not None:
        return WriteResult(status="already_exists", record=plan.existing, warnings=plan.warnings)
    return WriteResult(status="preview", proposal=Proposal.of(plan), warnings=plan.warnings)


def _can_ask(session: ServerSession) -> bool:
    """Whether the client shows forms; one that names no kind at all does."""
    client = session.client_params
    ability = client.capabilities.elicitation if client else None
    return ability is not None and (ability.form is not None or ability.url is None)
