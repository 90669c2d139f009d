"""Words that nobody knows in a message that changes a card: a person or a place that is not there
must not be passed over, while what is told around the change may be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.change import nothing_called
from agent.models.builtin.request import Request
from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import fold, word_list, words_of
from agent.models.builtin.text.vocabulary import is_content

# How a change is spoken of.
_OF_CHANGE = frozenset(
    word_list("""
    change changed changes ditto halve halved double doubled triple shave trim cut add raise lower
    increase reduce extend shorten round adjust correct corrected fix update set move push shift
    swap switch duration length hours minutes date day time budget deadline note comment description
    title name assignee priority one another same forgot sorry meant wrong entry entries task tasks
    card cards first second third last both
""")
)
_CLAUSE = re.compile(r"[^,;:.!?]+")
_FEW = 2  # words that are a clause of their own and may be somebody


def refuse_unknown(desk: Desk, words: Request, unread: Sequence[str]) -> None:
    """End the step where a word in the clause of a change, or in a clause of its own, is nothing
    that is known."""
    for phrase in unread:
        telling = [w for w in words_of(phrase) if len(w) > 1 and w not in _OF_CHANGE]
        if not any(is_content(word) and word not in EVERYDAY for word in telling):
            continue
        if any(word in _OF_CHANGE for word in words_of(phrase)):
            continue
        if _beside_a_value(words, phrase):
            raise nothing_called(desk, phrase)


def _beside_a_value(words: Request, phrase: str) -> bool:
    at = words.folded.find(fold(phrase))
    values = [day.span for day in words.dates()] + [length.span for length in words.durations]
    values += [mention.span for mention in words.mentions]
    for clause in _CLAUSE.finditer(words.folded):
        first, last = clause.span()
        if first <= at < last:
            alone = fold(phrase) == clause.group().strip() and len(words_of(phrase)) <= _FEW
            return alone or any(first <= a < last for a, _ in values)
    return False
