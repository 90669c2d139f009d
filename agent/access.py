"""The conversations as one person sees them: what belongs to others is as if it were not there."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence

from agent.library import EVERYONE, Artifact, Library, May, ReportInfo, Share, ThreadInfo
from agent.people import Person
from tools_server.errors import Forbidden, InvalidArgument, NotFound
from tools_server.governance.chain import Entry

_WIDER: dict[May, tuple[May, ...]] = {
    "read": ("read", "go on", "own"),
    "go on": ("go on", "own"),
    "own": ("own",),
}
_LONGEST_NAME = 254  # of an e-mail address, RFC 5321


class Conversations:
    """The library through a person's eyes. Refuses with the same words whether there is nothing, or
    something that this person may not see."""

    def __init__(self, library: Library, person: Person) -> None:
        self._library = library
        self._person = person

    async def all(self) -> list[ThreadInfo]:
        """The conversations that this person may read, the latest first."""
        name = self._person.name
        return await asyncio.to_thread(self._library.threads, visible_to=name)

    async def may(self, thread: str) -> May | None:
        """What this person may do with a conversation."""
        return await asyncio.to_thread(self._library.may, self._person.name, thread)

    async def check(self, thread: str, wanted: May = "read") -> May:
        """What this person may do with it, at least what is wanted.

        Raises `NotFound` for a conversation this person may not read, or that there is not, and
        `Forbidden` for one that this person may read and no more.
        """
        may = await self.may(thread)
        if may is None:
            raise nowhere(thread)
        if may not in _WIDER[wanted]:
            owned = (
                "Only its owner may do that." if wanted == "own" else "Its owner may change that."
            )
            raise Forbidden(f"This conversation is shared with you to {may}.", hint=owned)
        return may

    async def open_ones(self) -> list[tuple[str, May | None]]:
        """Where something may wait, with others too, and what this person may do there."""
        listed = await asyncio.to_thread(self._library.threads, only_open=True)
        shared = await asyncio.to_thread(self._library.shared_with, self._person.name)
        mine = self._person.name
        return [(i.id, "own" if i.owner == mine else shared.get(i.id)) for i in listed]

    async def enter(self, thread: str, *, title: str) -> None:
        """Begin it, or go on in it. Call it while holding the conversation's lock."""
        if await asyncio.to_thread(self._library.thread, thread) is not None:
            await self.check(thread, "go on")
        await asyncio.to_thread(self._library.enter, thread, title=title, owner=self._person.name)

    async def visible(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries of the audit log that are about something of this person's."""
        name = self._person.name
        there = {info.id for info in await asyncio.to_thread(self._library.threads)}
        readable = {info.id for info in await self.all()}
        touched = {entry.action for entry in entries if entry.actor == name}

        def seen(entry: Entry) -> bool:
            thread = entry.action.rpartition("-")[0]
            foreign = thread not in there  # of a client that has no conversations
            return (
                thread in readable or entry.action in touched or (foreign and self._person.approves)
            )

        return [entry for entry in entries if seen(entry)]

    async def artifact(self, id: str) -> Artifact:
        """The rows of a read in a conversation that this person may read. Raises `NotFound`."""
        artifact = await asyncio.to_thread(self._library.artifact, id)
        if artifact is None or await self.may(artifact.thread) is None:
            raise NotFound(f"There is no report or table {id}.", hint="Ask for it again.")
        return artifact

    async def reports(self, flows: Collection[str]) -> list[ReportInfo]:
        """The reports of these flows in the conversations that this person may read."""
        readable = {info.id for info in await self.all()}
        listed = await asyncio.to_thread(self._library.reports, flows)
        return [info for info in listed if info.thread in readable]

    async def shares(self, thread: str) -> list[Share]:
        """With whom it is shared. Raises `NotFound` like `check`."""
        await self.check(thread)
        return await asyncio.to_thread(self._library.shares, thread)

    async def share(self, thread: str, with_: Sequence[str], may: May) -> None:
        """Let the named people, or `EVERYONE`, read one's own conversation, or go on in it.

        Raises `InvalidArgument` for what is no name; nobody is told which names there are.
        """
        await self.check(thread, "own")
        if may not in ("read", "go on"):
            raise InvalidArgument(f"{may!r} cannot be shared.", hint="Say read, or go on.")
        for name in [shared_name(name) for name in with_]:
            if name != self._person.name:
                await asyncio.to_thread(self._library.share, thread, name, may)

    async def unshare(self, thread: str, with_: Sequence[str]) -> None:
        """Take it back from the named people, or from `EVERYONE`."""
        await self.check(thread, "own")
        for name in with_:
            await asyncio.to_thread(self._library.unshare, thread, shared_name(name))


def nowhere(thread: str) -> NotFound:
    """What is said of a conversation that there is not, and of one that is somebody else's."""
    return NotFound(f"There is no conversation {thread}.", hint="List them with `threads`.")


def shared_name(text: str) -> str:
    """A name as people are known by it; an e-mail address in small letters."""
    name = text.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or "," in name:
        raise InvalidArgument(f"{text!r} is no name.", hint="Name them by their e-mail address.")
    return name.lower() if "@" in name else name


__all__ = ["EVERYONE", "Conversations", "nowhere", "shared_name"]
