"""One run: a card, a victim, what its person does next, and the verdict."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.chaos.cards import TOOLS, Card, Stock, Tool, Wish
from tests.chaos.cuts import Cut
from tests.chaos.paymo import KEY, Paymo, running_paymo
from tests.chaos.points import POINTS, SETTLE_SECONDS, Point
from tests.chaos.program import Done, Program
from tests.chaos.verdict import Case, told, violations

_MOST_TRIES = 5

# again: approve once more. look: `pending` first. together: two processes that approve, and a third
# with another question, whose server settles what is open as well. talk: something else is asked in
# the conversation. killed: the first attempt at it is killed too.
RECOVERIES = ("again", "look", "together", "talk", "killed")

_TALK = ["Which clients do we have?"]

_SECOND_CUTS = [
    Cut(
        "httpcore._async.http11:AsyncHTTP11Connection._receive_response_headers", "server", "after"
    ),
    Cut("tools_server.governance.journal:Journal.open_claim", "server", "after"),
    Cut("tools_server.governance.audit:AuditLog.append", "server"),
    Cut("tools_server.governance.journal:Journal.record", "server"),
    Cut("agent.tools:PaymoTools.call", "agent", "after"),
    Cut("langgraph.checkpoint.sqlite.aio:AsyncSqliteSaver.aput_writes", "agent", "after"),
]


@dataclass(frozen=True)
class Run:
    """A point, the number of its run, and the seed that all of them share."""

    point: Point
    number: int
    seed: int

    @property
    def dice(self) -> random.Random:
        """Decides everything about the run that is left open."""
        return random.Random(f"{self.seed}/{self.point.id}/{self.number}")

    @property
    def tool(self) -> Tool:
        """Runs of a point take turns, and so do neighbouring points."""
        return TOOLS[(self.number + POINTS.index(self.point)) % 2]

    @property
    def recovery(self) -> str:
        """Each kind once in five runs."""
        turn = random.Random(f"{self.seed}/{self.point.id}").randrange(len(RECOVERIES))
        return RECOVERIES[(self.number + turn) % len(RECOVERIES)]


@dataclass
class Result:
    """What came of a run. It passed where nothing is violated."""

    point: str
    stage: str
    number: int
    seed: int
    tool: str
    recovery: str
    violations: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Site:
    """A Paymo and a stock of cards, for the runs of one worker."""

    def __init__(self, folder: Path, paymo: Paymo, *, batch: int) -> None:
        self.folder = folder
        self.paymo = paymo
        self.environment = {
            "PAYMO_BASE_URL": paymo.address,
            "PAYMO_API_KEY": KEY,
            "PAYMO_AGENT_USER": "Nora",
            "PAYMO_AGENT_MODEL": "builtin",
            "PAYMO_AGENT_SETTLE_SECONDS": str(SETTLE_SECONDS),
        }
        self.stock = Stock(folder, self.environment, batch=batch)
        self._runs = 0

    def perform(self, run: Run, *, fresh: bool = False) -> Result:
        """Perform a run. Its folder stays where something was violated."""
        started = time.monotonic()
        self._runs += 1
        name = f"{self._runs}-{run.point.id.replace('/', '-')}"
        program = Program(self.folder / name, self.environment, fresh=fresh)
        program.folder.mkdir()
        result = Result(run.point.id, run.point.stage, run.number, run.seed, run.tool, run.recovery)
        case = self._case(run, program)
        try:
            _Story(run, program, self.paymo, case).unfold()
            result.violations = violations(case, program, self.paymo)
        finally:
            self.paymo.play([])
            program.end()
        result.told = [f"{done.command.split()[0]}: {told(done)}" for done in case.done]
        result.seconds = round(time.monotonic() - started, 1)
        if not result.violations:
            shutil.rmtree(program.folder)
        return result

    def _case(self, run: Run, program: Program) -> Case:
        if run.point.during == "ask":
            return Case(run.point, self.stock.wish(run.tool))
        wish, card = self.stock.take(run.tool, program.data)
        return Case(run.point, wish, card)


@contextmanager
def site(folder: Path, *, batch: int) -> Iterator[Site]:
    """A place for runs; ``folder`` must be empty. Cards are made ``batch`` at a time."""
    with running_paymo(folder) as paymo:
        yield Site(folder, paymo, batch=batch)


class _Story:
    """What happens in a run, from the victim to the last word that its person is told."""

    def __init__(self, run: Run, program: Program, paymo: Paymo, case: Case) -> None:
        self._run = run
        self._dice = run.dice
        self._program = program
        self._paymo = paymo
        self._case = case

    def unfold(self) -> None:
        """Let it happen."""
        point, case = self._run.point, self._case
        self._paymo.forget_requests()
        self._paymo.play(point.faults)
        command = ["ask", *_request(case.wish)] if case.card is None else ["approve", case.card.id]
        self._do(*command, cut=point.cut, hasty=point.hasty)
        case.played = self._paymo.played()
        if point.twin:
            self._paymo.create(case.wish.collection, case.wish.body)
        if point.rival:
            self._rival()
        if self._dice.random() < 0.5:
            time.sleep(self._dice.random())
        if case.card is None:
            case.card = self._card()
        if case.card is None:
            return
        if not case.final:
            self._recover(case.card)
        self._do("approve", case.card.id)  # one time too many

    def _card(self) -> Card | None:
        """The card of a request whose process died; asked for again where there is none yet."""
        for attempt in ("pending", "ask", "pending"):
            if attempt == "ask":
                self._do("ask", *_request(self._case.wish))
                continue
            cards = [
                Card(card["id"], card["args"])
                for card in self._do("pending").json.get("pending", [])
                if card["thread_id"] == self._case.wish.thread
            ]
            if cards:
                self._case.cards = len(cards)
                return cards[0]
        return None

    def _rival(self) -> None:
        """Somebody else asks for the same, in a conversation of their own, and approves it."""
        asked = self._program.run("ask", self._case.wish.text, "--thread", "rival")
        cards = asked.json.get("pending", [])
        for _ in range(_MOST_TRIES if cards else 0):
            done = self._program.run("approve", cards[0]["id"])
            self._case.rival = told(done)
            if self._case.rival == "created":
                return

    def _recover(self, card: Card) -> None:
        match self._run.recovery:
            case "look":
                self._do("pending")
            case "together":
                commands = [["approve", card.id], ["approve", card.id], ["ask", *_TALK]]
                started = [self._program.start(*command) for command in commands]
                self._case.done += [process.wait() for process in started]
            case "talk":
                self._do("ask", *_TALK, "--thread", self._case.wish.thread)
            case "killed":
                cut = self._dice.choice(_SECOND_CUTS)
                where = self._program.folder / "second"
                where.mkdir()
                self._do("approve", card.id, cut=_again(cut, self._dice), where=where)
        for _ in range(_MOST_TRIES):
            if self._case.final:
                return
            self._do("approve", card.id)

    def _do(self, *arguments: str, **options: Any) -> Done:
        done = self._program.run(*arguments, **options)
        self._case.done.append(done)
        return done


def _request(wish: Wish) -> list[str]:
    return [wish.text, "--thread", wish.thread]


def _again(cut: Cut, dice: random.Random) -> Cut:
    return Cut(cut.target, cut.process, cut.when, dies="both", nth=dice.randint(1, 3))
