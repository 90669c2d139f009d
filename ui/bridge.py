"""Between Streamlit's threads and the agent's event loop: one session a process.

A page's script runs for a moment and may be cut off by the next click; a request may not. So requests
run on the loop, and pages watch them: a reload or a second tab sees the same request go on.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import Future
from contextlib import aclosing
from typing import Any, TypeVar

import streamlit as st
from pydantic import ValidationError

from agent.conversation import PendingAction
from agent.library import ThreadInfo
from agent.session import Answer, Failure, Outcome, Session, open_session
from agent.settings import Settings
from agent.state import Decision
from agent.steps import Step
from ui.failures import internal_failure, settings_failure

log = logging.getLogger(__name__)

ResultT = TypeVar("ResultT")

_OPENING_SECONDS = 60.0
_CLOSING_SECONDS = 10.0
# A watcher looks up this often, so that Stop and a click elsewhere take effect while nothing happens.
_HEARTBEAT_SECONDS = 0.25
_RECHECK_SECONDS = 30.0
# Outcomes that leave no line in the conversation.
_UNDONE = ("already_decided", "not_found", "waiting")


class Run:
    """One request on its way: what was said or decided, the steps so far, and how it ended."""

    def __init__(self, thread: str, *, said: str | None, cards: frozenset[str]) -> None:
        self.thread = thread
        self.said = said
        self.cards = cards
        self.turns_before: int | None = None
        self.outcomes: list[Outcome] = []
        self.failure: Failure | None = None
        self.done = False
        self.stopped = False
        self._steps: list[Step] = []
        self._news = threading.Condition()
        self._task: Future[None] | None = None

    @property
    def problems(self) -> list[Failure]:
        """Why it, or a decision in it, came to nothing. What became of the others is in the history."""
        undone = [each for each in self.outcomes if each.status in _UNDONE and each.error]
        refused = [
            Failure(each.error["message"], hint=each.error["hint"]) for each in undone if each.error
        ]
        return [*refused, *([self.failure] if self.failure else [])]

    def watch(self) -> Iterator[Step | None]:
        """The steps, those of the past first, until the end. None says that nothing happened yet."""
        seen = 0
        while True:
            with self._news:
                if seen == len(self._steps) and not self.done:
                    self._news.wait(_HEARTBEAT_SECONDS)
                fresh, over = self._steps[seen:], self.done
            yield from fresh or [None]
            seen += len(fresh)
            if over:
                return

    def stop(self) -> None:
        """Give up waiting. What was written stays written, and the conversation can be continued."""
        self.stopped = True
        if self._task:
            self._task.cancel()

    def note(self, step: Step) -> None:
        """Tell the watchers what is happening."""
        with self._news:
            self._steps.append(step)
            self._news.notify_all()

    def start(self, work: Coroutine[Any, Any, None], loop: asyncio.AbstractEventLoop) -> None:
        """Begin on the loop."""
        self._task = asyncio.run_coroutine_threadsafe(work, loop)
        self._task.add_done_callback(self._end)

    def _end(self, task: Future[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Failure):
            self.failure = error
        elif error is not None:
            log.error("A request ended with a bug", exc_info=error)
            self.failure = internal_failure()
        with self._news:
            self.done = True
            self._news.notify_all()


class Bridge:
    """Opens the session in a thread of its own and keeps it. All methods may be called from anywhere."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._session: Future[Session] = Future()
        self._runs: list[Run] = []
        self._unreachable: tuple[float, Failure] | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, name="agent", daemon=True)
        self._thread.start()
        self._keeper = asyncio.run_coroutine_threadsafe(self._keep_open(), self._loop)
        self._keeper.add_done_callback(self._explain)

    @property
    def session(self) -> Session:
        """The opened session. Raises the `Failure` that kept it from opening."""
        return self._session.result(_OPENING_SECONDS)

    @property
    def settings(self) -> Settings:
        """What the session was opened with."""
        return self.session.settings

    def call(self, ask: Callable[[Session], Coroutine[Any, Any, ResultT]]) -> ResultT:
        """Run one short question on the loop and wait for its answer."""
        return asyncio.run_coroutine_threadsafe(ask(self.session), self._loop).result()

    def ask(self, thread: str, text: str) -> Run:
        """Send a message."""
        session = self.session
        run = Run(thread, said=text, cards=frozenset())
        return self._begin(run, _ask(session, run, text))

    def decide(self, thread: str, decisions: Sequence[Decision]) -> Run:
        """Decide about waiting cards."""
        run = Run(thread, said=None, cards=frozenset(each["id"] for each in decisions))
        return self._begin(run, _decide(self.session, run, decisions))

    def resume(self, thread: str) -> Run:
        """Finish a conversation that was cut off."""
        run = Run(thread, said=None, cards=frozenset())
        return self._begin(run, _resume(self.session, thread))

    @property
    def in_demo_world(self) -> bool:
        """Whether the names of the demo agency mean something here."""
        return not hasattr(self.settings.paymo, "base_url") and self.settings.world is None

    def account(self) -> dict[str, Any] | Failure:
        """The account behind the key, or what keeps it from us. A failure is asked about again after a
        while, or after `forget_failure`: a page must not wait for a dead server at every click.
        """
        failed = self._unreachable
        if failed and failed[0] > time.monotonic():
            return failed[1]
        try:
            return self.call(lambda session: session.account())
        except Failure as failure:
            self._unreachable = (time.monotonic() + _RECHECK_SECONDS, failure)
            return failure

    def forget_failure(self) -> None:
        """Ask for the account again the next time."""
        self._unreachable = None

    def active(self, thread: str) -> Run | None:
        """The request that is being worked on in this conversation, whoever sent it."""
        return next((run for run in self._runs if run.thread == thread and not run.done), None)

    def waiting(self) -> tuple[list[ThreadInfo], list[PendingAction]]:
        """All conversations, the latest first, and all cards that wait in them."""
        threads = self.call(lambda session: session.threads())
        return threads, self.call(lambda session: session.pending())

    def close(self) -> None:
        """Stop what runs, close the session with its tools server, and end the thread."""
        for run in self._runs:
            run.stop()
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._keeper.add_done_callback(lambda _: self._loop.call_soon_threadsafe(self._loop.stop))
        self._thread.join(_CLOSING_SECONDS)
        if not self._thread.is_alive():
            self._loop.close()

    def _begin(self, run: Run, work: Coroutine[Any, Any, None]) -> Run:
        self._runs = [each for each in self._runs if not each.done] + [run]
        run.start(work, self._loop)
        return run

    async def _keep_open(self) -> None:
        async with open_session(Settings()) as session:
            self._session.set_result(session)
            await self._stopping.wait()

    def _explain(self, keeper: Future[None]) -> None:
        """Whoever waits for a session that did not open gets the reason."""
        error = keeper.exception()
        if error is None or self._session.done():
            return
        if isinstance(error, ValidationError):
            error = settings_failure(error)
        elif not isinstance(error, Failure):
            log.error("The session did not open", exc_info=error)
            error = internal_failure()
        self._session.set_exception(error)


@st.cache_resource(show_spinner=False, on_release=Bridge.close)
def bridge() -> Bridge:
    """The bridge of this process, opened by whoever asks first; `bridge.clear()` closes it."""
    return Bridge()


async def _ask(session: Session, run: Run, text: str) -> None:
    known = {info.id for info in await session.threads()}
    run.turns_before = len(await session.history(run.thread)) if run.thread in known else 0
    async with aclosing(session.stream(text, run.thread)) as events:
        async for event in events:
            if not isinstance(event, Answer):
                run.note(event)


async def _decide(session: Session, run: Run, decisions: Sequence[Decision]) -> None:
    run.outcomes = (await session.decide(decisions)).outcomes


async def _resume(session: Session, thread: str) -> None:
    await session.resume(thread)
