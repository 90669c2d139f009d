"""World files: a whole Paymo account as one JSON object, objects by collection.

The format is described in docs/contracts.md. Fields are Paymo's own; what a
file leaves out is filled in by `seed`. A field that Paymo does not have is dropped, as in a
request, unless it looks like a slip of the pen for one that it has.
"""

import difflib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools_server.sandbox.paymo.body import parse_value
from tools_server.sandbox.paymo.catalog import RESOURCES
from tools_server.sandbox.paymo.company import as_settings
from tools_server.sandbox.paymo.schema import Field, Resource
from tools_server.sandbox.paymo.store import Record

COLLECTIONS = tuple(name for name in RESOURCES if name != "sessions")

# Lines may stand inside the documents they belong to.
NESTED = {
    "invoices": ("invoiceitems", "invoice_id", ("invoiceitems", "items")),
    "estimates": ("estimateitems", "estimate_id", ("estimateitems", "items")),
}

# Derived or invented when a world leaves them out, though a request may not.
FILLED_IN = {
    ("users", "email"),
    ("invoices", "currency"),
    ("estimates", "currency"),
    ("expenses", "currency"),
    ("workflowstatuses", "color"),
    ("workflowstatuses", "workflow_id"),
}

# Parts of an account that the sandbox has no room for; a world may carry them all the same.
NOT_KEPT = {
    "company",
    "subtasks",
    "userstasks",
    "bookings",
    "discussions",
    "threads",
    "comments",
    "files",
    "hooks",
    "reports",
    "sessions",
}

SIMILAR = 0.88


class WorldError(ValueError):
    """A world that does not fit the format; the message names file, collection, index and field."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")


@dataclass
class World:
    """A parsed world: rows hold the given fields only, in their Python form."""

    rows: dict[str, list[Record]] = field(
        default_factory=lambda: {name: [] for name in COLLECTIONS}
    )
    company: dict[str, Any] = field(default_factory=dict)
    api_keys: dict[str, int] = field(default_factory=dict)

    def by_id(self, collection: str) -> dict[int, Record]:
        return {row["id"]: row for row in self.rows[collection]}


def load_world(path: Path) -> dict[str, Any]:
    """Read and check a world file. Raises WorldError, and OSError for an unreadable file."""
    try:
        world = json.loads(path.read_text(encoding="utf-8"))
        parse_world(world)
    except ValueError as reason:
        raise WorldError(str(path), str(reason)) from None
    checked: dict[str, Any] = world
    return checked


def parse_world(world: Any) -> World:
    """Check types, required fields and references. Raises WorldError."""
    if not isinstance(world, Mapping):
        raise WorldError("world", "expected an object of collections")
    parsed = World(company=_company(world.get("company")))
    for name, rows in world.items():
        if name in COLLECTIONS:
            _add_rows(parsed, name, _objects(name, rows))
        elif isinstance(rows, list) and name not in NOT_KEPT:
            raise WorldError(name, f"unknown collection; known are {', '.join(COLLECTIONS)}")
    _assign_ids(parsed)
    _check_references(parsed)
    parsed.api_keys = _api_keys(world.get("api_keys"), parsed)
    return parsed


def _check_task(task: Record, place: str) -> None:
    if task.get("tasklist_id") is None and task.get("project_id") is None:
        raise WorldError(place, "neither tasklist_id nor project_id is there")


def _check_entry(entry: Record, place: str) -> None:
    """An owner, and one of the two pairs or a timer's start."""
    timed = entry.get("start_time") is not None
    for name in ("user_id",) if timed else ("user_id", "date", "duration"):
        if entry.get(name) is None:
            raise WorldError(f"{place}.{name}", "missing")
    if timed and (entry.get("end_time") or entry["start_time"]) < entry["start_time"]:
        raise WorldError(f"{place}.end_time", "it is before start_time")


CHECKS: dict[str, Callable[[Record, str], None]] = {"tasks": _check_task, "entries": _check_entry}


def _company(found: Any) -> dict[str, Any]:
    company = found[0] if isinstance(found, list) and len(found) == 1 else found
    if company is not None and not isinstance(company, Mapping):
        raise WorldError("company", "expected an object")
    try:
        return as_settings(company or {})
    except ValueError as reason:
        raise WorldError("company", str(reason)) from None


def _objects(place: str, rows: Any) -> list[Mapping[str, Any]]:
    if not isinstance(rows, list):
        raise WorldError(place, "expected a list of objects")
    for index, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise WorldError(f"{place}[{index}]", "expected an object")
    return rows


def _add_rows(parsed: World, name: str, rows: list[Mapping[str, Any]]) -> None:
    for index, row in enumerate(rows):
        place = f"{name}[{index}]"
        record = _parse_row(RESOURCES[name], row, place)
        parsed.rows[name].append(record)
        if check := CHECKS.get(name):
            check(record, place)
        if name in NESTED:
            _add_nested(parsed, NESTED[name], row, record, place)


def _add_nested(
    parsed: World,
    nested: tuple[str, str, tuple[str, ...]],
    row: Mapping[str, Any],
    record: Record,
    place: str,
) -> None:
    """Lines inside a document; `_owner` ties them to it until it has an id."""
    lines, key, names = nested
    for name in names:
        for index, line in enumerate(_objects(f"{place}.{name}", row.get(name) or [])):
            given = {**line, key: line.get(key, 0)}
            parsed_line = _parse_row(RESOURCES[lines], given, f"{place}.{name}[{index}]")
            parsed.rows[lines].append({**parsed_line, "_owner": (key, record)})


def _parse_row(resource: Resource, row: Mapping[str, Any], place: str) -> Record:
    record: Record = {}
    for name, raw in row.items():
        item = resource.by_name.get(name)
        if item is None:
            _refuse_slip(resource, name, place)
        elif _kept(item):
            record[name] = _parsed(item, raw, f"{place}.{name}")
    for name in resource.required:
        if record.get(name) is None and (resource.name, name) not in FILLED_IN:
            raise WorldError(f"{place}.{name}", "missing")
    return record


def _kept(item: Field) -> bool:
    computed = item.expression is not None and item.default is None
    return item.name != "items" and not item.filter_only and not computed


def _parsed(item: Field, raw: Any, place: str) -> Any:
    try:
        return parse_value(item, raw)
    except ValueError as reason:
        raise WorldError(place, f"{reason}, found {raw!r}") from None


def _refuse_slip(resource: Resource, name: str, place: str) -> None:
    known = [*resource.by_name, *resource.by_relation, "items"]
    if name not in known and (close := difflib.get_close_matches(name, known, 1, SIMILAR)):
        raise WorldError(f"{place}.{name}", f"unknown field; is it {close[0]}?")


def _assign_ids(parsed: World) -> None:
    """Ids that are given stay, the others continue after the largest."""
    for name, rows in parsed.rows.items():
        following = 1 + max((row["id"] for row in rows if row.get("id")), default=0)
        seen: set[int] = set()
        for index, row in enumerate(rows):
            if not row.get("id"):
                row["id"], following = following, following + 1
            if row["id"] in seen:
                raise WorldError(f"{name}[{index}].id", f"{row['id']} is there twice")
            seen.add(row["id"])
    for rows in parsed.rows.values():
        for row in rows:
            if owner := row.pop("_owner", None):
                key, record = owner
                row[key] = record["id"]


def _check_references(parsed: World) -> None:
    """What a row belongs to has to be there; what it merely mentions becomes null if it is not."""
    known = {name: {row["id"] for row in rows} for name, rows in parsed.rows.items()}
    for name, rows in parsed.rows.items():
        references = list(_references(RESOURCES[name]))
        for index, row in enumerate(rows):
            for item, target in references:
                wanted = row.get(item.name)
                if wanted is None or wanted in known[target]:
                    continue
                if item.on_delete == "CASCADE":
                    place = f"{name}[{index}].{item.name}"
                    raise WorldError(place, f"there is no {wanted} in {target}")
                row[item.name] = None
            _check_people(name, index, row, known["users"])


def _references(resource: Resource) -> Iterator[tuple[Field, str]]:
    for item in resource.columns.values():
        if item.refers_to:
            yield item, item.refers_to


def _check_people(name: str, index: int, row: Record, known: set[int]) -> None:
    for list_name in ("users", "managers"):
        for user_id in row.get(list_name, ()):
            if user_id not in known:
                place = f"{name}[{index}].{list_name}"
                raise WorldError(place, f"there is no {user_id} in users")


def _api_keys(found: Any, parsed: World) -> dict[str, int]:
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        raise WorldError("api_keys", "expected an object of key: user id")
    users = parsed.by_id("users")
    for key, user_id in found.items():
        if not isinstance(user_id, int) or user_id not in users:
            raise WorldError(f"api_keys.{key}", f"there is no {user_id} in users")
    return dict(found)
