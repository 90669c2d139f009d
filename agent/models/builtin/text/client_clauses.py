"""What clients must have and must not have: "billed in March but not in April", "without projects".

A sentence is taken apart at its joints ("but", "nor", "without"); each part says one thing about a
client, and a part that says only "not in April" says it of what the part before was about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.dates import DateMention

Trait = Literal["draft", "overdue", "owing", "untimed", "project", "task", "time", "paid", "billed"]


@dataclass(frozen=True)
class Clause:
    """One thing said of clients; ``within`` is when, where that is said."""

    trait: Trait
    holds: bool
    within: Period | None = None


# The first that a part says is what it is about: "unpaid invoices" are no invoices of any kind.
_WORDS: tuple[tuple[Trait, str], ...] = (
    ("draft", r"drafts?"),
    ("overdue", r"over-?due|late|past due"),
    ("owing", r"ow(?:es?|ed|ing)|unpaid|outstanding|debts?|open (?:invoices?|bills?|amounts?|"
              r"balances?)|(?:invoices?|bills?) (?:\w+ )?open"),
    ("untimed", r"un-?billed|un-?invoiced"),
    ("project", r"projects?"),
    ("task", r"tasks?|to-?dos?"),
    ("time", r"hours|time|log(?:ged)?|work(?:ed|ing)?|entries|track(?:ed)?"),
    ("paid", r"pa(?:y|ys|id|ying)|payments?|settled?"),
    ("billed", r"bill(?:s|ed|ing)?|invoic(?:e|es|ed|ing)"),
)  # fmt: skip
_TRAITS = tuple((name, re.compile(rf"\b(?:{words})\b")) for name, words in _WORDS)
_JOINTS = re.compile(
    r",|\b(?=(?:but|and|yet|nor|or|without|although|though|neither|while|who|that|which|whereas)\b)"
)
_NOT = re.compile(
    r"(?:\b(?:not|never|no|none|nothing|without|neither|nor|lack(?:s|ing)?|zero|missing|minus|"
    r"except|excluding)|n't)\b"
)
# "Billed in March and again in April".
_AGAIN = re.compile(r"\b(?:again|also|too|as well)\b")
# "Without projects or invoices": what is denied is denied of both.
_GOES_ON = re.compile(
    r"\W*(?:or\b|nor\b|and (?:any |an? |open |active |logged |unpaid |single )*[a-z]+\W*$)"
)


def find_clauses(text: str, dates: Iterable[DateMention]) -> tuple[Clause, ...]:
    """What a folded text says of clients, in order; empty where a part says two things at once."""
    mentions = list(dates)
    found: list[Clause] = []
    denied = False
    for start, end in _parts(text):
        said = text[start:end]
        traits = [name for name, pattern in _TRAITS if pattern.search(said)]
        denied = bool(_NOT.search(said)) or (denied and _GOES_ON.match(said) is not None)
        own = [each.period for each in mentions if start <= each.span[0] < end]
        within = own[0] if len(own) == 1 else None
        if len(own) > 1 or _clash(traits):
            return ()
        if traits:
            found.append(Clause(traits[0], not denied, within))
        elif found and within and (denied or _AGAIN.search(said)):
            # "Billed neither in March nor in April": the verb stands before what denies it.
            only_verb = said.startswith("neither") and not found[-1].within
            trait = found.pop().trait if only_verb else found[-1].trait
            found.append(Clause(trait, not denied, within))
        elif within and found and not found[-1].within:
            found[-1] = Clause(found[-1].trait, found[-1].holds, within)
    return _dated(found)


def _parts(text: str) -> list[tuple[int, int]]:
    joints = sorted({0, len(text), *(match.start() for match in _JOINTS.finditer(text))})
    return list(pairwise(joints))


# What says more than the word beside it: "unbilled time", "overdue invoices that are unpaid".
_COVERED: dict[Trait, frozenset[Trait]] = {
    "untimed": frozenset(("time",)),
    "overdue": frozenset(("owing", "billed")),
    "owing": frozenset(("billed",)),
    "draft": frozenset(("billed",)),
    "paid": frozenset(("billed",)),
}


def _clash(traits: Sequence[Trait]) -> bool:
    """Whether a part is about something that is both: a project that is not billed, say."""
    covered = frozenset[Trait]().union(*(_COVERED.get(name, ()) for name in traits))
    return len([name for name in traits if name not in covered]) > 1


def _dated(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """A part without a time of its own has that of the next, else of the one before: "worked for
    but did not bill in May"."""
    found = list(clauses)
    for place in (*range(len(found) - 2, -1, -1), *range(1, len(found))):
        beside = place + 1 if place + 1 < len(found) and found[place + 1].within else place - 1
        if not found[place].within and 0 <= beside < len(found):
            found[place] = Clause(found[place].trait, found[place].holds, found[beside].within)
    return tuple(found)
