"""A conversation as people see it: turns, steps, tables and cards, read from the graph's state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolCall, ToolMessage

from agent.compact import parse_compact
from agent.flows.running.binding import described, is_flow
from agent.nodes.calls import turn
from agent.state import DecisionType, ProposedAction
from agent.steps import describe_read
from agent.tools import READ_TOOLS
from agent.usage import Usage, usage_of

# Beside an answer to several requests: the ids of the calls whose tables it rests on.
RESTS_ON = "rests_on"


@dataclass(frozen=True)
class PendingAction:
    """A card: an action that waits for a person. ``digest`` is that of all it shows.

    An ``unsettled`` one was sent before, and Paymo could not be asked yet whether it arrived.
    ``asked_by`` is who asked for it. ``allowed`` are the decisions that whoever looks at it may
    take, and ``why_not`` says why approving is not one of them. It is not ``readable`` where only
    the card may be seen, because it needs somebody else, and nothing of the conversation around it.
    ``report`` is the kept report of the flow that suggested it, and ``why`` its reason.
    """

    id: str
    thread_id: str
    tool: str
    args: dict[str, Any]
    summary: str
    fields: list[dict[str, Any]]
    warnings: list[str]
    proposed_at: str
    expires_at: str
    digest: str
    unsettled: bool = False
    asked_by: str = ""
    allowed: tuple[DecisionType, ...] = ("approve", "edit", "reject", "respond")
    why_not: str = ""
    readable: bool = True
    report: str = ""
    why: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The shape of a card in `--json` output (docs/contracts.md)."""
        return {
            "id": self.id,
            "tool": self.tool,
            "args": self.args,
            "summary": self.summary,
            "warnings": self.warnings,
            "expires_at": self.expires_at,
            "digest": self.digest,
            "asked_by": self.asked_by,
        }


@dataclass(frozen=True)
class ToolCallView:
    """A tool call that has its result: whether it went well, and the table it left.

    ``result`` is what the model was given: totals and first rows of a read; status, summary and
    record of a write; or the ``error``. ``decided_by`` is the person who decided about a write.
    """

    tool: str
    args: dict[str, Any]
    ok: bool
    text: str
    artifact: str | None
    result: dict[str, Any]
    decided_by: str | None


@dataclass(frozen=True)
class Turn:
    """What a person said and what came of it. ``tables`` are the artifacts the answer rests on,
    ``reports`` those that hold the reports of flows.

    ``answer`` holds the words that came with cards, too: those of a question that was answered in
    the same breath.

    ``usage`` is what all model calls of the turn took, those before a card included.
    """

    said: str
    answer: str
    model: str
    calls: list[ToolCallView] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)


def turns(messages: Sequence[AnyMessage]) -> list[Turn]:
    """The whole conversation, the oldest turn first."""
    found: list[Turn] = []
    rest = list(messages)
    while rest:
        latest = turn(rest)
        found.append(_turn(latest))
        rest = rest[: len(rest) - len(latest)]
    return found[::-1]


def last_turn(messages: Sequence[AnyMessage]) -> Turn:
    """The latest turn."""
    return _turn(turn(messages))


def pending_actions(thread: str, actions: Sequence[ProposedAction]) -> list[PendingAction]:
    """The cards among the actions of a conversation."""
    return [
        PendingAction(
            id=action["id"],
            thread_id=thread,
            tool=action["tool"],
            args=action["args"],
            summary=action["summary"],
            fields=action["fields"],
            warnings=[*action["news"], *action["warnings"]],
            proposed_at=action["proposed_at"],
            expires_at=action["expires_at"],
            digest=action["card"],
            unsettled=action["unsettled"],
            asked_by=action["asked_by"],
            report=action["report"],
            why=action["why"],
        )
        for action in actions
        if action["status"] == "waiting"
    ]


def _turn(messages: Sequence[AnyMessage]) -> Turn:
    said = messages[0].text if isinstance(messages[0], HumanMessage) else ""
    answers = [m for m in messages if isinstance(m, AIMessage)]
    final = answers[-1] if answers else AIMessage("")
    results = {m.tool_call_id: m for m in messages if isinstance(m, ToolMessage)}
    calls = [
        _call_view(call, results[str(call["id"])])
        for answer in answers
        for call in answer.tool_calls
        if call["id"] in results
    ]
    return Turn(
        said=said,
        answer="\n\n".join(text for text in map(_words, answers) if text),
        model=final.response_metadata.get("model_name", ""),
        calls=calls,
        tables=_tables(answers, results),
        reports=_reports(answers, results),
        usage=usage_of(answers),
    )


def _words(answer: AIMessage) -> str:
    """What was said to the person: not the model's thoughts before a look-up."""
    reads = any(_is_read(call["name"]) for call in answer.tool_calls)
    return "" if reads else answer.text.strip()


def _call_view(call: ToolCall, result: ToolMessage) -> ToolCallView:
    args = {key: value for key, value in call["args"].items() if value is not None}
    reads = _is_read(call["name"])
    decision = {} if reads else result.artifact or {}
    return ToolCallView(
        tool=call["name"],
        args=args,
        ok=result.status != "error",
        text=_described(call["name"], args),
        artifact=result.artifact if reads else None,
        result=parse_compact(result.content) or {},
        decided_by=decision.get("decided_by"),
    )


def _is_read(tool: str) -> bool:
    return tool in READ_TOOLS or is_flow(tool)


def _described(tool: str, args: dict[str, Any]) -> str:
    return described(tool, args) if is_flow(tool) else describe_read(tool, args)


def _reports(answers: Sequence[AIMessage], results: dict[str, ToolMessage]) -> list[str]:
    calls = [call for answer in answers for call in answer.tool_calls if is_flow(call["name"])]
    kept = (results[str(call["id"])].artifact for call in calls if call["id"] in results)
    return [artifact for artifact in kept if artifact]


def _tables(answers: Sequence[AIMessage], results: dict[str, ToolMessage]) -> list[str]:
    """The tables that the answers name, else those of the last step: the ones before it were
    look-ups on the way, to a write too, unless the write came with words."""
    ids = [str(id) for answer in answers for id in answer.additional_kwargs.get(RESTS_ON, ())]
    if not ids:
        steps = [a.tool_calls for a in answers if a.tool_calls and not _words(a)]
        reads = [call for call in steps[-1] if call["name"] in READ_TOOLS] if steps else []
        ids = [str(call["id"]) for call in reads]
    kept = (results[id].artifact for id in ids if id in results)
    return [artifact for artifact in kept if artifact]
