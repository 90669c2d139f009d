"""Statements put together from the catalog's names. Values never enter the text: they are `?`."""

from collections.abc import Iterable, Sequence

# The row holds at least one of some ids in a JSON list column: column, then question marks.
CONTAINS = "EXISTS (SELECT 1 FROM json_each({}) WHERE value IN ({}))"


def quoted(column: str) -> str:
    """A field may be called like a word of SQL: a webhook has a `where`."""
    return f'"{column}"'


def marks(count: int) -> str:
    return ", ".join("?" * count)


def select(columns: Iterable[str], table: str, condition: str, tail: str = "") -> str:
    return " ".join(("SELECT", ", ".join(columns), "FROM", table, "WHERE", condition, tail))


def insert(table: str, columns: Sequence[str]) -> str:
    names = ", ".join(quoted(column) for column in columns)
    return " ".join(("INSERT INTO", table, f"({names}) VALUES ({marks(len(columns))})"))


def update(table: str, columns: Iterable[str], condition: str) -> str:
    changes = ", ".join(f"{quoted(column)} = ?" for column in columns)
    return " ".join(("UPDATE", table, "SET", changes, "WHERE", condition))


def delete(table: str, condition: str) -> str:
    return " ".join(("DELETE FROM", table, "WHERE", condition))
