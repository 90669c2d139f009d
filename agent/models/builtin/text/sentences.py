"""Where the sentences of a message end, and the points of a list begin."""

from __future__ import annotations

import re

from agent.models.builtin.text.dates.words import MONTH
from agent.models.builtin.text.fold import BLANK, Span, fold, word_list

_END = re.compile(
    rf"(?<=[\w)\"'?%{BLANK}])(?P<mark>[.!?;…]+)\s+(?=[\W{BLANK}]*[\w{BLANK}])|\n+|\s+(?=\W*\n)"
    r"|\s[:;]-?[()dp]+(?=\s)\s*"
)
_POINT = re.compile(r"(?:^|(?<=\s))(?:\(?(?P<number>[1-9])[.)]|[-*•])\s+(?=\S)")
_SHORTENED = frozenset(
    word_list("""
    no approx incl excl etc eg ie vs ca co inc corp ave tel min mins max est dept prof sen jan feb
    mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun art abs
    proj ref fig vol ext dipl ing ed
""")
)
# "30.3." and "5." before a month or a small letter: a date, and no end of a sentence.
_DATED = re.compile(r"(?<![\w.,])\d{1,2}(\.\d{1,2})?$")
_MONTH = re.compile(rf"(?:{MONTH})\b")


def ends(text: str, shadow: str, opens: re.Pattern[str]) -> list[Span]:
    """The marks and spaces between sentences. ``shadow`` is the folded text with what is quoted
    taken out, ``opens`` tells how a sentence certainly begins."""
    return [m.span() for m in _END.finditer(shadow) if _is_end(text, shadow, m, opens)]


def _is_end(text: str, shadow: str, match: re.Match[str], opens: re.Pattern[str]) -> bool:
    dated = match["mark"] == "." and _DATED.search(shadow[: match.start()])
    if dated and (dated[1] or not opens.match(shadow, match.end())):
        small = not text[match.end()].isupper()
        return not (small or _MONTH.match(shadow, match.end()))
    if match["mark"] != "." or opens.match(shadow, match.end()):
        return True
    before = re.search(r"[\w.']*$", shadow[: match.start()])
    word = before.group() if before else ""
    return not is_shortened(word)


def is_shortened(word: str) -> bool:
    """Whether a word before a full stop is an initial or an abbreviation ("Skt", "Dr", "e.g")."""
    if word.isdigit():
        return False
    initial = len(word) == 1 or re.fullmatch(r"\w(?:\.\w)+", word) is not None
    silent = 1 < len(word) < 5 and word.isalpha() and not re.search(r"[aeiouy]", word)
    return initial or silent or word in _SHORTENED


def bullet_points(shadow: str) -> list[Span]:
    """The bullets or numbers of a list of two points at least; numbers count from one."""
    found = [m for m in _POINT.finditer(shadow) if m["number"] or _at_line_start(shadow, m)]
    numbers = [match["number"] for match in found if match["number"]]
    counted = numbers == [str(n) for n in range(1, len(numbers) + 1)]
    return [match.span() for match in found] if len(found) > 1 and counted else []


def _at_line_start(shadow: str, match: re.Match[str]) -> bool:
    before = shadow[: match.start()]
    return not before.strip() or before.endswith("  ") or before.rstrip().endswith(":")


def cut(text: str, cuts: list[Span], lead: re.Pattern[str]) -> list[str]:
    """The pieces between the cuts that hold a word, each without the words of ``lead`` before it;
    the whole text if there is none. A question keeps its mark."""
    starts, ends = [0], []
    for begin, end in cuts:
        asked = text[begin:end].lstrip()[:1] == "?"
        ends.append(begin + 1 if asked else begin)
        starts.append(end)
    pieces = [text[a:b].strip(" ,;\n") for a, b in zip(starts, [*ends, len(text)], strict=True)]
    pieces = [_without_lead(piece, lead) for piece in pieces]
    return [piece for piece in pieces if re.search(r"\w", piece)] or [text]


def _without_lead(piece: str, lead: re.Pattern[str]) -> str:
    found = lead.match(fold(piece))
    return piece[found.end() :] if found else piece
