"""What a person has ticked and changed in a table of suggested tasks, before deciding.

The table's own memory goes whenever its rows change, so ticks and changes are kept by card here:
deciding about some rows leaves the ticks and changes of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from agent.conversation import PendingAction
from agent.visible import visible

if TYPE_CHECKING:
    import pandas as pd

Draft = dict[str, Any]
"""What a row shows: ``tick``, ``name``, ``user``, ``due_date``, ``project_id``."""

_FIELDS = ("tick", "name", "user", "due_date", "project_id")


class Drafts:
    """The rows of one table as the person left them."""

    def __init__(self, key: str, waiting: Sequence[PendingAction]) -> None:
        self._key = key
        self._waiting = waiting
        kept: dict[str, Draft] = st.session_state.setdefault(f"drafts-{key}", {})
        self._kept = kept
        basis = f"basis-{key}"
        shown = tuple(card.digest for card in waiting)
        if st.session_state.get(basis, (None, 0))[0] != shown:
            self._begin(shown)

    @property
    def widget(self) -> str:
        """The key of the table: another one whenever its rows are given to it anew."""
        return f"batch-{self._key}-{st.session_state[f'basis-{self._key}'][1]}"

    def of(self, card: PendingAction) -> Draft:
        """The row of this card."""
        return {**row_of(card), **self._kept.get(card.digest, {})}

    def ticked(self) -> list[PendingAction]:
        """The cards whose row is ticked."""
        return [card for card in self._waiting if self.of(card)["tick"]]

    def tick(self, every: bool) -> None:
        """Tick all rows, or none."""
        for card in self._waiting:
            self._kept.setdefault(card.digest, {})["tick"] = every
        self._begin(tuple(card.digest for card in self._waiting))

    def frame(self) -> pd.DataFrame:
        """The rows as they were when the table was last given them."""
        import pandas as pd  # not above: the first page needs no table, and this takes 0.4 s

        rows = st.session_state[f"given-{self._key}"]
        frame = pd.DataFrame(rows, columns=list(_FIELDS))
        frame["due_date"] = pd.to_datetime(frame["due_date"])
        frame["user"] = frame["user"].astype("Int64")
        frame["why"] = [visible(card.why) for card in self._waiting]
        return frame

    def absorb(self, edited: pd.DataFrame) -> None:
        """Keep what the table holds now."""
        import pandas as pd

        for card, row in zip(self._waiting, edited.to_dict("records"), strict=True):
            self._kept[card.digest] = {
                "tick": bool(row["tick"]),
                "name": str(row["name"] or ""),
                "user": None if pd.isna(row["user"]) else int(row["user"]),
                "due_date": None if pd.isna(row["due_date"]) else _day(row["due_date"]),
                "project_id": int(row["project_id"]),
            }

    def _begin(self, shown: tuple[str, ...]) -> None:
        number = st.session_state.get(f"basis-{self._key}", (None, 0))[1]
        st.session_state[f"basis-{self._key}"] = (shown, number + 1)
        st.session_state[f"given-{self._key}"] = [self.of(card) for card in self._waiting]


def row_of(card: PendingAction) -> Draft:
    """The row as the card has it: nothing is ticked for a person."""
    args = card.args
    return {
        "tick": False,
        "name": visible(str(args["name"])),
        "user": next(iter(args.get("user_ids") or []), None),
        "due_date": args.get("due_date"),
        "project_id": args["project_id"],
    }


def changed_args(card: PendingAction, draft: Draft) -> dict[str, Any]:
    """The arguments of the card with what differs in its row, as they are where nothing does; those
    of another project's own places go with the project."""
    before, args = row_of(card), dict(card.args)
    changed = {name for name in _FIELDS[1:] if draft[name] != before[name]}
    if not changed:
        return args
    if "name" in changed:
        args["name"] = draft["name"]
    if "user" in changed:
        args["user_ids"] = [draft["user"]] if draft["user"] is not None else []
    if "due_date" in changed:
        args["due_date"] = draft["due_date"]
    if "project_id" in changed:
        args["project_id"] = draft["project_id"]
        for name in ("tasklist_id", "client_id", "task_id"):
            args.pop(name, None)
    return {name: value for name, value in args.items() if value not in (None, [])}


def _day(value: Any) -> str:
    day = value.date() if hasattr(value, "date") else value
    assert isinstance(day, date)
    return day.isoformat()
