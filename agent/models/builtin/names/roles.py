"""What an unexplained word does in its sentence: it narrows, it is what is asked about, or it is
context. The place of the word decides, never which word it is.

- It NARROWS where only a name stands: right behind a preposition or the noun of a kind ("for acme",
  "client acme"), or as the subject of a question ("does acme owe us").
- It is the THING asked about behind "the" and "our" ("is the copywriting done"), and anywhere else.
  Such words are looked up; where nothing is called so, they narrow a request that names no record,
  and are told as not heeded beside one that does.
- It is CONTEXT behind "a", "my", "their" ("for a customs form"), as the predicate of a statement,
  and before a particle ("broken down by project").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from agent.models.builtin.text.fold import BLANK, word_list
from agent.models.builtin.text.vocabulary import FUNCTION

Role = Literal["name", "thing", "context"]

_KINDS = frozenset(
    word_list(
        "client customer project task user named called clients customers projects tasks users"
    )
)
# What stands before the one that is asked about.
_NARROWING = frozenset(word_list("of for from by on to into under within against"))
# ... and what as often stands before where, how or with whom somebody is.
_CIRCUMSTANCE = frozenset(word_list("with at about in"))
_DEFINITE = frozenset(word_list("the our"))
_INDEFINITE = frozenset(
    word_list("a an my your his her their its this that these those some no another such")
)
_COPULA = frozenset(word_list("is are has was were does did do have"))
_ASKS_BEFORE = frozenset(
    word_list("who what when where why how which if whether and so but or that since")
)
_DESCRIBES = frozenset(
    word_list(
        "new old big small good bad nice last next current latest first second third whole "
        "other real full little short long"
    )
)
_BETWEEN = 2  # words between an article and its noun
_CLAUSE = re.compile(rf"[,;:.!?()\n{BLANK}]|\s-+\s")
_PARTICLE = re.compile(r" (?:down|up|out|off|away)\b(?! (?:task|project|client)\b)")
# "The most lucrative", "a really nice one": what it is like, and no name.
_DEGREE = frozenset(word_list("most least more less very so too really quite rather how as"))


@dataclass(frozen=True)
class Place:
    """Where a word stands: the preposition and the article before it, whether nothing comes
    between, whether its clause begins with a verb that asks, and whether it follows a comma."""

    preposition: str = ""
    article: str = ""
    last: str = ""
    between: int = 0
    asks: bool = False
    behind_comma: bool = False


def place_of(before: str) -> Place:
    """The place behind these folded words, in which names and dates are blanks."""
    cut = list(_CLAUSE.finditer(before))
    clause = before[cut[-1].end() :] if cut else before
    words = clause.split()
    last = words[-1] if words else ""
    between = 0
    while words and between < _BETWEEN and _may_describe(words[-1]):
        words.pop()
        between += 1
    article = words.pop() if words and words[-1] in _DEFINITE | _INDEFINITE else ""
    if not article and between:
        return Place(last=last, between=between)
    preposition = words[-1] if words and words[-1] in _NARROWING | _CIRCUMSTANCE else ""
    asks = bool(words) and words[-1] in _COPULA and words[0] in _ASKS_BEFORE | _COPULA
    comma = bool(cut) and before[cut[-1].start()] == "," and len(words) == bool(preposition)
    return Place(preposition, article, last, between, asks, comma)


def _may_describe(word: str) -> bool:
    return word in _DESCRIBES or (word not in FUNCTION and word not in _KINDS)


def role_of(before: str, after: str, *, record_named: bool) -> Role:
    """The role of a word in small letters between these folded words. ``record_named``: the request
    names one of the records it may be about."""
    place = place_of(before)
    if place.last in _KINDS:
        return "name"
    if place.last in _DEGREE or place.article in _INDEFINITE:
        return "context"
    if _PARTICLE.match(after) and not place.article:
        return "context"
    if place.article:
        narrows = (place.preposition in _NARROWING and not place.behind_comma) or place.asks
        return "name" if narrows and not record_named else "thing"
    if place.preposition in _NARROWING or place.asks:
        return "name"
    if place.preposition in _CIRCUMSTANCE:
        return "thing" if record_named else "name"
    return "thing"


def narrows_alone(clause: str) -> bool:
    """Whether nothing but a narrowing preposition stands in this beginning of a clause."""
    words = clause.split()
    return len(words) == 1 and words[0] in _NARROWING
