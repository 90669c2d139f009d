"""The slots around a title in quotes, whatever their order and the words between them.

The patterns of `slot_patterns` know how a slot is usually said. Where they leave words over, a
title in quotes tells all the same where the slots are: outside it. Each kind may be said once, and
every word beside them has to be one that goes with slots.
"""

from __future__ import annotations

import re
from dataclasses import replace

from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.text.fold import Span, blank, word_list
from agent.models.builtin.text.vocabulary import words_with_spans
from agent.models.builtin.writing.coded import CLIENT, PERSON, PROJECT, SIGNS, Coded
from agent.models.builtin.writing.slot_patterns import BILLING_WORDS, MINE
from agent.models.builtin.writing.task_draft import LEVELS, VERBS, NewTask, due_day
from agent.models.builtin.writing.wording import COURTEOUS, hidden_names, is_neutral

_LEVEL = re.compile(
    r"\b(?P<level>critical|highest|high|top|urgent|medium|normal|standard|lowest|low)\b"
    r"[\s-]*(?:priority|prio)?"
)
_BILLING = re.compile(rf"\b(?P<billing>{BILLING_WORDS})\b")
# Somebody is named, and has nothing to do.
_ELSE = re.compile(
    r"\b(?:from|with|about|than|after|before|without|not|via|see|ask)\s+(?:the\s+)?$"
)
_BEGINS = re.compile(r"\b(?:from|since|starting|start|starts|after)\s+(?:on\s+)?$")
_FILLING = frozenset(
    word_list("""
    due deadline until till latest end date list lists to-do todo todos board backlog plate desk
    pile name go goes going gone should must shall needs need has have belongs belong
    priority prio budget budgeted estimate estimated estimation effort planned plan assign assigned
    assignee assigning owner owned responsible owns takes take taking care handles handle does doing
    done finish finished ready complete completed maximum max sits sit lands land falls fall
    opened added created filed noted made set entered inserted placed called named titled
    under asap job item card ticket tickets reminder
    tops most wanted required delivery deliver delivered
""")
)


def slots_around(coded: Coded, title: Span, found: NewTask) -> NewTask | None:
    """The draft with every slot that is said outside the title; None where one is said twice, or
    where a word is left that goes with no slot."""
    text = blank(coded.text, title)
    courteous = [match.span() for match in COURTEOUS.finditer(text)]
    text = blank(text, *courteous)
    levels, billings = list(_LEVEL.finditer(text)), list(_BILLING.finditer(text))
    rest = blank(text, *(m.span() for m in (*levels, *billings, *MINE.finditer(text))))
    rest = re.sub(rf"(?<=[{SIGNS}])'s?\b|[{SIGNS}]", " ", rest)
    if any(not _is_filling(word) for word, _ in words_with_spans(rest)):
        return None
    if any(not _inside(span, title) for span in hidden_names(coded.request.text)):
        return None
    people = _said(coded, text, PERSON)
    places = [*_said(coded, text, PROJECT), *_said(coded, text, CLIENT)]
    dates = [date for date in coded.dates if not _inside(date.span, title)]
    lengths = [length for length in coded.lengths if not _inside(length.span, title)]
    kinds = {text[place.span[0]] for place in places}
    if len(kinds) < len(places) or any(
        len(said) > 1 for said in (dates, lengths, levels, billings)
    ):
        return None
    if any(_ELSE.search(text[: each.span[0]]) for each in people) or any(
        _BEGINS.search(text[: each.span[0]]) or not due_day(each) for each in dates
    ):
        return None
    mine: tuple[Mention | None, ...] = (None,) if MINE.search(text) else ()
    if people and mine:
        return None  # "do this for me: add 'X' for Anna"
    return replace(
        found,
        places=tuple(places),
        place_words=tuple("in" for _ in places),
        owners=(*people, *mine),
        due=dates[0] if dates else None,
        minutes=lengths[0].minutes if lengths else None,
        priority=LEVELS.get(levels[0]["level"], levels[0]["level"]) if levels else None,
        billable=billings[0]["billing"].startswith("billable") if billings else None,
        list_name="",
        strangers=(),
        taken=(*found.taken, (0, title[0]), (title[1], len(text))),
    )


def _is_filling(word: str) -> bool:
    return word in _FILLING or is_neutral(word) or VERBS.fullmatch(word) is not None


def _said(coded: Coded, text: str, sign: str) -> list[Mention]:
    return [each for each in coded.mentions if text[each.span[0]] == sign]


def _inside(span: Span, title: Span) -> bool:
    return title[0] <= span[0] < title[1]
