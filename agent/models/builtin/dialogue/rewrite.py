"""A follow-up on a question about records, as a question that stands on its own.

"How much did we log for Acme in October?" - "and in September?" is "How much did we log for Acme in
September?": what the follow-up says takes the place of its like in the question before. A follow-up
that is a question of its own ("and their invoices?") is completed by what it leaves out instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.pointing import Pointed, pointed
from agent.models.builtin.intents import all_intents, best_intent
from agent.models.builtin.intents.intent import COMMAND, ENOUGH, NAMED, Intent
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.match import NameIndex
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.scope import left_out_names
from agent.models.builtin.text.asks import find_asks
from agent.models.builtin.text.calendar import period_from, period_moved
from agent.models.builtin.text.currencies import currency_spans
from agent.models.builtin.text.filters import filter_spans, group_spans, measure_spans
from agent.models.builtin.text.fold import BLANK, Span, blank, fold, lies_in, words_of
from agent.models.builtin.text.vocabulary import is_content, words_with_spans

_OPENER = re.compile(
    r"^(?:(?:and|ok(?:ay)?|so|then|but|or|also|now|well|hm+|no|sorry|please|thanks|great)[ ,.]+)*"
    r"(?:(?:and|but|or|also|what about|how about|what of|the same|same|just|only|now|instead|then|"
    r"i meant?|i mean|rather|compare (?:that|it|this|them)|ditto|do the same|show|list|make (?:it|"
    r"that)|back to|give me|let's see|i want|i need)\b[ ,]*)*"
)
_DEPENDS = re.compile(
    r"^(?:(?:ok(?:ay)?|so|then|well|no|sorry|please|thanks)[ ,.]+)*(?:and|what about|how about|"
    r"what of|same|the same|only|just|but|or|also|now|instead|then|those|these|excluding|including|"
    r"ditto|split|group(?:ed)?|sort(?:ed)?|order(?:ed)?|rank(?:ed)?|compare|compared|versus|vs|"
    r"i meant?|i mean|rather|back to|without|with|for|by|per|in|on|since|from|last|this|next|"
    r"between|during|yesterday|today|all)\b"
)
_NARROWS = re.compile(
    r"\b(?:of (?:those|them|these|that|this|it|which)|which (?:ones?|of)|"
    r"(?:those|these|the \w+|\w+) ones|ones\b|"
    r"only|just|any of|among (?:those|them|these))"
)
# "Who has the Acme ones?": whatever was spoken of.
_ONES = re.compile(r"\b(?:the|those|these|her|his|their|my|our) (?:[\w'-]+ ){0,3}ones\b")
# "How many are paid?": of those that were spoken of.
_NOUNLESS = re.compile(r"^(?:(?:and|so|ok|but) )*(?:how many|how much|which) (?:are|is|were|was)\b")
_BACK = re.compile(
    r"\b(?:(?:is|are|was|were|does|do|did|makes?|in|with|all) (?:that|this|those|these|it|they)|"
    r"(?:that|this|those|these|it|them)\b(?= (?:in|by|per|as|with|to)\b|\W*$)|(?:in|the) "
    r"(?:total|sum|hours|days)\W*$)"
)
_LISTS = re.compile(
    r"\b(?:which (?:ones?|are (?:they|those|these))|(?:list|show|name) (?:me )?(?:them|those|these|"
    r"all(?: of (?:them|those))?)|what are they|who are they|the details)\b"
)
_WIDER: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("client", "project", "task"),
        r"all (?:of )?(?:the |our )?(?:clients|customers)|(?:every|any) (?:client|customer)|"
        r"across (?:all )?(?:clients|customers)",
    ),
    (
        ("project", "task"),
        r"all (?:of )?(?:the |our )?projects|every project|across (?:all )?projects",
    ),
    (
        ("user",),
        r"everyone|everybody|the (?:whole|entire) team|all (?:of )?(?:the )?(?:people|team|users|"
        r"employees|staff)|all of us",
    ),
    (
        ("client", "project", "task", "user"),
        r"overall|in general|the (?:whole|entire) (?:agency|company|account)|all of (?:them|those|"
        r"it)|everything",
    ),
)
_SHIFTED = re.compile(
    r"\b(?:the )?(?P<unit>day|week|month|quarter|year) (?P<way>before|after)(?: that)?\b"
    r"|\b(?:the )?(?P<other>previous|preceding|prior|following) "
    r"(?P<of>day|week|month|quarter|year)\b"
    r"|\b(?:the )?(?:one )?(?P<alone>before) (?:that|it)\b"
    r"|\bthe same (?:period|time|month|week|quarter)(?: of)? last (?P<back>year)\b"
)
_COMPARES = re.compile(r"\b(?:compared?|versus|vs\.?|against|difference)\b")
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
_PLACES = ("client", "project", "task")
# Which questions are asked of the same days: those of the records themselves, or due dates.
_DAYS = ({"invoices", "time_entries", "payments"}, {"tasks", "milestones"})
# Words that do something to any question: an order, a unit, a person asked for.
_WORKS = re.compile(
    r"\b(?:sort|order|rank|who|whose|in (?:hours|days|detail)|with|without|"
    r"excluding|except|apart|besides)\b"
)
# "On which projects?", after a figure: split it by them.
_SPLITS = re.compile(
    r"\s*(?:and |but |so |ok )*(?:for |on |by |in |with |to |from )?(?:which|what|whose) (?P<noun>"
    r"clients?|customers?|projects?|tasks?|people|persons?|users?|days?)\W*$"
    r"|\s*(?:and |but |so |ok )*(?:what (?:on|for)|on what|doing what|what exactly)\W*$"
)
# "Who did that?", "who has those?": of the rows that were told.
_WHO_THAT = re.compile(
    r"(?:(?:and|so|ok|but) )*(?:who|whose)(?: \w+){0,2} (?:that|this|those|these|it|them)\W*"
)
# "And mine?": the same of the person who asks.
_MINE = re.compile(
    r"^\W*(?:(?:and|ok|so|what about|how about|the same for|same for|for)\s+)+(?:me|mine|"
    r"myself|my own)\W*$"
)
# "Since when?": the rows of the answer tell.
_WHEN = re.compile(
    r"(?:(?:and|but|so|ok) )*(?:(?:since|until|till|by|from|for) )?(?:when|how (?:long|late|old|"
    r"many days))(?: (?:exactly|then|is that|was that|are they|already))*\W*"
)
# Words of the longest message that is taken for an addition to a question.
_LONGEST = 12


# Words of a message that name something, the kinds of record it may be, and where they stand.
Name = tuple[str, set[str], Span]


@dataclass(frozen=True)
class Rewritten:
    """A message that stands on its own. ``intent`` is set where the question before decides it,
    ``origin`` is that question where the message narrowed it."""

    text: str
    picks: dict[str, Any]
    intent: str = ""
    origin: dict[str, Any] = field(default_factory=dict)


def rewritten(
    desk: Desk, text: str, query: dict[str, Any] | None, *, listed: bool = True
) -> Rewritten:
    """The message as one that stands on its own, in the light of the last question. ``listed``:
    words may point at the lines of the answer before, too."""
    query = _before_invoice(desk, text, query)
    found = pointed(desk, text, query, listed=listed)
    if not query or not query.get("text"):
        return Rewritten(found.text, dict(found.picks))
    picks = {**query.get("picks", {}), **found.picks}
    message = _read(desk, found.text, picks)
    if not _depends(message, found, query):
        return Rewritten(found.text, dict(found.picks))
    others = _others(message, query)
    if others:
        picks |= others
        message = _read(desk, found.text, picks)
    intent = "" if query["handler"] == "about" else str(query["handler"])
    origin = query.get("origin")
    if origin and _BACK_TO_ALL.search(message.folded):
        return Rewritten(f"{origin['text'].rstrip(' ?.!')} all", dict(origin["picks"]), intent)
    before = _read(desk, str(query["text"]), picks)
    if _stands(message, found):
        kept: dict[str, Any] = {}
        if "invoice" in found.kinds:
            kept = dict(query if "invoice" not in (query.get("scope") or {}) else origin or {})
            kept.pop("origin", None)
        return Rewritten(_completed(message, found, before, query), picks, origin=kept)
    kept = {"text": query["text"], "picks": query.get("picks", {})}
    return Rewritten(_Followed(desk, before, message, query).text(), picks, intent, kept)


def _before_invoice(desk: Desk, text: str, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """The question that is gone on with: where one invoice of it was asked about in between, and
    now somebody is named, the one before that."""
    origin = (query or {}).get("origin") or {}
    if "handler" not in origin:
        return query
    names = _read(desk, text, {}).mentions
    return origin if any(mention.best("client") for mention in names) else query


# What the last follow-up left out is wanted again.
_BACK_TO_ALL = re.compile(r"\b(?:all of (?:them|those|it)|everything|back to all|all again)\b")


def _others(message: Request, query: dict[str, Any]) -> dict[str, Any]:
    """ "The other Meridian": of those called so, the only one that was not asked about."""
    found: dict[str, Any] = {}
    for mention in message.mentions:
        if not re.search(r"\bother\s+$", message.folded[: mention.span[0]]):
            continue
        for kind, asked in (query.get("scope") or {}).items():
            left = [e for e in mention.candidates(kind) if e.id != asked["id"]]
            if len(left) == 1 < len(mention.candidates(kind)):
                found[fold(mention.text)] = left[0].as_reference()
    return found


def _read(desk: Desk, text: str, picks: dict[str, Any]) -> Request:
    return read_request(text, desk.context.calendar, desk.names, picks=picks)


def _score(message: Request) -> tuple[Intent, float]:
    best = best_intent(message)
    return best, best.score(message)


def _depends(message: Request, found: Pointed, query: dict[str, Any]) -> bool:
    """Whether a message leaves out what the question before said."""
    best, score = _score(message)
    declined = best.declines and score >= ENOUGH
    if declined or not all_intents()[query["intent"]].continues:
        return False
    if best.writes and score >= COMMAND:
        return False
    folded = message.folded
    leans = bool(found.picks) or any(
        rule.search(folded) for rule in (_DEPENDS, _NARROWS, _NOUNLESS)
    )
    if _stands(message, found):
        return leans or _WHO_THAT.fullmatch(folded) is not None
    short = len(words_of(message.text)) <= 3
    back = leans or _BACK.search(folded) or short or score < ENOUGH
    return bool(back) and _tells(message, found, query) and len(words_of(message.text)) <= _LONGEST


def _tells(message: Request, found: Pointed, query: dict[str, Any]) -> bool:
    """Whether a message says anything that changes a question; else it is no addition to one."""
    names = [mention for mention in message.mentions if fold(mention.text) not in found.picks]
    shaped = (
        message.group
        or (message.top or 0) > 1
        or message.measure in ("most", "least", "count", "sum")
    )
    rules = (_LISTS, _WORKS, _SPLITS, _BACK_TO_ALL)
    words = any(rule.search(message.plain) for rule in (*rules, _MINE)) or bool(
        _WHEN.fullmatch(message.folded)
    )
    if query.get("period") or query.get("due"):
        words = words or _SHIFTED.search(message.plain) is not None
    strange = message.unknown_names or message.stray_words
    said = message.dates() or message.filters - {"mine"} or names or strange or _widened(message)
    asked = message.threshold or message.order or message.currencies or find_asks(message.unbound)
    return bool(said or shaped or words or asked or len(found.picks) > 1)


def _stands(message: Request, found: Pointed) -> bool:
    """Whether it is a question of its own, which lacks only what it is about."""
    _, score = _score(message)
    nounless = (
        _SPLITS.match(message.plain)
        or _NOUNLESS.search(message.folded)
        or _ONES.search(message.folded)
    )
    if nounless or (_NARROWS.search(message.folded) and score < NAMED):
        return False
    if _widened(message):
        spans = [m.span() for _, words in _WIDER for m in re.finditer(words, message.plain)]
        rest = Request(blank(message.text, *spans).replace(BLANK, ""), message.calendar)
        return _score(rest)[1] >= NAMED
    return score >= NAMED or (bool(found.picks) and score >= ENOUGH)


def _completed(message: Request, found: Pointed, before: Request, query: dict[str, Any]) -> str:
    """The message with the place, the person and the days of the question before, as it lacks
    them. Another subject keeps the days only where they mean the same there."""
    if "invoice" in found.kinds:
        return message.text
    name = _score(message)[0].name
    same = name == query["intent"]
    kinds = {fit.entry.kind for mention in message.mentions for fit in mention.fits} | found.kinds
    parts = [message.text.rstrip(" ?.!")]
    scope = query.get("scope") or {}
    if not kinds & set(_PLACES) and not message.unknown_names and not _widened(message):
        place = next((scope[k] for k in ("project", "client") if k in scope), None)
        parts += [f"for {place['name']}"] if place else []
    asks_who = message.group == "user" or "mine" in message.filters or message.unknown_names
    if "user" in scope and "user" not in kinds and not asks_who and not found.picks:
        parts.append(f"by {scope['user']['name']}")
    shared = same or any({name, query["intent"]} <= days for days in _DAYS)
    if shared and not message.dates() and not _SHIFTED.search(message.plain):
        parts += [before.text[slice(*mention.span)] for mention in before.dates()]
    if same and not message.filters - {"mine"}:
        parts += [
            before.text[slice(*s)] for spans in filter_spans(before.plain).values() for s in spans
        ]
    if same and not message.currencies:
        parts += [f"in {code}" for code in before.currencies[:1] if len(before.currencies) == 1]
    return " ".join(parts)


def _widened(message: Request) -> list[str]:
    """The kinds of record of which a message wants all."""
    return [kind for kinds, words in _WIDER if message.says(words) for kind in kinds]


class _Followed:
    """The question before, changed by a message that is no question of its own."""

    def __init__(
        self, desk: Desk, before: Request, message: Request, query: dict[str, Any]
    ) -> None:
        self._desk = desk
        self._before = before
        self._message = message
        self._query = query
        self._cuts: list[tuple[Span, str]] = []
        self._added: list[str] = []
        self._used: list[Span] = []

    def text(self) -> str:
        """The question as it is now meant."""
        widened = _widened(self._message)
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
        for _, words in _WIDER:
            self._used += [m.span() for m in re.finditer(rf"\b(?:{words})\b", self._message.plain)]

    def _names(self) -> None:
        """Each name takes the place of the one of its kind; without one it is added."""
        if _MINE.search(self._message.plain):
            for span in self._alike({"user"}):
                self._cut(span)
            self._added.append("by me")
            self._used.append((0, len(self._message.text)))
            return
        left_out = left_out_names(self._message)
        names = [(m.text, _kinds(m), m.span) for m in self._message.mentions if m not in left_out]
        strange = [
            (self._message.text[slice(*span)], set(_PLACES), span) for span in self._strange()
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
        spans = self._message.unknown_words(self._message.plain)
        taken = [mention.span for mention in self._message.dates()]
        return [s for s in spans if not lies_in(s[0], taken)] if (
            self._message.unknown_names or self._message.stray_words) else []  # fmt: skip

    def _alike(self, kinds: set[str]) -> list[Span]:
        """Where names of these kinds stand in the question before; a place stands for a place."""
        if kinds & set(_PLACES):
            kinds = kinds | set(_PLACES)
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
        shifted = _SHIFTED.search(self._message.plain)
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
        said = set(filter_spans(self._message.plain))
        narrows = _NARROWS.search(self._message.folded) is not None
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

    def _shape(self) -> None:
        """Another measure or split takes the place of the one before."""
        lists = _LISTS.search(self._message.plain) is not None
        if lists or self._message.measure in ("most", "least", "count", "sum") or self._message.top:
            for span in measure_spans(self._before.plain):
                self._cut(span)
        splits = _SPLITS.match(self._message.plain)
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
        return rest.text.strip(" ?.!,") if tells or _score(rest)[1] > 0.5 else _telling(rest)


def _telling(rest: Request) -> str:
    """Words that mean something to a question though they are no filter: an order, a unit."""
    return rest.text.strip(" ?.!,") if _WORKS.search(rest.folded) else ""


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
