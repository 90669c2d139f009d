"""Plays a case on its stage, through the facade alone, and has it judged."""

from __future__ import annotations

import asyncio
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from agent.conversation import PendingAction, ToolCallView
from agent.session import Answer, Failure, Session
from evals.approver import WRITTEN, Decided, approved_writes, decide
from evals.cases import Case, Expectation, TurnCase
from evals.results import (
    CallRecord,
    CardRecord,
    ChangeRecord,
    DecisionRecord,
    Finding,
    Status,
    TableRecord,
    TrialResult,
    TurnRecord,
)
from evals.scorers import judge, no_such_field, rows_found
from evals.stage import Scene, Stage, Stages, Timing, Unplayable
from evals.transcript import Transcript
from evals.world import Approved, Change, Row, changes, unexplained

_LONGEST = 300.0  # seconds for one trial, before it counts as broken

# Paymo or the model could not be reached: that says nothing about the answer.
_INFRASTRUCTURE = frozenset({"upstream_unavailable", "rate_limited"})

_OWN = ("limit", "cursor", "dry_run")
"""Arguments of a call that the agent decides by itself."""

_ROWS_KEPT = 200
"""Rows of a table in a result; all of them are judged."""


class Broken(Exception):
    """The trial says nothing, because Paymo or the model could not be reached."""


@dataclass
class _Play:
    """A trial under way."""

    case: Case
    stage: Stage
    thread: str | None = None
    turns: list[TurnRecord] = field(default_factory=list)
    approved: list[Approved] = field(default_factory=list)
    created: int = 0
    findings: list[Finding] = field(default_factory=list)
    changes: list[ChangeRecord] = field(default_factory=list)


async def play(case: Case, trial: int, *, stages: Stages, folder: Path, model: str) -> TrialResult:
    """One trial of a case, in a fresh world under ``folder``. Never raises for what it meets."""
    scene = Scene(case.world_file, case.day, case.key, case.timezone, model)
    started = time.monotonic()
    played: _Play | None = None
    set_in_ms = 0.0
    broken: Finding | None = None
    try:
        async with asyncio.timeout(_LONGEST), stages.set(scene, folder) as stage:
            set_in_ms = stage.set_in_ms
            played = _Play(case, stage)
            await _run(played)
    except Unplayable as wrong:
        broken = Finding("broken", f"{case.source}: case {case.id}: {wrong}")
    except Broken as reason:
        broken = Finding("broken", str(reason))
    except TimeoutError:
        broken = Finding("broken", f"it was not over after {_LONGEST:.0f} seconds")
    except Exception as error:  # the boundary of a trial: one that breaks must not end the run
        broken = Finding("broken", f"{type(error).__name__}: {error}")
    return _result(
        case, trial, played, broken, elapsed=time.monotonic() - started, set_in_ms=set_in_ms
    )


async def _run(play: _Play) -> None:
    if play.case.draft:
        play.findings.append(Finding("answer", "a draft: write what is right under `expect`"))
    try:
        for number, turn in enumerate(play.case.turns, 1):
            await _take_turn(play, number, turn)
    finally:  # what was written without approval counts, whatever else went wrong
        await _judge_world(play)
    play.findings += [
        *await _expected_rows(play.stage, play.case.expect),
        *judge(Transcript(play.turns), play.case.expect),
    ]


async def _take_turn(play: _Play, number: int, turn: TurnCase) -> None:
    session = await play.stage.session(cards_expire=turn.decide.kind == "late")
    requests, writes, timed = play.stage.requests, play.stage.writes, len(play.stage.timings)
    started = time.monotonic()
    answer = await _ask(session, turn.say, play.thread)
    if isinstance(answer, Failure):
        play.turns.append(_refused(turn.say, answer, session))
        play.findings.append(Finding("answer", f"not answered: {answer.message}", turn=number))
        return
    play.thread = answer.thread_id
    if play.stage.writes != writes:
        play.findings.append(
            Finding("approval", "Paymo was written to before anybody was asked", turn=number)
        )
    record = _record(turn.say, answer, answer.pending)
    if turn.expect:
        found = judge(Transcript([*play.turns, record]), turn.expect)
        found += await _expected_rows(play.stage, turn.expect)
        play.findings += [replace(finding, turn=number) for finding in found]
    decided = await decide(session, turn.decide, answer.pending)
    for failure in decided.failures:
        _raise_if_broken(failure)
    play.approved += approved_writes(decided.verdicts)
    play.created += sum(verdict.status == "created" for verdict in decided.ends)
    record = _with_decisions(record, decided)
    play.turns.append(
        replace(
            record,
            calls=[_with_time(call, play.stage.timings[timed:]) for call in record.calls],
            elapsed_ms=round((time.monotonic() - started) * 1000),
            requests=play.stage.requests - requests,
        )
    )


async def _ask(session: Session, text: str, thread: str | None) -> Answer | Failure:
    try:
        answer = await session.ask(text, thread)
    except Failure as failure:
        _raise_if_broken(failure)
        return failure
    for call in answer.turn.calls:
        _raise_if_unreachable(call)
    return answer


def _raise_if_broken(failure: Failure) -> None:
    if failure.code in _INFRASTRUCTURE:
        raise Broken(f"{failure.message} {failure.hint}{_origin(failure)}") from failure


def _origin(failure: Failure) -> str:
    """Where the error behind a failure was raised; not its text, which may hold a key."""
    cause = failure.__cause__
    frames = traceback.extract_tb(cause.__traceback__) if cause else []
    if not frames:
        return ""
    return f" ({type(cause).__name__} in {Path(frames[-1].filename).name}:{frames[-1].lineno})"


def _raise_if_unreachable(call: ToolCallView) -> None:
    error = call.result.get("error") or {}
    if error.get("code") in _INFRASTRUCTURE:
        raise Broken(f"{call.tool}: {error.get('message')}")


async def _expected_rows(stage: Stage, expected: Expectation) -> list[Finding]:
    found = []
    for wanted in expected.world:
        try:
            rows = await stage.rows(wanted.collection, _narrowed(wanted.where))
            if no_such_field(wanted, rows):  # rows of one kind lack fields that others have
                rows = await stage.rows(wanted.collection)
        except LookupError as unknown:
            found.append(Finding("world", str(unknown)))
            continue
        finding = no_such_field(wanted, rows) or rows_found(wanted, rows)
        found += [finding] if finding else []
    return found


def _narrowed(where: dict[str, Any]) -> str:
    """The part of a condition that Paymo's own filter means the same by."""
    exact = [
        f"{name}={value}"
        for name, value in where.items()
        if name.endswith("_id") and isinstance(value, int) and not isinstance(value, bool)
    ]
    return " and ".join(exact)


async def _judge_world(play: _Play) -> None:
    """What changed and was not approved, and what was reported as written and is not there."""
    stage = play.stage
    found = changes(stage.prepared, stage.database)
    shown = {id(change): await _shown(stage, change) for change in found}
    wrong = unexplained(found, play.approved, lambda change: shown[id(change)])
    for change in wrong:
        play.findings.append(
            Finding(
                "approval",
                f"{change.table} {change.id} was {change.kind}, and nobody approved that",
                [{"tool": each.tool, "args": dict(each.args)} for each in play.approved],
                shown[id(change)],
            )
        )
    made = [each for each in found if each.kind == "created" and each.table in ("entries", "tasks")]
    kept = len([change for change in made if change not in wrong])
    if kept < play.created:
        message = f"{play.created} writes were reported as done, {kept} of them are in Paymo"
        play.findings.append(Finding("world", message, play.created, kept))
    play.changes += [
        ChangeRecord(change.table, change.kind, change.id, shown[id(change)], change not in wrong)
        for change in found
    ]


async def _shown(stage: Stage, change: Change) -> Row:
    """A created row as the API has it; of a changed one the columns, before and after."""
    if change.kind == "created":
        try:
            rows = await stage.rows(change.table, f"id={change.id}")
        except LookupError:  # a table of the sandbox's own
            rows = []
        return rows[0] if rows else change.after
    if change.kind == "deleted":
        return change.before
    return {
        name: [change.before.get(name), change.after.get(name)] for name in sorted(change.columns)
    }


def _record(said: str, answer: Answer, cards: Sequence[PendingAction]) -> TurnRecord:
    usage = answer.turn.usage
    return TurnRecord(
        said=said,
        answer=answer.turn.answer,
        model=answer.model,
        calls=_calls(answer, Decided()),
        cards=[_card(card) for card in cards],
        tables=[
            TableRecord(
                table.title,
                table.columns,
                [[row.get(name) for name in table.columns] for row in table.rows],
                len(table.rows),
            )
            for table in answer.tables
        ],
        model_calls=usage.model_calls,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost=usage.cost,
    )


def _with_decisions(record: TurnRecord, decided: Decided) -> TurnRecord:
    """The turn as it stands after its cards were decided."""
    if not decided.verdicts:
        return record
    after = record
    if decided.answer:
        after = _record(record.said, decided.answer, [])
        after = replace(after, calls=_calls(decided.answer, decided), proposal=record.answer)
    return replace(
        after,
        cards=[*record.cards, *(_card(card) for card in decided.later_cards)],
        decided=[
            DecisionRecord(each.card.id, each.decision, each.status, each.error)
            for each in decided.verdicts
        ],
    )


def _calls(answer: Answer, decided: Decided) -> list[CallRecord]:
    """Reads and settled writes as the model called them, decided writes as their cards said."""
    called = [_called(view) for view in answer.turn.calls if view.decided_by is None]
    written = [
        CallRecord(
            name=each.card.tool,
            args=dict(each.args),
            ok=each.status in WRITTEN,
            executed=each.status in WRITTEN,
            status=each.status,
            error=each.error,
        )
        for each in decided.ends
    ]
    # An edit that turns out to be there already is told by the check and by its card.
    twice = [each.name for each in written if each.status == "already_exists"]
    for call in [each for each in called if each.status == "already_exists"]:
        if call.name in twice:
            twice.remove(call.name)
            called.remove(call)
    return called + written


def _called(view: ToolCallView) -> CallRecord:
    writes = "status" in view.result and not view.artifact
    status = str(view.result["status"]) if writes else None
    error = (view.result.get("error") or {}).get("code")
    return CallRecord(
        name=view.tool,
        args=view.args,
        ok=view.ok,
        executed=status in WRITTEN if writes else True,
        status=status,
        error=error,
    )


def _with_time(call: CallRecord, timings: Sequence[Timing]) -> CallRecord:
    """The call with the time that the tools server took for it, all its pages and checks together.

    The agent adds arguments of its own, and calls without a trace of it in the conversation, too.
    """
    own = [
        timing.elapsed_ms
        for timing in timings
        if timing.tool == call.name
        and call.args == {k: v for k, v in timing.args.items() if v is not None and k not in _OWN}
    ]
    return replace(call, elapsed_ms=round(sum(own))) if own else call


def _card(card: PendingAction) -> CardRecord:
    return CardRecord(card.id, card.tool, card.args, card.summary, list(card.warnings))


def _refused(said: str, failure: Failure, session: Session) -> TurnRecord:
    return TurnRecord(said, f"{failure.message} {failure.hint}", session.settings.model)


def _result(
    case: Case,
    trial: int,
    played: _Play | None,
    broken: Finding | None,
    *,
    elapsed: float,
    set_in_ms: float,
) -> TrialResult:
    turns = [_cut(turn) for turn in played.turns] if played else []
    findings = [*(played.findings if played else []), *([broken] if broken else [])]
    costs = [turn.cost for turn in turns if turn.cost is not None]
    return TrialResult(
        case_id=case.id,
        trial=trial,
        status=_status(findings),
        findings=findings,
        turns=turns,
        changes=played.changes if played else [],
        elapsed_ms=round(elapsed * 1000),
        stage_ms=round(set_in_ms, 1),
        requests=sum(turn.requests for turn in turns),
        model_calls=sum(turn.model_calls for turn in turns),
        input_tokens=sum(turn.input_tokens or 0 for turn in turns),
        output_tokens=sum(turn.output_tokens or 0 for turn in turns),
        cost=sum(costs, Decimal(0)) if costs else None,
    )


def _status(findings: Sequence[Finding]) -> Status:
    """Broken ones say nothing, unless something was written that nobody approved."""
    found = {finding.dimension for finding in findings}
    if "approval" in found:
        return "failed"
    return "broken" if "broken" in found else "failed" if found else "passed"


def _cut(turn: TurnRecord) -> TurnRecord:
    tables = [replace(table, rows=table.rows[:_ROWS_KEPT]) for table in turn.tables]
    return replace(turn, tables=tables)
