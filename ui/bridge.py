"""Between Streamlit's threads and the agent's event loop: one session a process.

A page's script lives for a moment and may be cut off by the next click; a request may not. So
requests run on the loop, and pages watch: a reload or a second tab sees the same request go on.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from contextlib import suppress
from copy import copy
from typing import Any, TypeVar

import streamlit as st
from pydantic import ValidationError

from agent.conversation import PendingAction
from agent.session import Failure, Person, Session, open_session
from agent.settings import Settings
from agent.state import Decision
from ui.failures import internal_failure, settings_failure
from ui.person import NotSignedIn, Visitor, visitor
from ui.run import Batch, Run, ask, decide_each, resume, run_flow

log = logging.getLogger(__name__)

_NOBODY = Visitor(refusal=NotSignedIn("Nobody is there.", hint="Open a page."))

ResultT = TypeVar("ResultT")

_OPENING_SECONDS = 60.0
_CLOSING_SECONDS = 10.0
_RECHECK_SECONDS = 30.0


class Bridge:
    """Opens the session in a thread of its own and keeps it. Any thread may call its methods.

    A page's is its visitor's (`bridge`): all it asks and starts is that person's, also where it is
    kept for later, as for a download. So no page can forget to say who asks.
    """

    def __init__(self) -> None:
        self.visitor = _NOBODY
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._session: Future[Session] = Future()
        self._runs: list[Run] = []
        self._unreachable: list[tuple[float, Failure]] = []
        self._thread = threading.Thread(target=self._loop.run_forever, name="agent", daemon=True)
        self._thread.start()
        self._keeper = asyncio.run_coroutine_threadsafe(self._keep_open(), self._loop)
        self._keeper.add_done_callback(self._explain)

    def at(self, visitor: Visitor) -> Bridge:
        """The same bridge for this visitor."""
        other = copy(self)
        other.visitor = visitor
        return other

    @property
    def session(self) -> Session:
        """The visitor's session, once it is open. Raises the `Failure` that kept it from opening,
        and `NotAdmitted`."""
        return self._opened.acting_as(self.person)

    @property
    def person(self) -> Person:
        """Who is at the page. Raises like `session`."""
        return self.visitor.person(self.settings)

    @property
    def settings(self) -> Settings:
        """What the session was opened with."""
        return self._opened.settings

    @property
    def _opened(self) -> Session:
        return self._session.result(_OPENING_SECONDS)

    def call(self, question: Callable[[Session], Coroutine[Any, Any, ResultT]]) -> ResultT:
        """Ask the session something short and wait for the answer."""
        return asyncio.run_coroutine_threadsafe(question(self.session), self._loop).result()

    def account(self) -> dict[str, Any] | Failure:
        """The account behind the key, or what keeps it from us.

        A failure holds for half a minute or until `forget_failure`: a page must not wait for a dead
        server at every click.
        """
        self.person  # noqa: B018 - of whoever may not know it, nothing is kept for the others
        if self._unreachable and self._unreachable[0][0] > time.monotonic():
            return self._unreachable[0][1]
        try:
            return self.call(lambda session: session.account())
        except Failure as failure:
            self._unreachable[:] = [(time.monotonic() + _RECHECK_SECONDS, failure)]
            return failure

    def forget_failure(self) -> None:
        """Ask for the account again the next time."""
        self._unreachable.clear()

    def ask(self, thread: str, text: str) -> Run:
        """Send a message."""
        run = Run(thread, said=text)
        return self._begin(run, ask(self.session, run, text))

    def run_flow(self, thread: str, title: str, name: str, args: dict[str, Any]) -> Run:
        """Start a flow; ``title`` is what people call it."""
        run = Run(thread, said=title, flow=name)
        return self._begin(run, run_flow(self.session, run, name, args))

    def decide_each(self, actions: Sequence[PendingAction], decisions: Sequence[Decision]) -> Batch:
        """Decide about cards, one after the other: what is not begun can be stopped."""
        batch = Batch(actions)
        self._begin(batch, decide_each(self.session, batch, decisions))
        return batch

    def resume(self, thread: str) -> Run:
        """Finish a conversation that was cut off."""
        run = Run(thread)
        return self._begin(run, resume(self.session, run))

    def active(self, thread: str) -> Run | None:
        """The request that is being worked on in this conversation, whoever sent it; None in one
        that the visitor may not read."""
        run = next((run for run in self._runs if thread in run.threads and not run.done), None)
        if run is None or run.by == self.person.name:
            return run
        # It names cards of all its conversations.
        may = [self.call(lambda session, id=id: session.may(id)) for id in run.threads]
        return run if all(may) else None

    def close(self) -> None:
        """Give up questions, finish decisions, close the session and its tools server."""
        for run in self._runs:
            run.stop()
            run.wait(_CLOSING_SECONDS)
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._keeper.add_done_callback(lambda _: self._loop.call_soon_threadsafe(self._loop.stop))
        self._thread.join(_CLOSING_SECONDS)
        if not self._thread.is_alive():
            self._loop.close()

    def _begin(self, run: Run, work: Coroutine[Any, Any, None]) -> Run:
        run.by = self.person.name
        self._runs[:] = [*(each for each in self._runs if not each.done), run]
        run.start(work, self._loop)
        return run

    async def _keep_open(self) -> None:
        async with open_session(Settings()) as session:
            self._session.set_result(session)
            first = asyncio.create_task(_first_contact(session))
            await self._stopping.wait()
            first.cancel()

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


async def _first_contact(session: Session) -> None:
    """Start the tools server before the first page asks for it. A failure is told to that page."""
    with suppress(Failure):
        await session.account()


@st.cache_resource(show_spinner=False, on_release=Bridge.close)
def process_bridge() -> Bridge:
    """The bridge of this process, opened by whoever asks first. Nobody's: it has no session."""
    return Bridge()


class _Bridges:
    """What pages begin with: `bridge()`."""

    def __call__(self) -> Bridge:
        """The bridge of this process for whoever is at the page whose script is running."""
        return process_bridge().at(visitor())

    def clear(self) -> None:
        """Close it; the next page opens another one."""
        process_bridge.clear()


bridge = _Bridges()
