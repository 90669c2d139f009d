"""How well some words of a message fit a name: word by word, with typing slips and short forms.

A name fits only if every word said fits one of its words; the more of its words are said, the
better. "Northwind" fits "Northwind Traders Ltd"; "Northwind invoices" is two separate things.
"""

from __future__ import annotations

import re
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.forms import Places, forms_of
from agent.models.builtin.names.likeness import (
    BEGINNING,
    BUT_YEAR,
    ENDING,
    EXACT,
    GENERIC,
    INITIAL,
    JOINED,
    MAY_BE,
    PLURAL,
    SHARE,
    SHORTEST_SLIP,
    SHORTEST_START,
    SLIP,
    SLIPPED,
    TURNED,
    WHOLE,
    is_short_for,
    is_slip,
)
from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import word_list
from agent.models.builtin.text.vocabulary import FUNCTION, KNOWN, is_content

# Legal forms and words that many names share say little about which one is meant.
_GENERIC = frozenset(
    word_list("""
    ltd limited inc llc llp plc gmbh ag sa sas sarl bv nv oy ab as aps kg co corp corporation
    company pvt pty group holding holdings partners the and und et y of for a an project client
    studio agency
""")
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = ("and", "of", "the", "und", "et", "y")


@dataclass(frozen=True)
class Hit:
    """A word of the message, or two that make up one, that fit words of a name so well (0..1)."""

    last: int
    places: Places
    similarity: float


@dataclass(frozen=True)
class Fit:
    """Words ``first``..``last`` of the message (inclusive) fit this entry so well.

    ``alike`` tells only of the words that were said, 1.0 where they are the name's to the letter.
    """

    entry: Entry
    first: int
    last: int
    score: float
    weight: float
    alike: float = 1.0


def weight(word: str) -> float:
    generic = word in _GENERIC or word in FUNCTION or _YEAR.fullmatch(word)
    return GENERIC if generic else 1.0


def share_of(entry: Entry, word: str) -> float:
    """How much a word says of this name: everything counts in a person's ("Ann Will"), in one that
    has nothing but such words ("Studio"), and the letter that a name ends in ("Series A")."""
    letter = len(word) == 1 and word == entry.words[-1]
    return 1.0 if entry.kind == "user" or letter or _is_generic(entry.words) else weight(word)


@lru_cache(maxsize=10_000)
def _is_generic(words: tuple[str, ...]) -> bool:
    return all(weight(word) < 1.0 for word in words)


_KEPT_INDEXES = 16
_KEPT_WORDS = 2_000
_indexes: OrderedDict[tuple[int, ...], NameIndex] = OrderedDict()


def index_of(entries: Sequence[Entry]) -> NameIndex:
    """The index over these entries, the one built before where there is one for the same.

    Entries of the same rows are the same objects, and an index holds on to its own, so that their
    identities are a fair key.
    """
    key = tuple(map(id, entries))
    found = _indexes.pop(key, None) or NameIndex(entries)
    _indexes[key] = found
    while len(_indexes) > _KEPT_INDEXES:
        _indexes.popitem(last=False)
    return found


class NameIndex:
    """Finds the entries whose names a sequence of words may mean."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._given = list(entries)
        self.entries = [entry for entry in self._given if entry.words]
        self._seen: dict[str, list[tuple[str, float]]] = {}
        self._single: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._joined: dict[str, list[tuple[int, Places]]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            forms = forms_of(entry)
            for form, place in forms.single:
                self._single[form].append((number, place))
            for form, places in forms.joined:
                self._joined[form].append((number, places))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset((*self._single, *self._joined))

    @cached_property
    def _vocabulary(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self._single, *self._joined)))

    def fits(self, words: Sequence[str]) -> list[Fit]:
        """Every fit of every entry, longest runs of words only; the caller chooses."""
        hits: dict[int, dict[int, list[Hit]]] = defaultdict(lambda: defaultdict(list))
        for first, word in enumerate(words):
            for form, similarity in self._alike(word):
                for number, place in self._single.get(form, ()):
                    hits[number][first].append(Hit(first, (place,), similarity))
                for number, places in self._joined.get(form, ()):
                    hits[number][first].append(Hit(first, places, min(similarity, JOINED)))
            for number, place in self._in_two_words(words, first):
                hits[number][first].append(Hit(first + 1, (place,), JOINED))
        return [
            fit
            for number, by_place in hits.items()
            for fit in _runs(self.entries[number], by_place, words)
            if fit.score >= MAY_BE
        ]

    def _in_two_words(self, words: Sequence[str], first: int) -> Sequence[tuple[int, int]]:
        """One word of a name that was written as two: "night fall", "o sullivan"."""
        if first + 1 == len(words):
            return []
        pair = words[first] + words[first + 1].removesuffix("'s")
        if pair in KNOWN or pair in EVERYDAY:
            return []
        return self._single.get(pair, ())

    def _alike(self, word: str) -> list[tuple[str, float]]:
        if len(self._seen) > _KEPT_WORDS:
            self._seen.clear()
        if word not in self._seen:
            self._seen[word] = self._similar(word)
        return self._seen[word]

    def _similar(self, word: str) -> list[tuple[str, float]]:
        plain = word.removesuffix("'s").replace("'", "")
        if word == "s":
            return []  # what is left of a possessive behind a full stop
        if plain in self._single or plain in self._joined:
            return [(plain, 1.0), *self._endings(plain)]
        if len(plain) < SHORTEST_SLIP:
            return []
        if plain in EVERYDAY or not is_content(word):
            # "Both Care Plans"; alone such a word is no name.
            single = plain.removesuffix("s")
            return [(single, PLURAL)] if single != plain and single in self._single else []
        ending = plain.removesuffix("s") if plain.endswith("s") else f"{plain}s"
        if ending in self._single:
            return [(ending, PLURAL)]
        found = [(form, BEGINNING) for form in self._single if is_short_for(plain, form)]
        return found or self._endings(plain) or self._slips(plain)

    def _endings(self, plain: str) -> list[tuple[str, float]]:
        """ "Site" for "website", where another word beside it decides."""
        if len(plain) < SHORTEST_START:
            return []
        longest = 2 * len(plain)  # "site" is no "université"
        return [(form, ENDING) for form in self._single
                if len(plain) < len(form) <= longest and form.endswith(plain)]  # fmt: skip

    def _slips(self, plain: str) -> list[tuple[str, float]]:
        if len(plain) <= SHORTEST_SLIP:
            return []
        slips = process.extract(
            plain, self._vocabulary, scorer=OSA.normalized_similarity, score_cutoff=SLIP, limit=8
        )
        return [(form, SLIPPED * alike) for form, alike, _ in slips if is_slip(plain, form)]


def _runs(entry: Entry, hits: dict[int, list[Hit]], words: Sequence[str]) -> list[Fit]:
    """The maximal runs of neighbouring words that all fit, each name word used once."""
    found: list[Fit | None] = []
    run: list[tuple[int, Hit]] = []
    for first in sorted(hits):
        if run and first <= run[-1][1].last:
            continue
        used = {place for _, hit in run for place in hit.places}
        free = [hit for hit in hits[first] if not used.intersection(hit.places)]
        if run and (not free or not _neighbours(run[-1][1].last, first, words)):
            found.append(_fit(entry, run, words))
            run, free = [], hits[first]
        run.append((first, max(free, key=lambda hit: (hit.similarity, -hit.last, -hit.places[0]))))
    found.append(_fit(entry, run, words) if run else None)
    return [fit for fit in found if fit]


def _neighbours(left: int, right: int, words: Sequence[str]) -> bool:
    return right - left == 1 or (right - left == 2 and words[left + 1] in _BETWEEN)


def _fit(entry: Entry, run: list[tuple[int, Hit]], words: Sequence[str]) -> Fit | None:
    run = _with_initial(entry, run, words) if entry.kind == "user" else _without_article(run, words)
    if not run or (len(run) == 1 and _is_everyday_plural(run[0], words)):
        return None
    shares = [share_of(entry, word) for word in entry.words]
    said = [(sum(shares[place] for place in hit.places), hit.similarity) for _, hit in run]
    heavy = sum(share for share, _ in said)
    precision = sum(share * similarity for share, similarity in said) / heavy
    score = precision * (1 - SHARE + SHARE * heavy / sum(shares))
    if 0 in run[0][1].places and score < EXACT:
        score = min(score + 0.01, 0.97)
    if heavy >= sum(share for share in shares if share == 1.0) > 0:
        score = max(score, WHOLE * precision)
    places = [place for _, hit in run for place in hit.places]
    unsaid = [word for place, word in enumerate(entry.words) if place not in places]
    if unsaid and precision == 1.0 and all(_YEAR.fullmatch(word) for word in unsaid):
        score = max(score, BUT_YEAR)
    if places != sorted(places):
        score = min(score, TURNED)
    return Fit(entry, run[0][0], run[-1][1].last, score, precision * heavy, precision)


def _is_everyday_plural(said: tuple[int, Hit], words: Sequence[str]) -> bool:
    word = words[said[0]].removesuffix("'s")
    return said[1].similarity == PLURAL and (word in EVERYDAY or not is_content(word))


def _without_article(run: list[tuple[int, Hit]], words: Sequence[str]) -> list[tuple[int, Hit]]:
    """ "In a lamp line" does not say the letter of "Lamp Line A"."""
    first, hit = run[0]
    article = len(run) > 1 and words[first] in FUNCTION and 0 not in hit.places
    return run[1:] if article else run


# Single letters that are words or endings of their own.
_NO_INITIALS = ("a", "i", "o", "s", "t", "d", "u")


def _with_initial(
    entry: Entry, run: list[tuple[int, Hit]], words: Sequence[str]
) -> list[tuple[int, Hit]]:
    """The run with an initial beside it ("J. Holm", "Dana K"); none where the one before it is
    another person's."""
    used = {place for _, hit in run for place in hit.places}
    begun = {word[0]: place for place, word in reversed(list(enumerate(entry.words)))
             if place not in used}  # fmt: skip
    before, after = run[0][0] - 1, run[-1][1].last + 1
    letter = words[after] if after < len(words) else ""
    if letter in begun and begun[letter] > max(used):
        run = [*run, (after, Hit(after, (begun[letter],), INITIAL))]
    letter = words[before] if before >= 0 else ""
    if len(letter) != 1 or letter in _NO_INITIALS or not letter.isalpha():
        return run
    return [(before, Hit(before, (begun[letter],), INITIAL)), *run] if letter in begun else []
