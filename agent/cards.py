"""How a card that was shown before is shown again, and what it says has changed."""

from __future__ import annotations

from typing import Any

from agent.state import ProposedAction
from tools_server.governance.approvals import card_digest, digest

_ABSENT: dict[str, Any] = {"value": None, "shown": "none"}


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
        "checked": True,
    }


def differences(
    action: ProposedAction, proposal: dict[str, Any], edit: dict[str, Any] | None = None
) -> list[str]:
    """What the person has not seen: rows that read otherwise than on the card, other warnings.

    A plain value that the person typed into the ``edit`` is no news. The name behind an id is,
    typed or not: nobody sees from 302 that it is the right task. So is what follows from that id.
    """
    typed = _typed(action["args"], action["args"] if edit is None else edit)
    cleared = {field for field in typed if (edit or {}).get(field) is None}
    before = {row["label"]: row for row in action["fields"]}
    chosen: list[str] = []
    following: list[str] = []
    told: list[str] = []
    for row in proposal["fields"]:
        old = before.get(row["label"], _ABSENT)
        other = row["value"] != old["value"]
        if not typed or not other:
            told += [_changed(row, old)] if row["shown"] != old["shown"] else []
        elif _is_reference(row):
            (chosen if row["field"] in typed - cleared else following).append(_now(row))
        elif row["field"] not in typed and isinstance(row["value"], str):  # a name, no figure
            following.append(_now(row))
    own = [("You chose", chosen), ("With your change", following)]
    news = [f"{why}: {', '.join(rows)}." for why, rows in own if rows]
    new = [text for text in proposal["warnings"] if text not in action["warnings"]]
    return [*news, *told, *(f"New: {text}" for text in new)]


def _typed(args: dict[str, Any], edit: dict[str, Any]) -> set[str]:
    """The arguments that an edit changes, or takes away."""
    return {field for field in args | edit if args.get(field) != edit.get(field)}


def _is_reference(row: dict[str, Any]) -> bool:
    return str(row["field"]).endswith(("_id", "_ids"))


def _now(row: dict[str, Any]) -> str:
    return f"{row['label']} is now “{row['shown']}”"


def _changed(row: dict[str, Any], old: dict[str, Any]) -> str:
    return f"Changed in Paymo: {row['label']} was “{old['shown']}” and is now “{row['shown']}”."
