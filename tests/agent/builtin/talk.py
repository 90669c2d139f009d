"""A chat in which cards wait until a turn decides, and the turns of written dialogues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from agent.compact import VIEWS, compact_write, view_from
from tests.agent.builtin.world import WRITES, Chat, Row, answer

Cards = Sequence[tuple[str, Row]]
NOT_THERE = object()


def entry(task: int, **args: Any) -> tuple[str, Row]:
    """The card of a time entry with at least these arguments."""
    return "create_time_entry", {"task_id": task, **args}


def task(name: str, project: int, **args: Any) -> tuple[str, Row]:
    """The card of a new task with at least these arguments."""
    return "create_task", {"name": name, "project_id": project, **args}


@dataclass(frozen=True)
class Turn:
    """What is said and what must come of it; what is None is not looked at.

    ``cards``: those that wait afterwards, in any order. ``reads``: calls that were made, by a part
    of their arguments; a value of `NOT_THERE` wants the argument left out. ``then``: what becomes
    of the cards: "approve", or a reason to reject them with.
    """

    say: str
    cards: Cards | None = None
    reads: Sequence[tuple[str, Row]] = ()
    says: Sequence[str] = ()
    never: Sequence[str] = ()
    then: str = ""


@dataclass
class Talk(Chat):
    """Writes wait as cards; the next message answers those that were not decided."""

    waiting: list[dict[str, Any]] = field(default_factory=list)
    words: str = ""

    def say(self, text: str) -> str:
        """One turn, up to its words or its cards; answers the words."""
        for call in self.waiting:
            self._result(call, "responded", text)
        self.messages.append(HumanMessage(text))
        self.turn_calls = []
        return self._run()

    def approve(self) -> str:
        """Approve all cards; answers what is said to that."""
        return self._decide("created", None)

    def reject(self, reason: str) -> str:
        """Reject all cards with a reason; answers what is said to that."""
        return self._decide("rejected", reason)

    @property
    def cards(self) -> list[tuple[str, Row]]:
        """The cards that wait."""
        return [(call["name"], call["args"]) for call in self.waiting]

    def _decide(self, status: str, reason: str | None) -> str:
        for call in self.waiting:
            self._result(call, status, reason)
        return self._run()

    def _result(self, call: dict[str, Any], status: str, reason: str | None) -> None:
        text = answer(call["name"], call["args"])
        if status != "created":
            text = compact_write(call["name"], status=status, summary="", reason=reason)
        self.messages.append(ToolMessage(text, tool_call_id=call["id"], name=call["name"]))

    def _run(self) -> str:
        self.waiting = []
        for _ in range(9):
            message = self.model.invoke(self.messages)
            assert isinstance(message, AIMessage)
            self.messages.append(message)
            self.words = str(message.text)
            self.waiting = [dict(call) for call in message.tool_calls if call["name"] in WRITES]
            reads = [call for call in message.tool_calls if call["name"] not in WRITES]
            assert not (reads and self.waiting), "reads and writes in one step"
            for call in reads:
                self.turn_calls.append((call["name"], call["args"]))
                view = view_from((message.additional_kwargs.get(VIEWS) or {}).get(call["id"]))
                text = self.answers.get(call["name"]) or answer(call["name"], call["args"], view)
                self.messages.append(ToolMessage(text, tool_call_id=call["id"], name=call["name"]))
            if not reads:
                return self.words
        raise AssertionError(f"no answer after nine steps: {self.turn_calls}")


def played(turns: Sequence[Turn], **world: Any) -> list[str]:
    """Play a dialogue; answers what was not as written, turn by turn."""
    talk = Talk(**world)
    wrong: list[str] = []
    for turn in turns:
        talk.say(turn.say)
        wrong += [f"{turn.say!r}: {problem}" for problem in _problems(turn, talk)]
        if turn.then == "approve":
            talk.approve()
        elif turn.then:
            talk.reject(turn.then)
    return wrong


def _problems(turn: Turn, talk: Talk) -> list[str]:
    found = []
    if turn.cards is not None and not _same_cards(turn.cards, talk.cards):
        found.append(f"cards {talk.cards}, not {turn.cards} ({talk.words[:300]})")
    for tool, args in turn.reads:
        if not any(_fits(args, made) for made in talk.made(tool)):
            found.append(f"no {tool} {args} among {talk.turn_calls} ({talk.words[:300]})")
    said = talk.words.lower()
    found += [f"no {text!r} in {talk.words!r}" for text in turn.says if text.lower() not in said]
    found += [f"{text!r} in {talk.words!r}" for text in turn.never if text.lower() in said]
    return found


def _same_cards(wanted: Cards, cards: Cards) -> bool:
    left = list(cards)
    for tool, args in wanted:
        fits = [card for card in left if card[0] == tool and _fits(args, card[1])]
        if not fits:
            return False
        left.remove(fits[0])
    return not left


def _fits(args: Row, made: Row) -> bool:
    return all(
        made.get(key, NOT_THERE) == value if value is not NOT_THERE else made.get(key) is None
        for key, value in args.items()
    )
