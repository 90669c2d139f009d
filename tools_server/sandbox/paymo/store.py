"""Rows as Python dictionaries: the few statements that behaviour code needs."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from tools_server.sandbox.paymo import sql
from tools_server.sandbox.paymo.catalog import RESOURCES
from tools_server.sandbox.paymo.schema import Resource

Record = dict[str, Any]


class Store:
    """Reads and writes stored fields, in their Python form, within one transaction."""

    def __init__(self, connection: sqlite3.Connection, now: int) -> None:
        self.connection = connection
        self.now = now

    def get(self, resource: str, row_id: Any) -> Record | None:
        return next(iter(self.find(resource, id=row_id)), None)

    def find(self, resource: str, **equal: Any) -> list[Record]:
        """The rows whose fields equal these values, by id."""
        condition = " AND ".join(f"{sql.quoted(name)} IS ?" for name in equal)
        return self.select(resource, condition or "true", *equal.values())

    def select(self, resource: str, condition: str, *params: Any) -> list[Record]:
        """The rows under an SQL condition written in code, by id."""
        columns = RESOURCES[resource].columns
        rows = self.connection.execute(
            sql.select(map(sql.quoted, columns), resource, condition, "ORDER BY id"), params
        )
        return [
            {
                name: None if value is None else item.kind.load(value)
                for (name, item), value in zip(columns.items(), row, strict=True)
            }
            for row in rows
        ]

    def scalar(self, statement: str, *params: Any) -> Any:
        """The first column of the first row, None where there is no row."""
        row = self.connection.execute(statement, params).fetchone()
        return row[0] if row else None

    def insert(self, resource: str, values: Mapping[str, Any]) -> Any:
        """Add a row; what is missing gets the catalog's default. Answers its id."""
        row = completed(RESOURCES[resource], values, self.now)
        self.insert_many(resource, [row])
        return row.get("id") or self.scalar("SELECT last_insert_rowid()")

    def insert_many(self, resource: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows that are complete already: every stored field, or every one but `id`."""
        columns = RESOURCES[resource].columns
        plan = [(name, item.kind.storer) for name, item in columns.items()]
        stored = (
            [
                value if (value := row.get(name)) is None or store is None else store(value)
                for name, store in plan
            ]
            for row in rows
        )
        self.connection.executemany(sql.insert(resource, list(columns)), stored)

    def update(self, resource: str, row_id: Any, **values: Any) -> None:
        """Change these stored fields and `updated_on`; other keys are passed over."""
        columns = RESOURCES[resource].columns
        changes = {name: values[name] for name in values if name in columns}
        changes["updated_on"] = self.now
        stored = [
            None if value is None else columns[name].kind.store(value)
            for name, value in changes.items()
        ]
        self.connection.execute(sql.update(resource, changes, "id = ?"), (*stored, row_id))

    def delete(self, resource: str, row_id: Any) -> None:
        self.connection.execute(sql.delete(resource, "id = ?"), (row_id,))


def completed(resource: Resource, values: Mapping[str, Any], now: int) -> Record:
    """The values with catalog defaults and stamps filled in."""
    row = {name: values.get(name, item.default) for name, item in resource.columns.items()}
    row["created_on"] = row["created_on"] or now
    row["updated_on"] = row["updated_on"] or row["created_on"]
    return row
