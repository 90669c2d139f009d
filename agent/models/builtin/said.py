"""What the person said, in the light of the turns before: a request, an answer, or a follow-up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from agent.models.builtin.conversation import Result
from agent.models.builtin.desk import Desk
from agent.models.builtin.intents import all_intents, best_intent
from agent.models.builtin.intents.intent import ENOUGH, Intent
from agent.models.builtin.pointing import pointed_at
from agent.models.builtin.questions import chosen, is_cancelled
from agent.models.builtin.reply import Reply, StepEndError, say
from agent.models.builtin.request import Request
from agent.models.builtin.text.clock import find_clock
from agent.models.builtin.text.date_atoms import DAY_NAME
from agent.models.builtin.text.dates import find_dates
from agent.models.builtin.text.durations import find_durations
from agent.models.builtin.text.fold import BLANK, blank, fold, words_of


@dataclass(frozen=True)
class Said:
    """What the person said, with what turns before it settled. ``intent`` is set where a follow-up
    or an answer to a question of ours decides it."""

    text: str
    picks: dict[str, Any] = field(default_factory=dict)
    base: dict[str, Any] = field(default_factory=dict)
    anaphora: dict[str, Any] = field(default_factory=dict)
    intent: str = ""

    def remembered(self, writes: Sequence[Result]) -> dict[str, Any]:
        """The note beside the answer to a write, for a correction that may follow."""
        saved = any(result.data.get("status") == "created" for result in writes)
        return {"written": {"text": self.text, "picks": self.picks, "saved": saved}}


_CONTINUES = re.compile(
    r"^(?:and|what about|how about|same|only|just|but only|but|or|also|now|for|with|without|by|"
    r"in|on|per|and for|and in|and what about|then|ok and|those|these|the|instead|excluding|"
    r"including|since|from|last|this|next|between|yesterday|today|all|split|group(?:ed)?|"
    r"sort(?:ed)?)\b"
)
# From this score on a request stands on its own, even after "and".
_OWN = 5.0
_COMMAND = 20.0


def read_said(desk: Desk) -> Said:
    """The text to work on: as said, or an earlier request completed or continued by it.

    Ends the step when the person drops the question or answers it with something that fits several
    candidates.
    """
    conversation = desk.conversation
    question = conversation.memory.get("question")
    if question:
        answered = _answer(desk, question)
        if answered:
            return answered
    written = conversation.memory.get("written")
    if written:
        corrected = _corrected(desk, written)
        if corrected:
            return corrected
    query = conversation.memory.get("query")
    if query:
        return _following(desk, query)
    return Said(conversation.text)


def _answer(desk: Desk, question: dict[str, Any]) -> Said | None:
    """The original request with the reply in its place; None when it is a request of its own."""
    text = desk.conversation.text.strip()
    if is_cancelled(text):
        raise StepEndError(Reply("All right, nothing was changed."))
    picks, base = dict(question["picks"]), dict(question["base"])
    original, key = str(question["text"]), str(question["key"])
    options = chosen(question["options"], text) if question["options"] else []
    if len(options) == 1:
        return Said(original, {**picks, key: options[0]}, base)
    if len(options) > 1:
        raise StepEndError(_asked_again(question, options))
    if _is_new_request(desk, text, question["expects"]):
        return None
    if question["expects"] == "text":
        return Said(original, {**picks, key: text.strip("\"' .")}, base)
    return Said(_combined(original, question, text), picks, base)


_CORRECTS = re.compile(
    r"(?:(?:no|nope|sorry|oops|wait|hmm|actually|i meant?|i mean|make (?:it|that)|(?:it|that) "
    r"should(?: be| have been)|should be|change (?:it|that) to|rather|instead|not)\b[\s,.:!]*)+"
)


def _corrected(desk: Desk, written: dict[str, Any]) -> Said | None:
    """The request before with what "no, I meant yesterday" changes in it, where nothing was saved.
    Ends the step where it was: what is saved cannot be changed from here."""
    text, calendar = desk.conversation.text.strip(), desk.context.calendar
    opener = _CORRECTS.match(fold(text))
    change = Request(text[opener.end() :] if opener else "", calendar)
    if not opener or not re.search(r"\w", change.text) or is_cancelled(text):
        return None
    if best_intent(change).score(change) >= _COMMAND and not change.durations:
        return None
    if written["saved"]:
        raise say(
            "That is saved in Paymo already and I cannot change it from here; correct it "
            "there. I can "
            "prepare another one if you say it in full."
        )
    original = Request(str(written["text"]), calendar)
    spans = [mention.span for mention in original.dates()] if change.dates() else []
    spans += [duration.span for duration in original.durations] if change.durations else []
    kept = blank(original.text, *spans).replace(BLANK, "")
    return Said(f"{kept.rstrip(' .!')} {change.text}", dict(written["picks"]))


def _asked_again(question: dict[str, Any], options: list[dict[str, Any]]) -> Reply:
    lines = ["Several fit; which one?", *(f"{n}. {o['label']}" for n, o in enumerate(options, 1))]
    return Reply("\n".join(lines), memory={"question": {**question, "options": options}})


def _is_new_request(desk: Desk, text: str, expects: str) -> bool:
    request = Request(text, desk.context.calendar)
    folded = fold(text)
    if expects == "duration" and (find_durations(folded, text) or find_clock(folded)):
        return False
    if expects == "date" and find_dates(folded, desk.context.calendar):
        return False
    if expects == "text":
        return folded.endswith("?") or folded.startswith(("list ", "show ", "how many ", "help"))
    intent = best_intent(request)
    return len(words_of(text)) >= 2 and intent.score(request) >= 2 * ENOUGH


def _combined(original: str, question: dict[str, Any], reply: str) -> str:
    """The original with the reply in place of the phrase that was not clear, or added to it."""
    phrase, expects = str(question["phrase"]), question["expects"]
    reply = reply.strip().rstrip(".!")
    if expects == "duration" and re.fullmatch(r"\d+(?:[.,]\d+)?", reply):
        reply = f"{reply} hours"
    if phrase and phrase in original:
        return original.replace(phrase, _in_place(phrase, reply, question), 1)
    return f"{original.rstrip(' .!?')}{_joint(question, reply)}{reply}"


def _in_place(phrase: str, reply: str, question: dict[str, Any]) -> str:
    """What takes the phrase's place; "Wednesday" for "due next week" is next week's Wednesday."""
    if question["expects"] != "date":
        return reply
    week = re.search(r"\b(?:this|next|last) week\b", fold(phrase))
    if week and DAY_NAME.fullmatch(fold(reply)):
        reply = f"{reply} {week.group()}"
    return f"due {reply}" if question["key"] == "due" else reply


def _joint(question: dict[str, Any], reply: str) -> str:
    """The word that ties a reply to the request it completes."""
    if re.match(r"(?:in|for|on|to|by|due)\b", fold(reply)):
        return " "
    if question["key"].startswith("task"):
        return " on "
    return {"duration": " for ", "project": " in ", "due": ", due "}.get(question["key"], " ")


def _following(desk: Desk, query: dict[str, Any]) -> Said:
    """A short addition to the last question continues it; a new question may point back to it."""
    text = desk.conversation.text.strip()
    folded = fold(text)
    request = Request(text, desk.context.calendar)
    best = best_intent(request)
    score = best.score(request)
    opener = _CONTINUES.match(folded) is not None
    adds = score < ENOUGH or (opener and score < _OWN and best.name == query["intent"])
    adds = adds or (opener and score < 2 * ENOUGH)
    adds = adds and _adds_something(request, opener or len(words_of(text)) <= 3)
    continues = all_intents()[query["intent"]].continues and not _is_small(best, request)
    if adds and continues and len(words_of(text)) <= 8:
        return Said(text, base=query, intent=query["intent"])
    return Said(text, anaphora=pointed_at(text, query))


def _adds_something(request: Request, short: bool) -> bool:
    """A name, a date, a filter or another way to look at it; else it is no addition."""
    counted = request.measure in ("count", "sum") and short
    shape = request.group or request.top or request.measure in ("most", "least") or counted
    return bool(request.may_hold_names or request.dates() or request.filters or shape)


def _is_small(intent: Intent, request: Request) -> bool:
    return intent.name in ("smalltalk", "unsupported") and intent.score(request) >= ENOUGH
