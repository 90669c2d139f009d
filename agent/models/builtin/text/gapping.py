"""Two questions that share words, each said in full.

"Who logged the most in May, and who the least?": everything but the extreme was said before.
"How many tasks and how many milestones are due in May?": what follows is asked of both.
"""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import fold

_EXTREME = (
    r"most|least|fewest|highest|lowest|biggest|largest|smallest|longest|shortest|best|worst|"
    r"oldest|newest|earliest|latest|first|last|busiest|quietest"
)
_PAIR = re.compile(
    rf"(?P<first>(?:[^?]*\b)?(?:which|who|what)\b[^?]*?\b(?P<said>{_EXTREME})\b[^?]*?)"
    rf"\s*,?\s+(?:and|but)\s+(?:which|who|what)(?: one)?"
    rf"(?: (?:has|have|had|got|is|are|was|were|did|do))? (?:the )?(?P<other>{_EXTREME})\W*$"
)

# A state alone is no subject: "how many active and how many archived clients".
_STATE = r"active|archived|open|closed|done|finished|overdue|late|paid|unpaid|billed|billable|due"
_SUBJECT = rf"(?:how (?:many|much)|which|what) (?!of\b|(?:{_STATE}),? )[a-z -]{{3,30}}?"
_SHARED = re.compile(
    rf"(?P<one>{_SUBJECT}),? (?:and|as well as) (?P<two>{_SUBJECT}) "
    r"(?P<rest>(?:did|do|does|has|have|had|is|are|was|were|will|can)\b[^?.!]*)"
)
_VERB = re.compile(r"\b(?:did|do|does|has|have|had|is|are|was|were|will|can|there)\b")


def in_full(text: str) -> str:
    """The message with both questions in full; others as they are."""
    shared = _SHARED.search(fold(text))
    if shared and not _VERB.search(shared["one"]) and not _VERB.search(shared["two"]):
        one, two, rest = (text[slice(*shared.span(name))] for name in ("one", "two", "rest"))
        return f"{text[: shared.start()]}{one} {rest}, and {two} {rest}{text[shared.end() :]}"
    match = _PAIR.match(fold(text))
    if not match:
        return text
    first = text[slice(*match.span("first"))]
    start, end = match.span("said")
    other = text[slice(*match.span("other"))]
    begin = re.search(r"\b(?:which|who|what)\b", fold(first))
    assert begin is not None  # the pattern has it
    return f"{first}, and {text[begin.start() : start]}{other}{first[end:]}?"
