"""Questions under a name: "Acme: who leads it, what is unpaid, next milestone?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.models.builtin.intents.intent import ENOUGH
from agent.models.builtin.joints import intent_of
from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.fold import blank, fold, words_of
from agent.models.builtin.text.openings import asks

_GREETING = (
    r"(?:\W*(?:hi|hello|hey|morning|good \w+|so|ok(?:ay)?|quick one|quickly|please|"
    r"(?:give|show|tell|get|send) (?:me|us))\b)*\W*"
)
_ABOUT = (
    r"(?:(?:about|for|on|re|regarding|concerning|quick(?: ones?)? (?:on|about)|questions? (?:on|"
    r"about)|(?:how|what|where)(?: \w+)* (?:with|on|for|about|at)|(?:status|overview|summary) "
    r"(?:of|on|for)|how(?:'s| is| are)):? )?(?:the |client |project )*"
)
_HEADING = re.compile(
    rf"^{_GREETING}{_ABOUT}(?P<name>[^,;?!\n]+?)(?:'s? (?:account|balance|figures|numbers))?"
    r"(?::|\s+[-\u2013\u2014]+|\s*\u2026|\.\.\.)\s+"
)
_NEXT = re.compile(r"\s*[,;?\n]+\s*(?:and\s+|also\s+)?|\s+(?:and|&|plus)\s+")
_POINTS = re.compile(
    r"\b(?:(?P<own>its|their|his|her)|it|them|there|that one|"
    r"(?:the|this|that) (?:project|client))\b"
)
_LONGEST = 6  # words of a heading
_LONGEST_PIECE = 8


def under_heading(text: str, calendar: Calendar) -> list[str]:
    """The questions of a message that begins with what they are about, each with the name in it;
    none where the message is built in another way."""
    folded = fold(text)
    quotes = [quote.span for quote in Request(text, calendar).quotes]
    heading = _HEADING.match(blank(folded, *quotes))
    if not heading:
        return []
    name = text[slice(*heading.span("name"))].strip()
    head = Request(name, calendar)
    if len(words_of(name)) > _LONGEST or head.invoice_numbers or not head.may_hold_names:
        return []
    pieces = [p.strip(" .!") for p in _NEXT.split(text[heading.end() :]) if re.search(r"\w", p)]
    pieces = _with_further_words(pieces, calendar)
    known = all(_is_question(piece, calendar) for piece in pieces)
    if len(pieces) < 2 or not known or intent_of(name, calendar)[1] >= ENOUGH:
        return []
    return [_about(piece, name) for piece in pieces]


_FURTHER = re.compile(r"(?:in|across|over|within|during|since|from|until|between|per|by) ")


def _with_further_words(pieces: Sequence[str], calendar: Calendar) -> list[str]:
    """The pieces, each with those behind it that ask for nothing of their own: "across all
    projects", "since May"."""
    found: list[str] = []
    for piece in pieces:
        further = found and _FURTHER.match(fold(piece)) and not asks(piece)
        if further and intent_of(piece, calendar)[1] < ENOUGH:
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def _is_question(piece: str, calendar: Calendar) -> bool:
    intent, score = intent_of(piece, calendar)
    short = len(words_of(piece)) <= _LONGEST_PIECE and not Request(piece, calendar).quotes
    reads = not intent.writes and not intent.declines
    return short and reads and (score >= ENOUGH / 2 or asks(piece))


_HOW_LONG = re.compile(r"^how long(?: so far| until now)?$", re.IGNORECASE)


def _about(piece: str, name: str) -> str:
    piece = _HOW_LONG.sub("how many hours", piece)
    points = _POINTS.search(fold(piece))
    if not points:
        return f"{piece} for {name}"
    instead = f"{name}'s" if points["own"] else name
    instead = f"in {name}" if points.group() == "there" else instead
    return f"{piece[: points.start()]}{instead}{piece[points.end() :]}"
