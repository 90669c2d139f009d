"""A record that can be named, as the look-up lists give it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from agent.models.builtin.text.fold import words_of

Kind = Literal["client", "project", "user", "task", "milestone", "subject"]


@dataclass(frozen=True)
class Entry:
    """A client, project, user, task or milestone with what tells it from its namesakes."""

    kind: Kind
    id: int
    name: str
    active: bool = True
    project_id: int | None = None
    project: str = ""
    client_id: int | None = None
    client: str = ""
    code: str = ""
    position: str = ""
    words: tuple[str, ...] = field(default=(), compare=False)

    @property
    def label(self) -> str:
        """The name with enough around it to choose by: "Wireframes (Website, Northwind)"."""
        around = [part for part in (self.project, self.client, self.position) if part]
        if not self.active:
            around.append("done" if self.kind in ("task", "milestone") else "archived")
        return f"{self.name} ({', '.join(around)})" if around else self.name

    def as_reference(self) -> dict[str, Any]:
        """Plain JSON for the memory between turns."""
        return reference(self.kind, self.id, self.name) | {"label": self.label}


def reference(kind: str, id: Any, name: str) -> dict[str, Any]:
    """The same for a record of which no more than its name is known."""
    return {"kind": kind, "id": id, "name": name, "label": name}


def entry_from(kind: Kind, row: dict[str, Any]) -> Entry:
    """An entry from a row of a list; a task or milestone that is complete is not active."""
    return _entry(
        kind,
        row["id"],
        str(row.get("name", "")),
        not row.get("complete", False) and row.get("active", True) is not False,
        row["id"] if kind == "project" else row.get("project_id"),
        "" if kind == "project" else str(row.get("project") or ""),
        row["id"] if kind == "client" else row.get("client_id"),
        "" if kind == "client" else str(row.get("client") or ""),
        str(row.get("code") or ""),
        str(row.get("position") or "") if kind == "user" else "",
    )


@lru_cache(maxsize=10_000)
def _entry(
    kind: Kind,
    id: int,
    name: str,
    active: bool,
    project_id: int | None,
    project: str,
    client_id: int | None,
    client: str,
    code: str,
    position: str,
) -> Entry:
    """The same entry for the same row: lists of hundreds of names come back at every step."""
    words = tuple(words_of(name))
    around = (project_id, project, client_id, client, code, position)
    return Entry(kind, id, name, active, *around, words)


def entries_from(kind: Kind, rows: Iterable[dict[str, Any]]) -> list[Entry]:
    return [entry_from(kind, row) for row in rows]
