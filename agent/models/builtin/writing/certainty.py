"""What is certain enough for a card.

A write is proposed when three things hold, and otherwise there is a question:

1. Nothing in the message speaks against it (`doubt`).
2. Every slot has exactly one value: one task, one project, known people, single days, one length.
3. Every word that carries meaning is accounted for: it is a slot's, a name's, the note's, or one of
   the courtesies and small words of `wording`. What is left over is named in the question.

The thresholds below say what "known" means for a name. They are similarities of the words said to
the words of the name, 1.0 for the same letters; `names.match` computes them.
"""

from __future__ import annotations

from rapidfuzz.distance import OSA

# A single word that is no name's to the letter may be another word altogether: "demo" and "memo".
# Six letters with one slip are above it, five are not. Beside a word that does fit, a slip is one.
ALONE = 0.78

# A name is as good as said when its own words make up the phrase; a part of it ("wireframes" for
# "Homepage wireframes") has to be the only one that fits. Closer than this is a tie.
MARGIN = 0.05

# Shortest word whose slip is looked up at all; "QA" and "SEO" are right or unknown.
SHORTEST_SLIP = 3

# Pairs of spellings of one and the same first name.
_ALIKE = (("ph", "f"), ("c", "k"), ("th", "t"), ("y", "i"), ("z", "s"), ("w", "v"))


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
