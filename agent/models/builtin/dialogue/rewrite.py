"""A follow-up on a question about records, as a question that stands on its own.

"How much did we log for Acme in October?" - "and in September?" is "How much did we log for Acme in
September?": what the follow-up says takes the place of its like in the question before. A follow-up
that is a question of its own ("and their invoices?") is completed by what it leaves out instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.cues import BACK_TO_ALL, SHIFTED, widened_kinds
from agent.models.builtin.dialogue.followed import PLACES, Followed
from agent.models.builtin.dialogue.leaning import depends, is_detail, scored, stands
from agent.models.builtin.dialogue.pointed import Pointed
from agent.models.builtin.dialogue.pointing import pointed
from agent.models.builtin.intents.flow_names import named_flow
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.text.filters import filter_spans
from agent.models.builtin.text.fold import fold, lies_in

# Which questions are asked of the same days: those of the records themselves, or due dates.
_DAYS = ({"invoices", "time_entries", "payments"}, {"tasks", "milestones"})


@dataclass(frozen=True)
class Rewritten:
    """A message that stands on its own. ``intent`` is set where the question before decides it,
    ``origin`` is that question where the message narrowed it."""

    text: str
    picks: dict[str, Any]
    intent: str = ""
    origin: dict[str, Any] = field(default_factory=dict)


def rewritten(
    desk: Desk, text: str, query: dict[str, Any] | None, *, listed: bool = True
) -> Rewritten:
    """The message as one that stands on its own, in the light of the last question. ``listed``:
    words may point at the lines of the answer before, too."""
    query = _before_invoice(desk, text, query)
    found = pointed(desk, text, query, listed=listed)
    if not query or not query.get("text"):
        return Rewritten(found.text, dict(found.picks))
    picks = {**query.get("picks", {}), **found.picks}
    message = _read(desk, found.text, picks)
    if not depends(message, found, query):
        return Rewritten(found.text, dict(found.picks))
    if query["intent"] == "time_entries" and _WHO_ELSE.match(message.folded):
        others_time = _who_else(_read(desk, str(query["text"]), picks))
        return Rewritten(others_time, picks, str(query["handler"]))
    others = _others(message, query)
    if others:
        picks |= others
        message = _read(desk, found.text, picks)
    intent = "" if query["handler"] == "about" else str(query["handler"])
    origin = query.get("origin")
    if origin and BACK_TO_ALL.search(message.folded):
        return Rewritten(f"{origin['text'].rstrip(' ?.!')} all", dict(origin["picks"]), intent)
    before = _without_flow(_read(desk, str(query["text"]), picks))
    if stands(message, found) or is_detail(message, query):
        kept: dict[str, Any] = {}
        if "invoice" in found.kinds:
            kept = dict(query if "invoice" not in (query.get("scope") or {}) else origin or {})
            kept.pop("origin", None)
        return Rewritten(_completed(message, found, before, query), picks, origin=kept)
    kept = {"text": query["text"], "picks": query.get("picks", {})}
    return Rewritten(Followed(before, message, query).text(), picks, intent, kept)


_WHO_ELSE = re.compile(r"\W*(?:(?:and|so|ok)\b\W*)*(?:who|anyone|anybody|somebody) else\b")


def _who_else(before: Request) -> str:
    """ "And who else was on it?", behind somebody's time: that of all the others there."""
    people = [m for m in before.mentions if m.fits[0].entry.kind == "user"]
    text = before.text
    for mention in reversed(people):
        owned = re.match(r"['\u2019]s?\b", text[mention.span[1] :])
        end = mention.span[1] + (owned.end() if owned else 0)
        text = f"{text[: mention.span[0]]}{text[end:]}"
    without = "".join(f", without {mention.text}" for mention in people)
    return f"{text.rstrip(' ?.!')} by person{without}"


def _without_flow(before: Request) -> Request:
    """The question without what looks like a record in the name of a flow: "health check"."""
    asked = named_flow(before.folded)
    if asked is None:
        return before
    return before.without(*(m.span for m in before.mentions if lies_in(m.span[0], [asked.span])))


def _before_invoice(desk: Desk, text: str, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """The question that is gone on with: where one invoice of it was asked about in between, and
    now somebody is named, the one before that."""
    origin = (query or {}).get("origin") or {}
    if "handler" not in origin:
        return query
    names = _read(desk, text, {}).mentions
    return origin if any(mention.best("client") for mention in names) else query


def _others(message: Request, query: dict[str, Any]) -> dict[str, Any]:
    """ "The other Meridian": of those called so, the only one that was not asked about."""
    found: dict[str, Any] = {}
    for mention in message.mentions:
        if not re.search(r"\bother\s+$", message.folded[: mention.span[0]]):
            continue
        for kind, asked in (query.get("scope") or {}).items():
            left = [e for e in mention.candidates(kind) if e.id != asked["id"]]
            if len(left) == 1 < len(mention.candidates(kind)):
                found[fold(mention.text)] = left[0].as_reference()
    return found


def _read(desk: Desk, text: str, picks: dict[str, Any]) -> Request:
    return read_request(text, desk.context.calendar, desk.names, picks=picks)


def _completed(message: Request, found: Pointed, before: Request, query: dict[str, Any]) -> str:
    """The message with the place, the person and the days of the question before, as it lacks
    them. Another subject keeps the days only where they mean the same there."""
    if "invoice" in found.kinds:
        return message.text
    name = scored(message)[0].name
    same = name == query["intent"]
    kinds = {fit.entry.kind for mention in message.mentions for fit in mention.fits} | found.kinds
    parts = [message.text.rstrip(" ?.!")]
    scope = query.get("scope") or {}
    if not kinds & set(PLACES) and not message.unknown_names and not widened_kinds(message):
        place = next((scope[k] for k in ("project", "client") if k in scope), None)
        parts += [f"for {place['name']}"] if place else []
    asks_who = message.group == "user" or "mine" in message.filters or message.unknown_names
    if "user" in scope and "user" not in kinds and not asks_who and not found.picks:
        parts.append(f"by {scope['user']['name']}")
    shared = same or any({name, query["intent"]} <= days for days in _DAYS)
    latest = message.order and message.order.by == "age"  # "when did he last log anything?"
    if shared and not (latest or message.dates()) and not SHIFTED.search(message.plain):
        parts += [before.text[slice(*mention.span)] for mention in before.dates()]
    if same and name != "project_details" and not message.filters - {"mine"}:
        parts += [
            before.text[slice(*s)] for spans in filter_spans(before.plain).values() for s in spans
        ]
    if (
        same
        and before.threshold
        and not (message.threshold or message.measure in ("most", "least"))
    ):
        parts.append(before.threshold.text)
    if same and not message.currencies:
        parts += [f"in {code}" for code in before.currencies[:1] if len(before.currencies) == 1]
    return " ".join(parts)
