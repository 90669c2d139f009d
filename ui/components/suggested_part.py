"""The suggestions of one report among all that waits: whose they are, until when, and the table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from agent.conversation import PendingAction
from agent.library import ReportInfo
from ui.components import plain
from ui.components.drafts import Drafts
from ui.components.moments import away, moment
from ui.components.suggested_rows import Names, Ticked, behind_rows, suggested_rows
from ui.navigation import conversation_link, report_link


def suggested_part(
    waiting: Sequence[PendingAction], report: ReportInfo | None, zone: str, names: Names
) -> list[Ticked]:
    """Draw them. ``report`` is None where it is not for whoever looks to read: cards that need
    somebody else are shown without it. Answers the ticked rows."""
    first = waiting[0]
    with st.container(border=True, gap="small", key=f"part-{first.report}"):
        count = len(waiting)
        suggested = f"{count} suggested tasks"
        plain.heading(f"{report.title}: {suggested}" if report else suggested)
        plain.small(f"{_asked(waiting, zone)} {_expiry(waiting, zone)}")
        with st.container(horizontal=True):
            if report:
                report_link(report.id, report)
            if first.readable:
                conversation_link(first.thread_id, "Its conversation")
        ticked = suggested_rows(waiting, key=_key(waiting), names=names)
        behind_rows(waiting, ticked, _key(waiting))
    return ticked


def tick_all(waiting: Sequence[PendingAction], value: bool) -> None:
    """Tick every row of the table, or none."""
    Drafts(_key(waiting), waiting).tick(value)


def _key(waiting: Sequence[PendingAction]) -> str:
    return f"waiting-{waiting[0].report}"


def _asked(waiting: Sequence[PendingAction], zone: str) -> str:
    people = list(dict.fromkeys(card.asked_by for card in waiting))
    asked = datetime.fromisoformat(min(card.proposed_at for card in waiting))
    return f"Asked by {' and '.join(people)} on {moment(asked, zone)}, {away(asked)}."


def _expiry(waiting: Sequence[PendingAction], zone: str) -> str:
    """Until when they can be approved; one that was changed may have longer than the others."""
    ends = [datetime.fromisoformat(card.expires_at) for card in waiting]
    ahead = [end for end in ends if end > datetime.now(UTC)]
    late = len(ends) - len(ahead)
    told = []
    if late:
        told.append(
            f"The time to approve {'these' if not ahead else f'{late} of these'} is over: reject"
            " them, and run it again if they are still wanted."
        )
    if ahead:
        told.append(f"Can be approved until {moment(min(ahead), zone)}, {away(min(ahead))}.")
    return " ".join(told)
