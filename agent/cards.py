"""How a card that was shown before is shown again, and what it says has changed."""

from __future__ import annotations

from typing import Any

from agent.state import ProposedAction
from tools_server.governance.approvals import card_digest, digest


def waiting_again(
    action: ProposedAction, news: list[str], *, unsettled: bool = False
) -> ProposedAction:
    """The action back on its card, which says why a person is asked once more."""
    return {
        **action,
        "status": "waiting",
        "approver": None,
        "news": news,
        "asked": action["asked"] + 1,
        "unsettled": unsettled,
    }


def with_proposal(action: ProposedAction, proposal: dict[str, Any]) -> ProposedAction:
    """The action with everything that a new check by the server says of it."""
    return {
        **action,
        "args": proposal["args"],
        "digest": digest(action["tool"], proposal["args"]),
        "summary": proposal["summary"],
        "fields": proposal["fields"],
        "warnings": proposal["warnings"],
        "card": card_digest(proposal),
    }


def differences(action: ProposedAction, proposal: dict[str, Any]) -> list[str]:
    """What the person has not seen: values shown otherwise than on the card, other warnings.

    A row whose value the person changed is no news; one that reads differently for the same value
    is, a task that was renamed for instance.
    """
    before = {row["label"]: row for row in action["fields"]}
    now = {row["label"]: row for row in proposal["fields"]}
    told = [
        f"Changed in Paymo: {label} was “{before[label]['shown']}” and is now"
        f" “{now[label]['shown']}”."
        for label in before.keys() & now.keys()
        if before[label]["value"] == now[label]["value"]
        and before[label]["shown"] != now[label]["shown"]
    ]
    new = [text for text in proposal["warnings"] if text not in action["warnings"]]
    return sorted(told) + [f"New: {text}" for text in new]
