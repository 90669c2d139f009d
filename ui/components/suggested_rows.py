"""Many new tasks that wait for a decision, as one table: tick them, change any field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from agent.conversation import PendingAction
from agent.state import Decision
from agent.visible import visible
from ui.components import plain
from ui.components.card import approval, word_for_word
from ui.components.drafts import Drafts, changed_args
from ui.components.press import press

if TYPE_CHECKING:
    import pandas as pd

_ROW_PIXELS = 35
_ROWS_SHOWN = 12
_ICON_ALL = ":material/check_box:"
_ICON_NONE = ":material/check_box_outline_blank:"


@dataclass(frozen=True)
class Names:
    """People and active projects by id, for the choices in the table."""

    people: Mapping[int, str]
    projects: Mapping[int, str]


@dataclass(frozen=True)
class Ticked:
    """A ticked row: its card, and what approving the row as it stands now decides about it."""

    card: PendingAction
    decision: Decision


def fits(waiting: Sequence[PendingAction]) -> bool:
    """Whether these cards can be one table: several new tasks that a flow suggested, none of them
    in doubt."""
    return len(waiting) > 1 and all(
        card.report and card.tool == "create_task" and not card.unsettled for card in waiting
    )


def suggested_rows(waiting: Sequence[PendingAction], *, key: str, names: Names) -> list[Ticked]:
    """Draw the table. Answers the ticked rows as they are after what was changed in them."""
    drafts = Drafts(key, waiting)
    with st.container(horizontal=True, vertical_alignment="center"):
        press("Tick all", f"all-{key}", drafts.tick, True, type="tertiary", icon=_ICON_ALL)
        press("Tick none", f"none-{key}", drafts.tick, False, type="tertiary", icon=_ICON_NONE)
    drafts.absorb(_table(waiting, drafts, names))
    return [Ticked(card, _decision(card, drafts.of(card))) for card in drafts.ticked()]


def behind_rows(waiting: Sequence[PendingAction], ticked: Sequence[Ticked], key: str) -> None:
    """What is to be known before a decision: who else decides, all that is sent, and warnings."""
    reasons = dict.fromkeys(card.why_not for card in waiting if card.why_not)
    if reasons:
        with st.container(border=True, gap="xxsmall"):
            st.markdown(":orange[:material/group:] **Somebody else decides**")
            plain.lines(reasons)
    if ticked:
        _sent(ticked, key)
    _warnings([card for card in waiting if card.warnings], key)


def _table(waiting: Sequence[PendingAction], drafts: Drafts, names: Names) -> pd.DataFrame:
    people = _with_present(names.people, waiting, "user_ids")
    projects = _with_present(names.projects, waiting, "project_id")
    height = min(len(waiting) + 1, _ROWS_SHOWN) * _ROW_PIXELS + 3
    return st.data_editor(
        drafts.frame(),
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


def _decision(card: PendingAction, draft: dict[str, Any]) -> Decision:
    """Approve as it is, or with what was changed in its row."""
    args = changed_args(card, draft)
    if args == card.args:
        return approval(card)
    edited = {"name": card.tool, "args": args}
    return {"type": "edit", "id": card.id, "digest": card.digest, "edited_action": edited}


def _sent(ticked: Sequence[Ticked], key: str) -> None:
    """All that an approval covers, the fields without a column of their own, too."""
    with st.expander("What is sent, word for word", key=f"sent-{key}", type="compact"):
        for each in ticked:
            edited = each.decision.get("edited_action")
            args = edited["args"] if edited else each.card.args
            shown = word_for_word(replace(each.card, args=args))
            st.code(shown, language=None, wrap_lines=True)


def _warnings(warned: Sequence[PendingAction], key: str) -> None:
    """What a card warns of, before anybody approves it."""
    if not warned:
        return
    with st.container(border=True, gap="xxsmall", key=f"warned-{key}"):
        st.markdown(":orange[:material/warning:] **Before you approve**")
        plain.lines(f"{card.args.get('name')}: {' '.join(card.warnings)}" for card in warned)
