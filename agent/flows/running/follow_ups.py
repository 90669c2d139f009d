"""Proposals of a report as actions that wait for a person.

They are cards like all others, with one difference: the server checks them when they are approved,
and not before (decision 15). Thirty dry runs would cost Paymo a hundred requests, for follow-ups of
which a person may want three. What the check then says otherwise than the card is shown first.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from agent.desk import Desk
from agent.flows.report import Proposal
from agent.state import ProposedAction
from tools_server.governance.approvals import card_digest, digest

# The argument behind each line of a card of `create_task`.
_FIELDS = {
    "Task": "name",
    "Project": "project_id",
    "Client": "client",
    "Task list": "tasklist_id",
    "Assigned to": "user_ids",
    "Description": "description",
    "Due": "due_date",
    "Budget": "budget_minutes",
    "Priority": "priority",
    "Billable": "billable",
}


def action_of(
    proposal: Proposal, desk: Desk, account: str, *, asked_by: str, report: str
) -> ProposedAction:
    """The waiting action of a proposal, not ``checked``: its approval asks the server first."""
    now = datetime.now(UTC)
    card: dict[str, Any] = {
        "tool": proposal.tool,
        "args": proposal.args,
        "summary": f"Create task “{proposal.args['name']}” in {proposal.shown['Project']}",
        "fields": [_row(proposal, label, text) for label, text in proposal.shown.items()],
        "warnings": [],
    }
    return ProposedAction(
        id=proposal.id,
        tool_call_id=proposal.id,
        tool=proposal.tool,
        args=proposal.args,
        digest=digest(proposal.tool, proposal.args),
        summary=card["summary"],
        fields=card["fields"],
        warnings=[],
        card=card_digest(card),
        news=[],
        asked=1,
        unsettled=False,
        checked=False,
        account=account,
        proposed_at=now.isoformat(timespec="seconds"),
        expires_at=(now + desk.approval_time).isoformat(timespec="seconds"),
        status="waiting",
        edit=None,
        approver=None,
        asked_by=asked_by,
        report=report,
        why=proposal.why,
        outcome=None,
    )


def _row(proposal: Proposal, label: str, text: str) -> dict[str, Any]:
    field = _FIELDS[label]
    value = text if field == "client" else proposal.args.get(field)
    return {"field": field, "label": label, "value": value, "shown": text}
