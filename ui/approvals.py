"""The approvals page: everything that waits in any conversation, and what was decided before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from agent.conversation import PendingAction
from agent.library import ThreadInfo
from agent.state import Decision
from ui import actions
from ui.account import opened_or_said, timezone, title
from ui.bridge import Bridge
from ui.components import plain
from ui.components.batch import batch_progress, batch_results
from ui.components.card import approval, card, kind, rejection, tick_name, ticked
from ui.components.history import history
from ui.components.moments import away, moment
from ui.components.press import press
from ui.components.suggested_part import suggested_part, tick_all
from ui.components.suggested_rows import Ticked, fits
from ui.components.suggestions import names_to_choose
from ui.navigation import chat_link, conversation_link
from ui.run import Batch

Entry = list[PendingAction]
"""What stands together: a card, or the suggestions of one report."""

_SHOWN = 20
_ALL = "All"


def page() -> None:
    """Draw what waits, with its filters and ticks; below it what was decided."""
    title(
        "Approvals",
        "What waits for a decision in any conversation. Nothing is written before that.",
    )
    opened = opened_or_said()
    if opened is None:
        return
    _batch()
    zone = timezone(opened)
    waiting = sorted(opened.call(lambda session: session.pending()), key=_place)
    if waiting:
        _waiting(opened, waiting, zone)
    else:
        _nothing_waits()
    _cut_off(opened)
    history(opened.call(lambda session: session.past_decisions()), zone)


def _batch() -> None:
    """What is being decided, then what came of it: at the lower edge, where it is always seen."""
    batch: Batch | None = st.session_state.get("batch")
    if batch is None:
        return
    with st.bottom:
        if not batch.done:
            batch_progress(batch)
            st.rerun()
        batch_results(batch, _forget)


def _place(action: PendingAction) -> tuple[str, str]:
    """Where a card stands: new ones come last, and those of one second keep their order."""
    return action.proposed_at, action.thread_id


def _cut_off(opened: Bridge) -> None:
    """Says what a crash left approved and unwritten, and where it goes on."""
    left = opened.call(lambda session: session.unwritten())
    if not left:
        return
    with st.container(border=True):
        plain.text(f"Approved and not written yet: {len(left)}.")
        plain.small("They are being written now, or were cut off. Continue in the conversation.")
        for thread in dict.fromkeys(id.rpartition("-")[0] for id in left):
            conversation_link(thread, "Open the conversation")


def _nothing_waits() -> None:
    with st.container(border=True):
        plain.text("Nothing waits for a decision.")
        plain.small("Ask for a change in the chat, and it waits here until somebody approves it.")
        chat_link("Open the chat")


def _waiting(opened: Bridge, waiting: Sequence[PendingAction], zone: str) -> None:
    found = _filtered(waiting) if len(waiting) > 1 else list(waiting)
    entries = _entries(found)
    shown = entries[: st.session_state.get("approvals-shown", _SHOWN)]
    _count(waiting, found, shown)
    several = len(waiting) > 1
    chosen = _draw(opened, shown, zone, several=several)
    if len(entries) > len(shown):
        left = sum(map(len, entries[len(shown) :]))
        press(f"Show {left} more", "more", _more, len(entries), type="tertiary")
    if several:
        _decide_ticked(chosen, partial(_decide, opened, found))


def _entries(found: Sequence[PendingAction]) -> list[Entry]:
    """The cards, those that one report suggests together, in the place of the first of them."""
    together: dict[str, Entry] = {}
    for action in found:
        together.setdefault(action.report or action.id, []).append(action)
    return [
        entry
        for group in together.values()
        for entry in ([group] if fits(group) else [[action] for action in group])
    ]


def _draw(opened: Bridge, shown: Sequence[Entry], zone: str, *, several: bool) -> list[Ticked]:
    """What stands on the page. Answers the ticked cards and rows."""
    threads = {info.id: info for info in opened.call(lambda session: session.threads())}
    tables = any(map(fits, shown))
    reports = opened.call(lambda session: session.reports()) if tables else []
    infos = {info.id: info for info in reports}
    names = names_to_choose(opened) if tables else None
    chosen: list[Ticked] = []
    for entry in shown:
        if names and fits(entry):
            chosen += suggested_part(entry, infos.get(entry[0].report), zone, names)
            continue
        for action in entry:
            card(
                action,
                timezone=zone,
                schema=lambda tool: opened.call(lambda session: session.schema(tool)),
                decide=partial(_decide, opened, entry),
                tick=False if several and action.allowed else None,
                origin=partial(_origin, action, threads.get(action.thread_id), zone),
            )
        chosen += [Ticked(action, approval(action)) for action in ticked(entry)]
    return chosen


def _filtered(waiting: Sequence[PendingAction]) -> list[PendingAction]:
    kinds = sorted({kind(action.tool) for action in waiting})
    people = sorted({action.asked_by for action in waiting})
    with st.container(horizontal=True):
        of_kind = st.selectbox("Kind", [_ALL, *kinds], key="waiting-kind")
        asked_by = st.selectbox("Asked by", [_ALL, *people], key="waiting-person")
        words = st.text_input(
            "Client, project or other words", key="waiting-words", placeholder="Northwind"
        )
    return [
        action
        for action in waiting
        if of_kind in (_ALL, kind(action.tool))
        and asked_by in (_ALL, action.asked_by)
        and words.strip().casefold() in _text(action)
    ]


def _text(action: PendingAction) -> str:
    fields = " ".join(str(field["shown"]) for field in action.fields)
    return f"{action.summary} {fields}".casefold()


def _count(
    waiting: Sequence[PendingAction], found: Sequence[PendingAction], shown: Sequence[Entry]
) -> None:
    if len(waiting) == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        matching = f", {len(found)} of them match" if len(found) < len(waiting) else ""
        plain.small(f"{len(waiting)} wait for a decision{matching}.")
        if shown:
            press("Tick all shown", "tick-all", _tick, shown, True, type="tertiary")
            press("Untick all", "untick-all", _tick, shown, False, type="tertiary")
    if not found:
        plain.text("None of them matches. Change the words or the choices above.")


def _origin(action: PendingAction, info: ThreadInfo | None, zone: str) -> None:
    asked = datetime.fromisoformat(action.proposed_at)
    plain.small(f"Asked by {action.asked_by} on {moment(asked, zone)}, {away(asked)}.")
    if info:
        conversation_link(info.id, plain.label(info.title) or "Its conversation")


def _decide_ticked(chosen: Sequence[Ticked], decide: partial[None]) -> None:
    count = len(chosen)
    approved = [each.decision for each in chosen if each.decision["type"] in each.card.allowed]
    refused = [each.card for each in chosen if "reject" in each.card.allowed]
    with st.bottom, st.container(key="decide-ticked"):
        with st.container(horizontal=True, vertical_alignment="center"):
            press(
                f"Approve {count} ticked" if count else "Approve ticked",
                "approve-ticked",
                decide,
                approved,
                type="primary",
                icon=":material/done_all:",
                disabled=not chosen or len(approved) < count,
            )
            press(
                f"Reject {count} ticked" if count else "Reject ticked",
                "reject-ticked",
                _ask_why,
                icon=":material/close:",
                disabled=not chosen or len(refused) < count,
            )
            if not chosen:
                plain.small("Tick what you want to decide together.")
            elif len(approved) < count:
                plain.small("Some of the ticked ones are not yours to approve.")
        if chosen and st.session_state.get("rejecting"):
            _reject_form(refused, decide)


def _reject_form(refused: Sequence[PendingAction], decide: partial[None]) -> None:
    with st.form("reject-ticked-form", border=False):
        st.text_input("Why not? One reason for all of them.", key="common-reason")
        press(
            f"Reject {len(refused)} with this reason",
            "reject-all",
            _reject,
            refused,
            decide,
            in_form=True,
        )
    if st.session_state.get("common-reason-missing"):
        plain.small("Please say why in a few words.")


def _decide(opened: Bridge, shown: Sequence[PendingAction], decisions: Sequence[Decision]) -> None:
    """Start on them."""
    actions.decide(opened, shown, decisions, name="batch")
    st.session_state["rejecting"] = False


def _reject(chosen: Sequence[PendingAction], decide: partial[None]) -> None:
    reason = str(st.session_state.get("common-reason") or "").strip()
    st.session_state["common-reason-missing"] = not reason
    if reason:
        decide([rejection(action, reason) for action in chosen])


def _ask_why() -> None:
    st.session_state["rejecting"] = not st.session_state.get("rejecting", False)


def _tick(shown: Sequence[Entry], value: bool) -> None:
    for entry in shown:
        if fits(entry):
            tick_all(entry, value)
            continue
        for action in entry:
            if action.allowed:
                st.session_state[tick_name(action)] = value


def _more(count: int) -> None:
    st.session_state["approvals-shown"] = min(
        count, st.session_state.get("approvals-shown", _SHOWN) + _SHOWN
    )


def _forget() -> None:
    st.session_state.pop("batch", None)
