"""A question without what is told around it in its own sentence: "Sitting in the train, which tasks
are late, the boss is waiting"."""

from __future__ import annotations

import re

from agent.models.builtin.joints import intent_of
from agent.models.builtin.request import Request
from agent.models.builtin.text.asides import SAID_OF_NOBODY, asides, tells
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.fold import Span, fold
from agent.models.builtin.text.vocabulary import is_content, words_with_spans

# "How many hours, in total, did she log?"
_BETWEEN_COMMAS = re.compile(
    r",\s*(in total|all in all|overall|altogether|roughly|approximately|exactly|please|pls|"
    r"(?:by )?(?P<unit>\w+) by (?P=unit))\s*,",
    re.I,
)
# "I was wondering, as the client is on the phone in ten minutes, what is still open."
_REASON_BETWEEN = re.compile(
    r",\s*(?:as|because) (?:the|i|we|he|she|they|our|my|his|her)\b[^,?.!]*,\s*", re.I
)
# What may be a part of the question, wherever it stands.
_OF_QUESTIONS = re.compile(
    r"\b(?:tasks?|to-?dos?|invoices?|bills?|hours|time|projects?|milestones?|deadlines?|budgets?|"
    r"entries|timesheets?|payments?|owes?|paid|overdue|late|open|done|unpaid|unbilled|billable|"
    r"priority|urgent|high|medium|low|critical|currenc(?:y|ies)|euros?|dollars?|pounds?|usd|eur|gbp|"
    r"largest|biggest|smallest|top|first|last|most|least|by|per|group\w*|(?:un)?assigned|date|dates|"
    r"country|active|archived|mean|meant|from|they|those|these|"
    r"log(?:ged)?|except|without|not|only|just the|too|included?|excluded|in total|sorted|split)\b"
)
_EXACT = re.compile(r"\d|\"|(?<!\w)'")
_POINTS = re.compile(r"\b(?:they|them|their|theirs|its?|he|him|his|she|her|hers)\b")


def without_told(text: str, calendar: Calendar) -> tuple[str, str]:
    """The question, and what is told before it, which may name whom it is about."""
    text = _REASON_BETWEEN.sub(", ", _BETWEEN_COMMAS.sub(r" \1 ", text))
    told = asides(fold(text))
    if not told or re.search(r"[.!?]\s+\w", text) or intent_of(text, calendar)[0].writes:
        return text, ""
    start, end = 0, len(text)
    if told[0][0] == 0 and _is_idle(text, told[0], calendar):
        start = told[0][1] + 1
    if told[-1][1] == len(text) and _is_idle(text, told[-1], calendar):
        end = told[-1][0]
    return text[start:end].strip(" ,;:-"), text[:start]


def _is_idle(text: str, span: Span, calendar: Calendar) -> bool:
    """Whether a clause holds nothing that the question could be about, but a name that a word of
    the question points back at."""
    clause = text[slice(*span)]
    folded = fold(clause)
    rest = text[: span[0]] + text[span[1] :]
    if _EXACT.search(folded) or _OF_QUESTIONS.search(folded):
        return False
    dates = Request(clause, calendar).dates()
    if dates and not Request(rest, calendar).dates():
        return False
    words = words_with_spans(clause)
    named = any(clause[a].isupper() for word, (a, _) in words if a and is_content(word))
    if named and not _POINTS.search(fold(rest)):
        return False
    if tells(folded):
        return True
    something = any(is_content(word) for word, _ in words)
    return something and (span[0] > 0 or SAID_OF_NOBODY.match(folded) is not None)
