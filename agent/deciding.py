"""What one person sees of the cards of a conversation, and may decide about them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args

from langgraph.types import Command, StateSnapshot

from agent.conversation import PendingAction, pending_actions
from agent.desk import Desk
from agent.earlier import actions_of
from agent.four_eyes import turns_down
from agent.library import May
from agent.outcomes import Decisions, Outcome, decided_before, failed, outcome_of
from agent.runner import Runner, cut_off, waits
from agent.state import Decision, DecisionType, ProposedAction
from agent.steps import Progress, Step, Words
from tools_server.errors import Conflict, Failure, Forbidden

_READ_ONLY = Forbidden(
    "This conversation is shared with you to read.", hint="Its owner decides, or may change that."
)


def cards(desk: Desk, may: May | None, thread: str, state: StateSnapshot) -> list[PendingAction]:
    """The cards that this person sees; none while the run is not waiting for a person.

    Whoever may read the conversation sees them all. An approver also sees those of other people
    that their asker may not approve alone: as cards, and nothing else of the conversation.
    """
    if not waits(state):
        return []
    actions = actions_of(state.values)
    waiting = [action for action in actions if action["status"] == "waiting"]
    return [
        _seen(desk, may, card, actions)
        for card, action in zip(pending_actions(thread, waiting), waiting, strict=True)
        if may is not None or is_for_approvers(desk, action, actions)
    ]


def approved_and_cut_off(state: StateSnapshot) -> list[str]:
    """The ids of what was approved while no write of it has ended: the run was cut off, or goes on
    in another process right now."""
    if not cut_off(state):
        return []
    left = ("approved", "edited")
    return [action["id"] for action in actions_of(state.values) if action["status"] in left]


def is_for_approvers(desk: Desk, action: ProposedAction, actions: Sequence[ProposedAction]) -> bool:
    """Whether this is an approver, and the action needs somebody else than who asked for it."""
    return desk.person.approves and desk.standing(action, actions).needs_another


def refusal(
    desk: Desk,
    may: May | None,
    action: ProposedAction,
    actions: Sequence[ProposedAction],
    kind: DecisionType,
) -> Forbidden | None:
    """Why this person may not decide so about one of the ``actions`` of a request."""
    if may in (None, "read") and not is_for_approvers(desk, action, actions):
        return _READ_ONLY
    standing = desk.standing(action, actions)
    return standing.refusal(desk.person, kind, desk.settings.roles.approvers)


def refusal_of_words(desk: Desk, may: May | None, state: StateSnapshot) -> Forbidden | None:
    """Why this person may not answer the cards that wait by going on talking."""
    actions = actions_of(state.values)
    waiting = (action for action in actions if action["status"] == "waiting")
    refusals = (refusal(desk, may, action, actions, "respond") for action in waiting)
    return next(filter(None, refusals), None)


async def decide_in(
    desk: Desk,
    runner: Runner,
    may: May | None,
    thread: str,
    decisions: Sequence[Decision],
    done: Decisions,
    tell: Callable[[Step | Progress | Words], None],
) -> bool:
    """Apply decisions in one conversation, whose lock is held. Whether anything was run for them.

    What this person may not know of has the same outcome as what was never there. ``tell`` hears
    of each step, where the conversation is this person's to see.
    """
    decisions = await _known(desk, runner, may, thread, decisions, done)
    if not decisions:
        return False
    finished = await runner.finish(thread)
    state = await runner.state(thread)
    if finished:  # a crash had cut these off; now they have their outcomes
        done.outcomes |= _settled(state)
    accepted = await _accepted(desk, may, thread, state, decisions, done)
    if not accepted:
        return False
    try:
        async for event in runner.run(thread, Command(resume={"decisions": accepted})):
            if may is not None:
                tell(event)
    except Failure as failure:  # what was written before it has its outcome all the same
        done.failures.append(failure)
    state = await runner.state(thread)
    actions = {action["id"]: action for action in actions_of(state.values)}
    for decision in accepted:
        done.outcomes[decision["id"]] = outcome_of(actions[decision["id"]])
    return True


async def _known(
    desk: Desk,
    runner: Runner,
    may: May | None,
    thread: str,
    decisions: Sequence[Decision],
    done: Decisions,
) -> Sequence[Decision]:
    """The decisions about actions that this person may know of."""
    if may is not None:
        return decisions
    actions = actions_of((await runner.state(thread)).values)
    known = {action["id"] for action in actions if is_for_approvers(desk, action, actions)}
    strange = [decision["id"] for decision in decisions if decision["id"] not in known]
    done.outcomes |= {id: decided_before(id, []) for id in strange}
    return [decision for decision in decisions if decision["id"] in known]


async def _accepted(
    desk: Desk,
    may: May | None,
    thread: str,
    state: StateSnapshot,
    decisions: Sequence[Decision],
    done: Decisions,
) -> list[Decision]:
    """The decisions that can stand, in this person's name; of the others, the outcomes."""
    waiting = {card.id: card for card in cards(desk, may, thread, state)}
    actions = actions_of(state.values)
    down = {decision["id"] for decision in decisions if turns_down(decision)}
    left = [action for action in actions if action["id"] not in down]
    accepted: list[Decision] = []
    for decision in decisions:
        id = decision["id"]
        if id in done.outcomes:
            continue
        action = next((each for each in actions if each["id"] == id and id in waiting), None)
        forbidden = action and refusal(desk, may, action, left, decision["type"])
        wrong = (
            failed(id, "waiting", forbidden)
            if forbidden
            else await _problem(desk, waiting.get(id), decision)
        )
        if wrong:
            done.outcomes[id] = wrong
        else:
            accepted.append({**decision, "by": desk.person.name})
    return accepted


async def _problem(desk: Desk, card: PendingAction | None, decision: Decision) -> Outcome | None:
    """The outcome of a decision that cannot stand, whoever takes it; None where it can."""
    if card is None:
        id = decision["id"]
        entries = await asyncio.to_thread(desk.audit.entries, action=id)
        return decided_before(id, entries)
    if decision.get("digest", card.digest) != card.digest:
        stale = Conflict(
            "This card was changed after you saw it.", hint="Look at it again, then decide."
        )
        return failed(card.id, "waiting", stale)
    if decision["type"] != "edit":
        return None
    if card.unsettled:
        sent = Conflict(
            "It was sent as it is, and may have been written.",
            hint="Approve it to have it looked up, or reject it and look in Paymo.",
        )
        return failed(card.id, "waiting", sent)
    args = {**decision["edited_action"]["args"], "dry_run": True}
    answer = await desk.tools.call(card.tool, args)
    return failed(card.id, "waiting", answer.failure) if answer.failure else None


def _seen(
    desk: Desk, may: May | None, card: PendingAction, actions: Sequence[ProposedAction]
) -> PendingAction:
    (action,) = (action for action in actions if action["id"] == card.id)
    kinds: tuple[DecisionType, ...] = get_args(DecisionType)
    against: dict[DecisionType, Failure | None] = {
        kind: refusal(desk, may, action, actions, kind) for kind in kinds
    }
    no = against["approve"]
    return replace(
        card,
        asked_by=desk.standing(action, actions).asker.name,
        allowed=tuple(kind for kind in kinds if against[kind] is None),
        why_not=f"{no.message} {no.hint}" if no else "",
        readable=may is not None,
    )


def _settled(state: StateSnapshot) -> dict[str, Outcome]:
    """The outcomes of the turn's actions that wait no more."""
    actions = actions_of(state.values)
    return {a["id"]: outcome_of(a) for a in actions if a["status"] != "waiting"}
