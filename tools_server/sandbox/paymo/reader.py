"""Answers lists and single objects, with their includes, in a few queries whatever the row count.

Each relation of the include tree costs one query: all parents, or all children, of all rows of the
level above at once.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tools_server.sandbox.paymo import sql
from tools_server.sandbox.paymo.auth import Caller
from tools_server.sandbox.paymo.errors import NotFound
from tools_server.sandbox.paymo.include import Selection
from tools_server.sandbox.paymo.schema import Field, Relation, Resource
from tools_server.sandbox.paymo.visibility import out_of_sight, visible
from tools_server.sandbox.paymo.where.clause import Clause, all_of
from tools_server.sandbox.paymo.where.filters import Filters, Path

Record = dict[str, Any]

# Rows of one resource type in one response (Paymo API facts, section 6: staff answer in issue 68).
CAP = 2500

# An empty blob, which no kind stores, marks a key that has to be missing from the answer.
ABSENT = b""

# One parameter for any number of ids keeps the statement the same, so SQLite prepares it once.
AMONG = "{} IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True)
class Page:
    """`number` counts from 0; a page is never larger than the cap."""

    number: int = 0
    size: int = CAP


@dataclass(frozen=True)
class Rows:
    """Records to show and, beside each, the key values that tie it to the next level."""

    records: list[Record]
    keys: dict[str, list[Any]]


class Reader:
    """One request's view of the database."""

    def __init__(self, connection: sqlite3.Connection, caller: Caller) -> None:
        self._connection = connection
        self._caller = caller
        self._filters: Filters | None = None
        self._counts: Counter[str] = Counter()

    def many(self, selection: Selection, filters: Filters, page: Page) -> list[Record]:
        """The visible rows under the filters, by id."""
        self._filters = filters
        resource = selection.resource
        condition = all_of([filters.at(()), visible(resource, self._caller)])
        size = min(page.size, CAP)
        return self._fetch(selection, condition, (), size, page.number * size).records

    def one(self, selection: Selection, row_id: Any) -> Record:
        """A single object. Raises NotFound, or Forbidden for one that is out of sight."""
        resource = selection.resource
        same_id = Clause(f"{resource.name}.id = ?", (row_id,))
        condition = all_of([same_id, visible(resource, self._caller)])
        rows = self._fetch(selection, condition, (), 1)
        if rows.records:
            return rows.records[0]
        any_row = sql.select(["1"], resource.name, "id = ?")
        exists = self._connection.execute(any_row, (row_id,)).fetchone()
        raise out_of_sight(resource) if exists else NotFound()

    def _fetch(
        self, selection: Selection, condition: Clause, path: Path, limit: int, offset: int = 0
    ) -> Rows:
        """Read one level of the tree and everything below it."""
        resource, shown = selection.resource, selection.fields()
        ties = _ties(selection)
        columns = [_column(resource, item) for item in shown]
        columns += [resource.sql(resource.by_name[key]) for key in ties]
        order = f"ORDER BY {resource.name}.id LIMIT ? OFFSET ?"
        found = self._connection.execute(
            sql.select(columns, resource.name, condition.text, order),
            (*condition.params, limit, offset),
        ).fetchall()
        self._counts[resource.name] += len(found)
        if _by_their_key(selection) and self._counts[resource.name] > CAP:
            found = []
        keys = {key: [row[len(shown) + at] for row in found] for at, key in enumerate(ties)}
        rows = Rows(_records(shown, found), keys)
        for name, child in selection.children.items():
            self._attach(rows, child, (*path, name))
        return rows

    def _attach(self, rows: Rows, child: Selection, path: Path) -> None:
        relation = child.relation
        assert relation is not None
        values: list[Any]
        if relation.by_their_key:
            lists = self._children(rows.keys["id"], child, relation, path)
            values = lists if relation.many else [found[0] if found else None for found in lists]
        else:
            values = self._parents(rows.keys[relation.key], child, path)
        for record, value in zip(rows.records, values, strict=True):
            record[relation.name] = value

    def _parents(self, ids: list[Any], child: Selection, path: Path) -> list[Record | None]:
        wanted = sorted({row_id for row_id in ids if row_id is not None})
        found = self._fetch(child, self._related(child, "id", wanted), path, len(wanted))
        by_id = dict(zip(found.keys["id"], found.records, strict=True))
        return [by_id.get(row_id) for row_id in ids]

    def _children(
        self, ids: list[Any], child: Selection, relation: Relation, path: Path
    ) -> list[list[Record]]:
        condition = self._related(child, relation.key, ids)
        if self._filters:
            condition = all_of([condition, self._filters.at(path)])
        found = self._fetch(child, condition, path, CAP + 1)
        groups: defaultdict[Any, list[Record]] = defaultdict(list)
        for key, record in zip(found.keys[relation.key], found.records, strict=True):
            groups[key].append(record)
        return [groups[row_id] for row_id in ids]

    def _related(self, child: Selection, key: str, ids: list[Any]) -> Clause:
        resource = child.resource
        among = Clause(AMONG.format(f"{resource.name}.{key}"), (json.dumps(ids),))
        return all_of([among, visible(resource, self._caller)])


def _ties(selection: Selection) -> list[str]:
    """Key columns that this level's children, or the level above, are matched by."""
    ties = {"id"}
    ties |= {child.relation.key for child in selection.children.values() if child.relation}
    if selection.relation and selection.relation.by_their_key:
        ties.add(selection.relation.key)
    return sorted(ties & selection.resource.keys)


def _by_their_key(selection: Selection) -> bool:
    return selection.relation is not None and selection.relation.by_their_key


def _column(resource: Resource, item: Field) -> str:
    column = resource.sql(item)
    if item.absent_when:
        return f"CASE WHEN {item.absent_when.format(column)} THEN x'' ELSE {column} END"
    return column


def _records(shown: Sequence[Field], found: list[tuple[Any, ...]]) -> list[Record]:
    plan = [
        (at, item.name, item.kind.shower, item.absent_when is not None)
        for at, item in enumerate(shown)
    ]
    records = []
    for row in found:
        record: Record = {}
        for at, name, show, may_be_absent in plan:
            value = row[at]
            if may_be_absent and value == ABSENT:
                continue
            record[name] = value if show is None or value is None else show(value)
        records.append(record)
    return records
