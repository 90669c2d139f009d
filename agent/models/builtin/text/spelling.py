"""Putting right a typing slip in a word that a request turns on ("invocies", "overdu")."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from difflib import SequenceMatcher

from rapidfuzz.distance import OSA

from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import Span
from agent.models.builtin.text.idioms import in_plain_words
from agent.models.builtin.text.vocabulary import FUNCTION, KNOWN, PIVOTAL, SHORT_PIVOTAL

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
    neighbours changed about in a short word ("taks"). A contraction gets its apostrophe, and an
    idiom its plain word, only before the first colon or quote, where no title stands. Units
    behind a number and the verb that a command begins with are mended too.
    """
    text = _SHORT.sub(_written_out, _calm(text))
    text = _ING.sub(_with_g, text)
    said = re.match(r"[^:\"“]*", text)
    end = said.end() if said else 0
    text = in_plain_words(_CONTRACTED.sub(_with_apostrophe, text[:end])) + text[end:]
    text = _SHORT_WORD.sub(lambda match: _SWAPPED.get(match.group(), match.group()), text)
    text = _with_verb(_AFTER_NUMBER.sub(_unit, text), names)
    text = _SPLIT.sub(lambda match: _joined(match, names), text)
    # A slip is likelier than a missing blank: "thurday" is no "thur day".
    text = _LOWER_WORD.sub(lambda match: _mended(match.group(), names), text)
    return _LOWER_WORD.sub(lambda match: _parted(match.group(), names), text)


_SHORT_FOR = {
    "wk": "week", "wks": "weeks", "mth": "month", "mths": "months", "mnth": "month", "yr": "year",
    "yrs": "years", "qtr": "quarter", "yday": "yesterday", "ystd": "yesterday",
    "til": "until", "plz": "please", "pls": "please",
    "sth": "something", "smth": "something", "b4": "before",
    "ppl": "people", "tmrw": "tomorrow", "tmr": "tomorrow", "wknd": "weekend",
}  # fmt: skip
_SHORT = re.compile(rf"(?<![\w'\"-])(?:{'|'.join(_SHORT_FOR)})(?![\w'\"-])")


def _written_out(match: re.Match[str]) -> str:
    return _SHORT_FOR[match.group()]


def _swaps(word: str) -> list[str]:
    """The word with two neighbouring letters changed about, each way; nothing that is a word."""
    pairs = (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))
    return [other for other in pairs if other not in KNOWN and other not in EVERYDAY]


# "Adn", "teh": the little words that a follow-up begins with.
_SHORT_WORD = re.compile(r"(?<![\w'\"-])[a-z]{3,4}(?![\w'\"-])")
_SWAPPED = {other: word for word in ("and", "the", "for", "what", "with") for other in _swaps(word)}

_TOKEN = re.compile(r"\w+(?:'\w+)*|\W")


def as_typed(typed: str, mended: str, span: Span) -> str:
    """The stretch of the text as it was typed that became this stretch of the mended text. Where
    words were joined or parted, all that became a word of the stretch."""
    own, ours = list(_TOKEN.finditer(typed)), list(_TOKEN.finditer(mended))
    inside = [i for i, token in enumerate(ours) if span[0] <= token.start() < span[1]]
    if not inside:
        return ""
    matcher = SequenceMatcher(None, _texts(own), _texts(ours), autojunk=False)
    first, last = len(own), -1
    for _, start, end, our_start, our_end in matcher.get_opcodes():
        within = [i for i in inside if our_start <= i < our_end]
        if not within or start == end:
            continue
        even = end - start == our_end - our_start
        first = min(first, start + within[0] - our_start if even else start)
        last = max(last, start + within[-1] - our_start if even else end - 1)
    return typed[own[first].start() : own[last].end()] if first <= last else ""


def _texts(tokens: Sequence[re.Match[str]]) -> list[str]:
    return [token.group() for token in tokens]


_ING = re.compile(r"(?<![\w'\"-])(?P<stem>[a-z]{3,})in'?(?![\w'\"-])")
# "Over due", "mile stones": the halves of a word that a request turns on.
_SPLIT = re.compile(
    r"(?<![\w'\"-])(?P<a>over|un|mile|time|out|dead|in|pro|cus) (?P<b>[a-z]{3,8})(?![\w'\"-])"
)
_SHORTEST_HALF = 3


def _calm(text: str) -> str:
    """A message all in capitals, or with one on every word, in small letters: there they tell no
    name from other words."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    shouted = len(words) > 2 and all(word.isupper() for word in words)
    small = any(word.lower() in FUNCTION for word in words[1:])
    titled = len(words) > 3 and small and all(word[0].isupper() for word in words)
    return text.lower() if shouted or titled else text


def _with_g(match: re.Match[str]) -> str:
    """ "Workin" as "working"."""
    whole = f"{match['stem']}ing"
    return whole if match.group() not in KNOWN and whole in KNOWN else match.group()


def _joined(match: re.Match[str], names: Container[str]) -> str:
    whole = match["a"] + match["b"]
    named = match["a"] in names or match["b"] in names
    return whole if whole in PIVOTAL and not named else match.group()


def _parted(word: str, names: Container[str]) -> str:
    """ "Lastweek", "manyhours": two words of every request that were written in one."""
    if word in KNOWN or word in EVERYDAY or word in names or len(word) < 2 * _SHORTEST_HALF:
        return word
    for end in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
        if word[:end] in KNOWN and word[end:] in _SAID_OFTEN:
            return f"{word[:end]} {word[end:]}"
    return word


# What an unknown word may end in that is two.
_SAID_OFTEN = frozenset((*PIVOTAL, *SHORT_PIVOTAL, "day", "days", "weeks", "year"))
_UNITS = ("hours", "hour", "minutes", "minute")
_AFTER_NUMBER = re.compile(r"(?<=\d )[a-z]{4,8}\b|(?<=\d)[a-z]{4,8}\b|(?<=\ban )[a-z]{4}\b")
_VERBS = ("log", "book", "add", "track", "record", "enter", "create", "make", "put")
_COUNTED = re.compile(r"\s+(?:\d|an?\b|half\b|one\b|two\b|three\b)", re.IGNORECASE)
_FIRST_WORD = re.compile(
    r"^\W*(?:please |pls |plz |plese |hi |hey |can you |could you )?(?P<word>[A-Za-z]+)"
)


def _unit(match: re.Match[str]) -> str:
    """ "Huor" behind a number as "hour": letters swapped, or one wrong in a long word."""
    word = match.group()
    if word in _UNITS:
        return word
    for unit in _UNITS:
        close = OSA.distance(word, unit, score_cutoff=1) <= 1
        if close and (sorted(word) == sorted(unit) or (len(unit) > 4 and word[0] == unit[0])):
            return unit
    return word


def _with_verb(text: str, names: Container[str]) -> str:
    """The text with swapped letters in a command's first word mended ("lgo 2h")."""
    match = _FIRST_WORD.match(text)
    word = match["word"].lower() if match else ""
    if not match or word in KNOWN or word in names:
        return text
    counted = _COUNTED.match(text, match.end("word")) is not None
    for verb in _VERBS:
        swapped = sorted(word) == sorted(verb) and OSA.distance(word, verb) == 1
        close = counted and word[0] == verb[0] and OSA.distance(word, verb) == 1
        if swapped or close:
            return text[: match.start("word")] + verb + text[match.end("word") :]
    return text


def _with_apostrophe(match: re.Match[str]) -> str:
    """ "whats" and "hasnt" as "what's" and "hasn't"; any other word of that shape stays."""
    asks, short = match["head"].lower() in _ASKS, match["tail"].lower() == "s"
    if asks != short:
        return match.group()
    return f"{match['head']}'s" if short else f"{match['head']}n't"


def _mended(word: str, names: Container[str]) -> str:
    lowered = word.lower()
    if lowered in EVERYDAY or lowered in KNOWN or lowered.rstrip("s") in KNOWN or lowered in names:
        return word
    for short in SHORT_PIVOTAL:
        if sorted(lowered) == sorted(short) and OSA.distance(lowered, short) == 1:
            return short
    if len(word) == 4:
        return word
    for pivotal in PIVOTAL:
        if lowered == pivotal[1:]:
            continue  # nobody misses the first letter: a lease is no "please"
        allowed = 2 if len(pivotal) >= 8 else 1
        if OSA.distance(lowered, pivotal, score_cutoff=allowed) <= allowed:
            return pivotal
    return word
