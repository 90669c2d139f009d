"""The ways a name's words are written: apart or in one, with their umlauts or without, as initials.

Each way is one word of a message; it stands for one or several words of the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from agent.models.builtin.names.entry import Entry
from agent.models.builtin.text.fold import spellings, words_of

Places = tuple[int, ...]

# Of longer names no one writes all words in one.
_MOST_JOINED = 4


@dataclass(frozen=True)
class Forms:
    """Ways in which one word stands for one word of a name, by the place of that, and ways in which
    it stands for several."""

    single: tuple[tuple[str, int], ...]
    joined: tuple[tuple[str, Places], ...]


def forms_of(entry: Entry) -> Forms:
    """Every way in which one word stands for words of this name."""
    return _forms(entry.name, entry.words, entry.code)


def spelled(entry: Entry) -> list[str]:
    """The words that say words of this name right."""
    forms = forms_of(entry)
    return [form for form, _ in (*forms.single, *forms.joined)]


# What an agency calls its own work, in several languages.
INTERNAL = ("internal", "intern", "interno", "interna", "interne", "inhouse")

# The same names are read in every step of a conversation; a name and its forms take some 2 KB.
_MOST_KEPT = 8192


@lru_cache(_MOST_KEPT)
def _forms(name: str, own: tuple[str, ...], code: str) -> Forms:
    single: list[tuple[str, int]] = []
    found: list[tuple[str, Places]] = []
    for words in _spelled(name, own):
        single += [(word, place) for place, word in enumerate(words)]
        found += [(a + b, (place, place + 1)) for place, (a, b) in enumerate(pairwise(words))]
        if 2 < len(words) <= _MOST_JOINED:
            found.append(("".join(words), tuple(range(len(words)))))
    ours: list[Places] = [(place,) for place, word in enumerate(own) if word in INTERNAL]
    ours += [places for pair, places in found if pair in INTERNAL]
    found += [(word, places) for places in ours for word in INTERNAL]
    count = _initials(own)
    if count > 2:
        found.append(("".join(own[:count]), tuple(range(count))))
    if len(code) > 1:
        found.append((code.lower(), tuple(range(len(own)))))
    return Forms(tuple(dict.fromkeys(single)), tuple(dict.fromkeys(found)))


def _spelled(name: str, own: tuple[str, ...]) -> list[tuple[str, ...]]:
    if name.isascii():
        return [own]
    found = [own, *(tuple(words_of(text)) for text in spellings(name))]
    return [words for words in dict.fromkeys(found) if len(words) == len(own)]


def _initials(words: Sequence[str]) -> int:
    """How many single letters a name begins with: two in "J.P. Okafor"."""
    return next((n for n, word in enumerate(words) if len(word) > 1), len(words))
