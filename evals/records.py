"""What happened, as plain data: from the facade's answers to the records of a result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.conversation import PendingAction, ToolCallView
from agent.session import Answer, Failure, Session
from evals.approver import WRITTEN, Decided, Verdict
from evals.results import CallRecord, CardRecord, DecisionRecord, TableRecord, TurnRecord
from evals.stage import Timing

_OWN = ("limit", "cursor", "dry_run")
"""Arguments of a call that the agent decides by itself."""

_ROWS_KEPT = 200
"""Rows of a table in a result; all of them are judged."""


def turn_record(said: str, answer: Answer, cards: Sequence[PendingAction]) -> TurnRecord:
    """What came of a message, with the cards that it raised."""
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
        currency=usage.currency or "USD",
    )


def with_decisions(record: TurnRecord, decided: Decided) -> TurnRecord:
    """The turn as it stands after its cards were decided."""
    if not decided.verdicts:
        return record
    after = record
    if decided.answer:
        after = turn_record(record.said, decided.answer, [])
        after = replace(after, calls=_calls(decided.answer, decided), proposal=record.answer)
    return replace(
        after,
        cards=record.cards,
        later_cards=[_card(card) for card in decided.later_cards],
        decided=[
            DecisionRecord(each.card.id, each.decision, each.status, each.error)
            for each in decided.verdicts
        ],
    )


def refused(said: str, failure: Failure, session: Session) -> TurnRecord:
    """A message that was not taken, with the reason in place of an answer."""
    return TurnRecord(said, f"{failure.message} {failure.hint}", session.settings.model)


def measured(
    record: TurnRecord, timings: Sequence[Timing], *, seconds: float, requests: int
) -> TurnRecord:
    """The turn with what it took, and each call with its part of that."""
    calls = [_with_time(call, timings) for call in record.calls]
    return replace(record, calls=calls, elapsed_ms=round(seconds * 1000), requests=requests)


def cut(turn: TurnRecord) -> TurnRecord:
    """The turn with the first rows of its tables, as it is kept."""
    tables = [replace(table, rows=table.rows[:_ROWS_KEPT]) for table in turn.tables]
    return replace(turn, tables=tables)


def _calls(answer: Answer, decided: Decided) -> list[CallRecord]:
    """Reads and settled writes as the model called them, decided writes as their cards said."""
    called = [_called(view) for view in answer.turn.calls if view.decided_by is None]
    written = [
        CallRecord(
            name=each.card.tool,
            args=_with_client(each),
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


def _with_client(verdict: Verdict) -> dict[str, Any]:
    """The arguments of a write, and the client it was for: the check takes that off a task's."""
    client = verdict.record.get("client_id")
    return {**({} if client is None else {"client_id": client}), **verdict.args}


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


def _card(card: PendingAction) -> CardRecord:
    return CardRecord(card.id, card.tool, card.args, card.summary, list(card.warnings))


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
