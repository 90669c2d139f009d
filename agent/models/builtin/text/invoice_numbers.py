"""Invoices by their number: "INV-0042", "#42", "invoice 42", "2026/014", or only "is 0042 paid"."""

from __future__ import annotations

import re

from agent.models.builtin.text.currencies import CODES
from agent.models.builtin.text.fold import Span, lies_in
from agent.models.builtin.text.vocabulary import is_content, words_with_spans

_NUMBER = re.compile(
    r"\b(?:invoices?|inv(?![-_/])|bills?)\b\.?\s*(?:no\b\.?|nr\b\.?|numbers?\b|num\b\.?)?\s*#?\s*"
    r"(?P<said>[a-z]{0,8}[-/#_.]?\d[\w/-]*)"
    r"|#\s?(?P<hash>[a-z]{0,8}[-/_]?\d[\w/-]*)"
    r"|\b(?P<written>(?:[a-z]{2,8}[-/_#](?:[\w]+[-/_])*\d[\w/-]*))(?!\w|:\d)"
    r"|(?<![\w.:/-])(?P<short>[a-z][-/#]\d{3,6})(?![\w/-]|:\d)"
    r"|(?<![\w.:/-])(?P<yearly>\d{2,4}[-/]\d{3,6})(?![\w/-]|:\d)"
    r"|\b(?P<joined>[a-z]{1,5}\d{3,8})\b"
    r"|(?<![\w.,:/$€£-])(?P<bare>\d{3,8})(?![\w/%€£-]|[.,:]\d)"
)
_MORE = re.compile(
    r"\s*(?:,|and|&|or|\+|,\s*and)\s*(?:#\s?)?(?P<next>[a-z]{0,8}[-/_]?\d{2,}[\w/-]*)"
)
_TALK = re.compile(
    r"\b(?:invoices?|inv|bills?|paid|pay|settled|overdue|due|late|sent|viewed|void|draft|status|"
    r"items?|lines?|total|balance|outstanding|open(?:ed)?|whose|number)\b"
)
_ASKS = re.compile(
    r"(?:what|whats|show|pull|find|get|look|open|details?|check|is|was|has|did|when|who|and|how|"
    r"[a-z]{2,5}\d+\b\W*$)(?:\b|$)"
)
_COUNTED = re.compile(
    r"\s*(?:days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|percent|k\b|"
    r"thousand|grand|euros?|dollars?|pounds?|people|more|invoices|entries|tasks|"
    + "|".join(sorted(CODES))
    + r")\b"
)
_BOUND = re.compile(
    r"\b(?:paid|pays?|owes?|owed|owing|than|over|above|under|below|least|most|between|exceeding|to|top|last|first|past|next|"
    + "|".join(sorted(CODES))
    + r")\s*$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_invoice_numbers(text: str) -> list[Span]:
    """Where invoices are named by number in a folded text whose names and dates are taken out.

    Digits alone count where the talk is of invoices; a year, an amount or a count never does.
    """
    found: list[Span] = []
    for match in _NUMBER.finditer(text):
        kind = match.lastgroup or "said"
        if lies_in(match.start(kind), found) or not _is_number(text, match, kind):
            continue
        found.append(_stripped(text, match.span(kind)))
        more = _MORE.match(text, found[-1][1])
        while more:
            found.append(_stripped(text, more.span("next")))
            more = _MORE.match(text, more.end())
    return found


def _is_number(text: str, match: re.Match[str], kind: str) -> bool:
    before, value = text[: match.start(kind)], match[kind]
    if kind == "hash":
        # "bug #42" is no invoice
        words = words_with_spans(text[: match.start()])
        return not words or not is_content(words[-1][0])
    if _COUNTED.match(text, match.end(kind)) or (kind == "said" and _BOUND.search(before)):
        return False
    if kind == "joined":
        asked = _TALK.search(text) or _ASKS.match(text.strip())
        return asked is not None and value[:3] not in CODES
    if kind == "bare":
        counted = _BOUND.search(before) or _YEAR.fullmatch(value)
        return not counted and _TALK.search(text) is not None
    return True


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in "?.!,-/":
        end -= 1
    return start, end
