"""Putting right a typing slip in a word that a request turns on ("invocies", "overdu")."""

from __future__ import annotations

import re
from collections.abc import Container

from rapidfuzz.distance import OSA

from agent.models.builtin.text.vocabulary import KNOWN, PIVOTAL, SHORT_PIVOTAL

_CONTRACTED = re.compile(
    r"(?<![\w'\"-])(?P<head>what|who|when|where|how|that|there|is|are|was|were|has|have|had|does|"
    r"do|did|could|would|should)(?P<tail>s|nt)(?![\w'\"-])", re.IGNORECASE
)  # fmt: skip
_ASKS = frozenset(("what", "who", "when", "where", "how", "that", "there"))

_LOWER_WORD = re.compile(r"(?<![\w'\"-])[a-z]{4,}(?![\w'\"-])|^[A-Z][a-z]{3,}(?![\w'\"-])")


def correct(text: str, names: Container[str]) -> str:
    """The text with slips in pivotal words mended.

    Only lower-case words (and the first) are touched, never a word of a known name, never a word
    inside quotes' edges; the slip is one letter, or two in words of eight letters and more, or two
    neighbours changed about in a short word ("taks"). A contraction gets its apostrophe only before
    the first colon or quote, where no title stands.
    """
    said = re.match(r"[^:\"“]*", text)
    end = said.end() if said else 0
    text = _CONTRACTED.sub(_with_apostrophe, text[:end]) + text[end:]
    return _LOWER_WORD.sub(lambda match: _mended(match.group(), names), text)


def _with_apostrophe(match: re.Match[str]) -> str:
    """ "whats" and "hasnt" as "what's" and "hasn't"; any other word of that shape stays."""
    asks, short = match["head"].lower() in _ASKS, match["tail"].lower() == "s"
    if asks != short:
        return match.group()
    return f"{match['head']}'s" if short else f"{match['head']}n't"


def _mended(word: str, names: Container[str]) -> str:
    lowered = word.lower()
    if lowered in KNOWN or lowered.rstrip("s") in KNOWN or lowered in names:
        return word
    for short in SHORT_PIVOTAL:
        if sorted(lowered) == sorted(short) and OSA.distance(lowered, short) == 1:
            return short
    if len(word) == 4:
        return word
    for pivotal in PIVOTAL:
        allowed = 2 if len(pivotal) >= 8 else 1
        if OSA.distance(lowered, pivotal, score_cutoff=allowed) <= allowed:
            return pivotal
    return word
