"""What a message turns down: "not the 10th", "instead of Anna"."""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import BLANK, Span, blank, fold

UNBILLABLE = re.compile(
    r"\b(?:(?:not|non|un)[- ]?(?:billable|chargeable)|unbillable|free of charge|"
    r"(?:isn't|not|shouldn't|won't|wasn't)(?: to)?(?: be)? "
    r"(?:billable|chargeable|billed|charged))\b"
)
BILLING = re.compile(rf"{UNBILLABLE.pattern}|\b(?:billable|chargeable)\b")
_NOT = re.compile(r"(?:(?:and|but) )?(?:not|instead of|rather than|it's not|isn't)\b")
_CLAUSE = re.compile(r"[,;.](?=\s)|\s-\s|\bbut\b|(?=\b(?:instead of|rather than|not)\b)")


def affirmed(text: str) -> str:
    """The message without what it turns down: "not the 10th", "instead of Anna", at their place."""
    folded, kept, start = fold(text), text, 0
    cuts = [m.start() for m in _CLAUSE.finditer(folded)] + [len(text)]
    spans: list[Span] = []
    for cut in cuts:
        clause = folded[start:cut]
        lead = len(clause) - len(clause.lstrip(" ,;.-"))
        named = _is_of_a_name(folded, start)
        if _NOT.match(clause[lead:]) and not UNBILLABLE.match(clause[lead:]) and not named:
            spans.append((start, cut))
        start = cut
    kept = blank(text, *spans)
    return kept if re.search(r"\w", kept.replace(BLANK, "")) else text


# "Title: Do not print"; "call it Proof, not Draft" has another one.
_NAMES = re.compile(
    r"\b(?:title|call(?: it)?|rename(?: it)?(?: to)?|names?(?: it)?)\b[^,;.]*$|\"[^\"]*$|"
    r"(?<!\w)'(?:[^']|(?<=\w)'(?=\w))*$"
)


def _is_of_a_name(folded: str, start: int) -> bool:
    """Whether a clause goes on with what something is to be called."""
    return _NAMES.search(folded[:start]) is not None


def is_turned_down(text: str) -> bool:
    """Whether a message says what is not meant, and nothing else."""
    folded = fold(text).strip()
    return _NOT.match(re.sub(r"^(?:no|nope|oh|sorry)[ ,.]+", "", folded)) is not None
