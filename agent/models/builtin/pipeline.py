"""From messages to the next step: tool calls, a question, or the final text."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from agent.models.builtin.answers.writes import write_answer
from agent.models.builtin.conversation import Call, Conversation
from agent.models.builtin.desk import LISTS, Desk
from agent.models.builtin.intents import all_intents
from agent.models.builtin.intents.intent import ENOUGH, Intent
from agent.models.builtin.names.entry import Kind
from agent.models.builtin.questions import chosen, is_cancelled
from agent.models.builtin.reply import Reply, StepEndError
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.text.date_atoms import DAY_NAME
from agent.models.builtin.text.clock import find_clock
from agent.models.builtin.text.dates import find_dates
from agent.models.builtin.text.durations import find_durations
from agent.models.builtin.text.fold import fold, words_of
from agent.models.builtin.text.vocabulary import is_content


@dataclass(frozen=True)
class Said:
    """What the person said, with what turns before it settled. ``intent`` is set where a follow-up
    or an answer to a question of ours decides it."""

    text: str
    picks: dict[str, Any] = field(default_factory=dict)
    base: dict[str, Any] = field(default_factory=dict)
    anaphora: dict[str, Any] = field(default_factory=dict)
    intent: str = ""


def plan(conversation: Conversation, tools: Collection[str]) -> Reply:
    """The next step. Deterministic: the same messages give the same step."""
    writes = [result for result in conversation.results if result.is_write]
    if writes:
        return Reply(write_answer(writes))
    desk = Desk(conversation, tools)
    try:
        return _work(desk, _said(desk))
    except StepEndError as end:
        return end.reply


def _work(desk: Desk, said: Said) -> Reply:
    request = _read(desk, said)
    intent = _intent(request, said)
    if request.may_hold_names and intent.kinds:
        _look_up(desk, request, intent)
    return intent.handle(desk, request)


def _look_up(desk: Desk, request: Request, intent: Intent) -> None:
    """End the step when lists that may hold the names are missing: first the intent's own, then,
    while a name stays unknown, the others, since what it names decides what is asked."""
    desk.entries(*_listed(intent))
    if request.unknown_names:
        desk.entries(*LISTS)
    _complete_names(desk, request, intent)


def _listed(intent: Intent) -> list[Kind]:
    return [kind for kind in intent.kinds if kind in LISTS]


def _read(desk: Desk, said: Said) -> Request:
    return read_request(
        said.text,
        desk.context.calendar,
        desk.known_entries(),
        picks=said.picks,
        base=said.base,
        anaphora=said.anaphora,
    )


def _complete_names(desk: Desk, request: Request, intent: Intent) -> None:
    """Where a list is too long to be seen whole, unknown words are searched for by name."""
    cut = [kind for kind in _listed(intent) if not desk.is_whole(kind)]
    words = [word for name in request.unknown_names for word in words_of(name) if is_content(word)]
    longest = sorted(set(words), key=lambda word: (-len(word), word))[:2]
    calls = [Call(LISTS[kind], {"name": word, "active": None}) for kind in cut for word in longest]
    if calls:
        desk.read_all(*calls, earlier=True)


def _intent(request: Request, said: Said) -> Intent:
    intents = all_intents()
    if said.intent:
        return intents[said.intent]
    return max(intents.values(), key=lambda intent: (intent.score(request), intent.name))


# --- what the person said, in the light of the turns before ---------------------------------------

_CONTINUES = re.compile(
    r"^(?:and|what about|how about|same|only|just|but only|but|or|also|now|for|with|without|by|in|on|per|"
    r"and for|and in|and what about|then|ok and|those|these|the|instead|excluding|including|since|from|"
    r"last|this|next|between|yesterday|today|all|split|group(?:ed)?|sort(?:ed)?)\b"
)
_THEY = re.compile(r"\b(?:they|them|their|this client|that client|the client|this customer)\b")
_IT = re.compile(r"\b(?:it|its|there|this project|that project|the project|this task|that task)\b")
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b")


def _said(desk: Desk) -> Said:
    conversation = desk.conversation
    question = conversation.memory.get("question")
    if question:
        answered = _answer(desk, question)
        if answered:
            return answered
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
    intent = _intent(request, Said(text))
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
    best = _intent(request, Said(text))
    weak = best.score(request) < ENOUGH
    opener = _CONTINUES.match(folded)
    short = len(words_of(text)) <= 8
    same = best.name == query["intent"] and best.score(request) < 2 * ENOUGH + 1
    if short and (weak or (opener and (same or best.score(request) < 2 * ENOUGH))):
        if all_intents()[query["intent"]].continues and not _is_small(best, request):
            return Said(text, base=query, intent=query["intent"])
    return Said(text, anaphora=_pointed_at(folded, query))


def _is_small(intent: Intent, request: Request) -> bool:
    return intent.name in ("smalltalk", "unsupported") and intent.score(request) >= ENOUGH


def _pointed_at(folded: str, query: dict[str, Any]) -> dict[str, Any]:
    scope: dict[str, Any] = query.get("scope") or {}
    kinds: tuple[str, ...] = ()
    if _THEY.search(folded):
        kinds += ("client",) if "client" in scope else ("project",)
    if _IT.search(folded):
        kinds += ("task", "project")
    if _PERSON.search(folded):
        kinds += ("user",)
    return {kind: scope[kind] for kind in kinds if kind in scope}
