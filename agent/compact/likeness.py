"""How much of a name that somebody typed is in a record's name.

A sieve for lists of hundreds of names: it keeps whatever may be meant, and leaves it to others to
choose. Words may be short for a name's word or have a slip in them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

ENOUGH = 0.5  # of the words that were typed
_SLIP = 0.74
_SHORTEST = 4  # letters of a word that may have a slip in it, or stand for a longer word


def is_like(name: str, typed: str) -> bool:
    """Whether at least half of the words that were typed are in the name."""
    return likeness(name, typed) >= ENOUGH


def likeness(name: str, typed: str) -> float:
    """The share of the typed words that fit a word of the name, from 0 to 1."""
    words, wanted = words_of(name), words_of(typed)
    if not words or not wanted:
        return 0.0
    if "".join(words) == "".join(wanted):
        return 1.0
    return sum(max(_fit(word, known) for known in words) for word in wanted) / len(wanted)


def _fit(typed: str, known: str) -> float:
    if typed == known:
        return 1.0
    if len(typed) < _SHORTEST or len(known) < _SHORTEST:
        return 0.0
    if known.startswith(typed) or (2 * len(typed) >= len(known) and known.endswith(typed)):
        return 0.9
    return OSA.normalized_similarity(typed, known, score_cutoff=_SLIP) * 0.9


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents, possessives and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(re.findall(r"[^\W_]+", re.sub(r"'s\b", "", letters).replace("'", "")))
