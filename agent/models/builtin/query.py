"""What a read asks for: records, period, filters, measure; continued from the turn before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agent.models.builtin.answers.phrases import period as period_text
from agent.models.builtin.desk import Desk
from agent.models.builtin.names.entry import Kind
from agent.models.builtin.reply import Reply, say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope, resolve
from agent.models.builtin.text.calendar import Period, period_from
from agent.models.builtin.text.date_atoms import Lean


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

    def reply(self, intent: str, text: str) -> Reply:
        """The final answer, with the note that lets a follow-up continue this query."""
        note = {
            "intent": intent,
            "scope": self.scope.as_json(),
            "period": self.period.as_strings() if self.period else None,
            "due": self.due.as_strings() if self.due else None,
            "filters": sorted(self.filters - {"mine"}),
            "measure": self.measure,
            "group": self.group,
        }
        return Reply(text, memory={"query": note})

    @property
    def when(self) -> str:
        return period_text(self.period)


def read_query(desk: Desk, request: Request, *kinds: Kind, lean: Lean = "past") -> Query:
    """Understand a read. Asks or refuses where a name or a date cannot be right."""
    scope = resolve(desk, request, *kinds)
    if request.impossible_date:
        raise say(f"There is no such date as {request.impossible_date}.")
    period, due = _periods(request, lean)
    own = request.filters - {"mine"}
    base = request.base
    return Query(
        scope=scope,
        period=period,
        due=due,
        filters=own or frozenset(base.get("filters") or ()),
        measure=request.measure if request.measure != "list" else str(base.get("measure", "list")),
        group=request.group or str(base.get("group") or ""),
        top=request.top,
    )


def _periods(request: Request, lean: Lean) -> tuple[Period | None, Period | None]:
    """The period and the due window; the base's where the request has no dates of its own."""
    dates = request.dates(lean)
    due_dates = [mention.due_window for mention in request.dates("near") if mention.due]
    plain = [mention.period for mention in dates if not mention.due]
    if due_dates or plain:
        period = plain[0] if plain else None
        if len(plain) == 2 and plain[0].first and not plain[0].last and plain[1].last:
            period = Period(plain[0].first, plain[1].last)
        return period, due_dates[0] if due_dates else None
    base = request.base
    return _stored(base.get("period")), _stored(base.get("due"))


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
