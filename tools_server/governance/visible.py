"""Text that people and models typed, with everything in it that hides or commands spelled out.

The one home of this rule: pages, cards, tables and the terminal show what passed through here.
Spelled out is what has no look of its own, such as ⟨U+202E⟩: controls (a terminal obeys them),
direction marks, zero widths, tags, fillers, unusual blanks, and marks stacked onto other lines.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

# Controls, formats (bidi overrides, zero width), private use, surrogates, unassigned, separators.
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
# Letters, marks and symbols by category that Unicode wants drawn as nothing, or that are blank.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# A gap is all that these are, and a gap is seen; keyboards of French and of Japanese type them.
_GAPS = frozenset(" \u00a0\u202f\u3000")
_EMOJI_SELECTOR = "\ufe0f"
_MOST_MARKS = 4  # on one letter; more of them reach into the lines above and below

_UNCOMMON = re.compile(r"[^\n\t -~]")
_LOOKS_SPELLED = "⟨"


def visible(text: str) -> str:
    """The text with what hides spelled out; line breaks and tabs stay.

    Two texts that differ are shown differently: an angle bracket ⟨ that was typed is spelled out
    itself, so that nobody can type a character that only looks spelled out.
    """
    return _UNCOMMON.sub(_shown, text)


def one_line(text: str) -> str:
    """The same on one line: a line break that was typed cannot start a line of ours."""
    return visible(text).replace("\n", spelled("\n")).replace("\t", spelled("\t"))


def escaped(json: str) -> str:
    """A JSON text of the same value, whose hidden characters are JSON's own escapes."""
    return _UNCOMMON.sub(_escaped, json)


def spelled(char: str) -> str:
    """The name of a character, such as ⟨U+202E⟩."""
    return f"⟨U+{ord(char):04X}⟩"


def _shown(found: re.Match[str]) -> str:
    char = found[0]
    hidden = char == _LOOKS_SPELLED or _hides(char, found.string, found.start())
    return spelled(char) if hidden else char


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    if not _hides(char, found.string, found.start()):
        return char
    pairs = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pairs[at : at + 2].hex()}" for at in range(0, len(pairs), 2))


def _hides(char: str, text: str, at: int) -> bool:
    kind = _kind(char)
    if kind == "mark":
        return at >= _MOST_MARKS and all(
            _kind(before) == "mark" for before in text[at - _MOST_MARKS : at]
        )
    if char == _EMOJI_SELECTOR:  # after a symbol one sees what it does
        return at == 0 or category(text[at - 1])[0] != "S"
    return kind == "hidden"


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    if category(char) in _HIDDEN or char in _BLANK or _selects_a_variant(char):
        return "hidden"
    if category(char) == "Zs" and char not in _GAPS:
        return "hidden"
    return "mark" if category(char) in ("Mn", "Me") else "seen"


def _selects_a_variant(char: str) -> bool:
    code = ord(char)
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x180B <= code <= 0x180F
