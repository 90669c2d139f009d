"""All dates of a message, with the deadline, open end or exclusion that is said before them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from agent.models.builtin.text.calendar import Calendar, Period
from agent.models.builtin.text.dates.atoms import DATE_SHAPE, RULES
from agent.models.builtin.text.dates.counted import counted
from agent.models.builtin.text.dates.edges import parts_of_dates, short_edges
from agent.models.builtin.text.dates.lean import Lean
from agent.models.builtin.text.dates.mention import DateMention
from agent.models.builtin.text.dates.ranges import joined_dates
from agent.models.builtin.text.dates.weak import WEAK, alone, in_company
from agent.models.builtin.text.dates.words import MONTH
from agent.models.builtin.text.exclusions import LEFT_OUT
from agent.models.builtin.text.fold import overlap

_AFTER = ("after", "later than", "newer than")
_OUT = re.compile(
    # "Who has not logged today" leaves no day out: the verb is denied.
    rf"(?<!\w)(?:{LEFT_OUT}|(?<!has )(?<!have )(?<!had )(?<!did )not|"
    r"(?!(?:has|have|had|did)n't)\w+n't)"
    r"(?: (?:those|the|ones|any|all|that|are|were|due|made|logged|issued|in|on|from|of|during|"
    r"for))*\s+$"
)
_SINCE = re.compile(
    r"\b(?P<word>since|from|starting|beginning|after|later than|"
    r"newer than)\s+(?:on\s+)?(?:the\s+)?$"
    # "Since the kick-off in September" is since September.
    r"|\bsince\s+(?:[\w'-]+\s+){1,4}?(?:in|on)\s+(?:the\s+)?$"
)
_UNTIL = re.compile(
    r"\b(?P<word>on or before|until|till|through|(?<!been )(?<!was )(?<!were )up to|up until|"
    r"as (?:of|at)(?= $| the $)|before|prior to|older than|earlier than|"
    r"no later than|not later than)\s+(?:the\s+)?$"
)
_DUE = re.compile(
    r"\b(?P<word>(?:due|payable|matur(?:e|es|ing)|expir(?:e|es|ing))"
    r"(?:\s+date)?(?:\s+(?:is|of|for))?|deadline(?:\s+(?:is|of|for))?|by|finish by)"
    r"\s*:?\s*(?:(?P<bound>on or before|by|before|until)\s+|(?:on|in|between|from|for|within|"
    r"during)\s+)?"
    r"(?:the\s+)?$"
)
# "Due from Acme this week": the name between stays a name.
_DUE_FROM = re.compile(r"\b(?:due|payable) from [^,;:?!\d]{2,40} (?:on |in |by |until )?$")
_FALLS_DUE = re.compile(r"\bdue\s+$")  # "due after 1 October"
_LEAD = re.compile(r"\b(?:on|in|for|from|during|over|within|of|dated|at)\s+(?:the\s+)?$")
_ONWARDS = re.compile(r"\s*(?:onwards?|on\b(?! \w)|and later|or later)")
_SLASHED_MONTHS = re.compile(rf"(?<=[a-z])/(?={MONTH})")


def find_dates(
    folded: str, calendar: Calendar, lean: Lean = "past", *, terse: bool = False
) -> list[DateMention]:
    """Every date of a folded message, in order. Unknown or impossible dates are left alone.

    ``terse``: the message is a note about work, where "fri" alone is a day.
    """
    return list(_dates(folded, calendar, lean, terse))


@lru_cache(maxsize=512)
def _dates(folded: str, calendar: Calendar, lean: Lean, terse: bool) -> tuple[DateMention, ...]:
    """Kept: at each step of a turn the same words are read again."""
    folded = re.sub(r"\b(mid|early|late)-(?=[a-z])", r"\1 ", folded)
    folded = _SLASHED_MONTHS.sub(",", folded)
    atoms = parts_of_dates(folded, _atoms(folded, calendar, lean, terse), calendar)
    joined = joined_dates(folded, atoms, lean)
    found = [_modified(folded, counted(folded, mention)) for mention in joined]
    return tuple(replace(one, out=_OUT.search(folded[: one.span[0]]) is not None) for one in found)


def _atoms(folded: str, calendar: Calendar, lean: Lean, terse: bool) -> list[DateMention]:
    found: list[DateMention] = short_edges(folded, calendar)
    for pattern, rule in RULES:
        for match in pattern.finditer(folded):
            if any(overlap(match.span(), seen.span) for seen in found):
                continue
            weak = WEAK.fullmatch(match.group())
            weak = weak if weak and (weak["the"] or not in_company(folded, match)) else None
            if weak and not (terse and alone(folded, match)):
                continue
            period = rule(match, calendar, lean)
            if period:
                found.append(DateMention(period, match.span()))
    return sorted(found, key=lambda mention: mention.span)


def impossible_date(folded: str, found: list[DateMention]) -> str | None:
    """Text that has the shape of a date and is none, such as "31 February"."""
    for match in DATE_SHAPE.finditer(folded):
        if not any(overlap(match.span(), mention.span) for mention in found):
            return match.group()
    return None


def _modified(folded: str, mention: DateMention) -> DateMention:
    """Take in what stands before the expression: a deadline, an open end, or just "on"."""
    before = folded[: mention.span[0]]
    due = _DUE.search(before)
    if due:
        word = due["bound"] or ("by" if due["word"].endswith("by") else "due")
        return replace(mention, span=(due.start(), mention.span[1]), due=word)
    if _DUE_FROM.search(before):
        return replace(mention, due="due")
    opened = _open_ended(folded, mention, before)
    falls = _FALLS_DUE.search(folded[: opened.span[0]]) if opened else None
    if opened and falls:
        return replace(opened, span=(falls.start(), opened.span[1]), due="due")
    return opened or _with_lead(mention, before)


# "What was Paul up to last Monday?"
_BEEN = re.compile(r"\bwhat(?:'s| is| was| were| has| have|'ve)\b(?:\s+\S+){1,4}\s+$")
_BEFORE = ("before", "prior to", "older than", "earlier than")


def _open_ended(folded: str, mention: DateMention, before: str) -> DateMention | None:
    first, last = mention.period.first, mention.period.last
    since, until = _SINCE.search(before), _UNTIL.search(before)
    onwards = _ONWARDS.match(folded, mention.span[1])
    if not first or not last:
        return None
    if until and until["word"] == "up to" and _BEEN.search(before[: until.start()]):
        return None
    if until and until["word"].startswith("as ") and not re.match(
        r"(?:the )?(?:end|close|eo)", folded[mention.span[0] : mention.span[1]]):  # fmt: skip
        return None
    if until:
        end = first - timedelta(days=1) if until["word"] in _BEFORE else last
        return DateMention(Period(None, end), (until.start(), mention.span[1]))
    # "Invoices from October" are October's; "from October on" has no end.
    if since and (since["word"] != "from" or onwards):
        start = last + timedelta(days=1) if since["word"] in _AFTER else first
        end_of_span = onwards.end() if onwards else mention.span[1]
        return DateMention(Period(start, None), (since.start(), end_of_span))
    return None


def _with_lead(mention: DateMention, before: str) -> DateMention:
    lead = _LEAD.search(before)
    return replace(mention, span=(lead.start(), mention.span[1])) if lead else mention
