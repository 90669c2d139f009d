"""The audit log and the journal of a data folder, to be looked at and proved."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from agent.settings import Settings
from tools_server.errors import UpstreamUnavailable
from tools_server.governance.audit import AuditLog
from tools_server.governance.chain import Entry, Verdict
from tools_server.governance.database import open_database
from tools_server.governance.reconcile import Joined, Kept, reconcile, spent_keys

# A file's time of change is no finer than a few milliseconds.
_UNSURE_NS = 50_000_000


@dataclass(frozen=True)
class Proof:
    """What a verification found: the verdict on the chain, and approved == sent == stored."""

    verdict: Verdict
    joined: Joined

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with the log, nor with what it tells."""
        return self.verdict.intact and not self.joined.mismatches

    def sentences(self) -> list[str]:
        """What was found, the chain first, then what does not join."""
        verdict, joined = self.verdict, self.joined
        if verdict.intact:
            found = [f"Intact: {verdict.entries} entries, head {verdict.head[:16]}."]
        else:
            found = [f"Broken: {verdict.problem}."]
        found += [
            f"Wrong: {wrong.action} (entry {wrong.seq}): {wrong.problem}."
            for wrong in joined.mismatches
        ]
        if not joined.mismatches:
            unattended = f", {joined.unattended} unattended" if joined.unattended else ""
            counts = f"{joined.sent} sent{unattended}, {joined.stored} stored"
            found.append(f"Approved, sent and stored agree: {counts}.")
        return found


@dataclass(frozen=True)
class Records:
    """The audit log, and the writes that the journal knows by their keys."""

    log: AuditLog
    spent: dict[str, Kept]

    def proof(self) -> Proof:
        """Walk the chain, and join every write from its approval to its record."""
        verdict = self.log.verify()
        return Proof(verdict, reconcile(self.log.entries(), self.spent))


@contextmanager
def open_records(settings: Settings) -> Iterator[Records]:
    """The records of this data folder. Raises `UpstreamUnavailable` for a damaged file."""
    engine = open_database(settings.governance_database)
    try:
        yield Records(AuditLog.in_folder(settings.data, engine), spent_keys(engine))
    except DatabaseError as damaged:
        raise UpstreamUnavailable(
            f"{settings.governance_database} cannot be read: {damaged.orig}.",
            hint="Keep the file for whoever can mend it.",
        ) from damaged
    finally:
        engine.dispose()


def entries_of(log: AuditLog, file: Path) -> Sequence[Entry]:
    """All entries of the log in this file, read again only where the file has changed since.

    Pages ask at every click. What was written a moment ago may still share its time of change with
    what comes next, so that is not kept.
    """
    found = file.stat()
    if time.time_ns() - found.st_mtime_ns < _UNSURE_NS:
        return log.entries()
    return _entries(log, (found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=2)
def _entries(log: AuditLog, _stamp: tuple[int, int]) -> Sequence[Entry]:
    return tuple(log.entries())


def proof_of(settings: Settings) -> Proof:
    """The proof of this data folder's records, as `audit verify` gives it."""
    with open_records(settings) as records:
        return records.proof()
