"""`python -m tests.flows.kills`: the review killed for real, then run again and approved.

At every point the command is killed by SIGKILL, the person does the same again, and all must be as
if nothing had happened: the oracle's figures, and each approved follow-up once in Paymo. Exits with
1 on any violation.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tests.chaos.cuts import Cut
from tests.chaos.paymo import KEY, Paymo, running_paymo
from tests.chaos.program import Done, Program
from tests.flows.differences import differences
from tests.flows.oracle import review
from tests.flows.worlds import OddWorld, odd_world

SEED = 5
APPROVED = 4  # follow-ups
_MOST_TRIES = 5
_PAYMO_CLIENT = "tools_server.paymo.client:PaymoClient"
_LIBRARY = "agent.library:Library"
_SAVER = "langgraph.checkpoint.sqlite.aio:AsyncSqliteSaver"
_JOURNAL = "tools_server.governance.journal:Journal"
_HTTP = "httpcore._async.http11:AsyncHTTP11Connection"
_AUDIT = "tools_server.governance.audit:AuditLog.append"


@dataclass(frozen=True)
class Point:
    """Where the command ``during`` is killed."""

    id: str
    during: Literal["review", "approve"]
    cut: Cut


def _agent(target: str, when: Literal["before", "after"], match: str = "", nth: int = 1) -> Cut:
    return Cut(target, "agent", when, match=match, nth=nth)


def _both(target: str, when: Literal["before", "after"], match: str = "", nth: int = 1) -> Cut:
    return Cut(target, "server", when, dies="both", match=match, nth=nth)


POINTS = [
    Point("read/nothing", "review", _agent(f"{_LIBRARY}.enter", "after")),
    Point("read/account", "review", _both(f"{_PAYMO_CLIENT}.company", "before")),
    Point("read/begun", "review", _both(f"{_PAYMO_CLIENT}.page", "after")),
    Point("read/half", "review", _both(f"{_PAYMO_CLIENT}.page", "after", nth=4)),
    Point("read/server-alone", "review", Cut(f"{_PAYMO_CLIENT}.page", "server", nth=3)),
    Point("report/made", "review", _agent(f"{_LIBRARY}.keep", "before")),
    Point("report/kept", "review", _agent(f"{_LIBRARY}.keep", "after")),
    Point("cards/shown", "review", _agent(f"{_SAVER}.aput_writes", "after", "__interrupt__")),
    Point("approve/noted", "approve", _agent(_AUDIT, "after", "decided", nth=2)),
    Point("approve/saved", "approve", _agent(f"{_SAVER}.aput_writes", "after", "branch:to:write")),
    Point("write/claimed", "approve", _both(f"{_JOURNAL}.claim", "after", nth=2)),
    Point("write/sent", "approve", _both(f"{_HTTP}._send_request_body", "after", "POST", nth=3)),
    Point("write/recorded", "approve", _both(f"{_JOURNAL}.record", "after", nth=3)),
    Point("write/told", "approve", _agent("agent.tools:PaymoTools.call", "after", nth=3)),
]


def main() -> int:
    """Print a line a point."""
    parser = argparse.ArgumentParser("python -m tests.flows.kills", description=__doc__)
    parser.add_argument("--points", default=",".join(point.id for point in POINTS))
    wanted = parser.parse_args().points.split(",")
    import agent.commands.decide
    import agent.commands.review
    import agent.session
    import agent.settings  # noqa: F401  what is imported here every forked process has

    found: list[str] = []
    for point in POINTS:
        if point.id not in wanted:
            continue
        started = time.monotonic()
        violations = perform(point)
        seconds = time.monotonic() - started
        sys.stdout.write(f"{point.id:20} {seconds:5.1f} s  {violations or 'as it should be'}\n")
        sys.stdout.flush()
        found += violations
    return int(bool(found))


def perform(point: Point) -> list[str]:
    """Whatever is not as if nothing had happened."""
    odd = _writable(odd_world(SEED))
    with tempfile.TemporaryDirectory("-kills") as name:
        folder = Path(name)
        with running_paymo(folder, odd.world, today=odd.today.isoformat()) as paymo:
            program = Program(folder / "run", _environment(odd, paymo))
            program.folder.mkdir()
            try:
                return _Story(point, odd, paymo, program).unfold()
            finally:
                program.end()


def _writable(odd: OddWorld) -> OddWorld:
    """A key for the verdict, and nothing that only the sandbox's database could hold."""
    due = [row for row in odd.world["invoices"] if row["due_date"] is not None]
    kept = {row["id"] for row in due}
    payments = [row for row in odd.world["invoicepayments"] if row["invoice_id"] in kept]
    keys = {**odd.world["api_keys"], KEY: 1}
    odd.world.update(invoices=due, invoicepayments=payments, api_keys=keys)
    return odd


def _environment(odd: OddWorld, paymo: Paymo) -> dict[str, str]:
    return {
        "PAYMO_BASE_URL": paymo.address,
        "PAYMO_API_KEY": "ODD-KEY",
        "PAYMO_AGENT_TODAY": odd.today.isoformat(),
        "PAYMO_AGENT_USER": "Ana",
        "PAYMO_AGENT_SETTLE_SECONDS": "2",
        **({"PAYMO_AGENT_TIMEZONE": odd.zone} if odd.zone else {}),
    }


@dataclass
class _Story:
    """A person's month-end, and the one process of it that is killed."""

    point: Point
    odd: OddWorld
    paymo: Paymo
    program: Program
    found: list[str] = field(default_factory=list)

    def unfold(self) -> list[str]:
        """The violations."""
        if self.point.during == "review":
            self._killed(self._review(self.point.cut))
        said = self._reviewed()
        chosen = said["proposals"][:: max(1, len(said["proposals"]) // APPROVED)][:APPROVED]
        ids = [proposal["id"] for proposal in chosen]
        if self.point.during == "approve":
            self._killed(self.program.run("approve", *ids, cut=self.point.cut))
        self._approve(ids)
        self._look([proposal["args"]["name"] for proposal in chosen])
        self._reviewed(followed_up=[proposal["args"]["name"] for proposal in chosen])
        return self.found

    def _review(self, cut: Cut | None = None) -> Done:
        return self.program.run("review", "--month", self.odd.month, cut=cut)

    def _killed(self, done: Done) -> None:
        """A process that was not killed, or that made something up after its server was."""
        if not self.point.cut.deaths(self.program.folder):
            self.found.append(f"harness: the cut was not reached: {done.err[-300:]}")
        if self.point.cut.dies == "self" and self.point.cut.process == "server":
            said = done.json
            if "incomplete" in said and not said["incomplete"]:
                self.found += self._wrong(said)
        elif done.code != -9:
            self.found.append(f"harness: ended by itself with {done.code}")

    def _reviewed(self, followed_up: Sequence[str] = ()) -> dict[str, Any]:
        done = self._review()
        if done.code:
            self.found.append(f"review: {done.code} {done.out[-300:]} {done.err[-300:]}")
            return {"proposals": []}
        self.found += self._wrong(done.json, whole=not followed_up)
        names = {proposal["args"]["name"] for proposal in done.json["proposals"]}
        if again := names.intersection(followed_up):
            self.found.append(f"proposed again: {again}")
        return done.json

    def _wrong(self, said: dict[str, Any], *, whole: bool = True) -> list[str]:
        tasks = self.paymo.records("tasks", "id>0")
        world = {**self.odd.world, "tasks": tasks}
        expected = review(world, self.odd.month, self.odd.today, zone=self.odd.zone)
        return differences(expected, said, proposals=whole)

    def _approve(self, ids: list[str]) -> None:
        """As often as it takes to be told how each ended."""
        open = set(ids)
        for _ in range(_MOST_TRIES):
            done = self.program.run("approve", *sorted(open))
            results = done.json.get("results", [])
            open -= {each["id"] for each in results if each["status"] not in ("error", "waiting")}
            if not open:
                return
        self.found.append(f"never told how {open} ended: {done.out[-500:]} {done.err[-500:]}")

    def _look(self, names: list[str]) -> None:
        """Each approved task is there once, and nothing else was written."""
        sent = [post for post in self.paymo.posts() if post["applied"]]
        if len(sent) != len(names):
            self.found.append(f"{len(sent)} writes for {len(names)} approvals")
        there = Counter(task["name"] for task in self.paymo.records("tasks", "id>0"))
        self.found += [f"{there[name]} times {name}" for name in names if there[name] != 1]


if __name__ == "__main__":
    sys.exit(main())
