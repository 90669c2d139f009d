"""The slots of a canned flow, filled from the names and days of a request.

The fields of its input are filled by their names: a client, a project, a person, a month, a week, a
period, the day as of which it is. What is left out has the flow's own default; what it must
have is asked for.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from agent.flows.flow import Flow
from agent.models.builtin.desk import Desk
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.query import Query
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import say
from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.dates import DateMention
from agent.models.builtin.text.fold import Span, overlap

_AS_OF = re.compile(r"\b(?:as (?:of|at|on|per)|per|seen from)\b[\s,]*(?:the\s+)?")
_WEEKS = re.compile(r"\b(?P<count>\d{1,2}|two|three|four|five|six|eight) weeks?\b")
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8}
_WEEK = 7  # days
_ME = re.compile(r"\b(?:me|my|mine|myself|i|i'm)\b")
_MINE = re.compile(r"\b(?:my|mine|myself|(?:for|of|by) me)\b")
_KINDS = (("client", "client"), ("project", "project"), ("person", "user"), ("people", "user"))


def flow_args(
    desk: Desk, request: Request, query: Query, flow: Flow[Any], name: Span
) -> dict[str, Any]:
    """The arguments of a flow, names as they are in Paymo, days in ISO form. ``name`` is where
    the flow is named, with "this week's" in it, but no "end of month".

    Ends the step with a question where it must have what was not said, and with a sentence where
    something was named that it has no slot for.
    """
    fields = flow.input.model_fields
    args = _named(desk, request, query, flow)
    dates = [m for m in request.dates() if not (m.out or _is_of_name(request, m, name))]
    as_of = [mention for mention in dates if is_as_of(request, mention)]
    spans = [mention.period for mention in dates if mention not in as_of]
    if as_of and "as_of" in fields and as_of[0].period.single:
        args["as_of"] = as_of[0].period.single.isoformat()
    if "month" in fields:
        named = [mention for mention in dates if mention not in as_of]
        said = request.text[slice(*named[0].span)].strip() if named else ""
        args["month"] = _month(request, spans, as_of[0].period.single if as_of else None, said)
    elif spans and "week" in fields:
        said = request.text[slice(*dates[0].span)].strip()
        args["week"] = _week(request, spans, said).isoformat()
    elif spans and "period" in fields:
        last = spans[-1].last or request.calendar.today
        args["period"] = f"{_first(request, spans[0])} to {last}"
    weeks = _WEEKS.search(request.folded)
    if weeks and "weeks" in fields:
        args["weeks"] = int(_COUNTS.get(weeks["count"], weeks["count"]))
    if "archived" in fields and request.says("archived|inactive|closed"):
        args["archived"] = True
    return args


def _named(desk: Desk, request: Request, query: Query, flow: Flow[Any]) -> dict[str, Any]:
    fields, scope = flow.input.model_fields, query.scope
    if scope.others:
        names = f"{scope.others[0].name} is a second one"
        raise say(f"{flow.title}: one {scope.others[0].kind} at a time, please; {names}.")
    args = {}
    for field, kind in _KINDS:
        entry: Entry | None = getattr(scope, kind)
        if entry and field in fields:
            args[field] = entry.name
    if scope.project and not scope.client and "client" in fields:
        args["client"] = _client_of(desk, scope.project)
    named = any(mention.best("user") for mention in request.mentions)
    if scope.user and named and not {"person", "people"} & fields.keys():
        raise say(f"{flow.title} is not made for one person, such as {scope.user.name}.")
    mine = _ME if "person" in fields and fields["person"].is_required() else _MINE
    if "person" in fields and "person" not in args and mine.search(request.folded):
        args["person"] = "me"
    for field, kind in (("client", "client"), ("person", "user")):
        picked = request.picks.get(kind)
        if picked and field in fields:
            args[field] = str(picked["name"])
        elif field in fields and fields[field].is_required() and field not in args:
            raise _which(desk, request, flow, kind)
    return args


def _client_of(desk: Desk, project: Entry) -> str:
    clients = {entry.id: entry.name for entry in desk.entries("client")}
    if project.client_id not in clients:
        raise say(f"{project.name} has no client.")
    return clients[project.client_id]


def _which(desk: Desk, request: Request, flow: Flow[Any], kind: Any) -> Exception:
    options = [entry for entry in desk.entries(kind) if entry.active]
    noun = "person" if kind == "user" else str(kind)
    return ask(request, f"{flow.title}: which {noun}?", key=kind, options=options)


def _is_of_name(request: Request, mention: DateMention, name: Span) -> bool:
    said = request.folded[slice(*mention.span)]
    return overlap(mention.span, name) and re.search(r"\bend\b|\bmonthly\b", said) is not None


def is_as_of(request: Request, mention: DateMention) -> bool:
    """Whether "as of" stands right before a day; its last word may be taken for the day's own."""
    start, end = mention.span
    said = list(_AS_OF.finditer(request.folded, 0, end))
    return bool(said) and start - 3 <= said[-1].end() - 1 and said[-1].start() < end


def _month(request: Request, spans: list[Period], as_of: date | None, said: str) -> str:
    """The one month that was said; where none was, the last that was over on the day."""
    if not spans:
        following = (as_of or request.calendar.today - timedelta(days=1)) + timedelta(days=1)
        return f"{following.replace(day=1) - timedelta(days=1):%Y-%m}"
    first, last_day = spans[0].first, spans[0].last
    if len(spans) > 1 or first is None or last_day is None:
        raise _which_month(request, said)
    ends = monthrange(last_day.year, last_day.month)[1]
    whole = first.day == 1 and (first.year, first.month) == (last_day.year, last_day.month)
    single = first == last_day and first.day == ends  # "the month-end of 31 October"
    if not single and not whole:
        raise _which_month(request, said)
    return f"{first:%Y-%m}"


def _which_month(request: Request, said: str) -> Exception:
    question = "It is of one calendar month. Which one (for example October 2026)?"
    return ask(request, question, key="month", phrase=said, expects="date")


def _week(request: Request, spans: list[Period], said: str) -> date:
    """A day of the one week that was said."""
    if len(spans) > 1 or spans[0].length >= _WEEK:
        question = "It is of one week. Which one (for example the week of 26 October)?"
        raise ask(request, question, key="week", phrase=said, expects="date")
    return _first(request, spans[0])


def _first(request: Request, period: Period) -> date:
    return period.first or request.calendar.today
