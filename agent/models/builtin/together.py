"""The replies to several requests as one: answers first, then what was not understood, then what is
asked back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.models.builtin.dialogue.memory import records_in
from agent.models.builtin.intents.about import NOT_UNDERSTOOD, UNSURE
from agent.models.builtin.parts import Parts
from agent.models.builtin.reply import Reply
from agent.models.builtin.text.fold import words_of
from agent.models.builtin.text.openings import asks
from agent.models.builtin.text.vocabulary import is_content

_LONGEST_QUOTED = 80  # characters of the person's own words
_STEM = 4  # letters by which two words are taken for forms of one


@dataclass(frozen=True)
class Answered:
    """A request of the message, the intent its words speak for, and the reply to it."""

    text: str
    intent: str
    reply: Reply

    @property
    def is_clear(self) -> bool:
        """Whether the request was understood."""
        if self.reply.calls:
            return True
        nothing = self.intent == "about" and "query" not in self.reply.memory
        return not nothing and not self.reply.text.startswith((NOT_UNDERSTOOD, UNSURE))

    @property
    def place(self) -> int:
        """What was found comes before what was not, and before what is asked back."""
        if "question" in self.reply.memory:
            return 2
        return 0 if self.reply.calls or "query" in self.reply.memory else 1


def together(done: Sequence[Answered], parts: Parts) -> Reply:
    """One reply: the texts in their order, each once, and all the writes.

    A request that is not understood beside others is told in a line; where it only says in other
    words what another one asks, it is passed over.
    """
    if len(done) == 1:
        return _with_lines(replace(done[0].reply, rests_on=()), _left(parts))
    clear = [each for each in done if each.is_clear] or [done[0]]
    unclear = [each.text for each in done if each not in clear]
    lines = [f'I did not understand "{_shortened(text)}".' for text in unclear
             if asks(text) or not any(_restates(text, each.text) for each in clear)]  # fmt: skip
    replies = [each.reply for each in sorted(clear, key=lambda each: each.place)]
    memory: dict[str, Any] = {}
    for reply in replies:
        memory |= reply.memory
    queries = [reply.memory["query"] for reply in replies if "query" in reply.memory]
    if len(queries) > 1:
        named = [record for query in queries[:-1] for record in records_in(query)]
        memory["query"] = {**queries[-1], "before": queries[:-1], "named": named}
    kept = {reply.text: reply for reply in reversed(replies) if reply.text}
    text = "\n\n".join(dict.fromkeys(reply.text for reply in replies if reply.text))
    calls = tuple(call for reply in replies for call in reply.calls)
    rests_on = dict.fromkeys(id for reply in reversed(kept.values()) for id in reply.rests_on)
    whole = Reply(text, calls, memory, tuple(rests_on))
    return _with_lines(whole, [*lines, *_left(parts)])


def _restates(text: str, other: str) -> bool:
    """Whether every telling word of a request is a form of one in another request."""
    said = [word[:_STEM] for word in words_of(other)]
    telling = [word for word in words_of(text) if is_content(word) or word[:_STEM] in said]
    return bool(telling) and all(word[:_STEM] in said for word in telling)


def _with_lines(reply: Reply, lines: Sequence[str]) -> Reply:
    return replace(reply, text="\n".join([reply.text, *lines]).strip()) if lines else reply


def _left(parts: Parts) -> list[str]:
    """What of the message came to nothing."""
    lines = [
        f'I prepared nothing for "{_shortened(text)}": please say it again without the condition, '
        "once you know."
        for text in dict.fromkeys(parts.held)
    ]
    aside = "; ".join(f'"{_shortened(text)}"' for text in dict.fromkeys(parts.aside))
    return [*lines, f"I left aside what asks for nothing: {aside}."] if aside else lines


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTED else f"{text[: _LONGEST_QUOTED - 3]}..."
