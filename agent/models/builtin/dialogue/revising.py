"""The writes to propose once a message has changed them, dropped one of them or added another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.change import Change, entry_change, nothing_called, task_change
from agent.models.builtin.dialogue.drafts import Chosen, Draft, chosen_drafts
from agent.models.builtin.dialogue.splitting import one_each, parted, split_entry
from agent.models.builtin.dialogue.talk import Talk, read_talk
from agent.models.builtin.dialogue.unknown_words import refuse_unknown
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import say
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import fold
from agent.models.builtin.text.short import correction

_TAKEN_OUT = re.compile(
    r"^(?:(?:no|oh|please|and|but|just|actually|ok|then)[ ,]+)*(?:drop|remove|delete|cancel|skip|"
    r"forget|discard|scrap|leave out|without|not|don't (?:log|book|create|add|do)|take out)\b"
)
_KEPT = re.compile(
    r"^(?:(?:no|oh|please|and|but|actually|ok|then)[ ,]+)*(?:only|just|keep(?: only)?)\b"
)
_ALSO = re.compile(
    r"\b(?:also|too|as well|additionally|again)\b|^\W*(?:the )?same (?:for|on)\b|"
    r"^\W*(?:and|plus)\b(?!.*\b(?:it|that|this|not|make|was|only|just)\b)"
)
# "And it was Thursday, for Aoife": said of the one there is.
_IT_WAS = re.compile(r"\W*(?:(?:and|but|oh|so|also)\b\W*)*(?:it|that|this)(?:'s| was| is)\b")
_ANOTHER = re.compile(
    r"\W*(?:(?:and|plus|also|then) )*(?:an? (?:(?:new|second|third|further) )?"
    r"(?:task|one)|(?:another )?one) (?:for|called|named|to)\b"
)
_MORE_TIME = re.compile(r"\W*(?:and|plus) .*\bmore\b")
_SAME_PLACE = re.compile(r"\b(?:same|that|this) project\b|\bthere\b|\bin it\b")
_ONE_EACH = frozenset({"minutes", "start_time", "task_id", "name"})


def revised(
    desk: Desk, drafts: Sequence[Draft], talk: Talk, *, copy: bool = False
) -> tuple[Call, ...] | None:
    """All the writes to propose now; None where the words change nothing.

    ``copy``: the drafts are done and stay; what comes of the words is all there is to propose.
    """
    words = _with_namesakes(read_talk(desk, talk), drafts)
    chosen = chosen_drafts(drafts, words)
    calls = [draft.call for draft in drafts]
    fewer_or_more = None if copy else _dropped_or_split(drafts, words, chosen, talk)
    if fewer_or_more is not None:
        return fewer_or_more
    changes = {
        place: _change(desk, drafts[place], words, chosen, talk, copy=copy)
        for place in chosen.places
    }
    if len(changes) == 1 and not copy:
        place, change = next(iter(changes.items()))
        changed = replace(drafts[place], call=drafts[place].but(**change.updates))
        several = one_each(words, changed, change.others)
        several = several or parted(words, drafts[place], changed.call)
        if several:
            return (*calls[:place], *several, *calls[place + 1 :])
    if not any(change.updates for change in changes.values()):
        if _KEPT.match(fold(talk.text)) and chosen.spans and not copy:
            return tuple(calls[place] for place in chosen.places)
        if talk.more and copy and not _unread(changes):
            return tuple(calls)
        _refuse_unread(desk, changes, talk)
        return None
    more = _is_more(talk, words, changes)
    anew = _ANOTHER.match(words.folded) is not None and not more and not copy
    on_a_day = any({"minutes", "date"} <= set(change.updates) for change in changes.values())
    if anew or (_MORE_TIME.match(words.folded) and on_a_day):
        raise say("Is that a further one? Then please say it whole, with its name and its place.")
    refuse_unknown(desk, words, _unread(changes))
    if more or copy:
        last = max(chosen.places)
        made = changes if copy else {last: changes[last]}
        further = [call for p, c in made.items() for call in _further(drafts[p], c, words)]
        return tuple(further if copy else [*calls, *further])
    if any(change.others for change in changes.values()):
        raise say('An entry is one person\'s time. Name one of them, and then "the same for ...".')
    changes = _for_one(desk, drafts, words, chosen, changes)
    for place, change in changes.items():
        calls[place] = drafts[place].but(**change.updates)
    if chosen.sure and chosen.spans and _kept_alone(words, talk, chosen):
        return tuple(calls[place] for place in chosen.places)
    return tuple(calls)


def _kept_alone(words: Request, talk: Talk, chosen: Chosen) -> bool:
    """Whether the others go: "only the first, and 3h", but not "only the first for Anna"."""
    behind = words.folded[max(end for _, end in chosen.spans) :]
    return (
        _KEPT.match(fold(talk.text)) is not None
        and re.match(r"(?: one| card| entry)?\s*(?:,|and\b|but\b)", behind) is not None
    )


def _dropped_or_split(
    drafts: Sequence[Draft], words: Request, chosen: Chosen, talk: Talk
) -> tuple[Call, ...] | None:
    """The writes without those that are taken out, or with one of them cut into several."""
    left = None
    if _TAKEN_OUT.match(fold(talk.text)) and chosen.spans:
        left = _without(drafts, words, chosen)
    if left is not None or not chosen.sure or len(chosen.places) != 1:
        return left
    place, calls = chosen.places[0], [draft.call for draft in drafts]
    several = split_entry(words, drafts[place])
    return (*calls[:place], *several, *calls[place + 1 :]) if several else None


def _with_namesakes(words: Request, drafts: Sequence[Draft]) -> Request:
    """The words with a name settled that several people have: it is the one on a card, and "the
    other Peter" the only one that is not."""
    args = [draft.call.args for draft in drafts]
    held = {id for each in args for id in each.get("user_ids") or [each.get("user_id")]}
    picks: dict[str, Any] = {}
    for mention in words.mentions:
        called = [e for e in mention.candidates("user") if e.active]
        other = re.search(r"\bother\s+$", words.folded[: mention.span[0]]) is not None
        meant = [e for e in called if (e.id in held) != other]
        if len(meant) == 1 < len(called):
            picks[fold(mention.text)] = meant[0].as_reference()
    return replace(words, picks={**picks, **words.picks}) if picks else words


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


def _is_more(talk: Talk, words: Request, changes: dict[int, Change]) -> bool:
    """Whether the words speak of a further write: another task with a time of its own."""
    if talk.corrects and not re.search(r"\banother\b", words.folded):
        return False
    if _IT_WAS.match(words.folded):
        return False
    named = any(change.task for change in changes.values())
    alone = [set(change.updates) for change in changes.values()]
    if talk.more and any("user_id" in updates for updates in alone):
        return True
    if talk.more and {"date"} in alone and _ALSO.search(words.folded):
        return True
    if talk.more and any("project_id" in updates for updates in alone):
        return True
    titled = any("name" in change.updates for change in changes.values())
    return (named and bool(words.durations or words.clock or talk.more)) or (titled and talk.more)


def _further(draft: Draft, change: Change, words: Request) -> list[Call]:
    """A further write like this one for each person it is for."""
    owners = [replace(change, updates={**change.updates, "user_id": owner})
              for owner in change.others]  # fmt: skip
    return [_another(draft, each, words) for each in (change, *owners)]


def _another(draft: Draft, change: Change, words: Request) -> Call:
    """A further write like this one; what was noted on that one is not repeated, and who says of a
    new task again in which project it is says all of it."""
    kept: dict[str, Any] = {"description": None} if change.task or "name" in change.updates else {}
    placed = any(mention.best("project") for mention in words.mentions)
    if "name" in change.updates and (placed or _SAME_PLACE.search(words.folded)):
        same = {"due_date"} if re.search(r"\bsame (?:day|date|deadline)\b", words.folded) else set()
        kept |= dict.fromkeys(draft.call.args.keys() - {"name", "project_id", *same})
    return draft.but(**{**kept, **change.updates})


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
