"""One message, read: its names, dates, durations, filters, and what earlier turns settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.likeness import EXACT, WHOLE
from agent.models.builtin.names.literal import with_literal, with_only_ones
from agent.models.builtin.names.match import Fit, NameIndex, index_of
from agent.models.builtin.names.mentions import Mention, find_mentions
from agent.models.builtin.names.standing import may_be_place, may_own, names_somebody
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.clock import ClockRange, find_clock
from agent.models.builtin.text.currencies import currency_spans, find_currencies
from agent.models.builtin.text.date_atoms import Lean
from agent.models.builtin.text.dates import DateMention, find_dates, impossible_date
from agent.models.builtin.text.durations import Duration, find_durations
from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.filters import find_filters, find_group, find_measure, find_top
from agent.models.builtin.text.fold import (
    BLANK,
    Span,
    blank,
    fold,
    lies_in,
    overlap,
    uncovered,
    words_in,
    words_of,
)
from agent.models.builtin.text.invoice_numbers import find_invoice_numbers
from agent.models.builtin.text.ordering import Order, find_order
from agent.models.builtin.text.spelling import as_typed, correct
from agent.models.builtin.text.thresholds import Threshold, find_threshold
from agent.models.builtin.text.vocabulary import (
    CURRENCIES,
    DATES,
    GIVEN,
    is_content,
    words_with_spans,
)

_QUOTE = re.compile(r"\"(?P<a>[^\"]+)\"|(?<!\w)'(?P<b>[^']+(?:'\w[^']*)*)'(?!\w)|`(?P<c>[^`]+)`")
_POLITE = re.compile(
    r"^(?:(?:would you mind|do you mind|hey|hi|hello|ok|okay|please|pls|kindly|so|now|then|and|"
    r"also|good morning|dear \w+|"
    r"well|(?:can|could|would|will) (?:you|u)|can we|could we|can i|could i|may i|shall we|i "
    r"want to|i want you to|i'd like to|i'd like you to|i would like to|i would like you to|i "
    r"need to|i need you to|i have to|i must|let's|let us|let me|we need to|we should|we have to|"
    r"we must|you should|you must|go ahead and|help me|help me to|just|quickly|do|try to|would "
    r"it be possible to|is it possible to|are you able to|i wish to|feel free to|there|paymo|"
    r"(?:can|could) (?:someone|somebody|anyone)|(?:be|you) an? (?:star|angel|dear|legend)|"
    r"agent|assistant|make sure to|be so kind and|be so kind as to)\b[\s,:!]*)+"
)
# "Which project ate the most time": what follows is a verb and no name.
_ASKED_KIND = re.compile(
    r"\b(?:which|what|any|every|each)\s+(?:clients?|customers?|projects?|tasks?|users?)\s+$"
)
_NAMELESS_BEFORE = re.compile(
    r"(?:\b(?:of|for|from|by|with|at|about|in|into|on|to|under|within|against|client|customer|"
    r"project|task|user|named|called)\s+(?:the\s+|our\s+)?(?:client\s+|project\s+|customer\s+|"
    r"task\s+|user\s+)?|\b(?:is|are|has|was|does|did)\s+(?:the\s+)?(?:[a-z]+\s+)?)$"
)
# "The most lucrative client", "a really nice one": what it is like, and no name.
_DEGREE_BEFORE = re.compile(
    r"\b(?:most|least|more|less|very|so|too|really|quite|rather|how|as)\s+$"
)
# "For the board deck I need ...": what it is wanted for, before the wish itself.
_PURPOSE_AFTER = re.compile(
    r",?\s+(?:i|we|i'd|i'll|we'd|please|can|could|would|let|let's|give|show|tell)\b"
)
_PURPOSE_BEFORE = re.compile(
    r"^\W*(?:so |and |ok |just )*(?:for|before|ahead of|in|at|to prepare|due to|because of|given|"
    r"after|during)\s+(?:the|our)\s+$"
)
# "The open Invoices of Acme": nouns as some write them.
_COMMON_NOUN = re.compile(
    r"(?:(?:open|late|overdue|unpaid|outstanding|pending|new|last|next|all|total|active|hourly|"
    r"weekly|monthly) )*(?:invoices?|bills|tasks?|projects?|clients?|customers?|hours?|"
    r"milestones?|deadlines?|payments?|timesheets?|budgets?|entr(?:y|ies)|users?|people|team|"
    r"colleagues?|company|open|late|overdue|unpaid|outstanding|pending|total|time|status|list)"
)
# "On the annual report": where a name of nothing but everyday words may stand.
_NOUN_PHRASE = re.compile(
    r"\b(?:on|of|for|in|about|from|with|to)\s+(?:the|our)\s+(?P<words>[a-z]+(?: [a-z]+){0,2})\s*"
    r"(?=[?.!,]|$|\b(?:done|due|ready|finished|in|on|for|this|last|next|since|yet)\b)"
)
_IS_NO_NAME = re.compile(
    r"(?:\w+ )*(?:"
    + "|".join(sorted(DATES))
    + r"|teams?|clients?|customers?|agency|company|moment|"
    r"lists?|tables?|way|same|others?|rest|whole|projects?|tasks?|invoices?|milestones?|people|users?|"
    r"books?|board|plate|agenda|horizon|cards?|first|last|next|past|end|start|one|ones|hours?|time|"
    r"entries|budgets?|timesheets?|staff|account|money|rate|total|top|bottom|side|go|run|phone|job)"
)
# "For the colour scheme" is a thing; people, clients and projects seldom have an article.
_THING_BEFORE = re.compile(r"\b(?<!client )(?<!project )(?<!task )(?<!user )the\s+$")
_PLACE_BEFORE = re.compile(
    r"\b(?:on|of|for|in|at|with|from|by|to|about|within|inside)\s+(?:the |our )?(?:project )?$"
)
_NOUN_BEFORE = re.compile(r"\b(?:the|an|a|our|any)\s+$")
# "Hours on training" are those of a thing; "working on" and "been" go before what is done.
_WORK_BEFORE = re.compile(r"\b(?:on|for|into)\s+(?:the\s+)?$")
_KIND_BEFORE = re.compile(r"\b(?:client|customer|project|task|user|named|called)\s+$")


# A date by its figures alone may be a name's: "24/7".
_SLASHED = re.compile(r"(?:[a-z]+ )*\d\d?[/.]\d\d?")

# "I've got Rebecca from Acme on the phone", "Rebecca at Acme asks": somebody there, and no record.
_CONTACT_BEFORE = re.compile(
    r"(?:^|\b(?:got|have|had|has|meet|meeting|call|calling|called|told|promised|remind|"
    r"(?:hear|heard|mail|email|message|asked|word) (?:from|by)|"
    r"(?:meeting|meet|call|phone|talk\w*|spoke|speak\w*|line|lunch) (?:with|to)))\s+$"
)
# "Freelancers included": more of what was asked for, and no name.
_INCLUDED = re.compile(
    r"\b(?:including|incl\.?|counting|not forgetting)\s+(?:the |our |all )*[a-z-]+|"
    r"\b[a-z-]+(?: ones| people)? (?:included|too|as well)\b"
)
_CONTACT_AFTER = re.compile(r"\s+(?:from|at|over at|of)\s+(?:the\s+)?")


# "The whole office": everybody, and no name.
_ALL_OF_US = re.compile(
    r"(?:whole |entire |complete )(?:office|agency|firm|company|studio|house|shop|practice|bureau|"
    r"business|crew|place|staff|group|department)"
)
_SHORTENED = 3  # letters before a full stop that ends no sentence
# Kinds whose records are found by the names that lists show.
_LISTED = ("client", "project", "user")


@dataclass(frozen=True)
class Quote:
    """Text in quotation marks; the span includes them."""

    text: str
    span: Span


@dataclass(frozen=True)
class Request:
    """``picks`` are the person's answers to questions of ours about this request, and what names in
    it were found to mean; ``typed`` is the message before slips in it were mended."""

    text: str
    calendar: Calendar
    mentions: tuple[Mention, ...] = ()
    picks: Mapping[str, Any] = field(default_factory=dict)
    whole: str = ""
    typed: str = ""

    def as_typed(self, span: Span) -> str:
        """What was typed where the mended text has this stretch: for titles and notes."""
        return as_typed(self.typed or self.text, self.text, span)

    @property
    def original(self) -> str:
        """The message as it was said, where this request is only a part of it."""
        return self.whole or self.text

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def firm(self) -> Request:
        """The same request without names that may be part of another, unknown name."""
        return replace(self, mentions=tuple(m for m in self.mentions if not m.loose))

    @cached_property
    def parts_of_names(self) -> tuple[Mention, ...]:
        """Mentions that hold a part of a client's or project's name only, and stand where no place
        does: "filing" for "Merger Filing". They may be part of another name that no list holds."""
        return tuple(m for m in self.mentions if m.fits[0].score < WHOLE
                     and any(fit.entry.kind != "user" for fit in m.fits)
                     and not _PLACE_BEFORE.search(self.folded[: m.span[0]]))  # fmt: skip

    def without(self, *spans: Span) -> Request:
        """The same request without the names inside these stretches."""
        kept = [m for m in self.mentions if not lies_in(m.span[0], spans)]
        return replace(self, mentions=tuple(kept))

    def with_tasks(self, things: Iterable[Entry]) -> Request:
        """The same request, and the tasks among these that it names to the letter."""
        return replace(self, mentions=with_only_ones(self.text, self.mentions, things))

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        found = []
        for match in _QUOTE.finditer(self.folded):
            name = match.lastgroup or "a"
            found.append(Quote(self.text[slice(*match.span(name))].strip(), match.span()))
        return tuple(found)

    @cached_property
    def plain(self) -> str:
        """The folded words without names and quotes: what is asked, not about whom."""
        spans = [mention.span for mention in self.mentions]
        return blank(self.folded, *spans, *(quote.span for quote in self.quotes))

    @cached_property
    def text_of_plain(self) -> str:
        """``plain`` with its letters as they were written."""
        return uncovered(self.text, self.plain)

    @cached_property
    def command(self) -> str:
        """``plain`` from its first telling word on, without greetings and courtesies."""
        start = 0
        spans = [mention.span for mention in self.dates()]
        for span in sorted([*spans, self.clock.span] if self.clock else spans):
            if not re.search(r"\w", self.plain[start : span[0]]):
                start = span[1]
        return _POLITE.sub("", self.plain[start:].strip(" ,"))

    def dates(self, lean: Lean = "past") -> list[DateMention]:
        if lean not in self._dates:
            clock = [self.clock.span] if self.clock else []
            text = blank(self.plain, *clock, *(d.span for d in self.durations))
            self._dates[lean] = find_dates(text, self.calendar, lean)
        return self._dates[lean]

    @cached_property
    def _dates(self) -> dict[Lean, list[DateMention]]:
        """What was found for each lean: some twenty rules ask for it."""
        return {}

    @cached_property
    def impossible_date(self) -> str | None:
        return impossible_date(self.plain, self.dates())

    @cached_property
    def durations(self) -> list[Duration]:
        text = blank(self.plain, self.clock.span) if self.clock else self.plain
        return find_durations(text, uncovered(self.text, text))

    @cached_property
    def clock(self) -> ClockRange | None:
        return find_clock(self.plain)

    @cached_property
    def filters(self) -> frozenset[str]:
        return find_filters(self.plain)

    @cached_property
    def undated(self) -> str:
        """``plain`` without its dates: their numbers count no records."""
        return blank(self.plain, *(mention.span for mention in self.dates()))

    @cached_property
    def measure(self) -> str:
        return find_measure(blank(self._unbound(self.plain), *self._numbered))

    @cached_property
    def group(self) -> str:
        return find_group(self.undated)

    @cached_property
    def top(self) -> int | None:
        return find_top(self.unbound)

    @cached_property
    def order(self) -> Order | None:
        return find_order(self.unbound)

    @cached_property
    def thresholds(self) -> tuple[Threshold, ...]:
        """The bounds in order, at most two: "over 1,000 and more than 10 days late"."""
        first = find_threshold(self.undated)
        if not first:
            return ()
        rest = self.undated.replace(first.text, BLANK * len(first.text))
        second = find_threshold(rest)
        return (first, second) if second and second.unit != first.unit else (first,)

    @property
    def threshold(self) -> Threshold | None:
        return self.thresholds[0] if self.thresholds else None

    @cached_property
    def currencies(self) -> tuple[str, ...]:
        """The codes of the currencies named; empty where none is."""
        return find_currencies(self.plain)

    @cached_property
    def unbound(self) -> str:
        """``undated`` without its bound."""
        return self._unbound(self.undated)

    def _unbound(self, text: str) -> str:
        """Without the bounds, all else in its place: "at least 5,000" asks for no least."""
        for bound in self.thresholds:
            text = text.replace(bound.text, " " * len(bound.text))
        return text

    @cached_property
    def invoice_numbers(self) -> list[str]:
        """The numbers of invoices as written; a year or a count is none."""
        return [self.text[slice(*span)] for span in self._numbered]

    @cached_property
    def _numbered(self) -> list[Span]:
        text = self.undated
        for bound in self.thresholds:
            text = text.replace(bound.text, BLANK * len(bound.text))
        return find_invoice_numbers(text)

    @property
    def invoice_number(self) -> str | None:
        """The first of ``invoice_numbers``."""
        return self.invoice_numbers[0] if self.invoice_numbers else None

    def says(self, pattern: str) -> bool:
        return words_in(pattern).search(self.plain) is not None

    @cached_property
    def may_hold_names(self) -> bool:
        """Whether any words are left that a record could be called by."""
        if self.quotes or self.unknown_words(self._without_values(self.folded)):
            return True
        if self.has_everyday_phrase:
            return True
        words = words_with_spans(self.text)
        dates = [mention.span for mention in self.dates()]
        return (
            may_be_place(self.text, words)
            or any(_SLASHED.fullmatch(self.folded[slice(*span)]) for span in dates)
            or any(self._may_be_somebody(word, span, dates) for word, span in words)
        )

    @cached_property
    def has_everyday_phrase(self) -> bool:
        """Whether a name of nothing but everyday words may be there: "on the annual report"."""
        phrases = (found["words"] for found in _NOUN_PHRASE.finditer(self.plain))
        return any(not _IS_NO_NAME.fullmatch(phrase) for phrase in phrases)

    def _may_be_somebody(self, word: str, span: Span, dates: list[Span]) -> bool:
        dated = lies_in(span[0], dates)
        given = word.removesuffix("'s") in GIVEN or may_own(word)
        return given and names_somebody(self.text, span, word, dated=dated)

    def _without_values(self, text: str) -> str:
        spans = [mention.span for mention in self.dates()] + [d.span for d in self.durations]
        spans += [*self._numbered, *currency_spans(text)]
        return blank(text, *spans, *([self.clock.span] if self.clock else []))

    def unknown_words(self, text: str) -> list[Span]:
        """Where content words stand in this version of the text, neighbours joined."""
        spans: list[Span] = []
        for index, (word, span) in enumerate(words_with_spans(text)):
            stands_out = index > 0 and self.text[span[0]].isupper() and len(word) > 2
            stands_out = stands_out and word not in CURRENCIES and "'" not in word
            stands_out = stands_out and not (word in DATES and word.endswith("days"))
            stands_out = stands_out and self.text[: span[0]].rstrip()[-1:] not in (".", "!", "?")
            if not is_content(word) and not stands_out:
                continue
            if spans and self._goes_on(text, spans[-1], span[0]):
                spans[-1] = (spans[-1][0], span[1])
            else:
                spans.append(span)
        return spans

    @staticmethod
    def _goes_on(text: str, span: Span, start: int) -> bool:
        """Whether a word goes on with the one before it: "St. Gallen", but no new sentence."""
        gap = text[span[1] : start]
        short = len(text[slice(*span)].split()[-1]) <= _SHORTENED
        apart = (". " in gap and not short) or re.search(r"\s-+\s", gap)
        return gap.strip(" -.&/'") == "" and not apart

    @cached_property
    def unknown_names(self) -> list[str]:
        """Names said that match nothing known: after a preposition, capitalised or quoted."""
        covered = [mention.span for mention in self.mentions]
        names = [
            quote.text
            for quote in self.quotes
            if not any(a < quote.span[1] and quote.span[0] < b for a, b in covered)
        ]
        return names + [self.text[slice(*span)] for span in self._unknown if self._is_named(span)]

    @cached_property
    def loose_phrases(self) -> list[str]:
        """Loose names with the strange words beside them: they may be the name of something else,
        as "store opening" where a project "Pop-up Store" is known."""
        found = []
        words = words_with_spans(self.text)
        for mention in self.mentions:
            if not mention.loose:
                continue
            inside = [i for i, (_, span) in enumerate(words)
                      if mention.span[0] <= span[0] < mention.span[1]]  # fmt: skip
            first, last = inside[0], inside[-1]
            while first > 0 and is_content(words[first - 1][0]):
                first -= 1
            while last + 1 < len(words) and is_content(words[last + 1][0]):
                last += 1
            found.append(self.text[words[first][1][0] : words[last][1][1]])
        return found

    @cached_property
    def stray_words(self) -> list[str]:
        """Words said that are neither understood nor plainly a name, such as "copywriting" in
        "did we finish the copywriting?"."""
        return [
            self.text[slice(*span)]
            for span in self._unknown
            if not self._is_named(span) and not self.is_everyday(span)
        ]

    @property
    def done_words(self) -> str:
        """What is done, where one word says it: "how much bookkeeping did I do"."""
        found = [self.text[slice(*span)] for span in self._unknown if self._is_doing(span)]
        return found[0] if len(found) == 1 else ""

    @cached_property
    def _unknown(self) -> list[Span]:
        found = self.unknown_words(self._named_text)
        return [
            span
            for span in found
            if span[1] - span[0] > 1
            and not self._is_contact(span)
            and not _COMMON_NOUN.fullmatch(self.folded[slice(*span)])
            and not _ALL_OF_US.fullmatch(self.text[slice(*span)])
        ]

    def _is_contact(self, span: Span) -> bool:
        """Whether these words name somebody at a client, of whom nothing is asked."""
        after = _CONTACT_AFTER.match(self.folded, span[1])
        client = after and any(m.span[0] == after.end() and m.best("client") for m in self.mentions)
        return bool(client) and _CONTACT_BEFORE.search(self.folded[: span[0]].strip(" ,.!")
                                                       + " ") is not None  # fmt: skip

    @cached_property
    def without_unknown(self) -> Request:
        """The same request without the words that nothing is known by."""
        spans = [*self._unknown, *(quote.span for quote in self.quotes)]
        inside = [span for span in spans if not any(overlap(span, m.span) for m in self.mentions)]
        text = "".join(
            " " if lies_in(place, inside) else letter for place, letter in enumerate(self.text)
        )
        return replace(self, text=text, whole=self.original)

    @cached_property
    def _named_text(self) -> str:
        said = [match.span() for match in _INCLUDED.finditer(self.plain)]
        aside = [span for span in said if self.text[slice(*span)].islower()]
        return blank(self._without_values(self.plain), *aside)

    def _is_named(self, span: Span) -> bool:
        """Capitalised inside the sentence, or where only a name stands."""
        first = not re.search(r"\w", self.text[: span[0]])
        capital = self.text[span[0]].isupper() and not first
        before = self._named_text[: span[0]]
        if _ASKED_KIND.search(before):
            return capital
        if not capital and (
            _DEGREE_BEFORE.search(before)
            or (_PURPOSE_BEFORE.match(before) and _PURPOSE_AFTER.match(self.folded, span[1]))
        ):
            return False
        if not capital and (
            self._is_doing(span) or (_THING_BEFORE.search(before) and self._names_a_record)
        ):
            return False
        if self.is_everyday(span):
            return capital or _KIND_BEFORE.search(before) is not None
        return capital or _NAMELESS_BEFORE.search(before) is not None

    def _is_doing(self, span: Span) -> bool:
        """ "Writing", "been sitting": what is done, and no name."""
        words = [word for word, _ in words_with_spans(self.text[slice(*span)])]
        alone = all(word in EVERYDAY or not is_content(word) for word in words[:-1])
        thing = not alone or _NOUN_BEFORE.search(self.folded[: span[0]])
        small = self.text[span[0]].islower()
        return small and words[-1:] != [] and words[-1].endswith("ing") and not thing

    @cached_property
    def _names_a_record(self) -> bool:
        return any(not mention.loose for mention in self.mentions)

    def is_everyday(self, span: Span) -> bool:
        """Whether these words are plain English, so that they only may be somebody's name."""
        words = [word for word, _ in words_with_spans(self.text[slice(*span)])]
        plain = self._is_doing(span) and not _WORK_BEFORE.search(self.folded[: span[0]])
        return plain or all(word in EVERYDAY or not is_content(word) for word in words)


def read_request(
    text: str,
    calendar: Calendar,
    entries: Iterable[Entry] | NameIndex,
    *,
    picks: Mapping[str, Any] | None = None,
    things: Iterable[Entry] = (),
) -> Request:
    """Read a message against the records known so far. A name that ``picks`` settled means that
    record, whatever else is called so. ``things``: tasks and milestones that a search has shown;
    of theirs only names that would be taken for dates are looked for."""
    index = entries if isinstance(entries, NameIndex) else index_of(list(entries))
    known = {
        word for mention in settled_mentions(text, picks or {}) for word in words_of(mention.text)
    }
    mended = correct(text, index.words | known)
    settled = settled_mentions(mended, picks or {})
    bare = Request(mended, calendar, tuple(settled))
    dates = [mention.span for mention in bare.dates()]
    found = [
        mention
        for mention in find_mentions(mended, index, dates)
        if not any(overlap(mention.span, other.span) for other in settled)
    ]
    mentions = sorted([*found, *settled], key=lambda mention: mention.span)
    named = with_literal(mended, mentions, things)
    return Request(mended, calendar, named, picks or {}, typed=text)


def settled_mentions(text: str, picks: Mapping[str, Any]) -> list[Mention]:
    """The names whose meaning was settled before, wherever the text holds one of them."""
    folded, found = fold(text), list[Mention]()
    known = [(key, note) for key, note in picks.items() if isinstance(note, dict)]
    for key, note in sorted(known, key=lambda pair: -len(pair[0])):
        if note.get("kind") not in _LISTED or fold(str(note["name"])) != key:
            continue
        entry = Entry(note["kind"], note["id"], note["name"], words=tuple(words_of(note["name"])))
        for match in re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", folded):
            if not any(overlap(match.span(), other.span) for other in found):
                fit = Fit(entry, 0, 0, EXACT, float(len(entry.words)))
                found.append(Mention(text[slice(*match.span())], match.span(), (fit,)))
    return found
