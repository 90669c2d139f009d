"""One time entry that shall be several: "split it: 1h yesterday, 1h today"."""

from __future__ import annotations

import re
from itertools import pairwise

from agent.models.builtin.conversation import Call
from agent.models.builtin.dialogue.drafts import Draft
from agent.models.builtin.dialogue.times import new_times
from agent.models.builtin.reply import say
from agent.models.builtin.request import Request

_SPLIT = re.compile(
    r"\b(?:split|divide|distribute|spread|halve)\b|\bhalf\b.*\bhalf\b|\bhalf of (?:it|that|this)\b"
)
_HALF = re.compile(r"\bhalf of (?:it|that|this)\b")
_NEXT = re.compile(r"\s*[,;:]\s+|\s+(?:and|&|plus)\s+|\bhalf\b(?! (?:an?|hour))")


def split_entry(words: Request, draft: Draft) -> tuple[Call, ...] | None:
    """The entries that a message makes of one; None where it speaks of no such thing.

    Each has a length and a day of its own, or all share the length evenly between the days. Ends
    the step where it is not clear how.
    """
    days = words.dates()
    told = _SPLIT.search(words.plain) is not None
    if not draft.is_entry or not (told or min(len(words.durations), len(days)) > 1):
        return None
    pieces = [p for p in _pieces(words) if p.durations or p.dates()]
    lengths = [len(piece.durations) for piece in pieces]
    total, count = int(draft.call.args.get("minutes") or 0), len(pieces)
    if count > 1 and all(length == 1 for length in lengths):
        return tuple(draft.but(**new_times(piece, draft, same=False)) for piece in pieces)
    even = not any(lengths) and all(len(piece.dates()) == 1 for piece in pieces)
    if count > 1 and even and total and total % count == 0:
        shared = [new_times(piece, draft, same=True) for piece in pieces]
        return tuple(draft.but(**times, minutes=total // count) for times in shared)
    if not told:
        return None
    if count == 1 and even and total and total % 2 == 0 and _HALF.search(words.plain):
        other = new_times(pieces[0], draft, same=True)
        return draft.but(minutes=total // 2), draft.but(**other, minutes=total // 2)
    raise say('How shall I split it? Say it like "1h yesterday, 2h today".')


def _pieces(words: Request) -> list[Request]:
    cuts = [0, *(match.end() for match in _NEXT.finditer(words.plain)), len(words.text)]
    stretches = [words.text[a:b] for a, b in pairwise(cuts)]
    return [Request(text.strip(" ,;:"), words.calendar) for text in stretches if text.strip()]
