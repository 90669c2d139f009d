"""Names in a message: the best non-overlapping stretches of words and the entries each may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agent.models.builtin.names.entry import Entry, Kind
from agent.models.builtin.names.match import (
    BUT_YEAR,
    EXACT,
    NEAR,
    WHOLE,
    Fit,
    NameIndex,
    share_of,
    weight,
)
from agent.models.builtin.text.fold import Span, fold
from agent.models.builtin.text.vocabulary import DATES, FUNCTION, is_content, words_with_spans

_ENOUGH = 0.62
_LONGEST_PERSON = 4  # words; in a longer name an everyday word is part of a sentence
# Where an everyday word ("bill", "may", "will") is somebody's first name after all.
_BEFORE_NAME = re.compile(
    r"\b(?:by|for|with|about|did|does|has|is|was|isn't|hasn't|didn't|"
    r"assign(?:ed|ing)?(?: (?:it|them|this|these|both|all))* to|"
    r"what's|"
    r"how's|just|only)\s+$"
)
_BESIDE = re.compile(r"(?P<word>[^\W\d_]+)(?:'s?)? (?:and|or|vs\.?|versus|&) $")
_AFTER_NAME = re.compile(r"\s+(?:did|has|is|was|had|spent|worked|logged|booked|tracked)\b")
# Who did it, never when: "hours by April".
DOER = re.compile(r"\b(?:logged|done|worked|tracked|booked|recorded|entered|time|hours) by\s+$")
_ASSIGNED = re.compile(r"\bassign(?:ed|ing)?(?: (?:it|them|this|these|both|all))* to\s+$")
_TIME_BEFORE = re.compile(
    r"\b(?:in|since|until|till|during|last|next|this|of|early|late|mid|through|before|after|from|to|"
    r"between|by|due|\d(?:st|nd|rd|th)?)\s+(?:the\s+)?$"
)
_PLACE_BEFORE = re.compile(r"\b(?:on|in|into|to|for|under)\s+(?:the\s+|our\s+)?$")


@dataclass(frozen=True)
class Mention:
    """Words that name something. ``fits`` is best first and may hold several kinds.

    ``loose``: a part of a name with a strange word right beside it, as in "Homepage "
                                                                           "wireframes" where
    only a project "Homepage Redesign" is known; it may be part of another name.
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


def find_mentions(text: str, index: NameIndex, dates: Iterable[Span] = ()) -> list[Mention]:
    """The names of a message in order. Words that are only a date or everyday words name nothing,
    unless they are a whole name."""
    tokens = words_with_spans(text)
    words = [word for word, _ in tokens]
    spans = [span for _, span in tokens]
    taken = list(dates)
    fits = [
        fit
        for fit in index.fits(words)
        if fit.score >= _ENOUGH and _may_name(fit, words, spans, text, taken)
    ]
    fits.sort(key=lambda fit: (-round(fit.weight, 1), -fit.score, fit.first))
    mentions: list[Mention] = []
    used: set[int] = set()
    for fit in fits:
        places = set(range(fit.first, fit.last + 1))
        if places & used:
            continue
        used |= places
        same = [other for other in fits if (other.first, other.last) == (fit.first, fit.last)]
        span = (spans[fit.first][0], _end(text, spans[fit.last], words[fit.last]))
        same.sort(key=lambda other: -other.score)
        mentions.append(Mention(text[slice(*span)], span, tuple(_without_namesakes(same))))
    covered = [i for i in range(len(words)) if i not in used and is_content(words[i])]
    strange = [spans[i] for i in covered if not any(a <= spans[i][0] < b for a, b in taken)]
    marked = [
        replace(
            mention, loose=_is_loose(mention, strange, text) or _is_spare(mention, mentions, text)
        )
        for mention in mentions
    ]
    return sorted(marked, key=lambda mention: mention.span)


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


def _is_loose(mention: Mention, strange: Sequence[Span], text: str) -> bool:
    if mention.fits[0].score >= WHOLE:
        return False
    start, end = mention.span
    return any(
        text[end : other[0]].strip(" -") == "" if other[0] >= end else
        text[other[1] : start].strip(" -") == ""
        for other in strange
        if re.search(r"\w", text[: other[0]])
    )  # fmt: skip


def _is_spare(mention: Mention, mentions: Sequence[Mention], text: str) -> bool:
    """A word of some project's name while another project is named whole."""
    if {fit.entry.kind for fit in mention.fits} != {"project"} or mention.best("project") >= WHOLE:
        return False
    listed = re.search(r"(?:\b(?:and|or|vs)|,)\s+(?:the\s+)?$", fold(text[: mention.span[0]]))
    return not listed and any(other.best("project") >= WHOLE for other in mentions)


def _end(text: str, span: Span, word: str) -> int:
    return span[1] - 2 if word.endswith("'s") else span[1]


def _may_name(
    fit: Fit, words: Sequence[str], spans: Sequence[Span], text: str, dates: Sequence[Span]
) -> bool:
    run = range(fit.first, fit.last + 1)
    if _other_number(fit, words):
        return False
    span = spans[fit.first]
    dated = all(any(a <= spans[i][0] and spans[i][1] <= b for a, b in dates) for i in run)
    everyday = (
        len(run) == 1
        and fit.entry.kind == "user"
        and len(fit.entry.words) <= _LONGEST_PERSON
        and not is_content(words[fit.first])
    )
    if everyday and names_somebody(text, span, words[fit.first], dated=dated):
        return True
    if dated:
        return len(run) > 1 and fit.score >= EXACT
    if any(is_content(words[i]) and weight(words[i]) == 1.0 for i in run):
        return True
    shares = [share_of(fit.entry, word) for word in fit.entry.words]
    whole = sum(share for share in shares if share == 1.0)
    if fit.weight + 0.01 < whole:
        return False
    if fit.score >= BUT_YEAR and len(run) > 1 and whole > 0:
        return True
    if fit.score < WHOLE:
        return False
    return _stands_out(text, span) or (
        fit.entry.kind == "project" and _is_place(fit, words, text, span)
    )


def names_somebody(text: str, span: Span, word: str, *, dated: bool) -> bool:
    """Whether an everyday word stands where a first name does: "by Bill", "did may log"."""
    before, after = fold(text[: span[0]]), fold(text[span[1] :])
    somebody = DOER.search(before) or _ASSIGNED.search(before)
    if dated and _TIME_BEFORE.search(before) and not somebody:
        return False
    if word.endswith("'s"):
        return word != "it's"
    place = _BEFORE_NAME.search(before) is not None or _AFTER_NAME.match(after) is not None
    place = place or _beside_somebody(before)
    return place or _stands_out(text, span)


def _beside_somebody(before: str) -> bool:
    """ "Karl and May": what stands beside a name is one, what stands beside a month is none."""
    match = _BESIDE.search(before)
    return match is not None and is_content(match["word"])


def _is_place(fit: Fit, words: Sequence[str], text: str, span: Span) -> bool:
    """A project called by one everyday word, after a client's name or "on the"."""
    word = words[fit.first]
    if word in FUNCTION or word in DATES or fit.first != fit.last:
        return False
    previous = words[fit.first - 1] if fit.first else ""
    follows = re.match(r"\s*(?:$|[?.!,]|project\b)", text[span[1] :].lower())
    joined = bool(previous) and is_content(previous)
    return joined or (
        _PLACE_BEFORE.search(fold(text[: span[0]])) is not None and follows is not None
    )


def _other_number(fit: Fit, words: Sequence[str]) -> bool:
    """ "Phase 7" is not "Phase 2: Rollout"."""
    if words[fit.last].isdigit():
        return False
    following = words[fit.last + 1] if fit.last + 1 < len(words) else ""
    numbers = {word for word in fit.entry.words if word.isdigit()}
    return following.isdigit() and bool(numbers) and following not in numbers


def _stands_out(text: str, span: Span) -> bool:
    """Capitalised inside a sentence, or quoted."""
    start = span[0]
    before = fold(text[:start]).rstrip()
    quoted = text[start - 1 : start] in tuple("'\"‘“") if start else False
    return quoted or (text[start].isupper() and bool(before) and before[-1] not in ".!?:")
