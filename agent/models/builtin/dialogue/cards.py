"""A message while cards wait, or right after a write: dropped, agreed to, changed, or one more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from agent.models.builtin.conversation import RESPONDED, Call, Result
from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.card_questions import asks_of_card, cards_told
from agent.models.builtin.dialogue.changed_by import says_more
from agent.models.builtin.dialogue.denials import NOT_MEANT, as_affirmed, denial, is_not_meant
from agent.models.builtin.dialogue.drafts import Draft, drafts_of
from agent.models.builtin.dialogue.revising import revised
from agent.models.builtin.dialogue.talk import Talk, read_talk, talk_of
from agent.models.builtin.reply import Reply, StepEndError, say
from agent.models.builtin.text.fold import BLANK, blank, fold
from agent.models.builtin.text.short import (
    is_agreed,
    is_dropped,
    is_pause,
    is_restored,
    is_withdrawn,
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
_SAVED_ALREADY = (
    "That is saved in Paymo already and I cannot change it from here; correct it there. I can "
    'prepare another one, for example with "the same for yesterday".'
)
_ANOTHER = re.compile(
    r"\b(?:another|one more|one like (?:that|this|it)|a (?:new|second|third|further))\b"
)
_WRONG = re.compile(
    r"(?:(?:no|oh|sorry|wait)[ ,.!]+)*(?:(?:that|this|it)(?:'s| is) )?(?:the )?wrong "
    r"(?P<what>project|task|person|client|day|date|duration|length|title|name|list)\W*"
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


MOST_AGAIN = 9
"""Cards that one answer can bring back: a turn has twelve calls, and the answer needs some."""


def set_aside(count: int) -> str:
    """What an answer says whose question came while more cards waited than it can bring back."""
    return (
        f"The {count} cards that waited are set aside, and nothing of them is written: ask for the "
        "flow again to decide about them."
    )


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
    denied = denial(desk, drafts, text)
    if denied:
        raise say(denied)
    if is_not_meant(desk, text):
        return replace(_proposed(tuple(draft.call for draft in drafts)), text=NOT_MEANT)
    if is_pause(text):
        return replace(_proposed(tuple(draft.call for draft in drafts)), text=_PAUSE)
    if is_agreed(text):
        again = _proposed(tuple(draft.call for draft in drafts))
        return replace(again, text=approved_on_the_card(len(drafts)))
    wrong = _WRONG.fullmatch(fold(text))
    if wrong:
        raise say(f"Which {wrong['what']} is right?")
    if asks_of_card(text):
        again = _proposed(tuple(draft.call for draft in drafts))
        return replace(again, text=f"{cards_told(drafts)}\n\n{wait_again(len(drafts))}")
    talk = talk_of(desk, as_affirmed(text), picks)
    changed = revised(desk, drafts, talk) if talk else None
    if changed == ():
        return Reply(_DROPPED, memory={"dropped": as_note(drafts)})
    if changed is None and talk and _is_so(desk, drafts, talk):
        return replace(_proposed(tuple(draft.call for draft in drafts)), text=_SO_ALREADY)
    if changed and not picks and says_more(desk, drafts, changed, text):
        return replace(_proposed(tuple(draft.call for draft in drafts)), text=NOT_MEANT)
    return _proposed(changed) if changed else None


def _is_so(desk: Desk, drafts: Sequence[Draft], talk: Talk) -> bool:
    """Whether a message is nothing but a name that the writes hold already."""
    words = read_talk(desk, talk)
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
    talk = talk_of(desk, text, picks) if saved or unsaved else None
    if unsaved and is_restored(text):
        return _proposed(tuple(unsaved))
    if talk is None:
        return None
    drafts = drafts_of(desk, unsaved or saved)
    if unsaved:
        calls = revised(desk, drafts, replace(talk, more=False))
        return _proposed(calls) if calls else None
    try:
        calls = revised(desk, drafts, talk, copy=True)
    except StepEndError as end:
        raise _talked_of(end, "copies", drafts) from end
    if calls and talk.corrects and not _ANOTHER.search(fold(talk.text)):
        raise _talked_of(say(_SAVED_ALREADY), "copies", drafts)
    return _proposed(calls) if calls and talk.more else None


def after_rejection(desk: Desk, rejected: Sequence[Result]) -> Reply | None:
    """The corrected write, where the reason of a rejection says clearly what is to change."""
    reasons = dict.fromkeys(str(result.data.get("reason") or "") for result in rejected)
    text = ". ".join(reason for reason in reasons if reason)
    talk = talk_of(desk, text, {}) if text and not is_dropped(text) else None
    if talk is None or talk.more:
        return None
    before = tuple(result.call for result in rejected)
    try:
        calls = revised(desk, drafts_of(desk, before), replace(talk, corrects=False))
    except StepEndError as end:
        if end.reply.calls:
            raise
        return None
    return _proposed(calls) if calls and calls != before else None


def _with_status(desk: Desk, statuses: Sequence[str]) -> list[Call]:
    results = desk.conversation.last_writes
    return [result.call for result in results if result.data.get("status") in statuses]


def _talked_of(end: StepEndError, key: str, drafts: Sequence[Draft]) -> StepEndError:
    """The same end, after which these writes are still what is talked about."""
    if end.reply.calls:
        return end
    return StepEndError(replace(end.reply, memory={**end.reply.memory, key: as_note(drafts)}))
