"""A message with its names, days and lengths written as signs, so that patterns can speak of them.

Every character keeps its place: "in Acme by Friday" becomes "in pppp dddddddddd", with characters
that no text holds in the place of these letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.request import Request
from agent.models.builtin.text.dates import DateMention, find_dates
from agent.models.builtin.text.durations import Duration, find_durations
from agent.models.builtin.text.fold import BLANK, Span, blank, lies_in, uncovered
from agent.models.builtin.writing.sheet import with_lines
from agent.models.builtin.writing.wording import COURTEOUS

PROJECT, CLIENT, PERSON = "\x02", "\x03", "\x04"
DAY, PERIOD, LENGTH, QUOTED = "\x05", "\x06", "\x07", "\x0e"
SIGNS = PROJECT + CLIENT + PERSON + DAY + PERIOD + LENGTH + QUOTED

PEOPLE = (
    rf"(?:the\s+)?(?:{PERSON}+|\bme\b|\bmyself\b)"
    rf"(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*\+\s*)(?:{PERSON}+|\b(?:me|myself|i)\b))*"
)
PLACE = (
    rf"(?:{CLIENT}+(?:'s)?\s+)?[{PROJECT}]+"
    rf"(?:\s*(?:(?:at|for|of|by|from)\s+|[,-]\s*)?(?:the\s+)?\(?{CLIENT}+\)?)?|{CLIENT}+"
)


@dataclass(frozen=True)
class Coded:
    """``spare`` stretches hold no slots: a description that was taken out, a title in quotes."""

    request: Request
    spare: tuple[Span, ...] = ()

    @cached_property
    def _plain(self) -> str:
        spans = [m.span for m in self.request.mentions] + [q.span for q in self.request.quotes]
        return blank(self.request.folded, *spans, *self.spare)

    @cached_property
    def lengths(self) -> list[Duration]:
        return find_durations(self._plain, uncovered(self.request.text, self._plain))

    @cached_property
    def dates(self) -> list[DateMention]:
        text = blank(self._plain, *(length.span for length in self.lengths))
        return find_dates(text, self.request.calendar, "future", terse=True)

    @cached_property
    def mentions(self) -> list[Mention]:
        return [m for m in self.request.mentions if not lies_in(m.span[0], self.spare)]

    @cached_property
    def text(self) -> str:
        """The folded message with signs; what is spare is blank, a quote that names nothing is a
        sign as a whole."""
        coded = blank(with_lines(self.request).replace("~", " "), *self.spare)
        unquoted = blank(coded, *(quote.span for quote in self.request.quotes))
        coded = blank(coded, *(match.span() for match in COURTEOUS.finditer(unquoted)))
        for length in self.lengths:
            coded = _signed(coded, length.span, LENGTH)
        for date in self.dates:
            coded = _signed(coded, date.span, DAY if date.period.single else PERIOD)
        for mention in self.mentions:
            coded = _signed(coded, mention.span, _sign(mention, self.request.folded))
        for quote in self.request.quotes:
            inside = coded[quote.span[0] + 1 : quote.span[1] - 1]
            if not re.fullmatch(rf"\s*[{SIGNS}]+\s*", inside) and BLANK not in inside:
                coded = _signed(coded, quote.span, QUOTED)
        return coded

    def mentions_in(self, span: Span) -> list[Mention]:
        return [m for m in self.mentions if span[0] <= m.span[0] < span[1]]

    def dates_in(self, span: Span) -> list[DateMention]:
        return [d for d in self.dates if span[0] <= d.span[0] < span[1]]

    def lengths_in(self, span: Span) -> list[Duration]:
        return [d for d in self.lengths if span[0] <= d.span[0] < span[1]]


_GIVES = re.compile(
    r"\b(?:assign(?:ed|ing|ee)?|give|owner|responsible)(?: (?:it|this|that|them|these|both|all))*"
    r"(?: to)?\s*:?\s*$"
)
_DOES = re.compile(r"\s+(?:should|will|can|must|to) (?:do|handle|take|own)\b")
_NEARLY = 0.06


def _sign(mention: Mention, folded: str) -> str:
    """What the name is: a person where somebody is given or does something."""
    user, client, project = (mention.best("user"), mention.best("client"), mention.best("project"))
    given = _GIVES.search(folded[: mention.span[0]]) or _DOES.match(folded, mention.span[1])
    if user > max(client, project) or (user and given and user + _NEARLY > max(client, project)):
        return PERSON
    return PROJECT if project >= client else CLIENT


def _signed(text: str, span: Span, sign: str) -> str:
    return text[: span[0]] + sign * (span[1] - span[0]) + text[span[1] :]
