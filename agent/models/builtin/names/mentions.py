"""Names in a message: the best non-overlapping stretches of words and the entries each may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agent.models.builtin.names.entry import Entry, Kind
from agent.models.builtin.names.likeness import ALONE, BUT_YEAR, ENDING, EXACT, NEAR, WHOLE
from agent.models.builtin.names.match import Fit, NameIndex, share_of, weight
from agent.models.builtin.names.roles import role_of
from agent.models.builtin.names.standing import (
    is_place,
    names_somebody,
    stands_for_somebody,
    stands_out,
)
from agent.models.builtin.text.fold import Span, fold, lies_in, words_of
from agent.models.builtin.text.vocabulary import DATES, FUNCTION, is_content, words_with_spans

_TASK_AFTER = re.compile(r"\W{0,2} (?:task|milestone|to-?do|ticket)\b(?! (?:for|in|on|of)\b)", re.I)
_LONGEST_PERSON = 4  # words; in a longer name an everyday word is part of a sentence


@dataclass(frozen=True)
class Mention:
    """Words that name something. ``fits`` is best first and may hold several kinds.

    ``loose``: a part of a name with a strange word right beside it, as in "Homepage wireframes"
    where only a project "Homepage Redesign" is known; it may be part of another name.
    """

    text: str
    span: Span
    fits: tuple[Fit, ...]
    loose: bool = False

    def best(self, kind: Kind) -> float:
        return max((fit.score for fit in self.fits if fit.entry.kind == kind), default=0.0)

    def candidates(self, kind: Kind) -> list[Entry]:
        """The entries of this kind that fit about equally well; one means it is clear."""
        best = self.best(kind)
        margin = 0.0 if best >= WHOLE else NEAR
        found = [
            fit.entry
            for fit in self.fits
            if fit.entry.kind == kind and fit.score >= best - margin and best > 0
        ]
        return list(dict.fromkeys(found))


@dataclass(frozen=True)
class _Sentence:
    """A message word by word, and where its dates are."""

    text: str
    words: list[str]
    spans: list[Span]
    dates: list[Span]

    def span(self, fit: Fit) -> Span:
        """Where a fit stands, without a possessive's ending."""
        end = self.spans[fit.last][1] - (2 if self.words[fit.last].endswith("'s") else 0)
        return self.spans[fit.first][0], end

    def run(self, fit: Fit) -> range:
        return range(fit.first, fit.last + 1)

    def is_dated(self, place: int) -> bool:
        return any(a <= self.spans[place][0] and self.spans[place][1] <= b for a, b in self.dates)

    def strange(self, used: set[int]) -> list[Span]:
        """Where words stand that may be a name and are none that is known."""
        rest = [i for i in range(len(self.words)) if i not in used and is_content(self.words[i])]
        return [self.spans[i] for i in rest
                if not lies_in(self.spans[i][0], self.dates)]  # fmt: skip

    def beside(self, span: Span, strange: Sequence[Span]) -> bool:
        """Whether one of these words stands right beside, with nothing but a blank between."""
        start, end = span
        return any(
            (self.text[end:a] if a >= end else self.text[b:start]) in (" ", "-", "", "  ")
            for a, b in strange
        )


def find_mentions(text: str, index: NameIndex, dates: Iterable[Span] = ()) -> list[Mention]:
    """The names of a message in order. Words that are only a date or everyday words name nothing,
    unless they are a whole name; a word with a slip beside a strange word is part of that."""
    tokens = words_with_spans(text)
    said = _Sentence(text, [word for word, _ in tokens], [span for _, span in tokens], list(dates))
    fits = [fit for fit in index.fits(said.words) if _may_name(fit, said)]
    fits.sort(key=lambda fit: (-round(fit.weight, 1), -fit.score, fit.first))
    chosen = _apart(fits)
    strange = said.strange({place for fit in chosen for place in said.run(fit)})
    weak = [fit for fit in chosen if _is_weak(fit, said, strange)]
    if weak:
        fits = [f for f in fits if not any(f.first <= w.last and w.first <= f.last for w in weak)]
        chosen = _apart(fits)
        strange = said.strange({place for fit in chosen for place in said.run(fit)})
    mentions = [_mention(fit, fits, said) for fit in chosen]
    marked = [
        replace(m, loose=_is_loose(m, strange, said) or _is_spare(m, mentions, text))
        for m in mentions
    ]
    return sorted(marked, key=lambda mention: mention.span)


def _apart(fits: Sequence[Fit]) -> list[Fit]:
    """The best fits that share no word."""
    chosen: list[Fit] = []
    used: set[int] = set()
    for fit in fits:
        places = set(range(fit.first, fit.last + 1))
        if not places & used:
            used |= places
            chosen.append(fit)
    return chosen


def _mention(fit: Fit, fits: Sequence[Fit], said: _Sentence) -> Mention:
    same = [other for other in fits if (other.first, other.last) == (fit.first, fit.last)]
    same.sort(key=lambda other: -other.score)
    span = said.span(fit)
    return Mention(said.text[slice(*span)], span, tuple(_without_namesakes(same)))


# "The whole office", "our entire team": all there is, and no name.
_WHOLE_BEFORE = re.compile(r"\b(?:whole|entire|complete)\s+$", re.I)


def _is_weak(fit: Fit, said: _Sentence, strange: Sequence[Span]) -> bool:
    """A short word with a slip right beside a strange one: "bench prototypes" is nobody's called
    Bech. Where only somebody's name stands, it is one all the same ("for Bhen wireframes")."""
    span = said.span(fit)
    small = fit.score < WHOLE and said.text[slice(*span)].islower()
    if small and _WHOLE_BEFORE.search(said.text[: span[0]]):
        return True
    if small and _is_far(fit) and not _stands_as_name(said, fit):
        return True
    if fit.alike < EXACT and _TASK_AFTER.match(said.text, span[1]):
        return True  # "the Casting task" is no task of "Broadcasting"
    if fit.alike >= ALONE or not said.beside(span, strange):
        return False
    return not (fit.entry.kind == "user" and stands_for_somebody(said.text, span))


def _is_far(fit: Fit) -> bool:
    """One word that as well is another: "rent" for Laurent, "lunch" for Launch."""
    return fit.first == fit.last and (fit.alike < ALONE or fit.alike == ENDING)


_OWNED = re.compile(
    r"'s\b|\s+(?:project|client|app|tasks?|invoices?|hours|budget|team|time)\b", re.I
)


def _stands_as_name(said: _Sentence, fit: Fit) -> bool:
    """Whether a name stands there: "on the site", "the site's budget", beside another name."""
    start, end = said.spans[fit.first][0], said.span(fit)[1]
    before, after = fold(said.text[:start]), fold(said.text[end:])
    return bool(_OWNED.match(after)) or role_of(before, after, record_named=False) == "name"


def _without_namesakes(fits: Sequence[Fit]) -> list[Fit]:
    """Without projects that only carry their client's name: "Acme" is Acme Ltd, not its project
    "Acme Rebrand"."""
    clients = {fit.entry.id: fit.score for fit in fits if fit.entry.kind == "client"}
    return [
        fit
        for fit in fits
        if fit.entry.kind != "project"
        or fit.score >= WHOLE
        or clients.get(fit.entry.client_id or 0, 0.0) < fit.score - 2 * NEAR
    ]


def _is_loose(mention: Mention, strange: Sequence[Span], said: _Sentence) -> bool:
    if mention.fits[0].score >= WHOLE:
        return False
    near = [span for span in strange if re.search(r"\w", said.text[: span[0]])]
    if {fit.entry.kind for fit in mention.fits} == {"user"}:
        near = [span for span in near if not _is_no_surname(mention, said.text[slice(*span)])]
    return said.beside(mention.span, near)


def _is_no_surname(mention: Mention, word: str) -> bool:
    """Whether a word beside somebody's first name says what they did, or is written small beside a
    capital: "Luc helped"."""
    return word.islower() and (mention.text[:1].isupper() or word.endswith("ed"))


def _is_spare(mention: Mention, mentions: Sequence[Mention], text: str) -> bool:
    """A word of some project's name while another project is named whole."""
    if {fit.entry.kind for fit in mention.fits} != {"project"} or mention.best("project") >= WHOLE:
        return False
    listed = re.search(r"(?:\b(?:and|or|vs)|,)\s+(?:the\s+)?$", fold(text[: mention.span[0]]))
    return not listed and any(other.best("project") >= WHOLE for other in mentions)


def _may_name(fit: Fit, said: _Sentence) -> bool:
    """Whether words that fit a name stand for it here, and are no date and no everyday words."""
    if _other_number(fit, said.words) or _is_no_code(fit, said):
        return False
    words = said.words[fit.first : fit.last + 1]
    dated = all(said.is_dated(place) for place in said.run(fit))
    everyday = (
        len(words) == 1
        and fit.entry.kind == "user"
        and len(fit.entry.words) <= _LONGEST_PERSON
        and not is_content(words[0])
    )
    if everyday and names_somebody(said.text, said.spans[fit.first], words[0], dated=dated):
        return True
    if dated:
        return len(words) > 1 and fit.score >= EXACT
    if any(is_content(word) and weight(word) == 1.0 for word in words):
        return True
    return _is_everyday_name(fit, said, words)


def _is_no_code(fit: Fit, said: _Sentence) -> bool:
    """Two letters that are a code only where they are written as one: "Le" is none, "LE" is."""
    word, (start, end) = said.words[fit.first], said.spans[fit.first]
    code = fit.entry.code.lower()
    return fit.first == fit.last and word == code and len(code) == 2 and not (
        said.text[start:end].isupper() or word in fit.entry.words)  # fmt: skip


def _is_everyday_name(fit: Fit, said: _Sentence, words: Sequence[str]) -> bool:
    """A name of nothing but everyday words counts where it is said whole: two of them anywhere,
    one only where a name stands out, or where a place stands."""
    shares = [share_of(fit.entry, word) for word in fit.entry.words]
    whole = sum(share for share in shares if share == 1.0)
    if fit.score < WHOLE or whole == 0 or fit.weight + 0.01 < whole:
        return False
    if fit.score >= BUT_YEAR and sum(1 for word in words if word not in ("the", "a", "an")) > 1:
        return True
    span = said.span(fit)
    if stands_out(said.text, span):
        return True
    if fit.entry.kind != "project" or words[-1] in FUNCTION or words[-1] in DATES:
        return False
    before = said.words[fit.first - 1].removesuffix("'s") if fit.first else ""
    return before in words_of(fit.entry.client) or is_place(said.text, span)


def _other_number(fit: Fit, words: Sequence[str]) -> bool:
    """ "Phase 7" is not "Phase 2: Rollout"."""
    if words[fit.last].isdigit():
        return False
    following = words[fit.last + 1] if fit.last + 1 < len(words) else ""
    numbers = {word for word in fit.entry.words if word.isdigit()}
    return following.isdigit() and bool(numbers) and following not in numbers
