"""In which order a request wants its records: "the three largest", "second oldest", "latest"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from agent.models.builtin.text.numbers import ORDINAL_WORD, SMALL, number, ordinal

By = Literal["size", "age", "lateness"]

_RANK = rf"(?P<rank>{ORDINAL_WORD}|[1-9]\d?(?:st|nd|rd|th))"
_COUNT = rf"(?P<count>{SMALL})"
# "Who has the most overdue" is a matter of money, "the most overdue client" one of days.
_NOT_HAD = r"(?<!ha[sd] the )(?<!have the )(?<!got the )(?<!with the )"
# What comes first says more than what follows: "most overdue" is no matter of size.
_WORDS: tuple[tuple[By, bool, str], ...] = (
    ("lateness", True, rf"(?:{_NOT_HAD}most|longest|furthest|worst) (?:over-?due|late|behind|"
                       r"outstanding|unpaid|in arrears)\b"
                       r"(?! (?:money|amounts?|balances?|debts?|sums?))|latest payers?|"
                       r"worst (?:offenders?|payers?)|overdue (?:the )?longest|"
                       r"(?:late|outstanding|unpaid|waiting|owed|owing) "
                       r"(?:the |for the )?longest"),
    ("age", False, r"oldest|earliest"),
    ("age", True, r"latest|newest|most recent|freshest"),
    ("size", True, r"biggest|largest|highest|greatest|longest|most expensive|priciest|fattest|"
                   r"heaviest|top|busiest|best|(?<!at )most(?! of\b)"),
    ("size", False, r"smallest|lowest|shortest|cheapest|tiniest|quietest|slowest|(?<!at )least"),
)  # fmt: skip
_PLAIN: tuple[tuple[By, bool, str], ...] = (
    ("age", True, "last|previous"),
    ("age", False, "first"),
)
_NOUN = (
    r"(?:[a-z-]+ ){0,3}?(?:invoices?|bills?|entr(?:y|ies)|payments?|drafts?|ones?|time|things?|"
    r"logs?|timesheets?|timers?)\b"
)
_MANY = "invoices|bills|entries|payments|drafts|ones"
_VERB = (
    r"invoiced?|billed?|pa(?:y|id)|sen[dt]|log(?:ged)?|work(?:ed)?|track(?:ed)?|book(?:ed)?|g[eo]t|"
    r"received?|start(?:ed)?|hear|"
    r"touch(?:ed)?"
)
_ASIDE = re.compile(r"\b(?:first|last) (?:name|half|time round)\b|\bat (?:last|first)\b")
_FIRST = r"(?: ones?)? (?:first|on top|at the top)"
_SORTED = (
    (("age", False), rf"(?:oldest|earliest){_FIRST}|by (?:age|date)|chronological\w*"),
    (("age", True), rf"(?:newest|latest|most recent){_FIRST}"),
    (("size", True), rf"(?:biggest|largest|highest|longest){_FIRST}|by (?:amount|size|"
                     r"value|total|length)|descending"),
    (("size", False), rf"(?:smallest|lowest|shortest){_FIRST}|ascending"),
    (("lateness", True), rf"(?:most overdue|worst|latest){_FIRST}|by (?:days? )?"
                         r"(?:overdue|late|lateness)|(?:over-?due|late) by days"),
)  # fmt: skip


@dataclass(frozen=True)
class Order:
    """``down``: from the highest, newest or latest. ``rank`` is the place that is asked for,
    ``top`` how many; a mere wish to sort ("oldest first") has neither."""

    by: By
    down: bool
    rank: int = 1
    top: int | None = 1

    @property
    def wanted(self) -> int | None:
        """How many records are needed to answer; None for all."""
        return self.top and self.top + self.rank - 1


def find_order(text: str) -> Order | None:
    """The order asked for in a folded text whose names and dates are taken out."""
    text = _ASIDE.sub(" ", text)
    for (by, down), words in _SORTED:
        if re.search(rf"\b(?:{words})\b", text):
            top = re.search(rf"\btop (?P<top>{SMALL})\b", text)
            return Order(by, down, top=int(number(top["top"])) if top else None)  # type: ignore[arg-type]
    several = re.search(rf"\b(?P<top>{SMALL}) of (?:them|those|these)\b", text) or re.search(
        rf"\b(?:which|what) (?!(?:one|an?)\b)(?P<top>{SMALL}) [a-z]", text
    )
    for by, down, words in (*_WORDS, *_PLAIN):
        found = _plain(text, words) if (by, down, words) in _PLAIN else _superlative(text, words)
        if found:
            rank, many = found
            return Order(by, down, rank, int(number(several["top"])) if several else many)
    return None


def _superlative(text: str, words: str) -> tuple[int, int] | None:
    match = re.search(
        rf"\b(?:{_RANK} )?(?:{_COUNT} )?(?:single )?(?:{words})\b(?: (?P<after>{SMALL})\b(?! days?|"
        rf" weeks?| months?))?(?P<many> (?:[a-z-]+ ){{0,2}}?(?:invoices|bills|entries|payments|"
        rf"drafts|ones|debts|debtors|clients|customers|projects|people|tasks|timers)\b)?",
        text,
    )
    return _numbers(match) if match else None


def _plain(text: str, word: str) -> tuple[int, int] | None:
    """ "Last" and "first" order only the records they stand before: "the last 3 invoices"."""
    many = rf"(?P<many>(?:[a-z-]+ ){{0,3}}?(?:{_MANY})\b)?"
    match = re.search(rf"\b(?:{word})(?: (?P<after>{SMALL}))? (?={_NOUN}){many}", text)
    if match:
        return _numbers(match)
    before, after = (
        rf"\b{word} (?:\w+ )?(?:{_VERB})\b",
        rf"(?:{_VERB})\b(?: \w+){{0,3}} {word}\s*\W*$",
    )
    followed = re.search(f"{before}|{after}", text)
    return (1, 1) if followed else None


def _numbers(match: re.Match[str]) -> tuple[int, int]:
    groups = match.groupdict()
    rank = ordinal(re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", groups.get("rank") or "")) or 1
    said = groups.get("count") or groups.get("after")
    if said and said not in ("a", "an"):
        return rank, max(int(number(said)), 1)
    return rank, 5 if groups.get("many") and rank == 1 else 1
