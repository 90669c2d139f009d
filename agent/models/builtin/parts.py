"""Several requests in one message: the parts that stand on their own, courtesies left out."""

from __future__ import annotations

import re
from itertools import pairwise

from agent.models.builtin.intents import best_intent
from agent.models.builtin.intents.intent import ENOUGH
from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.fold import blank, fold

_STARTER = (
    r"(?:please |also |then )*(?:which|who|whose|what|how|when|is|are|do|does|did|has|have|"
    r"show|list|"
    r"give|tell|log|book|track|record|create|add|delete|remove|send|move|cancel|can you|"
    r"could you)\b"
    r"(?! (?:an? |the )?(?:note|description|comment)\b)"
)
_SENTENCE = re.compile(r"(?<![\d\W][a-z])(?<!\bno)(?<=[\w)\"'?])(?:[.!?;])\s+(?=\w)|\n+")
_AND = re.compile(rf",?\s+(?:and|plus|then|&)\s+(?={_STARTER})|,\s+(?=also\b)")
_COMMAND = 20.0


def parts_of(text: str, calendar: Calendar) -> list[str]:
    """The message as one or more requests; a message that is one request comes back as it is."""
    request = Request(text, calendar)
    shadow = blank(request.folded, *(quote.span for quote in request.quotes))
    found: list[str] = []
    for sentence in _cut(text, shadow, _SENTENCE):
        quotes = [quote.span for quote in Request(sentence, calendar).quotes]
        pieces = _cut(sentence, blank(fold(sentence), *quotes), _AND)
        joined = _joined(sentence, pieces, calendar)
        follows = bool(found) and _stands_alone(found[-1], calendar)
        if follows and not _stands_alone(joined[0], calendar):
            found[-1] = f"{found[-1]}. {joined.pop(0)}"
        found += joined
    return (_without_courtesies(found, calendar) if len(found) > 1 else []) or [text]


def _cut(text: str, shadow: str, pattern: re.Pattern[str]) -> list[str]:
    starts, ends = [0], []
    for match in pattern.finditer(shadow):
        ends.append(match.start())
        starts.append(match.end())
    pieces = [text[a:b].strip() for a, b in zip(starts, [*ends, len(text)], strict=True)]
    return [piece for piece in pieces if re.search(r"\w", piece)] or [text]


def _joined(sentence: str, pieces: list[str], calendar: Calendar) -> list[str]:
    """The pieces where each is a request, else the sentence whole.

    The words after a new task are its title until another command begins, and entries logged
    together share their day.
    """
    names = [_intent(piece, calendar) for piece in pieces] if len(pieces) > 1 else []
    for (name, _), (following, score) in pairwise(names):
        told = name in ("create_task", "log_time")
        if score < (_COMMAND if told else ENOUGH) or name == following != "create_task":
            return [sentence]
        if told and following == "unsupported":
            return [sentence]
    return pieces


def _intent(text: str, calendar: Calendar) -> tuple[str, float]:
    request = Request(text, calendar)
    intent = best_intent(request)
    return intent.name, intent.score(request)


def _stands_alone(text: str, calendar: Calendar) -> bool:
    name, score = _intent(text, calendar)
    bare = name == "log_time" and not Request(text, calendar).may_hold_names
    return score >= 2 * ENOUGH and name != "smalltalk" and not bare


def _without_courtesies(parts: list[str], calendar: Calendar) -> list[str]:
    """Without sentences before the request that ask nothing and name nobody."""
    telling = [part for part in parts if _stands_alone(part, calendar) or _names(part, calendar)]
    return telling if any(_stands_alone(part, calendar) for part in telling) else []


def _names(text: str, calendar: Calendar) -> bool:
    request = Request(text, calendar)
    return bool(request.quotes or request.unknown_names)
