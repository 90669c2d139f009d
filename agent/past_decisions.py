"""What was decided before, told from the audit log: who decided what, when, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.activity import kind_of, moment_of, result_of
from tools_server.errors import UnknownOutcome
from tools_server.governance.chain import Entry


@dataclass(frozen=True)
class PastDecision:
    """One decision about one action. ``at`` is UTC, None where the log cannot be read there.

    ``decision`` is `approved`, `approved with changes`, `rejected` or `answered in words`;
    ``outcome`` says what became of it, ``reason`` what the person said. ``thread`` is empty where
    the action came from another client.
    """

    action: str
    thread: str
    tool: str
    what: str
    person: str
    at: datetime | None
    decision: str
    reason: str
    outcome: str


def past_decisions(entries: Iterable[Entry]) -> list[PastDecision]:
    """Every decision, the latest first. An action that was asked about twice has two."""
    by_action: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_action[entry.action].append(entry)
    found: list[tuple[int, PastDecision]] = []
    for story in by_action.values():
        for place, entry in enumerate(story):
            if entry.event == "decided":
                found.append((entry.seq, _decision(entry, _until_next(story[place + 1 :]))))
    return [decision for _, decision in sorted(found, key=lambda pair: -pair[0])]


def _decision(entry: Entry, after: Sequence[Entry]) -> PastDecision:
    body = entry.body
    return PastDecision(
        action=entry.action,
        thread=entry.action.rpartition("-")[0],
        tool=str(body.get("tool") or ""),
        what=str(body.get("summary") or body.get("tool") or "?"),
        person=entry.actor,
        at=moment_of(entry.at),
        decision=kind_of(entry),
        reason=str(body.get("message") or ""),
        outcome=_outcome(entry, after),
    )


def _until_next(after: Sequence[Entry]) -> list[Entry]:
    """The entries up to the next decision, which has an outcome of its own."""
    end = next((i for i, entry in enumerate(after) if entry.event == "decided"), len(after))
    return list(after[:end])


def _outcome(entry: Entry, after: Sequence[Entry]) -> str:
    if entry.body.get("type") in ("reject", "respond"):
        return "Nothing written"
    told = [each for each in after if each.event in ("sent", "answered")]
    for each in reversed(told):
        if "record" in each.body or "already_exists" in each.body:
            return result_of(each.body)
    if any(each.event == "proposed" for each in after):
        return "Asked again"
    last = told[-1] if told else None
    if last and (last.event == "sent" or last.body.get("code") == UnknownOutcome.code):
        return "Not known if written: look in Paymo"
    problem = str(last.body.get("message") or "") if last else ""
    return f"Nothing written. {problem}".strip()
