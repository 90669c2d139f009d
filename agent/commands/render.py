"""Answers, cards and tables as text in a terminal, and as the JSON of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from agent.commands.output import say, say_lines
from agent.conversation import PendingAction
from agent.library import Artifact
from agent.session import Answer

_ROWS_IN_JSON = 200
# No line that was typed stands where one of ours does: it keeps behind this margin.
_MARGIN = "    | "


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
        "usage": answer.turn.usage.as_dict(),
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
        say_lines(answer.turn.answer)
    print_cards(answer.pending)
    say()
    used = answer.turn.usage.in_words()
    model = f"{answer.model} · {used}" if used else answer.model
    say(f"[{model}, {answer.elapsed_ms} ms, conversation {answer.thread_id}]")


def print_cards(cards: Sequence[PendingAction]) -> None:
    """Each waiting action with every field of what would be sent."""
    for card in cards:
        say()
        say(f"{card.id}  {card.summary}")
        for field in card.fields:
            _print_field(field["label"], field["shown"])
        for warning in card.warnings:
            say(f"    ! {warning}")
        until = datetime.fromisoformat(card.expires_at).astimezone()  # this machine's time
        say(f"    waits until {until:%a %d %b %Y, %H:%M %Z}")
    if cards:
        ids = " ".join(bound_id(card) for card in cards)
        say()
        say(f"Approve with: paymo-agent approve {ids}")


def bound_id(card: PendingAction) -> str:
    """The id with the start of the digest: what is typed decides about this card as it is shown."""
    return f"{card.id}@{card.digest[:8]}" if card.digest else card.id


def _print_field(label: str, shown: str) -> None:
    if "\n" in shown:
        say(f"    {label}:")
        say_lines(shown, _MARGIN)
    else:
        say(f"    {label}: {shown}")
