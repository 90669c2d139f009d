"""`ask`, `pending` and `threads`."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from agent.commands.output import EXIT_CODES, emit, say

if TYPE_CHECKING:
    from agent.session import Answer


def ask(text: str, *, thread: str | None, model: str | None, json: bool) -> None:
    """Print the answer. Cards that wait are part of it; they are no failure."""
    from agent.commands.render import answer_json, print_answer
    from agent.session import open_session
    from agent.settings import Settings

    async def run() -> Answer:
        settings = Settings()
        if model:
            settings = settings.model_copy(update={"model": model})
        async with open_session(settings) as session:
            return await session.ask(text, thread)

    answer = asyncio.run(run())
    if json:
        emit(answer_json(answer))
    else:
        print_answer(answer)
    sys.exit(_exit_code(answer))


def _exit_code(answer: Answer) -> int:
    """0, but that of the failure where Paymo or the key let nothing be read at all."""
    if answer.pending or not answer.turn.calls or any(call.ok for call in answer.turn.calls):
        return 0
    errors = [call.result.get("error") or {} for call in answer.turn.calls]
    return EXIT_CODES.get(errors[-1].get("code", ""), 0) if _nothing_came(errors) else 0


def _nothing_came(errors: list[dict[str, Any]]) -> bool:
    causes = {"unauthorized", "forbidden", "rate_limited", "upstream_unavailable"}
    return all(error.get("code") in causes for error in errors)


def pending(*, json: bool) -> None:
    """Print the cards of all conversations."""
    from agent.commands.render import print_cards
    from agent.conversation import PendingAction
    from agent.session import open_session
    from agent.settings import Settings

    async def run() -> tuple[list[PendingAction], list[str]]:
        async with open_session(Settings()) as session:
            return await session.pending(), await session.unwritten()

    cards, unwritten = asyncio.run(run())
    if json:
        emit({"pending": [{**card.as_dict(), "thread_id": card.thread_id} for card in cards]})
    elif cards:
        print_cards(cards)
    else:
        say("Nothing waits for a decision.")
    if unwritten and not json:
        say(
            f"Approved and not written yet: {len(unwritten)}. They are being written now, or were"
            " cut off; `paymo-agent approve --all` finishes them, and nothing is written twice."
        )


def threads(*, json: bool) -> None:
    """Print the list of conversations."""
    from agent.library import ThreadInfo
    from agent.session import open_session
    from agent.settings import Settings

    async def run() -> list[ThreadInfo]:
        async with open_session(Settings()) as session:
            return await session.threads()

    listed = asyncio.run(run())
    if json:
        emit({"threads": [vars(info) for info in listed]})
        return
    for info in listed:
        say(f"{info.id}  {info.updated_at[:16]}  {'*' if info.open else ' '} {info.title}")
    if not listed:
        say('No conversations yet. Start one with: paymo-agent ask "Which invoices are overdue?"')
