"""What a report suggests: what waits for a decision, and what became of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from agent.conversation import PendingAction, ToolCallView
from agent.flows.report import Report
from agent.session import Failure
from ui import actions
from ui.bridge import Bridge
from ui.components import choices, plain
from ui.components.batch import counted
from ui.components.card import cards
from ui.components.outcome import outcome
from ui.components.press import press
from ui.components.progress import progress
from ui.components.suggested_rows import Names, fits
from ui.components.suggested_tasks import suggested_tasks
from ui.navigation import approvals_link
from ui.run import Batch

_LINES_SHOWN = 6
_DONE = ("created", "already_exists")


def suggestions(opened: Bridge, thread: str, id: str, report: Report, timezone: str) -> None:
    """The suggestions of the report with this id; while they are carried out, how far that is.

    Drawn in two places, in turns, so that what was drawn before goes at once.
    """
    run = opened.active(thread)
    if run:
        place = st.container()
        st.empty()
        with place:
            progress(run)
        st.rerun()
    st.empty()
    with st.container():
        _at_rest(opened, thread, id, report, timezone)


def _at_rest(opened: Bridge, thread: str, id: str, report: Report, timezone: str) -> None:
    left = len(report.proposals) - len(report.suggested)
    if left:
        plain.small(f"{left:,} more are not suggested yet: the notes above say how to have them.")
    _waited(opened, report)
    if report.proposals and not report.raised:
        return
    own = {each.id for each in report.raised}
    pending = opened.call(lambda session: session.pending(thread))
    waiting = [card for card in pending if card.id in own]
    problems(thread, waiting)
    if not pending and opened.call(lambda session: session.interrupted(thread)):
        plain.text("This was cut off: not all that was approved is written. Nothing happens twice.")
        press("Continue", "continue-writing", actions.resume, opened, thread)
        return
    decided = _decided(opened, thread, id)
    if waiting:
        count = len(waiting)
        plain.text(
            f"{count} suggested {'tasks wait' if count > 1 else 'task waits'} for your decision."
            " Tick what should be created, change what you like: nothing is written before you"
            " approve it."
        )
        waiting_cards(opened, thread, waiting, timezone)
    elif not opened.person.prepares:
        plain.text(
            "These are suggested. Somebody who prepares changes can run this and ask for them."
        )
        plain.lines(f"{each.args.get('name', each.tool)}: {each.why}" for each in report.suggested)
    elif not decided:
        plain.small("Nothing waits for a decision here: a later run has taken its place.")
    _lines(decided, id)


def _waited(opened: Bridge, report: Report) -> None:
    """What waited already when the report was made, and what still does."""
    if not report.waited:
        return
    waiting = {card.id for card in opened.call(lambda session: session.pending())}
    known = [each for each in report.waited if _readable(opened, each.id)]
    still = [each for each in known if each.id in waiting]
    settled, unknown = len(known) - len(still), len(report.waited) - len(known)
    with st.container(border=True, gap="xsmall"):
        if still:
            count, many = len(still), len(still) > 1
            st.markdown(
                f":material/pending_actions: **{count} already"
                f" {'wait' if many else 'waits'} for your decision**"
            )
            plain.small(
                f"An earlier run suggested {'them' if many else 'it'}, so there is no second card."
                f" Decide about {'them' if many else 'it'} among all that waits."
            )
            with st.expander("Which ones", key="waited", type="compact"):
                plain.lines(str(each.args.get("name", each.tool)) for each in still)
            approvals_link("Open the approvals")
        if settled:
            plain.small(
                f"{settled} that waited when this was made {'wait' if settled > 1 else 'waits'} no"
                " more: decided, or replaced by a later run. Run this again to see what is left."
            )
        if unknown:
            plain.small(f"{unknown} waited already when this was made, in other conversations.")


def _readable(opened: Bridge, card: str) -> bool:
    thread = card.rpartition("-")[0]
    return opened.call(lambda session: session.may(thread)) is not None


def waiting_cards(
    opened: Bridge,
    thread: str,
    waiting: Sequence[PendingAction],
    timezone: str,
) -> None:
    """Cards that wait: one table where they are suggestions of a flow, and alike; else each for
    itself."""
    decide = partial(actions.decide, opened, waiting)
    names = names_to_choose(opened) if fits(waiting) else None
    if names:
        suggested_tasks(waiting, key=thread, names=names, decide=decide)
        return
    cards(
        waiting,
        timezone=timezone,
        schema=lambda tool: opened.call(lambda session: session.schema(tool)),
        decide=decide,
    )


def problems(thread: str, waiting: Sequence[PendingAction]) -> None:
    """How far decisions of this page came, and why some of them changed nothing."""
    own = actions.ended(thread)
    if own is None:
        return
    if isinstance(own, Batch) and len(own.actions) > 1 and own.waiting:
        plain.text(f"{counted(own)}.")
    in_doubt = any(card.unsettled and card.id in own.cards for card in waiting)
    title = "Not confirmed" if in_doubt else "Not done"
    for undone in own.undone():
        plain.failure(undone, f":orange[:material/info:] **{title}**")
    if own.failure:
        plain.failure(own.failure)


def names_to_choose(opened: Bridge) -> Names | None:
    """The people and projects to choose from; None where Paymo cannot be asked for them."""
    read = choices.reader(opened)
    try:
        return Names(people=choices.people(read), projects=choices.projects(read))
    except Failure:
        return None


def _decided(opened: Bridge, thread: str, id: str) -> list[ToolCallView]:
    """The calls that came of this report and are settled; not those that a later run replaced."""
    try:
        turns = opened.call(lambda session: session.history(thread))
    except Failure:
        return []
    calls = [call for turn in turns if id in turn.reports for call in turn.calls]
    return [call for call in calls if call.decided_by and call.result.get("status") != "responded"]


def _lines(decided: Sequence[ToolCallView], id: str) -> None:
    if not decided:
        return
    done = sum(call.result.get("status") in _DONE for call in decided)
    plain.heading(f"{len(decided)} decided, {done} created", level=3)
    for call in decided[-_LINES_SHOWN:]:
        outcome(call)
    earlier = decided[:-_LINES_SHOWN]
    if earlier:
        with st.expander(f"{len(earlier)} more", key=f"decided-{id}", type="compact"):
            for call in earlier:
                outcome(call)
