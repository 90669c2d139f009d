"""Approved == sent == stored: every write on record, joined from its approval to its record.

The chain proves that nobody changed the log. This proves that what it tells is right: nothing was
sent that no person approved in these very arguments, and Paymo stored what was sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select

from tools_server.governance.approvals import digest
from tools_server.governance.chain import Entry
from tools_server.governance.database import JOURNAL
from tools_server.governance.stored import as_stored, json_object, shown, value_of

NOT_APPROVED = "it was sent and no person approved it"
NEVER_SENT = "an answer to something that was never sent"
NOT_TOLD = "the journal knows this write and the log does not tell of it"
LOST = "the journal lost the write that the log tells of"

# A record shows texts without their markup, so one that may hold markup is not compared with it.
_MARKUP = re.compile(r"[<&]")


@dataclass(frozen=True)
class Mismatch:
    """Something that does not join: the action, the entry that shows it, and what is wrong."""

    action: str
    seq: int
    problem: str


@dataclass(frozen=True)
class Kept:
    """What the journal keeps of a write, as far as it can be read: ``answer`` is the record.

    ``older``: a version wrote it that did not keep which record it created.
    """

    status: str
    digest: str
    answer: dict[str, Any] | None = None
    record_id: Any = None
    older: bool = False


@dataclass
class Joined:
    """``sent`` writes that were joined with their approval, ``stored`` ones also with their record.

    A write that was sent and has no record was refused, or its outcome is unknown. ``unattended``
    ones were approved by the flag a server was started with.
    """

    sent: int = 0
    stored: int = 0
    unattended: int = 0
    mismatches: list[Mismatch] = field(default_factory=list)


@dataclass
class _Write:
    """What the log told about one action so far. An approval holds until it is withdrawn."""

    approvals: dict[str, str] = field(default_factory=dict)  # digest to approver
    unattended: bool = False
    digest: str = ""
    args: dict[str, Any] | None = None
    record: dict[str, Any] | None = None
    answered: int = 0  # the entry that tells of the record
    given_back: bool = False

    def withdraw(self) -> None:
        """A person said no, or is asked once more: what was approved before counts no longer."""
        self.approvals.clear()
        self.unattended = False


def reconcile(entries: Iterable[Entry], journal: Mapping[str, Kept]) -> Joined:
    """Join the entries of a log, in their order, with the writes that the journal knows by key."""
    joined = Joined()
    writes: dict[str, _Write] = {}
    for entry in entries:
        write = writes.setdefault(entry.action, _Write())
        problem = _told(write, entry)
        if problem:
            joined.mismatches.append(Mismatch(entry.action, entry.seq, problem))
    sent = {action: write for action, write in writes.items() if write.args is not None}
    joined.sent = len(sent)
    joined.unattended = sum(write.unattended for write in sent.values())
    joined.stored = sum(write.record is not None for write in sent.values())
    for key in {**sent, **journal}:
        problem = _kept(sent.get(key), journal.get(key))
        if problem:
            seq = sent[key].answered if key in sent else 0
            joined.mismatches.append(Mismatch(key, seq, problem))
    return joined


def spent_keys(engine: Engine) -> dict[str, Kept]:
    """The writes that the journal knows, by their keys."""
    names = ("key", "status", "digest", "answer", "record_id", "account")
    with engine.begin() as connection:
        rows = connection.execute(select(*(as_stored(JOURNAL.c[name]) for name in names))).all()
    found = {}
    for row in rows:
        key, status, digest, answer, record_id, account = map(value_of, row)
        record = None if answer in (None, "null") else json_object(answer)
        kept = Kept(shown(status), shown(digest), record, record_id, older=account is None)
        found[shown(key)] = kept
    return found


def deviations(args: Mapping[str, Any], record: Mapping[str, Any]) -> list[str]:
    """The arguments that a record shows otherwise, as far as it carries them."""
    return [
        f"{name} is {record[name]!r}, not {wanted!r}"
        for name, wanted in args.items()
        if name in record and not _same(wanted, record[name])
    ]


def _kept(write: _Write | None, kept: Kept | None) -> str | None:
    """What the journal knows otherwise than the log.

    The log is told first, so a claim may still be open, or in doubt, where it tells of a record.
    """
    if kept is None:
        lost = write is not None and write.record is not None and not write.given_back
        return LOST if lost else None
    if kept.status in ("claimed", "unknown"):
        return None
    if write is None:
        return NOT_TOLD
    if write.digest != kept.digest:
        return "the journal knows this write with other arguments"
    record = write.record or {}
    renumbered = kept.record_id != record.get("id") and not (kept.older and kept.record_id is None)
    if kept.status != "done" or kept.answer != write.record or renumbered:
        return "the journal changed the write: it has another answer than the log"
    return None


def _told(write: _Write, entry: Entry) -> str | None:
    """Take in one entry; what does not fit the ones before it."""
    match entry.event, entry.body:
        case "proposed", {"asked": int(times)} if times > 1:
            write.withdraw()
        case "decided", {"type": "reject" | "respond"}:
            write.withdraw()
        case "decided", {"type": "approve"}:
            write.approvals[entry.digest] = entry.actor
            write.unattended = bool(entry.body.get("by_server_flag"))
        case "decided", {"type": "edit", "tool": str(tool), "edited_action": {"args": dict(args)}}:
            write.approvals[digest(tool, args)] = entry.actor
        case "sent", {"tool": str(tool), "args": dict(args)}:
            return _sent(write, entry, tool, args)
        case "sent", _:
            return "it does not tell what was sent"
        case "answered", {"record": dict(record)}:
            return _answered(write, entry.seq, record)
        case "answered", {"settled": str()}:
            write.given_back = True
        # `already_exists` joins as it is: its record was there before, so nothing had to be sent.
    return None


def _sent(write: _Write, entry: Entry, tool: str, args: dict[str, Any]) -> str | None:
    write.args, write.digest, write.given_back = args, entry.digest, False
    if digest(tool, args) != entry.digest:
        return "what was sent is not what its digest says"
    approver = write.approvals.get(entry.digest)
    if approver is None:
        other = "; something else was approved" if write.approvals else ""
        return NOT_APPROVED + other
    if approver != entry.actor:
        return f"{approver} approved it, and it was sent in the name of {entry.actor}"
    return None


def _answered(write: _Write, seq: int, record: dict[str, Any]) -> str | None:
    if write.args is None:
        return NEVER_SENT
    if write.record is not None and write.record.get("id") != record.get("id"):
        return f"it was written twice, as {write.record.get('id')} and as {record.get('id')}"
    write.record, write.answered = record, seq
    wrong = deviations(write.args, record)
    return f"Paymo stored something else: {'; '.join(wrong)}" if wrong else None


def _same(wanted: Any, stored: Any) -> bool:
    if isinstance(wanted, list) and isinstance(stored, list):
        return sorted(map(str, wanted)) == sorted(map(str, stored))
    if isinstance(wanted, str) and isinstance(stored, str):
        return _same_text(wanted, stored)
    return bool(wanted == stored)


def _same_text(wanted: str, stored: str) -> bool:
    if wanted.strip() == stored or _MARKUP.search(wanted):
        return True
    try:
        return datetime.fromisoformat(wanted) == datetime.fromisoformat(stored)
    except (ValueError, TypeError):
        return False
