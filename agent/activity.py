"""The audit log as people read it: who did what when, and what came of it.

What an entry holds may have been changed by whoever can write to the file, so nothing here trusts
its kinds: a value that makes no sense is shown as text. Whether the log is whole is not told here
but by its proof (agent/records.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tools_server.governance.chain import Entry

_LEGIBLE = 200
_DECISIONS = {
    "approve": "approved",
    "edit": "approved with changes",
    "reject": "rejected",
    "respond": "answered in words",
}
_EVENTS = {
    "proposed": "proposed",
    "sent": "sent to Paymo",
    "answered": "answered by Paymo",
    "refused": "refused",
    "anchored": "vouched for",
}


@dataclass(frozen=True)
class Happening:
    """One entry of the audit log. ``at`` is UTC, None where it cannot be read.

    ``kind`` is what happened, such as `approved`; ``what`` the action in words; ``outcome`` the
    reason, the stored record or the failure; ``details`` all that the entry holds.
    """

    seq: int
    at: datetime | None
    person: str
    kind: str
    what: str
    outcome: str
    action: str
    details: dict[str, Any]

    @property
    def thread(self) -> str:
        """The conversation that the action belongs to; empty where it belongs to none."""
        return self.action.rpartition("-")[0]


@dataclass(frozen=True)
class Wanted:
    """Which happenings to show; what is None or empty excludes nothing. Days are inclusive."""

    person: str | None = None
    kind: str | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""

    def fits(self, one: Happening, zone: ZoneInfo) -> bool:
        """Whether this one is wanted; its day is that of the time zone."""
        day = one.at and one.at.astimezone(zone).date()
        if self.since and (day is None or day < self.since):
            return False
        if self.until and (day is None or day > self.until):
            return False
        return (
            self.person in (None, one.person)
            and self.kind in (None, one.kind)
            and self.text.casefold() in f"{one.what} {one.outcome} {one.action}".casefold()
        )


def happenings(entries: Iterable[Entry]) -> list[Happening]:
    """Every entry, the latest first. What is done about an action is named as it was proposed."""
    named: dict[str, str] = {}
    found = []
    for entry in entries:
        summary = entry.body.get("summary")
        if isinstance(summary, str):
            named[entry.action] = summary
        found.append(_happening(entry, named.get(entry.action)))
    return found[::-1]


def kind_of(entry: Entry) -> str:
    """What happened, in words."""
    if entry.event == "decided":
        return _DECISIONS.get(str(entry.body.get("type")), "decided")
    return _EVENTS.get(entry.event, entry.event)


def result_of(body: dict[str, Any]) -> str:
    """What came of a write that was answered, in words; empty where the entry tells of none."""
    if isinstance(body.get("record"), dict):
        return f"Written as number {body['record'].get('id')}"
    if "already_exists" in body:
        return "Nothing written: it was there already"
    return str(body.get("settled") or "").capitalize()


def told(body: dict[str, Any]) -> str:
    """What an entry says, on one line: the decision or error first, then the action."""
    if "unreadable" in body:
        return f"unreadable: {body['unreadable'][:_LEGIBLE]}"
    words = [body.get("type"), body.get("code"), body.get("summary") or body.get("tool", "?")]
    edited = body.get("edited_action")
    if isinstance(edited, dict):
        edited = edited.get("args")
    details = [json.dumps(edited, ensure_ascii=False)] if edited else []
    details += [f"({body['message']})"] if body.get("message") else []
    return "  ".join([*map(str, filter(None, words)), *details])


def lines(entries: Sequence[Entry]) -> list[str]:
    """The entries as JSON, one a line, with their hashes, so that others can verify them."""
    return [json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries]


def moment_of(text: str) -> datetime | None:
    """The instant that an entry names; None where somebody made it unreadable."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _happening(entry: Entry, named: str | None) -> Happening:
    body = entry.body
    if "unreadable" in body:
        what, outcome = "Cannot be read", told(body)
    else:
        what = named or str(body.get("tool") or "?").replace("_", " ")
        outcome = result_of(body) or str(body.get("message") or "")
    return Happening(
        seq=entry.seq,
        at=moment_of(entry.at),
        person=entry.actor,
        kind=kind_of(entry),
        what=what,
        outcome=outcome,
        action=entry.action,
        details=asdict(entry),
    )
