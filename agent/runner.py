"""Runs the graph, one conversation at a time, and reads how a conversation stands."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import replace
from typing import Any, cast

from filelock import AsyncFileLock, Timeout
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.types import Command, StateSnapshot

from agent.desk import Desk
from agent.graph import build_graph
from agent.memory import forget_history
from agent.steps import Progress, Step, Words
from agent.tracing import third_party_tracing
from tools_server.errors import Conflict, NotFound

# Far above what a turn needs that writes every follow-up of a report, a step each; the node that
# asks the model has its own, lower limit.
_RECURSION_LIMIT = 400
_LOCK_SECONDS = 60.0

# The channel in which LangGraph keeps what an interrupt was answered with.
_ANSWER = "__resume__"

# Names of conversations are also names of lock files.
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")


class Runner:
    """The compiled graph with its desk and checkpointer.

    LangGraph does not lock a conversation: two resumes at once would run a write twice. So whoever
    runs takes the conversation's lock first and looks at its state inside it.
    """

    def __init__(self, desk: Desk, saver: AsyncSqliteSaver) -> None:
        self._desk = desk
        self._saver = saver
        self._graph = build_graph(saver)
        self._locks = desk.settings.data / "locks"
        self._locks.mkdir(mode=0o700, exist_ok=True)

    def at(self, desk: Desk) -> Runner:
        """The same graph and checkpoints with another person at the desk."""
        other = copy(self)
        other._desk = desk
        return other

    @asynccontextmanager
    async def lock(self, thread: str) -> AsyncIterator[None]:
        """Hold the conversation, also against other processes; a killed holder lets go.

        Raises `NotFound` for what cannot be a name and `Conflict` after a minute of waiting.
        """
        path = self._locks / f"{checked_name(thread)}.lock"
        lock = AsyncFileLock(path, timeout=_LOCK_SECONDS, mode=0o600)
        try:
            await lock.acquire()
        except Timeout as busy:
            raise Conflict(
                "This conversation is busy in another window or process.",
                hint="Try again in a moment.",
            ) from busy
        try:
            yield
        finally:
            await lock.release()

    async def state(self, thread: str) -> StateSnapshot:
        """The latest checkpoint of the conversation; without values where there is none."""
        return await self._graph.aget_state(_config(thread))

    async def run(
        self,
        thread: str,
        start: dict[str, Any] | Command[Any] | None,
        *,
        streaming: bool = False,
    ) -> AsyncIterator[Step | Progress | Words]:
        """Run to the end or to the next card; each step is checkpointed before the next begins."""
        try:
            with third_party_tracing(allowed=self._desk.settings.tracing):
                async for _, event in self._graph.astream(
                    start,
                    _config(thread),
                    context=replace(self._desk, streaming=streaming, look=self._look),
                    stream_mode="custom",
                    subgraphs=True,
                    durability="sync",
                ):
                    yield cast(Step | Progress | Words, event)
        finally:
            state = await self.state(thread)
            await asyncio.to_thread(self._desk.library.leave, thread, open=bool(state.tasks))
            await forget_history(self._saver, thread, ended=not cut_off(state))

    async def finish(self, thread: str) -> bool:
        """Run on where a run was cut off. Whether there was anything to finish.

        A person's answer that was saved and not carried out comes first: LangGraph hands it to the
        node even where another answer came later.
        """
        if not cut_off(await self.state(thread)) and not await self._answered(thread):
            return False
        async for _ in self.run(thread, None):
            pass
        return True

    async def _look(self, thread: str) -> dict[str, Any]:
        return (await self.state(thread)).values

    async def _answered(self, thread: str) -> bool:
        """Whether somebody answered the cards that still wait, and the run ended right then."""
        saved = await self._saver.aget_tuple(_config(thread))
        writes = (saved.pending_writes or []) if saved else []
        return any(channel == _ANSWER for _, channel, _ in writes)


def cut_off(state: StateSnapshot) -> bool:
    """Whether a run ended before its end, by a crash or an error.

    ``tasks`` and not ``next``: a node whose result was saved is no longer next, and still its step
    is not over before the checkpoint after it is saved too. A kill may come between the two.
    """
    return bool(state.tasks) and not state.interrupts


def waits(state: StateSnapshot) -> bool:
    """Whether a person has to decide: the cards were shown, or a crash came just before that."""
    return bool(state.interrupts) or "approve" in state.next


def checked_name(thread: str) -> str:
    """The name of a conversation. Raises `NotFound` for what cannot be one."""
    if not is_name(thread):
        raise NotFound(
            "That is no name of a conversation.", hint="Use letters, digits, dots and dashes."
        )
    return thread


def is_name(thread: str) -> bool:
    """Whether a conversation can be called so."""
    return _NAME.fullmatch(thread) is not None


def _config(thread: str) -> RunnableConfig:
    return {"configurable": {"thread_id": thread}, "recursion_limit": _RECURSION_LIMIT}
