"""By which words a canned flow is asked for: taken from its title and examples in the registry.

A flow is asked for by its name with nothing around it but its slots: "do the October review",
"hours log of Northwind for Q3", "check last week's timesheets". What has words of its own beside
that ("the design review", "log the hours of the review") is something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from agent.flows import all_flows
from agent.flows.flow import Flow
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import Span, blank, fold, word_list
from agent.models.builtin.text.vocabulary import DATES, FUNCTION, KNOWN, words_with_spans

# Words of a title that say for what records it is, or only join the others.
_RECORDS = frozenset(word_list("a an the of for client person project projects clients"))
# Those that are said of anything, so that none of them alone asks for a flow,
_COMMON = frozenset(word_list("log hours check billing status map timesheet deliverables health"))
# and those that are no subject whose state could be asked for.
_NO_SUBJECT = frozenset(word_list("log hours check status map review new task"))
_STATE = r"(?:status|state|overview|summary|report|sheet|check|situation|picture|standing)s?"
_HOW_IS = (
    r"(?:how|where)\s+(?:does|do|is|are)(?:\s+we\s+(?:stand|now|at)?\s*(?:with|on|regarding))?"
)
_NOT_IT = r"(?:we|you|clients?|people|team|staff|finances|cash)\b"
_SMALL = r"(?:(?:the|all|our|everybody's|everyone's|of|last|this|week's|month's|each)\s+)*"
# What people say in the place of a word of a title, beside its other words.
_ALSO = {
    "month-end": r"end[ -]of[ -](?:the[ -])?month|monthly|month's",
    "review": r"clos(?:e|ing)",
    "timesheet": r"time ?sheets?",
}
# "Everybody has filled in their timesheets": the same said of people.
_HAVE_FILLED = (
    r"(?:everybody|everyone|all(?: of us)?|the (?:whole )?team)\s+(?:has\s+|have\s+)?"
    r"(?:filled(?:\s+(?:in|out))?|completed|submitted|done)"
)
# "Are last week's timesheets complete?": what a check of them answers.
_COMPLETE = re.compile(
    r"(?:\s+(?:for|of|in|from|the|all|last|this|past|previous|week|been))*"
    r"\s+(?:complete|completed|filled(?:\s+(?:in|out))?|in\s+order)"
)
_ANYTHING_NEW = frozenset(word_list("new task"))
# What may be said around a name and its slots.
_AROUND = frozenset(
    word_list("""
    run start begin launch prepare generate produce export print pull open make go through over
    write sheet full whole complete short quick detailed auditable monthly weekly quarterly annual
    review reviews project projects client clients customer customers person people team
    everyone everybody colleague colleagues follow ups followups actions proposals entries
    stand stands standing look looks looking going doing status state time agency studio company
    report overview summary hours log file excel workbook html csv latest archived included
    pack kit together put document checklist call meeting lunch morning
    including weeks week month months days and or plus
""")
)
# Small words that ask, and so wish for something else.
_ASKING = frozenset(
    word_list("who whom whose when where which why never not no nobody without except than most")
)
_BEFORE_A_NAME = re.compile(
    r"\b(?:for|of|over|with|at|on|from|about|client|customer|project|by)\s+(?:the\s+)?$"
)


@dataclass(frozen=True)
class Asked:
    """A flow, and where its name stands in a request; ``lone``: it is one word of the title,
    which may be a word of something else; ``complete``: it is asked whether all is there."""

    flow: Flow[Any]
    span: Span
    lone: bool = False
    complete: bool = False


def named_flow(folded: str) -> Asked | None:
    """The flow that a folded text names, by the longest of its names."""
    found = [
        Asked(all_flows()[name], match.span(), lone, _COMPLETE.search(match.group()) is not None)
        for name, lone, pattern in _patterns()
        for match in pattern.finditer(folded)
    ]
    return max(found, key=lambda each: (each.span[1] - each.span[0], not each.lone), default=None)


def only_slots(request: Request, asked: Asked) -> bool:
    """Whether every word around the name may be a slot, or belong to the wish; a word that nobody
    knows yet may be somebody's name where one is said."""
    dates = [day.span for day in request.dates()] + [d.span for d in request.durations]
    firm = [mention.span for mention in request.mentions if not mention.loose]
    rest = blank(request.folded, asked.span, *dates, *firm)
    named_to = -1
    for word, (start, end) in words_with_spans(rest):
        if word in _ASKING:
            return False
        if word in _AROUND or word in FUNCTION or word in DATES or word.isdigit():
            continue
        before = request.folded[:start]
        goes_on = named_to >= 0 and not before[named_to:].strip(" &-")
        capital = request.text[start].isupper() and bool(before.strip())
        leads = end <= asked.span[0] and not asked.lone
        owner = word.endswith("'s")
        if not (goes_on or capital or leads or owner or _BEFORE_A_NAME.search(before)):
            return False
        named_to = end
    return True


def flow_like(folded: str) -> Flow[Any] | None:
    """The flow one of whose examples says the same in other names and days; nothing where a
    lookup says it as well."""
    said = _telling(folded)
    return next((all_flows()[name] for name, bag in _examples() if bag == said), None)


@cache
def _patterns() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    found = []
    for name, flow in all_flows().items():
        title = [word for word in flow.title.lower().split() if word not in _RECORDS]
        if set(title) <= _ANYTHING_NEW:
            continue
        joint = r"\s+of\s+" if f"{title[0]} of {title[-1]}" in flow.title.lower() else r"\s+"
        alone = [_form(word) for word in title if word not in _COMMON]
        words = [f"(?:{_form(word)}|{_ALSO.get(word, _form(word))})" for word in title]
        whole = [joint.join([words[0], rf"{_SMALL}{words[-1]}"])] if len(words) > 1 else [*alone]
        whole += [rf"{words[-1]}\s+{_SMALL}{words[0]}"] if len(words) > 1 else []
        for word, form in zip(title, words, strict=True):
            if word not in _NO_SUBJECT:
                whole += [rf"{form}\s+{_STATE}", rf"{_STATE}\s+of\s+{_SMALL}{form}"]
                whole += [rf"how\s+{form}\s+(?:is|are)(?!\s+{_SMALL}{_NOT_IT})"]
                if title[-1] == "check":
                    whole += [rf"{form}{_COMPLETE.pattern}", rf"{_HAVE_FILLED}\s+{_SMALL}{form}"]
                    whole += [rf"{each}'?s?\s+{form}" for each in _records_of(flow)]
                    whole += [rf"{form}\s+of\s+{_SMALL}{each}s?" for each in _records_of(flow)]
                whole.append(rf"{_HOW_IS}\s+{_SMALL}{form}(?:\s+(?:stand|look|go)\w*)?")
        found += [(name, False, _any_of(whole)), *([(name, True, _any_of(alone))] if alone else [])]
    return tuple(found)


def _records_of(flow: Flow[Any]) -> list[str]:
    """The nouns of its title that say for what it is: "project" for the health of projects."""
    return [w.removesuffix("s") for w in flow.title.lower().split() if w in ("projects", "clients")]


def _form(word: str) -> str:
    """A word in its forms: "onboard" and "onboarding", "month end" and "month-end"."""
    stem = re.escape(word.removesuffix("ing").removesuffix("s")).replace(r"\-", "[ -]?")
    return rf"{stem}(?:s|ing|y)?"


def _any_of(ways: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(sorted(ways, key=len, reverse=True))})(?![\w-])")


@cache
def _examples() -> tuple[tuple[str, frozenset[str]], ...]:
    """The telling words of each example, without its names and days, where one of them belongs to
    no lookup."""
    found = []
    for name, flow in all_flows().items():
        for example in flow.examples:
            bag = _telling(fold(re.sub(r"(?<=[\w,] )[A-Z]\w+", "", example)))
            if len(bag) > 1 and any(word not in KNOWN for word in bag):
                found.append((name, bag))
    return tuple(found)


def _telling(folded: str) -> frozenset[str]:
    words = (word.removesuffix("'s") for word, _ in words_with_spans(folded))
    return frozenset(
        word.removesuffix("s") for word in words
        if word not in FUNCTION and word not in DATES and not word.isdigit()
    )  # fmt: skip
