"""The SQLite schema, generated from the catalog.

Cascades are foreign keys, and what an invoice line marked as billed is released by a trigger, so
that deleting a client or an invoice keeps the same promises however far it reaches.
"""

from collections.abc import Iterator

from tools_server.sandbox.paymo.catalog import RESOURCES
from tools_server.sandbox.paymo.catalog.projects import ENTRY_MOMENT
from tools_server.sandbox.paymo.schema import Field, Resource
from tools_server.sandbox.paymo.sql import quoted

BILLED_BY_LINE = {
    "entries": "billed",
    "projects": "invoiced",
    "tasks": "invoiced",
    "expenses": "invoiced",
}

RELEASE = "UPDATE {} SET {} = 0, invoice_item_id = NULL WHERE invoice_item_id = OLD.id;"

OWN_TABLES = (
    "CREATE TABLE company (document TEXT NOT NULL)",
    """CREATE TABLE api_keys (
        key TEXT PRIMARY KEY,
        user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE)""",
    """CREATE TABLE passwords (
        user_id INTEGER PRIMARY KEY REFERENCES users ON DELETE CASCADE,
        digest TEXT NOT NULL)""",
)

OWN_INDEXES = (
    f"CREATE INDEX entries_moment ON entries ({ENTRY_MOMENT.replace('entries.', '')})",
    "CREATE INDEX running_timers ON entries (user_id) WHERE end_time IS NULL AND NOT is_bulk",
    "CREATE INDEX invoice_numbers ON invoices (number)",
)

# A file of the first version had no rows for who is on which task.
UPGRADES = (
    """INSERT INTO userstasks (user_id, task_id, created_on, updated_on)
    SELECT users.id, tasks.id, tasks.created_on, tasks.updated_on
    FROM tasks, json_each(tasks.users) AS member JOIN users ON users.id = member.value""",
)


def statements() -> Iterator[str]:
    """Every statement that makes an empty database, in order; what is there already stays."""
    for statement in _statements():
        kind, _, rest = statement.removeprefix("CREATE ").partition(" ")
        yield f"CREATE {kind} IF NOT EXISTS {rest}"


def _statements() -> Iterator[str]:
    for resource in RESOURCES.values():
        yield _table(resource)
        yield from _indexes(resource)
    yield from OWN_TABLES
    yield from OWN_INDEXES
    yield _release_trigger()


def _table(resource: Resource) -> str:
    columns = [f"id {resource.id_column}"]
    columns += [_column(item) for name, item in resource.columns.items() if name != "id"]
    return f"CREATE TABLE {resource.name} ({', '.join(columns)})"


def _column(item: Field) -> str:
    column = f"{quoted(item.name)} {item.kind.column}"
    if item.on_delete:
        column += f" REFERENCES {item.refers_to} ON DELETE {item.on_delete}"
    return column


def _indexes(resource: Resource) -> Iterator[str]:
    for name, item in resource.columns.items():
        if item.indexed:
            yield f"CREATE INDEX {resource.name}_{name} ON {resource.name} ({name})"


def _release_trigger() -> str:
    updates = " ".join(RELEASE.format(table, flag) for table, flag in BILLED_BY_LINE.items())
    return f"CREATE TRIGGER release_billed AFTER DELETE ON invoiceitems BEGIN {updates} END"
