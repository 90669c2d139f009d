"""Halves of a question that its answer leaves out: "Who leads Alpha and what's their e-mail?"

A clause behind "and" that was not read as a request of its own is taken for answered where the
answer holds what such a clause asks for: a person for "who", a day for "when", the words it turns
on. Everything else is named, so that nobody takes half an answer for a whole one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from agent.models.builtin.text.fold import Span, fold
from agent.models.builtin.text.vocabulary import DATES, words_with_spans

_OWNED = r"(?:its|their|his|her|your)"
_AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)(?:n't)?"
_WH = r"(?:who|whom|whose|what|which|when|where|why|how)(?:'s|'re)?"
# Where a second half begins; "and are overdue" goes on with the first, as does ", which is open".
_BEGINS = re.compile(
    r",\s+(?=(?:who|whom|what|when|where|how)\b)"
    r"|(?:,\s+|\s+)(?:and|but|plus)\s+(?:(?:also|then|please|if so,?)\s+)*(?="
    rf"(?:(?:with|for|by|since|until|to|of|on|in|from)\s+)?{_WH}\b"
    rf"|{_AUX}\s+(?:it|they|he|she|you|we|there|this|that|these|those|the|its|their|his|her)\b"
    rf"|{_OWNED}\s+\w"
    r"|(?:send|mail|e-?mail|print|export|translate|draft|explain|forward|share)\s+"
    r"(?:it|them|that|this|these|those|me|us|him|her|the)\b)"
)
_DAY = r"\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d{4}\b"
_MONEY = r"\b[a-z]{3} [\d,]+(?:\.\d\d)?\b"
_TIME = r"\bminutes?\b"
_STATE = (
    r"\b(?:open|done|complete\w*|overdue|late|paid|unpaid|billed|unbilled|active|archived|draft|"
    r"sent|viewed|due|running|none|no)\b"
)
# Words of a clause by what in an answer speaks of the same.
_SAME: tuple[tuple[str, str], ...] = (
    (r"when|since|due|deadline|dated?|day|days|latest|last|next|old|long", _DAY),
    (r"worth|value|money|owe|owes|owed|price", _MONEY),
    (r"costs?|charges?|earns?", rf"{_MONEY}|rate"),
    (r"jobs?|positions?|roles?|titles?|names?|called", r"[a-z]"),
    (r"much|amount|sum|total|totals|come|charge|rate|rates", rf"{_MONEY}|{_TIME}|rate|price"),
    (r"hours?|time|logged|spent|tracked|worked|minutes|effort|long|left|remaining",
     rf"{_TIME}|no time"),
    (r"currency|currencies", _MONEY),
    (r"overdue|late|due|done|open|finished|complete\w*|closed|paid|unpaid|outstanding|billed|"
     r"unbilled|active|archived|settled|status|state|sent|missing|delayed", _STATE),
    (r"e-?mails?|mails?|reach|contact", r"@"),
    (r"phones?|telephones?|numbers?", r"\d[\d ()-]{5,}"),
    (r"many|few|number|count", r"\d"),
    (r"first|biggest|largest|highest|most|least|smallest|lowest|longest|shortest|oldest|newest",
     r"\d"),
    (r"staffed|crew|responsible|manages?|managed|manager|leads?|led|leader|charge|assigned|assignee|owner|owns|"
     r"works?|working|does|doing|team|who|whom|whose|person|people|from|client|clients|customer|"
     r"project|projects|for",
     r"[a-z]"),
)  # fmt: skip
# Small words of a clause, which ask for nothing.
_SMALL = re.compile(
    r"(?:and|also|then|please|the|a|an|is|are|was|were|be|been|do|does|did|has|have|had|can|could|"
    r"will|would|should|it|its|they|them|their|he|his|him|she|her|we|our|us|you|your|i|me|my|this|"
    r"that|these|those|there|of|on|in|at|to|for|with|by|from|until|each|all|any|still|already|now|"
    r"yet|so|far|what|what's|which|who's|how|how's|s|exactly|in|or|not|one|ones|about|than|ever|"
    r"just|per|overall|altogether|together|up|out|over|if|as|get|got|go|had|both|been|ago|tell|show)"
)
_STOP = re.compile(r"[.?!;](?:\s|$)")
_WHY = re.compile(r"why\b|how come\b|what (?:should|can|shall|could)\b")
_COUNTED = re.compile(r"(?:and )?how many (?:of (?:them|those|these)\b)?(?P<noun>[a-z]+)?")
_TOLD_BEFORE = 4  # letters by which two words are taken for forms of one


def unanswered(text: str, answer: str, names: Iterable[str]) -> list[str]:
    """The later clauses of a question that the answer to it holds nothing of, as they were typed.
    ``names`` are records named in the question, which need no second mention."""
    folded, told = fold(text), fold(answer)
    known = {word[:_TOLD_BEFORE] for name in names for word, _ in words_with_spans(name)}
    left = []
    for start, end in _clauses(folded):
        before = {word[:_TOLD_BEFORE] for word, _ in words_with_spans(folded[:start])}
        if not _is_told(folded[start:end], told, known | before):
            left.append(text[start:end].strip(" ,.?!"))
    return left


def _clauses(folded: str) -> list[Span]:
    begun = list(_BEGINS.finditer(folded))
    ends = [*(match.start() for match in begun[1:]), len(folded)]
    spans = []
    for start, end in zip((match.end() for match in begun), ends, strict=False):
        stop = _STOP.search(folded, start, end)
        spans.append((start, stop.start() if stop else end))
    return spans


def _is_told(clause: str, told: str, known: set[str]) -> bool:
    if _WHY.match(clause):
        return False
    counted = _COUNTED.match(clause)
    noun = (counted["noun"] or "") if counted else ""
    if noun and not _SMALL.fullmatch(noun) and noun[:_TOLD_BEFORE] not in told:
        return False
    if re.match(r"when\b|since when\b", clause) and not re.search(_DAY, told):
        return False
    return all(_word_told(word, told, known) for word, _ in words_with_spans(clause))


def _word_told(word: str, told: str, known: set[str]) -> bool:
    bare = word.removesuffix("'s")
    if _SMALL.fullmatch(word) or bare in DATES or bare.isdigit() or bare[:_TOLD_BEFORE] in known:
        return True
    if any(re.fullmatch(said, bare) and re.search(by, told) for said, by in _SAME):
        return True
    return re.search(rf"\b(?:un|over)?{re.escape(bare[:_TOLD_BEFORE])}", told) is not None
