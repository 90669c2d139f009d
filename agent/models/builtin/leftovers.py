"""What remains of a message once names, dates, durations and courtesies are taken away.

The rest is what a record is called that no list has shown yet: a task's name, a new task's title, a
note on an entry.
"""

from __future__ import annotations

import re
from itertools import pairwise

from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import BLANK, Span, blank, lies_in, word_list
from agent.models.builtin.text.vocabulary import FUNCTION, is_content, words_with_spans

# No name is taken to begin or end with one of these.
_NOT_AT_EDGES = FUNCTION | frozenset(
    word_list("""
    log logged book booked track tracked record recorded add added enter entered register put
    note clock charge spent spend worked work working time hour hours minutes task tasks project
    client customer entry entries did do reserve create new description today's called titled
    named due timesheet billable on of overdue late open finished completed complete closed ready
    people persons colleagues staff
    day full half assigned assign is are was whole user person each everyone priority budget
    responsible
""")
)


def phrases(request: Request, *also: Span) -> list[tuple[str, Span]]:
    """The stretches of words left over, without function words at their edges, in order."""
    spans = [mention.span for mention in request.mentions]
    spans += [mention.span for mention in request.dates()] + [d.span for d in request.durations]
    spans += [request.clock.span] if request.clock else []
    text = blank(request.folded, *spans, *also)
    found = []
    for match in re.finditer(rf"[^{BLANK},;:.!?\"()]+", text):
        span = _trimmed(match.group(), match.start())
        if span:
            found.append((request.text[slice(*span)], span))
    return found


def _trimmed(piece: str, offset: int) -> Span | None:
    words = words_with_spans(piece)
    while words and words[0][0] in _NOT_AT_EDGES:
        words.pop(0)
    while words and words[-1][0] in _NOT_AT_EDGES:
        words.pop()
    if not words:
        return None
    return offset + words[0][1][0], offset + words[-1][1][1]


def task_phrases(request: Request, *also: Span) -> list[str]:
    """What may be a task's name, likeliest first: quoted, after "on" or "task", most telling."""
    quotes = [quote for quote in request.quotes if not lies_in(quote.span[0], also)]
    if quotes:
        return [quote.text for quote in quotes]
    found = phrases(request, *also)
    found = [*_rejoined(request, found), *found]
    found.sort(key=lambda pair: (not is_after_on(request.folded[: pair[1][0]]), -_content(pair[0])))
    return [text for text, _ in found]


def _rejoined(request: Request, found: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Neighbours with only punctuation between them as one: "Interview Dr. O'Hara"."""
    joined = []
    for (_, first), (_, second) in pairwise(found):
        if re.fullmatch(r"[.,:(]\s*", request.folded[first[1] : second[0]]):
            span = (first[0], second[1])
            joined.append((request.text[slice(*span)], span))
    return joined


def is_after_on(before: str) -> bool:
    """Whether a folded text ends where a task's name is likely to follow."""
    return (
        re.search(r"\b(?:on|task|into|under|against)\s+(?:the\s+)?(?:task\s+)?[\"']?$", before)
        is not None
    )


def task_phrase(request: Request, *also: Span) -> str:
    """The likeliest of ``task_phrases``, or nothing."""
    found = task_phrases(request, *also)
    return found[0] if found else ""


def _content(text: str) -> int:
    return sum(1 for word, _ in words_with_spans(text) if is_content(word))
