"""Clients: the list, and how to reach one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.compact import View
from agent.compact.rows import FIELDS
from agent.models.builtin.answers.people import contact_answer, directory_answer
from agent.models.builtin.answers.phrases import bullets, joined, plural, sentence, yes_no
from agent.models.builtin.attributes import OF_CLIENT, STATE, Attribute, asked_of, fields_beyond
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk, Reading
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.left_out import leaving_out
from agent.models.builtin.names.likeness import WHOLE
from agent.models.builtin.query import read_query
from agent.models.builtin.records import CONTACT, LACKS, active_filter, asks_state
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.exclusions import LEFT_OUT
from agent.models.builtin.text.fold import blank, fold, words_of
from agent.models.builtin.text.places import countries_said, country_said, is_there
from agent.models.builtin.text.vocabulary import is_content

_OTHER_SUBJECT = (
    r"invoices?|tasks?|hours|logged|milestones?|projects?|owes?|overdue|behind|payments?|"
    r"(?:un-?)?(?:billed|paid)|"
    r"drafts?|bills?"
)


_WHERE_IS = re.compile(
    r"\bwhere(?:'s| is| are| does| do)?\s+(?:the )?[\x01\s'.&-]+(?:from|sit|at|live|headquartered)?"
    r"(?: please)?\W*$"
)


def _score(request: Request) -> float:
    score = points(
        request.plain,
        ("clients|customers", 3.5),
        ("client|customer", 1.5),
        ("(?:which|what|list|show|all|any|many|our) (?:\\w+ )?(?:clients?|customers?)", 1.5),
        ("companies (?:do )?we", 2),
        ("(?:do|did|are) we (?:still )?work(?:ing)? (?:with|for)", 4),
    )
    named = any(mention.best("client") for mention in request.mentions)
    score += 6 if named and _places_asked(request) else 0
    reached = request.says(CONTACT) or _WHERE_IS.search(request.plain)
    asked = any(each.field != STATE for each in asked_of(request, "client", hinted=False))
    of_clients = request.says("clients?|customers?")
    if of_clients and any(request.says(said) for _, said in _SPLITS):
        score += 3
    if of_clients and any(each.label and request.says(_lacks(each.words)) for each in OF_CLIENT):
        score += 9
    if named and asked and not request.says(_OTHER_SUBJECT):
        score += 9
    elif (named and (reached or asked)) or asks_state(request, "client"):
        score += 5
    elif request.says(r"e-?mail(?: address)? (?:of|for)|phone(?: number)? (?:of|for)|address of"):
        score += 3
    if request.says(_OTHER_SUBJECT):
        score -= 3
    if request.dates() and request.says("work(?:ed|ing)? (?:for|on|with)"):
        score -= 4
    # A list of clients has no figures that they could be ranked by.
    return 0.0 if request.measure in ("most", "least") and not named else score


# "Clients in London": where a place stands, not a name.
_SOMEWHERE = re.compile(
    r"\b(?:clients?|customers?|companies|who|which|those|ones?|any|based|located|from)\b[^?]*?"
    r"\b(?:in|from|near|at)\s+(?:the )?(?P<place>[^\W\d_][\w' -]*?)"
    r"(?:\W*$|\s+(?:do|are|have|did) (?:we|there|you)\b|"
    r",? (?:with|plus|including) (?:their|the|all)\b)"
)
# "Except those in London": what is behind such a word is left out.
_ELSEWHERE = re.compile(
    rf"\b(?:outside(?: of)?|non|not|isn't|aren't|n't|{LEFT_OUT})\b[\s-]*"
    r"(?P<rest>(?:(?:the|those|ones|any|clients?|customers?) )*(?:(?:based |located )?"
    r"(?:in|from|near|at) )?(?:the )?(?P<place>[^\W\d_][\w' -]*?)\W*)$"
)
# "Which do not have an e-mail": what is denied is no place.
_NO_PLACE = re.compile(r"(?:not|isn't|aren't|n't)\b(?! (?:based |located )?(?:in|from|near|at)\b)")
# "Who is in Spain, and how many are they?": behind it stands no place.
_MORE_ASKED = re.compile(r",? and (?:how|what|who|which|when)\b")
# "Is Acme in Graz or in Linz?"
_IS_IN = re.compile(
    r"^\W*(?:(?:do you know|check|tell me) (?:if|whether) )?(?:is|are)?\s*(?:the )?"
    r"\x01[\x01\s'.&-]*?(?:is |are )?(?:based |located |situated )?(?:in|from|near)\s+[a-z]"
)


def _places_asked(request: Request) -> list[str]:
    """The places of which it is asked whether a client that is named is there."""
    asked = request.measure == "yes-no" and _IS_IN.match(request.plain)
    return [*request.unknown_names, *request.stray_words] if asked else []


_PLACE_FIELDS = ("city", "country")

# "How many clients per country", "in which cities do we have clients".
_BY = r"(?:by|per|for each|each|every|which|what|how many)(?: different)?"
_SPLITS = (("country", rf"{_BY} (?:country|countries|nations?)"),
           ("city", rf"{_BY} (?:city|cities|towns?)"))  # fmt: skip
_ALL_THERE_ARE = Call("list_clients", {"active": None})


def _handle(desk: Desk, request: Request) -> Reply:
    for each in OF_CLIENT:
        if each.label and request.says(_lacks(each.words)):
            return _lacking(each, _all(desk, request, each))
    named = any(mention.best("client") for mention in request.mentions)
    for field, said in _SPLITS:
        if request.says(said) and not named:
            return _by_place(field, _all(desk, request))
    places = _places(request)
    if places != _Places():
        return _in_place(request, places, _all(desk, request))
    if not named:
        words = request.strange_words
        known = desk.read_all(_ALL_THERE_ARE, earlier=True)[0].rows if words else []
        for word in words:
            if any(_is_at(row, word) for row in known):
                return _in_place(request, _Places(((word,),)), _all(desk, request))
    asked = asked_of(request, "client")
    # What it is wanted for ("for a customs form") stands in no list.
    told = request.without_unknown if named and (asked or _places_asked(request)) else request
    query = read_query(desk, told, "client")
    query = replace(query, stray=()) if asked or request.says(CONTACT) else query
    if query.scope.client:
        clients = [one.scope.client for one in query.each() if one.scope.client]
        beyond = fields_beyond(asked, FIELDS["list_clients"])
        view = View(shows=beyond) if beyond else None
        calls = [Call("list_clients", {"name": one.name, "active": None}, view) for one in clients]
        texts = []
        for client, reading in zip(clients, desk.read_all(*calls), strict=True):
            rows_of = (row for row in reading.rows if row["id"] == client.id)
            row = next(rows_of, {"name": client.name})
            asked_there = _places_asked(request)
            texts.append(_whether_there(request, row, asked_there) if asked_there
                         else contact_answer(query, request, row, "client"))  # fmt: skip
        return query.reply("clients", "\n".join(texts), each=True)
    call = Call("list_clients", {"active": active_filter(request.filters, request)})
    reading = desk.read_all(leaving_out(call, query))[0]
    return query.reply("clients", directory_answer(query, request, reading, "client"))


def _whether_there(request: Request, row: dict[str, Any], places: Sequence[str]) -> str:
    """Where a client is, and whether that is the place asked about."""
    is_at = any(_is_at(row, place) for place in places)
    lead = "" if request.says("or") else yes_no("yes-no", is_at)
    where = joined([str(row[field]) for field in (*_PLACE_FIELDS[:1], "state", "country")
                    if row.get(field)])  # fmt: skip
    return sentence(f"{lead}{row['name']} is in {where or 'a place that Paymo does not know'}")


def _lacking(attribute: Attribute, reading: Reading) -> Reply:
    """The clients of whom Paymo does not know this."""
    name = attribute.label.replace("phone", "phone number")
    if not reading.whole:
        return Reply(f"There are too many clients to go through by their {name}; name one of them.")
    rows = [row for row in reading.rows if not row.get(attribute.field)]
    state = {True: "active ", False: "archived "}.get(reading.args.get("active", True), "")
    head = sentence(f"{plural(len(rows), f'{state}client')} without {name}")
    return Reply(head + bullets([str(row["name"]) for row in rows], shown=20) + reading.caveat())


def _by_place(field: str, reading: Reading) -> Reply:
    """How many clients there are in each country or city, the most first."""
    if not reading.whole:
        return Reply(f"There are too many clients to split by {field}; name one of them.")
    counts = Counter(str(row.get(field) or f"without {field}") for row in reading.rows)
    lines = [f"{name}: {plural(count, 'client')}" for name, count in counts.most_common()]
    state = {True: "active ", False: "archived "}.get(reading.args.get("active", True), "")
    there = sum(1 for name in counts if name != f"without {field}")
    of = plural(there, field).replace("countrys", "countries").replace("citys", "cities")
    head = sentence(f"{plural(reading.count, f'{state}client')} in {of}")
    return Reply(head + bullets(lines, shown=40) + reading.caveat())


def _lacks(words: str) -> str:
    return (
        rf"{LACKS} (?:{words})|whose (?:{words}) (?:we|i|paymo) (?:{LACKS}|do not know|don't know)"
    )


def _all(desk: Desk, request: Request, shown: Attribute | None = None) -> Reading:
    call = Call("list_clients", {"active": active_filter(request.filters, request)})
    beyond = fields_beyond([shown], FIELDS["list_clients"]) if shown else ()
    return desk.read_all(replace(call, view=View(shows=beyond)) if beyond else call)[0]


@dataclass(frozen=True)
class _Places:
    """Where clients are asked for: in one place of each of these groups ("Germany or Portugal"),
    and in none of those left out."""

    within: tuple[tuple[str, ...], ...] = ()
    outside: str = ""

    def hold(self, row: dict[str, Any]) -> bool:
        if self.outside and _is_at(row, self.outside):
            return False
        return all(any(_is_at(row, place) for place in group) for group in self.within)

    def called(self, rows: Sequence[dict[str, Any]]) -> str:
        """In words, each place as the records write it: "Germany" for "German"."""
        groups = (" or ".join(_called(place, rows) for place in group) for group in self.within)
        inside = " and ".join(groups)
        out = f"outside {_called(self.outside, rows)}" if self.outside else ""
        return joined([f"in {inside}" if inside else None, out])


def _places(request: Request) -> _Places:
    """The places clients are asked for by, where the words name no record."""
    if not request.says("clients?|customers?|companies"):
        return _Places()
    whole = [m.span for m in request.mentions if m.fits[0].score >= WHOLE]
    text = blank(request.text, *whole)
    more = _MORE_ASKED.search(fold(text))
    text = text[: more.start()] if more else text
    said = fold(text)
    out = _ELSEWHERE.search(said)
    if out and _NO_PLACE.match(out.group()) and not country_said(text[slice(*out.span("rest"))]):
        out = None
    outside = ""
    if out:
        rest = slice(*out.span("rest"))
        outside = country_said(text[rest]) or request.text[slice(*out.span("place"))].strip()
        outside = outside if _is_telling(outside) else ""
    if outside and out:
        text, said = text[: out.start()], said[: out.start()]
    country, found = country_said(text), _SOMEWHERE.search(said)
    countries = countries_said(text)
    if len(countries) > 1 and not found:
        return _Places((tuple(countries),), outside)
    place = request.text[slice(*found.span("place"))].strip() if found else ""
    place = re.sub(r",? (?:each|respectively)$", "", place)
    several = [each.strip() for each in re.split(r",| or | and ", place)]
    if len(several) > 1 and all(_is_telling(each) for each in several):
        return _Places((tuple(country_said(each) or each for each in several),), outside)
    if country and (not place or country_said(place)):
        place = country
    within = (country, place) if _is_telling(place) else (country,)
    return _Places(tuple((each,) for each in dict.fromkeys(filter(None, within))), outside)


def _is_telling(place: str) -> bool:
    return bool(country_said(place)) or any(is_content(word) for word in words_of(place))


def _is_at(row: dict[str, Any], place: str) -> bool:
    return any(is_there(row.get(field), place) for field in ("city", "state", "country"))


def _in_place(request: Request, places: _Places, reading: Reading) -> Reply:
    """Clients whose city, region or country is called so."""
    if not reading.whole:
        return Reply("There are too many clients to go through by their place; name one of them.")
    known = [row for row in reading.rows if row.get("city") or row.get("country")]
    rows = [row for row in known if places.hold(row)]
    lead = yes_no(request.measure, rows)
    state = {True: "active ", False: "archived "}.get(reading.args.get("active", True), "")
    head = sentence(f"{lead}{plural(len(rows), f'{state}client')} {places.called(known)}")
    asked = [each.field for each in asked_of(request, "client")]
    shown = dict.fromkeys(("name", *_PLACE_FIELDS, *(f for f in asked if f != STATE)))
    lines = [joined([str(row[key]) for key in shown if row.get(key)]) for row in rows]
    unknown = len(reading.rows) - len(known)
    left = f"\nOf {plural(unknown, 'more client')} Paymo has no place." if unknown else ""
    note = {"intent": "clients", "scope": {}, "filters": [], "measure": "list", "group": "",
            "told_of": f"the {state}clients {places.called(known)}"}  # fmt: skip
    text = head + bullets(lines, shown=20) + left + reading.caveat()
    return Reply(text, memory={"query": note})


def _called(place: str, rows: Sequence[dict[str, Any]]) -> str:
    """The place as the records write it: "Germany" for "German"."""
    countries = (str(row["country"]) for row in rows if row.get("country"))
    return next((name for name in countries if is_there(name, place)), place)


INTENT = Intent(
    name="clients",
    score=_score,
    handle=_handle,
    kinds=("client",),
    tool="list_clients",
    continues=True,
    subject="clients",
    examples=(
        "List our clients",
        "How many active clients do we have?",
        "What is the e-mail address of Acme?",
        "Is Acme a client of ours?",
    ),
)
