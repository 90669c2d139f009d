"""The nouns of the graph. All plain data: no live objects, no secrets, no tables of rows."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired, TypedDict

from langchain_core.messages import AnyMessage
from langgraph.graph.message import add_messages

DecisionType = Literal["approve", "edit", "reject", "respond"]

# waiting: a card is shown. edited: approved with changes that check has not seen yet.
# approved: write may run it. Everything else is final.
ActionStatus = Literal[
    "waiting",
    "edited",
    "approved",
    "created",
    "already_exists",
    "rejected",
    "responded",
    "refused",
    "unknown_outcome",
    "expired",
]


# On an answer that a flow gave, and not a model.
BY_FLOW = "by_flow"


class Decision(TypedDict):
    """What a person decided about one action, in the terms of LangChain's human-in-the-loop schema.

    ``digest`` is the action's as the person saw it: a card that was changed since is not decided.
    """

    type: DecisionType
    id: NotRequired[str]
    digest: NotRequired[str]
    edited_action: NotRequired[dict[str, Any]]
    message: NotRequired[str]
    by: NotRequired[str]


class ProposedAction(TypedDict):
    """A checked write on its way to a person and, if approved, to Paymo.

    ``args`` are canonical and are what ``digest`` covers; ``fields`` is how the card shows them,
    and ``card`` is the digest of all it shows. ``asked`` counts how often it was shown, ``news``
    says why once more. ``unsettled``: it was sent, and could not be looked up yet. ``checked``: the
    server has looked at it; what a flow proposed is checked once it is approved. ``edit``
    holds changed arguments from the approval until check has seen them.
    ``asked_by`` is whose request it is: who said it, or who changed what it says. ``report`` is the
    kept report of the flow that suggested it, and ``why`` its reason; both are empty for what a
    person asked for.
    """

    id: str
    tool_call_id: str
    tool: str
    args: dict[str, Any]
    digest: str
    summary: str
    fields: list[dict[str, Any]]
    warnings: list[str]
    card: str
    news: list[str]
    asked: int
    unsettled: bool
    checked: bool
    account: str
    proposed_at: str
    expires_at: str
    status: ActionStatus
    edit: dict[str, Any] | None
    approver: str | None
    asked_by: str
    report: str
    why: str
    outcome: dict[str, Any] | None


class AgentState(TypedDict):
    """One conversation. ``actions`` holds the writes of the current turn, ``asked_by`` is who said
    what the turn answers.
    """

    thread: str
    messages: Annotated[list[AnyMessage], add_messages]
    actions: list[ProposedAction]
    asked_by: NotRequired[str]
