"""Many new tasks that wait for a decision, as one table: tick, change, approve or dismiss."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from agent.conversation import PendingAction
from agent.state import Decision
from agent.visible import visible
from ui.components import plain
from ui.components.card import approval, rejection, word_for_word
from ui.components.drafts import Drafts, changed_args
from ui.components.press import press

if TYPE_CHECKING:
    import pandas as pd

Decide = Callable[[Sequence[Decision]], None]

_ROW_PIXELS = 35
_ROWS_SHOWN = 12
_ICON_ALL = ":material/check_box:"
_ICON_NONE = ":material/check_box_outline_blank:"


@dataclass(frozen=True)
class Names:
    """People and active projects by id, for the choices in the table."""

    people: Mapping[int, str]
    projects: Mapping[int, str]


def fits(waiting: Sequence[PendingAction]) -> bool:
    """Whether these cards can be one table: several new tasks, none of them in doubt."""
    return len(waiting) > 1 and all(
        card.tool == "create_task" and not card.unsettled for card in waiting
    )


@st.fragment
def suggested_tasks(
    waiting: Sequence[PendingAction],
    *,
    key: str,
    names: Names,
    whys: Mapping[str, str],
    decide: Decide,
) -> None:
    """The table with a tick a row, and what to do with the ticked ones: one decision for all."""
    drafts = Drafts(key, waiting)
    with st.container(horizontal=True, vertical_alignment="center"):
        press("Tick all", f"all-{key}", drafts.tick, True, type="tertiary", icon=_ICON_ALL)
        press("Tick none", f"none-{key}", drafts.tick, False, type="tertiary", icon=_ICON_NONE)
    edited = _table(waiting, drafts, names, whys)
    drafts.absorb(edited)
    ticked = drafts.ticked()
    _decide(waiting, drafts, ticked, key, decide)
    _warnings([card for card in waiting if card.warnings], key)


def _table(
    waiting: Sequence[PendingAction],
    drafts: Drafts,
    names: Names,
    whys: Mapping[str, str],
) -> pd.DataFrame:
    people = _with_present(names.people, waiting, "user_ids")
    projects = _with_present(names.projects, waiting, "project_id")
    height = min(len(waiting) + 1, _ROWS_SHOWN) * _ROW_PIXELS + 3
    return st.data_editor(
        drafts.frame(whys),
        key=drafts.widget,
        hide_index=True,
        placeholder="",
        height=height,
        num_rows="fixed",
        disabled=["why"],
        alt="Suggested tasks. Tick those that should be created; every field can be changed.",
        column_config={
            "tick": st.column_config.CheckboxColumn("Create", width=95, pinned=True),
            "name": st.column_config.TextColumn("Task", width=330, required=True),
            "user": st.column_config.SelectboxColumn(
                "For", options=list(people), format_func=lambda id: people[int(id)], width=150
            ),
            "due_date": st.column_config.DateColumn("Due", format="D MMM YYYY", width=110),
            "project_id": st.column_config.SelectboxColumn(
                "In project",
                options=list(projects),
                format_func=lambda id: projects[int(id)],
                width=260,
                required=True,
            ),
            "why": st.column_config.TextColumn("Why", width=420),
        },
    )


def _with_present(
    names: Mapping[int, str], waiting: Sequence[PendingAction], field: str
) -> dict[int, str]:
    """The choices, with what the cards hold already: a list may not have it any more."""
    found = dict(names)
    for card in waiting:
        value = card.args.get(field)
        for id in value if isinstance(value, list) else [value]:
            if id is not None and id not in found:
                found[id] = _shown(card, field) or str(id)
    return {id: visible(name) for id, name in found.items()}


def _shown(card: PendingAction, field: str) -> str | None:
    return next((each["shown"] for each in card.fields if each["field"] == field), None)


def _decide(
    waiting: Sequence[PendingAction],
    drafts: Drafts,
    ticked: Sequence[PendingAction],
    key: str,
    decide: Decide,
) -> None:
    decisions = [_decision(card, drafts.of(card)) for card in ticked]
    approved = _allowed(ticked, decisions)
    refused = [card for card in ticked if "reject" in card.allowed]
    _somebody_else(waiting)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if any("approve" in card.allowed for card in waiting):
            press(
                f"Approve {len(approved)} ticked",
                f"approve-ticked-{key}",
                _decide_now,
                approved,
                decide,
                type="primary",
                icon=":material/done_all:",
                disabled=not approved,
            )
        if any("reject" in card.allowed for card in waiting):
            press(
                f"Dismiss {len(refused)} ticked",
                f"dismiss-{key}",
                _toggle,
                f"dismissing-{key}",
                icon=":material/close:",
                disabled=not refused,
            )
        plain.small(f"{len(waiting) - len(ticked)} of {len(waiting)} stay as they are, and wait.")
    if refused and st.session_state.get(f"dismissing-{key}"):
        _dismiss_form(refused, key, decide)
    if ticked:
        _sent(ticked, decisions, key)
    if st.session_state.pop("decided-here", False):
        st.rerun()


def _allowed(ticked: Sequence[PendingAction], decisions: Sequence[Decision]) -> list[Decision]:
    """Those decisions that whoever is at the page may make."""
    both = zip(ticked, decisions, strict=True)
    return [decision for card, decision in both if decision["type"] in card.allowed]


def _sent(ticked: Sequence[PendingAction], decisions: Sequence[Decision], key: str) -> None:
    """All that an approval covers, the fields without a column of their own, too."""
    with st.expander("What is sent, word for word", key=f"sent-{key}", type="compact"):
        for card, decision in zip(ticked, decisions, strict=True):
            args = decision["edited_action"]["args"] if "edited_action" in decision else card.args
            st.code(word_for_word(replace(card, args=args)), language=None, wrap_lines=True)


def _somebody_else(waiting: Sequence[PendingAction]) -> None:
    """Why some of them are not for whoever is at the page to decide."""
    reasons = dict.fromkeys(card.why_not for card in waiting if card.why_not)
    if reasons:
        with st.container(border=True, gap="xxsmall"):
            st.markdown(":orange[:material/group:] **Somebody else decides**")
            plain.lines(reasons)


def _decide_now(decisions: Sequence[Decision], decide: Decide) -> None:
    st.session_state["decided-here"] = True
    decide(decisions)


def _decision(card: PendingAction, draft: dict[str, Any]) -> Decision:
    """Approve as it is, or with what was changed in its row."""
    args = changed_args(card, draft)
    if args == card.args:
        return approval(card)
    edited = {"name": card.tool, "args": args}
    return {"type": "edit", "id": card.id, "digest": card.digest, "edited_action": edited}


def _toggle(name: str) -> None:
    st.session_state[name] = not st.session_state.get(name)


def _dismiss_form(ticked: Sequence[PendingAction], key: str, decide: Decide) -> None:
    with st.form(f"dismiss-form-{key}", border=True):
        st.text_input(
            "Why are they not wanted?", key=f"why-not-{key}", placeholder="Dealt with by phone"
        )
        press(
            f"Dismiss {len(ticked)} with this reason",
            f"dismiss-ticked-{key}",
            _dismiss,
            ticked,
            key,
            decide,
            in_form=True,
        )
    if st.session_state.get(f"why-not-missing-{key}"):
        plain.small("Please say why in a few words.")


def _dismiss(ticked: Sequence[PendingAction], key: str, decide: Decide) -> None:
    reason = str(st.session_state.get(f"why-not-{key}") or "").strip()
    st.session_state[f"why-not-missing-{key}"] = not reason
    if reason:
        st.session_state[f"dismissing-{key}"] = False
        _decide_now([rejection(card, reason) for card in ticked], decide)


def _warnings(warned: Sequence[PendingAction], key: str) -> None:
    """What a card warns of, before anybody approves it."""
    if not warned:
        return
    with st.container(border=True, gap="xxsmall", key=f"warned-{key}"):
        st.markdown(":orange[:material/warning:] **Before you approve**")
        plain.lines(f"{card.args.get('name')}: {' '.join(card.warnings)}" for card in warned)
