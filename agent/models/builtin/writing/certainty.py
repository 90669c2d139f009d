"""What is certain enough for a card.

A write is proposed when three things hold, and otherwise there is a question:

1. Nothing in the message speaks against it (`doubt`).
2. Every slot has exactly one value: one task, one project, known people, single days, one length.
3. Every word that carries meaning is accounted for: it is a slot's, a name's, the note's, or one of
   the courtesies and small words of `wording`. What is left over is named in the question.

What "known" means for a name is said by the thresholds of `names.likeness`.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from agent.models.builtin.names.likeness import (
    ALONE,
    SHORTEST_SLIP,
    SHORTEST_START,
    SLIPPED,
)

# Time is logged soon after it was worked. A day said without its year is not taken for one that is
# longer ago, in days.
LONG_AGO = 180

# Pairs of spellings of one and the same first name.
_ALIKE = (("ph", "f"), ("c", "k"), ("th", "t"), ("y", "i"), ("z", "s"), ("w", "v"))


def closeness(said: str, name: str) -> float:
    """How alike two words are: 1.0 for the word itself and for a long enough beginning of it."""
    plain = said.removesuffix("'s")
    if plain == name or (len(plain) >= SHORTEST_START and name.startswith(plain)):
        return 1.0
    if _spelled_alike(plain) == _spelled_alike(name):
        return SLIPPED
    return SLIPPED * OSA.normalized_similarity(plain, name)


def surely_named(said: Sequence[str], names: Sequence[str]) -> bool:
    """Whether words are those of a name: one of them to the letter, or each a long one with a
    slip."""
    joined = "".join(names)
    best = [max(closeness(word, name) for name in (*names, joined)) for word in said]
    return bool(best) and (1.0 in best or min(best) >= ALONE)


def surely_same_person(said: str, name: str) -> bool:
    """Whether a word is a first or last name but for a slip that yields no other name.

    Swapped, doubled and dropped inner letters are slips; another letter may be somebody else: Anne
    and Anna, Marta and Maria.
    """
    if said == name or (len(said) >= SHORTEST_SLIP and name.startswith(said)):
        return True
    if sorted(said) == sorted(name) and OSA.distance(said, name) == 1:
        return True
    if _spelled_alike(said) == _spelled_alike(name):
        return True
    longer, shorter = (said, name) if len(said) > len(name) else (name, said)
    ends = longer[:1] == shorter[:1] and longer[-1:] == shorter[-1:]
    return (
        len(shorter) >= SHORTEST_SLIP + 1
        and ends
        and OSA.distance(said, name) == 1
        and (len(longer) != len(shorter) or len(shorter) >= 7)
    )


def _spelled_alike(word: str) -> str:
    for one, other in _ALIKE:
        word = word.replace(one, other)
    return "".join(letter for i, letter in enumerate(word) if i == 0 or word[i - 1] != letter)
