"""What conversations leave beside their checkpoints: the list of them, and the tables they read.

A table of rows never enters the graph's state; the state holds its id.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    MetaData,
    String,
    Table,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import sqlite

from tools_server.governance.database import open_database

METADATA = MetaData()

THREADS = Table(
    "threads",
    METADATA,
    Column("id", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("created_at", String, nullable=False),
    Column("updated_at", String, nullable=False, index=True),
    # Set before a run and cleared after one that left nothing open, so that a crash leaves it set.
    Column("open", Boolean, nullable=False),
)

ARTIFACTS = Table(
    "artifacts",
    METADATA,
    Column("id", String, primary_key=True),
    Column("thread", String, nullable=False, index=True),
    Column("title", String, nullable=False),
    Column("tool", String, nullable=False),
    Column("args", JSON, nullable=False),
    Column("rows", JSON, nullable=False),
    Column("created_at", String, nullable=False),
)

# Who else may see a conversation: ``person`` is a name, or EVERYONE.
SHARES = Table(
    "shares",
    METADATA,
    Column("thread", String, primary_key=True),
    Column("person", String, primary_key=True),
    Column("may", String, nullable=False),
    Column("shared_at", String, nullable=False),
)

EVERYONE = "*"

# own: it is theirs. go on: they may say something in it. read: they may look.
May = Literal["read", "go on", "own"]


@dataclass(frozen=True)
class Share:
    """That somebody, or EVERYONE, may read a conversation of another, or go on in it."""

    thread: str
    person: str
    may: May
    shared_at: str


@dataclass(frozen=True)
class ThreadInfo:
    """A conversation in the list: ``open`` says that something in it may wait or be unfinished."""

    id: str
    title: str
    owner: str
    created_at: str
    updated_at: str
    open: bool


@dataclass(frozen=True)
class Artifact:
    """The full rows of one read, as the tool answered them."""

    id: str
    thread: str
    title: str
    tool: str
    args: dict[str, Any]
    rows: list[dict[str, Any]]
    created_at: str

    @property
    def columns(self) -> list[str]:
        """Every key of the rows, in the order of the records."""
        return list(dict.fromkeys(key for row in self.rows for key in row))


@dataclass(frozen=True)
class ReportInfo:
    """A kept report of a flow in a list: ``args`` are those it was run with."""

    id: str
    thread: str
    flow: str
    title: str
    args: dict[str, Any]
    created_at: str


class Library:
    """Threads and artifacts in one SQLite file (mode 0600). All calls are short and synchronous."""

    def __init__(self, path: Path) -> None:
        self._engine = open_database(path, METADATA)

    def close(self) -> None:
        """Close the pooled connections."""
        self._engine.dispose()

    def enter(self, thread: str, *, title: str, owner: str) -> None:
        """Mark a conversation as running, creating it where it is new."""
        now = _now()
        row = {
            "id": thread,
            "title": title,
            "owner": owner,
            "created_at": now,
            "updated_at": now,
            "open": True,
        }
        known = {"updated_at": now, "open": True}
        query = sqlite.insert(THREADS).values(row).on_conflict_do_update(["id"], set_=known)
        with self._engine.begin() as connection:
            connection.execute(query)

    def leave(self, thread: str, *, open: bool) -> None:
        """Say whether anything in the conversation still waits."""
        with self._engine.begin() as connection:
            connection.execute(update(THREADS).where(THREADS.c.id == thread).values(open=open))

    def threads(
        self, *, only_open: bool = False, visible_to: str | None = None
    ) -> list[ThreadInfo]:
        """The conversations, the latest first; all, or those that a person may read."""
        query = select(THREADS).order_by(THREADS.c.updated_at.desc())
        if only_open:
            query = query.where(THREADS.c.open)
        if visible_to is not None:
            shared = select(SHARES.c.thread).where(SHARES.c.person.in_([visible_to, EVERYONE]))
            query = query.where(or_(THREADS.c.owner == visible_to, THREADS.c.id.in_(shared)))
        with self._engine.begin() as connection:
            return [ThreadInfo(**row) for row in connection.execute(query).mappings()]

    def thread(self, id: str) -> ThreadInfo | None:
        """The conversation of this id."""
        with self._engine.begin() as connection:
            query = select(THREADS).where(THREADS.c.id == id)
            row = connection.execute(query).mappings().one_or_none()
        return ThreadInfo(**row) if row else None

    def may(self, person: str, thread: str) -> May | None:
        """What a person may do with a conversation; None where it is as if there were none."""
        info = self.thread(thread)
        if info is not None and info.owner == person:
            return "own"
        return self.shared_with(person).get(thread) if info else None

    def shared_with(self, person: str) -> dict[str, May]:
        """What others let this person do with their conversations."""
        query = select(SHARES.c.thread, SHARES.c.may).where(SHARES.c.person.in_([person, EVERYONE]))
        with self._engine.begin() as connection:
            # The later one counts where both are there: "go on", which is the wider one.
            rows = connection.execute(query.order_by(SHARES.c.may.desc())).all()
        return {row.thread: row.may for row in rows}

    def shares(self, thread: str) -> list[Share]:
        """With whom a conversation is shared, by name."""
        query = select(SHARES).where(SHARES.c.thread == thread).order_by(SHARES.c.person)
        with self._engine.begin() as connection:
            return [Share(**row) for row in connection.execute(query).mappings()]

    def share(self, thread: str, person: str, may: May) -> None:
        """Share a conversation with one more person, or change what that person may do."""
        row = vars(Share(thread, person, may, _now()))
        query = sqlite.insert(SHARES).values(row).on_conflict_do_update(set_=row)
        with self._engine.begin() as connection:
            connection.execute(query)

    def unshare(self, thread: str, person: str) -> None:
        """Share it with this person no more."""
        shared = (SHARES.c.thread == thread, SHARES.c.person == person)
        with self._engine.begin() as connection:
            connection.execute(delete(SHARES).where(*shared))

    def keep(
        self,
        thread: str,
        *,
        title: str,
        tool: str,
        args: dict[str, Any],
        rows: list[dict[str, Any]],
    ) -> str:
        """Keep the rows of a read. Answers the artifact's id."""
        artifact = Artifact(secrets.token_hex(4), thread, title, tool, args, rows, _now())
        with self._engine.begin() as connection:
            connection.execute(insert(ARTIFACTS).values(vars(artifact)))
        return artifact.id

    def amend(self, id: str, rows: list[dict[str, Any]]) -> None:
        """Keep other rows under an artifact's id."""
        with self._engine.begin() as connection:
            connection.execute(update(ARTIFACTS).where(ARTIFACTS.c.id == id).values(rows=rows))

    def reports(self, flows: Collection[str]) -> list[ReportInfo]:
        """The reports of these flows, the latest first."""
        names = ("id", "thread", "tool", "title", "args", "created_at")
        columns = [ARTIFACTS.c[name] for name in names]
        query = select(*columns).where(ARTIFACTS.c.tool.in_(flows))
        query = query.order_by(ARTIFACTS.c.created_at.desc(), ARTIFACTS.c.id)
        with self._engine.begin() as connection:
            rows = connection.execute(query).all()
        return [ReportInfo(*row) for row in rows]

    def artifact(self, id: str) -> Artifact | None:
        """The artifact with this id."""
        query = select(ARTIFACTS).where(ARTIFACTS.c.id == id)
        with self._engine.begin() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return Artifact(**row) if row else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
