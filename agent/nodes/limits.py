"""What one turn may take: so many tool calls, and no going round in circles.

A call that can bring nothing new is answered with the reason and not run. A step all of whose calls
were answered so is an idle one; the second idle step of a turn ends it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolCall, ToolMessage

from agent.compact import View, compact_error, parse_compact, view_from
from agent.state import BY_FLOW, ProposedAction
from tools_server.errors import Conflict, Failure, NotFound

MOST_CALLS = 12
MOST_IDLE_STEPS = 2

# There is no list of details, so a question about all projects takes one call for each of them.
# Once in a turn such a step, of nothing but details of different projects, counts as one call.
_DETAILS = "get_project_details"
_MOST_DETAILS = 20

_REFUSED = "refused_here"
LEFT_OUT = "calls_left_out"


@dataclass
class Allowance:
    """The calls that a turn has left; ``as_one``: how many were made that count as one; ``free``:
    those that count nothing, for they only bring back what the person was shown already."""

    left: int = MOST_CALLS
    as_one: int = 0
    free: frozenset[tuple[str, str]] = frozenset()

    def take(self, calls: Sequence[ToolCall]) -> list[ToolCall]:
        """Those of a step's calls that may still be made: the first ones."""
        together = 1
        if self.left and not self.as_one and _details_of_several(calls):
            together = self.as_one = min(len(calls), _MOST_DETAILS)
        room = self.left + together - 1
        taken: list[ToolCall] = []
        for call in calls:
            free = _key(call) in self.free
            if free or room > 0:
                taken.append(call)
                room -= 0 if free else 1
        counted = sum(_key(call) not in self.free for call in taken)
        self.left -= max(0, counted - together + 1) if counted else 0
        return taken


def allowance(
    turn: Sequence[AnyMessage], free: frozenset[tuple[str, str]] = frozenset()
) -> Allowance:
    """What is left after the calls of this turn, whether they were run or refused."""
    found = Allowance(free=free)
    for message in turn:
        if isinstance(message, AIMessage) and BY_FLOW not in message.additional_kwargs:
            found.take(message.tool_calls)
            if LEFT_OUT in message.additional_kwargs:  # what is left of that step tells too little
                found.left = 0
    return found


def closed_by_words(messages: Sequence[AnyMessage]) -> frozenset[tuple[str, str]]:
    """The proposals that the person's last message closed undecided. To make them again is to keep
    them, however many a flow had proposed."""
    place = max((i for i, m in enumerate(messages) if isinstance(m, HumanMessage)), default=0)
    proposed = next((m for m in reversed(messages[:place]) if isinstance(m, AIMessage)), None)
    if proposed is None:
        return frozenset()
    answers = {m.tool_call_id: m for m in messages[:place] if isinstance(m, ToolMessage)}
    found = ((call, answers.get(str(call["id"]))) for call in proposed.tool_calls)
    return frozenset(
        _key(call) for call, answer in found
        if answer and (parse_compact(answer.content) or {}).get("status") == "responded"
    )  # fmt: skip


def counted_as_one(turn: Sequence[AnyMessage]) -> str:
    """An aside for a sentence with the limit in it, where a turn made more calls than that."""
    if _calls_made(turn) <= MOST_CALLS:
        return ""
    return f" ({allowance(turn).as_one} readings of project details in one step count as one)"


def _calls_made(turn: Sequence[AnyMessage]) -> int:
    """The calls of a model, not the follow-ups that a flow proposed."""
    answers = (message for message in turn if isinstance(message, AIMessage))
    return sum(len(m.tool_calls) for m in answers if BY_FLOW not in m.additional_kwargs)


def _details_of_several(calls: Sequence[ToolCall]) -> bool:
    projects = {str(call["args"].get("project_id")) for call in calls}
    return len(projects) == len(calls) > 1 and {call["name"] for call in calls} == {_DETAILS}


def objection(
    call: ToolCall, before: Sequence[tuple[ToolCall, ToolMessage]], view: View | None = None
) -> Failure | None:
    """Why a call cannot bring anything new, given the turn's answered calls; None where it may.

    The same call may be made a second time, to look again after a change, unless its answer was an
    error that stays. A call for another ``view`` of the same rows is another call.
    """
    equal = [answer for other, answer in before if _key(other) == _key(call)]
    read = [(answer, parse_compact(answer.content) or {}) for answer in equal]
    same = [(answer, data) for answer, data in read if view_from(data.get("view")) == view]
    if not same:
        return None
    answer, data = same[-1]
    error = data.get("error") or {}
    if len(same) == 1 and (answer.status != "error" or error.get("retryable")):
        return None
    return Conflict(
        f"{call['name']} was called with the same arguments before in this turn.",
        hint="Its answer stands above. Answer with what you have, or change the arguments.",
    )


def unknown_tool(name: str, offered: Sequence[str]) -> Failure:
    """What a model hears that calls a tool there is not."""
    return NotFound(
        f"There is no tool {name!r}.", hint=f"The tools are: {', '.join(sorted(offered))}."
    )


def refused(call: ToolCall, failure: Failure) -> ToolMessage:
    """The answer to a call that is not run."""
    text = compact_error(failure)
    return as_refused(ToolMessage(text, tool_call_id=call["id"], name=call["name"], status="error"))


def as_refused(message: ToolMessage) -> ToolMessage:
    """This answer, marked as one that brought nothing new."""
    return message.model_copy(update={"additional_kwargs": {_REFUSED: True}})


def answered_calls(turn: Sequence[AnyMessage]) -> list[tuple[ToolCall, ToolMessage]]:
    """The calls of a turn that have their answers, in the order of the calls."""
    answers = {m.tool_call_id: m for m in turn if isinstance(m, ToolMessage)}
    calls = [call for m in turn if isinstance(m, AIMessage) for call in m.tool_calls]
    return [(call, answers[str(call["id"])]) for call in calls if str(call["id"]) in answers]


def idle_steps(turn: Sequence[AnyMessage]) -> int:
    """How many steps of a turn had nothing but refused calls."""
    refusals = {
        message.tool_call_id
        for message in turn
        if isinstance(message, ToolMessage) and _REFUSED in message.additional_kwargs
    }
    steps = [m.tool_calls for m in turn if isinstance(m, AIMessage) and m.tool_calls]
    return sum(all(call["id"] in refusals for call in calls) for calls in steps)


def stopped(turn: Sequence[AnyMessage], actions: Sequence[ProposedAction], why: str) -> AIMessage:
    """The end of a turn that would not end by itself: why, what was done, what to do next."""
    count = _calls_made(turn)
    calls = f"{count} tool call{'s' if count != 1 else ''}"
    return AIMessage(
        f"I stopped after {calls}{counted_as_one(turn)}: {why} {what_was_done(actions)} Please ask"
        " for one thing at a time, or name the client or project you mean."
    )


def what_was_done(actions: Sequence[ProposedAction]) -> str:
    """Every write of a turn that came to an end or was sent, in plain sentences."""
    told = {
        "created": "Done",
        "already_exists": "It was there already",
        "rejected": "Rejected and not done",
        "unknown_outcome": "Sent, and nobody knows yet whether it was done",
    }
    sent = [a for a in actions if a["unsettled"] and a["status"] in ("waiting", "approved")]
    lines = [f"{told[a['status']]}: {a['summary']}." for a in actions if a["status"] in told]
    lines += [f"Sent, and not confirmed yet: {a['summary']}." for a in sent]
    if not sent and not any(a["status"] in ("created", "unknown_outcome") for a in actions):
        lines.append("Nothing was written.")
    return " ".join(lines)


def _key(call: ToolCall) -> tuple[str, str]:
    args = {name: value for name, value in call["args"].items() if value is not None}
    return call["name"], json.dumps(args, sort_keys=True)
