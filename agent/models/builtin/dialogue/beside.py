"""A request in the light of the ones before it in the same message.

"Who is on Acme, and what is still open there?": the second is completed by what the first was
about, be it by a word that points there or because it names nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.cues import OF_ALL, OF_EVERYBODY, THE_ONE
from agent.models.builtin.dialogue.pointed import Pointed
from agent.models.builtin.dialogue.pointing import client_of, pointed, shared_records
from agent.models.builtin.dialogue.rewrite import rewritten
from agent.models.builtin.intents import all_intents, best_intent
from agent.models.builtin.intents.intent import HINTED, SURE
from agent.models.builtin.intents.task_wishes import says_of_task
from agent.models.builtin.joints import intent_of
from agent.models.builtin.names.entry import Kind
from agent.models.builtin.parts import Part
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.said import Said
from agent.models.builtin.text.fold import BLANK, blank, fold
from agent.models.builtin.text.openings import asks
from agent.models.builtin.together import Answered
from agent.models.builtin.writing.wording import names_anything

_PLACES: tuple[Kind, ...] = ("project", "client")
_OF_CLIENTS = ("invoices", "payments")
_PLACELESS = ("clients", "smalltalk", "outside", "unsupported", "rules", "projects")
_POINTS = re.compile(r"\b(?:they|them|their|it|its|there|he|him|his|she|her|hers)\b")
# "What else is open?": in a state that records of several kinds have; the noun was said before.
_STATED = re.compile(
    r"\b(?:which|what|what's|how many|how much|anything|any|when|when's|is|are|was|were)\b.*\b(?:"
    r"overdue|late|open|due|unpaid|outstanding|left|unbilled|billed|invoiced|billable|active|"
    r"archived|inactive)\b|\b(?:is|are|was|were)\b.*\bpaid\b"
)
_NOUN = re.compile(
    r"\b(?:tasks?|to-?dos?|invoices?|bills?|milestones?|deadlines?|deliverables?|hours|time|"
    r"entries|projects?|clients?|budgets?|payments?|owes?|work\w*)\b"
)
_STATES = {
    "invoices": re.compile(r"\b(?:overdue|late|open|due|unpaid|paid|outstanding|left)\b"),
    "milestones": re.compile(r"\b(?:overdue|late|open|due)\b"),
    "tasks": re.compile(r"\b(?:overdue|late|open|due|left)\b"),
    "time_entries": re.compile(r"\b(?:unbilled|billed|invoiced|billable)\b"),
    **dict.fromkeys(
        ("clients", "projects", "people"), re.compile(r"\b(?:active|archived|inactive)\b")
    ),
}


# "Delete A and log 2h on B instead": in place of what was just refused, and of nothing written.
_INSTEAD = re.compile(r",?\s+(?:instead|rather)(?=\W*$)", re.IGNORECASE)


# "Mark the acoustic report as done and log 2h on it".
_REFUSED = re.compile(
    r"(?:(?:please|can you|could you|also|and)\b\W*)*[a-z]+ (?P<what>(?:the|task|invoice|project|"
    r"milestone)\b[^,.;:]+?)(?= (?:as|to|from|until|till|by|into|off)\b|[.,;:]|\W*$)"
)
_ON_IT = re.compile(r"\b(?P<on>on|for|in|to) (?:it|that(?: one)?|this one)\b(?! (?:is|was)\b)")


def _on_what_was_refused(text: str, refused: str) -> str:
    """A request for "it" with the words for what a refused request was to change."""
    what = _REFUSED.match(fold(refused))
    named = refused[slice(*what.span("what"))] if what else ""
    match = _ON_IT.search(fold(text)) if named else None
    return f"{text[: match.start()]}{match['on']} {named}{text[match.end() :]}" if match else text


def in_light_of(
    desk: Desk, part: Part, said: Said, done: Sequence[Answered], aside: Sequence[str]
) -> Said:
    """One request as it stands on its own. ``said`` is the whole message, ``aside`` its sentences
    that ask for nothing, but may name whom the request is about."""
    own = replace(said, text=part.text)
    if intent_of(part.text, desk.context.calendar)[0].name == "unsupported":
        return own  # refused in its own words
    if done and done[-1].intent == "unsupported":
        own = replace(own, text=_on_what_was_refused(_INSTEAD.sub("", part.text), done[-1].text))
    query = _last_query(done)
    if query:
        return _beside_question(desk, own, query, joined=part.joined)
    if done and not done[-1].is_clear:
        return _behind_unclear(desk, own, done[-1].text)
    if done and done[-1].intent == "unsupported":
        aside = (*aside, done[-1].text)
    written = shared_records(desk, done[-1].reply.calls if done else ())
    scope = written or _named_aside(desk, part.text, aside)
    if not scope:
        return _of_place_aside(desk, own, aside)
    found = pointed(desk, own.text, {"scope": scope}, listed=False)
    return replace(own, text=found.text, picks={**said.picks, **found.picks})


def _of_place_aside(desk: Desk, own: Said, aside: Sequence[str]) -> Said:
    """A question that names nothing, of the one client or project of the sentences beside it:
    "I am preparing the next invoice for Acme. How many hours are not billed yet?"."""
    intent = intent_of(own.text, desk.context.calendar)[0]
    if not any(aside) or intent.writes or intent.declines or OF_EVERYBODY.search(fold(own.text)):
        return own
    group = Request(own.text, desk.context.calendar).group
    if group == "client" or (group == "user" and intent.name in _OF_CLIENTS):
        return own  # "who owes the most" looks for others as well
    scope = _named(desk, aside, of=_PLACES, parts_too=True) or {}
    found = _completed(desk, Pointed(own.text), {"scope": scope}, intent.name, joined=True)
    if found.picks:
        desk.heeded_aside.update(aside)
    return replace(own, text=found.text, picks={**own.picks, **found.picks})


def _behind_unclear(desk: Desk, own: Said, before: str) -> Said:
    """A request that names nothing, of the one place or person, or on the days, of words nobody
    understood: "Are we getting on with the app? Hours in May against June"."""
    scope = _named(desk, [before]) or {}
    intent = intent_of(own.text, desk.context.calendar)[0]
    if intent.writes or intent.declines:
        return own
    found = pointed(desk, own.text, {"scope": scope}, listed=False)
    found = _completed(desk, found, {"scope": scope}, intent.name, joined=True)
    if intent.name in _OF_DAYS:
        found = _on_the_days(desk, found, {"text": before})
    if found.text != own.text:
        desk.heeded_aside.add(before)
    return replace(own, text=found.text, picks={**own.picks, **found.picks})


def _last_query(done: Sequence[Answered]) -> dict[str, Any] | None:
    """What the last question of the message was understood as, if nothing was written since."""
    for each in reversed(done):
        if each.reply.calls:
            return None
        if "query" in each.reply.memory:
            return dict(each.reply.memory["query"])
    return None


def _beside_question(desk: Desk, own: Said, query: dict[str, Any], *, joined: bool) -> Said:
    found = pointed(desk, own.text, query, listed=False)
    intent, score = intent_of(own.text, desk.context.calendar)
    plain = replace(own, text=found.text, picks={**own.picks, **found.picks})
    task = (query.get("scope") or {}).get("task")
    if task and score < SURE and says_of_task(_read(desk, found)):
        of_task = _with(found, "of", task)
        return replace(plain, text=of_task.text, picks={**own.picks, **of_task.picks},
                       intent="tasks")  # fmt: skip
    if score < HINTED and found.text != own.text:
        # "What is he by profession?" says something once it is known who he is.
        named = _read(desk, found)
        intent = best_intent(named)
        score = intent.score(named)
    if intent.name == "log_time" and "task" in (query.get("scope") or {}):
        return _on_the_task(desk, own, query)
    if intent.writes or intent.declines:
        return plain
    if _SAME_ROW.search(fold(own.text)):
        return Said(str(query["text"]), dict(query["picks"]), str(query["handler"]))
    handler = _handler(own.text, query)
    name = str(query["intent"]) if handler else intent.name
    same = query.get("intent") in (intent.name, name if _LEFT_ON_IT.search(fold(own.text)) else "")
    part = same and _PART_OF_IT.search(fold(own.text))
    if part or score < HINTED or not (asks(own.text) or joined or score >= SURE):
        fragment = rewritten(desk, own.text, query, listed=False)
        picks = {**own.picks, **fragment.picks}
        return Said(fragment.text, picks, fragment.intent, origin=fragment.origin)
    completed = _completed(desk, found, query, name, joined=joined)
    if (
        (joined or _goes_on(desk, own, query, name))
        and name == query.get("intent")
        and name in _OF_DAYS
    ):
        completed = _on_the_days(desk, completed, query)
    return replace(plain, text=completed.text, picks={**own.picks, **completed.picks},
                   intent=handler)  # fmt: skip


def _on_the_task(desk: Desk, own: Said, query: dict[str, Any]) -> Said:
    """Time to log on the task of the question before, where it names nothing itself."""
    request = Request(own.text, desk.context.calendar)
    days = [*(m.span for m in request.dates()), *(d.span for d in request.durations)]
    nameless = not names_anything(blank(request.folded, *days).replace(BLANK, " "))
    points = nameless and not _ON_IT.search(request.folded)
    text = f"{own.text.rstrip(' .!')} on it" if points else own.text
    found = pointed(desk, text, query, listed=False)
    return replace(own, text=found.text, picks={**own.picks, **found.picks})


def _goes_on(desk: Desk, own: Said, query: dict[str, Any], name: str) -> bool:
    """ "Who logged most?" behind hours of a week: of the same records, where it names nothing."""
    if name != "time_entries" or query.get("intent") != name:
        return False
    request = Request(own.text, desk.context.calendar)
    return not (request.dates() or request.may_hold_names)


def _handler(text: str, query: dict[str, Any]) -> str:
    """The kind of question that was asked before, where the words name none of their own."""
    folded, before = fold(text), str(query.get("intent"))
    states = _STATES.get(before)
    if states and _STATED.search(folded) and not _NOUN.search(folded) and states.search(folded):
        return str(query.get("handler") or before)
    return ""


def _completed(
    desk: Desk, found: Pointed, query: dict[str, Any], name: str, *, joined: bool
) -> Pointed:
    """The request with the place or the person of the question before, where it names none."""
    message = _read(desk, found)
    if not (joined or THE_ONE.search(message.folded)) or name in _PLACELESS:
        return found
    if OF_ALL.search(message.folded) or (message.unknown_names and name not in _NAMED):
        return found
    kinds = {fit.entry.kind for m in message.mentions for fit in m.fits} | found.kinds
    scope = dict(query.get("scope") or {})
    if name == "invoices":
        scope = {**client_of(desk, scope), **scope}
        scope.pop("project", None) if "client" in scope else None
    place = next((scope[kind] for kind in _PLACES if kind in scope), None)
    if kinds:
        return found
    if place:
        return _with(found, "for", place)
    person = scope.get("user")
    asks_who = message.group == "user" or "mine" in message.filters
    if person and not asks_who and "user" in all_intents()[name].kinds:
        return _with(found, "by", person)
    return found


# "When did it come in, and how much was that payment?": told with the answer before.
_SAME_ROW = re.compile(r"\bhow (?:much|big|high|large) (?:was|is) (?:that|this|the) (?:payment|sum|"
                       r"amount|transfer|invoice|bill)\W*$")  # fmt: skip
# "How much did Anna do last week, and how much did Ben do?": both are asked of the same days.
_LEFT_ON_IT = re.compile(
    r"\b(?:left|open|due|outstanding|missing) (?:on|of|from) (?:it|that|them|those|this)\b"
)
_PART_OF_IT = re.compile(
    r"\b(?:part|share|portion|much|many) of (?:it|that|them|those|this|which)\b|"
    rf"{_LEFT_ON_IT.pattern}"
)
_SUMMED = re.compile(r"\b(?:overall|altogether|in all)\W*$")
_OF_DAYS = ("time_entries", "payments")


def _on_the_days(desk: Desk, found: Pointed, query: dict[str, Any]) -> Pointed:
    """The request with the days of the question before, where it names none."""
    before = Request(str(query.get("text") or ""), desk.context.calendar)
    days = [before.text[slice(*mention.span)] for mention in before.dates()]
    message = _read(desk, found)
    asked = _SUMMED.sub("", message.folded)
    if not days or message.dates() or OF_ALL.search(asked):
        return found
    return Pointed(" ".join([found.text.rstrip(" ?.!"), *days]), found.picks)


# Their own records have names that no list shows.
_NAMED = ("tasks", "milestones", "project_details")


def _with(found: Pointed, word: str, reference: dict[str, Any]) -> Pointed:
    name = str(reference["name"])
    picks = {**found.picks, fold(name): reference}
    return Pointed(f"{found.text.rstrip(' ?.!')} {word} {name}", picks)


def _read(desk: Desk, found: Pointed) -> Request:
    return read_request(found.text, desk.context.calendar, desk.names, picks=found.picks)


def _named_aside(desk: Desk, text: str, aside: Sequence[str]) -> dict[str, Any] | None:
    """The one client, project or person that is named beside a request with "they" or "she" in
    it."""
    return _named(desk, aside) if aside and _POINTS.search(fold(text)) else None


def _named(
    desk: Desk, aside: Sequence[str], of: Sequence[Kind] = (*_PLACES, "user"), *,
    parts_too: bool = False,
) -> dict[str, Any] | None:  # fmt: skip
    """The one record of each of these kinds that the sentences name; ``parts_too``: in a client's
    case by any part of its name."""
    desk.entries("client", "project", "user")
    read = [read_request(each, desk.context.calendar, desk.names) for each in aside]
    scope: dict[str, Any] = {}
    for kind in of:
        loose = parts_too and kind == "client"
        fits = {
            e.id: e
            for r in read
            for m in r.mentions
            if loose or not m.loose
            for e in m.candidates(kind)
        }
        if len(fits) == 1:
            scope[kind] = next(iter(fits.values())).as_reference()
    return scope or None
