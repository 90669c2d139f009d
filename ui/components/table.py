"""Tables: what a read found, sortable, and as a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, cast

import streamlit as st

from agent.library import Artifact
from agent.reports.cells import as_csv, without_formula
from agent.visible import visible
from ui.components import plain
from ui.components.columns import CURRENCY, Column, columns_of, counted, plural

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.elements.arrow import DataframeState

Rows = Sequence[dict[str, Any]]

_ROWS_SHOWN = 8
_ROW_PIXELS = 35
_MONEY_FORMATS = {"USD": "dollar", "EUR": "euro"}


def table(artifact: Artifact, timezone: str) -> None:
    """The rows of a read with their number and a download; a project's details as its parts."""
    if artifact.tool == "get_project_details":
        for details in artifact.rows:
            _project(artifact.id, details, timezone)
        return
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        plain.small(counted(artifact.tool, len(artifact.rows)))
        if artifact.rows:
            _download(artifact)
    grid(artifact.tool, artifact.rows, timezone, key=artifact.id)


def grid(tool: str, rows: Rows, timezone: str, *, key: str) -> None:
    """A sortable table; nothing where there are no rows."""
    if not rows:
        return
    sheet(columns_of(tool, rows), rows, timezone, key=f"{key}-{tool}")


def sheet(
    columns: Sequence[Column], rows: Rows, timezone: str, *, key: str, choose: bool = False
) -> int | None:
    """These columns of the rows, sortable; ``key`` names rows that never change.

    Where one may ``choose`` a row: its place among the rows, None while there is none.
    """
    shown = _without_one_currency(columns, rows)
    state = st.dataframe(
        _frame(key, rows, shown),
        hide_index=True,
        placeholder="",
        height=_height(len(rows)),
        column_config={column.field: _config(column, rows, timezone) for column in shown},
        key=f"table-{key}",
        on_select="rerun" if choose else "ignore",
        selection_mode="single-row",
    )
    if not choose:
        return None
    chosen = cast("DataframeState", state)["selection"]["rows"]
    return chosen[0] if chosen else None


def _height(rows: int) -> int | Literal["auto"]:
    """Room for a few rows, the last one cut so that one sees there are more."""
    return "auto" if rows <= _ROWS_SHOWN else round((_ROWS_SHOWN + 1.5) * _ROW_PIXELS)


def _download(artifact: Artifact) -> None:
    st.download_button(
        "Download CSV",
        partial(as_csv, artifact.rows),
        file_name=f"{plural(artifact.tool).replace(' ', '-')}-{artifact.created_at[:10]}.csv",
        mime="text/csv",
        key=f"csv-{artifact.id}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _project(id: str, details: dict[str, Any], timezone: str) -> None:
    project, client = details["project"], details["client"] or {}
    budget = details["budget_minutes"]
    plain.facts(
        [
            ("Project", project["name"]),
            ("Client", client.get("name") or ""),
            ("Status", "active" if project["active"] else "archived"),
            ("Tracked", f"{details['tracked_minutes'] / 60:,.2f} h"),
            ("Budget", f"{budget / 60:,.2f} h" if budget else "none"),
            ("Tasks", f"{details['open_tasks']} open, {details['done_tasks']} done"),
        ]
    )
    for part in ("tasklists", "milestones", "members"):
        if details[part]:
            plain.small(counted(part, len(details[part])))
            grid(part, details[part], timezone, key=id)


# Rows of a read never change, so a long one is prepared once and not at every click.
@st.cache_resource(show_spinner=False, max_entries=64)
def _frame(key: str, _rows: Rows, columns: Sequence[Column]) -> pd.DataFrame:
    import pandas as pd  # not above: the first page needs no table, and this takes 0.4 s

    return pd.DataFrame(
        {
            column.field: _values(column, [row.get(column.field) for row in _rows])
            for column in columns
        }
    )


def _values(column: Column, raw: list[Any]) -> Any:
    import pandas as pd

    match column.kind:
        case "day":
            return pd.to_datetime(pd.Series(raw, dtype=object), errors="coerce")
        case "time":
            return pd.to_datetime(pd.Series(raw, dtype=object), errors="coerce", utc=True)
        case "hours":
            return pd.to_numeric(pd.Series(raw, dtype=object)).astype(float) / 60
        case "money" | "number" | "percent":
            # Floats are good enough to look at and to sort by; sums were made in Decimal before.
            return pd.to_numeric(pd.Series(raw, dtype=object)).astype(float)
        case "flag":
            return pd.Series(raw, dtype="boolean")
        case "text":
            return [_cell(value) for value in raw]


def _config(column: Column, rows: Rows, timezone: str) -> Any:
    heading = column.heading
    match column.kind:
        case "day":
            return st.column_config.DateColumn(heading, format="D MMM YYYY")
        case "time":
            return st.column_config.DatetimeColumn(heading, format="HH:mm", timezone=timezone)
        case "hours":
            return st.column_config.NumberColumn(heading, format="%.2f h")
        case "money":
            return st.column_config.NumberColumn(heading, format=_money_format(rows))
        case "number":
            return st.column_config.NumberColumn(heading)
        case "percent":
            return st.column_config.NumberColumn(heading, format="%.1f %%")
        case "flag":
            return st.column_config.CheckboxColumn(heading)
        case "text":
            return st.column_config.TextColumn(heading)


def _money_format(rows: Rows) -> str:
    currencies = {row.get("currency") for row in rows}
    only = currencies.pop() if len(currencies) == 1 else None
    return _MONEY_FORMATS.get(only or "", "accounting")


def _without_one_currency(columns: Sequence[Column], rows: Rows) -> list[Column]:
    """A currency that its sign shows on every amount needs no column."""
    signed = _money_format(rows) != "accounting"
    return [column for column in columns if not (signed and column.field == CURRENCY.field)]


def _cell(value: Any) -> str | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return without_formula(" ".join(visible(text).split()))
