"""Actions as an earlier version saved them: a conversation outlives the program that began it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from agent.state import ProposedAction
from tools_server.errors import Conflict

# An approval is bound to all that a card shows; one that never noted it cannot be approved.
UNBOUND = Conflict(
    "This card was made by an earlier version of Paymo Agent and cannot be approved any more."
    " Nothing was written.",
    hint="Ask for the action again; a new card will be shown.",
)
_NEWS = "This card was made by an earlier version and cannot be approved; ask for the action again."


def actions_of(state: Mapping[str, Any]) -> list[ProposedAction]:
    """The actions of a saved state, as this version has them. Whoever reads them asks here."""
    return [upgraded(action) for action in state.get("actions", [])]


def upgraded(action: Mapping[str, Any]) -> ProposedAction:
    """The action with the keys that came later.

    ``card`` is empty where it was never noted: such an action ends as expired once it is approved
    or edited.
    """
    unbound = not action.get("card")
    later = {"card": "", "news": [_NEWS] if unbound else [], "asked": 1}
    later |= {"unsettled": False, "checked": True, "asked_by": "", "report": "", "why": ""}
    return cast(ProposedAction, {**later, **action})
