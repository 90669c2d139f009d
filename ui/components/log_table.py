"""A table of things that happened: sortable, with the moment of each in the account's time zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from agent.reports.cells import without_formula
from agent.visible import visible

_TALLEST = 460
_ROW_PIXELS = 35


def log_table(
    rows: Sequence[Mapping[str, Any]], timezone: str, *, key: str, choose: bool = False
) -> int | None:
    """Draw the rows, whose keys are the headings; `When` holds the moments. With ``choose`` the
    place of the row whose cell is selected is answered.
    """
    event = st.dataframe(
        pd.DataFrame({name: _values(name, rows) for name in rows[0]}),
        hide_index=True,
        placeholder="",
        height=min(_TALLEST, (len(rows) + 1) * _ROW_PIXELS + 3),
        column_config={
            "When": st.column_config.DatetimeColumn(
                format="D MMM YYYY, HH:mm", timezone=timezone, width=160
            ),
            "What": st.column_config.TextColumn(width="large"),
        },
        on_select="rerun" if choose else "ignore",
        selection_mode="single-cell",
        key=key,
    )
    cells = event.selection.cells if choose else []
    return cells[0][0] if cells else None


def _values(name: str, rows: Sequence[Mapping[str, Any]]) -> Any:
    raw = [row[name] for row in rows]
    if name == "When":
        return pd.to_datetime(pd.Series(raw, dtype=object), utc=True)
    return [without_formula(" ".join(visible(str(value)).split())) for value in raw]
