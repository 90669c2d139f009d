"""The tables behind journal and audit log, and the engine they live in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.exc import DatabaseError

from tools_server.errors import UpstreamUnavailable

METADATA = MetaData()

_READS = "reads_only"

JOURNAL = Table(
    "journal",
    METADATA,
    Column("key", String, primary_key=True),
    Column("tool", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("approver", String, nullable=False),
    Column("thread", String, nullable=False),
    Column("status", String, nullable=False),
    Column("claimed_at", String, nullable=False),
    Column("finished_at", String),
    Column("answer", JSON),
    Column("args", JSON),
    Column("account", String),
    Column("seen", JSON),
    Column("record_id", Integer),
    Column("sent_at", String),
)

AUDIT = Table(
    "audit",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("event", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("body", JSON, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
    Column("seal", String),
)


def open_database(path: Path, tables: MetaData = METADATA) -> Engine:
    """Open a database, creating file (mode 0600) and tables where they are missing.

    A transaction starts as a writer (`BEGIN IMMEDIATE`), unless it is one of `reading`: two
    processes take turns instead of reading the same head or claiming the same key. Raises
    `UpstreamUnavailable` for a file that is damaged or no database.
    """
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
    event.listen(engine, "connect", _leave_transactions_to_sqlalchemy)
    event.listen(engine, "begin", _begin)
    try:
        tables.create_all(engine)
        _add_new_columns(engine, tables)
    except DatabaseError as damaged:
        raise UpstreamUnavailable(
            f"{path} cannot be read as a database.",
            hint="Keep the file for whoever can mend it; move it away to start a new one.",
        ) from damaged
    return engine


def _add_new_columns(engine: Engine, tables: MetaData) -> None:
    """Bring the tables of an earlier version up to this one; what is new may be empty there."""
    for table in tables.sorted_tables:
        known = {column["name"] for column in inspect(engine).get_columns(table.name)}
        for column in table.columns:
            if column.name not in known:
                kind = column.type.compile(engine.dialect)
                with engine.begin() as connection:
                    connection.exec_driver_sql(
                        f"ALTER TABLE {table.name} ADD COLUMN {column.name} {kind}"
                    )


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads: it waits for no writer, and keeps none waiting."""
    with engine.connect().execution_options(**{_READS: True}) as connection, connection.begin():
        yield connection


def _leave_transactions_to_sqlalchemy(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get(_READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
