"""People of the agency: who they are, their roles, how to reach them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from agent.models.builtin.answers.people import contact_answer, people_answer, ranked_rates
from agent.models.builtin.attributes import STATE, asked_of
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.names.entry import entry_from
from agent.models.builtin.people_wanted import (
    FIELDS,
    PART_TIME,
    RATE,
    WORKDAY,
    asks_of_all,
    kept_types,
    people_wanted,
    types_said,
)
from agent.models.builtin.positions import AGENT, Holders, bearing, holders, is_named
from agent.models.builtin.query import Query, read_query, winner
from agent.models.builtin.records import CONTACT, LACKS, active_filter, asks_state
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import blank, fold, words_in
from agent.models.builtin.text.vocabulary import is_content

_OTHER_SUBJECT = r"invoices?|tasks?|hours|logged|milestones?|projects?|un-?billed|clients?"
_GONE = (
    r"(?:doesn't|does not|don't|do not|no longer|not) (?:\w+ )?work(?:s|ing)? "
    r"(?:here|for us|with us)|"
    r"left (?:us|the (?:company|agency|team))|gone|quit"
)
_FORMER = r"(?:archived|inactive|former)"
_WITH_US = (
    r"here|(?:for|with) us|(?:at|in|for|of) (?:the|our|this) (?:studio|agency|company|office|team|"
    r"firm|shop|business)"
)
# "What does Anna do?", "what is Anna doing in our company?"
_WHAT_DOES = re.compile(
    rf"\bwhat does\b[^?]*\bdo(?: (?:{_WITH_US}))?\W*$|"
    rf"\bwhat(?:'s| is)\b[^?]*\bdoing (?:{_WITH_US})\W*$"
)
_STAFF = r"(?:people|persons?|users?|staff|employees?|colleagues?)"
# "Who left?", "who has gone since?": of people, where nothing behind it says what else is left.
_LEFT = (
    r"who(?:'s|'ve| is| are| has| have| had)?(?: since| recently| already| all)? (?:left|gone|quit)"
    r"(?=\W*$| (?:us|already|since|recently|so far|this|last|in|by now)\b)"
)
# "The Acme people": those of a client, and no colleagues.
_CROWD = re.compile(r"\x01 (?:people|folks|guys|lot|crowd|gang)\b")
# "The freelancer counted in": of everybody, and nobody is chosen by it.
_COUNTED_IN = re.compile(
    r"(?:\b(?:with|plus|and) |, )?(?:the |our |all )*[a-z-]+ (?:counted in|included|inclusive|"
    r"as well|too)\b|\b(?:including|incl\.?|counting) (?:the |our |all )*[a-z-]+"
)
# A word for what somebody does, where people are asked for by it: "our designers", "a copywriter".
_POSITION = re.compile(
    r"\b(?:who(?: (?:in|at|on|of|from) (?:the |our |this )?[a-z]+)?(?:'s| is| are) "
    r"(?:all )?(?:our|the|an?|my)|"
    r"(?:which|who|one) of (?:us|our \w+|the \w+) (?:is|are)(?: an?| the)?|"
    r"(?:do|have) we (?:\w+ )?(?:have|got)|"
    r"(?:is|are) there|(?:list|show)(?: me)?(?: all)?(?: our| the)?|which|how many|any|"
    r"all(?: our)?|"
    r"(?:names|addresses|e-?mails|phones|numbers|rates|positions|details) (?:of|for))\s+"
    r"(?:(?:our|the|an?|any|all|me|of|other|senior|junior|lead|head)\s+)*"
    r"(?P<position>(?:(?!(?:for|on|in|at|of|to|with|from|by|about|that|who|is|are)\b)[a-z-]+ )"
    rf"{{0,4}}?{AGENT}s?)\b"
)
_DOES = re.compile(
    r"^\W*who (?:does|handles|covers) our (?P<what>[a-z-]{2,})\W*$|"
    # "Do we have somebody for payroll?"
    r"\b(?:some|any)(?:one|body) (?:(?:who|that) )?(?:does|doing|for|on|handling|handles) "
    r"(?:the |our )?(?P<job>[a-z-]{2,})\W*$|"
    r"\b(?:any|some)(?:one|body) works? (?:in|for|on|with) (?:the |our )?(?P<field>[a-z-]{3,})\W*$"
)
# "Who is our video guy", "all lighting folks".
_GUY = re.compile(
    r"(?:\bwho\b[^?]*\b(?:our|the|your)|\b(?:all|list|show)(?: (?:me|all|the|our))*) "
    r"(?P<what>[a-z-]{2,}) (?:guys?|girls?|man|men|wom[ae]n|lady|"
    r"ladies|person|people|folks|expert|team)\b"
)


def _position(request: Request) -> str:
    """The position that people are asked for by, or nothing."""
    found = _POSITION.search(request.folded)
    rest = blank(request.plain, *([found.span("position")] if found else []))
    if words_in(_OTHER_SUBJECT).search(rest) or request.filters & {
        "done",
        "open",
        "overdue",
        "running",
    }:
        return ""
    if any(is_named(mention) for mention in request.mentions):
        return ""
    does = _DOES.search(request.plain) or _GUY.search(request.folded)
    said = next(filter(None, does.groups()), "") if does else ""
    if is_content(said or "the"):
        return said
    words = found["position"].split() if found else [""]
    return " ".join(filter(_is_telling, words)) if _is_telling(words[-1]) else ""


def _is_telling(word: str) -> bool:
    return is_content(word) and word not in EVERYDAY


def _without(request: Request, words: str) -> Request:
    """The request without these words, so that they are taken for no name."""
    place = request.folded.find(words) if words else -1
    if place < 0:
        return request
    text = blank(request.text, (place, place + len(words)))
    return replace(request, text=text, whole=request.original)


_CUES = (
    (
        "users|people|employees|colleagues|staff|team|team members|members|consultants|"
        "everyone(?:'s)?|everybody(?:'s)?",
        3.5,
    ),
    ("user|employee|colleague|person", 1.5),
    ("admins?|administrators?|guests?", 3.5),
    (r"who\b(?! of (?:them|those|these))[^?\x01]*\b(?:admins?|administrators?|guests?)", 4),
    (
        "who (?:works|is working) (?:here|for us|with us)|who is (?:here|on the team|in the team)",
        4,
    ),
    ("still (?:with us|here|active|employed|working here|on the team)|left the company", 5),
    (rf"how many (?:people|persons|colleagues|of us)\b.*\b(?:work|are) (?:{_WITH_US})", 6),
    ("who am i|logged in as|my account", 9),
    ("head ?count", 4),
    (rf"{_STAFF}\b[^?]*\b{_FORMER}|{_FORMER} {_STAFF}", 4),
    (r"(?:any|some)(?:one|body) (?:called|named|by the name of|whose name is)", 9),
    (rf"who(?:'s| is| are| has| have)?\b[^?]*\b(?:{_GONE})", 6),
    (r"who\b[^?]*\b(?:left|gone|quit)", 4),
    (
        r"how (?:long|many hours) (?:do|does|is)\b[^?]*\bwork (?:(?:a|per|each|every) )"
        r"(?:normal |working )?day|hours (?:a|per|each|every) (?:\w+ )?day (?:do|does|should)"
        r"(?![^?]*\b(?:log|track|book|record|put in)\b)",
        12,
    ),
    (
        r"who(?: (?:in|at|on|of) (?:(?:the|our|this) )?\w+)?(?:'s| is| are) (?:our|the|an?) "
        r"project (?:managers?|leads?)(?= here|\W*$)",
        9,
    ),
)


def _score(request: Request) -> float:
    position = _position(request)
    # "Interns" are people, although "internal" is a project.
    inside = any(fold(mention.text) in position for mention in request.mentions)
    sure = inside or _GUY.search(request.folded) is not None
    score = points(request.plain, *_CUES) + _of_named(request) + _of_fields(request)
    if position:
        score += 8.5 if sure else 4.5
    if request.says(RATE) and request.measure in ("most", "least"):
        score += 6
    if not sure:
        score -= _of_places(request)
    return score - 3 if request.says(_OTHER_SUBJECT) and not position else score


def _of_named(request: Request) -> float:
    """What speaks for people where somebody is named, and something of theirs is asked for."""
    named = any(mention.best("user") for mention in request.mentions)
    asked = any(each.field != STATE for each in asked_of(request, "user", hinted=False))
    fields = rf"{CONTACT}|who is|who are(?: the| both| two)*|{RATE}|works? here"
    score = 0.0
    if named and asked and not request.says(_OTHER_SUBJECT):
        score += 9 if request.dates() else 12
    elif (named and (asked or request.says(fields))) or asks_state(request, "user"):
        score += 5
    later = request.says("still|have to|need to|left|next|today|this week")
    return score + 7 if named and _WHAT_DOES.search(request.plain) and not later else score


def _of_places(request: Request) -> float:
    """What speaks against people where a project or a client is named, and not by the words for
    the office."""
    ours = words_in(_WITH_US).search(request.folded)
    request = request.without(ours.span()) if ours else request
    places = (max(m.best("project"), m.best("client")) - m.best("user") for m in request.mentions)
    if not any(more > 0 for more in places):
        return 0.0
    return 8.0 if _CROWD.search(request.plain) else 4.0


_SOMEBODY = (
    r"who(?:'s|se)?|which of us|what of us|anyone|anybody|someone|somebody|everyone|everybody|"
    r"people|persons?|employees?|colleagues?|team|staff|of us|folks"
)

# "The e-mails of our designers", "the mail of our copywriter", "rates among designers".
_OF_THEM = re.compile(
    r"\b(?:of|for|from|among|amongst|our|the|my) (?:(?:all|any|the|our|my|an?|each|every) )*"
    rf"(?:[a-z-]+ ){{0,2}}?(?P<who>{AGENT})s?\b"
)


def _asks_of_holders(request: Request) -> bool:
    """Whether something is asked of people who are meant by their position."""
    found = _OF_THEM.search(request.plain)
    asked = any(each.field != STATE or request.says("still|employed|archived|inactive")
                for each in asked_of(request, "user", hinted=False))  # fmt: skip
    return bool(asked and found and _is_telling(found["who"]))


def _of_fields(request: Request) -> float:
    """What speaks for people where a field of theirs is asked for, and nobody is named."""
    if _asks_of_holders(request) and not request.says(_OTHER_SUBJECT):
        return 7.0
    if request.mentions or not request.says(_SOMEBODY):
        return 0.0
    length = request.threshold or len(request.durations) == 1
    bound = length and not request.dates() and request.says(rf"{WORKDAY}|{RATE}")
    if request.says(PART_TIME) or request.says(r"work(?:ing)?[ -]?days? of") or bound:
        return 12.0
    fields = "|".join(words for _, _, words in FIELDS)
    # "Who has the Rate import": the word is a part of what nobody knows yet.
    has = rf"(?:{LACKS}|with|has|have|highest|lowest|earns?|charges?)"
    wished = request.without_unknown.says(rf"{has} (?:\w+ )*?(?:{fields})")
    return 7.0 if wished and not request.says(_OTHER_SUBJECT) else 0.0


def _handle(desk: Desk, request: Request) -> Reply:
    if request.says("who am i|logged in as|my account"):
        name = desk.context.user or "unknown to me"
        return Reply(f"You are {name} in Paymo.")
    whole, ours = request, words_in(_WITH_US).search(request.folded)
    request = _without(request.without(ours.span()), ours.group()) if ours else request
    request = request.emptied(*(match.span() for match in _COUNTED_IN.finditer(request.folded)))
    named = any(mention.best("user") for mention in request.mentions)
    held = None if named else holders(desk, request) or _bearing(desk, request)
    request = request.emptied(*held.spans) if held else request
    asked = asked_of(whole, "user")
    told = request.without_unknown if named and asked else request
    query = read_query(desk, told, "user")
    query = replace(query, stray=()) if held or asked else query
    if held and asked and len(held.people) == 1 and not held.said.endswith("s"):
        query = replace(query, scope=replace(query.scope, user=held.people[0]))
    if query.scope.user:
        return _named(desk, whole, query)
    wanted = people_wanted(desk, request, held)
    query = replace(query, stray=()) if wanted.said else query
    active = active_filter(query.filters | whole.filters, whole)
    if active and whole.says(_LEFT):
        active = False
    if held and held.people and not any(person.active for person in held.people):
        active = None
    if asks_of_all(request):
        query, active = replace(query, negative=True), True
    args: dict[str, Any] = {"active": active}
    kinds = [kind for kind in types_said(request) if not kept_types(request)]
    if kinds in (["Admin"], ["Guest"]):
        args["type"] = kinds[0]
    reading = desk.read_all(Call("list_users", args, wanted.view))[0]
    text = people_answer(query, request, reading, wanted, kinds)
    if held and reading.count == 1:
        only = entry_from("user", reading.rows[0])  # whom "and is she ...?" asks about
        query = replace(query, scope=replace(query.scope, user=only))
    return query.heeding("threshold", "comparison").reply("people", text)


def _bearing(desk: Desk, request: Request) -> Holders | None:
    """Those whose position is said by a word of its own: "who can I ask about QA"."""
    said = _position(request)
    words = [said] if said else list(request.strange_words)
    place = request.folded.find(said) if said else -1
    nobody = Holders(said, ((place, place + len(said)),), ()) if place >= 0 else None
    return bearing(desk, request, words) or nobody


def _named(desk: Desk, request: Request, query: Query) -> Reply:
    """What is asked of the people who are named."""
    users = [one.scope.user for one in query.each() if one.scope.user]
    calls = [Call("list_users", {"name": one.name, "active": None}) for one in users]
    rows = [
        next((row for row in reading.rows if row["id"] == user.id), {"name": user.name})
        for user, reading in zip(users, desk.read_all(*calls), strict=True)
    ]
    if len(rows) > 1 and request.says(RATE) and (winner(request) or query.measure in _RANKED):
        lowest = "less" in (winner(request), {"least": "less"}.get(query.measure))
        rated = [row for row in rows if row.get("price_per_hour") is not None]
        text = ranked_rates(rated, lowest=lowest)
        return query.heeding("comparison").reply("people", text, each=True)
    texts = [contact_answer(query, request, row, "user") for row in rows]
    return query.reply("people", "\n".join(texts), each=True)


_RANKED = ("most", "least")


INTENT = Intent(
    name="people",
    score=_score,
    handle=_handle,
    kinds=("user",),
    tool="list_users",
    continues=True,
    subject="people",
    examples=(
        "Who is on the team?",
        "List all users",
        "Who are the admins?",
        "What is Anna's e-mail address?",
    ),
)
