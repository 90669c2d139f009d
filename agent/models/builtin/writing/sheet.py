"""A message about time, laid out: amounts, days, people, and the clauses they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from functools import cached_property
from itertools import pairwise

from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.request import Request
from agent.models.builtin.text.clock import ClockRange, find_clocks, find_start
from agent.models.builtin.text.durations import find_durations
from agent.models.builtin.text.fold import Span, blank, fold, uncovered
from agent.models.builtin.text.vocabulary import words_with_spans
from agent.models.builtin.writing.days_said import Days, days_said
from agent.models.builtin.writing.pieces import Amount, Person, Word
from agent.models.builtin.writing.wording import COURTEOUS, DO_SO, LABELS, hidden_names, is_neutral

_SEPARATOR = re.compile(
    r"\n\s*(?:[-*•]|\d+[.)])?\s*|;|,(?!\d)|(?<=[\w\x01)'\"])[.!?]+(?=\s|$)|:(?=\s|$)|\s-+\s|"
    r"\s?[()]|"
    r"(?<![\w\x01])[-*•]\s|(?<=\s)\(?\d\)\s|(?<=[\s,])(?:and|plus|then|also|&|\+)(?=\s)"
)
_ME = re.compile(r"\b(?:i|me|myself)\b")
_AND = re.compile(r"\s*(?:,|and|&|\+|plus|,\s*and)\s*(?:for\s+)?")
_PRONOUN = re.compile(
    r"\bfor (?:us|them|him|her|both|all|all of us|both of us)\b(?! (?:of|to)\b)(?=\s*(?:$|"
    r"[,.!?]|on|and))|"
    r"\b(?:we|they|he|she)(?:'ve| have| has| both| all)? (?:spent|worked|did|put in|logged)\b"
)
_BOTH_OF_US = re.compile(
    r"\bfor (?:both of us|us both|the two of us|(?:me|myself) (?:and|&) (?:her|him|them)|"
    r"(?:her|him|them) (?:and|&) (?:me|myself))\b"
)
_DID = re.compile(
    r"(?:'ve)? (?:just |also |have |then )?(?:did|done|worked|spent|had|was|put in)\b"
)
_COMPANION = re.compile(
    r"\b(?:with|w/|from|about|to|vs|versus|than|like|via|against|without|ask|tell|call|remind|"
    r"e-?mail|ping|message|inform|thank|asked|told|called|help(?:ed|ing)?|assist(?:ed|ing)?|"
    r"support(?:ed|ing)?|train(?:ed|ing)?|coach(?:ed|ing)?|teach(?:ing)?|taught|brief(?:ed|ing)?|"
    r"interview(?:ed|ing)?|met|joined|showed|onboard(?:ed|ing)?|phoned|visited)\s+"
    r"(?:the\s+|our\s+)?"
    r"(?:(?:\x01+|[a-z]+)\s*(?:,|and|&)\s*)?$"
)
# "Anna helped me, 2 hours": whose hours these are is not said.
_HELPED = re.compile(r"\x01 (?:helped|assisted|joined|supported)\b")
_TIMESHEET = re.compile(r"'s?\s+(?:time ?sheet|time|hours)\b")
_THEIRS = re.compile(r"'s?\s+(?!time\b|hours?\b|timesheet\b|behalf\b)(?=\w)")
# Beside a length they tell when, and nothing more.
_DAYTIME = re.compile(
    r"\b(?:all|(?:(?:his|her|my|the|a|their) )?(?:whole|entire)) (?:morning|afternoon|day|"
    r"evening)\b|\b(?:most|the better part|the rest|the whole|half) of (?:the|my|his|her|their) "
    r"(?:day|morning|afternoon|evening)\b|"
    r"\b(?:(?:right|just|straight|still|shortly) )?(?:before|after|until|over|during) "
    r"(?:lunch|breakfast|dinner|work|hours|closing|office hours)(?:time| time| break)?\b|"
    r"\b(?:at|late at|in the) night\b"
)
_DO_SO = re.compile(rf"(?<=[,.;!?-]\s){DO_SO}")
_WITH_OTHERS = re.compile(r"\b(?:both|all|us|her|him)\b")
_GUYS = re.compile(r"\s+(?:guys|people|folks|lot|gang|crowd|crew|chaps|bunch|team)\b")
_BEFORE_DAY = re.compile(r"\b(?:the )?(?:whole|entire|better part|most|rest)(?: of)?(?: the)?\s+$")
_AFTER_DAY = re.compile(r"\s+(?:late )?(?:at )?nights?\b")
_LABEL_BEFORE = re.compile(
    r"\b(?:dated?|the day|(?:the )?day of|person|user|employee|duration|length|"
    r"amount)\s*[:=]?\s*$"
)
# What only says of a length how it felt, or when it was.
_BEFORE_AMOUNT = re.compile(
    r"\b(?:(?:last|past|previous|full|whole|entire|good|solid|straight|complete|cool|total of|"
    r"grand total of|call it|say|make it|(?:ate|cost|needed|required|swallowed|used|consumed|"
    r"lasted|burned|burnt)(?: up)?(?: (?:me|us))?)\s+)+$"
)
# "Can you bung 2 hours on ...": whatever the verb is, it stands before the length.
_VERB_BY_PLACE = re.compile(
    r"\b(?:can|could|would|will) (?:you|u) (?:please |pls |kindly |just )*(?P<verb>[a-z]+) "
    r"(?:me |us |down |in |another )*(?=\d|an? |half |one |two |three |four |five |six )"
)
# "Anna says she was on the plan for two hours": who told it is who did it. "... put that in the
# note" stands behind the note.
_HEARSAY = re.compile(
    r"\b(?:says|said|tells me|told me|reports|reported|writes|wrote)(?: that)?"
    r"(?= (?:he|she|they)\b)"
    r"|\b(?:put|write|add|note) (?:that|it|this) (?:in|into|as|to) (?:the |a )?(?:notes?|"
    r"description|comments?)\b"
)


@dataclass(frozen=True)
class Sheet:
    """The layout of a request whose note, if any, was taken out first."""

    request: Request
    note: str | None = None
    note_span: Span | None = None
    spare: tuple[Span, ...] = field(default=())

    @cached_property
    def text(self) -> str:
        """The folded message without the note; quotes and names are still there."""
        return blank(self.request.folded, *([self.note_span] if self.note_span else []))

    @cached_property
    def amounts(self) -> list[Amount]:
        text = self._without_names
        clocks = [Amount(c.span, c.minutes, c) for c in find_clocks(text, bare=True)]
        text = blank(text, *(amount.span for amount in clocks))
        written = uncovered(self.request.text, text)
        lengths = [Amount(d.span, d.minutes) for d in find_durations(text, written)]
        found = sorted([*clocks, *lengths], key=lambda amount: amount.span)
        return _without_total(self._begun(text, found))

    def _begun(self, text: str, found: list[Amount]) -> list[Amount]:
        """ "2h from 9am" and "9-11 (2h)" are one amount each."""
        start = find_start(blank(text, *(amount.span for amount in found)))
        if start and len(found) == 1 and not found[0].clock:
            begun = start.start.hour * 60 + start.start.minute
            end = begun + found[0].minutes
            if end < 24 * 60:
                until = time(end // 60, end % 60)
                clock = ClockRange(start.start, until, start.span)
                return [Amount(found[0].span, found[0].minutes, clock, (start.span,))]
        if len(found) == 2 and bool(found[0].clock) != bool(found[1].clock):
            first, second = found
            if first.minutes == second.minutes:
                told = first.clock or second.clock
                return [Amount(first.span, first.minutes, told, (second.span,))]
        return found

    @cached_property
    def _without_names(self) -> str:
        spans = [mention.span for mention in self.request.mentions]
        return blank(self.text, *spans, *(quote.span for quote in self.request.quotes))

    @cached_property
    def _days(self) -> list[Days]:
        text = blank(self._without_names, *(amount.span for amount in self.amounts))
        return days_said(text, self.request)

    @cached_property
    def days(self) -> list[Days]:
        return [days for days in self._days if not days.spare]

    @cached_property
    def alternatives(self) -> bool:
        """Whether two amounts or days are said of which one is meant: "2 or 3h", "9-10 2h"."""
        if any(
            bool(a.clock) != bool(b.clock)
            and re.fullmatch(r"[\s(]*(?:(?:from|between|at)\s+)?", self.text[a.span[1] : b.span[0]])
            for a, b in pairwise(self.amounts)
        ):
            return True
        spans = sorted([*(a.span for a in self.amounts), *(d.span for d in self.days)])
        return any(
            re.fullmatch(r"\s*(?:,\s*)?or\s+(?:on\s+)?(?:the\s+)?", self.text[a[1] : b[0]])
            for a, b in pairwise(spans)
        )

    @cached_property
    def people(self) -> list[Person]:
        """Those whose time it may be, in order; with "Anna and I" the person asking too."""
        if self._pair:
            return list(self._pair)
        named = [
            Person(m.span, m) for m in self.request.mentions
            if self._is_somebody(m) and m.span not in self.spare and not self._in_note(m.span)
        ]  # fmt: skip
        mine = [Person(match.span(), None) for match in _ME.finditer(self._without_names)]
        found = sorted([*named, *mine], key=lambda person: person.span)
        kept: list[Person] = []
        for place, person in enumerate(found):
            around = [found[i] for i in (place - 1, place + 1) if 0 <= i < len(found)]
            listed = any(self._listed_with(person, other) for other in around)
            if person.mention or listed or (named and self._is_subject(person.span)):
                kept.append(person)
        return kept

    @cached_property
    def _pair(self) -> tuple[Person, ...]:
        """The person asking and the only other one who is named, where the time is "for both of
        us" or "for me and her"."""
        said = _BOTH_OF_US.search(self._without_names)
        named = [m for m in self.request.mentions if m.best("user") and not self._in_note(m.span)]
        if not said or len(named) != 1 or named[0].best("client") or named[0].best("project"):
            return ()
        return (Person(named[0].span, named[0]), Person(said.span(), None))

    def _is_subject(self, span: Span) -> bool:
        """ "I did 2h and Ben did 3h", "for me" beside "for Ben"."""
        after = _DID.match(self.text, span[1]) or self._is_heading(span) or self._timed(span)
        return bool(after) or re.search(r"\bfor\s+$", self.text[: span[0]]) is not None

    def _has_own(self, span: Span) -> bool:
        """Whether an entry is said to be this person's: "I: 2h", "30 min for me" beside others."""
        given = len(self.amounts) > 1 and re.search(r"\bfor\s+$", self.text[: span[0]])
        return self._is_heading(span) or bool(given) or self._timed(span)

    def _timed(self, span: Span) -> bool:
        """ "Anna 2h, me 1h": a length of several stands right behind."""
        behind = {amount.span[0] - 1 for amount in self.amounts}
        return len(behind) > 1 and span[1] in behind

    def _is_heading(self, span: Span) -> bool:
        """ "I: 2h on the plan" beside "Ben: 3h on the list"."""
        return re.match(r"\s*:", self.text[span[1] :]) is not None

    @cached_property
    def unnamed_owner(self) -> str:
        """A pronoun for people who are not named: "for them", "we spent 3h"."""
        aside = [match.span() for match in COURTEOUS.finditer(self._without_names)]
        match = _PRONOUN.search(blank(self._without_names, *aside))
        named = any(person.mention for person in self.people)
        return match.group().strip() if match and not named else ""

    @cached_property
    def several_owners(self) -> bool:
        """Whether people are named who are not said together ("I did 2h for Anna")."""
        if self._told_in_turn or self._pair:
            return False
        return _HELPED.search(self._without_names) is not None or any(
            not self._listed_with(a, b)
            for a, b in pairwise(self.people)
            if any(each.mention is None and not self._has_own(each.span) for each in (a, b))
        )

    @property
    def _told_in_turn(self) -> bool:
        """ "I did 30 minutes on A and Ben did an hour": each has a length behind a verb."""
        if len(self.people) != len(self.amounts) or len(self.people) < 2:
            return False
        told = all(_DID.match(self.text, person.span[1]) for person in self.people)
        spans = [
            s for p, a in zip(self.people, self.amounts, strict=True) for s in (p.span, a.span)
        ]
        return told and spans == sorted(spans)

    def _in_note(self, span: Span) -> bool:
        return self.note_span is not None and self.note_span[0] <= span[0] < self.note_span[1]

    def _listed_with(self, person: Person, other: Person) -> bool:
        first, second = sorted((person.span, other.span))
        between = self.text[first[1] : second[0]]
        return _AND.fullmatch(between) is not None

    def _is_somebody(self, mention: Mention) -> bool:
        best = mention.best("user")
        if not best or any(mention.best(kind) > best for kind in ("client", "project")):
            return False
        before, after = self.text[: mention.span[0]], self.text[mention.span[1] :]
        shadow = blank(self.text, *(m.span for m in self.request.mentions))[: mention.span[0]]
        given = _TIMESHEET.match(after) or self._is_given(before)
        if not given and (_COMPANION.search(shadow) or self._owns_something(mention, after)):
            return False
        if is_neutral(fold(mention.text)) and not _to_the_letter(mention):
            return False
        if any(mention.best(kind) == best for kind in ("client", "project")):
            return re.search(r"\b(?:for|by|of)\s+$", before) is not None
        return True

    def _is_given(self, before: str) -> bool:
        """ "Register 3 hours to Caio"."""
        to = re.search(r"\s+(?:to|against)\s+$", before)
        return to is not None and any(amount.span[1] == to.start() for amount in self.amounts)

    @property
    def _first(self) -> int:
        return min((amount.span[0] for amount in self.amounts), default=0)

    def _owns_something(self, mention: Mention, after: str) -> bool:
        """ "Anna's draft" is not Anna's time; "Anna's 2 hours" is."""
        gap = _THEIRS.match(after)
        start = mention.span[1] + gap.end() if gap else 0
        between = self.text[start : self._first]
        told = re.match(r"[^,.;]*\b(?:was|took|is|came to|lasted)\s*$", between)
        return gap is not None and not told and not any(a.span[0] == start for a in self.amounts)

    @cached_property
    def marks(self) -> list[Span]:
        """Where amounts, days and people stand."""
        spans = [span for amount in self.amounts for span in (amount.span, *amount.also)]
        spans += [days.span for days in self.days]
        return sorted([*spans, *(person.span for person in self.people)])

    @cached_property
    def clauses(self) -> list[Span]:
        """The stretches between commas, "and" and the like; lists of people or days stay whole."""
        noted = [self.note_span] if self.note_span else []
        lines = blank(with_lines(self.request), *noted)
        shadow = blank(lines, *self.marks, *(quote.span for quote in self.request.quotes))
        starts, ends = [0], []
        for match in _SEPARATOR.finditer(shadow):
            if not self._inside_list(match.span()):
                ends.append(match.start())
                starts.append(match.end())
        pieces = zip(starts, [*ends, len(self.text)], strict=True)
        return [(a, b) for a, b in pieces if re.search(r"\w", self.text[a:b])]

    def _inside_list(self, span: Span) -> bool:
        """Whether a separator stands between two people who are said together."""
        return any(
            a.span[1] <= span[0] and span[1] <= b.span[0] and self._listed_with(a, b)
            for a, b in pairwise(self.people)
        )

    @cached_property
    def _courtesies(self) -> list[Span]:
        """ "If you can", "no note", and the "full" of "the full two hours"."""
        spans = [match.span("verb") for match in _VERB_BY_PLACE.finditer(self._without_names)]
        unquoted = blank(self.text, *(quote.span for quote in self.request.quotes))
        spans += [match.span() for match in COURTEOUS.finditer(unquoted)]
        spans += [match.span() for match in _HEARSAY.finditer(self._without_names)]
        told = _DO_SO.search(unquoted)
        spans += [told.span()] if told and not _WITH_OTHERS.search(told.group()) else []
        spans += [match.span() for match in LABELS.finditer(self._without_names)]
        spans += self._daytimes if self.amounts else []
        spans += [match.span() for match in self._companies]
        spans += [days.span for days in self._days if days.spare]
        for mark in self.marks:
            label = _LABEL_BEFORE.search(self.text[: mark[0]])
            spans += [label.span()] if label else []
        for amount in self.amounts:
            before = _BEFORE_AMOUNT.search(self.text[: amount.span[0]])
            spans += [before.span()] if before else []
        return spans

    @property
    def _companies(self) -> Iterator[re.Match[str]]:
        """ "The hotel guys": who they are is said by the name before."""
        for mention in self.request.mentions:
            match = _GUYS.match(self.text, mention.span[1])
            if match and (mention.best("client") or mention.best("project")):
                yield match

    @cached_property
    def _daytimes(self) -> list[Span]:
        """When in a day it was: "the whole of" and "night" beside one, "before lunch"."""
        spans = [match.span() for match in _DAYTIME.finditer(self._without_names)]
        for start, end in (days.span for days in self.days):
            beside = (_BEFORE_DAY.search(self.text[:start]), _AFTER_DAY.match(self.text, end))
            spans += [match.span() for match in beside if match]
        return spans

    def words(self, clauses: Iterable[Span]) -> list[Word]:
        """The words of these clauses that no mark and no note takes, in order."""
        found = []
        taken = [*self.marks, *([self.note_span] if self.note_span else []), *self._courtesies]
        quotes = [quote.span for quote in self.request.quotes]
        hidden = hidden_names(self.request.text)
        for start, end in clauses:
            for text, (a, b) in words_with_spans(self.request.text[start:end]):
                span = (start + a, start + b)
                if not _covered(span, taken):
                    within = [i for i, q in enumerate(quotes) if q[0] <= span[0] < q[1]]
                    quoted = within[0] if within else None
                    found.append(Word(text, span, quoted, span in hidden))
        return found


def _without_total(found: list[Amount]) -> list[Amount]:
    """ "8 hours yesterday: 5 on A, 3 on B": the first tells what the others come to."""
    if len(found) < 3 or found[0].minutes != sum(each.minutes for each in found[1:]):
        return found
    first, second, *rest = found
    return [replace(second, also=(*second.also, first.span)), *rest]


def with_lines(request: Request) -> str:
    """The folded message with its line breaks, at which the points of a list begin."""
    pairs = zip(request.folded, request.text, strict=True)
    return "".join(own if own == "\n" else plain for plain, own in pairs)


def _to_the_letter(mention: Mention) -> bool:
    said = fold(mention.text)
    return any(said in fit.entry.words for fit in mention.fits if fit.entry.kind == "user")


def _covered(span: Span, spans: Sequence[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in spans)
