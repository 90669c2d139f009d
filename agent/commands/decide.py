"""`approve` and `reject`."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from agent.commands.output import EXIT_CODES, emit, report, say, say_lines
from tools_server.errors import InvalidArgument

if TYPE_CHECKING:
    from agent.conversation import PendingAction
    from agent.outcomes import Decided, Outcome
    from agent.session import Session
    from agent.state import Decision

    Decisions: TypeAlias = Callable[[Session], Awaitable[list[Decision]]]

# Of the digest of a card; short enough to type, and too long to be met by chance.
_DIGEST = re.compile(r"[0-9a-f]{8,64}")


def approve(ids: Sequence[str], *, everything: bool, edits: Sequence[str], json: bool) -> None:
    """Approve the named actions, or every one that waits now, and those that a crash cut off after
    their approval.

    An id may be followed by ``@`` and the first characters of the digest of the card that was seen;
    a card that was changed since is then left alone.
    """
    if bool(ids) == everything:
        raise InvalidArgument("Name the actions, or say --all.", hint="`pending` lists them.")
    if edits and len(ids) != 1:
        raise InvalidArgument("--edit changes one action.", hint="Name exactly one id with it.")

    async def decisions(session: Session) -> list[Decision]:
        if edits:
            return [await _edited(session, ids[0], edits)]
        if everything:
            cards = await session.pending()
            begun: list[Decision] = [
                {"type": "approve", "id": id} for id in await session.unwritten()
            ]
            return begun + [
                {"type": "approve", "id": card.id, "digest": card.digest} for card in cards
            ]
        return await _bound(session, "approve", ids)

    sys.exit(asyncio.run(_decide(decisions, json=json)))


def reject(ids: Sequence[str], *, reason: str, json: bool) -> None:
    """Reject the named actions, bound to their cards as in `approve`."""
    if not reason.strip():
        raise InvalidArgument("--reason is blank.", hint="Say in a few words why.")

    async def decisions(session: Session) -> list[Decision]:
        bound = await _bound(session, "reject", ids)
        return [{**decision, "message": reason} for decision in bound]

    sys.exit(asyncio.run(_decide(decisions, json=json)))


async def _decide(decisions: Decisions, *, json: bool) -> int:
    """Decide, print what came of it, and answer the exit code."""
    from agent.session import open_session
    from agent.settings import Settings

    async with open_session(Settings()) as session:
        decided = await session.decide(await decisions(session))
    if json:
        answers = [answer.turn.answer for answer in decided.answers]
        answers += [f"{failure.message} {failure.hint}" for failure in decided.failures]
        outcomes = [outcome.as_dict() for outcome in decided.outcomes]
        emit({"results": outcomes, "answer": "\n".join(answers)})
    else:
        _print(decided)
    return _exit_code(decided.outcomes)


def _exit_code(outcomes: Sequence[Outcome]) -> int:
    """That of the first action that went wrong; one that was decided before did not."""
    for outcome in outcomes:
        if outcome.error and outcome.status != "already_decided":
            return EXIT_CODES[outcome.error["code"]]
    return 0


def _print(decided: Decided) -> None:
    from agent.commands.render import print_cards

    for outcome in decided.outcomes:
        reason = f": {outcome.error['message']} {outcome.error['hint']}" if outcome.error else ""
        say(f"{outcome.id}  {outcome.status.replace('_', ' ')}{reason}")
    for failure in decided.failures:
        report(failure, json=False)
    for answer in decided.answers:
        say_lines(answer.turn.answer)
        print_cards(answer.pending)
    if not decided.outcomes:
        say("Nothing waits for a decision.")


async def _bound(
    session: Session, type: Literal["approve", "reject"], names: Sequence[str]
) -> list[Decision]:
    """A decision for each name: an id alone, or bound to the card that begins with this digest."""
    parts = [_id_and_digest(name) for name in names]
    cards = {card.id: card for card in await session.pending()} if any(d for _, d in parts) else {}
    return [
        {"type": type, "id": id, "digest": _whole(cards.get(id), digest)}
        if digest
        else {"type": type, "id": id}
        for id, digest in parts
    ]


def _id_and_digest(name: str) -> tuple[str, str]:
    """The two parts of ID@DIGEST; the second is empty where only the id was named."""
    id, at, digest = name.partition("@")
    if at and not _DIGEST.fullmatch(digest.lower()):
        raise InvalidArgument(
            f"{name}: behind the @ belong 8 to 64 digits and letters from a to f.",
            hint="Copy it from `pending`, or name the id alone.",
        )
    return id, digest.lower()


def _whole(card: PendingAction | None, digest: str) -> str:
    """The card's digest if it begins so; what fits no card is refused by the session."""
    return card.digest if card and card.digest.startswith(digest) else digest


async def _edited(session: Session, name: str, edits: Sequence[str]) -> Decision:
    from agent.edits import typed_value

    id, digest = _id_and_digest(name)
    card = next((card for card in await session.pending() if card.id == id), None)
    if card is None:  # the session knows who decided it
        return {"type": "edit", "id": id, "edited_action": {"name": "", "args": {}}}
    schema = await session.schema(card.tool)
    args = dict(card.args)
    for edit in edits:
        field, equals, text = edit.partition("=")
        if not equals:
            raise InvalidArgument(f"--edit {edit!r} is not FIELD=VALUE.", hint="Try minutes=180.")
        args[field] = typed_value(schema, field, text)
    given = {field: value for field, value in args.items() if value is not None}
    edited = {"name": card.tool, "args": given}
    seen = _whole(card, digest) if digest else card.digest
    return {"type": "edit", "id": id, "digest": seen, "edited_action": edited}
