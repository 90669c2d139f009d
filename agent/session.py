"""The facade. Chat page, command line and evaluations use this and nothing behind it."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from copy import copy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from pydantic import ValidationError

from agent.access import EVERYONE, Conversations, nowhere
from agent.beginning import beginning, check_length
from agent.cases import Cases
from agent.connection import Connect
from agent.conversation import PendingAction, Turn, last_turn, turns
from agent.deciding import approved_and_cut_off, cards, decide_in
from agent.desk import Desk
from agent.flows import all_flows
from agent.flows.flow import Flow
from agent.flows.report import Report
from agent.flows.running.binding import checked_args, described, is_flow
from agent.library import Artifact, Library, May, ReportInfo, Share, ThreadInfo
from agent.listing import Row, whole_list
from agent.memory import open_checkpointer
from agent.models.failures import providers_failures
from agent.models.load import load_model
from agent.outcomes import (
    Answer,
    Decided,
    Decisions,
    Outcome,
    decided_before,
)
from agent.oversight import Oversight
from agent.people import Person
from agent.runner import Runner, checked_name, cut_off, is_name
from agent.settings import Settings
from agent.state import Decision
from agent.steps import Progress, Step, Words
from agent.tools import open_tools
from tools_server.errors import Failure, InvalidArgument, NotFound
from tools_server.governance.approvals import ApprovalSigner
from tools_server.governance.audit import AuditLog
from tools_server.governance.database import open_database
from tools_server.settings import PaymoServer

__all__ = [
    "EVERYONE",
    "Answer",
    "Decided",
    "Failure",
    "InvalidArgument",
    "Outcome",
    "Person",
    "Session",
    "load_model",
    "open_session",
    "providers_failures",
]

Event = Step | Progress | Words | Answer
"""What a request that is watched brings, the answer last."""


class Session(Oversight):
    """Ask, stream, decide and look back. Open one a process and keep it; calls may overlap.

    It is one person's: whoever works on this machine, until `acting_as` names another. What is in
    conversations of others, tables and reports too, is to every method as if it were not there,
    unless their owners shared them. What the person's role forbids raises `Forbidden`.

    Every method that runs the graph holds the conversation's lock, across processes too: two people
    pressing Approve at once get one execution, and the second is told who was first.
    """

    def __init__(self, settings: Settings, desk: Desk, saver: AsyncSqliteSaver) -> None:
        self.settings = settings
        self._desk = desk
        self._runner = Runner(desk, saver)
        self._cases = Cases(desk)
        self._conversations = Conversations(desk.library, desk.person)

    def acting_as(self, person: Person) -> Session:
        """The same session for this person; as long as this one is open, so is that one."""
        other = copy(self)
        other._desk = replace(self._desk, acting=person)
        other._runner = self._runner.at(other._desk)
        other._conversations = Conversations(self._desk.library, person)
        return other

    @property
    def person(self) -> Person:
        """Whose session this is."""
        return self._desk.person

    async def ask(self, text: str, thread: str | None = None) -> Answer:
        """Answer a request, in a new conversation unless ``thread`` names one.

        Actions of the conversation that wait for a decision are answered by the request: they end
        as `responded`, nothing of them is written, and the model hears both. Raises `Forbidden`
        where one of them is not this person's to decide about or the conversation is shared to be
        read, `ApprovalRequired` where one of them was sent before and may have been written, and
        whatever failure Paymo or the model ends the run with.
        """
        async with aclosing(self._events(text, thread, streaming=False)) as events:
            async for event in events:
                if isinstance(event, Answer):
                    return event
        raise AssertionError("a stream ends with its answer")

    async def stream(self, text: str, thread: str | None = None) -> AsyncGenerator[Event]:
        """The same as `ask`, with a `Step` for each thing that happens, and the answer last.

        While a language model writes, its `Words` so far come between; while a flow reads, its
        `Progress`.
        """
        async with aclosing(self._events(text, thread, streaming=True)) as events:
            async for event in events:
                yield event

    def flows(self) -> list[Flow[Any]]:
        """The canned flows, by title."""
        return sorted(all_flows().values(), key=lambda flow: flow.title)

    async def run_flow(
        self, name: str, args: dict[str, Any], thread: str | None = None
    ) -> AsyncGenerator[Event]:
        """Run a flow without asking a model: how far it is, and the answer with its report.

        Its follow-ups wait as cards. Without ``thread`` it goes on in the conversation in which the
        same flow with the same arguments ran last, so that its follow-ups that still wait there
        are replaced and not doubled. Raises `NotFound` for a flow there is not and
        `InvalidArgument` for arguments it does not take.
        """
        args = checked_args(name, args)
        thread = thread or await self.conversation_for(name, args)
        said = described(name, args)
        run = self._events(said, thread, streaming=True, flow={"name": name, "args": args})
        async with aclosing(run) as events:
            async for event in events:
                yield event

    async def report(self, id: str) -> Report:
        """The report of a flow. Raises `NotFound`, also for one of an earlier version."""
        artifact = await self.artifact(id)
        if not is_flow(artifact.tool):
            raise NotFound(f"{id} is no report.", hint="Run the flow again.")
        try:
            return Report.model_validate(artifact.rows[0])
        except ValidationError as other:
            raise NotFound(
                "This report was made by another version of Paymo Agent.", hint="Run it again."
            ) from other

    async def reports(self, flow: str | None = None) -> list[ReportInfo]:
        """The reports of a flow, or of all, the latest first."""
        names = list(all_flows()) if flow is None else [flow]
        return await self._conversations.reports(names)

    async def rows(self, tool: str, args: dict[str, Any]) -> list[Row]:
        """All rows of a list tool, for a closer look at a figure. Raises the failure that ended
        the list, and `NotFound` for a tool that is no list."""
        return await whole_list(self._desk.tools, tool, args)

    async def conversation_for(self, flow: str, args: dict[str, Any]) -> str | None:
        """The own conversation in which this very flow ran last; None where there is none, or
        where something was sent there and is in doubt. Raises like `run_flow`."""
        args = checked_args(flow, args)
        for info in await self.reports(flow):
            if info.args == args and await self.may(info.thread) == "own":
                state = await self._runner.state(info.thread)
                waiting = cards(self._desk, "own", info.thread, state)
                return None if any(card.unsettled for card in waiting) else info.thread
        return None

    async def _events(
        self,
        text: str,
        thread: str | None,
        *,
        streaming: bool,
        flow: dict[str, Any] | None = None,
    ) -> AsyncGenerator[Event]:
        started = time.monotonic()
        thread = secrets.token_hex(4) if thread is None else checked_name(thread)
        check_length(text)
        title = " ".join(text.split())[:80]
        async with self._runner.lock(thread):
            await self._conversations.enter(thread, title=title)
            may = await self._conversations.may(thread)
            start = await beginning(self._desk, self._runner, may, thread, text, flow)
            async for event in self._runner.run(thread, start, streaming=streaming):
                yield event
            answer = await self._answer(thread, started, may)
        yield answer

    async def decide(
        self, decisions: Sequence[Decision], tell: Callable[[Event], None] = lambda _: None
    ) -> Decided:
        """Apply decisions about waiting actions, each with its ``id``, and carry on; ``tell`` hears
        of each step of it.

        An action that is not waiting any more is left alone, and its outcome says who decided it.
        An edit that the check refuses changes nothing: the outcome is an error and the card waits.
        The same goes for a decision whose ``digest`` is not that of the card any more.
        """
        by_thread: dict[str, list[Decision]] = defaultdict(list)
        for decision in decisions:
            by_thread[decision["id"].rpartition("-")[0]].append(decision)
        done = Decisions()
        for thread, group in by_thread.items():
            if is_name(thread):
                await self._decide_in(thread, group, done, tell)
            else:
                done.outcomes |= {each["id"]: decided_before(each["id"], []) for each in group}
        return done.in_order([decision["id"] for decision in decisions])

    async def resume(self, thread: str) -> Answer:
        """Finish a run that was cut off, by a crash for instance. Writes nothing twice."""
        started = time.monotonic()
        async with self._runner.lock(thread):
            may = await self._conversations.check(thread, "go on")
            await self._runner.finish(thread)
            return await self._answer(thread, started, may)

    async def pending(self, thread: str | None = None) -> list[PendingAction]:
        """The cards that wait, the oldest first; in one conversation or in all.

        For an approver also those of others that need somebody else than who asked for them.
        """
        if thread:
            places = [(thread, await self._conversations.may(thread))]
        else:
            places = await self._conversations.open_ones()
        found: list[PendingAction] = []
        for id, may in places:
            if may or self.person.approves:
                found += cards(self._desk, may, id, await self._runner.state(id))
        return sorted(found, key=lambda card: card.proposed_at)

    async def unwritten(self) -> list[str]:
        """The approved actions of one's own not carried out yet: `decide` on them goes on."""
        own = [id for id, may in await self._conversations.open_ones() if may == "own"]
        return [each for id in own for each in approved_and_cut_off(await self._runner.state(id))]

    async def threads(self) -> list[ThreadInfo]:
        """The conversations of this person, and those shared with this person, the latest first."""
        return await self._conversations.all()

    async def may(self, thread: str) -> May | None:
        """What this person may do in a conversation; None for one that is not there to see."""
        return await self._conversations.may(thread)

    async def shares(self, thread: str) -> list[Share]:
        """With whom a conversation is shared. Raises `NotFound`."""
        return await self._conversations.shares(thread)

    async def share(self, thread: str, with_: Sequence[str], may: May = "read") -> None:
        """Let the named people, or `EVERYONE`, read one's own conversation, or go on in it.

        Raises `NotFound` or `Forbidden` for one that is not one's own.
        """
        await self._conversations.share(thread, with_, may)

    async def unshare(self, thread: str, with_: Sequence[str]) -> None:
        """Take that back. What they said in it stays."""
        await self._conversations.unshare(thread, with_)

    async def history(self, thread: str) -> list[Turn]:
        """The turns of a conversation. Raises `NotFound` for one that does not exist."""
        await self._conversations.check(thread)
        state = await self._runner.state(thread)
        if not state.values:
            raise nowhere(thread)
        return turns(state.values["messages"])

    async def interrupted(self, thread: str) -> bool:
        """Whether a run of this conversation ended before its end, so that `resume` has work."""
        known = await self._conversations.may(thread) is not None
        return known and cut_off(await self._runner.state(thread))

    async def as_case(
        self, thread: str, *, turns: int | None = None, wish: str = "", id: str | None = None
    ) -> str:
        """The conversation as a draft of an evaluation case, in YAML; ``turns``: its first ones.

        ``wish`` is what would have been right, in the person's words, ``id`` that of the case.
        Raises `NotFound` for a conversation that does not exist, or that has fewer turns.
        """
        said = await self.history(thread)
        return await self._cases.drafted(thread, said, turns=turns, wish=wish, id=id)

    async def keep_case(self, thread: str, *, turns: int | None = None, wish: str = "") -> Path:
        """Keep `as_case` in a file of the data folder, for its owner alone, and answer its path."""
        id = f"{thread}-{secrets.token_hex(2)}"
        text = await self.as_case(thread, turns=turns, wish=wish, id=id)
        return await asyncio.to_thread(self._cases.keep, id, text)

    async def artifact(self, id: str) -> Artifact:
        """The full rows of a read. Raises `NotFound`."""
        return await self._conversations.artifact(id)

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
        self,
        thread: str,
        decisions: list[Decision],
        done: Decisions,
        tell: Callable[[Event], None],
    ) -> None:
        started = time.monotonic()
        async with self._runner.lock(thread):
            may = await self._conversations.may(thread)
            ran = await decide_in(self._desk, self._runner, may, thread, decisions, done, tell)
            if ran and may:  # what is said in a conversation of others is not this person's
                done.answers.append(await self._answer(thread, started, may))

    async def _latest_report(self, turn: Turn) -> Report | None:
        """That of the last flow of a turn, where it can still be read."""
        try:
            return await self.report(turn.reports[-1]) if turn.reports else None
        except NotFound:
            return None

    async def _answer(self, thread: str, started: float, may: May | None) -> Answer:
        state = await self._runner.state(thread)
        latest = last_turn(state.values["messages"])
        tables = [await self.artifact(id) for id in latest.tables]
        report = await self._latest_report(latest)
        return Answer(
            thread_id=thread,
            turn=latest,
            pending=cards(self._desk, may, thread, state),
            tables=tables,
            model=latest.model or self.settings.model,
            elapsed_ms=round((time.monotonic() - started) * 1000),
            report=report,
        )


@asynccontextmanager
async def open_session(
    settings: Settings, *, model: BaseChatModel | None = None, connect: Connect | None = None
) -> AsyncIterator[Session]:
    """Open the databases, the tools server and the model of the settings, or the one given.

    ``connect`` opens an initialised MCP session to a tools server that runs elsewhere, in this
    process for instance; without it the server is a process of its own, over stdio.

    Raises `InvalidArgument` where the settings name a model that cannot be had, and `Unauthorized`
    where they name a Paymo and no key for it.
    """
    if isinstance(settings.paymo, PaymoServer):
        settings.required_api_key()
    model = model or load_model(settings.model)
    governance = open_database(settings.governance_database)
    library = Library(settings.library_database)
    try:
        async with open_checkpointer(settings) as saver, open_tools(settings, connect) as tools:
            desk = Desk(
                model=model,
                tools=tools,
                library=library,
                signer=ApprovalSigner.from_folder(settings.data),
                audit=AuditLog.in_folder(settings.data, governance),
                settings=settings,
            )
            yield Session(settings, desk, saver)
    finally:
        library.close()
        governance.dispose()
