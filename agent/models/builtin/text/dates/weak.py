"""Words that are dates only in company: "may", "march", "sat", "sun"."""

from __future__ import annotations

import re

from agent.models.builtin.text.dates.words import MONTH

# Modal verbs, verbs and names; never "the sun".
WEAK = re.compile(r"(?P<the>the\s)?(?:may|march|mar|jan|mon|sat|sun|wed|fri|dec|apr)\.?")
_COMPANY = re.compile(
    r"\b(?:in|since|until|till|during|from|to|and|between|through|by|before|after|last|next|this|"
    r"on|due|dated|of|early|late|mid|every|for|vs|versus|against|or|than|with|compare|compared to|"
    r"-|,)\s*$"
)
_GOES_ON = re.compile(
    r"\s*:\s|\s+(?:so far|until now|till now|up to now|to date|vs|versus|against)\b"
)
_PAIRED = re.compile(
    rf"\s*(?:,|-|\+|&|and|or|to|against|vs\.?|versus|with|compared (?:to|with)|than)\s*(?:in\s+|"
    rf"the\s+)?{MONTH}"
)
# "The march champion", "our january invoices": a month before a noun.
_POSSESSED = re.compile(r"(?:\bthe|\bour|\bmy|\byour|\bhis|\bher|\btheir|'s)\s+$")
_NOUN_NEXT = re.compile(
    r"\s+(?!(?:on|to|in|of|for|from|by|with|at|is|was|and|or|has|had|did|will|be|not)\b)[a-z]{3,}"
)
# "Hours march yuki": behind what is asked for in a terse note.
_FIGURES = re.compile(r"\b(?:hours|time|invoices|payments|entries|revenue|timesheets?) $")
_WEAK_MONTH = re.compile(r"(?:march|mar|jan|dec|apr|may)\.?")
# "May invoices", "the unpaid March bills": of nothing but a month.
_RECORDS_NEXT = re.compile(
    r"\s+(?:un-?paid |open |paid |over-?due |late |draft )?"
    r"(?:invoices?|bills?|payments?|billings?|invoicing|revenue|receivables|drafts|hours|"
    r"time ?sheets?)\b"
)
# "March split by client", "April totals".
_FIGURES_NEXT = re.compile(r"\s+(?:split|by|per|grouped|broken down|totals?|in total|overall)\b")
# "Yuki, march, hours": the only word between two marks.
_MARK_BEFORE = re.compile(r"(?:^|[,;:(?.!]|\s-)\s*$")
_MARK_AFTER = re.compile(r"\s*(?:$|[,;:)?.!]|-\s)")


def in_company(folded: str, match: re.Match[str]) -> bool:
    before = _COMPANY.search(folded[: match.start()])
    if _WEAK_MONTH.fullmatch(match.group()) and _POSSESSED.search(folded[: match.start()]):
        return _NOUN_NEXT.match(folded, match.end()) is not None
    if _WEAK_MONTH.fullmatch(match.group()) and _RECORDS_NEXT.match(folded, match.end()):
        return True
    paired = _PAIRED.match(folded, match.end()) or _GOES_ON.match(folded, match.end())
    if match.group().rstrip(".") != "may" and (
        _FIGURES.search(folded[: match.start()]) or _FIGURES_NEXT.match(folded, match.end())
    ):
        return True
    marked = _MARK_BEFORE.search(folded[: match.start()])
    if marked and _MARK_AFTER.match(folded, match.end()):
        return True
    last = match.start() > 0 and re.fullmatch(r"[\s?.!]*", folded[match.end() :]) is not None
    return (bool(before) or bool(paired) or last) and not re.match(
        r"\s+(?:i|we|you)\b", folded[match.end() :]
    )


_SURE_DAY = re.compile(r"(?:mon|wed|fri)\.?")
_WEAK_DAY = re.compile(r"(?:sat|sun)\.?")


def alone(folded: str, match: re.Match[str]) -> bool:
    """A short day's name in a terse note; "sat" and "sun" only between commas or at an end."""
    if _SURE_DAY.fullmatch(match.group()):
        return True
    before, after = folded[: match.start()], folded[match.end() :]
    edge = re.search(r"(?:^|[,;:-])\s*$", before) or re.match(r"\s*(?:$|[,;:-])", after)
    return _WEAK_DAY.fullmatch(match.group()) is not None and edge is not None
