"""One write that shall be several: "split it: 1h yesterday, 1h today", "one card each"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from agent.models.builtin.conversation import Call
from agent.models.builtin.dialogue.drafts import Draft
from agent.models.builtin.dialogue.times import new_times
from agent.models.builtin.leftovers import phrases
from agent.models.builtin.reply import say
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import words_of
from agent.models.builtin.text.numbers import WORD, number
from agent.models.builtin.text.vocabulary import FUNCTION
from agent.models.builtin.writing.wording import is_neutral

_SPLIT = re.compile(r"\b(?:split|divide|distribute|spread)\b|\bhalf\b.*\bhalf\b")
_HALF = re.compile(r"\bhalf of (?:it|that|this)\b")
_ONLY_HALF = re.compile(r"\b(?:only|just) half(?: of (?:it|that|this|them))?\b")
_HALF_FOR = re.compile(r"\bhalf\b(?! (?:an?|hour|day|past)\b)")
_NEXT = re.compile(r"\s*[,;:]\s+|\s+(?:and|&|plus)\s+|\bhalf\b(?! (?:an?|hour))")
_ME = re.compile(r"\b(?:me|myself|mine|i)\b")


@dataclass(frozen=True)
class _Piece:
    """A stretch of the message; ``people`` are the ids it may mean, None for who asks."""

    words: Request
    people: tuple[int | None, ...]

    @property
    def lengths(self) -> int:
        return len(self.words.durations)

    def times(self, draft: Draft, *, same: bool) -> dict[str, Any]:
        """Its length, its day and its person, as arguments of an entry."""
        person = {"user_id": self.people[0]} if self.people else {}
        return new_times(self.words, draft, same=same) | person


def split_entry(words: Request, draft: Draft) -> tuple[Call, ...] | None:
    """The entries that a message makes of one; None where it speaks of no such thing.

    Each has a length and a day or a person of its own, or all share the length evenly between the
    days or the people. Ends the step where it is not clear how.
    """
    if not draft.is_entry:
        return None
    if _ONLY_HALF.search(words.plain) and not words.durations:
        return _halved(words, draft)
    shared = _between_people(words, draft)
    if shared:
        return shared
    pieces = [p for p in _pieces(words) if p.lengths or p.words.dates()]
    days, people = (sum(map(len, each)) for each in (
        [p.words.dates() for p in pieces], [p.people for p in pieces]))  # fmt: skip
    half = _HALF.search(words.plain) is not None and days > 0
    told = half or _SPLIT.search(words.plain) is not None
    if not told and min(len(words.durations), max(days, people)) < 2:
        return None
    total, count = int(draft.call.args.get("minutes") or 0), len(pieces)
    if not pieces or any(len(piece.people) > 1 for piece in pieces):
        raise _unclear()
    if count > 1 and all(piece.lengths == 1 for piece in pieces):
        calls = tuple(draft.but(**piece.times(draft, same=False)) for piece in pieces)
        alike = len({call.key for call in calls}) < count
        if alike or _names_another(words, draft):
            raise say(_ONE_TASK)
        return calls
    even = not any(p.lengths for p in pieces) and all(len(p.words.dates()) == 1 for p in pieces)
    parts = max(count, 2)
    if not even or not total or total % parts or (count == 1 and not half):
        raise _unclear()
    days_of = [draft.but(**p.times(draft, same=True), minutes=total // parts) for p in pieces]
    return (draft.but(minutes=total // parts), *days_of) if count == 1 else tuple(days_of)


def _halved(words: Request, draft: Draft) -> tuple[Call, ...]:
    """The entry with half its length, on the day that the message names, if it names one."""
    total = int(draft.call.args.get("minutes") or 0)
    if not total or total % 2:
        raise _unclear()
    times = new_times(words, draft, same=True) if words.dates() else {}
    return (draft.but(**times | {"minutes": total // 2}),)


def _between_people(words: Request, draft: Draft) -> tuple[Call, ...] | None:
    """An even share of the length for each of the people named; who is named alone shares it with
    whose entry it is: "half for Ben"."""
    told = _SPLIT.search(words.plain) or _HALF_FOR.search(words.plain)
    if not told or words.durations or words.dates() or words.clock:
        return None
    pieces = [piece for piece in _pieces(words) if piece.people]
    if not pieces or any(len(piece.people) > 1 for piece in pieces):
        return None
    owners = [piece.people[0] for piece in pieces]
    if len(owners) == 1:
        owners.insert(0, draft.call.args.get("user_id"))
    total, parts = int(draft.call.args.get("minutes") or 0), len(set(owners))
    if parts < 2 or not total or total % parts:
        raise _unclear()
    return tuple(draft.but(user_id=owner, minutes=total // parts) for owner in owners)


def parted(words: Request, draft: Draft, other: Call) -> tuple[Call, ...] | None:
    """The entry and another one, as the words say of some of its hours that they were something
    else: "one of these hours was QA"."""
    part = _PART.search(words.plain) if draft.is_entry else None
    total = int(draft.call.args.get("minutes") or 0)
    minutes = int(number(part["count"]) * (60 if part["unit"] != "minutes" else 1)) if part else 0
    if not 0 < minutes < total or other.args.get("task_id") == draft.call.args.get("task_id"):
        return None
    return (draft.but(minutes=total - minutes),
            Call(other.tool, {**other.args, "minutes": minutes}))  # fmt: skip


_PART = re.compile(
    rf"\b(?P<count>\d+(?:\.\d+)?|{WORD}) (?:(?P<unit>hours?|minutes) )?of "
    r"(?:these|those|them|that|it|the)\b"
)
# "One card each", "one for Anna and one for Ben", "separate tasks".
APART = re.compile(
    r"\b(?:two|three|four|separate|individual) (?:(?:separate|different|individual) )?"
    r"(?:cards?|tasks?|entries|ones)\b|\bone (?:card |task |entry )?(?:each|per (?:person|head))\b|"
    r"\bone (?:\w+ )?for .*\bone (?:\w+ )?for\b|\bseparate(?:ly)?\b|"
    r"\beach (?:of them )?(?:gets?|has|have|needs?|with)\b|"
    r"\b(?:his|her|their) own (?:card|task|entry|one)\b"
)


def one_each(words: Request, draft: Draft, others: Sequence[int | None]) -> tuple[Call, ...] | None:
    """The same write for each person on its own, where a message wants them apart; ``others`` are
    people whose entry it is as well."""
    if not APART.search(words.plain):
        return None
    args = draft.call.args
    if draft.is_entry:
        owners = [args.get("user_id"), *others]
        calls = [draft.but(user_id=owner) for owner in owners]
    else:
        calls = [draft.but(user_ids=[owner]) for owner in args.get("user_ids", ())]
    return tuple(calls) if len(calls) > 1 else None


_ONE_TASK = (
    "I can split an entry by days and people, not by tasks. Say what this one is, such as "
    '"make it 1h", and then "and 1h on" the other task.'
)


def _names_another(words: Request, draft: Draft) -> bool:
    """Whether words beside lengths, days and people are no part of what the entry is called."""
    known = {*words_of(draft.name), "evenly", "equally", "split", "divide", "rest"}
    said = (word for text, _ in phrases(words.firm) for word in words_of(text))
    return any(
        word not in known and word not in FUNCTION
        and not is_neutral(word) and not re.fullmatch(r"\d+\w*", word)
        for word in said
    )  # fmt: skip


def _unclear() -> Exception:
    return say('How shall I split it? Say it like "1h yesterday, 2h today".')


def _pieces(words: Request) -> list[_Piece]:
    cuts = [0, *(match.end() for match in _NEXT.finditer(words.plain)), len(words.text)]
    return [_piece(words, start, end) for start, end in pairwise(cuts) if words.text[start:end]]


def _piece(words: Request, start: int, end: int) -> _Piece:
    text = words.text[start:end].strip(" ,;:")
    inside = [m for m in words.firm.mentions if start <= m.span[0] < end and m.best("user")]
    people: list[int | None] = [e.id for mention in inside for e in mention.candidates("user")]
    if _ME.search(words.plain[start:end]):
        people.append(None)
    return _Piece(Request(text, words.calendar), tuple(people))
