"""The facade. Chat page, command line and evaluations use this and nothing behind it."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from filelock import AsyncFileLock, Timeout
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.types import Command, StateSnapshot

from agent.conversation import PendingAction, Turn, last_turn, pending_actions, turns
from agent.desk import Desk
from agent.graph import build_graph
from agent.library import Artifact, Library, ThreadInfo
from agent.memory import forget_history, open_checkpointer
from agent.models.load import load_model
from agent.settings import Settings
from agent.state import Decision, ProposedAction
from agent.steps import Step
from agent.tools import open_tools
from tools_server.errors import ApprovalRequired, Conflict, Failure, NotFound
from tools_server.governance.approvals import ApprovalSigner
from tools_server.governance.audit import AuditLog
from tools_server.governance.database import open_database
from tools_server.settings import PaymoServer

# `Failure` comes along because pages know only this module.
__all__ = ["Answer", "Decided", "Failure", "Outcome", "Session", "open_session"]

# Far above what a turn needs; the node that asks the model has its own, lower limit.
_RECURSION_LIMIT = 100
_LOCK_SECONDS = 60.0


@dataclass(frozen=True)
class Answer:
    """What came of a request: words, the calls behind them, tables, and cards that wait."""

    thread_id: str
    turn: Turn
    pending: list[PendingAction]
    tables: list[Artifact]
    model: str
    elapsed_ms: int


@dataclass(frozen=True)
class Outcome:
    """What became of one decided action: its status, and the stored record or the reason."""

    id: str
    status: str
    result: dict[str, Any] | None = None
    error: dict[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """The shape of DESIGN.md section 5."""
        either = {"error": self.error} if self.error else {"result": self.result}
        return {"id": self.id, "status": self.status, **either}


@dataclass(frozen=True)
class Decided:
    """The outcomes in the order of the decisions, and what the agent said to them."""

    outcomes: list[Outcome]
    answers: list[Answer] = field(default_factory=list)


class Session:
    """Ask, stream, decide and look back. Open one a process and keep it; calls may overlap.

    Every method that runs the graph holds the conversation's lock, across processes too: two people
    pressing Approve at once get one execution, and the second is told who was first.
    """

    def __init__(self, settings: Settings, desk: Desk, saver: AsyncSqliteSaver) -> None:
        self.settings = settings
        self._desk = desk
        self._saver = saver
        self._graph = build_graph(saver)
        self._locks = settings.data / "locks"
        self._locks.mkdir(mode=0o700, exist_ok=True)

    async def ask(self, text: str, thread: str | None = None) -> Answer:
        """Answer a request, in a new conversation unless ``thread`` names one.

        Raises `ApprovalRequired` while the conversation has actions that wait for a decision, and
        whatever failure Paymo or the model ends the run with.
        """
        async with aclosing(self.stream(text, thread)) as events:
            async for event in events:
                if isinstance(event, Answer):
                    return event
        raise AssertionError("a stream ends with its answer")

    async def stream(self, text: str, thread: str | None = None) -> AsyncGenerator[Step | Answer]:
        """The same as `ask`, with a `Step` for each thing that happens, and the answer last."""
        started = time.monotonic()
        if thread is not None:
            _require_name(thread)
        title = " ".join(text.split())[:80]
        thread = await asyncio.to_thread(
            self._desk.library.enter, thread, title=title, owner=self.settings.user
        )
        async with self._lock(thread):
            await self._require_free(thread)
            said = {"thread": thread, "messages": [HumanMessage(text)], "actions": []}
            async for event in self._run(thread, said):
                yield event
            answer = await self._answer(thread, started)
        yield answer

    async def decide(self, decisions: Sequence[Decision]) -> Decided:
        """Apply decisions about waiting actions, each with its ``id``, and carry on.

        An action that is not waiting any more is left alone, and its outcome says who decided it.
        An edit that the check refuses changes nothing: the outcome is an error and the card waits.
        """
        by_thread: dict[str, list[Decision]] = defaultdict(list)
        for decision in decisions:
            by_thread[decision["id"].rpartition("-")[0]].append(decision)
        outcomes: dict[str, Outcome] = {}
        answers: list[Answer] = []
        for thread, group in by_thread.items():
            answer = await self._decide_in(thread, group, outcomes)
            answers += [answer] if answer else []
        return Decided([outcomes[decision["id"]] for decision in decisions], answers)

    async def resume(self, thread: str) -> Answer:
        """Finish a run that was cut off, by a crash for instance. Writes nothing twice."""
        started = time.monotonic()
        async with self._lock(thread):
            await self._finish(thread)
            return await self._answer(thread, started)

    async def pending(self, thread: str | None = None) -> list[PendingAction]:
        """The cards that wait, the oldest first; in one conversation or in all."""
        listed = await asyncio.to_thread(self._desk.library.threads, only_open=True)
        ids = [thread] if thread else [info.id for info in listed]
        found = [card for id in ids for card in _cards(id, await self._state(id))]
        return sorted(found, key=lambda card: card.proposed_at)

    async def threads(self) -> list[ThreadInfo]:
        """All conversations, the latest first."""
        return await asyncio.to_thread(self._desk.library.threads)

    async def history(self, thread: str) -> list[Turn]:
        """The turns of a conversation. Raises `NotFound` for one that does not exist."""
        state = await self._state(thread)
        if not state.values:
            raise NotFound(f"There is no conversation {thread}.", hint="List them with `threads`.")
        return turns(state.values["messages"])

    async def interrupted(self, thread: str) -> bool:
        """Whether a run of this conversation ended before its end, so that `resume` has work."""
        state = await self._state(thread)
        return bool(state.next) and not state.interrupts

    async def artifact(self, id: str) -> Artifact:
        """The full rows of a read. Raises `NotFound`."""
        artifact = await asyncio.to_thread(self._desk.library.artifact, id)
        if artifact is None:
            raise NotFound(f"There is no table {id}.", hint="Ask the question again.")
        return artifact

    async def account(self) -> dict[str, Any]:
        """The Paymo account behind the key. Raises what Paymo refuses with."""
        return await self._desk.tools.account()

    def today(self, timezone: str) -> date:
        """The day it is for the agent in this time zone."""
        return self._desk.today(timezone)

    async def schema(self, tool: str) -> dict[str, Any]:
        """The JSON schema of a tool's arguments, for typed editing."""
        tools = {each.name: each for each in await self._desk.tools.for_models()}
        schema = tools[tool].args_schema
        return schema if isinstance(schema, dict) else {}

    async def _decide_in(
        self, thread: str, decisions: list[Decision], outcomes: dict[str, Outcome]
    ) -> Answer | None:
        started = time.monotonic()
        async with self._lock(thread):
            await self._finish(thread)
            waiting = {card.id: card for card in _cards(thread, await self._state(thread))}
            accepted: list[Decision] = []
            for decision in decisions:
                card = waiting.get(decision["id"])
                problem = (
                    await self._problem(card, decision)
                    if card
                    else await asyncio.to_thread(self._decided_before, decision["id"])
                )
                if problem:
                    outcomes[decision["id"]] = problem
                else:
                    accepted.append({"by": self.settings.user, **decision})
            if not accepted:
                return None
            async for _ in self._run(thread, Command(resume={"decisions": accepted})):
                pass
            actions = {a["id"]: a for a in (await self._state(thread)).values["actions"]}
            for decision in accepted:
                outcomes[decision["id"]] = _outcome(actions[decision["id"]])
            return await self._answer(thread, started)

    async def _problem(self, card: PendingAction, decision: Decision) -> Outcome | None:
        """The outcome of a decision that cannot stand: the card was changed meanwhile, or the edit is
        wrong. None where there is nothing against it.
        """
        if decision.get("digest", card.digest) != card.digest:
            stale = Conflict(
                "This card was changed after you saw it.", hint="Look at it again, then decide."
            )
            return Outcome(card.id, "waiting", error=stale.as_dict())
        if decision["type"] != "edit":
            return None
        args = {**decision["edited_action"]["args"], "dry_run": True}
        answer = await self._desk.tools.call(card.tool, args)
        if answer.failure is None:
            return None
        return Outcome(card.id, "waiting", error=answer.failure.as_dict())

    def _decided_before(self, id: str) -> Outcome:
        entries = self._desk.audit.entries(action=id)
        decided = [entry for entry in entries if entry.event == "decided"]
        if not decided:
            unknown = NotFound(f"No action {id} waits.", hint="`pending` lists what waits.")
            return Outcome(id, "not_found", error=unknown.as_dict())
        last = decided[-1]
        again = Conflict(
            f"Already decided ({last.body['type']}) by {last.actor} at {last.at};"
            " nothing was written again.",
            hint="Ask for the action again if it is still wanted.",
        )
        return Outcome(id, "already_decided", error=again.as_dict())

    async def _run(
        self, thread: str, start: dict[str, Any] | Command[Any] | None
    ) -> AsyncIterator[Step]:
        """Run the graph to its end or to the next card; each step is checkpointed before the next."""
        try:
            async for event in self._graph.astream(
                start,
                _config(thread),
                context=self._desk,
                stream_mode="custom",
                durability="sync",
            ):
                yield cast(Step, event)
        finally:
            state = await self._state(thread)
            await asyncio.to_thread(self._desk.library.leave, thread, open=bool(state.next))
            await forget_history(self._saver, thread)

    async def _finish(self, thread: str) -> None:
        state = await self._state(thread)
        if state.next and not state.interrupts:
            async for _ in self._run(thread, None):
                pass

    async def _require_free(self, thread: str) -> None:
        """A new message would drop the question that is open, so it has to wait.

        An approved write that a crash cut off is finished first.
        """
        state = await self._state(thread)
        if state.interrupts:
            count = len(_cards(thread, state))
            raise ApprovalRequired(
                f"{count} action{'s wait' if count > 1 else ' waits'} for a decision here.",
                hint="Approve, edit or reject first, or start a new conversation.",
            )
        if any(a["status"] == "approved" for a in state.values.get("actions", [])):
            await self._finish(thread)

    async def _answer(self, thread: str, started: float) -> Answer:
        state = await self._state(thread)
        latest = last_turn(state.values["messages"])
        tables = [await self.artifact(id) for id in latest.tables]
        return Answer(
            thread_id=thread,
            turn=latest,
            pending=_cards(thread, state),
            tables=tables,
            model=latest.model or self.settings.model,
            elapsed_ms=round((time.monotonic() - started) * 1000),
        )

    async def _state(self, thread: str) -> StateSnapshot:
        return await self._graph.aget_state(_config(thread))

    @asynccontextmanager
    async def _lock(self, thread: str) -> AsyncIterator[None]:
        lock = AsyncFileLock(self._locks / f"{thread}.lock", timeout=_LOCK_SECONDS, mode=0o600)
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


@asynccontextmanager
async def open_session(
    settings: Settings, *, model: BaseChatModel | None = None
) -> AsyncIterator[Session]:
    """Open the databases, the tools server and the model of the settings, or the one given.

    Raises `InvalidArgument` where the settings name a model that cannot be had.
    """
    if isinstance(settings.paymo, PaymoServer):
        settings.required_api_key()
    model = model or load_model(settings.model)
    governance = open_database(settings.governance_database)
    library = Library(settings.library_database)
    try:
        async with open_checkpointer(settings) as saver, open_tools(settings) as tools:
            desk = Desk(
                model=model,
                tools=tools,
                library=library,
                signer=ApprovalSigner.from_folder(settings.data),
                audit=AuditLog(governance),
                settings=settings,
            )
            yield Session(settings, desk, saver)
    finally:
        library.close()
        governance.dispose()


def _require_name(thread: str) -> None:
    """Names of conversations are also names of lock files."""
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}", thread):
        raise NotFound(
            "That is no name of a conversation.", hint="Use letters, digits, dots and dashes."
        )


def _config(thread: str) -> RunnableConfig:
    return {"configurable": {"thread_id": thread}, "recursion_limit": _RECURSION_LIMIT}


def _cards(thread: str, state: StateSnapshot) -> list[PendingAction]:
    """The cards of a conversation; none while its run is not waiting for a person."""
    return pending_actions(thread, state.values["actions"]) if state.interrupts else []


def _outcome(action: ProposedAction) -> Outcome:
    content = action["outcome"] or {}
    if action["status"] == "expired":
        late = Conflict("The approval came too late.", hint="Ask for the action again.")
        return Outcome(action["id"], "expired", error=late.as_dict())
    if action["status"] == "waiting":
        news = Conflict(
            "The change brings a warning that was not on the card: " + " ".join(action["warnings"]),
            hint="Look at the card and approve it again.",
        )
        return Outcome(action["id"], "waiting", error=news.as_dict())
    return Outcome(
        action["id"], action["status"], result=content.get("record"), error=content.get("error")
    )
