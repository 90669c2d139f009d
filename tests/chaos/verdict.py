"""Whether the promise held: the world, the audit log and what the person was told agree."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from filelock import FileLock, Timeout

from tests.chaos.cards import Card, Wish
from tests.chaos.paymo import Paymo
from tests.chaos.points import Point
from tests.chaos.program import Done, Program
from tools_server.governance.approvals import digest

_WRITTEN = ("created", "already_exists")
_LEAVE_TAKING = 8.0  # seconds in which every process has to be gone


@dataclass
class Case:
    """What is known about a run: its wish, its card, and every process in its order."""

    point: Point
    wish: Wish
    card: Card | None = None
    cards: int = 1
    done: list[Done] = field(default_factory=list)
    played: list[int] = field(default_factory=list)
    rival: str = ""

    @property
    def records(self) -> int:
        """How many records there must be: tasks of one name are one, entries add up."""
        rival = self.rival == "created" and self.wish.tool == "create_time_entry"
        return 2 if self.point.twin or rival else 1

    @property
    def own(self) -> bool:
        """Whether the record must be this card's, not a twin or the one of a rival."""
        return not self.point.twin and not (self.point.rival and self.wish.tool == "create_task")

    @property
    def final(self) -> bool:
        """Whether the person was told how it ended."""
        return any(told(done) in (*_WRITTEN, "already_decided", "rejected") for done in self.done)

    @property
    def last(self) -> str:
        """The last word about the action."""
        words = [told(done) for done in self.done if done.command.startswith("approve")]
        return words[-1] if words else ""


def told(done: Done) -> str:
    """What a process said became of the action, or how it ended."""
    if done.hung:
        return "hung"
    if done.code < 0:
        return "killed"
    for outcome in done.json.get("results", []):
        return str(outcome["status"])
    error = done.json.get("error")
    return str(error["code"]) if error else ("ok" if done.code == 0 else f"exit {done.code}")


def violations(case: Case, program: Program, paymo: Paymo) -> list[str]:
    """Everything that is not as promised."""
    found = _processes(case, program)
    if case.card is None:
        return [*found, "no card was ever shown"]
    records = case.wish.records(paymo)
    entries = _audit(program, case.card, found)
    found += _world(case, records, paymo)
    found += _words(case, records)
    found += _story(case, records, entries)
    found += _databases(program, case)
    return found


def _processes(case: Case, program: Program) -> list[str]:
    found = [f"{done.command}: hung" for done in case.done if done.hung]
    found += [
        f"{done.command}: {done.err.strip().splitlines()[-1]}"
        for done in case.done
        if "Traceback" in done.err
    ]
    cut = case.point.cut
    if cut and cut.deaths(program.folder) != cut.times:
        found.append(f"harness: the cut was reached {cut.deaths(program.folder)} times")
    if 0 in case.played:
        found.append("harness: a fault was not played")
    if left := program.left_behind(_LEAVE_TAKING):
        found.append(f"processes left behind: {left}")
    if case.cards != 1:
        found.append(f"{case.cards} cards wait for one request")
    return found


def _world(case: Case, records: list[dict[str, Any]], paymo: Paymo) -> list[str]:
    if len(records) != case.records:
        word = "lost" if len(records) < case.records else "doubled"
        sent = [(post["fault"], post["status"], post["applied"]) for post in paymo.posts()]
        return [f"{word}: {len(records)} records, sent {sent}, told {case.last}"]
    return [
        f"stored {name} {record.get(name)!r}, approved {wanted!r}"
        for record in records
        for name, wanted in case.wish.body.items()
        if record.get(name) != wanted
    ]


def _words(case: Case, records: list[dict[str, Any]]) -> list[str]:
    """What the person was told, against the world."""
    words = [told(done) for done in case.done]
    found = []
    if case.point.twin and not any(_says_unknown(done) for done in case.done):
        found.append(f"nobody could tell, and nobody said so: {words}")
    if not case.point.twin and "unknown_outcome" in words:
        found.append("told `unknown_outcome` although Paymo could tell")
    if not case.point.twin and not case.final:
        found.append(f"never told how it ended: {words}")
    outcomes = [outcome for done in case.done for outcome in done.json.get("results", [])]
    ids = {record["id"] for record in records}
    for outcome in outcomes:
        id = (outcome.get("result") or {}).get("id")
        if outcome["status"] in _WRITTEN and id not in ids:
            found.append(f"told {outcome['status']} with record {id}")
        said = (outcome.get("error") or {}).get("message", "")
        if outcome["status"] == "already_decided" and "nothing was written." in said and records:
            found.append(f"told {said!r}, and Paymo has {sorted(ids)}")
    return found


def _says_unknown(done: Done) -> bool:
    return (
        told(done) == "unknown_outcome" or "not known" in done.out or "cannot be told" in done.out
    )


def _audit(program: Program, card: Card, found: list[str]) -> list[dict[str, Any]]:
    """The entries about the action, oldest first; what does not verify is added to ``found``."""
    verified = program.run("audit", "verify")
    if verified.code:
        found.append(f"audit verify: {verified.json.get('mismatches') or verified.json}")
    entries: list[dict[str, Any]] = program.run("audit", "list", "--action", card.id).json[
        "entries"
    ]
    return entries


def _story(case: Case, records: list[dict[str, Any]], entries: list[dict[str, Any]]) -> list[str]:
    """Approved is sent is stored, by the audit log."""
    assert case.card
    found = []
    approved = digest(case.wish.tool, case.card.args)
    if strangers := [entry["event"] for entry in entries if entry["digest"] != approved]:
        found.append(f"audit: {strangers} about other arguments than the card's")
    said = [entry["body"]["type"] for entry in entries if entry["event"] == "decided"]
    if not said or set(said) != {"approve"}:
        found.append(f"audit: decided {said}")
    sent = [entry["body"]["args"] for entry in entries if entry["event"] == "sent"]
    needless = any("already_exists" in entry["body"] for entry in entries)  # the rival's is there
    if not (sent or needless) or any(args != case.card.args for args in sent):
        found.append(f"audit: sent {sent}, approved {case.card.args}")
    answers = [entry["body"].get("record") for entry in entries if entry["event"] == "answered"]
    ids = {answer["id"] for answer in answers if answer}
    if case.own and not ids & {record["id"] for record in records}:
        found.append("audit: no entry names the stored record")
    return found


def _databases(program: Program, case: Case) -> list[str]:
    """No claim is left open, no lock held."""
    assert case.card
    found = []
    with closing(sqlite3.connect(program.data / "governance.db", timeout=1)) as database:
        query = "SELECT status FROM journal WHERE key = ?"
        statuses = [status for (status,) in database.execute(query, [case.card.id])]
    expected = ["unknown"] if case.point.twin else ["done"]
    if statuses != expected and (case.own or case.point.twin or "claimed" in statuses):
        found.append(f"journal: {statuses}, not {expected}")
    for path in sorted((program.data / "locks").glob("*.lock")):
        try:
            FileLock(path).acquire(timeout=0).lock.release()
        except Timeout:
            found.append(f"lock {path.name} is still held")
    return found
