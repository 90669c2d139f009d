"""From messages to the next step: tool calls, a question, or the final text."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from agent.models.builtin.answers.writes import write_answer
from agent.models.builtin.conversation import WRITES, Call, Conversation
from agent.models.builtin.desk import LISTS, Desk
from agent.models.builtin.intents import all_intents, best_intent
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.names.entry import Kind
from agent.models.builtin.names.match import WHOLE
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.parts import Parts, parts_of
from agent.models.builtin.pointing import pointed_at
from agent.models.builtin.reply import Reply, StepEndError
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.said import Said, read_said
from agent.models.builtin.text.fold import words_of
from agent.models.builtin.text.vocabulary import is_content

_LONGEST_QUOTED = 80  # characters of the person's own words


def plan(conversation: Conversation, tools: Collection[str]) -> Reply:
    """The next step. Deterministic: the same messages give the same step."""
    writes = [result for result in conversation.results if result.is_write]
    desk = Desk(conversation, tools)
    try:
        said = read_said(desk)
        if writes:
            return Reply(write_answer(writes), memory=said.remembered(writes))
        return _work_all(desk, said)
    except StepEndError as end:
        return end.reply


def _work_all(desk: Desk, said: Said) -> Reply:
    """Each request of the message in turn: what was read as one text, with the writes on cards
    below it."""
    fresh = not (said.intent or said.picks)
    parts = parts_of(said.text, desk.context.calendar) if fresh else Parts([said.text])
    if len(parts.requests) == 1:
        return _with_asides(_work(desk, replace(said, text=parts.requests[0])), parts)
    replies: list[Reply] = []
    writes: list[Call] = []
    waiting: list[str] = []
    for part in parts.requests:
        reply = _part(desk, said, part, replies)
        if any(call.tool not in WRITES for call in reply.calls):
            return reply
        writes += reply.calls
        if reply.calls:
            waiting.append(part)
        else:
            replies.append(reply)
    return _with_asides(_together(replies, writes, waiting), parts)


def _part(desk: Desk, said: Said, part: str, before: list[Reply]) -> Reply:
    """One request; "it" and "their" in it may mean what the request before it was about."""
    query = before[-1].memory.get("query") if before else None
    anaphora = pointed_at(part, query) if query else {}
    try:
        return _work(desk, replace(said, text=part, anaphora=said.anaphora | anaphora))
    except StepEndError as end:
        return end.reply


def _with_asides(reply: Reply, parts: Parts) -> Reply:
    if not parts.aside or not reply.text:
        return reply
    left = "; ".join(f'"{_shortened(text)}"' for text in dict.fromkeys(parts.aside))
    return replace(reply, text=f"{reply.text}\nI left aside what asks for nothing: {left}.")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTED else f"{text[: _LONGEST_QUOTED - 3]}..."


def _together(replies: list[Reply], writes: list[Call], waiting: list[str]) -> Reply:
    if not replies:
        return Reply(calls=tuple(writes))
    replies.sort(key=lambda reply: "question" in reply.memory)
    asks = "question" in replies[-1].memory
    text = "\n\n".join(reply.text for reply in replies if reply.text)
    if not asks:
        return Reply(text, tuple(writes), {} if writes else replies[-1].memory)
    if waiting:
        left = "; ".join(f'"{part}"' for part in waiting)
        text = f"I have not prepared this yet, please say it again on its own: {left}.\n\n{text}"
    return Reply(text, memory=replies[-1].memory)


def _work(desk: Desk, said: Said) -> Reply:
    request = _read(desk, said)
    intent = _chosen(request, said)
    if "user" not in intent.kinds:
        request = request.without(*(m.span for m in request.mentions if _only_people(m)))
    if request.may_hold_names and intent.kinds:
        _look_up(desk, request, intent)
    return intent.handle(desk, request)


def _only_people(mention: Mention) -> bool:
    """Somebody's name, which says nothing where no person is asked about: "invoices for May"."""
    return all(fit.entry.kind == "user" for fit in mention.fits)


def _look_up(desk: Desk, request: Request, intent: Intent) -> None:
    """End the step when lists that may hold the names are missing: first the intent's own, then,
    while a name stays unknown, the others, since what it names decides what is asked."""
    desk.entries(*_listed(intent))
    if request.unknown_names or (intent.tool not in WRITES and request.stray_words):
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
    """Where a list is too long to be seen whole, names not fully known are searched for."""
    cut = [kind for kind in _listed(intent) if not desk.is_whole(kind)]
    partly = [mention.text for mention in request.mentions if mention.fits[0].score < WHOLE]
    names = [*request.unknown_names, *partly]
    words = [word for name in names for word in words_of(name) if is_content(word)]
    longest = sorted(set(words), key=lambda word: (-len(word), word))[:2]
    calls = [Call(LISTS[kind], {"name": word, "active": None}) for kind in cut for word in longest]
    if calls:
        desk.read_all(*calls, earlier=True)


def _chosen(request: Request, said: Said) -> Intent:
    return all_intents()[said.intent] if said.intent else best_intent(request)
