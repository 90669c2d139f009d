"""Which time entries a query wants: the call with its view, and the words for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from agent.compact import Condition, View
from agent.models.builtin.conversation import Call
from agent.models.builtin.invoice_rows import within
from agent.models.builtin.left_out import leaving_out
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.query import Query, date_args
from agent.models.builtin.request import Quote, Request
from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.dates.words import DAY_NAME, day_number
from agent.models.builtin.text.thresholds import Threshold

TIMES = ("weekday", "date", "week", "month", "quarter", "year")
GROUPS = ("user", "project", "client", "task", *TIMES, "person_day")
STATES = ("billable", "billed")  # of an entry: it is, or it is not
_EVER = "1970-01-01"  # time of everybody on everything needs a day to begin with
_MINUTES = {"hour": 60, "minute": 1}
_DAYS = re.compile(
    r"\b(?P<day>mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)\b"
    r"|\b(?P<end>weekends)\b|\b(?P<work>(?:on |every )?(?:weekdays|working days|workdays))\b"
)


_SINGLE = r"entr(?:y|ies)|sessions?|logs|bookings?|blocks?|stretch(?:es)?|records?"
_PER = re.compile(
    r"\b(?:per|a|an|each|every|/)\s?(?:typical |normal |average |usual )?(?P<unit>working day|"
    r"workday|day|week|month|person|head|people|"
    r"entry|project|client|employee|colleague|consultant)\b|\b(?P<adverb>daily|weekly|monthly)\b"
)
_UNITS = {"working day": "date", "workday": "date", "day": "date", "daily": "date",
          "weekly": "week", "monthly": "month", "person": "user", "head": "user", "people": "user",
          "employee": "user", "colleague": "user", "consultant": "user"}  # fmt: skip
_HOW_MANY = re.compile(
    r"\b(?:how many|number of|count)(?: of)?(?: (?:the|different|distinct|of|our|single|"
    r"whole|full|work(?:ing)?))* (?P<noun>days|people|persons|colleagues|employees|"
    r"projects|clients|customers|tasks|entries|weeks)\b"
)
_AT_END = r"(?:at|by) (?:the )?(?:end|close) of|as (?:of|at|per)"
_ENTRIES = r"(?:most|fewest|least|more|fewer) (?:\w+ )?entries"
_NOUNS = {"days": "date", "people": "user", "persons": "user", "colleagues": "user",
          "employees": "user", "projects": "project", "clients": "client", "customers": "client",
          "tasks": "task", "entries": "entry", "weeks": "week"}  # fmt: skip
_NOTES = r"(?:notes?|descriptions?|comments?|texts?|remarks?)"
_QUOTED = re.compile(
    rf"\b(?:about|mention\w*|contain\w*|say(?:s|ing)?|said|described as|(?<!who )wrote|writ\w+|"
    rf"typed|words?|keywords?|{_NOTES})\b"
)
# "Entries mentioning EUIPO", "where the note says bank feed".
_WRITTEN = re.compile(
    r"\b(?:mention(?:s|ing|ed)?|contain(?:s|ing)?|with the words?|the words?|"
    rf"{_NOTES} (?:that )?(?:says?|saying|reads?|is|are|was|like|with|has|have|of)|"
    rf"(?:says?|saying|wrote|written|with)(?= [^,]*\bin (?:the |their |its )?{_NOTES}))\s+"
    rf"(?P<text>[^,;?!]+?)(?:\s+(?:in|as) (?:the |their |its )?{_NOTES}|(?=\W*$|\s*[,;?!\x01]|"
    r"\s+(?:by|for|on|of|since|in|during|from|between|per)\b))"
)


@dataclass(frozen=True)
class TimeQuery(Query):
    """A query about time. ``weekdays``: only these, 1 is Monday; ``text``: what the description
    contains; ``per``: what an average is taken over; ``counts``: what "how many" asks for;
    ``single``: the bound is about single entries, and not about what somebody sums up to;
    ``people``: only theirs, who were said by their position."""

    weekdays: tuple[int, ...] = ()
    text: str = ""
    per: tuple[str, ...] = ()
    counts: str = ""
    single: bool = False
    splits: tuple[str, ...] = ()
    people: tuple[Entry, ...] = ()
    people_said: str = ""

    @property
    def averaged(self) -> str:
        """What an average is taken over: "week", or "user#week" for each one's average week."""
        said = [unit for unit in (*self.per, *self.splits, self.group) if unit in GROUPS]
        times = [unit for unit in said if unit in TIMES]
        whose = [unit for unit in said if unit not in TIMES and unit != "person_day"]
        if times and whose:
            return f"{whose[0]}#{times[0]}"
        return self.per[0] if self.per else "entry" if self.single else "date"

    @property
    def split(self) -> str:
        """The group that the answer tells: what was asked for, within it what else was."""
        inner = [kind for kind in self.splits[1:2] if kind in GROUPS]
        states = (("billable", "nonbillable"), ("billed", "unbilled"))
        inner += [first for first, other in states if {first, other} <= self.filters]
        inner += ["billable"] if self.wants("share") and "billable" in self.filters else []
        inner = inner if self.group in GROUPS else []
        whole = self.wants("average") or self.threshold or self.splits[:1] != (self.group,)
        return self.group if whole or not inner else f"{self.group}/{inner[0]}"


def time_query(request: Request, query: Query, noted: Quote | None = None) -> TimeQuery:
    """The query with what its words say of time. ``noted``: what its entries are to say."""
    if query.due and not query.period:
        # Time is due on no day: "going by January hours" are those of January.
        said = tuple(mention.period for mention in request.dates() if mention.due)
        query = replace(query, period=said[0], periods=said, due=None) if said else query
    last_day = query.period.single if query.period and request.says(_AT_END) else None
    if last_day and "unbilled" in query.filters:
        until = Period(None, last_day)  # what was open on that day
        query = replace(query, period=until, periods=(until,))
    how_many = _HOW_MANY.search(request.undated)
    units = [per["unit"] or per["adverb"] for per in _PER.finditer(request.undated)]
    weekend = request.says("weekends?") and len(query.periods) > 1
    if weekend:
        # "At the weekend in May" are the weekends of May.
        longest = max(query.periods, key=lambda period: period.length)
        query = replace(query, period=longest, periods=(longest,))
    named_day = _day_of_months(request) if len(query.periods) == 2 and not weekend else 0
    if named_day:
        # "On Sunday in March" are the Sundays of March.
        longest = max(query.periods, key=lambda period: period.length)
        query = replace(query, period=longest, periods=(longest,))
    return TimeQuery(
        **{**vars(query), "threshold": query.threshold or _reached(request, query)},
        weekdays=(6, 7) if weekend else (named_day,) if named_day else tuple(_weekdays(request)),
        text=noted.text if noted else "",
        per=tuple(_UNITS.get(unit, unit) for unit in units),
        counts=_NOUNS[how_many["noun"]] if how_many else "entry" if request.says(_ENTRIES) else "",
        single=request.says(_SINGLE),
        splits=request.splits,
    )


def _reached(request: Request, query: Query) -> Threshold | None:
    """ "Have I logged 40 hours?": whether it is as much, or more."""
    lengths = request.durations
    if query.measure != "yes-no" or len(lengths) != 1 or query.scope.task:
        return None
    said = request.text[slice(*lengths[0].span)]
    return Threshold(Decimal(lengths[0].minutes), None, False, "minute", f"at least {said}")


def _day_of_months(request: Request) -> int:
    """The day of the week in "on Sunday in March"; 0 where there is none."""
    days, spans = 0, 0
    for mention in request.dates():
        said = DAY_NAME.search(request.folded[slice(*mention.span)])
        if said and mention.period.single and not re.search(r"\d|last|next|this", said.string):
            days = mention.period.single.isoweekday()
        elif mention.period.length > 27 and mention.period.last:
            spans += 1
    return days if spans == 1 else 0


def noted_in(request: Request) -> Quote | None:
    """What is said to stand in the description, quoted or not: "mentioning travel"."""
    if request.quotes and _QUOTED.search(request.plain):
        return request.quotes[0]
    match = None if request.quotes else _WRITTEN.search(request.without_dates)
    if not match or match["text"] in ("it", "that", "this", "anything", "something"):
        return None
    return Quote(request.text[slice(*match.span("text"))].strip(), match.span())


def _weekdays(request: Request) -> list[int]:
    """The days of the week that "on Saturdays", "at weekends" and "on weekdays" name."""
    found: set[int] = set()
    for match in _DAYS.finditer(request.undated):
        named = {day_number(match["day"])} if match["day"] else set()
        found |= named or ({6, 7} if match["end"] else {1, 2, 3, 4, 5})
    return sorted(found)


def entry_call(query: TimeQuery) -> Call:
    """The read that answers a query, its rows narrowed and ordered as the query wants them."""
    args: dict[str, Any] = query.scope.ids()
    view = View(tuple(conditions(query)), _order(query), _shown(query), _split(query))
    if (query.called or query.text) and not args and not query.period:
        args["date_from"] = _EVER
    args |= date_args(query.period) | _billed(query)
    call = Call("list_time_entries", args, None if view == View() else view)
    return leaving_out(call, query)


def _billed(query: TimeQuery) -> dict[str, bool]:
    if {"billed", "unbilled"} <= query.filters:
        return {}
    if "unbilled" in query.filters:
        return {"billed": False}
    return {"billed": True} if query.filters & {"billed", "issued"} else {}


def conditions(query: TimeQuery) -> list[Condition]:
    """What must hold of the rows beyond what the tool filters by."""
    found = [Condition("weekday", "in", list(query.weekdays))] if query.weekdays else []
    filters = query.filters
    if query.called:
        found.append(Condition("task", "in", list(query.called)))
    if query.people:
        found.append(Condition("user_id", "in", [person.id for person in query.people]))
    if "running" in filters:
        found.append(Condition("running", "is", True))
    if query.order and query.order.by == "size" and query.group not in GROUPS:
        found.append(Condition("running", "is", False))
    if "undescribed" in filters:
        found.append(Condition("description", "empty", True))
    if query.text:
        found.append(Condition("description", "has", query.text))
    if not {"billable", "nonbillable"} <= filters:
        if "nonbillable" in filters and not query.wants("share"):
            found.append(Condition("billable", "is", False))
        if only_billable(query):
            found.append(Condition("billable", "is", True))
    if bounds_entries(query) and query.threshold:
        threshold = query.threshold
        found += within("minutes", threshold.times(_MINUTES[threshold.unit]))
    return found


def bounds_entries(query: TimeQuery) -> bool:
    """Whether the threshold is about single entries, and not about sums of people or days."""
    return can_bound(query) and query.single and query.group not in GROUPS


def only_billable(query: TimeQuery) -> bool:
    """Whether the rest is left aside: split up, or looked at one by one, it would be in the way."""
    narrow = "unbilled" in query.filters or query.group in GROUPS or query.order or query.text
    return "billable" in query.filters and bool(narrow) and not query.wants("share")


def picks_entries(query: TimeQuery) -> bool:
    """Whether single entries are asked for, by their length or what is written beside them."""
    return bounds_entries(query) or "undescribed" in query.filters or bool(query.text)


def can_bound(query: Query) -> bool:
    """Whether time has what this threshold is about."""
    return query.threshold is not None and query.threshold.unit in _MINUTES


def group_holds(query: TimeQuery, minutes: int) -> bool:
    """Whether a sum of minutes lies within the threshold, where that is about sums."""
    if not can_bound(query) or bounds_entries(query) or not query.threshold:
        return True
    return query.threshold.times(_MINUTES[query.threshold.unit]).holds(Decimal(minutes))


def _order(query: TimeQuery) -> str:
    order = query.order
    if order is None or query.group in GROUPS:
        return ""
    fields = {"size": "minutes", "age": "moment", "lateness": "moment"}
    return f"{'-' if order.down else ''}{fields[order.by]}"


def _shown(query: TimeQuery) -> int | None:
    order = query.order
    return order.wanted if order and query.group not in GROUPS else None


def _split(query: TimeQuery) -> str:
    if query.wants("average") and ("#" in query.averaged or query.averaged in ("week", "month")):
        return query.averaged
    if query.counts == "week":
        return "week"
    if "/" in query.split:
        return query.split
    return query.group if query.group in GROUPS else ""
