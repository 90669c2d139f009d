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
    "recurringprofiles": (
        "recurringprofileitems",
        "recurring_profile_id",
        ("recurringprofileitems", "items"),
    ),
}

# Derived or invented when a world leaves them out, though a request may not.
FILLED_IN = {
    ("users", "email"),
    ("invoices", "currency"),
    ("estimates", "currency"),
    ("expenses", "currency"),
    ("recurringprofiles", "currency"),
    ("files", "file"),
    ("workflowstatuses", "color"),
    ("workflowstatuses", "workflow_id"),
}

# What only the API itself shows: of these an account may be told in part, so a row without what it
# belongs to is left out. It is an error anywhere else.
PARTS = frozenset(COLLECTIONS[COLLECTIONS.index("subtasks") :])

# The fields of each collection that name rows of another.
REFERENCES: dict[str, list[tuple[Field, str]]] = {
    name: [(item, item.refers_to) for item in resource.fields if item.refers_to]
    for name, resource in RESOURCES.items()
}

# What is read in its own way, or not at all.
APART = {"company", "sessions"}

# What a thread is about.
TOPICS = ("task_id", "discussion_id", "file_id")

SIMILAR = 0.88


class WorldError(ValueError):
    """A world that does not fit the format; the message names file, collection, index and field."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")


class _Loose(WorldError):
    """A row lacks a field that it needs, or the row that it belongs to."""


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
        elif isinstance(rows, list) and name not in APART:
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


def _check_thread(thread: Record, place: str) -> None:
    _check_one_of(thread, place, *TOPICS)


def _check_comment(comment: Record, place: str) -> None:
    _check_one_of(comment, place, "thread_id", *TOPICS)


def _check_owned(row: Record, place: str) -> None:
    _check_one_of(row, place, "user_id")


def _check_one_of(row: Record, place: str, *names: str) -> None:
    if all(row.get(name) is None for name in names):
        raise _Loose(place, f"{' or '.join(names)} is missing")


CHECKS: dict[str, Callable[[Record, str], None]] = {
    "tasks": _check_task,
    "entries": _check_entry,
    "threads": _check_thread,
    "comments": _check_comment,
    "hooks": _check_owned,
    "reports": _check_owned,
}


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
        try:
            record, lines = _parse_whole(name, row, f"{name}[{index}]")
        except _Loose:
            if name in PARTS:
                continue
            raise
        parsed.rows[name].append(record)
        if name in NESTED:
            parsed.rows[NESTED[name][0]].extend(lines)


def _parse_whole(name: str, row: Mapping[str, Any], place: str) -> tuple[Record, list[Record]]:
    """A row, and the lines that stand inside it."""
    record = _parse_row(RESOURCES[name], row, place)
    if check := CHECKS.get(name):
        check(record, place)
    return record, list(_nested(name, row, record, place)) if name in NESTED else []


def _nested(name: str, row: Mapping[str, Any], record: Record, place: str) -> Iterator[Record]:
    """Lines inside a document; `_owner` ties them to it until it has an id."""
    lines, key, names = NESTED[name]
    for inside in names:
        for index, line in enumerate(_objects(f"{place}.{inside}", row.get(inside) or [])):
            given = {**line, key: line.get(key, 0)}
            parsed = _parse_row(RESOURCES[lines], given, f"{place}.{inside}[{index}]")
            yield {**parsed, "_owner": (key, record)}


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
            raise _Loose(f"{place}.{name}", "missing")
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
    """What a row belongs to has to be there; what it merely mentions becomes null if it is not.

    A part that is left out may leave others loose, so parts are looked at until none is.
    """
    known = {name: {row["id"] for row in rows} for name, rows in parsed.rows.items()}
    parts = [name for name in parsed.rows if name in PARTS and parsed.rows[name]]
    for name in parsed.rows.keys() - PARTS:
        for index, row in enumerate(parsed.rows[name]):
            _check_row(name, index, row, known)
    loose = True
    while loose:
        loose = False
        for name in parts:
            kept = [row for row in parsed.rows[name] if _holds(name, row, known)]
            loose = loose or len(kept) < len(parsed.rows[name])
            parsed.rows[name], known[name] = kept, {row["id"] for row in kept}


def _holds(name: str, row: Record, known: Mapping[str, set[int]]) -> bool:
    try:
        _check_row(name, 0, row, known)
    except _Loose:
        return False
    return True


def _check_row(name: str, index: int, row: Record, known: Mapping[str, set[int]]) -> None:
    for item, target in REFERENCES[name]:
        wanted = row.get(item.name)
        if wanted is None or wanted in known[target]:
            continue
        if item.on_delete == "CASCADE":
            raise _Loose(f"{name}[{index}].{item.name}", f"there is no {wanted} in {target}")
        row[item.name] = None
    for list_name in RESOURCES[name].people:
        for user_id in row.get(list_name, ()):
            if user_id not in known["users"]:
                raise _Loose(f"{name}[{index}].{list_name}", f"there is no {user_id} in users")


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
