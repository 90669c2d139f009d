"""From messages to the next step: tool calls, a question, or the final text."""

from __future__ import annotations

from collections.abc import Collection

from agent.models.builtin.answers.writes import write_answer
from agent.models.builtin.conversation import Call, Conversation
from agent.models.builtin.desk import LISTS, Desk
from agent.models.builtin.intents import all_intents, best_intent
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.names.entry import Kind
from agent.models.builtin.names.match import WHOLE
from agent.models.builtin.reply import Reply, StepEndError
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.said import Said, read_said
from agent.models.builtin.text.fold import words_of
from agent.models.builtin.text.vocabulary import is_content


def plan(conversation: Conversation, tools: Collection[str]) -> Reply:
    """The next step. Deterministic: the same messages give the same step."""
    writes = [result for result in conversation.results if result.is_write]
    if writes:
        return Reply(write_answer(writes))
    desk = Desk(conversation, tools)
    try:
        return _work(desk, read_said(desk))
    except StepEndError as end:
        return end.reply


def _work(desk: Desk, said: Said) -> Reply:
    request = _read(desk, said)
    intent = _chosen(request, said)
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
