"""Where an everyday word stands as a name: "by Bill", "did May log", "open on Report"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from agent.models.builtin.text.fold import Span, fold
from agent.models.builtin.text.vocabulary import DOMAIN, FUNCTION, is_content

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
    r"\b(?:in|since|until|till|during|dated|last|next|this|of|early|late|mid|through|before|after|from|to|"
    r"between|by|due|\d(?:st|nd|rd|th)?)\s+(?:the\s+)?$"
)
# "How long did it take" is nobody called Long.
_ADVERB_BEFORE = re.compile(r"\b(?:how|as|so|too|very|no|not|that|this)\s+$")
# Where only a place stands, of which an everyday word may be the name: "what's open on Report?"
_PLACE_BEFORE = re.compile(r"\b(?:on|in|into|to|for|under|of|at)\s+(?:the\s+|our\s+)?$")
_PLACE_AFTER = re.compile(
    r"\s*(?:$|[?.!,;:]|(?:project|this|last|next|in|since|until|from|for|by|of|so far|today|"
    r"yesterday|per|and|is|has|was|are|yet|already|please|pls)\b)"
)
_ARTICLE = re.compile(r"(?:the|our|a|an)\s+")


def names_somebody(text: str, span: Span, word: str, *, dated: bool) -> bool:
    """Whether an everyday word stands where a first name does: "by Bill", "did may log"."""
    before, after = fold(text[: span[0]]), fold(text[span[1] :])
    if _ADVERB_BEFORE.search(before) and not stands_out(text, span):
        return False
    somebody = DOER.search(before) or _ASSIGNED.search(before)
    if dated and _TIME_BEFORE.search(before) and not somebody:
        return False
    if word.endswith("'s"):
        return word != "it's"
    place = _BEFORE_NAME.search(before) is not None or _AFTER_NAME.match(after) is not None
    place = place or _beside_somebody(before)
    return place or stands_out(text, span)


def stands_for_somebody(text: str, span: Span) -> bool:
    """Whether a word stands where only somebody's name does: "for bhen", "bhen's"."""
    before, after = fold(text[: span[0]]), fold(text[span[1] :])
    return _BEFORE_NAME.search(before) is not None or re.match(r"'s\b", after) is not None


def _beside_somebody(before: str) -> bool:
    """ "Karl and May": what stands beside a name is one, what stands beside a month is none."""
    match = _BESIDE.search(before)
    return match is not None and is_content(match["word"])


def is_place(text: str, span: Span) -> bool:
    """Whether a place stands here and nothing else: "on the hours", "in 24/7 last week"."""
    article = _ARTICLE.match(fold(text[slice(*span)]))
    start = span[0] + (article.end() if article else 0)
    before = _PLACE_BEFORE.search(fold(text[:start]))
    return before is not None and _PLACE_AFTER.match(fold(text[span[1] :])) is not None


def may_be_place(text: str, words: Iterable[tuple[str, Span]]) -> bool:
    """Whether an everyday word stands where a place does, so that names are worth a look-up."""
    return any(word in DOMAIN and is_place(text, span) for word, span in words)


def may_own(word: str) -> bool:
    """Whether this is somebody's: "long's", but not "that's"."""
    return word.endswith("'s") and word not in FUNCTION


def stands_out(text: str, span: Span) -> bool:
    """Capitalised inside a sentence, or quoted."""
    start = span[0]
    before = fold(text[:start]).rstrip()
    quoted = text[start - 1 : start] in tuple("'\"‘“") if start else False
    return quoted or (text[start].isupper() and bool(before) and before[-1] not in ".!?:")
