"""Time set side by side: months, people, projects, a part and the whole, own work and clients'."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.models.builtin.answers.phrases import joined
from agent.models.builtin.answers.sides import Asked, sides_answer
from agent.models.builtin.answers.time_entries import entry_side, part_answer
from agent.models.builtin.answers.time_words import where
from agent.models.builtin.desk import Desk, caveats
from agent.models.builtin.entry_rows import TimeQuery, can_bound, entry_call
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.own_work import OWN_WORK, own_client
from agent.models.builtin.query import direction, winner
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope
from agent.models.builtin.text.fold import fold

_CLIENTS = (
    r"(?:client|customer)s?(?: |-)(?:work|time|hours|stuff|facing|projects?|side)|external(?:ly)?|"
    r"(?:for|to|on|against|vs\.?|versus|and|or) (?:the |our |paying )*(?:clients|customers|client)"
)
_CLIENT_WORK = r"(?:client|customer)(?: |-)(?:work|facing)(?: work)?|external (?:work|time|hours)"


def own_share(request: Request, query: TimeQuery) -> bool:
    """ "How much of Anna's time is billable": a part of the same time, not of everybody's."""
    of_all = request.says(r"of (?:the |all |our |total )*(?:un|non-?)?(?:bill|invoic|charge)\w*")
    return bool(query.filters & {"billable", "nonbillable"}) and not of_all


def bound(query: TimeQuery) -> list[str]:
    return ["threshold"] if can_bound(query) else []


def share(desk: Desk, request: Request, query: TimeQuery) -> Reply:
    """The part that one project, client, task or person has in all the time of the period; of
    somebody and a place that of the one that is not behind "share of"."""
    scope = query.scope
    place = scope.task or scope.project or scope.client
    if scope.user and _names_place_first(request):
        place = None
    label = (place or scope.user or Entry("user", 0, "")).name
    around = replace(scope, task=None, project=None, client=None) if place else Scope()
    if not place and scope.user:
        around = replace(scope, user=None)
    whole = replace(query, scope=around)
    if not whole.scope.ids() and not whole.period:
        whole = replace(whole, period=desk.context.calendar.year())
        query = replace(query, period=whole.period)
    part, total = desk.read_all(entry_call(query), entry_call(whole))
    text = part_answer(label, whole, part, total)
    return query.heeding("share", *bound(query)).reply("time_entries", text)


# "What share of the hours for Acme did Anna do?": of all that is Acme's, Anna's part.
_SHARE = re.compile(r"\b(?:share|part|portion|proportion|percent(?:age)?|fraction|how much) of\b|%")


def _names_place_first(request: Request) -> bool:
    said = _SHARE.search(request.plain)
    behind = [m for m in request.mentions if said and m.span[0] >= said.end()]
    return len(behind) > 1 and not behind[0].best("user") and bool(behind[1].best("user"))


def sides(desk: Desk, request: Request, query: TimeQuery) -> Reply:
    """Several periods, people or projects side by side, with the difference where there are two."""
    found = _own_and_clients(request, query) or query.sides()
    readings = desk.read_all(*(entry_call(one) for _, one in found))
    counted = query.counts == "entry" or request.says("(?:more|fewer|less) entries")
    built = [
        entry_side(label, one, reading, counted=counted)
        for (label, one), reading in zip(found, readings, strict=True)
    ]
    asks = Asked(direction(request, query), winner(request))
    common = where(_in_common(found[0][1], found[1][1]))
    text = sides_answer(built, what=joined(["logged", common], " "), asked=asks)
    text += caveats(readings)
    heeded = ("periods", "comparison", "average", *bound(query))
    return query.heeding(*heeded).reply("time_entries", text, each=True)


def _in_common(first: TimeQuery, second: TimeQuery) -> TimeQuery:
    """What two sides share."""
    one, other = first.scope, second.scope
    scope = Scope(client=one.client if one.client == other.client else None,
                  project=one.project if one.project == other.project else None,
                  user=one.user if one.user == other.user else None,
                  task=one.task if one.task == other.task else None)  # fmt: skip
    period = first.period if first.period == second.period else None
    return replace(first, scope=scope, period=period)


def is_side_by_side(request: Request, query: TimeQuery) -> bool:
    """Whether several periods or records are set against each other."""
    apart = query.scope.others and query.wants("comparison")
    return len(query.periods) > 1 or bool(apart or _own_and_clients(request, query))


def _own_and_clients(request: Request, query: TimeQuery) -> list[tuple[str, TimeQuery]]:
    """ "Internal against client work": the agency's own time, and all other; else nothing."""
    own = query.scope.project or query.scope.client
    named = any(OWN_WORK.fullmatch(fold(mention.text)) for mention in request.mentions)
    if not own or not named or query.scope.others or not request.says(_CLIENTS):
        return []
    others = replace(query.scope, client=None, project=None, without=(*query.scope.without, own))
    return [(own.name, query), ("Clients", replace(query, scope=others))]


def of_archived(desk: Desk, request: Request, query: TimeQuery) -> TimeQuery:
    """ "Time on archived projects": of these together, where none is named."""
    if query.scope.ids() or not request.says("archived (?:projects?|ones)"):
        return query
    archived = [entry for entry in desk.entries("project") if not entry.active]
    return replace(query, scope=query.scope.together(archived, "archived projects"))


def for_clients(desk: Desk, request: Request, query: TimeQuery) -> TimeQuery:
    """ "Client work in May": without the agency's own."""
    scope = query.scope
    if scope.client or scope.project or scope.without or not request.says(_CLIENT_WORK):
        return query
    own = own_client(desk.entries("client"), desk.context.company)
    return replace(query, scope=replace(scope, without=(own,))) if own else query
