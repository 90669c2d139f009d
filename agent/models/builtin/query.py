"""What a read asks for: records, period, filters, measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Self

from agent.models.builtin.answers.phrases import listed, period_label
from agent.models.builtin.answers.phrases import period as period_text
from agent.models.builtin.desk import Desk
from agent.models.builtin.names.entry import Entry, Kind
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope, resolve
from agent.models.builtin.text.asks import (
    COMPARATIVE,
    SUPERLATIVE,
    find_asks,
    other_period,
    same_time,
)
from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.dates import DateMention, Lean
from agent.models.builtin.text.ordering import Order
from agent.models.builtin.text.thresholds import Threshold

MOST_SIDES = 6
# Lists whose rows say nothing of when they began.
_UNORDERED = frozenset({"tasks", "projects", "clients", "people"})
# Of these the lists whose rows stand by the day they are due.
_BY_DAY = frozenset({"tasks"})
# Subjects whose rows say whose they are, so that a name can be left out.
_LEAVE_OUT = frozenset({"time_entries", "invoices", "tasks", "milestones", "projects",
                         "project_details", "clients"})  # fmt: skip


@dataclass(frozen=True)
class Query:
    """``period`` is about the record's own date, ``due`` about its due date; ``periods`` are all
    that were named, ``apart`` those that are left out. ``asks`` are wishes by name with the words
    that said them: "average", "share", "comparison". ``also`` is a second threshold;
    ``negative``: it is asked whether there is none; ``called``: tasks of these
    names are meant, wherever they are. ``milestone`` is the one that is asked about.
    What an intent heeds it says by ``heeding``; the rest is told as not applied."""

    scope: Scope
    period: Period | None
    due: Period | None
    filters: frozenset[str]
    measure: str
    group: str
    top: int | None
    threshold: Threshold | None = None
    tasklist: str = ""
    notes: tuple[str, ...] = ()
    stray: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    currencies: tuple[str, ...] = ()
    order: Order | None = None
    asks: tuple[tuple[str, str], ...] = ()
    heeded: frozenset[str] = frozenset()
    milestone: Entry | None = None
    also: Threshold | None = None
    apart: tuple[DateMention, ...] = ()
    negative: bool = False
    called: tuple[str, ...] = ()

    def each(self) -> list[Self]:
        """One query for each further record of a kind: "Anna and Ben" are two."""
        scopes = [self.scope] + [self.scope.around(entry) for entry in self.scope.others]
        return [replace(self, scope=replace(scope, others=())) for scope in scopes]

    def sides(self) -> list[tuple[str, Self]]:
        """One query with its label for each period that was named, else for each record; at most
        six."""
        if len(self.periods) > 1:
            alone = replace(self, scope=replace(self.scope, others=()))
            return [
                (period_label(each), replace(alone, period=each, periods=(each,)))
                for each in self.periods[:MOST_SIDES]
            ]
        return [(one.scope.last_named(self.scope), one) for one in self.each()[:MOST_SIDES]]

    def wants(self, name: str) -> bool:
        """Whether this was asked for: "average", "share" or "comparison"."""
        return any(name == asked for asked, _ in self.asks)

    def late(self, today: date) -> Period:
        """The due dates of what is overdue, by as long as the threshold says where it is a time;
        of those the ones that were due in a time that is named, today itself aside."""
        late, named = self._late(today), self.due or self.period
        if not named or named.single == today:
            return late
        first = max((day for day in (late.first, named.first) if day), default=None)
        last = min((day for day in (late.last, named.last) if day), default=None)
        return late if first and last and first > last else Period(first, last)

    @property
    def due_in(self) -> Period | None:
        """When the records are due; not where a day is named as of which they are overdue."""
        window = self.due or self.period
        return None if window and window.single and "overdue" in self.filters else window

    def _late(self, today: date) -> Period:
        bound = self.threshold
        days = _DAYS.get(bound.unit) if bound else None
        if not bound or not days:
            return Period(None, today - timedelta(days=1))
        more = 1 if bound.strict else 0
        least = 1 if bound.low is None else int(bound.low * days) + more
        first = (
            None if bound.high is None else today - timedelta(days=int(bound.high * days) - more)
        )
        return Period(first, today - timedelta(days=least))

    @property
    def late_by(self) -> str:
        """By how much something is to be late, as said; nothing where that is not asked."""
        bound = self.threshold
        return bound.text if "overdue" in self.filters and bound and bound.unit in _DAYS else ""

    def heeding(self, *names: str) -> Self:
        """The same query; these of its wishes have their part in the answer."""
        return replace(self, heeded=self.heeded | set(names))

    def reply(self, intent: str, text: str, *, each: bool = False) -> Reply:
        """The final answer, with the note that lets a follow-up continue this query. ``each``: the
        text covers every one of ``each()``."""
        note = {
            "intent": intent,
            "scope": self._records(),
            "period": self.period.as_strings() if self.period else None,
            "due": self.due.as_strings() if self.due else None,
            "filters": sorted(self.filters - {"mine"}),
            "measure": self.measure,
            "group": self.group,
            "currencies": list(self.currencies),
        }
        lines = [
            *self._left_out(intent),
            *self._unheeded(intent, () if each else self.scope.others),
        ]
        if self.negative:
            text = re.sub(r"^(?:Yes|No)(?=[:.])", lambda m: "No" if m[0] == "Yes" else "Yes", text)
        return Reply("\n".join([text, *lines]), memory={"query": note})

    def _left_out(self, intent: str) -> list[str]:
        """What the answer is without, or should be and is not."""
        without = [entry.name for entry in self.scope.without]
        without += [period_label(mention.period) for mention in self.apart]
        states = [name for name in sorted(self.filters) if name.startswith("not ")]
        names = listed([*without, *(f"{name.removeprefix('not ')} ones" for name in states)])
        if not names:
            return []
        return [f"Without {names}." if intent in _LEAVE_OUT else f"I could not leave out {names}."]

    def _records(self) -> dict[str, Any]:
        milestone = {"milestone": self.milestone.as_reference()} if self.milestone else {}
        return self.scope.as_json() | milestone

    def _unheeded(self, intent: str, others: Sequence[Entry]) -> list[str]:
        """What was said and had no part in the answer, so that a misreading shows."""
        left = [f"This leaves out {entry.name}; please ask for it on its own." for entry in others]
        if "periods" not in self.heeded:
            rest = [other for other in self.periods if self.period and other != self.period]
            left += [f"This is {self.when} only, not {period_text(other)}." for other in rest]
        strays = [
            f'I took no account of "{word}": I know nothing called that.' for word in self.stray
        ]
        said = dict(self.asks)
        if "comparison" in said.keys() - self.heeded and not self.scope.others:
            left.append(
                "I cannot compare; this is one side of it, please ask for the other on its own."
            )
        beyond = [said[name] for name in ("average", "share") if name in said.keys() - self.heeded]
        left += [f"I cannot work with {words} here." for words in beyond]
        if self.threshold and "threshold" not in self.heeded:
            left.append(f'I did not apply "{self.threshold.text}".')
        if self.also and "also" not in self.heeded:
            left.append(f'I did not apply "{self.also.text}".')
        if self.currencies and "currencies" not in self.heeded:
            left.append("I did not filter by currency; amounts of each stand side by side.")
        by_age = self.order and self.order.by == "age"
        as_listed = self.order and self.order.top is None and not self.order.down
        if (
            by_age
            and "began" not in self.heeded
            and intent in _UNORDERED
            and not (as_listed and intent in _BY_DAY)
        ):
            left.append("I cannot tell which are the newest or the oldest here.")
        return [*left, *self.notes, *strays]

    @property
    def when(self) -> str:
        return period_text(self.period)


def direction(request: Request, query: Query) -> str:
    """What a yes-no question says of its first side: "more" or "less" than the other; nothing for
    any other question."""
    if query.measure != "yes-no" or re.search(r"\bor\b", request.unbound):
        return ""
    return "less" if request.says(f"{_SMALLER}|{_FALLEN}") else "more"


def winner(request: Request) -> str:
    """Which side a question looks for that asks which of several it is: that with "more" or that
    with "less"; nothing where sides are only to be compared."""
    chooses = re.search(r"\b(?:or|who|which|whose|what)\b", request.unbound)
    if not chooses or not request.says(f"{COMPARATIVE}|{SUPERLATIVE}") or request.says("than"):
        return ""
    return "less" if request.says(_SMALLER) else "more"


_FALLEN = r"down|decreas\w*|dropp?(?:ed|s)?|fell|fallen|shr[iu]nk|reduced"
_SMALLER = (
    r"less|fewer|lower|smaller|shorter|quieter|weaker|least|fewest|lowest|smallest|shortest|"
    r"quietest|cheaper|cheapest"
)


def work_lean(request: Request) -> Lean:
    """Which way the dates of tasks and milestones lean: what was done lies in the past, the rest is
    the nearest."""
    ahead = request.filters & {"open", "overdue"}
    return "past" if "done" in request.filters and not ahead else "near"


def read_query(desk: Desk, request: Request, *kinds: Kind, lean: Lean = "past") -> Query:
    """Understand a read. Asks or refuses where a name or a date cannot be right."""
    scope = resolve(desk, request, *kinds)
    if request.impossible_date:
        raise say(f"There is no such date as {request.impossible_date}.")
    periods, due = _periods(request, lean)
    apart = tuple(m for m in request.dates(lean) if m.out and _may_hold(periods, m.period))
    asks = find_asks(request.unbound) + _sets_apart(request, scope)
    if len(periods) == 2 and (like := same_time(request.plain, periods[0], request.calendar.today)):
        periods = like
    if len(periods) == 1 and "comparison" in dict(asks):
        other = other_period(request.plain, periods[0])
        periods += (other,) if other else ()
    notes = tuple(f"I cannot work with {word} here." for word in _BEYOND.findall(request.plain))
    if _CONVERTS.search(request.plain):
        notes += ("I convert no currencies: amounts of each stand side by side.",)
    return Query(
        scope=scope,
        period=periods[0] if periods else None,
        due=due,
        filters=request.filters - {"mine"} - ({"undue"} if any(a.due for a in apart) else set()),
        measure=request.measure,
        group=request.group,
        top=request.top or (1 if _NEXT_ONE.search(request.plain) else None),
        threshold=request.threshold,
        notes=notes,
        stray=tuple(word for word in request.stray_words if word not in scope.places),
        periods=periods,
        currencies=request.currencies,
        order=request.order,
        asks=asks,
        apart=apart,
        also=request.thresholds[1] if len(request.thresholds) > 1 else None,
        negative=request.measure == "yes-no" and _asks_for_none(request),
    )


_CONVERTS = re.compile(r"\bconvert\w*|\bequivalents?\b|\bexchange rates?\b")


def _sets_apart(request: Request, scope: Scope) -> tuple[tuple[str, str], ...]:
    """ "Who of Anna and Ben has more": sides where several of the kind asked for are named."""
    kinds = {entry.kind for entry in scope.others}
    word = re.search(rf"\b(?:{COMPARATIVE}|{SUPERLATIVE})\b", request.unbound)
    if not word or not kinds or request.group not in ("", *kinds):
        return ()
    return (("comparison", word.group()),)


def _periods(request: Request, lean: Lean) -> tuple[tuple[Period, ...], Period | None]:
    """The periods and the due window."""
    dates = [mention for mention in request.dates(lean) if not mention.out]
    due_dates = [
        mention.due_window for mention in request.dates("near") if mention.due and not mention.out
    ]
    plain = [mention.period for mention in dates if not mention.due]
    if due_dates or plain:
        due = next(iter(due_dates), None)
        if len(plain) == 2 and plain[0].first and not plain[0].last and plain[1].last:
            return (Period(plain[0].first, plain[1].last),), due
        return tuple(dict.fromkeys([*plain, *due_dates[1:]])), due
    if _NEXT.search(request.plain):
        return (), Period(request.calendar.today, None)
    return (), None


_DAYS = {"day": 1, "week": 7, "month": 30}  # how long something may be late
# "Is nothing overdue?", "are there no open tasks?", "did nobody log time?".
_IS_NONE = re.compile(
    r"(?:is|are|was|were|has|have|had|did|do|does)(?: there)?(?: still| really| now| yet)? "
    r"(?:nothing|nobody|no one|none|no)\b"
)


# "I believe they have no open bills, right?", as it is asked anew.
_CONFIRMS_NONE = re.compile(r"is it right that\b[^?]*\b(?:no|nothing|nobody|none)\b")


def _asks_for_none(request: Request) -> bool:
    of_work = request.says("hours?|time|log(?:ged)?|work(?:ed)?|track(?:ed)?|book(?:ed)?")
    confirms = not of_work and _CONFIRMS_NONE.match(request.command) is not None
    return confirms or _IS_NONE.match(request.command) is not None


def _may_hold(periods: Sequence[Period], other: Period) -> bool:
    """Whether one of the periods, or all time where there is none, holds days of this one."""
    return not periods or any(
        (one.first or date.min) <= (other.last or date.max)
        and (other.first or date.min) <= (one.last or date.max)
        for one in periods
    )


# Asked of figures, and nothing that the totals hold.
_BEYOND = re.compile(
    r"\b((?:a )?(?:few|several) (?:days|weeks|months) (?:ago|back)|"
    r"(?:last|past|recent|next|coming) (?:few|several) (?:days|weeks|months)|"
    r"medians?|trends?|forecasts?|profit\w*|margins?|(?:before|after|until|since) "
    r"(?:\d\d?(?:[:.]\d\d)? ?[ap]m|\d\d?:\d\d|noon|midday|midnight)|"
    r"in the (?:mornings?|afternoons?|evenings?)|at night)\b"
)

_NEXT = re.compile(
    r"\bnext (?:\w+ )?(?:invoices?|bills?|tasks?|milestones?|deadlines?|deliverables?|payments?)\b|"
    r"\b(?:due|up|coming|comes) next\b|\bcoming up\b|\b(?:upcoming|forthcoming) \w|"
    r"\b(?:invoice|task|milestone|deadline|deliverable)s? (?:is|are|comes?) (?:up )?next\b"
)


_NEXT_ONE = re.compile(
    r"\bnext (?:\w+ )?(?:invoice|bill|task|milestone|deadline|deliverable|payment)\b|"
    r"\b(?:invoice|task|milestone|deadline|deliverable) (?:is|comes?) (?:up )?next\b"
)


def date_args(
    period: Period | None, first: str = "date_from", last: str = "date_to"
) -> dict[str, str]:
    """A period as two tool arguments; an open side is left out."""
    found: dict[str, str] = {}
    if period and period.first:
        found[first] = period.first.isoformat()
    if period and period.last:
        found[last] = period.last.isoformat()
    return found


def about(scope: Scope, *, person: str = "by") -> str:
    """The scope in words, to go inside a sentence."""
    parts = []
    place = scope.task or scope.project or scope.client
    if scope.user:
        parts.append(f"{person} {scope.user.name}")
    if place:
        parts.append(f"{'on' if place.kind == 'task' else 'for'} {place.name}")
    return " ".join(parts)
