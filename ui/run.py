"""A request on its way. It belongs to the conversation, not to the page that sent it."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncGenerator, Coroutine, Iterator, Sequence
from concurrent.futures import Future
from contextlib import aclosing
from typing import Any

from agent.conversation import PendingAction
from agent.session import Answer, Failure, Outcome, Session
from agent.state import Decision
from agent.steps import Progress, Step, Words
from ui.failures import internal_failure

log = logging.getLogger(__name__)

# Whoever watches looks up this often: Stop and other clicks get through while nothing happens.
_HEARTBEAT_SECONDS = 0.25
# Outcomes that leave no line in the conversation.
_UNDONE = ("already_decided", "not_found", "waiting")
# Those that are what the person decided.
SETTLED = ("created", "already_exists", "rejected")


class Run:
    """What was said or decided, the steps and the words so far, and how it ended.

    ``said`` is the message, or the title of the flow that was started, whose name is ``flow``;
    None for decisions, which are a `Batch`, and where something is finished. ``progress`` is how
    far a flow has read, ``report`` the id of what it found. ``cards`` are the ids that were decided
    about; ``turns_before`` counts the turns that were there before the message, once that is known;
    ``by`` is who sent it.
    """

    def __init__(
        self,
        thread: str,
        *,
        said: str | None = None,
        flow: str | None = None,
        cards: Sequence[str] = (),
    ) -> None:
        self.thread = thread
        self.threads = frozenset({thread})
        self.by = ""
        self.said = said
        self.flow = flow
        self.cards = frozenset(cards)
        self.turns_before: int | None = None
        self.progress: Progress | None = None
        self.report: str | None = None
        self.outcomes: list[Outcome] = []
        self.failure: Failure | None = None
        self.done = False
        self.stopped = False
        self._steps: list[Step] = []
        self._words = Words("")
        self._news = threading.Condition()
        self._work: Future[None] | None = None

    def undone(self) -> list[Failure]:
        """Why decisions changed nothing, each reason once. The history tells what became of the
        others."""
        errors = [each.error for each in self.outcomes if each.status in _UNDONE and each.error]
        told = dict.fromkeys((str(error["message"]), str(error["hint"])) for error in errors)
        return [Failure(message, hint=hint) for message, hint in told]

    def start(self, work: Coroutine[Any, Any, None], loop: asyncio.AbstractEventLoop) -> None:
        """Begin on the loop."""
        self._work = asyncio.run_coroutine_threadsafe(work, loop)
        self._work.add_done_callback(self._end)

    def watch(self) -> Iterator[Step | Progress | Words | None]:
        """The steps from the first on, until the end. None says that nothing new has happened.

        Of the words and the progress only the latest come: who draws slowly misses some of those
        between.
        """
        seen, read, far = 0, Words(""), None
        while True:
            with self._news:
                old = seen == len(self._steps) and read == self._words and far == self.progress
                if old and not self.done:
                    self._news.wait(_HEARTBEAT_SECONDS)
                fresh, words, over = self._steps[seen:], self._words, self.done
                progress = self.progress
            yield from fresh
            if progress and progress != far:
                yield progress
            if words != read:
                yield words
            elif not fresh:
                yield None
            seen, read, far = seen + len(fresh), words, progress
            if over:
                return

    def stop(self) -> None:
        """Give up a question, to be continued at will."""
        if self._work and self.said is not None:
            self.stopped = True
            self._work.cancel()

    def wait(self, seconds: float) -> None:
        """Wait for the end, at most so long."""
        with self._news:
            self._news.wait_for(lambda: self.done, seconds)

    def note(self, event: Step | Progress | Words | Answer) -> None:
        """Tell whoever watches what is happening."""
        with self._news:
            if isinstance(event, Words):
                self._words = event
            elif isinstance(event, Progress):
                self.progress = event
            elif isinstance(event, Answer):
                self.report = event.turn.reports[-1] if event.turn.reports else None
            else:
                self._steps.append(event)
            self._news.notify_all()

    def _end(self, work: Future[None]) -> None:
        error = None if work.cancelled() else work.exception()
        if isinstance(error, Failure):
            self.failure = error
        elif error is not None:
            log.error("A request ended with a bug", exc_info=error)
            self.failure = internal_failure()
        with self._news:
            self.done = True
            self._news.notify_all()


class Batch(Run):
    """Decisions about cards of one conversation or of several, carried out one after the other.

    ``actions`` are the cards as the person saw them, in the order of the decisions. ``thread`` is
    the conversation that all of them are of, else empty.
    """

    def __init__(self, actions: Sequence[PendingAction]) -> None:
        threads = {action.thread_id for action in actions}
        alone = next(iter(threads)) if len(threads) == 1 else ""
        super().__init__(alone, cards=[action.id for action in actions])
        self.threads = frozenset(threads)
        self.actions = list(actions)
        self.failures: list[Failure] = []

    @property
    def settled(self) -> int:
        """How many ended as they were decided."""
        return sum(outcome.status in SETTLED for outcome in self.outcomes)

    @property
    def waiting(self) -> int:
        """How many wait as before: not begun, or shown once more."""
        again = sum(outcome.status == "waiting" for outcome in self.outcomes)
        return len(self.actions) - len(self.outcomes) + again

    def stop(self) -> None:
        """Carry out the one that is being worked on, and leave the others as they are."""
        self.stopped = True


async def ask(session: Session, run: Run, text: str) -> None:
    """Send the message and note what happens."""
    run.turns_before = await _turns(session, run.thread)
    await _note(run, session.stream(text, run.thread))


async def run_flow(session: Session, run: Run, name: str, args: dict[str, Any]) -> None:
    """Start the flow and note how far it is."""
    run.turns_before = await _turns(session, run.thread)
    await _note(run, session.run_flow(name, args, run.thread))


async def _turns(session: Session, thread: str) -> int:
    known = {info.id for info in await session.threads()}
    return len(await session.history(thread)) if thread in known else 0


async def _note(run: Run, events: AsyncGenerator[Step | Progress | Words | Answer]) -> None:
    async with aclosing(events):
        async for event in events:
            run.note(event)


async def decide_each(session: Session, batch: Batch, decisions: Sequence[Decision]) -> None:
    """Apply the decisions one by one, so that each has its result as soon as it is there."""
    for decision in decisions:
        if batch.stopped:
            return
        decided = await session.decide([decision], tell=batch.note)
        batch.outcomes = [*batch.outcomes, *decided.outcomes]
        batch.failures = [*batch.failures, *decided.failures]


async def resume(session: Session, run: Run) -> None:
    """Finish a conversation that was cut off."""
    await session.resume(run.thread)
