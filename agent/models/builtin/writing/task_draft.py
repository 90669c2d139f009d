"""A request for a new task as it was said: title and slots in words, before anything is looked "
"up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from agent.models.builtin.names.likeness import WHOLE
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.text.dates import DateMention
from agent.models.builtin.text.fold import BLANK, Span, word_list
from agent.models.builtin.text.vocabulary import words_with_spans
from agent.models.builtin.writing.coded import DAY, LENGTH, PEOPLE, PERIOD, PERSON, SIGNS, Coded
from agent.models.builtin.writing.slot_patterns import AT_END, AT_START
from agent.models.builtin.writing.wording import is_neutral

HEAD = re.compile(
    r"\b(?:tasks?|to-?dos?|(?<=\ba )to do|(?<=new )to do|(?<=another )to do|"
    r"something\b(?=[^:?]*:\s)|(?:things|points|items) (?:to do|to be done)|"
    r"tickets?|action items?|reminders?)\b(?! ?lists?\b)"
)
REMIND = re.compile(r"\bremind (?:me|us)\b")
START = re.compile(
    r"[\s,.-]*(?:(?:that is|that's|which is|it's|it is|this is)\s+)?(?:\b(?:called|named|titled|"
    r"entitled|saying|that says|with (?:the )?(?:name|title)|(?<=[,;-] )(?:name|title)|"
    r"(?:name|title)(?=\s*[:=]|\s+is\b|\s+[\"'\x0e]))\b\s*(?:is\s+|it\s+)?)?"
    r"\s*(?:(?<!\d):|[:=](?=\s)|\s[-–]\s|\s?->\s)?\s*"
)
TO_DO = re.compile(
    r"\s*(?:,\s*)?(?:to|which is to|that (?:is|needs) to|so (?:that )?(?:i|we) "
    r"(?:can )?|(?:so )?that (?:i|we|they|someone|somebody|you) (?:should|must|need to|have to|"
    r"ought to|can|will)|that(?= (?:the|our|all|every|each|no)\b))\s+(?=[a-z])"
)
# "A task that Anna should call the bank": who has to do it, and what.
THEIRS_TO_DO = re.compile(
    rf"\s*(?:,\s*)?(?:(?:so )?that|where|telling|asking|reminding)\s+(?P<people>{PEOPLE})\s+"
    r"(?:should|must|needs? to|has to|have to|ought to|is to|are to|will|shall|can|to)\s+(?=[a-z])"
)
NOTE = re.compile(
    r"(?:[\s,;.(/|-]*\b(?:with|w/|add|adding)\s+(?:(?:the|a|this|an)\s+)?(?:description|notes?|"
    r"desc|details|"
    r"comment)\b\s*(?:that says|saying|says|is|of|[:=-])?\s*"
    r"|[\s,;.(/|-]*\b(?:and\s+)?(?:(?:the|a|this)\s+)?(?:description|notes?|desc|details|"
    r"comment)\b\s*"
    r"(?:that says|saying|says|is|[:=]|(?=[\"'\x0e]))\s*)(?=\S)"
)
VERBS = re.compile(
    r"(?<![\w-])(?:i'd|we'd|i'll|we'll|let's|please|pls|can|could|would|will|you|we|i|u|us|me|"
    r"need|needs|want|wants|like|"
    r"'d|i'd|"
    r"we'd|to|"
    r"have|get|create|add|make|set|up|open|put|start|file|raise|give|plan|schedule|assign|a|an|"
    r"the|new|"
    r"another|one|more|both|each|we'll|that|those|them|turn|into|following|these|this|also|then|and|two|three|four|five|\d+|some|quick|small|"
    r"little|kindly|hey|hi|hello|ok|okay|so|now|just|let's|let|should|there|be|is|go|ahead|help|"
    r"with|sure|see|ensure|gets?|receives?|that's|should|missing|has|must|"
    r"enter|log|note|write|down|as|of|extra|additional|our|my|remind|reminder|thanks|good|morning|"
    r"afternoon|type|for|in|on|under|if|possible|do|mind|adding|creating|making|it|all)(?![\w-])"
)
TRIM = " \t\n,.;:-–—\"'“”‘’`/|("


@dataclass(frozen=True)
class NewTask:
    """``title`` as typed, empty where none was said; ``due`` a date as found; ``strangers`` words
    outside title and slots that are nobody's name yet; ``aside`` what was told around it."""

    title: str = ""
    places: tuple[Mention, ...] = ()
    place_words: tuple[str, ...] = ()
    owners: tuple[Mention | None, ...] = ()
    due: DateMention | None = None
    minutes: int | None = None
    priority: str | None = None
    billable: bool | None = None
    list_name: str = ""
    description: str | None = None
    strangers: tuple[str, ...] = ()
    doubtful_day: str = ""
    aside: tuple[str, ...] = ()
    taken: tuple[Span, ...] = field(default=(), compare=False)


class Slots:
    """Collects the slots of one draft while the stretches that hold them are taken away."""

    def __init__(self, coded: Coded, span: Span) -> None:
        self.coded = coded
        self.start, self.end = span
        self.found = NewTask()

    def _code(self) -> str:
        return self.coded.text[self.start : self.end]

    def strip_end(self) -> None:
        """Take what is spare and then slots from the end, as long as there are any."""
        self.end = self.start + len(self._code().rstrip(BLANK + " \t\n,;"))
        while self._strip(AT_END, from_end=True) or self._strip_clause():
            pass

    def strip_start(self) -> None:
        while self._strip(AT_START, from_end=False):
            pass

    def take_doers(self) -> None:
        """Take "that Anna should" before what she should do."""
        told = THEIRS_TO_DO.match(self.coded.text, self.start, self.end)
        if told and not self.found.owners:
            people = people_in(self.coded, told.span("people"))
            self.found = replace(self.found, owners=people)
            self.start = told.end()

    def _strip(self, patterns: list[tuple[str, re.Pattern[str]]], *, from_end: bool) -> bool:
        code = self._code()
        best: re.Match[str] | None = None
        kind = ""
        for name, pattern in patterns:
            match = pattern.search(code) if from_end else pattern.match(code)
            if (
                not match
                or not match.group().strip(TRIM)
                or not self._fits(name, match, at_start=not from_end)
            ):
                continue
            longer = best is None or (match.end() - match.start() > best.end() - best.start())
            if longer:
                best, kind = match, name
        if best is None:
            return False
        self._take(kind, best)
        if from_end:
            self.end = self.start + best.start()
        else:
            self.start += best.end()
        return True

    def _strip_clause(self) -> bool:
        """Take a last clause that is a slot by what stands in it: "Anna and Ben together"."""
        mark = _LAST_CLAUSE.search(self._code())
        span = (self.start + mark.end(), self.end) if mark else None
        found = span and clause_slot(self.coded, span, self.found)
        if not mark or not span or not found:
            return False
        start = self.start + mark.start()
        self.found = replace(found, taken=(*found.taken, (start, self.end)))
        self.end = start
        return True

    def _span(self, match: re.Match[str], group: str) -> Span:
        a, b = match.span(group)
        return self.start + a, self.start + b

    def _fits(self, kind: str, match: re.Match[str], *, at_start: bool = False) -> bool:
        """Whether the slot is still free: a second project, due date or owner is part of the "
        "title."""
        groups = match.groupdict()
        if kind == "place":
            if groups.get("stranger"):
                return not self.found.places and not self.found.strangers
            new = self.coded.mentions_in(self._span(match, "place"))
            kinds = {"client" if _is_client(m) else "project" for m in (*self.found.places, *new)}
            if re.search(r"\blist\W*$", match.group()) and not _is_whole(new):
                return False  # "the Design list" is one of the project's own
            had = any(not _is_client(m) for m in self.found.places)
            belongs = at_start and groups.get("word") in ("of", "from")  # "the website of Acme"
            if had and groups.get("word") in ("to", "from", "at", "of", "on") and not belongs:
                return False  # "send the report to Acme" is a title where the project is known
            return len(kinds) == len(self.found.places) + len(new)
        if kind == "due" and at_start:
            said = self.coded.request.folded[slice(*self._span(match, "day"))]
            then = self.coded.text[self.start + match.end() : self.end]
            told = re.match(r"(?:on|for|by|due|until|before)\b", said)
            if not told and not re.match(r"\s+to\s", then):
                return False
        if kind == "due":
            day = self.coded.dates_in(self._span(match, "day"))
            if day and not at_start and not self._is_surely_due(day[0], match):
                said = self.coded.request.text[slice(*day[0].span)].strip().removeprefix("for ")
                self.found = replace(self.found, doubtful_day=said)
                return False
            return self.found.due is None and bool(day) and bool(due_day(day[0]) or day[0].due)
        if kind == "list" and match["list"].strip(TRIM) in ("his", "her", "their", "my", "our"):
            return False  # "on his list" is his to do
        if kind == "list" and _is_whole(self.coded.mentions_in(self._span(match, "list"))):
            return False
        free = {
            "owner": not self.found.owners,
            "priority": self.found.priority is None,
            "billing": self.found.billable is None,
            "budget": self.found.minutes is None,
            "list": not self.found.list_name,
        }
        return free.get(kind, True)

    def _is_surely_due(self, day: DateMention, match: re.Match[str]) -> bool:
        """ "Meeting notes 8 July" and "timetable for 24 December" may be names as a whole, and the
        day of "before launch on 3 May" is the launch's."""
        said = self.coded.request.folded[slice(*day.span)].strip()
        dated = re.search(r"\d", said) is not None and not re.match(r"in\b", said)
        apart = re.match(r"\s*[,;.(/|-]", match.group()) is not None
        before = self.coded.text[self.start : self.start + match.start()]
        if not day.due and not apart and _OF_EVENT.search(before):
            return False
        return (
            day.due != ""
            or not dated
            or apart
            or re.match(r"(?:on|until|till|til|before)\b", said) is not None
        )

    def _take(self, kind: str, match: re.Match[str]) -> None:
        request = self.coded.request
        groups = match.groupdict()
        new: dict[str, object] = {}
        if groups.get("stranger"):
            said = request.text[slice(*self._span(match, "stranger"))]
            new["strangers"] = (*self.found.strangers, said)
        elif kind == "place":
            mentions = self.coded.mentions_in(self._span(match, "place"))
            labelled = re.search(r"\b(?:project|client|customer|account)\b", match.group())
            word = "" if labelled else groups.get("word") or ""
            new["places"] = (*self.found.places, *mentions)
            new["place_words"] = (*self.found.place_words, *(word for _ in mentions))
        elif kind == "owner":
            mine = "mine" in groups and groups["mine"]
            new["owners"] = (None,) if mine else people_in(self.coded, self._span(match, "people"))
        elif kind == "due":
            new["due"] = self.coded.dates_in(self._span(match, "day"))[-1]
        elif kind == "priority":
            new["priority"] = LEVELS.get(match["level"], match["level"])
        elif kind == "billing":
            positive = match["billing"].startswith("billable")
            new["billable"] = positive != (groups.get("flag") in ("no", "false"))
        elif kind == "budget":
            new["minutes"] = self.coded.lengths_in(self._span(match, "length"))[-1].minutes
        elif kind == "list":
            new["list_name"] = request.text[slice(*self._span(match, "list"))].strip(TRIM)
        new["taken"] = (*self.found.taken, (self.start + match.start(), self.start + match.end()))
        self.found = replace(self.found, **new)  # type: ignore[arg-type]


# "Before the launch", "ahead of our board meeting": what happens on the day that follows.
_OF_EVENT = re.compile(
    r"\b(?:before|after|ahead of|prior to|in time for|in preparation for|during|until|following)"
    rf"(?: (?:the|our|their|his|her|my|a))?(?: [\w{SIGNS}&'-]+){{1,3}}$"
)
_LAST_CLAUSE = re.compile(
    r"(?:\s*[,;(/|]\s*|\s+-\s+|[.!?]\s+|^)(?=[^,;(/|]*$)(?!.*(?:\s-\s|[.!?]\s+\S))", re.DOTALL
)
_OWNER_WORDS = frozenset(
    word_list("""
    do does doing take takes handle handles own owns gets should must will lead leads responsible
    assignee assigned owner owned goes all both together alone themselves myself himself herself
    care charge
""")
)
_DUE_WORDS = frozenset(
    word_list("""
    due deadline delivery deliver delivered finish finished ready wanted target latest complete
    completed required must should all both
""")
)
_BUDGET_WORDS = frozenset(
    word_list("""
    budget budgeted estimate estimated estimation max maximum min most effort planned takes should
    will reserved allotted allowed cap capped limit
""")
)
_MINE = re.compile(r"\b(?:i|i'll|me|myself|mine)\b")


def clause_slot(coded: Coded, span: Span, found: NewTask) -> NewTask | None:
    """The draft with the one slot that a clause is about: people, a day or a length, beside which
    there is nothing but the small words of that slot. None where there is more, or less."""
    code = coded.text[slice(*span)]
    signs = {sign for sign in code if sign in SIGNS}
    words = [word for word, _ in words_with_spans(re.sub(rf"[{SIGNS}{BLANK}]", " ", code))]

    def only(known: frozenset[str]) -> bool:
        return all(word in known or is_neutral(word) for word in words)

    if not found.owners and only(_OWNER_WORDS):
        mine = _MINE.search(code) is not None and (signs or set(words) & _OWNER_WORDS)
        if signs == {PERSON} or (mine and not signs):
            return replace(found, owners=people_in(coded, span) or (None,))
    if found.due is None and len(signs) == 1 and signs <= {DAY, PERIOD} and only(_DUE_WORDS):
        days = coded.dates_in(span)
        if len(days) == 1 and due_day(days[0]):
            return replace(found, due=days[0])
    if found.minutes is None and signs == {LENGTH} and only(_BUDGET_WORDS):
        lengths = coded.lengths_in(span)
        return replace(found, minutes=lengths[0].minutes) if len(lengths) == 1 else None
    return None


def says_nothing_new(text: str) -> bool:
    """Whether words that are left of a clause only carried its slots: "she has to finish it"."""
    known = _OWNER_WORDS | _DUE_WORDS | _BUDGET_WORDS
    return all(word in known or is_neutral(word) for word, _ in words_with_spans(text))


def due_day(mention: DateMention) -> date | None:
    """The day that a date is due on: "until 9 May" is due on that day."""
    period = mention.period
    return period.single or (period.last if period.first is None else None)


LEVELS = {"highest": "critical", "top": "high", "urgent": "high", "medium": "normal",
           "standard": "normal", "lowest": "low"}  # fmt: skip


def _is_client(mention: Mention) -> bool:
    return mention.best("client") > mention.best("project")


def _is_whole(mentions: Sequence[Mention]) -> bool:
    return bool(mentions) and all(
        max(m.best("project"), m.best("client")) >= WHOLE for m in mentions
    )


def people_in(coded: Coded, span: Span) -> tuple[Mention | None, ...]:
    """Who is named there, in order; None is the person asking."""
    people: list[tuple[int, Mention | None]] = [(m.span[0], m) for m in coded.mentions_in(span)]
    mine = re.finditer(r"\b(?:me|myself|i)\b", coded.text[slice(*span)])
    people += [(span[0] + match.start(), None) for match in mine]
    return tuple(mention for _, mention in sorted(people, key=lambda pair: pair[0]))
