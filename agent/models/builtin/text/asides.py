"""Clauses that only tell something beside one that asks: "sitting in the train, which ...", "...,
the treasurer is waiting"."""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import Span

_FILLERS = r"\W*(?:(?:and|so|but|ok|okay|hi|hey|well|please|then|also|just|now)\W+)*"
# How a clause begins that asks for something.
_ASKS = re.compile(
    rf"{_FILLERS}(?:(?:since|by|for|in|on|of|with|to|until|from|at) )?(?:which|what|who|whose|whom|"
    r"how|when|where|why|what's|who's|how's|where's|when's|is|are|was|were|do|does|did|has|have|"
    r"can|could|would|will|any|anything|anyone|anybody|show|give|tell|list|find|check|let me|look|"
    r"get me|split|compare|count|sum|total|(?:i|we)(?:'d| would)? (?:wonder|"
    r"(?:like|need|want)(?! to (?!know|see|find|check|have|understand)))|"
    r"need (?!to)|(?:all|the|our|my) (?:\w+ ){0,2}(?:hours|time|tasks|invoices|bills|projects|"
    r"milestones|clients|budget|total)|hours|tasks|invoices|budget|total|overdue|open|time)\b"
)
# Where, when or for what somebody asks.
_OCCASION = re.compile(
    rf"{_FILLERS}(?:(?:i'm |i am |we're |we are |am |just |still |back )*[a-z]+ing\b|"
    r"(?:for|before|after|over|on|in|at|during|while|with|ahead of|as|because|since|given|due to|"
    r"between|from|until|when) (?!\d|the (?:client|project|task)\b)|"
    r"[^,;:]*\b(?:call|meeting|chat|lunch|talk|review|visit) (?:in|at|with) )"
)
# ... in words that say of nobody whom the question is about: "for the bakery" does.
SAID_OF_NOBODY = re.compile(
    rf"{_FILLERS}(?:(?:i'm |i am |we're |we are |am |just |still |back )*[a-z]+ing\b|"
    r"(?:before|after|over|during|while|at|ahead of|given) |in front of |"
    r"(?:for|on|in|with) (?:my|an?|your) |"
    r"[^,;:]*\b(?:call|meeting|chat|lunch|talk|review|visit) in )"
)
# Somebody does or is something.
_TOLD = re.compile(
    rf"{_FILLERS}(?:(?:because|since|as|so|so that|while|and|that) )*(?:"
    r"(?:that|this|there|(?:the|our|my|his|her|their|your|an?) (?:[\w'-]+ ){0,3}?[\w'-]+"
    r"(?: of (?:mine|ours))?)(?:'s|'m|'re|'ve|'ll|'d| )|"
    r"(?:just )?(?:got|had|been|need to|have to|want to|got to|gotta|must|about to) )"
)
# ... where the subject leaves no doubt, whatever the verb is.
_SUBJECT = re.compile(
    rf"{_FILLERS}(?:(?:because|since|as|so|so that|while|and|that|if|before|after) )*"
    r"(?:(?:i|we|you|he|she|they|it|someone|somebody|everybody|everyone|nobody)"
    r"(?:'s|'m|'re|'ve|'ll|'d)? [a-z]|[\w'-]+ (?:asks|wants|needs|insists|wonders)\b)"
)
_VERB = re.compile(
    r"'(?:s|m|re|ve|ll)\b|\b(?:am|is|are|was|were|has|have|had|will|would|can|can't|could|must|"
    r"should|may|mind|like|want|need|think|know|hate|love|got|get|told|said|say|ask|rang|ring|call|mail|"
    r"wrote|sent|wait|meet|broke|raise|leave|keep|kept|lost|forgot)(?:s|ed)?\b"
)
_CUT = re.compile(r"[,;:]\s|\s-+\s|[.!?]\s")


def asides(text: str) -> list[Span]:
    """Where clauses stand in a folded text that ask for nothing; none where no clause asks."""
    ends = [match.start() for match in _CUT.finditer(text)]
    starts = [0, *(match.end() for match in _CUT.finditer(text))]
    clauses = list(zip(starts, [*ends, len(text)], strict=True))
    asking = [bool(_ASKS.match(text[a:b])) for a, b in clauses]
    if True not in asking:
        return []
    first = asking.index(True)
    return [
        (a, b)
        for place, (a, b) in enumerate(clauses)
        if not asking[place]
        and (tells(text[a:b]) or (place < first and _OCCASION.match(text[a:b])))
    ]


def tells(clause: str) -> bool:
    """Whether a clause says what somebody does or is."""
    return bool(_SUBJECT.match(clause) or (_TOLD.match(clause) and _VERB.search(clause)))
