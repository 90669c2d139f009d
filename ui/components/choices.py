"""The names one can choose from: clients, projects and people of the account."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import streamlit as st

from ui.bridge import Bridge

Row = dict[str, Any]
Rows = Callable[[str, dict[str, Any]], list[Row]]

_FRESH_SECONDS = 120.0
_MOST_KEPT = 24


def reader(opened: Bridge) -> Rows:
    """Reads lists to their end, and remembers each of them for two minutes in this tab: a click
    must not cost a request that the click before has made."""

    def read(tool: str, args: dict[str, Any]) -> list[Row]:
        kept: dict[str, tuple[float, list[Row]]] = st.session_state.setdefault("lists-read", {})
        name = f"{tool} {sorted(args.items())}"
        if name not in kept or kept[name][0] < time.monotonic():
            rows = opened.call(lambda session: session.rows(tool, args))
            for old in list(kept)[: len(kept) - _MOST_KEPT + 1]:
                del kept[old]
            kept[name] = (time.monotonic() + _FRESH_SECONDS, rows)
        return kept[name][1]

    return read


def clients(read: Rows) -> list[str]:
    """The names of all clients, the archived ones too: there may be something left to bill."""
    return _names(read("list_clients", {"active": None}))


def project_names(read: Rows) -> list[str]:
    """The names of all active projects."""
    return _names(read("list_projects", {"active": True}))


def person_names(read: Rows) -> list[str]:
    """The names of all active people."""
    return _names(read("list_users", {"active": True}))


def projects(read: Rows) -> dict[int, str]:
    """Active projects by id, each with its client."""
    rows = read("list_projects", {"active": True})
    names = {row["id"]: _with_client(row) for row in rows}
    return dict(sorted(names.items(), key=lambda each: each[1].casefold()))


def people(read: Rows) -> dict[int, str]:
    """Active people by id."""
    rows = read("list_users", {"active": True})
    names = {row["id"]: row["name"] or f"No name, {row['id']}" for row in rows}
    return dict(sorted(names.items(), key=lambda each: each[1].casefold()))


def _with_client(row: Row) -> str:
    return f"{row['name']} · {row['client']}" if row["client"] else str(row["name"])


def _names(rows: list[Row]) -> list[str]:
    return sorted({row["name"] for row in rows if row["name"]}, key=str.casefold)
