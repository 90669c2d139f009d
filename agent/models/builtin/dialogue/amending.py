"""What a person says beside, or in place of, the answer to a question of ours.

"The Larkspur one, but yesterday" answers and changes the request; "hm, 1 hour actually" changes
it and leaves the question open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.models.builtin.request import Request
from agent.models.builtin.text.affirmed import affirmed
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import BLANK, Span, blank, fold, words_of
from agent.models.builtin.text.openings import asks
from agent.models.builtin.text.short import opening
from agent.models.builtin.text.vocabulary import is_content, words_with_spans

_JOINT = re.compile(r"\s*[,;:]\s+(?:and |but )?|\s+(?:and|but)\s+|\.\s+|\s+-+\s+")


def head_and_tail(text: str) -> list[tuple[str, str]]:
    """The ways to read a reply as an answer and something more, in either order."""
    joints = _JOINT.finditer(text)
    cuts = [(text[: j.start()], text[j.end() :]) for j in joints if text[j.end() :].strip()]
    return [way for head, tail in cuts for way in ((head, tail), (tail, head))]


def values_apart(text: str, calendar: Calendar) -> list[tuple[str, str]]:
    """A reply read as an answer with a length or a day beside it: "3 monday"."""
    said = Request(text, calendar)
    spans = sorted([*_lengths(said), *_days(said)])
    if not spans:
        return []
    rest = blank(text, *spans).replace(BLANK, " ")
    return [(rest.strip(" ,;."), ", ".join(text[slice(*span)] for span in spans))]


def has_values(text: str, calendar: Calendar) -> bool:
    """Whether a message says a length or a day."""
    said = Request(text, calendar)
    return bool(_lengths(said) or _days(said))


def amended(original: str, more: str, calendar: Calendar) -> str | None:
    """The request with what else was said: a length or a day takes the place of the one that was
    there, unless it is one more. None where it is not clear which one."""
    more = affirmed(more).replace(BLANK, " ")
    before, said = Request(original, calendar), Request(more, calendar)
    if _lengths(said) and _ONE_MORE.search(said.folded):
        return f"{original.rstrip(' .!?,')} and {_ONE_MORE.sub('', more).strip(' .!?,')}"
    if _WAS_ANOTHER.search(said.folded) and not (_lengths(said) or _days(said)):
        return None
    if _lengths(said) and _PART_OF.match(said.folded, _lengths(said)[-1][1]):
        return None
    cuts: list[tuple[Span, str]] = []
    used: list[Span] = []
    added: list[Span] = []
    for old, new in ((_lengths(before), _lengths(said)), (_days(before), _days(said))):
        if len(new) > 1 and _RATHER.search(said.folded[new[0][1] : new[-1][0]]):
            used += new[:-1]
            new = new[-1:]
        if len(new) > 1 or (new and len(old) > 1):
            return None
        if new and old:
            cuts.append((old[0], more[slice(*new[0])]))
            used.append(new[0])
        elif new:
            added.append(new[0])
    kept = original
    for (start, end), instead in sorted(cuts, reverse=True):
        kept = f"{kept[:start]}{instead}{kept[end:]}"
    rest = blank(more, (0, opening(more)), *used)
    told = re.search(r"\w", _PLAIN.sub("", fold(blank(rest, *added)).replace(BLANK, " ")))
    parts = [" ".join(rest.replace(BLANK, " ").split())] if told else [
        more[slice(*span)] for span in added]  # fmt: skip
    return ", ".join([kept.rstrip(" .!?,"), *parts]) if parts else kept


_RATHER = re.compile(r"\b(?:actually|no|sorry|rather|i mean|i meant|wait|make that)\b")
# "It was Anna": it takes the place of what the request has, and which part that is is not known.
_WAS_ANOTHER = re.compile(r"\b(?:it|that|this)(?:'s| was| is)\s+\w")
# "1h of it on the logo": the request is two then.
_PART_OF = re.compile(r"\s*of (?:it|that|this|which|them|those)\b")
_ONE_MORE = re.compile(
    r"\b(?:also|too|as well|another|plus|on top|in addition)\b\s*", re.IGNORECASE
)
# Words that say nothing beside a length or a day.
_PLAIN = re.compile(
    r"\b(?:of course|make (?:it|that)|(?:it|that|this) (?:was|is|took)|it's|it|please|pls|thanks|"
    r"thank you|"
    r"i (?:think|guess|mean|meant)|sorry|actually|instead|rather|obviously|then|but|and|"
    r"was|change it to)\b|\b(?:on|for|at|to)\s*$"
)


def only_values(text: str, calendar: Calendar) -> bool:
    """Whether a message says a length or a day, and nothing else but plain words."""
    said = Request(text, calendar)
    values = [*_lengths(said), *_days(said)]
    rest = blank(text, (0, opening(text)), *values).replace(BLANK, " ")
    return bool(values) and len(words_of(rest)) <= _FEW and not (asks(rest.strip()) or _bare(rest))


_FEW = 4  # words beside a length or a day: "actually it was 2 hours"


def _lengths(request: Request) -> Sequence[Span]:
    clock = [request.clock.span] if request.clock else []
    return [*clock, *(duration.span for duration in request.durations)]


def _days(request: Request) -> Sequence[Span]:
    return [mention.span for mention in request.dates()]


def _bare(text: str) -> str:
    """The words that are no plain English."""
    words = (word for word, _ in words_with_spans(text.replace(BLANK, " ")))
    return " ".join(word for word in words if is_content(word) and fold(word) not in EVERYDAY)
