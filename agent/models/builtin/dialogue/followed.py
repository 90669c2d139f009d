"""The question before, changed by a message that is no question of its own.

What the message says takes the place of its like: a name of a name, days of days, a state of a
state. What has no like there is added, and words that mean nothing to a question are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from agent.models.builtin.dialogue.cues import (
    LISTS,
    MINE,
    NARROWS,
    REST,
    SHIFTED,
    SPLITS,
    WIDER,
    WORKS,
    widened_kinds,
)
from agent.models.builtin.dialogue.leaning import scored
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.match import NameIndex
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.request import Request
from agent.models.builtin.scope import left_out_names
from agent.models.builtin.text.asks import find_asks
from agent.models.builtin.text.calendar import period_from, period_moved
from agent.models.builtin.text.currencies import currency_spans
from agent.models.builtin.text.filters import filter_spans, other_side
from agent.models.builtin.text.fold import BLANK, Span, blank, fold, lies_in, words_of
from agent.models.builtin.text.groups import group_spans
from agent.models.builtin.text.measures import measure_spans
from agent.models.builtin.text.vocabulary import is_content, words_with_spans

_OPENER = re.compile(
    r"^(?:(?:and|ok(?:ay)?|so|then|but|or|also|now|well|hm+|no|sorry|please|thanks|great)[ ,.]+)*"
    r"(?:(?:and|but|or|also|what about|how about|what of|the same|same|just|only|now|instead|then|"
    r"i meant?|i mean|rather|compare (?:that|it|this|them)|ditto|do the same|show|list|make (?:it|"
    r"that)|back to|give me|let's see|i want|i need)\b[ ,]*)*"
)
_COMPARES = re.compile(r"\b(?:compared?|versus|vs\.?|against|difference|than)\b")
_ME = re.compile(r"\b(?:my|mine|i|me|myself)\b")
_EXCLUSIVE = (
    frozenset({"paid", "draft", "sent", "viewed", "void", "unpaid", "overdue", "issued", "all"}),
    frozenset({"open", "done", "overdue"}),
    frozenset({"overdue", "due"}),
    frozenset({"billed", "unbilled"}),
    frozenset({"critical", "high", "normal", "low"}),
    frozenset({"active", "archived", "all"}),
)
_TOGETHER = frozenset({"unpaid", "overdue", "open", "all", "issued"})
PLACES = ("client", "project", "task")
# Words of a message that name something, the kinds of record it may be, and where they stand.
Name = tuple[str, set[str], Span]


class Followed:
    """The question before, changed by a message that is no question of its own."""

    def __init__(self, before: Request, message: Request, query: dict[str, Any]) -> None:
        self._before = before
        self._message = message
        self._query = query
        self._cuts: list[tuple[Span, str]] = []
        self._added: list[str] = []
        self._used: list[Span] = []

    def text(self) -> str:
        """The question as it is now meant."""
        widened = widened_kinds(self._message)
        if widened:
            self._widen(widened)
        else:
            self._names()
        self._days()
        self._money()
        self._filters()
        self._shape()
        rest = self._rest()
        kept = self._before.text
        for (start, end), instead in sorted(self._cuts, reverse=True):
            kept = f"{kept[:start]}{instead}{kept[end:]}"
        parts = (" ".join(part.split()) for part in (kept.rstrip(" ?.!,"), *self._added))
        whole = " ".join(part for part in parts if part)
        # Apart, so that no word of the one side joins a name at the end of the other.
        return f"{whole}, {rest}" if rest else whole

    def _cut(self, span: Span, instead: str = "") -> None:
        if not any(a < span[1] and span[0] < b for (a, b), _ in self._cuts):
            self._cuts.append((span, instead))

    def _widen(self, kinds: Sequence[str]) -> None:
        for mention in self._before.mentions:
            if _kinds(mention) & set(kinds):
                self._cut(_with_lead(self._before, mention.span))
        if "user" in kinds:
            for match in _ME.finditer(self._before.plain):
                self._cut(match.span())
        for _, words in WIDER:
            self._used += [m.span() for m in re.finditer(rf"\b(?:{words})\b", self._message.plain)]

    def _names(self) -> None:
        """Each name takes the place of the one of its kind; without one it is added."""
        if MINE.search(self._message.plain):
            for span in self._alike({"user"}):
                self._cut(span)
            self._added.append("by me")
            self._used.append((0, len(self._message.text)))
            return
        left_out = left_out_names(self._message)
        names = [(m.text, _kinds(m), m.span) for m in self._message.mentions if m not in left_out]
        strange = [
            (self._message.text[slice(*span)], set(PLACES), span) for span in self._strange()
        ]
        for kinds in _grouped(names + strange):
            texts = [text for text, _, _ in kinds]
            own = set.union(*(of for _, of, _ in kinds))
            self._used += [span for _, _, span in kinds]
            places = self._alike(own)
            written = " and ".join(texts)
            if not places:
                self._added.append(f"for {written}" if "user" not in own else f"by {written}")
            for number, span in enumerate(places):
                self._cut(span, written if number == 0 else "")

    def _strange(self) -> list[Span]:
        spans = self._message.strangers.words_in(self._message.plain)
        taken = [mention.span for mention in self._message.dates()]
        return [s for s in spans if not lies_in(s[0], taken)] if (
            self._message.unknown_names or self._message.stray_words) else []  # fmt: skip

    def _alike(self, kinds: set[str]) -> list[Span]:
        """Where names of these kinds stand in the question before; a place stands for a place."""
        if kinds & set(PLACES):
            kinds = kinds | set(PLACES)
        found = [m.span for m in self._before.mentions if _kinds(m) & kinds]
        if not found and "task" in kinds:
            found = self._task()
        if not found and "user" in kinds:
            found = [match.span() for match in _ME.finditer(self._before.plain)][:1]
        return found

    def _task(self) -> list[Span]:
        """Where the task stands that the question before was about."""
        quoted = [quote.span for quote in self._before.quotes]
        task = (self._query.get("scope") or {}).get("task")
        if quoted or not task:
            return quoted[:1]
        words = tuple(words_of(str(task["name"])))
        tokens = words_with_spans(self._before.text)
        entry = Entry("task", int(task["id"]), str(task["name"]), words=words)
        fits = NameIndex([entry]).fits([word for word, _ in tokens])
        best = max(fits, key=lambda fit: fit.weight, default=None)
        return [(tokens[best.first][1][0], tokens[best.last][1][1])] if best else []

    def _days(self) -> None:
        shifted = SHIFTED.search(self._message.plain)
        dates = self._message.dates()
        if "undated" in self._message.filters:
            for mention in self._before.dates():
                self._cut(mention.span)
        if not shifted and not dates:
            return
        written = [self._message.text[slice(*mention.span)].strip() for mention in dates]
        self._used += [mention.span for mention in dates]
        if shifted:
            moved = self._moved(shifted)
            if moved is None:
                return
            written = [moved]
            self._used.append(shifted.span())
        old = self._before.dates()
        due = any(mention.due for mention in old) and not any(mention.due for mention in dates)
        if not _COMPARES.search(self._message.plain):
            for mention in old:
                self._cut(mention.span)
        self._added.append(" ".join(f"due {text}" if due else text for text in written))

    def _moved(self, shifted: re.Match[str]) -> str | None:
        stored = self._query.get("period") or self._query.get("due")
        if not stored:
            return None
        period = period_from(stored)
        unit = shifted["unit"] or shifted["of"] or shifted["back"] or period.nearest_unit
        ahead = shifted["way"] == "after" or shifted["other"] == "following"
        moved = period_moved(period, unit, 1 if ahead else -1)
        if moved is None or moved.first is None or moved.last is None:
            return None
        return (
            f"from {moved.first} to {moved.last}" if moved.single is None else f"on {moved.single}"
        )

    def _money(self) -> None:
        """Another currency takes the place of the one before."""
        if self._message.currencies:
            for span in currency_spans(self._before.plain):
                self._cut(_with_lead(self._before, span))

    def _filters(self) -> None:
        """What is said about the state of records takes the place of what it cannot go with."""
        if REST.match(self._message.folded):
            self._turn_to_rest()
            return
        said = set(filter_spans(self._message.plain))
        narrows = NARROWS.search(self._message.folded) is not None
        if any(mention.due for mention in self._message.dates()):
            said.add("due")
        for name, spans in filter_spans(self._before.plain).items():
            against = {
                other
                for family in _EXCLUSIVE
                if name in family
                for other in said & family
                if other != name and not (narrows and {name, other} <= _TOGETHER)
            }
            if against or (name in said and name != "all"):
                for span in spans:
                    self._cut(span)

    def _turn_to_rest(self) -> None:
        """The other side of the last state that has one."""
        states = [(span, other_side(name))
                  for name, spans in filter_spans(self._before.plain).items()
                  for span in spans if other_side(name)]  # fmt: skip
        if states:
            span, other = max(states)
            self._cut(span, other)

    def _shape(self) -> None:
        """Another measure or split takes the place of the one before."""
        lists = LISTS.search(self._message.plain) is not None
        if lists or self._message.measure in ("most", "least", "count", "sum") or self._message.top:
            for span in measure_spans(self._before.plain):
                self._cut(span)
        splits = SPLITS.match(self._message.plain)
        if splits:
            self._added.append(f"by {splits['noun'] or 'task'}")
            self._used.append(splits.span())
        if self._message.group or lists or splits:
            for span in group_spans(self._before.plain):
                self._cut(span)

    def _rest(self) -> str:
        """What else the message says, without its opening and the words that were put in place."""
        text = blank(self._message.text, *(_with_lead(self._message, span) for span in self._used))
        opener = _OPENER.match(fold(text))
        text = text[opener.end() if opener else 0 :]
        text = " ".join(text.replace(BLANK, " ").split())
        if not is_content(fold(text.split(" ")[0])):
            text = text[:1].lower() + text[1:]  # no name because it began the message
        rest = Request(text, self._message.calendar)
        shaped = rest.group or rest.top or rest.measure != "list" or rest.order
        bounds = rest.filters or rest.threshold or rest.currencies or find_asks(rest.unbound)
        tells = bool(shaped or bounds)
        return rest.text.strip(" ?.!,") if tells or scored(rest)[1] > 0.5 else _telling(rest)


def _telling(rest: Request) -> str:
    """Words that mean something to a question though they are no filter: an order, a unit."""
    return rest.text.strip(" ?.!,") if WORKS.search(rest.folded) else ""


def _kinds(mention: Mention) -> set[str]:
    return {fit.entry.kind for fit in mention.fits}


def _grouped(
    names: Iterable[Name],
) -> list[list[Name]]:
    """Names of people together, and names of places together."""
    people: list[Name] = []
    places: list[Name] = []
    for name in names:
        (people if name[1] == {"user"} else places).append(name)
    return [group for group in (people, places) if group]


def _with_lead(request: Request, span: Span) -> Span:
    """The words with the preposition before them."""
    lead = re.search(
        r"\b(?:for|of|by|from|with|at|in|on|to|about)\s+(?:the\s+|our\s+)?(?:client\s+|project\s+)?$",
        request.folded[: span[0]],
    )
    tail = re.match(r"'s\b|'(?=\s|$)", request.folded[span[1] :])
    return (lead.start() if lead else span[0], span[1] + (tail.end() if tail else 0))
