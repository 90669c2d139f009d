"""New tasks that wait for a decision already, so that no second card is raised for one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from agent.desk import Desk
from agent.earlier import actions_of
from agent.flows.figures.naming import folded
from agent.flows.report import Proposal, Report, Row
from agent.state import AgentState, ProposedAction

_TOOL = "create_task"


async def tasks_that_wait(desk: Desk, state: AgentState) -> list[Row]:
    """``id`` of the card, ``name`` and ``project_id``: those of this turn, and those of the
    person's other conversations where this one is the person's own.

    In a conversation of somebody else nothing is said of one's own, since its owner reads along;
    and cards of others are never looked at. What is too late to be approved does not count.
    """
    actions = actions_of(state)
    for thread in await _own_others(desk, state):
        actions += actions_of(await desk.look(thread) if desk.look else {})
    return [_row(action["id"], action["args"]) for action in actions if _waits(action)]


def with_cards(report: Report, thread: str, waiting: Sequence[Row]) -> Report:
    """The report with the id of its card for each proposal: a new one, which is its idempotency
    key, too, or that of the card that waits for the same already.

    Asked once more it changes what has changed since: what waited may wait no more, and is raised
    here then, and what was raised here may wait by now in another conversation.
    """
    ids = {row["id"] for row in waiting}
    twins = {_identity(row): row["id"] for row in waiting}
    proposals = [_with_card(each, thread, ids, twins) for each in report.proposals]
    return report.model_copy(update={"proposals": proposals})


def raised_by(report: Report) -> list[Row]:
    """The new tasks for which this report raises a card, as `tasks_that_wait` has them."""
    tasks = (each for each in report.raised if each.tool == _TOOL)
    return [_row(each.id, each.args) for each in tasks]


def _with_card(
    proposal: Proposal, thread: str, ids: Iterable[str], twins: Mapping[tuple[str, int], str]
) -> Proposal:
    if proposal.card == "before" and proposal.id in ids:
        return proposal
    task = proposal.tool == _TOOL
    twin = twins.get(_identity(proposal.args), proposal.id) if task else proposal.id
    if twin != proposal.id:
        return proposal.model_copy(update={"id": twin, "card": "before"})
    if proposal.card == "none" or (proposal.card == "here" and proposal.id):
        return proposal
    own = f"{thread}-{token_hex(4)}"
    return proposal.model_copy(update={"id": own, "card": "here"})


async def _own_others(desk: Desk, state: AgentState) -> list[str]:
    mine, here = desk.asker(state).name, state["thread"]
    info = await asyncio.to_thread(desk.library.thread, here)
    if info is None or info.owner != mine:
        return []
    listed = await asyncio.to_thread(desk.library.threads, only_open=True)
    return [info.id for info in listed if info.owner == mine and info.id != here]


def _waits(action: ProposedAction) -> bool:
    if action["tool"] != _TOOL:
        return False
    if action["status"] in ("approved", "edited") or action["unsettled"]:
        return action["status"] in ("approved", "edited", "waiting")
    in_time = datetime.fromisoformat(action["expires_at"]) > datetime.now(UTC)
    return action["status"] == "waiting" and in_time


def _row(id: str, args: Mapping[str, Any]) -> Row:
    return {"id": id, "name": str(args["name"]), "project_id": args["project_id"]}


def _identity(task: Mapping[str, Any]) -> tuple[str, int]:
    return folded(str(task["name"])), task["project_id"]
