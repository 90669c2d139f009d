"""`paymo-agent eval add`: a conversation that went wrong becomes a case."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from agent.commands.output import Json, emit, reporting_failures, say
from agent.session import open_session
from agent.settings import Settings

app = typer.Typer(add_completion=False, pretty_exceptions_show_locals=False)


@app.command("eval add")
def add(
    from_thread: Annotated[str, typer.Option(help="The conversation (see `threads`).")],
    turns: Annotated[int | None, typer.Option(help="Only its first turns.", min=1)] = None,
    wish: Annotated[str, typer.Option(help="What would have been right, in your words.")] = "",
    to: Annotated[Path | None, typer.Option(help="Add it to this dataset file.")] = None,
    json: Json = False,
) -> None:
    """Keep a conversation that went wrong as the draft of a case."""
    with reporting_failures(json):
        path = add_from_thread(from_thread, turns=turns, wish=wish, to=to)
        if json:
            emit({"file": str(path)})
            return
        say(f"Kept in {path}.")
        say("Write what should have happened under `expect`, take `draft` away, then run")
        say(f"paymo-agent eval {path}")


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
