"""What the words of a question about time imply: which entries, split how, since when."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from agent.models.builtin.entry_rows import TimeQuery, can_bound
from agent.models.builtin.intents.time_cues import DEVELOPED, NEGATED, NOW
from agent.models.builtin.positions import Holders
from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.dates.words import MONTH
from agent.models.builtin.text.fold import fold
from agent.models.builtin.text.ordering import Order

_STATES = frozenset(("unbilled", "billed", "issued"))
_A_DAY = r"days|(?:a|per|one|any|single|each) (?:single )?day"
# "The people with under 20 hours".
_BOUNDED = re.compile(
    r"\b(?P<noun>people|persons?|colleagues?|employees?|members|clients?|customers?|projects?|"
    r"tasks?)"
    r" (?:with|who|that|which|we|having|below|under|over|above|at)\b"
)
# "November, December and January separately".
_APART = r"separately|individually|respectively|one by one|side by side"
_DAYS_OF_MONTH = 30
_ASKS_WHEN = re.compile(
    r"(?:and |so )?(?:when|since when|how long (?:is it |has it been |ago )?since)\b"
)
_A_WEEK = r"weeks? (?:in which|where|when|with|that|on which)|(?:a|per|any|one|single|each) week"
_SINCE_START = "start(?:ed)?|begin|began|begun|first|since when"
# "What took the most time on the app?": one of its tasks.
_WHAT_TOOK = r"what (?:has |have )?(?:took|taken|ate|eaten|cost|needed|consumed|swallowed)"
_ANYBODY = "any(?:one|body)|some(?:one|body)|(?:one|a single|any) person"
_NOBODY = r"nobody|no one|noone|none of us|not|\w+n't|never"
_CLIENT = ("client", "customer")
# Not only who, but what each one did.
_DOINGS = (
    r"(?:and|,) (?:on|for|at) (?:what|which (?:tasks?|projects?))(?=\W*$)|"
    r"(?:did|done|worked on) what(?=\W|$)|"
    r"what (?:did|has|have) (?:everyone|everybody|each of us|each person|the others|people)\b"
)
_WHOLE = r"time ?sheets?\b.*\b(?:complete|filled|full|in order|up to date)"
_MONTHS = re.compile(rf"\b(?:{MONTH})")
_LATELY = r"these days|lately|recently|(?:at|for) the moment|currently|at present"
_TIMERS = 31  # days that a forgotten timer may be running
_LATEST = 92  # days in which the latest entry of everybody is looked for


def as_said(request: Request, query: TimeQuery) -> TimeQuery:
    """What the words of time imply: which entries, how ordered, and since when."""
    query = _ordered(request, _split(request, _entries_meant(request, query)))
    if query.period is None and "running" not in query.filters and request.says(_LATELY):
        today = request.calendar.today
        return replace(query, period=Period(today - timedelta(days=_DAYS_OF_MONTH), today))
    if (
        query.period is None
        and not (query.scope.ids() or query.called or query.text)
        and not query.filters & _STATES
    ):
        query = replace(query, period=_usual(request, query))
    return query


def _entries_meant(request: Request, query: TimeQuery) -> TimeQuery:
    """Of all entries those that are meant: billed or not, running, none at all."""
    asks_billed = query.measure == "yes-no" and request.says("bill|billed|invoice|invoiced")
    if asks_billed and "unbilled" not in query.filters:
        # "Did we bill it?" looks at all of the time, whichever way it went.
        kept = query.filters - {"billed", "unbilled", "issued"}
        query = replace(query, filters=kept | {"billing"})
    if "billable" in query.filters and request.says(r"(?:aren't|isn't|weren't|wasn't|not)(?=\W*$)"):
        query = replace(query, filters=query.filters | {"nonbillable"})
    if query.wants("share") and not (query.scope.ids() or query.group):
        pairs = ({"billable", "nonbillable"}, {"billed", "unbilled"})
        both = next((pair for pair in pairs if len(pair & query.filters) == 1), set())
        query = replace(query, filters=query.filters | both)
    if request.says(r"utili[sz](?:ed|ation)"):
        group = query.group or ("" if query.scope.user else "user")
        query = replace(query, filters=query.filters | {"billable", "nonbillable"}, group=group)
    if request.says(_DOINGS) and query.group in ("", "user") and not query.order:
        query = replace(query, group="", measure="list")
    if query.measure == "yes-no" and query.scope.user and request.says(NEGATED):
        query = replace(query, filters=query.filters | {"negated"})
    if query.measure == "yes-no" and request.says(_WHOLE):
        query = replace(query, measure="sum")  # how much there is; not whether it is enough
    if request.says(NOW):
        query = replace(query, filters=query.filters | {"running"}, group="")
    return query


def _split(request: Request, query: TimeQuery) -> TimeQuery:
    """What the hours are split by where "by" was not said."""
    bounded = _BOUNDED.search(request.plain)
    if can_bound(query) and bounded and not query.group:
        groups = {"project": "project", "task": "task", "people": "user", "person": "user"}
        said = bounded["noun"].rstrip("s")
        query = replace(query, group=groups.get(said, "client" if said in _CLIENT else "user"))
    if can_bound(query) and not query.single and request.says(_A_DAY):
        query = replace(
            query, group={"": "date", "user": "person_day"}.get(query.group, query.group)
        )
    ranked = query.measure in ("most", "least") and request.says(_WHAT_TOOK)
    if not query.splits and (ranked or request.says("where (?:did|does|do|has|have)")):
        query = replace(query, group="task" if ranked and query.scope.project else "project")
    if query.group == "date" and query.measure in ("most", "least") and request.says(_ANYBODY):
        query = replace(query, group="person_day")
    one = len(query.periods) == 1 and not query.scope.others
    listed = len(_MONTHS.findall(request.plain)) > 2  # "in July, August and September": each
    if one and listed and not query.group and query.measure not in ("most", "least"):
        query = replace(query, group="month")
    if (
        (request.says(_APART) or DEVELOPED.search(fold(request.original)))
        and not query.group
        and query.period
        and one
    ):
        by = "month" if query.period.length > _DAYS_OF_MONTH else "date"
        query = replace(query, group=by)
    return query


def _ordered(request: Request, query: TimeQuery) -> TimeQuery:
    """Whether the latest, the longest or the most entries are wanted, and whose."""
    if can_bound(query) and not query.single and not query.group and request.says(_A_WEEK):
        query = replace(query, group="week")
    order = query.order
    asks_when = _ASKS_WHEN.match(request.command) is not None
    if asks_when and (not order or order.by == "age"):
        up = request.says(_SINCE_START) and not request.says(_NOBODY)
        order = Order("age", down=not up)
        query = replace(query, order=order, group="")
    if query.counts == "entry" and query.measure in ("most", "least"):
        order = None  # who has the most of them, not which is the longest
        query = replace(query, order=None, group=query.group or "user")
    if order and order.by == "size" and not query.group and not query.single:
        query = replace(query, group="user")
    elif order and order.by == "size" and query.single and query.group == "user":
        query = replace(query, group="")  # "who wrote the longest entry"
    return query


def by_holders(query: TimeQuery, held: Holders) -> TimeQuery:
    """Only the time of those whose position was said, each for themselves where several are."""
    if len(held.people) == 1 and query.group != "user":
        return replace(query, scope=replace(query.scope, user=held.people[0]))
    said = held.said if held.said.endswith(("s", "people", "team")) else f"{held.said}s"
    return replace(query, people=held.people, people_said=said, group=query.group or "user")


def worked_with(request: Request, query: TimeQuery) -> TimeQuery:
    """ "Who worked with Anna on it": everybody but her."""
    scope, joined_in = (
        query.scope,
        r"(?:work|pair|help|team|collaborat)\w* (?:\S+ )?(?:with|alongside)",
    )
    if query.group != "user" or not scope.user or not request.says(joined_in):
        return query
    return replace(query, scope=replace(scope, user=None, without=(*scope.without, scope.user)))


def _usual(request: Request, query: TimeQuery) -> Period:
    """The period of a question that names none: this month, or further back for the latest."""
    today = request.calendar.today
    if "running" in query.filters:
        return Period(today - timedelta(days=_TIMERS), today)
    if query.order and query.order.by == "age":
        return Period(today - timedelta(days=_LATEST), today)
    if request.says(_EVER):
        return Period(None, today)
    if {"month", "quarter"} & {*query.splits}:
        return request.calendar.year()
    return request.calendar.month()


_EVER = (
    r"n?ever|(?:of )?all[ -]time|to date|(?:since|from) the (?:very )?(?:start|beginning)|at all"
)
