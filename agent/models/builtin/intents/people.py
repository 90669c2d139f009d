"""People of the agency: who they are, their roles, how to reach them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from agent.compact import Condition, View
from agent.models.builtin.answers.people import (
    asks_field,
    contact_answer,
    directory_answer,
    position_answer,
    rates_answer,
)
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent, points
from agent.models.builtin.names.likeness import WHOLE
from agent.models.builtin.query import read_query
from agent.models.builtin.records import CONTACT, active_filter, asks_state
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.exclusions import LEFT_OUT
from agent.models.builtin.text.fold import blank, fold, words_in, words_of
from agent.models.builtin.text.vocabulary import is_content

TYPES = (("Admin", r"admins?|administrators?"), ("Guest", r"guests?|externals?"),
          ("Employee", r"employees"))  # fmt: skip


_OTHER_SUBJECT = r"invoices?|tasks?|hours|logged|milestones?|projects?|un-?billed|clients?"
_GONE = (
    r"(?:doesn't|does not|don't|do not|no longer|not) (?:\w+ )?work(?:s|ing)? "
    r"(?:here|for us|with us)|"
    r"left (?:us|the (?:company|agency|team))|gone|quit"
)
_WITH_US = (
    r"here|(?:for|with) us|(?:at|in|for) (?:the|our|this) (?:studio|agency|company|office|team|"
    r"firm|shop|business)"
)
_ALL_OF = r"(?:the |our |any |all |counting |including )*"
_ASIDE = (
    r"(?:aside|apart|excluded|left (?:out|aside)|(?:are |is )?(?:not|n't|don't|do not) "
    r"(?:included|counted|count))"
)
_RATE = r"rates?|expensive|cheap(?:est)?|hourly|per hour"
# A word for what somebody does, where people are asked for by it: "our designers", "a copywriter".
_POSITION = re.compile(
    r"\b(?:who(?:'s| is| are) (?:all )?(?:our|the|an?|my)|(?:do|have) we (?:\w+ )?(?:have|got)|"
    r"(?:is|are) there|(?:list|show)(?: me)?(?: all)?(?: our| the)?|which|how many|any|"
    r"all(?: our)?)\s+"
    r"(?:(?:our|the|an?|any|all|me|of|other|senior|junior|lead|head)\s+)*"
    r"(?P<position>(?:[a-z]+ )?[a-z-]{2,}(?:er|or|ist|ant|yst|ect|lead|head|intern)s?)\b"
)
_DOES = re.compile(r"^\W*who (?:does|handles|covers) our (?P<what>[a-z-]{2,})\W*$")
# "Who is our video guy".
_GUY = re.compile(
    r"\bwho\b[^?]*\b(?:our|the|your) (?P<what>[a-z-]{2,}) (?:guys?|girls?|man|men|wom[ae]n|lady|"
    r"ladies|person|people|folks|expert|team)\b"
)


def _position(request: Request) -> str:
    """The position that people are asked for by, or nothing."""
    if request.says(_OTHER_SUBJECT) or request.filters & {"done", "open", "overdue", "running"}:
        return ""
    if any(mention.fits[0].score >= WHOLE for mention in request.mentions):
        return ""
    does = _DOES.search(request.plain) or _GUY.search(request.folded)
    if does and is_content(does["what"]):
        return does["what"]
    found = _POSITION.search(request.folded)
    words = found["position"].split() if found else [""]
    return " ".join(filter(_is_telling, words)) if _is_telling(words[-1]) else ""


def _is_telling(word: str) -> bool:
    return is_content(word) and word not in EVERYDAY


def _stem(position: str) -> str:
    return position.removesuffix("s")


# Somebody by what he does: "freelancer" for "Freelance designer".
_DOER = re.compile(r"([a-z-]{4,}?)(?:er|or|ist|ant)")


def held_position(desk: Desk, phrases: Iterable[str]) -> str:
    """What somebody's position has of the first of these phrases that says one, as it is written
    there: "Back-end" for "back end", "Freelance" for "freelancer"; else nothing."""
    said = [_stem(fold(phrase)) for phrase in phrases if len(phrase) > 1]
    if not said:
        return ""
    rows = desk.read_all(Call("list_users", {"active": None}), earlier=True)[0].rows
    held = [str(row.get("position") or "") for row in rows]
    patterns = [r"\W?".join(map(re.escape, words_of(phrase))) for phrase in said]
    patterns += [rf"\b{re.escape(match[1])}\w*" for match in map(_DOER.fullmatch, said) if match]
    found = (
        position[slice(*match.span())]
        for pattern in patterns if pattern
        for position in held if (match := re.search(pattern, fold(position)))
    )  # fmt: skip
    return next(found, "")


def _kept_types(request: Request) -> tuple[Condition, ...]:
    """What keeps out the kinds of people that are left aside: "without guests"."""
    out = [
        kind
        for kind, words in TYPES
        if request.says(rf"(?:{LEFT_OUT}) {_ALL_OF}(?:{words})|(?:{words})(?: accounts?)? {_ASIDE}")
    ]
    return tuple(Condition("type", "not", kind) for kind in out)


def _without(request: Request, words: str) -> Request:
    """The request without these words, so that they are taken for no name."""
    place = request.folded.find(words) if words else -1
    if place < 0:
        return request
    text = blank(request.text, (place, place + len(words)))
    return replace(request, text=text, whole=request.original)


def _score(request: Request) -> float:
    score = points(
        request.plain,
        (
            "users|people|employees|colleagues|staff|team|team members|members|consultants|"
            "everyone(?:'s)?|everybody(?:'s)?",
            3.5,
        ),
        ("user|employee|colleague|person", 1.5),
        ("admins?|administrators?|guests?", 3.5),
        (
            "who (?:works|is working) (?:here|for us|with us)|who is (?:here|on the team|in the "
            "team)",
            4,
        ),
        ("still (?:with us|here|active|employed|working here|on the team)|left the company", 5),
        (rf"how many (?:people|persons|colleagues|of us)\b.*\b(?:work|are) (?:{_WITH_US})", 6),
        ("who am i|logged in as|my account", 9),
        ("head ?count", 4),
        (rf"who(?:'s| is| are| has| have)?\b[^?]*\b(?:{_GONE})", 6),
    )
    if _position(request):
        score += 8.5 if _GUY.search(request.folded) else 4.5
    if re.search(r"\bwho\b[^?]*\b(?:has|have)?\b[^?]*\b(?:left|gone|quit)\b", request.plain):
        score += 4
    if request.says(_RATE) and request.measure in ("most", "least"):
        score += 6
    named = any(mention.best("user") for mention in request.mentions)
    fields = rf"{CONTACT}|role|position|job|type|who is|rate|workday|works? here"
    if (named and request.says(fields)) or asks_state(request, "user"):
        score += 5
    does = re.search(r"\bwhat does\b[^?]*\bdo(?: here| for us)?\W*$", request.plain)
    if named and does and not request.says("still|have to|need to|left|next|today|this week"):
        score += 7
    places = (max(m.best("project"), m.best("client")) - m.best("user") for m in request.mentions)
    if any(more > 0 for more in places) and not _GUY.search(request.folded):
        score -= 4
    if request.says(_OTHER_SUBJECT):
        score -= 3
    return score


def _handle(desk: Desk, request: Request) -> Reply:
    if request.says("who am i|logged in as|my account"):
        name = desk.context.user or "unknown to me"
        return Reply(f"You are {name} in Paymo.")
    whole, where = request, words_in(_WITH_US).search(request.plain)
    request = _without(request, where.group() if where else "")
    position = _position(request)
    if not position and not any(mention.best("user") for mention in request.mentions):
        words = (*request.unknown_names, *request.stray_words)
        position = next((word for word in words if held_position(desk, (word,))), "")
    held = held_position(desk, (position,)) or position
    query = read_query(desk, _without(request, position), "user")
    query = replace(query, stray=()) if asks_field(request) else query
    if query.scope.user:
        users = [one.scope.user for one in query.each() if one.scope.user]
        calls = [Call("list_users", {"name": one.name, "active": None}) for one in users]
        texts = []
        for user, reading in zip(users, desk.read_all(*calls), strict=True):
            rows = (row for row in reading.rows if row["id"] == user.id)
            texts.append(contact_answer(query, request, next(rows, {"name": user.name})))
        return query.reply("people", "\n".join(texts), each=True)
    args: dict[str, Any] = {"active": active_filter(query.filters | whole.filters, whole)}
    kept = _kept_types(request)
    if position:
        view = View((Condition("position", "has", held), *kept))
        reading = desk.read_all(Call("list_users", args, view))[0]
        query = replace(query, stray=())
        return query.reply("people", position_answer(query, reading, held))
    if request.says(_RATE) and query.measure in ("most", "least"):
        order = "price_per_hour" if query.measure == "least" else "-price_per_hour"
        view = View((Condition("price_per_hour", "empty", False),), order)
        reading = desk.read_all(Call("list_users", args, view))[0]
        return query.reply("people", rates_answer(query, reading))
    kind = next((kind for kind, words in TYPES if request.says(words)), None)
    if kind and kind != "Employee" and not kept:
        args["type"] = kind
    reading = desk.read_all(Call("list_users", args, View(kept) if kept else None))[0]
    return query.reply("people", directory_answer(query, request, reading, "person"))


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
