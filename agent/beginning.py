"""What a new message starts the graph with."""

from __future__ import annotations

from typing import Any

from langchain_core.messages import AnyMessage, HumanMessage
from langgraph.types import Command

from agent.deciding import cards, refusal_of_words
from agent.desk import Desk
from agent.earlier import actions_of
from agent.flows.running.binding import flow_call
from agent.library import May
from agent.nodes.calls import given_up
from agent.runner import Runner, waits
from agent.state import Decision
from tools_server.errors import ApprovalRequired, InvalidArgument

# What is said stays in every later checkpoint of the conversation.
LONGEST_REQUEST = 20_000  # characters


def check_length(text: str) -> None:
    """Raise `InvalidArgument` for a request that is too long to be kept and read."""
    if len(text) > LONGEST_REQUEST:
        raise InvalidArgument(
            f"The request has {len(text):,} characters; at most {LONGEST_REQUEST:,} are read.",
            hint="Say it in fewer words, or in several requests.",
        )


async def beginning(
    desk: Desk,
    runner: Runner,
    may: May | None,
    thread: str,
    text: str,
    flow: dict[str, Any] | None,
) -> dict[str, Any] | Command[Any]:
    """A turn, or an answer to the cards that wait; ``flow`` is a flow that is started with it.

    What was approved before a crash cut it off is finished first. Words never approve, and they
    leave alone what was sent already: only a person's look at the card settles that. Raises
    `ApprovalRequired` there, and `Forbidden` where a card is not this person's to decide about.
    """
    state = await runner.state(thread)
    decided = any(a["status"] in ("edited", "approved") for a in actions_of(state.values))
    if decided or waits(state):
        await runner.finish(thread)
        state = await runner.state(thread)
    waiting = cards(desk, may, thread, state)
    sent = sum(card.unsettled for card in waiting)
    if sent:
        raise ApprovalRequired(
            f"{sent} action{'s were' if sent > 1 else ' was'} sent and may have been written.",
            hint="Approve it to have it looked up, or reject it; then go on here.",
        )
    by = desk.person.name
    if not waits(state):
        call = [flow_call(**flow)] if flow else []
        stopped = given_up(state.values.get("messages", []))
        messages: list[AnyMessage] = [*stopped, HumanMessage(text), *call]
        return {"thread": thread, "messages": messages, "actions": [], "asked_by": by}
    forbidden = refusal_of_words(desk, may, state)
    if forbidden:
        raise forbidden
    said: Decision = {"type": "respond", "message": text, "by": by}
    decisions = [{**said, "id": card.id} for card in waiting]
    started = {"flow": flow} if flow else {}
    return Command(resume={"decisions": decisions, "message": text, "by": by, **started})
