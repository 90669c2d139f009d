"""A message while cards wait, or right after a write: dropped, agreed to, changed, or one more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.models.builtin.conversation import RESPONDED, Call, Result
from agent.models.builtin.desk import LISTS, Desk
from agent.models.builtin.dialogue.change import (
    Change,
    entry_change,
    nothing_called,
    task_change,
)
from agent.models.builtin.dialogue.drafts import Chosen, Draft, chosen_drafts, drafts_of
from agent.models.builtin.dialogue.splitting import split_entry
from agent.models.builtin.intents import best_intent
from agent.models.builtin.intents.intent import COMMAND, ENOUGH, NAMED
from agent.models.builtin.leftovers import phrases
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import Reply, StepEndError, say
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.text.affirmed import affirmed
from agent.models.builtin.text.fold import BLANK, blank, fold
from agent.models.builtin.text.short import (
    adds_one,
    correction,
    is_agreed,
    is_command,
    is_dropped,
    is_pause,
    is_restored,
    is_withdrawn,
    opening,
    wants_more,
)

# Notes of a reply that is itself about the open writes, so that they are not proposed beside it.
ABOUT_WRITES = frozenset({"drafts", "copies", "dropped", "proposed"})
NOT_ABOUT_CARDS = (
    'I did not understand that. Say what to change, such as "3 hours" or "for yesterday", or '
    '"never mind"; nothing is written before you approve it on the card.'
)
_PAUSE = "Take your time; nothing is written before you approve it on the card."
_SO_ALREADY = "That is on the card already; nothing is written before you approve it there."
_DROPPED = "All right, nothing was written."
_ASKS = re.compile(
    r"(?:what|which|who|whose|whom|when|where|why|how|is|are|was|were|do|does|did|has|have|show|list|"
    r"tell|find|count|compare|any)\b(?! about\b)"
)
# Nouns that make a fragment a question about records, and no change of a write.
SUBJECTS = (
    r"invoices?|bills|tasks|to-?dos|milestones?|deliverables?|deadlines|projects|clients|customers|"
    r"entries|timesheets?|people|users|budgets|overdue|ow(?:e|es|ed|ing)|unpaid|unbilled|logged"
)
_TAKEN_OUT = re.compile(
    r"^(?:(?:no|oh|please|and|but|just|actually|ok|then)[ ,]+)*(?:drop|remove|delete|cancel|skip|"
    r"forget|discard|scrap|leave out|without|not|don't (?:log|book|create|add|do)|take out)\b"
)
_KEPT = re.compile(
    r"^(?:(?:no|oh|please|and|but|actually|ok|then)[ ,]+)*(?:only|just|keep(?: only)?)\b"
)
_SAVED_ALREADY = (
    "That is saved in Paymo already and I cannot change it from here; correct it there. I can "
    'prepare another one, for example with "the same for yesterday".'
)
_ANOTHER = re.compile(
    r"\b(?:another|one more|one like (?:that|this|it)|a (?:new|second|third|further))\b"
)
_SAVED = ("created", "already_exists")
_UNSAVED = ("rejected", RESPONDED, "expired", "refused")


def approved_on_the_card(count: int) -> str:
    """What "yes" cannot do, and what does."""
    it = "it with its button" if count == 1 else "them with their buttons"
    return (
        f"I cannot take that as an approval: approve {it}, or with `paymo-agent approve`. "
        f"{'The card waits' if count == 1 else 'The cards wait'} again."
    )


def wait_again(count: int) -> str:
    """What an answer says whose question came while cards waited."""
    if count == 1:
        return "The card you have not decided about waits again."
    return f"The {count} cards you have not decided about wait again."


@dataclass(frozen=True)
class Talk:
    """A message about writes, with what questions about it settled; ``corrects``: it says that
    something was wrong, ``more``: it wants another one of the kind."""

    text: str
    picks: dict[str, Any]
    corrects: bool
    more: bool


def open_drafts(desk: Desk) -> list[Draft]:
    """The writes that wait for a person's word, unwritten: closed by this message, or kept open by
    a question of ours about them."""
    calls = [result.call for result in desk.conversation.closed]
    return drafts_of(desk, calls or _calls(desk.conversation.memory.get("drafts")))


def _calls(note: Any) -> list[Call]:
    return [Call(each["tool"], each["args"]) for each in note or ()]


def as_note(drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    """Plain JSON for the memory between turns."""
    return [{"tool": draft.call.tool, "args": draft.call.args} for draft in drafts]


def about_writes(
    desk: Desk, drafts: Sequence[Draft], text: str, picks: dict[str, Any]
) -> Reply | None:
    """What a message does about the open writes or, without any, about those that were just made;
    None where it is about something else."""
    try:
        return _about_open(desk, drafts, text, picks) if drafts else _about_made(desk, text, picks)
    except StepEndError as end:
        raise _talked_of(end, "drafts", drafts) if drafts else end from end


def swapped(
    drafts: Sequence[Draft], taken: Mapping[str, Any], other: Mapping[str, Any]
) -> Reply | None:
    """The open writes with another record in the place of one that a question of ours gave them;
    None where none of them holds it."""
    key, calls = f"{other['kind']}_id", []
    for draft in drafts:
        people = draft.call.args.get("user_ids") or []
        if draft.call.args.get(key) == taken["id"]:
            calls.append(draft.but(**_BOUND.get(key, {}), **{key: other["id"]}))
        elif other["kind"] == "user" and taken["id"] in people:
            ids = [other["id"] if id == taken["id"] else id for id in people]
            calls.append(draft.but(user_ids=ids))
        else:
            calls.append(draft.call)
    changed = calls != [draft.call for draft in drafts]
    return _proposed(tuple(calls)) if changed else None


# What goes with a record, and not with another one.
_BOUND: dict[str, dict[str, Any]] = {
    "task_id": {"project_id": None, "client_id": None},
    "project_id": {"client_id": None, "tasklist_id": None},
}


def _about_open(
    desk: Desk, drafts: Sequence[Draft], text: str, picks: dict[str, Any]
) -> Reply | None:
    if is_dropped(text) or is_withdrawn(text):
        return Reply(_DROPPED, memory={"dropped": as_note(drafts)})
    if is_pause(text):
        return replace(_proposed(tuple(draft.call for draft in drafts)), text=_PAUSE)
    if is_agreed(text):
        again = _proposed(tuple(draft.call for draft in drafts))
        return replace(again, text=approved_on_the_card(len(drafts)))
    talk = _talk(desk, text, picks)
    changed = _changed(desk, drafts, talk) if talk else None
    if changed == ():
        return Reply(_DROPPED, memory={"dropped": as_note(drafts)})
    if changed is None and talk and _is_so(desk, drafts, talk):
        return replace(_proposed(tuple(draft.call for draft in drafts)), text=_SO_ALREADY)
    return _proposed(changed) if changed else None


def _is_so(desk: Desk, drafts: Sequence[Draft], talk: Talk) -> bool:
    """Whether a message is nothing but a name that the writes hold already."""
    words = _read(desk, talk)
    fits = [{(fit.entry.kind, fit.entry.id) for fit in m.fits} for m in words.mentions]
    args = [draft.call.args for draft in drafts]
    people = {("user", id) for each in args for id in each.get("user_ids") or [each.get("user_id")]}
    places = {(kind, each.get(f"{kind}_id")) for each in args for kind in ("project", "client")}
    rest = blank(words.text, *(mention.span for mention in words.mentions)).replace(BLANK, " ")
    tasks = [draft.task for draft in drafts if draft.task]
    places |= {(kind, getattr(t, f"{kind}_id")) for t in tasks for kind in ("project", "client")}
    held = people | places
    return bool(fits) and all(each & held for each in fits) and len(rest.split()) <= _FEW


_FEW = 2  # words beside a name


def _proposed(calls: tuple[Call, ...]) -> Reply:
    return Reply(calls=calls, memory={"proposed": True})


def _about_made(desk: Desk, text: str, picks: dict[str, Any]) -> Reply | None:
    """Another one of the kind, or a correction, for which it is too late where it was saved."""
    memory = desk.conversation.memory
    saved = _with_status(desk, _SAVED) or _calls(memory.get("copies"))
    unsaved = _with_status(desk, _UNSAVED) or _calls(memory.get("dropped"))
    if saved and is_withdrawn(text):
        raise _talked_of(say(_SAVED_ALREADY), "copies", drafts_of(desk, saved))
    talk = _talk(desk, text, picks) if saved or unsaved else None
    if unsaved and is_restored(text):
        return _proposed(tuple(unsaved))
    if talk is None:
        return None
    drafts = drafts_of(desk, unsaved or saved)
    if unsaved:
        calls = _changed(desk, drafts, replace(talk, more=False))
        return _proposed(calls) if calls else None
    try:
        calls = _changed(desk, drafts, talk, copy=True)
    except StepEndError as end:
        raise _talked_of(end, "copies", drafts) from end
    if calls and talk.corrects and not _ANOTHER.search(fold(talk.text)):
        raise _talked_of(say(_SAVED_ALREADY), "copies", drafts)
    return _proposed(calls) if calls and talk.more else None


def after_rejection(desk: Desk, rejected: Sequence[Result]) -> Reply | None:
    """The corrected write, where the reason of a rejection says clearly what is to change."""
    reasons = dict.fromkeys(str(result.data.get("reason") or "") for result in rejected)
    text = ". ".join(reason for reason in reasons if reason)
    talk = _talk(desk, text, {}) if text and not is_dropped(text) else None
    if talk is None or talk.more:
        return None
    before = tuple(result.call for result in rejected)
    try:
        calls = _changed(desk, drafts_of(desk, before), replace(talk, corrects=False))
    except StepEndError as end:
        if end.reply.calls:
            raise
        return None
    return _proposed(calls) if calls and calls != before else None


def _with_status(desk: Desk, statuses: Sequence[str]) -> list[Call]:
    results = desk.conversation.last_writes
    return [result.call for result in results if result.data.get("status") in statuses]


def _talk(desk: Desk, text: str, picks: dict[str, Any]) -> Talk | None:
    """The message, where by its form it may be about a write; never a question or a new command."""
    bare = Request(text, desk.context.calendar)
    corrects = correction(text) is not None and not adds_one(text)
    told = is_command(bare.command)
    best = best_intent(bare)
    score = best.score(bare)
    if not corrects and not told:
        subject = score >= NAMED and best.tool.startswith("list") and bare.says(SUBJECTS)
        asks = _ASKS.match(bare.command) or subject
        small = best.name == "smalltalk" and score >= ENOUGH
        if asks or small:
            return None
    own = score >= COMMAND and best.writes
    own = own and not (_ADDS_FIELD.match(bare.command) or _ADDS_TEXT.match(bare.folded))
    if own and not corrects and _names_its_own(bare):
        return None
    return Talk(text, picks, corrects or told, wants_more(text) and not corrects)


def _names_its_own(bare: Request) -> bool:
    """Whether a command for a write says what it is for: "log 2h on QA", not "log 3 hours"."""
    if not _WRITE_VERB.match(bare.command):
        return False
    return bool(bare.may_hold_names or phrases(bare))


# "Add the note ...", and nothing new.
_ADDS_FIELD = re.compile(
    r"(?:and |also |please )*(?:add|put|enter|make|set|use) (?:an? |the |this |that |as |in )*"
    r"(?:note|description|comment|memo|remark|due date|deadline|priority|assignee|title)\b"
)
_ADDS_TEXT = re.compile(r"\W*(?:(?:and|also|oh|ok)[ ,]+)+(?:please )?(?:add|write|put):")
_WRITE_VERB = re.compile(r"(?:log|book|track|record|create|make|add|new|register|enter|put)\b")


def _read(desk: Desk, talk: Talk) -> Request:
    """The words, with the names that they may hold looked up."""
    text = blank(affirmed(talk.text), (0, opening(talk.text)))

    def read() -> Request:
        found = read_request(text, desk.context.calendar, desk.names, picks=talk.picks)
        return replace(found, whole=talk.text)

    if read().may_hold_names:
        desk.entries(*LISTS)
    return read()


def _changed(
    desk: Desk, drafts: Sequence[Draft], talk: Talk, *, copy: bool = False
) -> tuple[Call, ...] | None:
    """All the writes to propose now; None where the words change nothing.

    ``copy``: the drafts are done and stay; what comes of the words is all there is to propose.
    """
    words = _read(desk, talk)
    chosen = chosen_drafts(drafts, words)
    calls = [draft.call for draft in drafts]
    if _TAKEN_OUT.match(fold(talk.text)) and chosen.spans and not copy:
        left = _without(drafts, words, chosen)
        if left is not None:
            return left
    if chosen.sure and len(chosen.places) == 1 and not copy:
        place = chosen.places[0]
        several = split_entry(words, drafts[place])
        if several:
            return (*calls[:place], *several, *calls[place + 1 :])
    changes = {
        place: _change(desk, drafts[place], words, chosen, talk, copy=copy)
        for place in chosen.places
    }
    if not any(change.updates for change in changes.values()):
        if _KEPT.match(fold(talk.text)) and chosen.sure and chosen.spans and not copy:
            return tuple(calls[place] for place in chosen.places)
        if talk.more and copy and not _unread(changes):
            return tuple(calls)
        _refuse_unread(desk, changes, talk)
        return None
    more = _is_more(talk, words, changes)
    if more or copy:
        last = drafts[max(chosen.places)]
        made = [_another(drafts[p], c, words) for p, c in changes.items()] if copy else [
            _another(last, changes[max(chosen.places)], words)]  # fmt: skip
        return tuple(made if copy else [*calls, *made])
    changes = _for_one(desk, drafts, words, chosen, changes)
    for place, change in changes.items():
        calls[place] = drafts[place].but(**change.updates)
    return tuple(calls)


def _without(drafts: Sequence[Draft], words: Request, chosen: Chosen) -> tuple[Call, ...] | None:
    """The writes but those that a message drops; None where it speaks of a record in Paymo, as
    "delete the task" does beside a time entry."""
    dropped = [drafts[place] for place in chosen.places]
    record = words.says("tasks?|projects?") and any(draft.is_entry for draft in dropped)
    if record or words.durations or words.dates() or not chosen.sure:
        return None
    return tuple(draft.call for draft in drafts if draft not in dropped)


def _change(
    desk: Desk, draft: Draft, words: Request, chosen: Chosen, talk: Talk, *, copy: bool
) -> Change:
    if draft.is_entry:
        return entry_change(desk, words, draft, chosen.spans, names_task=talk.corrects, anew=copy)
    return task_change(desk, words, draft, chosen.spans)


_ALSO = re.compile(r"\b(?:also|too|as well|additionally)\b")


def _is_more(talk: Talk, words: Request, changes: dict[int, Change]) -> bool:
    """Whether the words speak of a further write: another task with a time of its own."""
    if talk.corrects and not re.search(r"\banother\b", words.folded):
        return False
    named = any(change.task for change in changes.values())
    alone = [set(change.updates) for change in changes.values()]
    if talk.more and {"user_id"} in alone:
        return True
    if talk.more and {"date"} in alone and _ALSO.search(words.folded):
        return True
    titled = any("name" in change.updates for change in changes.values())
    return (named and bool(words.durations or words.clock or talk.more)) or (titled and talk.more)


def _another(draft: Draft, change: Change, words: Request) -> Call:
    """A further write like this one; what was noted on that one is not repeated, and who says of a
    new task again in which project it is says all of it."""
    kept: dict[str, Any] = {"description": None} if change.task or "name" in change.updates else {}
    placed = any(mention.best("project") for mention in words.mentions)
    if "name" in change.updates and (placed or _SAME_PLACE.search(words.folded)):
        same = {"due_date"} if re.search(r"\bsame (?:day|date|deadline)\b", words.folded) else set()
        kept |= dict.fromkeys(draft.call.args.keys() - {"name", "project_id", *same})
    return draft.but(**{**kept, **change.updates})


_SAME_PLACE = re.compile(r"\b(?:same|that|this) project\b|\bthere\b|\bin it\b")


_ONE_EACH = frozenset({"minutes", "start_time", "task_id", "name"})


def _for_one(
    desk: Desk,
    drafts: Sequence[Draft],
    words: Request,
    chosen: Chosen,
    changes: dict[int, Change],
) -> dict[int, Change]:
    """A length, a task or a title is one card's: which one is asked where no word says it."""
    single = any(_ONE_EACH & set(change.updates) for change in changes.values())
    if chosen.sure or len(chosen.places) < 2 or not single:
        return changes
    picked = words.picks.get("card")
    if picked:
        return {picked["id"]: changes[picked["id"]]}
    options = [Entry("task", place, drafts[place].label) for place in chosen.places]
    raise ask(words, "Which of them?", key="card", options=options)


def _unread(changes: dict[int, Change]) -> list[str]:
    return [phrase for change in changes.values() for phrase in change.unread]


def _refuse_unread(desk: Desk, changes: dict[int, Change], talk: Talk) -> None:
    """A correction that names what is not there is told so, and not passed over."""
    unread = _unread(changes)
    if talk.corrects and unread and correction(talk.text) is not None:
        raise nothing_called(desk, unread[0])


def _talked_of(end: StepEndError, key: str, drafts: Sequence[Draft]) -> StepEndError:
    """The same end, after which these writes are still what is talked about."""
    if end.reply.calls:
        return end
    return StepEndError(replace(end.reply, memory={**end.reply.memory, key: as_note(drafts)}))
