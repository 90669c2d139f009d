"""A conversation that went wrong, as an evaluation case: what was said and decided, to play again.

The format is that of the evaluation harness (docs/contracts.md, "Evaluation case"). What should
have happened only a person knows, so the case is a ``draft`` until that is written into it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from agent.conversation import ToolCallView, Turn
from agent.visible import one_line
from tools_server.governance.chain import Entry

Decide = str | dict[str, Any]

_LONGEST_LINE = 300


@dataclass(frozen=True)
class Setting:
    """Where and when the conversation took place: ``world`` is None for a live Paymo, whose records
    no world file holds."""

    today: str
    world: str | None
    timezone: str | None


def case_text(
    id: str, turns: Sequence[Turn], log: Sequence[Entry], setting: Setting, wish: str = ""
) -> str:
    """The case as YAML: one list item under a comment that tells what happened, and under `expect`
    examples to start from.

    ``log`` holds the audit entries of this conversation, for what was decided; ``wish`` is what the
    person says would have been right.
    """
    decisions = _decisions(log)
    case: dict[str, Any] = {
        "id": id,
        "tags": {"from": "conversation"},
        "draft": True,
        "today": setting.today,
        "world": setting.world or "demo",
    }
    if setting.timezone:
        case["timezone"] = setting.timezone
    case["turns"] = [_turn(turn, decisions) for turn in turns]
    text = yaml.safe_dump([case], allow_unicode=True, sort_keys=False, width=100)
    return f"{_comment(turns, setting, wish)}{text}{_examples(turns[-1])}"


def _turn(turn: Turn, decisions: Iterator[Decide]) -> dict[str, Any]:
    decided = [next(decisions, "approve") for call in turn.calls if call.decided_by]
    said: dict[str, Any] = {"say": str(turn.said)}  # of a kind of str that YAML does not know
    if decided:
        said["decide"] = decided[0]
    return said


def _decisions(log: Sequence[Entry]) -> Iterator[Decide]:
    """What was decided about each action, in the order in which the actions were proposed."""
    proposed: dict[str, dict[str, Any]] = {}
    found: dict[str, Decide] = {}
    for entry in log:
        if entry.event == "proposed":
            proposed.setdefault(entry.action, entry.body.get("args") or {})
        # The same edit is noted once more, as the approval of its canonical form.
        elif entry.event == "decided" and entry.body.get("of") != "edit":
            found[entry.action] = _decide(entry, proposed.get(entry.action, {}))
    return (found[action] for action in proposed if action in found)


def _decide(entry: Entry, proposed: dict[str, Any]) -> Decide:
    body = entry.body
    match body.get("type"):
        case "edit":
            args = (body.get("edited_action") or {}).get("args") or {}
            return {"edit": {k: v for k, v in args.items() if v != proposed.get(k)}}
        case "reject" | "respond" if body.get("message"):
            return {body["type"]: body["message"]}
    return str(body.get("type") or "approve")


def _comment(turns: Sequence[Turn], setting: Setting, wish: str) -> str:
    lines = ["A conversation that went wrong. Write under `expect` what should have happened, and"]
    lines += ["delete the line `draft: true`; until then the case fails."]
    if wish.strip():
        lines.append(f"Wanted: {wish}")
    if setting.world is None:
        lines += ["It took place in a live Paymo. Name a world file that holds such records."]
    for turn in turns:
        lines.append(f"Said: {turn.said}")
        lines += [f"  {_called(call)}" for call in turn.calls]
        lines.append(f"  Answered: {turn.answer or 'nothing yet'}")
    return "".join(f"# {_short(line)}\n" for line in lines)


def _examples(turn: Turn) -> str:
    """What may stand under `expect`, from what the last message led to."""
    told = sorted(turn.calls, key=lambda call: call.decided_by is not None)[-1:]  # a write first
    calls = [f"{{tool: {call.tool}, args: {_json(call.args)}}}" for call in told]
    lines = [f"calls: [{''.join(calls) or '{tool: list_invoices}'}]"]
    lines += ['answer: {contains: ["what it has to say"], excludes: ["what it must not"]}']
    lines += ["forbid: [create_task, create_time_entry]"]
    return "  expect:\n" + "".join(f"    # {one_line(line)}\n" for line in lines)


def _json(args: dict[str, Any]) -> str:
    return json.dumps(args, ensure_ascii=False, default=str)


def _called(call: ToolCallView) -> str:
    status = call.result.get("status") or ("ok" if call.ok else "error")
    return f"{call.tool} {_json(call.args)}: {status}"


def _short(line: str) -> str:
    """On one line of its own: whatever was typed, none of it can end the comment."""
    margin = line[: len(line) - len(line.lstrip())]
    flat = one_line(" ".join(line.split()))
    return margin + (flat if len(flat) <= _LONGEST_LINE else f"{flat[:_LONGEST_LINE]} ...")
