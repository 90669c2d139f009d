"""`paymo-agent eval add`: a conversation that went wrong becomes a case."""

from __future__ import annotations

import asyncio
from collections.abc import Container
from itertools import chain, count
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from agent.commands.output import Json, emit, reporting_failures, say
from agent.session import InvalidArgument, open_session
from agent.settings import Settings
from evals.dataset import CaseError, load_cases

_ANOTHER = "Name another file, or leave --to out."

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
        say("Write what should have happened under `expect`, delete `draft: true`, then run")
        say(f"paymo-agent eval {quote(str(path))}")


def add_from_thread(
    thread: str, *, turns: int | None = None, wish: str = "", to: Path | None = None
) -> Path:
    """Keep the conversation of these settings as a draft of a case, and answer the file.

    With ``to`` it is added to the end of that file, else it gets one of its own in the data folder.
    Raises `NotFound` for a conversation that does not exist, and `InvalidArgument` for a file that
    no case can be added to; it stays as it is.
    """
    if to is None:
        return asyncio.run(_kept(thread, turns, wish))
    try:
        before = to.read_text(encoding="utf-8").rstrip("\n") if to.exists() else ""
        known = {case.id for case in load_cases([to])} if before else set()
    except (OSError, ValueError, CaseError) as unfit:
        raise InvalidArgument(f"{to} is no dataset: {unfit}", hint=_ANOTHER) from unfit
    text = asyncio.run(_told(thread, turns, wish, known))
    try:
        to.write_text(f"{before}\n\n{text}" if before else text, encoding="utf-8")
        load_cases([to])
    except CaseError as unfit:  # one list, written in brackets for instance
        to.write_text(f"{before}\n", encoding="utf-8")
        raise InvalidArgument(f"Nothing can be added to {to}.", hint=_ANOTHER) from unfit
    except OSError as unfit:
        raise InvalidArgument(f"{to} cannot be written: {unfit}.", hint=_ANOTHER) from unfit
    return to


async def _kept(thread: str, turns: int | None, wish: str) -> Path:
    async with open_session(Settings()) as session:
        return await session.keep_case(thread, turns=turns, wish=wish)


async def _told(thread: str, turns: int | None, wish: str, known: Container[str]) -> str:
    """The case, with an id that none of the known ones has."""
    async with open_session(Settings()) as session:
        number = turns or len(await session.history(thread))
        id = f"conversation-{thread}-{number}"
        ids = chain([id], (f"{id}-{again}" for again in count(2)))
        free = next(each for each in ids if each not in known)
        return await session.as_case(thread, turns=turns, wish=wish, id=free)
