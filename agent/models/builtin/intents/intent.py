"""The shape of an intent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agent.models.builtin.conversation import WRITES
from agent.models.builtin.desk import Desk
from agent.models.builtin.names.entry import Kind
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import words_in

# A score from here on means that the request says it in so many words,
ENOUGH = 2.0
# that it does so even where nothing else speaks for it, or that it only hints at it,
SURE = 2 * ENOUGH
HINTED = 0.75 * ENOUGH
# that a question names its subject,
NAMED = 5.0
# and that it is a command.
COMMAND = 20.0


@dataclass(frozen=True)
class Intent:
    """``score`` sees the words without the names; ``handle`` works as if all answers were there.

    ``kinds`` are the lists worth reading when the request holds words that may be names; ``tool``
    is the tool it ends in, where there is one; ``continues`` allows follow-ups ("and last month?");
    ``subject`` is what it is about, in words for the question between two intents; with
    ``of_tasks`` it may be about one task, which is searched for where words are left;
    ``declines`` says that nothing is read or written: it is talk, or what cannot be done here;
    a sentence that speaks for one that is ``whole`` is one request, whatever joints it has.
    """

    name: str
    score: Callable[[Request], float]
    handle: Callable[[Desk, Request], Reply]
    kinds: tuple[Kind, ...] = ()
    tool: str = ""
    continues: bool = False
    subject: str = ""
    of_tasks: bool = False
    declines: bool = False
    whole: bool = False
    examples: tuple[str, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether it ends in a card."""
        return self.tool in WRITES


def points(text: str, *cues: tuple[str, float]) -> float:
    """The sum of the weights of all patterns that occur as whole words."""
    return sum(weight for pattern, weight in cues if words_in(pattern).search(text))
