"""A record of the request that our open question is about, named again in place of an answer.

"2h on A and 1h on B for Anna" - "Whose time is each of them?" - "B was 90 minutes": that corrects
the request, and is no entry of its own.
"""

from __future__ import annotations

import re

from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.fold import Span, blank, fold, words_of
from agent.models.builtin.text.vocabulary import is_content
from agent.models.builtin.writing.wording import is_neutral

_COMMAND = re.compile(
    r"(?:(?:please|and|also|ok|then)[ ,]+)*(?:log|book|track|record|enter|add|create|make|put|"
    r"new)\b"
)


def restates(original: str, reply: str, calendar: Calendar) -> bool:
    """Whether a reply commands nothing and every telling word of it, lengths and days aside, was in
    the request already."""
    said = Request(reply, calendar)
    if _COMMAND.match(said.folded) or "?" in reply:
        return False
    spans = [d.span for d in said.durations] + [mention.span for mention in said.dates()]
    words = words_of(blank(said.folded, *spans))
    telling = [word for word in words if is_content(word) and not is_neutral(word)]
    known = set(words_of(original))
    return bool(telling) and all(word in known for word in telling)


def restated(original: str, reply: str, calendar: Calendar) -> str | None:
    """The request with the length that a reply says anew for one of its records; None where it is
    not clear which length that is."""
    before, said = Request(original, calendar), Request(reply, calendar)
    if len(said.durations) != 1 or said.dates() or said.clock or before.clock:
        return None
    new = said.durations[0].span
    known = _place(original, reply[: new[0]])
    lengths = [duration.span for duration in before.durations]
    if known is None or not lengths:
        return None
    ahead = [span for span in lengths if span[1] <= known[0]]
    behind = [span for span in lengths if span[0] >= known[1]]
    leads = (
        not words_of(re.sub(r"\b(?:on|of|for)\b", "", fold(original[ahead[-1][1] : known[0]])))
        if ahead
        else False
    )
    follows = not words_of(original[known[1] : behind[0][0]]) if behind else False
    if leads == follows:
        return None
    start, end = ahead[-1] if leads else behind[0]
    return f"{original[:start]}{reply[slice(*new)]}{original[end:]}"


def _place(original: str, named: str) -> Span | None:
    """Where the telling words of a reply stand side by side in the request."""
    telling = [w for w in words_of(named) if is_content(w) and not is_neutral(w)]
    if not telling:
        return None
    pattern = r"\b" + r"\W+".join(re.escape(word) for word in telling) + r"\b"
    found = list(re.finditer(pattern, fold(original)))
    return found[0].span() if len(found) == 1 else None
