"""What a read asks for: records, period, filters, measure; continued from the turn before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.models.builtin.answers.phrases import period as period_text
from agent.models.builtin.desk import Desk
from agent.models.builtin.names.entry import Entry, Kind
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope, resolve
from agent.models.builtin.text.calendar import Period, period_before, period_from
from agent.models.builtin.text.date_atoms import Lean
from agent.models.builtin.text.filters import Threshold


@dataclass(frozen=True)
class Query:
    """``period`` is about the record's own date, ``due`` about its due date."""

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

    def each(self) -> list[Query]:
        """One query for each further record of a kind: "Anna and Ben" are two."""
        scopes = [self.scope] + [self.scope.around(entry) for entry in self.scope.others]
        return [replace(self, scope=replace(scope, others=())) for scope in scopes]

    def reply(self, intent: str, text: str, *, each: bool = False) -> Reply:
        """The final answer, with the note that lets a follow-up continue this query. ``each``: the
        text covers every one of ``each()``."""
        note = {
            "intent": intent,
            "scope": self.scope.as_json(),
            "period": self.period.as_strings() if self.period else None,
            "due": self.due.as_strings() if self.due else None,
            "filters": sorted(self.filters - {"mine"}),
            "measure": self.measure,
            "group": self.group,
        }
        lines = self._unheeded(() if each else self.scope.others)
        return Reply("\n".join([text, *lines]), memory={"query": note})

    def _unheeded(self, others: Sequence[Entry]) -> list[str]:
        """What was said and had no part in the answer, so that a misreading shows."""
        left = [f"This leaves out {entry.name}; please ask for it on its own." for entry in others]
        strays = [
            f'I took no account of "{word}": I know nothing called that.' for word in self.stray
        ]
        if self.threshold:
            left.append(f'I did not apply "{self.threshold.text}".')
        return [*left, *self.notes, *strays]

    @property
    def when(self) -> str:
        return period_text(self.period)


def read_query(desk: Desk, request: Request, *kinds: Kind, lean: Lean = "past") -> Query:
    """Understand a read. Asks or refuses where a name or a date cannot be right."""
    scope = resolve(desk, request, *kinds)
    if request.impossible_date:
        raise say(f"There is no such date as {request.impossible_date}.")
    period, due, notes = _periods(request, lean)
    if not scope.others and request.says(
        "vs|versus|compared? (?:to|with)|against (?:last|this|the)"
    ):
        notes += ("I cannot compare; this is one side of it, please ask for the other on its own.",)
    notes += tuple(f"I cannot work with {word} here." for word in _BEYOND.findall(request.plain))
    own = request.filters - {"mine"}
    base = request.base
    return Query(
        scope=scope,
        period=period,
        due=due,
        filters=own or frozenset(base.get("filters") or ()),
        measure=request.measure if request.measure != "list" else str(base.get("measure", "list")),
        group=request.group or str(base.get("group") or ""),
        top=request.top or (1 if _NEXT_ONE.search(request.plain) else None),
        threshold=request.threshold,
        notes=notes,
        stray=tuple(request.stray_words),
    )


_Periods = tuple[Period | None, Period | None, tuple[str, ...]]


def _periods(request: Request, lean: Lean) -> _Periods:
    """The period, the due window and what was left out; the base's where the request has no dates
    of its own."""
    dates = request.dates(lean)
    due_dates = [mention.due_window for mention in request.dates("near") if mention.due]
    plain = [mention.period for mention in dates if not mention.due]
    if due_dates or plain:
        period = plain[0] if plain else None
        if len(plain) == 2 and plain[0].first and not plain[0].last and plain[1].last:
            return Period(plain[0].first, plain[1].last), next(iter(due_dates), None), ()
        left = [other for other in (*plain, *due_dates[1:]) if period and other != period]
        notes = tuple(f"This is {period_text(period)} only, not {period_text(p)}." for p in left)
        return period, next(iter(due_dates), None), notes
    if _NEXT.search(request.plain):
        return None, Period(request.calendar.today, None), ()
    period, due = _stored(request.base.get("period")), _stored(request.base.get("due"))
    before = _BEFORE.search(request.plain)
    if before and period:
        return period_before(period, before["unit"]), due, ()
    return period, due, ()


_BEFORE = re.compile(r"\b(?:the )?(?P<unit>day|week|month|quarter|year) before(?: that)?\b")


# Asked of figures, and nothing that the totals hold.
_BEYOND = re.compile(
    r"\b(average|averages|median|trends?|forecasts?|profit\w*|margins?|percent(?:age)?s?)\b"
)

_NEXT = re.compile(
    r"\bnext (?:\w+ )?(?:invoices?|tasks?|milestones?|deadlines?|deliverables?|payments?)\b|"
    r"\b(?:due|up|coming|comes) next\b"
)


_NEXT_ONE = re.compile(r"\bnext (?:\w+ )?(?:invoice|task|milestone|deadline|deliverable|payment)\b")


def _stored(value: Any) -> Period | None:
    return period_from(value) if value else None


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
