"""A request to log time as slots: one `TimeSlots` a card, or a question about what is open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from agent.models.builtin.desk import Desk
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import StepEndError, say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope
from agent.models.builtin.text.clock import ClockRange
from agent.models.builtin.text.fold import Span, lies_in, words_of
from agent.models.builtin.writing.certainty import LONG_AGO
from agent.models.builtin.writing.days_said import Days
from agent.models.builtin.writing.doers import doers_of
from agent.models.builtin.writing.named_task import Found, TaskFinder, open_tasks, task_question
from agent.models.builtin.writing.notes import notes_of
from agent.models.builtin.writing.pieces import Person
from agent.models.builtin.writing.segments import Segment, segments_of, shared
from agent.models.builtin.writing.sheet import Sheet
from agent.models.builtin.writing.wording import is_neutral

NO_BILLING = (
    "Whether time is billable is set on its task, and I cannot set it for an entry. Everything "
    "else about the entry I can prepare."
)
# Said of several entries at once; of a single one they are not understood.
_PLURAL = re.compile(r"each|both|all|apiece|every|daily|per|day|respectively")


@dataclass(frozen=True)
class TimeSlots:
    """What one card says. ``user`` None is the person asking; a ``clock`` outranks ``minutes``."""

    task: Entry
    day: date
    minutes: int
    clock: ClockRange | None = None
    user: Entry | None = None
    note: str | None = None

    def args(self) -> dict[str, Any]:
        """The arguments of ``create_time_entry``."""
        args: dict[str, Any] = {"task_id": self.task.id}
        if self.clock:
            end = self.day + timedelta(days=1 if self.clock.overnight else 0)
            args["start_time"] = f"{self.day}T{self.clock.start:%H:%M}"
            args["end_time"] = f"{end}T{self.clock.end:%H:%M}"
        else:
            args |= {"minutes": self.minutes, "date": str(self.day)}
        if self.user:
            args["user_id"] = self.user.id
        return args | ({"description": self.note} if self.note else {})


@dataclass(frozen=True)
class TimeReading:
    """The slots of a request, and the stretches of its text that names, notes and quotes take."""

    slots: tuple[TimeSlots, ...]
    taken: tuple[Span, ...]


def read_time_slots(desk: Desk, request: Request) -> TimeReading:
    """The entries that a request asks for.

    Ends the step with look-ups that are missing, and with a question where a slot is open or has
    several values, or where words are left over.
    """
    problem: StepEndError | None = None
    for note, span in notes_of(request):
        try:
            return _entries(desk, Sheet(request, note, span))
        except StepEndError as end:
            if end.reply.calls:
                raise
            problem = problem or end
        spare = _nearly_somebody(request)
        if spare:
            try:
                return _entries(desk, Sheet(request, note, span, spare))
            except StepEndError as end:
                if end.reply.calls:
                    raise
    assert problem is not None
    raise problem


def _nearly_somebody(request: Request) -> tuple[Span, ...]:
    """Names that are nobody's to the letter: "Weather" may be of a task rather than Fairweather."""
    return tuple(
        mention.span for mention in request.mentions
        if mention.best("user") and not any(
            word in fit.entry.words
            for fit in mention.fits if fit.entry.kind == "user" for word in words_of(mention.text)
        )
    )  # fmt: skip


def _entries(desk: Desk, sheet: Sheet) -> TimeReading:
    request = sheet.request
    if sheet.alternatives:
        raise ask(request, "Which of the two is it? One entry holds one of them.", key="which")
    if sheet.unnamed_owner:
        raise ask(request, f'Whose time is it ("{sheet.unnamed_owner}")?', key="whose")
    if sheet.several_owners:
        raise ask(request, "Whose time is it: yours, or theirs?", key="whose")
    segments = segments_of(sheet)
    found = _found(desk, sheet, segments)
    spread = shared(segments)
    if spread == "day" and _said_today(request, segments):
        spread = shared([replace(segment, days=()) for segment in segments])
    if spread == "day":
        raise ask(request, "Which day is each of the entries for?", key="day", expects="date")
    if spread == "person":
        spread = _of_whom(request, segments)
    assert not isinstance(spread, str)
    slots = []
    for segment, about in zip(spread, _tasks(desk, sheet, found), strict=True):
        slots += _slots(request, segment, about, about.note or sheet.note)
    taken = [span for about in found if about for span in about.taken]
    taken += [sheet.note_span] if sheet.note_span else []
    return TimeReading(tuple(slots), tuple(taken))


def _said_today(request: Request, segments: Sequence[Segment]) -> bool:
    """Whether the only day that is said is the one that holds where none is."""
    said = {day for segment in segments for days in segment.days for day in days.days or (None,)}
    return said == {request.calendar.today}


def _of_whom(request: Request, segments: Sequence[Segment]) -> list[Segment]:
    """The segments once it is said whether those named for one of them did all; else a question."""
    named = [segment for segment in segments if segment.people]
    people = named[0].people
    picked = request.picks.get("whose")
    if picked:
        others = people if picked["id"] == _ALL_THEIRS else (Person((0, 0), None),)
        spread = shared([s if s.people else replace(s, people=others) for s in segments])
        assert not isinstance(spread, str)
        return spread
    options: list[Entry] = []
    places = {0: "first", len(segments) - 1: "last"}
    where = places.get(segments.index(named[0]))
    if len(named) == 1 and where and all(person.mention for person in people):
        names = " and ".join(person.mention.text for person in people if person.mention)
        every = "Both" if len(segments) == 2 else "All"
        options = [
            Entry("task", _ALL_THEIRS, f"{every} by {names}"),
            Entry("task", _ALL_THEIRS + 1, f"Only the {where} one, the rest is mine"),
        ]
    raise ask(request, "Whose time is each of the entries?", key="whose", options=options)


_ALL_THEIRS = 1


def _found(desk: Desk, sheet: Sheet, segments: Sequence[Segment]) -> list[Found | None]:
    """What each segment's words name. All reads that are missing are asked for together."""
    found: list[Found | None] = []
    reads: list[StepEndError] = []
    problem: StepEndError | None = None
    everywhere = [_place_of_all(sheet, segments), _heading_of_all(sheet, segments)]
    for segment, before in zip(segments, (None, *segments), strict=False):
        clauses = segment.clauses
        there = _place_before(sheet, segment, before) if before else ()
        given_too = (c for c in everywhere if c and c not in clauses)
        words = sheet.words((*there, *given_too, *clauses))
        several = (
            len(segments) > 1
            or len(segment.people) > 1
            or _many_days(segment)
            or any(word.text in ("each", "both") for word in words)
        )
        given = frozenset(
            i for i, word in enumerate(words) if several and _PLURAL.fullmatch(word.text)
        )
        try:
            found.append(TaskFinder(desk, sheet, words, given, lone=len(segments) == 1).find())
        except StepEndError as end:
            if end.reply.calls:
                reads.append(end)
            problem = problem or end
    if reads:
        calls = {call.key: call for end in reads for call in end.reply.calls}
        raise StepEndError(replace(reads[0].reply, calls=tuple(calls.values())))
    if problem:
        raise problem
    return found


def _place_of_all(sheet: Sheet, segments: Sequence[Segment]) -> Span | None:
    """The last clause, where it gives all entries their project: ", both Harbour Bridge"."""
    clauses = [c for c in sheet.clauses if re.match(r"\s*(?:both|all)\b", sheet.text[slice(*c)])]
    if len(segments) < 2 or len(clauses) != 1:
        return None
    places = [m.span for m in sheet.request.mentions if m.best("project") or m.best("client")]
    words = [w for w in sheet.words(clauses) if not _PLURAL.fullmatch(w.text)]
    held = [w for w in words if lies_in(w.span[0], places)]
    amounts = [a for a in sheet.amounts if lies_in(a.span[0], clauses)]
    rest = [w for w in words if w not in held and not is_neutral(w.text)]
    return clauses[0] if held and not rest and not amounts else None


def _place_before(sheet: Sheet, segment: Segment, before: Segment) -> tuple[Span, ...]:
    """Where "there" is in "2h QA on Acme and one hour of tests there"."""
    if not any(re.search(r"\bthere\b", sheet.text[slice(*c)]) for c in segment.clauses):
        return ()
    places = [m.span for m in sheet.request.mentions if m.best("project") or m.best("client")]
    return tuple(span for span in places if lies_in(span[0], before.clauses))


def _heading_of_all(sheet: Sheet, segments: Sequence[Segment]) -> Span | None:
    """The first clause, where a colon makes it the task of all entries, which name nothing but
    places of their own: "Small changes: 45 minutes for Acme and half an hour for Borg"."""
    first = sheet.clauses[0]
    colon = re.match(r"\s*:", sheet.text[first[1] :])
    if len(segments) < 2 or not colon or any(lies_in(a.span[0], [first]) for a in sheet.amounts):
        return None
    places = [m.span for m in sheet.request.mentions if m.best("project") or m.best("client")]
    for segment in segments:
        words = sheet.words([clause for clause in segment.clauses if clause != first])
        told = [w for w in words if not (is_neutral(w.text) or _PLURAL.fullmatch(w.text))]
        if not told or any(not lies_in(word.span[0], places) for word in told):
            return None
    return first


def _many_days(segment: Segment) -> bool:
    return sum(len(days.days) for days in segment.days) > 1


def _tasks(desk: Desk, sheet: Sheet, found: list[Found | None]) -> list[Found]:
    """A segment without a task has the one before it, or else the first one after."""
    named = [about for about in found if about]
    if not named:
        picked = sheet.request.picks.get("task")
        if not picked:
            raise task_question(desk, sheet, Scope(), open_tasks(desk, Scope()))
        named = [Found((Entry("task", picked["id"], picked["name"]),))]
    filled: list[Found] = []
    for about in found:
        filled.append(about or replace(filled[-1] if filled else named[0], note=None))
    return filled


def _slots(request: Request, segment: Segment, about: Found, note: str | None) -> list[TimeSlots]:
    days = _days(request, segment.days)
    people = doers_of(request, segment.people)
    if segment.amount is None:
        raise ask(request, "How long did you work (for example 2h, 45 min or 9:00-10:30)?",
                  key="duration", expects="duration")  # fmt: skip
    if segment.amount.minutes <= 0:
        raise say("A time entry needs more than zero minutes.")
    if len(about.tasks) > 1 and not re.search(r"\beach\b|\bboth\b|\bapiece\b", request.folded):
        names = " and ".join(f'"{task.name}"' for task in about.tasks)
        raise ask(request, f"How long on each of {names}?", key="duration")
    return [
        TimeSlots(task, day, segment.amount.minutes, segment.amount.clock, person, note)
        for task in about.tasks for day in days for person in people
    ]  # fmt: skip


def _refuse_long_ago(request: Request, days: Days) -> None:
    """A day without its year that is half a year back was hardly meant."""
    said = request.text[slice(*days.span)].strip()
    if re.search(r"\b(?:19|20)\d\d\b|\bago\b", said) or not days.days:
        return
    first = days.days[0]
    if (request.calendar.today - first).days > LONG_AGO:
        raise ask(request, f"Do you mean {first:%A}, {first.day} {first:%B %Y}? Please say the day "
                  "with its year.", key="day", phrase=said, expects="date")  # fmt: skip


def _days(request: Request, said: Sequence[Days]) -> list[date]:
    if not said:
        return [request.calendar.today]
    for days in said:
        _refuse_long_ago(request, days)
        if days.contradicts:
            raise ask(request, f"{days.contradicts}. Which day do you mean?", key="day",
                      phrase=request.text[slice(*days.span)].strip(), expects="date")  # fmt: skip
    if len(said) > 1 and len({days.days for days in said}) == 1:
        said = said[:1]
    today = request.calendar.today
    begun = [days for days in said if days.days and days.days[-1] <= today]
    ahead = [days for days in said if days.days and days.days[0] > today]
    if len(begun) == 1 and len(ahead) + 1 == len(said):
        said = begun  # "tomorrow I am off, so log today's 8 hours"
    if len(said) > 1 or not said[0].days:
        phrase = request.text[slice(*said[0].span)].strip() if len(said) == 1 else ""
        raise ask(request, "Which day is it for? One entry is for one day.", key="day",
                  phrase=phrase, expects="date")  # fmt: skip
    return list(said[0].days)
