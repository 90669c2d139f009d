"""One SQLite file for several threads and processes, or a private one in memory."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Literal

BUSY_SECONDS = 30.0
VERSION = 2


class Database:
    """Hands out transactions. Connections are kept for reuse and closed by `close`.

    A file is in WAL mode: readers never wait, writers queue for up to 30 seconds. In memory there
    is a single connection, and transactions take turns.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._idle: list[sqlite3.Connection] = []
        self._turn: AbstractContextManager[object] = nullcontext() if path else threading.Lock()

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """A consistent view for as long as the block runs."""
        return self._transaction("DEFERRED")

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """All of the block or, after an exception, nothing of it."""
        return self._transaction("IMMEDIATE")

    def prepare(
        self,
        schema: Iterable[str],
        fill: Callable[[sqlite3.Connection], None],
        upgrades: Iterable[str] = (),
    ) -> None:
        """Create and fill the tables unless that has been done; safe when processes race.

        A file of an older version gets the tables that it lacks and then the `upgrades`.
        """
        with self.writing() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == VERSION:
                return
            for statement in schema:
                connection.execute(statement)
            if version:
                for statement in upgrades:
                    connection.execute(statement)
            else:
                fill(connection)
            connection.execute(f"PRAGMA user_version = {VERSION}")

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _transaction(self, mode: Literal["DEFERRED", "IMMEDIATE"]) -> Iterator[sqlite3.Connection]:
        with self._turn:
            connection = self._take()
            try:
                connection.execute(f"BEGIN {mode}")
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                self._idle.append(connection)

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path or ":memory:",
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.create_function("fold", 1, _fold, deterministic=True)
        if self._path:
            _switch_to_wal(connection)
        return connection


def _fold(text: str | None) -> str | None:
    """Case folding for `like`: SQLite's own knows ASCII only."""
    return None if text is None else str(text).casefold()


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Two processes switching at once get "locked" without waiting, so the waiting is done here."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
