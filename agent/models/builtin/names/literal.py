"""Names of tasks and milestones, said to the letter. They are known only once a search has shown
them.

Names with a day, a month or a number in them ("Sun deck", "March flyer") are no dates where
something is called so. Others count in a read, where only one thing is called so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.likeness import EXACT
from agent.models.builtin.names.match import Fit
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.text.fold import Span
from agent.models.builtin.text.vocabulary import DATES, words_with_spans


def with_literal(
    text: str, mentions: Sequence[Mention], things: Iterable[Entry]
) -> tuple[Mention, ...]:
    """The mentions, and those of things whose dated names stand in the text whole."""
    return _with(mentions, _whole(text, (entry for entry in things if _is_dated(entry))), text)


def with_only_ones(
    text: str, mentions: Sequence[Mention], things: Iterable[Entry]
) -> tuple[Mention, ...]:
    """The mentions, and those of tasks whose names of two words or more stand in the text whole
    and are nobody else's. Open ones come before done ones."""
    tasks = (entry for entry in things if entry.kind == "task" and len(entry.words) > 1)
    found = {}
    for span, fits in _whole(text, tasks).items():
        meant = [fit for fit in fits if fit.entry.active] or fits
        if len(meant) == 1:
            found[span] = meant
    return _with(mentions, found, text)


def said_whole(text: str, things: Iterable[Entry]) -> str:
    """The longest name of two words or more of these tasks that stands in the text to the letter;
    several may bear it."""
    tasks = (entry for entry in things if entry.kind == "task" and len(entry.words) > 1)
    found = [fits[0].entry.name for fits in _whole(text, tasks).values()]
    return max(found, key=len, default="")


def _whole(text: str, things: Iterable[Entry]) -> dict[Span, list[Fit]]:
    """Where in the text names stand to the letter, a possessive's ending aside."""
    tokens = words_with_spans(text)
    words = [word.removesuffix("'s") for word, _ in tokens]
    found: dict[Span, list[Fit]] = {}
    for entry in things:
        size = len(entry.words)
        for first in range(len(words) - size + 1):
            if tuple(words[first : first + size]) == entry.words:
                span = (tokens[first][1][0], tokens[first][1][0] + _length(tokens, first, size))
                fit = Fit(entry, first, first + size - 1, EXACT, float(size))
                found.setdefault(span, []).append(fit)
    return found


def _with(
    mentions: Sequence[Mention], found: Mapping[Span, list[Fit]], text: str
) -> tuple[Mention, ...]:
    """They take the place of shorter names in their words, and leave longer ones alone."""
    kept = list(mentions)
    for span, fits in found.items():
        around = [m for m in kept if m.span[0] < span[1] and span[0] < m.span[1]]
        if any(m.span[1] - m.span[0] >= span[1] - span[0] for m in around):
            continue
        kept = [m for m in kept if m not in around]
        kept.append(Mention(text[slice(*span)], span, tuple(fits)))
    return tuple(sorted(kept, key=lambda mention: mention.span))


def _is_dated(entry: Entry) -> bool:
    """Whether a part of the name alone would be read as a date or a number."""
    return len(entry.words) > 1 and any(word in DATES or word.isdigit() for word in entry.words)


def _length(tokens: Sequence[tuple[str, Span]], first: int, size: int) -> int:
    word, (_, end) = tokens[first + size - 1]
    return end - (2 if word.endswith("'s") else 0) - tokens[first][1][0]
