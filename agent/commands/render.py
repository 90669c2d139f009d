"""Answers, cards and tables as text in a terminal, and as the JSON of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agent.commands.output import say
from agent.conversation import PendingAction
from agent.library import Artifact
from agent.session import Answer

_ROWS_IN_JSON = 200
_ROWS_IN_TERMINAL = 20


def answer_json(answer: Answer) -> dict[str, Any]:
    """The shape of `ask --json` (docs/contracts.md)."""
    calls = [{"name": c.tool, "args": c.args, "ok": c.ok} for c in answer.turn.calls]
    return {
        "thread_id": answer.thread_id,
        "answer": answer.turn.answer,
        "tool_calls": calls,
        "pending": [card.as_dict() for card in answer.pending],
        "artifacts": [table_json(table) for table in answer.tables],
        "model": answer.model,
        "elapsed_ms": answer.elapsed_ms,
    }


def table_json(table: Artifact) -> dict[str, Any]:
    """A table with at most 200 rows; `total` says how many there are."""
    return {
        "title": table.title,
        "columns": table.columns,
        "rows": table.rows[:_ROWS_IN_JSON],
        "total": len(table.rows),
    }


def print_answer(answer: Answer) -> None:
    """The answer, its cards, and what to type next."""
    if answer.turn.answer:
        say(answer.turn.answer)
    print_cards(answer.pending)
    say(f"\n[{answer.model}, {answer.elapsed_ms} ms, conversation {answer.thread_id}]")


def print_cards(cards: Sequence[PendingAction]) -> None:
    """Each waiting action with every field of what would be sent."""
    for card in cards:
        say(f"\n{card.id}  {card.summary}")
        for field in card.fields:
            say(f"    {field['label']}: {field['shown']}")
        for warning in card.warnings:
            say(f"    ! {warning}")
        say(f"    waits until {card.expires_at}")
    if cards:
        ids = " ".join(card.id for card in cards)
        say(f"\nApprove with: paymo-agent approve {ids}")
