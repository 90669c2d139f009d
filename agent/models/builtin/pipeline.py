"""From messages to the next step: tool calls, a question, or the final text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from agent.compact import Condition, View
from agent.models.builtin.answers.asked_for import unheard
from agent.models.builtin.answers.halves import unanswered
from agent.models.builtin.answers.writes import write_answer
from agent.models.builtin.confidence import Choice, choose, settled, which
from agent.models.builtin.conversation import WRITES, Call, Conversation
from agent.models.builtin.desk import LISTS, Desk
from agent.models.builtin.dialogue.again import asked_again
from agent.models.builtin.dialogue.beside import in_light_of
from agent.models.builtin.dialogue.cards import (
    ABOUT_WRITES,
    MOST_AGAIN,
    NOT_ABOUT_CARDS,
    about_writes,
    after_rejection,
    as_note,
    open_drafts,
    set_aside,
    swapped,
    wait_again,
)
from agent.models.builtin.dialogue.drafts import Draft
from agent.models.builtin.dialogue.memory import records_in, remembered, with_query
from agent.models.builtin.dialogue.rewrite import Rewritten
from agent.models.builtin.find_tasks import stem_searches
from agent.models.builtin.intents import all_intents
from agent.models.builtin.intents.about import NOT_UNDERSTOOD
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.joints import intent_of
from agent.models.builtin.names.entry import Kind
from agent.models.builtin.names.likeness import EXACT, WHOLE
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.names.own_work import with_own_work
from agent.models.builtin.names.roles import role_of
from agent.models.builtin.parts import Part, one_part, parts_of
from agent.models.builtin.questions import question_text
from agent.models.builtin.reply import Reply, StepEndError
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.said import Said, answer_to_question, follow_up
from agent.models.builtin.text.fold import words_of
from agent.models.builtin.text.short import adds_to_question, correction, is_remark
from agent.models.builtin.together import Answered, together
from agent.models.builtin.writing.corrections import corrected
from agent.models.builtin.writing.pronouns import with_person

_MOST_NAMES = 6  # looked for in long lists
_MOST_PHRASES = 3  # searched for among the tasks


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
    return _after(desk, _with_open(reply, drafts, desk.conversation.text))


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
        if about is None and drafts and is_remark(text):
            return Reply(NOT_UNDERSTOOD)
    return about or _work_all(desk, said or follow_up(desk))


def _follows_question(desk: Desk, text: str) -> bool:
    """Whether a fragment goes on with the question that was answered last, beside cards that wait
    from before it."""
    return "asked" in desk.conversation.memory and adds_to_question(text)


def _looks_up(reply: Reply) -> bool:
    return any(call.tool not in WRITES for call in reply.calls)


def _with_open(reply: Reply, drafts: Sequence[Draft], text_said: str) -> Reply:
    """The reply, and the open writes once more where it was about something else. What shall be
    corrected is not offered beside the question that the correction led to."""
    if not drafts or ABOUT_WRITES & reply.memory.keys():
        return reply
    asked = "question" in reply.memory and not reply.calls
    if asked and correction(text_said) is not None:
        return replace(reply, memory={**reply.memory, "drafts": as_note(drafts)})
    known = {call.key for call in reply.calls}
    again = tuple(draft.call for draft in drafts if draft.call.key not in known)
    if len(again) > MOST_AGAIN:
        return replace(reply, text=f"{reply.text}\n\n{set_aside(len(again))}".strip())
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
    again = [] if said.answered else asked_again(desk, desk.conversation.text)
    if again:
        return _work_again(desk, again)
    fresh = not (said.intent or said.answered)
    said = _as_meant(desk, said) if fresh else said
    parts = parts_of(said.text, desk.context.calendar) if fresh else one_part(said.text)
    desk.requests = len(parts.found)
    done: list[Answered] = []
    for part in parts.found:
        part = _with_person(desk, part, said)
        reply = _worked(desk, in_light_of(desk, part, said, done, (*parts.aside, parts.preface)))
        if _looks_up(reply):
            return reply
        kind = intent_of(part.text, desk.context.calendar)[0].name
        if part.joined and any(reply.text == each.reply.text for each in done):
            reply = _with_halves(desk, f"and {part.text}", reply)
        else:
            reply = _with_halves(desk, part.text, reply)
        done.append(Answered(part.text, kind, replace(reply, rests_on=desk.rests_on)))
        desk.rests_on = ()
    aside = tuple(each for each in parts.aside if each not in desk.heeded_aside)
    done = [each for each in done if each.is_clear or each.text not in desk.heeded_aside] or done
    return together(done, replace(parts, aside=aside))


def _with_halves(desk: Desk, text: str, reply: Reply) -> Reply:
    """An answer with what of the question it leaves out, each part named."""
    intent = intent_of(text, desk.context.calendar)[0]
    told = intent.writes or intent.declines or reply.text.startswith(NOT_UNDERSTOOD)
    if told or reply.calls or "question" in reply.memory:
        return reply
    request = read_request(text, desk.context.calendar, desk.names)
    halves = unanswered(text, reply.text, [mention.text for mention in request.mentions])
    lines = [f'I did not answer "{half}": please ask it on its own.' for half in halves]
    passed_over = unheard(text, reply.text) if "query" in reply.memory and not halves else []
    first = [f'I took no account of "{words}". Without that:' for words in passed_over]
    return replace(reply, text="\n".join([*first, reply.text, *lines]))


def _work_again(desk: Desk, again: Sequence[Rewritten]) -> Reply:
    """The several questions of the message before, asked of somebody or something else."""
    done: list[Answered] = []
    for each in again:
        reply = _worked(desk, Said(each.text, each.picks, each.intent))
        if _looks_up(reply):
            return reply
        done.append(Answered(each.text, each.intent, replace(reply, rests_on=desk.rests_on)))
        desk.rests_on = ()
    reply = together(done, one_part(desk.conversation.text))
    if "query" in reply.memory:
        before = records_in(desk.conversation.memory["query"])
        query = reply.memory["query"]
        reply.memory["query"] = {**query, "named": [*before, *query.get("named", ())]}
    return reply


def _as_meant(desk: Desk, said: Said) -> Said:
    """The message, a write with what was corrected in the same breath."""
    text = said.text
    if intent_of(text, desk.context.calendar)[0].writes:
        text = corrected(_read(desk, replace(said, text=text)))
    return replace(said, text=text)


def _with_person(desk: Desk, part: Part, said: Said) -> Part:
    """A write for "her" with the name of the one person that the message names."""
    if not intent_of(part.text, desk.context.calendar)[0].writes:
        return part
    return replace(part, text=with_person(desk, part.text, said.text))


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
    said_as: dict[str, Any] = {"handler": intent.name, "text": said.text, "picks": dict(said.picks)}
    if said.origin:
        said_as["origin"] = dict(said.origin)
        said_as["named"] = records_in(desk.conversation.memory.get("query") or {})
    return with_query(replace(reply, memory=memory), said_as)


def _work(desk: Desk, request: Request, intent: Intent, choice: Choice | None) -> Reply:
    if "user" not in intent.kinds:
        request = request.without(*(m.span for m in request.mentions if _only_people(m)))
    if not intent.writes:
        request = request.without(*(m.span for m in request.mentions if _is_spare(m, request)))
        request = _with_own_work(desk, _without_asker(request))
    if request.may_hold_names and intent.kinds:
        _look_up(desk, request, intent)
    if intent.of_tasks:
        request = _with_tasks(desk, request)
    if choice and not choice.clear:
        raise which(request, choice)
    return intent.handle(desk, request)


def _only_people(mention: Mention) -> bool:
    """Somebody's name, which says nothing where no person is asked about: "invoices for May"."""
    return all(fit.entry.kind == "user" for fit in mention.fits)


# "Jörg on the phone: how many hours did we all log?"
_CALLS = re.compile(
    r"\s+(?:is |just )?(?:on the (?:phone|line)|calling|called|asks|asking)\s*[:;,-]"
)
_OF_ALL_OF_US = "(?:we|us) all|all of us|everyone|everybody|the (?:whole |entire )?team"
_ASKS_FOR = re.compile(
    r"\s+(?:wants|would like|needs|likes|asks|asked|is asking|was asking|wonders|is wondering|was "
    r"wondering)(?: (?:me|us|to know|to see|to hear))* (?:if|whether|how|what|which|who|when)\b"
)


def _without_asker(request: Request) -> Request:
    """Without who wants to know about somebody else: "Ilse asks whether Jakub was there"."""
    people = [m.span for m in request.mentions if m.best("user")]
    others = len(people) > 1 or (people and request.says(_OF_ALL_OF_US))
    asks = others and any(r.match(request.plain, people[0][1]) for r in (_ASKS_FOR, _CALLS))
    if not asks:
        return request
    first, last = people[0]
    text = request.text[:first] + " " * (last - first) + request.text[last:]
    return replace(request.without(people[0]), text=text)


def _with_own_work(desk: Desk, request: Request) -> Request:
    found = with_own_work(request.text, request.mentions, desk.known_entries(),
                          desk.context.company)  # fmt: skip
    return replace(request, mentions=found)


def _is_spare(mention: Mention, request: Request) -> bool:
    """A part of some name beside another record that is named: the word belongs to something else
    ("voice-over" in "the voice-over of the Driver App"), or is no name ("our intern Grace")."""
    kinds = {fit.entry.kind for fit in mention.fits}
    whole = [m for m in request.mentions
             if m is not mention and not m.loose and m.fits[0].score >= WHOLE]  # fmt: skip
    if mention.loose and any(kinds & {fit.entry.kind for fit in m.fits} for m in whole):
        return True
    part = mention.fits[0].score < WHOLE and kinds == {"client"} and mention.text.islower()
    before, after = (request.plain[: mention.span[0]], request.folded[mention.span[1] :])
    other = whole or any(m.fits[0].alike == EXACT for m in request.mentions if _only_people(m))
    return bool(part and other) and role_of(before, after, record_named=False) != "name"


def _look_up(desk: Desk, request: Request, intent: Intent) -> None:
    """End the step when lists that may hold the names are missing: first the intent's own, then,
    while a name stays unknown, the others, since what it names decides what is asked."""
    desk.entries(*_listed(intent))
    unclear = request.stray_words or request.has_everyday_phrase
    if request.unknown_names or (not intent.writes and unclear):
        desk.entries(*LISTS)
    _complete_names(desk, request, intent)


def _with_tasks(desk: Desk, request: Request) -> Request:
    """The request with the task that it names to the letter, and that is searched for where words
    are left that no list explains."""
    left = [*request.unknown_names, *request.stray_words][:_MOST_PHRASES]
    searches = {call.key: call for phrase in left for call in stem_searches(phrase)[:1]}
    desk.read_all(*searches.values(), earlier=True)
    return request.with_tasks(desk.things)


def _listed(intent: Intent) -> list[Kind]:
    return [kind for kind in intent.kinds if kind in LISTS]


def _read(desk: Desk, said: Said) -> Request:
    return read_request(
        said.text, desk.context.calendar, desk.names, picks=said.picks, things=desk.things
    )


def _complete_names(desk: Desk, request: Request, intent: Intent) -> None:
    """Where a list is too long to be seen whole, names not fully known are looked for in all of
    it."""
    cut = [kind for kind in _listed(intent) if not desk.is_whole(kind)]
    partly = [m.text for m in request.mentions if m.fits and m.fits[0].score < WHOLE]
    unknown = [*request.unknown_names, *([] if intent.writes else request.stray_words)]
    names = [name for name in dict.fromkeys([*unknown, *partly]) if words_of(name)]
    if cut and names:
        view = View((Condition("name", "like", names[:_MOST_NAMES]),))
        calls = [Call(LISTS[kind], {"active": None}, view) for kind in cut]
        desk.read_all(*calls, earlier=True)
