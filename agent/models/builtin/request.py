"""One message, read: its names, dates, durations, filters, and what earlier turns settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.likeness import WHOLE
from agent.models.builtin.names.literal import with_literal, with_only_ones
from agent.models.builtin.names.match import NameIndex, index_of
from agent.models.builtin.names.mentions import Mention, find_mentions
from agent.models.builtin.names.own_work import OWN_WORK
from agent.models.builtin.names.settled import settled_mentions
from agent.models.builtin.names.standing import may_be_place, may_own, names_somebody
from agent.models.builtin.names.strangers import Strangers
from agent.models.builtin.names.weak import without_weak
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.clock import ClockRange, find_clock
from agent.models.builtin.text.currencies import currency_spans, find_currencies
from agent.models.builtin.text.dates import DateMention, Lean, find_dates, impossible_date
from agent.models.builtin.text.durations import Duration, find_durations
from agent.models.builtin.text.filters import find_filters
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
from agent.models.builtin.text.groups import find_splits, group_spans
from agent.models.builtin.text.invoice_numbers import find_invoice_numbers
from agent.models.builtin.text.measures import find_measure, find_top
from agent.models.builtin.text.ordering import Order, find_order
from agent.models.builtin.text.spelling import as_typed, correct
from agent.models.builtin.text.thresholds import Threshold, find_threshold
from agent.models.builtin.text.vocabulary import (
    GIVEN,
    words_with_spans,
)

_QUOTE = re.compile(r"\"(?P<a>[^\"]+)\"|(?<!\w)'(?P<b>[^']+(?:'\w[^']*)*)'(?!\w)|`(?P<c>[^`]+)`")
_POLITE = re.compile(
    r"^(?:(?:(?:(?<=please |kindly )|(?<=pls ))to|would you mind|do you mind|hey|hi|hello|uh|um|"
    r"erm|ok|okay|please|pls|kindly|so|now|then|and|also|good morning|dear \w+|"
    r"well|(?:can|could|would|will) (?:you|u)|can we|could we|can i|could i|may i|shall we|i "
    r"want to|i want you to|i'd like to|i'd like you to|i would like to|i would like you to|i "
    r"need to|(?:i )?(?:need|want) you to|(?:you|u) (?:can|may|have to|need to)|"
    r"any chance (?:you|u|we) (?:can|could)|(?:if )?(?:you|u) (?:can|could|would)|"
    r"(?:it would|it'd|would) be (?:\w+ )?(?:great|nice|good|cool|lovely|helpful|kind) if|"
    r"i'd appreciate(?: it)? if|i have to|i've got "
    r"to|i got to|i gotta|i must|let's|let us|let me|"
    r"we need to|we should|we have to|we must|you should|you must|go ahead and|help me|help me "
    r"to|just|quickly|do|try to|would it be possible to|is it possible to|are you able to|i "
    r"wish to|feel free to|paymo|"
    r"there(?! (?:was|were|is|are|has|have|should|must|needs?|ought)\b)|"
    r"(?:can|could) (?:someone|somebody|anyone)|(?:be|you) an? (?:star|angel|dear|legend)|"
    r"agent|assistant|make sure to|be so kind and|be so kind as to)\b[\s,:!]*)+"
)


def without_politeness(text: str) -> str:
    """A folded text from its first telling word on."""
    return _POLITE.sub("", text)


_POLITELY = re.compile(
    r"\b(?:can|could|would|will) (?:you|u|we|i|someone|somebody)\b|\bmay i\b|\bplease\b|\bpls\b"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:on|of|for|in|at|with|from|by|to|about|within|inside)\s+(?:the |our )?(?:project )?$"
)
_GOES_ON = re.compile(
    r" (?!(?:project|client|this|last|next|since|until|from|in|on|for|by|of|so|today|yesterday|and|"
    r"or|is|are|was|has|have|did|do|does|yet|already|please|now|then|still|due|done|ready|open)\b)"
    r"[a-z0-9]"
)
# A date by its figures alone may be a name's: "24/7".
_SLASHED = re.compile(r"(?:[a-z]+ )*\d\d?[/.]\d\d?")


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
        does, or before a further word of what is said: "sample" for "Fabric Sample". They may be
        part of another name that no list holds."""
        return tuple(m for m in self.mentions if m.fits[0].score < WHOLE
                     and any(fit.entry.kind != "user" for fit in m.fits)
                     and (not _PLACE_BEFORE.search(self.folded[: m.span[0]])
                          or _GOES_ON.match(self.folded[m.span[1] :])))  # fmt: skip

    def without(self, *spans: Span) -> Request:
        """The same request without the names inside these stretches."""
        kept = [m for m in self.mentions if not lies_in(m.span[0], spans)]
        return replace(self, mentions=tuple(kept))

    def emptied(self, *spans: Span) -> Request:
        """The same request with nothing at these stretches."""
        text = self.text
        for start, end in spans:
            text = text[:start] + " " * (end - start) + text[end:]
        return replace(self.without(*spans), text=text, whole=self.original)

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
    def command(self) -> str:
        """``plain`` from its first telling word on, without greetings and courtesies."""
        start = 0
        spans = [mention.span for mention in self.dates()]
        for span in sorted([*spans, self.clock.span] if self.clock else spans):
            if not re.search(r"\w", self.plain[start : span[0]]):
                start = span[1]
        return without_politeness(self.plain[start:].strip(" ,"))

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
    def without_dates(self) -> str:
        """The folded text without its dates."""
        return blank(self.folded, *(mention.span for mention in self.dates()))

    @cached_property
    def undated(self) -> str:
        """``plain`` without its dates: their numbers count no records."""
        return blank(self.plain, *(mention.span for mention in self.dates()))

    @cached_property
    def measure(self) -> str:
        return find_measure(blank(self._unbound(self.plain), *self._numbered))

    @cached_property
    def splits(self) -> tuple[str, ...]:
        """All that figures are to be split by: "per person and month"."""
        return find_splits(self.undated)

    @property
    def group(self) -> str:
        """The first of ``splits``."""
        return next(iter(self.splits), "")

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

    @cached_property
    def is_question(self) -> bool:
        """Whether it ends as a question, and is none that only asks politely for something."""
        return self.folded.rstrip().endswith("?") and not _POLITELY.search(self.plain)

    def says(self, pattern: str) -> bool:
        return words_in(pattern).search(self.plain) is not None

    @cached_property
    def may_hold_names(self) -> bool:
        """Whether any words are left that a record could be called by."""
        if self.quotes or self.strangers.words_in(self._without_values(self.folded)):
            return True
        if self.has_everyday_phrase or OWN_WORK.search(self.folded):
            return True
        words = words_with_spans(self.text)
        dates = [mention.span for mention in self.dates()]
        return (
            may_be_place(self.text, words)
            or any(_SLASHED.fullmatch(self.folded[slice(*span)]) for span in dates)
            or any(self._may_be_somebody(word, span, dates) for word, span in words)
        )

    def _may_be_somebody(self, word: str, span: Span, dates: list[Span]) -> bool:
        dated = lies_in(span[0], dates)
        given = word.removesuffix("'s") in GIVEN or may_own(word)
        return given and names_somebody(self.text, span, word, dated=dated)

    def _without_values(self, text: str) -> str:
        spans = [mention.span for mention in self.dates()] + [d.span for d in self.durations]
        spans += [*self._numbered, *currency_spans(text), *group_spans(text)]
        spans += [(at, at + len(bound.text)) for bound in self.thresholds
                  if (at := text.find(bound.text)) >= 0]  # fmt: skip
        return blank(text, *spans, *([self.clock.span] if self.clock else []))

    @cached_property
    def unknown_names(self) -> list[str]:
        """Names said that match nothing known: after a preposition, capitalised or quoted."""
        covered = [mention.span for mention in self.mentions]
        names = [
            quote.text
            for quote in self.quotes
            if not any(a < quote.span[1] and quote.span[0] < b for a, b in covered)
        ]
        return names + self.strangers.names

    @property
    def loose_phrases(self) -> list[str]:
        """See `Strangers.loose`."""
        return self.strangers.loose

    @property
    def stray_words(self) -> list[str]:
        """See `Strangers.strays`."""
        return self.strangers.strays

    @property
    def strange_words(self) -> tuple[str, ...]:
        """All words that nothing explains, whatever they do: what a position or a title may say."""
        return (*self.unknown_names, *self.stray_words, *self.strangers.context)

    @property
    def done_words(self) -> str:
        """See `Strangers.done`."""
        return self.strangers.done

    @property
    def has_everyday_phrase(self) -> bool:
        """See `Strangers.has_everyday_phrase`."""
        return self.strangers.has_everyday_phrase

    @cached_property
    def strangers(self) -> Strangers:
        """The words that nothing explains."""
        bare = self._without_values(self.plain)
        return Strangers(self.text, self.folded, self.plain, bare, self.mentions)

    @cached_property
    def without_unknown(self) -> Request:
        """The same request without the words that nothing is known by."""
        spans = [*self.strangers.spans, *(quote.span for quote in self.quotes)]
        inside = [span for span in spans if not any(overlap(span, m.span) for m in self.mentions)]
        text = "".join(
            " " if lies_in(place, inside) else letter for place, letter in enumerate(self.text)
        )
        return replace(self, text=text, whole=self.original)


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
    mentions = sorted(without_weak([*found, *settled]), key=lambda mention: mention.span)
    named = with_literal(mended, mentions, things)
    return Request(mended, calendar, named, picks or {}, typed=text)
