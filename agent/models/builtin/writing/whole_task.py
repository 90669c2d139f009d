"""A new task read over the whole message, where its title is certain.

A title in quotes, or behind "call it" and the like, tells where everything else stands: outside it,
in any order and over several sentences. Each slot may have one value. What is told beside the slots
("they hate the old menu") is left out, but for words that stand where a slot's value would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from agent.models.builtin.names.likeness import WHOLE
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.text.dates import DateMention
from agent.models.builtin.text.fold import BLANK, Span, blank, lies_in
from agent.models.builtin.writing.beside_slots import SENTENCE, Beside
from agent.models.builtin.writing.coded import (
    CLIENT,
    DAY,
    LENGTH,
    PEOPLE,
    PERIOD,
    PROJECT,
    QUOTED,
    SIGNS,
    Coded,
)
from agent.models.builtin.writing.pronouns import FOR_SOMEBODY
from agent.models.builtin.writing.roles import (
    is_deadline,
    is_doer,
    is_event,
    is_start,
    is_told_of,
)
from agent.models.builtin.writing.slot_patterns import BILLING_WORDS, LEFT_EMPTY, MINE
from agent.models.builtin.writing.task_draft import LEVELS, TRIM, NewTask, Slots, due_day

TITLE_MARK = re.compile(
    r"\b(?:(?:please )?(?:call|name|title) (?:it|this|that|the task)\b|task (?:name|title)\b(?:\s*"
    r"(?:is|[:=]))?|(?:name|title)\s*(?:[:=]|\bis\b|(?=\s[\x01\x0e])))\s*:?\s*(?=[\w(\x01\x0e])"
)
_CALLED = re.compile(r"\b(?:called|named|titled|entitled)\s*:?\s*$")
_TITLE_ENDS = re.compile(
    r"[,;!?]|\.(?=\s|$)|\n|\s-+\s|\s(?:and|please|pls)\s+(?:please\s+)?"
    r"(?:assign|give|make|put|set|let|mark|have)\b"
)


def sure_title(coded: Coded, draft: NewTask) -> Span | None:
    """Where the one title stands that the message marks as such, its quotes included."""
    quotes = [match.span() for match in re.finditer(f"{QUOTED}+", coded.text)]
    marks = [mark for mark in TITLE_MARK.finditer(coded.text) if not lies_in(mark.start(), quotes)]
    if quotes or len(marks) > 1:
        return quotes[0] if len(quotes) == 1 else None
    if marks:
        start = marks[0].end()
        stop = _TITLE_ENDS.search(coded.text, start)
        slots = Slots(coded, (start, stop.start() if stop else len(coded.text)))
        slots.strip_end()
        return (start, slots.end) if slots.end > start else None
    start = coded.request.text.find(draft.title) if draft.title else -1
    if start > 0 and _CALLED.search(coded.text, 0, start):
        return start, start + len(draft.title)
    return None


def read_whole(coded: Coded, title: Span, draft: NewTask) -> NewTask:
    """The draft of that title with every slot that is said anywhere else; what stands like a slot
    and is none, or is a second value, is among its strangers."""
    return _Whole(coded, title).read(draft)


_LEVEL = re.compile(
    r"\b(?:(?:priority|prio)\b\s*(?:is|to|of|[:=])?\s*)?"
    r"\b(?P<value>critical|highest|high|top|urgent|medium|normal|standard|lowest|low)\b"
    r"[\s-]*(?:priority|prio)?"
)
_BILLING = re.compile(
    rf"\b(?P<value>{BILLING_WORDS})\b(?:\s*[:=]?\s*(?P<flag>yes|no|true|false)\b)?"
)
# Words of a slot that would deny something elsewhere.
_IDIOMS = re.compile(
    rf"\b(?:{LEFT_EMPTY}|(?:not|no) (?:later|more|longer) than|(?:should not|shouldn't|must not|"
    r"mustn't|won't|will not|may not|cannot|can't|not) (?:(?:take|be|need|cost|spend) "
    r"(?:more|longer|over|later)(?: than)?|exceed|go over)|"
    r"not (?:at all |very |that |so )?urgent(?: at all)?|in total|too|or so|"
    r"(?:that|which) (?:says|reads|goes))(?![\w-])"
)
# A task is due on a day: the time of it is told as left out.
_AT_TIME = re.compile(
    r"\bat (?:about )?(?:\d\d?[:.]\d\d(?:\s?[ap]m)?|\d\d? ?(?:[ap]m|o'clock)|noon|midday)(?![\w:])"
)
_NAMES_LIST = re.compile(r"\s+(?:task ?list|list|column|section)\b")
_LISTED = r"(?:task ?list|list|column|section)"
_LIST = re.compile(
    rf"\b(?:in|into|to|onto|on|under|from)\s+(?:the\s+|our\s+|its\s+)?(?P<a>(?!(?:to-?do|todo|my|your|"
    rf"our|his|her|their|the|task|this|that|of|for|in|on)\b)[^,;:.()\"'{SIGNS}{BLANK}]{{1,30}}?)\s+"
    rf"{_LISTED}\b|(?<=[,;(])\s*(?P<b>(?!task\b|to-?do\b)[^\W\d_][\w-]*)\s+{_LISTED}\b|"
    rf"\b(?:task ?list|(?<!to-do )(?:list|column|section))\s*(?:(?:called|named)\b|[:=])?\s*"
    rf"(?P<c>(?!(?:of|for|to|by|is|please|in (?:the|our))\b)[^\W_]"
    rf"[^,;:.()\"'{SIGNS}{BLANK}]{{0,39}}?)"
    rf"\s*(?=[,;:.(){BLANK}]|$|\s(?:for|due|by|please|and)\b)"
)


class _Whole:
    """One reading of a message. ``text`` is the coded message without its title, and later without
    each slot that was found; ``unclear`` are the values that a question has to be about."""

    def __init__(self, coded: Coded, title: Span) -> None:
        self.coded, self.title = coded, title
        marks = [m.span() for m in TITLE_MARK.finditer(coded.text) if m.end() == title[0]]
        text = blank(_with_stops(coded), title, *marks)
        idioms = [match.span() for match in _IDIOMS.finditer(text)]
        clocks = [match.span() for match in _AT_TIME.finditer(text)]
        self.taken: list[Span] = [*marks, *idioms, *clocks]
        self.text = blank(text, *idioms, *clocks)
        self.times = tuple(coded.request.text[a:b] for a, b in clocks)
        self.unclear: list[Span] = list(_in_doubt(self.text))

    def read(self, draft: NewTask) -> NewTask:
        places = self._places()
        level, billing = self._one(_LEVEL), self._one(_BILLING)
        listed = self._one(_LIST)
        mine = [match.span() for match in MINE.finditer(self.text)]
        beside = Beside(self.coded.request.text, blank(self.text, *mine), self.title)
        due, minutes = self._due(beside), self._minutes(beside)
        owners = self._owners(mine)
        said = self.coded.request.text
        strangers = dict.fromkeys([*self.unclear, *beside.strangers()])
        return replace(
            draft,
            title=self.coded.request.as_typed(self.title).strip(TRIM),
            places=tuple(places),
            place_words=tuple("in" for _ in places),
            owners=owners,
            due=due,
            minutes=minutes,
            priority=LEVELS.get(level["value"], level["value"]) if level else None,
            billable=_is_billable(billing) if billing else None,
            list_name=said[slice(*listed.span(_value_of(listed)))] if listed else "",
            strangers=tuple(said[a:b].strip() for a, b in strangers),
            doubtful_day="",
            aside=(*self.times, *(told for told in draft.aside if self._holds_no_slot(told))),
            taken=(*draft.taken, *self.taken, *self._explained(beside)),
        )

    def _one(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The one value of a slot; a second one is unclear, but for "urgent" before a level."""
        found = list(pattern.finditer(self.text))
        self.text = blank(self.text, *(match.span() for match in found))
        self.taken += [match.span() for match in found]
        values = {match[_value_of(match)]: match for match in found}
        if len(values) > 1:
            values.pop("urgent", None)
        self.unclear += [match.span() for match in list(values.values())[1:]]
        return next(iter(values.values()), None)

    def _places(self) -> list[Mention]:
        """The project and the client named; a part of a name beside a whole one is a word like
        others."""
        found = [m for m in self.coded.mentions if self.text[m.span[0]] in (PROJECT, CLIENT)]
        whole = [m for m in found if not m.loose and m.fits[0].score >= WHOLE]
        kinds = {self.text[m.span[0]] for m in whole}
        spare = [m for m in found if m not in whole and (
            self.text[m.span[0]] in kinds or _NAMES_LIST.match(self.text, m.span[1]))]  # fmt: skip
        for a, b in (word.span for word in spare):
            self.text = self.text[:a] + self.coded.request.folded[a:b] + self.text[b:]
        kept: dict[str, Mention] = {}
        for mention in (m for m in found if m not in spare):
            sign = self.text[mention.span[0]]
            names = (mention.fits[0].entry.id, kept[sign].fits[0].entry.id) if sign in kept else ()
            if len(set(names)) > 1:
                self.unclear.append(mention.span)
            kept.setdefault(sign, mention)
        return list(kept.values())

    def _owners(self, mine: Sequence[Span]) -> tuple[Mention | None, ...]:
        """Who does it; somebody who is neither given it nor only told of is unclear."""
        owners: list[Mention | None] = []
        unclear: list[Span] = []
        groups = list(re.finditer(PEOPLE, self.text))
        for group in groups:
            people = self.coded.mentions_in(group.span())
            alone = _MINE_BEFORE.search(self.text[: group.start()])
            if not people and not (alone or lies_in(group.start(), mine)):
                continue  # "make me a task"
            if is_told_of(self.text, group.span()):
                self.taken.append(group.span())
            elif people and not is_doer(self.text, group.span()):
                unclear += [group.span()] if _others(people, owners) else []
            else:
                me: list[None] = [None] if re.search(r"\b(?:me|myself|i)\b", group.group()) else []
                self.unclear += [group.span()] if owners and _others(people, owners) else []
                owners += [*people, *me]
        self.unclear += [span for span in unclear
                         if _others(self.coded.mentions_in(span), owners)]  # fmt: skip
        if mine and None not in owners:
            self.unclear += [mine[0]] if owners else []
            owners.append(None)
        return tuple(owners)

    def _due(self, beside: Beside) -> DateMention | None:
        today = self.coded.request.calendar.today
        said = [d for d in self.coded.dates if self.text[d.span[0]] in (DAY, PERIOD)]
        days = [(day, d) for d in said if (day := due_day(d)) and not is_start(self.text, d.span)]
        marked = [pair for pair in days if pair[1].due or pair[1].period.first is None
                  or is_deadline(self.text, pair[1].span)]  # fmt: skip
        plain = [pair for pair in days if beside.is_plain(pair[1].span[0])
                 and not is_event(self.text, pair[1].span)]  # fmt: skip
        told = [pair for pair in marked if not beside.is_near(pair[1].span[0])]
        marked = [pair for pair in marked if pair not in told] or ([] if plain else told)
        sure = marked or plain
        kept = dict(sure)
        self.unclear += [d.span for d in list(kept.values())[1:]]
        folded = self.coded.request.folded
        self.unclear += [d.span for d in said if _RELATIVE.match(folded[slice(*d.span)])
                         and _COUNTED.search(self.text, 0, d.span[0])]  # fmt: skip
        if not kept:
            self.unclear += [d.span for d in said if not _is_past(d, today)]
        return next(iter(kept.values()), None)

    def _minutes(self, beside: Beside) -> int | None:
        said = [d for d in self.coded.lengths if self.text[d.span[0]] == LENGTH]
        sure = [d for d in said if beside.is_plain(d.span[0])] or [
            d
            for d in said
            if _BUDGET_BEFORE.search(self.text, 0, d.span[0])
            or _BUDGET_AFTER.match(self.text, d.span[1])
        ]
        kept = {d.minutes: d for d in sure}
        self.unclear += [d.span for d in list(kept.values())[1:]] or (
            [d.span for d in said] if not kept else []
        )
        return next(iter(kept), None)

    def _holds_no_slot(self, told: str) -> bool:
        start = self.coded.request.text.find(told)
        return not set(self.coded.text[start : start + len(told)]) & set(SIGNS)

    def _explained(self, beside: Beside) -> list[Span]:
        """Where nothing is said but slots and what is told around them, which no doubt of the wish
        is looked for in; for whom something is may have to be asked."""
        folded = blank(self.coded.request.folded, self.title)
        whose = [match.start() for match in FOR_SOMEBODY.finditer(folded)]
        return [span for span in beside.told() if not any(lies_in(a, [span]) for a in whose)]


# "Two days before 20 November": a day that is counted from another one.
_RELATIVE = re.compile(r"(?:before|after|prior to|ahead of|following)\b")
_COUNTED = re.compile(rf"(?:\b(?:days?|weeks?|months?|nothing|[a-z]+day)|[{SIGNS}])\s+$")


def _in_doubt(text: str) -> Iterator[Span]:
    """What turns a slot into its opposite, or tells of another time, in a sentence that has one;
    and what makes the wish conditional or repeats it, wherever it stands."""
    start = 0
    for mark in [*SENTENCE.finditer(text), None]:
        end = mark.start() if mark else len(text)
        sentence = text[start:end]
        if (
            re.search(rf"[{SIGNS}]", sentence)
            or _LEVEL.search(sentence)
            or _BILLING.search(sentence)
        ):
            billed = [match.span() for match in _BILLING.finditer(text)]
            turned = (match.span() for match in _TURNED.finditer(text, start, end))
            yield from (span for span in turned if not lies_in(span[0], billed))
        start = mark.end() if mark else end
    yield from (match.span() for match in _DEPENDS.finditer(text))
    yield from (match.span() for match in _LEVEL_OF.finditer(text))


# "Their standard process is slow": what something else is like.
_LEVEL_OF = re.compile(
    r"\b(?:critical|highest|high|top|medium|normal|standard|lowest|low)\s+(?!prio|task|to-?do|one\b|"
    r"for\b|by\b|due\b|please\b|and\b|in\b|on\b|with\b|budget|level|importance|urgency)[a-z]{3,}"
)
_TURNED = re.compile(
    r"\b(?:not|never|no longer|nobody|neither|nor|cannot|[a-z]+n't|hardly|was|were|used to|already|"
    r"better|rather)\b"
)
_DEPENDS = re.compile(
    r"\b(?:once|as soon as|if|unless|only when|every|weekly|monthly|daily|yearly|quarterly|"
    r"recurring|ask me)\b"
)
_BUDGET_BEFORE = re.compile(
    r"\b(?:budget\w*|estimat\w*|max\w*|takes?|planned|spend|than)\b\W*(?:of|is|at|to)?\W*$"
)


_MINE_BEFORE = re.compile(r"(?:[,;:.>@|/-]|\b(?:assign\w*|assignee|owner)(?: to)?)\s*$")
_BUDGET_AFTER = re.compile(r"\s+(?:to|for|on|into|of) (?:it|this|that|the task)\b")


def _with_stops(coded: Coded) -> str:
    """The coded text with the full stop behind a day that ends a sentence."""
    typed = coded.request.text
    stops = [m.start() for m in re.finditer(r"\.(?=\s)", typed) if coded.text[m.start()] in SIGNS]
    return "".join("." if place in stops else sign for place, sign in enumerate(coded.text))


def _value_of(match: re.Match[str]) -> str:
    """The group that holds the value of a slot."""
    return next(name for name in ("value", "a", "b", "c") if match.groupdict().get(name))


def _is_billable(match: re.Match[str]) -> bool:
    return match["value"].startswith("billable") != (match["flag"] in ("no", "false"))


def _others(people: Sequence[Mention], owners: Sequence[Mention | None]) -> bool:
    """Whether these people are others than those found before."""
    had = {owner.fits[0].entry.id for owner in owners if owner}
    return any(each.fits[0].entry.id not in had for each in people)


def _is_past(mention: DateMention, today: date) -> bool:
    last = mention.period.last
    return last is not None and last < today
