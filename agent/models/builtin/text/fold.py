"""One spelling for matching: lower case, no accents, plain quotes and dashes, same length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
          "−": "-", "\u00a0": " ", "\t": " ", "\n": " ", "\r": " ",
          # Letters of their own, which no decomposition takes apart.
          "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ı": "i",
          "ß": "s", "æ": "a", "Æ": "a", "œ": "o", "Œ": "o", "þ": "t", "Þ": "t"}  # fmt: skip

_SPACES = str.maketrans("\t\n\r", "   ")

# Stands for a character that has been understood already. No letter and no white space.
BLANK = "\x01"

Span = tuple[int, int]


def fold(text: str) -> str:
    """The text in matching form. Every character keeps its place, so spans fit the original."""
    if text.isascii():
        return text.lower().translate(_SPACES)
    return "".join(map(_fold_character, text))


def _fold_character(character: str) -> str:
    plain = _PLAIN.get(character, character)
    base = unicodedata.normalize("NFKD", plain)[0] if not plain.isascii() else plain
    lowered = base.lower()
    return lowered if len(lowered) == 1 else base


@lru_cache(maxsize=4096)
def words_in(pattern: str) -> re.Pattern[str]:
    """Finds the pattern as whole words. Kept: a request is asked for some hundreds of them."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


_TWO_LETTERS = str.maketrans({"æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ß": "ss", "þ": "th",
                              "Þ": "th"})  # fmt: skip
_UMLAUTS = str.maketrans({"ä": "ae", "Ä": "ae", "ö": "oe", "Ö": "oe", "ü": "ue", "Ü": "ue",
                          "ø": "oe", "Ø": "oe", "å": "aa", "Å": "aa"})  # fmt: skip


def spellings(text: str) -> list[str]:
    """The ways a name is written where its letters are not at hand: "Bøgh" as it is, "Boegh".

    Word for word the same, so that the words of each stand for those of the name.
    """
    if text.isascii():
        return [text]
    composed = unicodedata.normalize("NFC", text)
    apart = composed.translate(_TWO_LETTERS)
    return list(dict.fromkeys((text, apart, apart.translate(_UMLAUTS))))


def blank(text: str, *spans: Span) -> str:
    """The text with these spans taken out, everything else in its place."""
    for start, end in spans:
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text


def uncovered(written: str, shadow: str) -> str:
    """The text as it was written where its shadow is not blank."""
    pairs = zip(written, shadow, strict=True)
    return "".join(BLANK if plain == BLANK else own for own, plain in pairs)


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def lies_in(place: int, spans: Iterable[Span]) -> bool:
    """Whether a place is inside one of these."""
    return any(start <= place < end for start, end in spans)


_POSSESSIVE = re.compile(r"(?<=\w)'s\b|(?<=s)'(?=\s|$)")


def words_of(text: str) -> list[str]:
    """The words of a name in matching form; possessives and punctuation dropped."""
    return re.findall(r"[^\W_]+", _POSSESSIVE.sub("", fold(text)).replace("'", ""))


def word_list(block: str) -> list[str]:
    """The words of a block of text: a long list that reads like one."""
    return block.split()
