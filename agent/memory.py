"""What survives a restart: the checkpointer behind every conversation."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from agent.settings import Settings


@asynccontextmanager
async def open_checkpointer(settings: Settings) -> AsyncIterator[AsyncSqliteSaver]:
    """The SQLite checkpointer, its file readable by its owner alone."""
    path = settings.checkpoints_database
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    async with AsyncSqliteSaver.from_conn_string(str(path)) as saver:
        await saver.setup()
        yield saver


async def forget_history(saver: AsyncSqliteSaver, thread: str, *, ended: bool) -> None:
    """Keep the latest checkpoint of a conversation only; those of a flow in it until the run
    has ``ended``, for one that was cut off goes on there.

    Each checkpoint holds all messages, so keeping every step grows with the square of the chat
    (21 MB at 100 turns). The record of what happened is the audit log, not the checkpoints.
    """
    latest = (
        "(SELECT max(checkpoint_id) FROM checkpoints WHERE thread_id = ? AND checkpoint_ns = '')"
    )
    async with saver.lock:
        for table in ("writes", "checkpoints"):
            await saver.conn.execute(
                f"DELETE FROM {table} WHERE thread_id = ? AND checkpoint_ns = ''"  # noqa: S608  the table is one of two literals
                f" AND checkpoint_id < {latest}",
                (thread, thread),
            )
            if ended:
                await saver.conn.execute(
                    f"DELETE FROM {table} WHERE thread_id = ? AND checkpoint_ns != ''",  # noqa: S608
                    (thread,),
                )
        await saver.conn.commit()
