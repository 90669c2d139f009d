"""A world's raw rows by name: a look-up finds exactly one row, or raises `NoSuchFact`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, Any]


class NoSuchFact(LookupError):
    """A name in an expression that fits no row, or several."""


@dataclass(frozen=True)
class World:
    """The collections of a world file as of ``today``; ``zone`` decides which day a time is on."""

    raw: Mapping[str, Any]
    today: date
    zone: ZoneInfo

    @classmethod
    def of(cls, raw: Mapping[str, Any], today: date, timezone: str | None = None) -> World:
        """In the time zone given, else in the company's."""
        return cls(raw, today, ZoneInfo(timezone or raw["company"]["timezone"]))

    def rows(self, collection: str) -> list[Row]:
        """All rows of a collection; none of one that the file leaves out. A company is one row."""
        found = self.raw.get(collection, [])
        return [dict(found)] if isinstance(found, Mapping) else list(found)

    def one(self, collection: str, name: str | int, **fields: Any) -> Row:
        """The row of this id or name (whole, else its only part) whose other fields are these."""
        rows = [row for row in self.rows(collection) if _has(row, fields)]
        for fits in (_is, _is_called, _is_called_like):
            found = [row for row in rows if fits(row, name)]
            if found:
                break
        if len(found) == 1:
            return found[0]
        raise NoSuchFact(f"{len(found)} {collection} are called {name!r} {fields or ''}".strip())

    @cached_property
    def projects(self) -> dict[int, Row]:
        """The projects by id."""
        return {row["id"]: row for row in self.rows("projects")}

    @cached_property
    def tasks(self) -> dict[int, Row]:
        """The tasks by id."""
        return {row["id"]: row for row in self.rows("tasks")}

    def client_of(self, project_id: int) -> int | None:
        """The client that a project belongs to."""
        return self.projects[project_id].get("client_id")

    def day_of(self, entry: Row) -> date | None:
        """The local day an entry belongs to; none while its timer runs."""
        if entry.get("date"):
            return date.fromisoformat(entry["date"])
        if not entry.get("end_time"):
            return None
        return datetime.fromisoformat(entry["start_time"]).astimezone(self.zone).date()


def _has(row: Row, fields: Mapping[str, Any]) -> bool:
    return all(row.get(name) == value for name, value in fields.items())


def _is(row: Row, name: str | int) -> bool:
    return bool(row["id"] == name)


def _is_called(row: Row, name: str | int) -> bool:
    return _called(row) == str(name).casefold()


def _is_called_like(row: Row, name: str | int) -> bool:
    return str(name).casefold() in _called(row)


def _called(row: Row) -> str:
    return str(row.get("name") or row.get("number") or "").casefold()
