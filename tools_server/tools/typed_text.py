"""Text that a person typed and that will be stored."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

_LINE_BREAKS = "\n\r\t"


def _without_control_characters(text: str) -> str:
    for character in text:
        if unicodedata.category(character) == "Cc" and character not in _LINE_BREAKS:
            raise ValueError(f"holds the control character U+{ord(character):04X}")
    return text


LONGEST_TEXT = 10_000

TypedText = Annotated[
    str, Field(max_length=LONGEST_TEXT), AfterValidator(_without_control_characters)
]
"""Refuses control characters, which no keyboard types and no card can show, and what is longer than
anybody reads on a card.
"""

NamePart = Annotated[str, Field(max_length=255)]
"""A part of a name to search for; no name in Paymo is longer."""
