"""`paymo-agent eval add`: a conversation that went wrong becomes a case."""

from __future__ import annotations

import asyncio
from pathlib import Path

from agent.session import open_session
from agent.settings import Settings


def add_from_thread(
    thread: str, *, turns: int | None = None, wish: str = "", to: Path | None = None
) -> Path:
    """Keep the conversation of these settings as a draft of a case, and answer the file.

    With ``to`` it is added to the end of that file, else it gets one of its own in the data folder.
    Raises `NotFound` for a conversation that does not exist.
    """
    if to is None:
        return asyncio.run(_kept(thread, turns, wish))
    text = asyncio.run(_told(thread, turns, wish))
    before = to.read_text(encoding="utf-8").rstrip("\n") if to.exists() else ""
    to.write_text(f"{before}\n\n{text}" if before else text, encoding="utf-8")
    return to


async def _kept(thread: str, turns: int | None, wish: str) -> Path:
    async with open_session(Settings()) as session:
        return await session.keep_case(thread, turns=turns, wish=wish)


async def _told(thread: str, turns: int | None, wish: str) -> str:
    async with open_session(Settings()) as session:
        return await session.as_case(thread, turns=turns, wish=wish)
