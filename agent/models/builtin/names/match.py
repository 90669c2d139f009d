"""How well some words of a message fit a name: word by word, with typing slips and short forms.

A name fits only if every word said fits one of its words; the more of its words are said, the
better. "Northwind" fits "Northwind Traders Ltd"; "Northwind invoices" is two separate things.
"""

from __future__ import annotations

import re
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from agent.models.builtin.names.entry import Entry
from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import word_list
from agent.models.builtin.text.vocabulary import FUNCTION, is_content

# Legal forms and words that many names share say little about which one is meant.
_GENERIC = frozenset(
    word_list("""
    ltd limited inc llc llp plc gmbh ag sa sas sarl bv nv oy ab as co corp corporation company
    group holding holdings partners the and of for a an project client studio agency
""")
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SLIP = 0.74
_PREFIX = 0.9
_JOINED = 0.98
_ENDING = 0.85
# Scores: every word said; every word but legal forms and the like; closer than NEAR is a tie.
EXACT = 1.0
BUT_YEAR = 0.99  # every word but a year: "annual report" for "Annual Report 2026"
WHOLE = 0.98
NEAR = 0.05


@dataclass(frozen=True)
class Hit:
    """A word of the message that fits a word of a name, and how well (0..1)."""

    place: int
    similarity: float


@dataclass(frozen=True)
class Fit:
    """Words ``first``..``last`` of the message (inclusive) fit this entry so well."""

    entry: Entry
    first: int
    last: int
    score: float
    weight: float


def weight(word: str) -> float:
    generic = word in _GENERIC or word in FUNCTION or _YEAR.fullmatch(word)
    return 0.25 if generic else 1.0


def share_of(entry: Entry, word: str) -> float:
    """How much a word says of this name: everything counts in a person's ("Ann Will")."""
    return 1.0 if entry.kind == "user" else weight(word)


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
        self._by_word: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._joined: dict[str, list[int]] = defaultdict(list)
        self._codes: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            for place, word in enumerate(entry.words):
                self._by_word[word].append((number, place))
            initials = _initials(entry.words)
            if initials:
                self._by_word[initials].append((number, 0))
            if len(entry.words) > 1:
                self._joined["".join(entry.words)].append(number)
            if len(entry.code) > 1:
                self._codes[entry.code.lower()].append(number)
        self._vocabulary = list(self._by_word)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self._by_word)

    def fits(self, words: Sequence[str]) -> list[Fit]:
        """Every fit of every entry, longest runs of words only; the caller chooses."""
        hits: dict[int, dict[int, list[Hit]]] = defaultdict(lambda: defaultdict(list))
        for position, word in enumerate(words):
            if len(self._seen) > _KEPT_WORDS:
                self._seen.clear()
            if word not in self._seen:
                self._seen[word] = self._similar(word)
            for name_word, similarity in self._seen[word]:
                for number, place in self._by_word[name_word]:
                    hits[number][position].append(Hit(place, similarity))
        self._add_initials(words, hits)
        found = [
            fit
            for number, by_position in hits.items()
            for fit in _runs(self.entries[number], by_position, words)
        ]
        return found + self._whole_names(words)

    def _add_initials(self, words: Sequence[str], hits: dict[int, dict[int, list[Hit]]]) -> None:
        """ "Dana K": the letter after a first name is the surname's."""
        for number, by_position in hits.items():
            name = self.entries[number].words
            for position, word in enumerate(words[1:], 1):
                before = by_position.get(position - 1, []) if len(word) == 1 else []
                for hit in list(before):
                    following = name[hit.place + 1 : hit.place + 2]
                    if (
                        self.entries[number].kind == "user"
                        and following
                        and following[0][0] == word
                    ):
                        by_position[position].append(Hit(hit.place + 1, _PREFIX))

    def _similar(self, word: str) -> list[tuple[str, float]]:
        plain = word.removesuffix("'s").replace("'", "")
        if plain in self._by_word:
            return [(plain, 1.0), *self._endings(plain)]
        if len(plain) < 3 or not is_content(word) or plain in EVERYDAY:
            return []
        found = [(name, _PREFIX) for name in self._vocabulary if _is_short_for(plain, name)]
        return found or self._slips(plain)

    def _endings(self, plain: str) -> list[tuple[str, float]]:
        """ "website" for "site", where another word beside it decides."""
        if len(plain) < 4:
            return []
        longer = (name for name in self._vocabulary if name.endswith(plain) and name != plain)
        return [(name, _ENDING) for name in longer]

    def _slips(self, plain: str) -> list[tuple[str, float]]:
        if len(plain) < 4:
            return []
        slips = process.extract(
            plain,
            self._vocabulary,
            scorer=OSA.normalized_similarity,
            score_cutoff=_SLIP,
            limit=8,
        )
        return [(name, 0.95 * similarity) for name, similarity, _ in slips if _is_slip(plain, name)]

    def _whole_names(self, words: Sequence[str]) -> list[Fit]:
        """Names written in one word, one word written as two, and project codes."""
        found = []
        for position, word in enumerate(words):
            plain = word.removesuffix("'s")
            one_word = self._joined.get(plain, []) + self._codes.get(plain, [])
            found += [Fit(self.entries[n], position, position, _JOINED, 1.0) for n in one_word]
            if position + 1 < len(words):
                pair = "".join(words[position : position + 2])
                found += [
                    self._pair(n, place, position) for n, place in self._by_word.get(pair, [])
                ]
        return found

    def _pair(self, number: int, place: int, position: int) -> Fit:
        entry = self.entries[number]
        shares = [share_of(entry, word) for word in entry.words]
        share = shares[place] / sum(shares)
        return Fit(entry, position, position + 1, _JOINED * (0.9 + 0.1 * share), 1.5)


def _initials(words: Sequence[str]) -> str:
    """ "jp" of "J.P. Okafor"."""
    count = next((n for n, word in enumerate(words) if len(word) > 1), len(words))
    return "".join(words[:count]) if count > 1 else ""


def _is_short_for(said: str, name: str) -> bool:
    """ "north" for "northwind", "site" for "website"; three letters are enough where they are half
    of the word."""
    enough = len(said) >= 4 or 2 * len(said) >= len(name)
    ending = len(said) >= 4 and 2 * len(said) >= len(name) and name.endswith(said)
    return (enough and name.startswith(said)) or ending


def _is_slip(said: str, name: str) -> bool:
    """One letter wrong, or two in longer words. The first letter is seldom the wrong one, and a
    word of four letters with another letter in it is another word ("cook", "book")."""
    if name.isdigit() or len(name) < 4 or OSA.distance(said, name) > (1 if len(said) <= 5 else 2):
        return False
    if said.startswith(name) and said.removeprefix(name) not in ("s", "es"):
        return False  # "designer" is no "design"
    if said[0] != name[0] and said[:2] != name[1::-1] and said != name[1:]:
        return False
    return len(said) > 4 or len(said) != len(name) or sorted(said) == sorted(name)


def _runs(entry: Entry, hits: dict[int, list[Hit]], words: Sequence[str]) -> list[Fit]:
    """The maximal runs of neighbouring words that all fit, each name word used once."""
    found: list[Fit] = []
    run: list[tuple[int, Hit]] = []
    for position in sorted(hits):
        used = {hit.place for _, hit in run}
        free = [hit for hit in hits[position] if hit.place not in used]
        if run and (not free or not _neighbours(run[-1][0], position, words)):
            found.append(_fit(entry, run, words))
            run, free = [], hits[position]
        run.append((position, max(free, key=lambda hit: (hit.similarity, -hit.place))))
    return [*found, _fit(entry, run, words)] if run else found


def _neighbours(left: int, right: int, words: Sequence[str]) -> bool:
    return right - left == 1 or (right - left == 2 and words[left + 1] in ("and", "of", "the"))


def _fit(entry: Entry, run: list[tuple[int, Hit]], words: Sequence[str]) -> Fit:
    said = [(share_of(entry, entry.words[hit.place]), hit.similarity) for _, hit in run]
    shares = [share_of(entry, word) for word in entry.words]
    total = sum(shares)
    heavy = sum(share for share, _ in said)
    precision = sum(share * similarity for share, similarity in said) / heavy
    score = precision * (0.9 + 0.1 * heavy / total)
    if run[0][1].place == 0 and score < EXACT:
        score = min(score + 0.01, 0.97)
    if heavy >= sum(share for share in shares if share == 1.0) > 0:
        score = max(score, WHOLE * precision)
    said_places = {hit.place for _, hit in run}
    unsaid = [word for place, word in enumerate(entry.words) if place not in said_places]
    if unsaid and precision == 1.0 and all(_YEAR.fullmatch(word) for word in unsaid):
        score = max(score, BUT_YEAR)
    return Fit(entry, run[0][0], run[-1][0], score, precision * heavy)
