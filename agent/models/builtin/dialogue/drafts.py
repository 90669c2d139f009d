"""The writes a conversation is about: proposed and still open, or just made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agent.models.builtin.answers.phrases import day, joined, minutes
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.names.entry import Entry, Kind, entry_from
from agent.models.builtin.names.match import Fit, NameIndex
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import BLANK, Span, blank, lies_in, words_of
from agent.models.builtin.text.numbers import ORDINAL_WORD, ordinal
from agent.models.builtin.text.vocabulary import is_content, words_with_spans

ENTRY = "create_time_entry"


@dataclass(frozen=True)
class Draft:
    """A write with the names behind its ids: ``task`` of a time entry, ``place`` of a new task."""

    call: Call
    task: Entry | None = None
    place: Entry | None = None
    people: str = ""

    @property
    def is_entry(self) -> bool:
        return self.call.tool == ENTRY

    @property
    def name(self) -> str:
        """The words it is known by."""
        args = self.call.args
        if self.is_entry:
            around = (self.task.name, self.task.project, self.task.client) if self.task else ()
            return " ".join(around)
        place = (self.place.name, self.place.client) if self.place else ()
        return " ".join((str(args.get("name") or ""), *place))

    @property
    def label(self) -> str:
        """One line to choose it by."""
        args = self.call.args
        if self.is_entry:
            length = minutes(args["minutes"]) if args.get("minutes") else "time"
            when = day(args.get("date") or str(args.get("start_time") or "")[:10] or None)
            return f"{length} on {self.task.label if self.task else 'a task'}, {when}"
        where = f" in {self.place.label}" if self.place else ""
        return joined([f"task {args.get('name')}{where}", self.people])

    def but(self, **changed: Any) -> Call:
        """The write with these arguments instead; None leaves one out."""
        args = {**self.call.args, **changed}
        return Call(
            self.call.tool, {key: value for key, value in args.items() if value is not None}
        )


def drafts_of(desk: Desk, calls: Sequence[Call]) -> list[Draft]:
    """The writes with what this conversation has read about their records."""
    if not calls:
        return []
    known = {(e.kind, e.id): e for e in (*desk.known_entries(), *_known_tasks(desk))}

    def of(kind: Kind, value: Any) -> Entry | None:
        return known.get((kind, value)) if isinstance(value, int) else None

    found = []
    for call in calls:
        ids = call.args.get("user_ids") or [call.args.get("user_id")]
        people = [entry.name for entry in (of("user", id) for id in ids) if entry]
        found.append(
            Draft(call, of("task", call.args.get("task_id")),
                  of("project", call.args.get("project_id")), " ".join(people))
        )  # fmt: skip
    return found


def _known_tasks(desk: Desk) -> list[Entry]:
    results = (*desk.conversation.earlier, *desk.conversation.results)
    return [
        entry_from("task", row)
        for result in results
        if result.call.tool == "list_tasks" and result.error is None
        for row in result.data["rows"]
    ]


_PLACE = re.compile(
    rf"\b(?:the )?(?P<word>{ORDINAL_WORD}|last)(?: (?:one|card|entry|task))?\b"
    rf"|(?<!\w)(?:#|number |no\.? |card )(?P<number>\d)\b|\b(?:the )?(?P<nth>\d)(?:st|nd|rd|th) "
    rf"(?:one|card|entry|task)\b"
)
# "Only the first two".
_NUMBER = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_FIRST_FEW = re.compile(
    rf"\b(?:the )?(?P<end>first|last) (?P<count>{'|'.join(_NUMBER)})"
    r"(?: (?:ones|cards|entries|tasks))?\b(?! ?(?:h|hrs?|hours?|min|minutes?|days?|weeks?)\b)"
)
_ALL = re.compile(r"\b(?:both|all|each|every one|everything|them)\b")


@dataclass(frozen=True)
class Chosen:
    """The drafts that words single out, by place, and where these words stand. ``sure`` is False
    where no word told one from the others."""

    places: tuple[int, ...]
    spans: tuple[Span, ...]
    sure: bool


def chosen_drafts(drafts: Sequence[Draft], words: Request) -> Chosen:
    """Which of the drafts a message is about: by position, by all, or by words of their names."""
    everyone = tuple(range(len(drafts)))
    if len(drafts) > 1:
        counted = _counted(words, len(drafts))
        if counted:
            return counted
    named: set[int] = set()
    spans: list[Span] = []
    for places, span in _named(drafts, words):
        spans.append(span)
        if len(places) < len(drafts):
            named |= places
    if named:
        return Chosen(tuple(sorted(named)), tuple(spans), sure=True)
    dated = _dated(drafts, words)
    if dated and len(drafts) > 1:
        return dated
    said = len(drafts) == 1 or _ALL.search(words.plain) is not None
    return Chosen(everyone, tuple(spans), sure=said)


def _dated(drafts: Sequence[Draft], words: Request) -> Chosen | None:
    """The one draft of the day that is named beside something else: "today only 2 hours"."""
    dates = words.dates()
    rest = blank(words.plain, *(mention.span for mention in dates)).replace(BLANK, " ")
    if len(dates) != 1 or not re.search(r"\d|\bhalf\b", rest):
        return None
    said = str(dates[0].period.single)
    days = [
        str(d.call.args.get("date") or d.call.args.get("start_time") or "")[:10] for d in drafts
    ]
    if days.count(said) != 1:
        return None
    return Chosen((days.index(said),), (dates[0].span,), sure=True)


def _counted(words: Request, count: int) -> Chosen | None:
    found: list[int] = []
    spans: list[Span] = []
    taken = [mention.span for mention in words.dates()]
    several = _FIRST_FEW.search(words.plain)
    few = _NUMBER.get(several["count"], 0) if several else 0
    if several and 0 < few <= count:
        from_end = several["end"] == "last"
        places = range(count - few, count) if from_end else range(few)
        return Chosen(tuple(places), (several.span(),), sure=True)
    for match in _PLACE.finditer(words.plain):
        place = ordinal(match["word"] or match["number"] or match["nth"])
        if place is None or place > count or lies_in(match.start(), taken):
            continue
        found.append(count - 1 if place == -1 else place - 1)
        spans.append(match.span())
    return Chosen(tuple(dict.fromkeys(found)), tuple(spans), sure=True) if found else None


def _named(drafts: Sequence[Draft], words: Request) -> list[tuple[set[int], Span]]:
    """The stretches of a message that hold words of drafts' names, and whose names these are."""
    same_task = len({draft.name for draft in drafts}) < len(drafts)
    names = [f"{d.name} {d.people}" if same_task else d.name for d in drafts]
    entries = [Entry("task", i, name, words=tuple(words_of(name))) for i, name in enumerate(names)]
    tokens = words_with_spans(words.text)
    fits = [f for f in NameIndex(entries).fits([word for word, _ in tokens]) if f.weight >= 0.6]
    fits.sort(key=lambda fit: (-round(fit.weight, 1), fit.first))
    counted = _numbers(words)
    found: list[tuple[set[int], Span]] = []
    for fit in fits:
        span = (tokens[fit.first][1][0], tokens[fit.last][1][1])
        if _numbered_otherwise(fit, tokens, counted):
            continue
        if any(a < span[1] and span[0] < b for _, (a, b) in found) or not _tells(fit, tokens):
            continue
        near = [f for f in fits if (f.first, f.last) == (fit.first, fit.last)]
        best = max(f.weight for f in near)
        found.append(({f.entry.id for f in near if f.weight >= best - 0.05}, span))
    return found


def _numbers(words: Request) -> frozenset[int]:
    """Where lengths, times and days stand, which are no part of a name."""
    spans = [d.span for d in words.durations] + [mention.span for mention in words.dates()]
    spans += [words.clock.span] if words.clock else []
    return frozenset(place for span in spans for place in range(*span))


def _numbered_otherwise(
    fit: Fit, tokens: Sequence[tuple[str, Span]], counted: frozenset[int]
) -> bool:
    """Whether a number goes on with these words that the name has not: "phase 2" beside a card for
    phase 1 is another one."""
    if fit.last + 1 >= len(tokens):
        return False
    word, span = tokens[fit.last + 1]
    return word.isdigit() and word not in fit.entry.words and span[0] not in counted


def _tells(fit: Fit, tokens: Sequence[tuple[str, Span]]) -> bool:
    """Whether these words name something: everyday ones do as "the payment one"."""
    following = tokens[fit.last + 1][0] if fit.last + 1 < len(tokens) else ""
    if following in ("one", "ones", "card", "cards", "entry", "entries"):
        return True
    return any(is_content(tokens[i][0]) for i in range(fit.first, fit.last + 1))
