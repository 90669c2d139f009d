"""Numbers as people write them: digits, decimals with point or comma, fractions and words."""

from __future__ import annotations

import re
from decimal import Decimal

from agent.models.builtin.text.fold import word_list

_UNITS = word_list("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
""")  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: value for value, word in enumerate(_UNITS)}
_VALUES |= {word: 20 + 10 * place for place, word in enumerate(_TENS)}
_VALUES |= {"a": 1, "an": 1, "couple": 2, "dozen": 12}

_ORDINALS = word_list("""
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
""")  # fmt: skip

WORD = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS[1:10])}))?"
    rf"|{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
)
DIGITS = r"(?:\d+(?:[.,]\d+)?|[.,]\d+)"
NUMBER = rf"(?:{DIGITS}|{WORD})"
SMALL = rf"(?:\d{{1,3}}|{WORD}|a couple of|a|an)"


def number(text: str) -> Decimal:
    """The value of text that matched ``NUMBER`` or ``SMALL``; a comma counts as a decimal point."""
    cleaned = text.strip().replace(",", ".")
    if re.fullmatch(r"\d*\.?\d+", cleaned):
        return Decimal(cleaned)
    words = [word for word in re.findall(r"[a-z]+", cleaned) if word != "a"]
    return Decimal(sum(_VALUES.get(word, 0) for word in words) or 1)


def ordinal(text: str) -> int | None:
    """The position meant by "2", "#2", "2nd" or "the second"; -1 for "last"; None otherwise."""
    match = re.fullmatch(
        r"(?:the |number |no\.? |option |#)*(\d{1,2})(?:st|nd|rd|th)?(?: one)?[.)!]?", text.strip()
    )
    if match:
        return int(match[1])
    word = re.fullmatch(r"(?:the )?([a-z]+)(?: one| option)?[.!]?", text.strip())
    if word and word[1] in _ORDINALS:
        return _ORDINALS.index(word[1]) + 1
    return -1 if word and word[1] == "last" else None


ORDINAL_WORD = "|".join(_ORDINALS)
