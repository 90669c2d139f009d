"""From messages to the next step: tool calls, a question, or the final text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from agent.compact import Condition, View
from agent.models.builtin.answers.writes import write_answer
from agent.models.builtin.confidence import Choice, choose, settled, which
from agent.models.builtin.conversation import WRITES, Call, Conversation
from agent.models.builtin.desk import LISTS, Desk
from agent.models.builtin.dialogue.cards import (
    ABOUT_WRITES,
    NOT_ABOUT_CARDS,
    about_writes,
    after_rejection,
    open_drafts,
    swapped,
    wait_again,
)
from agent.models.builtin.dialogue.drafts import Draft
from agent.models.builtin.dialogue.memory import remembered, with_query
from agent.models.builtin.dialogue.pointing import pointed
from agent.models.builtin.dialogue.short import adds_to_question
from agent.models.builtin.intents import all_intents
from agent.models.builtin.intents.about import NOT_UNDERSTOOD
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.names.entry import Kind, entry_from
from agent.models.builtin.names.likeness import WHOLE
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.parts import Parts, parts_of
from agent.models.builtin.questions import question_text
from agent.models.builtin.reply import Reply, StepEndError
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.said import Said, answer_to_question, follow_up
from agent.models.builtin.text.fold import fold, words_of

_MOST_NAMES = 6  # looked for in long lists
_LONGEST_QUOTED = 80  # characters of the person's own words


def plan(conversation: Conversation, tools: Collection[str]) -> Reply:
    """The next step. Deterministic: the same messages give the same step."""
    desk = Desk(conversation, tools)
    try:
        reply = _step(desk)
    except StepEndError as end:
        reply = end.reply
    return remembered(conversation, reply)


def _step(desk: Desk) -> Reply:
    """What was decided is told first; then the message is about writes that are open or were just
    made, or a request, beside which the open ones are proposed again."""
    if any(result.is_write for result in desk.conversation.results):
        return _decided(desk)
    drafts = open_drafts(desk)
    try:
        reply = _answer(desk, drafts)
    except StepEndError as end:
        reply = end.reply
    if _looks_up(reply):
        return reply
    return _after(desk, _with_open(reply, drafts))


def _answer(desk: Desk, drafts: Sequence[Draft]) -> Reply:
    text, said = desk.conversation.text, answer_to_question(desk)
    about: Reply | None = None
    if said and said.of_writes:
        open_again = [] if "copies" in desk.conversation.memory else drafts
        about = about_writes(desk, open_again, said.text, dict(said.picks))
    elif said and said.swap:
        about = swapped(drafts, *said.swap)
    elif said is None and not _follows_question(desk, text):
        about = about_writes(desk, drafts, text, {})
    return about or _work_all(desk, said or follow_up(desk))


def _follows_question(desk: Desk, text: str) -> bool:
    """Whether a fragment goes on with the question that was answered last, beside cards that wait
    from before it."""
    return "asked" in desk.conversation.memory and adds_to_question(text)


def _looks_up(reply: Reply) -> bool:
    return any(call.tool not in WRITES for call in reply.calls)


def _with_open(reply: Reply, drafts: Sequence[Draft]) -> Reply:
    """The reply, and the open writes once more where it was about something else."""
    if not drafts or ABOUT_WRITES & reply.memory.keys():
        return reply
    known = {call.key for call in reply.calls}
    again = tuple(draft.call for draft in drafts if draft.call.key not in known)
    if reply.text == NOT_UNDERSTOOD:
        text = NOT_ABOUT_CARDS
    else:
        text = f"{reply.text}\n\n{wait_again(len(again))}" if reply.text else ""
    return replace(reply, text=text, calls=(*again, *reply.calls))


def _after(desk: Desk, reply: Reply) -> Reply:
    """The reply behind what became of the writes that were decided before the person spoke."""
    done = list(desk.conversation.beside)
    if not done:
        return reply
    return replace(reply, text=f"{write_answer(done)}\n\n{reply.text}".strip())


def _decided(desk: Desk) -> Reply:
    """What became of the proposed writes; one that was rejected with a clear correction is proposed
    anew, and a question that stands open is asked again."""
    done = [result for result in desk.conversation.latest if result.is_write]
    if not done:
        return Reply(write_answer([r for r in desk.conversation.results if r.is_write]))
    reply = Reply(write_answer(done))
    again = after_rejection(desk, [r for r in done if r.data.get("status") == "rejected"])
    if again and _looks_up(again):
        return again
    if again:
        return replace(again, text=reply.text)
    question = desk.conversation.noted.get("question")
    if question:
        text = f"{reply.text}\n\n{question_text(question)}"
        reply = replace(reply, text=text, memory={"question": question})
    return reply


def _work_all(desk: Desk, said: Said) -> Reply:
    """Each request of the message in turn: what was read as one text, with the writes on cards
    below it."""
    fresh = not (said.intent or said.answered)
    parts = parts_of(said.text, desk.context.calendar) if fresh else Parts([said.text])
    replies: list[Reply] = []
    for part in parts.requests:
        reply = _worked(desk, _after_part(desk, replace(said, text=part), replies, parts.aside))
        if _looks_up(reply):
            return reply
        replies.append(replace(reply, rests_on=desk.rests_on))
        desk.rests_on = ()
    return _with_asides(replies[0] if len(replies) == 1 else _together(replies), parts)


def _after_part(desk: Desk, said: Said, before: list[Reply], aside: Sequence[str]) -> Said:
    """One request; "it" and "their" in it may mean what the request before it was about, or whom
    the sentences around it name."""
    query = before[-1].memory.get("query") if before else None
    query = query or _written_about(desk, before) or _named_aside(desk, said.text, aside)
    if not query:
        return said
    found = pointed(desk, said.text, query, listed=False)
    return replace(said, text=found.text, picks={**said.picks, **found.picks})


def _named_aside(desk: Desk, text: str, aside: Sequence[str]) -> dict[str, Any] | None:
    """The one client or project that is named beside a request with "they" or "it" in it."""
    if not aside or not re.search(r"\b(?:they|them|their|it|its)\b", fold(text)):
        return None
    entries = desk.entries("client", "project")
    read = [read_request(each, desk.context.calendar, entries) for each in aside]
    scope: dict[str, Any] = {}
    for kind in ("client", "project"):
        fits = {
            e.id: e for r in read for m in r.mentions if not m.loose for e in m.candidates(kind)
        }
        if len(fits) == 1:
            scope[kind] = next(iter(fits.values())).as_reference()
    return {"scope": scope} if scope else None


def _written_about(desk: Desk, before: list[Reply]) -> dict[str, Any] | None:
    """The project of a task that is about to be created, as a query about it would note it."""
    calls = before[-1].calls if before else ()
    task = next(
        (_task(desk, call.args["task_id"]) for call in calls if "task_id" in call.args), None
    )
    if task:
        return {"scope": {"task": task}}
    ids = {call.args.get("project_id") for call in calls}
    entries = [e for e in desk.known_entries() if e.kind == "project" and e.id in ids]
    return {"scope": {"project": entries[0].as_reference()}} if len(entries) == 1 else None


def _task(desk: Desk, task_id: int) -> dict[str, Any] | None:
    """A task that a look-up of this conversation has shown."""
    shown = (*desk.conversation.earlier, *desk.conversation.results)
    rows = (
        row
        for result in shown
        if result.call.tool == "list_tasks" and result.error is None
        for row in result.data["rows"]
    )
    found = next((row for row in rows if row["id"] == task_id), None)
    return entry_from("task", found).as_reference() if found else None


def _with_asides(reply: Reply, parts: Parts) -> Reply:
    if not parts.aside or not reply.text:
        return reply
    left = "; ".join(f'"{_shortened(text)}"' for text in dict.fromkeys(parts.aside))
    return replace(reply, text=f"{reply.text}\nI left aside what asks for nothing: {left}.")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTED else f"{text[: _LONGEST_QUOTED - 3]}..."


def _worked(desk: Desk, said: Said) -> Reply:
    """One request's reply, with what the next turn has to know of it."""
    request = _read(desk, said)
    choice = choose(request)
    known = settled(said.picks) or all_intents().get(said.intent)
    intent = known or choice.best
    try:
        reply = _work(desk, request, intent, None if known else choice)
    except StepEndError as end:
        reply = end.reply
    memory = dict(reply.memory)
    if said.answered:
        memory["answered"] = dict(said.answered)
    if "question" in memory:
        memory["question"] = {**memory["question"], "intent": said.intent}
    said_as = {"handler": intent.name, "text": said.text, "picks": dict(said.picks)}
    origin = {"origin": dict(said.origin)} if said.origin else {}
    return with_query(replace(reply, memory=memory), said_as | origin)


def _together(replies: list[Reply]) -> Reply:
    """The texts in their order, questions of ours last, and all the writes."""
    replies.sort(key=lambda reply: "question" in reply.memory)
    memory: dict[str, Any] = {}
    for reply in replies:
        memory |= reply.memory
    text = "\n\n".join(reply.text for reply in replies if reply.text)
    calls = tuple(call for reply in replies for call in reply.calls)
    rests_on = tuple(id for reply in replies if reply.text for id in reply.rests_on)
    return Reply(text, calls, memory, rests_on)


def _work(desk: Desk, request: Request, intent: Intent, choice: Choice | None) -> Reply:
    if "user" not in intent.kinds:
        request = request.without(*(m.span for m in request.mentions if _only_people(m)))
    if intent.tool not in WRITES:
        request = request.without(*(m.span for m in request.mentions if _is_spare(m, request)))
    if request.may_hold_names and intent.kinds:
        _look_up(desk, request, intent)
    if choice and not choice.clear:
        raise which(request, choice)
    return intent.handle(desk, request)


def _only_people(mention: Mention) -> bool:
    """Somebody's name, which says nothing where no person is asked about: "invoices for May"."""
    return all(fit.entry.kind == "user" for fit in mention.fits)


def _is_spare(mention: Mention, request: Request) -> bool:
    """A part of some name beside another record of the kind that is named whole: the word belongs
    to something else ("voice-over" in "the voice-over of the Driver App")."""
    kinds = {fit.entry.kind for fit in mention.fits}
    return mention.loose and any(
        other is not mention and not other.loose and other.fits[0].score >= WHOLE
        and kinds & {fit.entry.kind for fit in other.fits}
        for other in request.mentions
    )  # fmt: skip


def _look_up(desk: Desk, request: Request, intent: Intent) -> None:
    """End the step when lists that may hold the names are missing: first the intent's own, then,
    while a name stays unknown, the others, since what it names decides what is asked."""
    desk.entries(*_listed(intent))
    unclear = request.stray_words or request.has_everyday_phrase
    if request.unknown_names or (intent.tool not in WRITES and unclear):
        desk.entries(*LISTS)
    _complete_names(desk, request, intent)


def _listed(intent: Intent) -> list[Kind]:
    return [kind for kind in intent.kinds if kind in LISTS]


def _read(desk: Desk, said: Said) -> Request:
    return read_request(said.text, desk.context.calendar, desk.names, picks=said.picks)


def _complete_names(desk: Desk, request: Request, intent: Intent) -> None:
    """Where a list is too long to be seen whole, names not fully known are looked for in all of
    it."""
    cut = [kind for kind in _listed(intent) if not desk.is_whole(kind)]
    partly = [m.text for m in request.mentions if m.fits and m.fits[0].score < WHOLE]
    unknown = [*request.unknown_names, *([] if intent.tool in WRITES else request.stray_words)]
    names = [name for name in dict.fromkeys([*unknown, *partly]) if words_of(name)]
    if cut and names:
        view = View((Condition("name", "like", names[:_MOST_NAMES]),))
        calls = [Call(LISTS[kind], {"active": None}, view) for kind in cut]
        desk.read_all(*calls, earlier=True)
