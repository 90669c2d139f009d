"""What words change about a write: "3 hours", "on Thursday", "for Anna instead", "no due date"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.drafts import Draft
from agent.models.builtin.dialogue.times import in_all, new_due, new_times
from agent.models.builtin.find_tasks import find_tasks
from agent.models.builtin.leftovers import phrases
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope, near_names, resolve
from agent.models.builtin.text.affirmed import BILLING, UNBILLABLE
from agent.models.builtin.text.fold import BLANK, Span, blank, fold
from agent.models.builtin.text.short import wants_more
from agent.models.builtin.writing.time_slots import NO_BILLING

_TITLE = re.compile(
    r"\b(?:(?:re)?name(?: it| this| that)?(?: to)?|call (?:it|this|that)|call(?=\s*[:\"'\u201c])|"
    r"named|called|titled|entitled|(?:the |its )?(?:title|name)"
    r"(?: (?:is|was) (?:wrong|not right|off)[\s,.:;-]*(?:it should be|should be|make it)?)?"
    r"(?: (?:should (?:be|read|say)|is|must be|to))?|"
    r"(?<=\bit )should read(?=\s*[:\"'\u201c])|"
    r"(?:another|second|third|further) task(?! (?:for|in|on|due|by|with|like|please|called|named|"
    r"titled)\b)(?=\s+\w)|"
    r"(?:change|set) the (?:title|name) to|(?:another|second|third|further|one more|(?:now|then|"
    r"also|and) one)(?: one| task)?(?: like (?:that|this|it|the (?:last|first)(?: one)?))?"
    r"(?: for [^:\"'\u201c]{2,40}?)?(?=\s*[:\"'\u201c]))\s*:?\s+"
    r"(?P<title>.+)$"
)
# What goes on behind a title: "..., same project, by Friday".
_AFTER_TITLE = re.compile(
    r",\s*(?=(?:(?:the |that )?same|for|due|by|until|in|with|assign\w*|note|description|high|low|"
    r"urgent|critical|prio\w*)\b)"
)
_SAYS = (
    r"(?:saying|of|is|to|as|says|reads?|was|were|(?:should|must|has to|needs to|ought to)"
    r"(?: (?:be|read|say))?)\b"
)
NOTE = re.compile(
    r"(?:\b(?:with (?:the )?)?(?:(?:description|note|notes|comment|memo|remark)\b|text\b(?=\s*:|"
    rf" {_SAYS}))(?:(?: is| was|'s) (?:missing|empty|wrong|not there))?"
    rf"(?:[\s,;:-]+{_SAYS})?|\bsaying\b)[\s,;:-]+(?P<text>.+)$"
)
_ADDED_NOTE = re.compile(
    r"^\W*(?:(?:and|also|please|ok|then) )*(?:(?:add|write|put):|"
    r"(?:add|write|put|note|mention|say) that\b|(?:desc|descr):?)\s*(?P<text>\S.+)$"
)
# "It should say ...": of an entry, which has no title.
_SAID_NOTE = re.compile(r"\b(?:it|that|this) (?:should|must|needs to) (?:say|read)\s+(?P<text>.+)$")
_TAIL = re.compile(r"(?:[\s,]+(?:instead|rather|please|pls|thanks|then|now))+[\s.!]*$|[\s.!]+$")
_FIELDS = {
    "due_date": r"(?:due )?dates?|deadline|due",
    "description": r"description|notes?|comment|memo",
    "budget_minutes": r"(?:time )?budget|estimate",
    "user_ids": r"assignees?|persons?|people|owner",
    "priority": r"priority|prio",
    "tasklist_id": r"(?:task ?)?list",
}
_WITHOUT = (
    r"(?:without|no|remove|drop|delete|clear|skip|lose|leave out|take (?:out|off|away)|"
    r"get rid of|take)\s+(?:an? |the |any |its |that |this )*"
)
_UNASSIGNED = r"unassign(?:ed)?|nobody|no ?one|(?:don't|do not) assign|not assigned"
PRIORITY = re.compile(
    r"\bprio(?:rity)?\b[\s:=]*(?:is|to|of|should be|down to|up to)?\s*(?P<a>critical|high|normal|"
    r"low|urgent|top)\b|\b(?P<b>critical|high|normal|low|top)[- ]prio(?:rity)?\b|"
    r"\b(?P<c>urgent|critical)\b"
)
_PRIORITY_ALONE = re.compile(
    r"(?:^|[,;])\W*(?:make it |just |only )?(?P<a>high|normal|low)(?P<b>)(?P<c>)\W*(?:$|[,;])"
)
_NAMED_PRIORITY = {"urgent": "high", "top": "high"}
ME = re.compile(r"\b(?:for|to|by|was|were|assign) (?:me|myself|mine)\b|^(?:me|myself)$")
_OFF = re.compile(
    r"\b(?:remove|drop|unassign|without)\b(?: out)? (?:(?P<me>me|myself)\b|\w+).*?"
    r"(?:\b(?:off|from|out)\b|$)|"
    r"\b(?:take|leave) (?:me|myself|\w+)\b.*?\b(?:off|from|out)\b|"
    r"\b[\w'-]+(?:'s| is| was)? (?:currently |still |now )?"
    r"(?:on (?:leave|holidays?|vacation)|off|away|sick|ill|out|busy|unavailable|"
    r"not available|can't|cannot|has no time|left)\b"
)
_ME_OFF = re.compile(r"^(?:take|leave) (?:me|myself)\b")
_AS_WELL = re.compile(
    r"\b(?:also|too|as well|additionally|both|help(?:s|ing)?|join(?:s|ing)?|"
    r"together with)\b"
)
_AND_ALSO = re.compile(r"\W*(?:and|plus) (?:for )?")

Updates = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """``updates`` by argument, None for one that is left out; ``task`` is the other task they name;
    ``unread`` are words that were not understood; ``others`` are the ids of further people whose
    entry it is as well, None for the person who speaks."""

    updates: Updates
    task: Entry | None = None
    unread: tuple[str, ...] = ()
    others: tuple[int | None, ...] = ()


def entry_change(
    desk: Desk,
    words: Request,
    draft: Draft,
    used: Sequence[Span],
    *,
    names_task: bool,
    anew: bool,
) -> Change:
    """What words change about a time entry. Asks where a person, a task or a day is not clear.

    ``used``: stretches that single out the entry. ``names_task``: what nothing else explains names
    another task, and one that is not there ends the step. ``anew``: the entry is saved, so that
    "one more hour" is another one, of an hour.
    """
    note, span = _note(words, entry=True)
    if span:
        words = _blotted(words, span)
    if BILLING.search(words.plain):
        raise say(NO_BILLING)
    scope = resolve(desk, words.firm, "project", "client", "user", write=True)
    task, unread = _other_task(desk, words, scope, draft, used, sure=names_task)
    updates = new_times(words, draft, same=task is None and not anew)
    if note or "description" in _removed(words):
        updates["description"] = note
    people = [entry.id for entry in (scope.user, *scope.others) if entry and entry.kind == "user"]
    people = [id for id in people if id not in _companions(words)]
    owners: list[int | None] = [*people, None] if _says_me(words) else [*people]
    if owners:
        updates["user_id"] = owners[0]
    if task:
        updates |= {"task_id": task.id, "project_id": None, "client_id": None}
    return Change(_news(draft, updates), task, unread, tuple(owners[1:]))


def _companions(words: Request) -> set[int]:
    """Who was only there: "it was with Anna"."""
    there = [m for m in words.mentions if re.search(r"\bwith\s+$", words.folded[: m.span[0]])]
    return {entry.id for mention in there for entry in mention.candidates("user")}


def task_change(desk: Desk, words: Request, draft: Draft, used: Sequence[Span]) -> Change:
    """What words change about a new task."""
    updates: Updates = {}
    note, span = _note(words)
    if note:
        updates["description"] = note
    titled = _title(words)
    if titled:
        updates["name"], title = titled
        span = title
    if span:
        words = _blotted(words, span)
    scope = resolve(desk, words.firm, "project", "user", "client", write=True)
    updates |= (
        _removed(words)
        | new_due(words, draft)
        | _details(words, draft)
        | _assigned(desk, words, scope, draft)
    )
    if scope.project and scope.project.id != draft.call.args.get("project_id"):
        updates |= {"project_id": scope.project.id, "client_id": None, "tasklist_id": None}
    return Change(_news(draft, updates), None, _unread(words, used))


def _news(draft: Draft, updates: Updates) -> Updates:
    """The updates that are not so already."""
    args = draft.call.args
    return {key: value for key, value in updates.items() if args.get(key) != value}


def _blotted(words: Request, *spans: Span) -> Request:
    kept = words.without(*spans)
    return replace(kept, text=blank(words.text, *spans), whole=words.original)


def _says_me(words: Request) -> bool:
    return ME.search(words.plain.replace(BLANK, " ").strip(" ,.!")) is not None


def _note(words: Request, *, entry: bool = False) -> tuple[str | None, Span | None]:
    match = _ADDED_NOTE.match(words.plain) or NOTE.search(words.plain)
    match = match or (_SAID_NOTE.search(words.plain) if entry else None)
    lone = words.quotes[0] if entry and len(words.quotes) == 1 else None
    if lone and not match and _NOTE_ALONE.search(words.plain[: lone.span[0]]):
        return lone.text, lone.span
    if not match:
        return None, None
    inside = [quote for quote in words.quotes if quote.span[0] >= match.start("text")]
    if inside:
        return inside[0].text, (match.start(), inside[0].span[1])
    text = _TAIL.sub("", f" {words.as_typed(match.span('text'))}")
    text = text.strip().lstrip(":;,- ").strip("'\"`“”.").strip()
    return (text or None), match.span()


# A quote behind a length, a day or a name says what was done, unless a word names a task.
_NOTE_ALONE = re.compile(r"(?:^|[,;:.]|\b(?:with|plus))\s*$")


def _removed(words: Request) -> Updates:
    """What shall not be there: "without the due date", "unassigned"."""
    gone: Updates = {
        field: None
        for field, names in _FIELDS.items()
        if re.search(
            rf"\b{_WITHOUT}(?:{names})\b|\bleave (?:the |its )?(?:{names}) (?:open|empty|blank)\b",
            words.plain,
        )
    }
    if words.says(_UNASSIGNED):
        gone["user_ids"] = None
    return gone


_WORKED = "worked|spent|did|logged|log|took"


# "Not urgent", "no high priority": what it is not.
_NO_LEVEL = re.compile(r"\b(?:not|no|isn't|never)(?: (?:a|so|that|very|really|too|all that))* $")


def _details(words: Request, draft: Draft) -> Updates:
    found: Updates = {}
    if words.durations and not words.says(_WORKED):
        budget = in_all(words, int(draft.call.args.get("budget_minutes") or 0))
        if budget <= 0:
            raise say("A budget needs more than zero minutes.")
        found["budget_minutes"] = budget
    alone = _PRIORITY_ALONE.search(words.plain.replace(BLANK, " "))
    priority = PRIORITY.search(words.plain) or alone
    if priority and _NO_LEVEL.search(words.plain[: priority.start()]):
        raised = draft.call.args.get("priority") in ("critical", "high")
        found |= {"priority": "normal"} if raised else {}
    elif priority:
        name = priority["a"] or priority["b"] or priority["c"]
        found["priority"] = _NAMED_PRIORITY.get(name, name)
    if UNBILLABLE.search(words.plain):
        found["billable"] = False
    elif words.says("billable"):
        found["billable"] = True
    return found


def _assigned(desk: Desk, words: Request, scope: Scope, draft: Draft) -> Updates:
    """The people of a task: others instead, some more, or without somebody."""
    before = list(draft.call.args.get("user_ids") or [])
    people = [entry.id for entry in (scope.user, *scope.others) if entry and entry.kind == "user"]
    off = _OFF.search(words.folded)
    if desk.context.user_id is not None and (
        _says_me(words)
        or _AND_ME.search(words.plain)
        or (off and (off["me"] or _ME_OFF.search(off.group())))
    ):
        people.append(desk.context.user_id)
    if people and off:
        out = _named_inside(words, off)
        kept = [id for id in before if id not in (out & set(people) or people)]
        added = [id for id in people if id not in out] if out else []
        return {"user_ids": list(dict.fromkeys([*kept, *added])) or None}
    lead = _AND_ALSO.match(words.folded)
    joins = lead and any(mention.span[0] == lead.end() for mention in words.mentions)
    if people and (joins or _AS_WELL.search(words.plain)):
        people = [*before, *people]
    return {"user_ids": list(dict.fromkeys(people))} if people else {}


_AND_ME = re.compile(r"\x01(?:,| and| &|, and) (?:me|myself)\b|\b(?:me|myself) (?:and|&) \x01")


def _named_inside(words: Request, off: re.Match[str]) -> set[int]:
    """Who is named in the clause that takes somebody off: Anna in "drop Anna, put Ben"."""
    end = _CLAUSE_END.search(words.folded, off.start())
    last = end.start() if end else len(words.text)
    inside = [m for m in words.mentions if off.start() <= m.span[0] < last]
    return {entry.id for mention in inside for entry in mention.candidates("user")}


_CLAUSE_END = re.compile(r"[,;.](?=\s)|\b(?:put|add|assign|use|but|take|give)\b(?<!^take)(?<!^put)")


def _title(words: Request) -> tuple[str, Span] | None:
    """A new title, quoted or to the end of its sentence."""
    match = _TITLE.search(words.folded)
    if not match:
        lone = words.quotes[0] if len(words.quotes) == 1 and wants_more(words.original) else None
        return (lone.text, lone.span) if lone else None
    start, end = match.span("title")
    inside = [quote for quote in words.quotes if start - 1 <= quote.span[0] < end]
    if inside:
        return inside[0].text, (match.start(), inside[0].span[1])
    after = _AFTER_TITLE.search(words.folded, start)
    end = after.start() if after else end
    title = _TAIL.sub("", words.text[start:end].partition(BLANK)[0].rstrip(" ,;"))
    begin = start if " for " in words.folded[match.start() : start] else match.start()
    return (title[:1].upper() + title[1:], (begin, end)) if title.strip() else None


def _other_task(
    desk: Desk, words: Request, scope: Scope, draft: Draft, used: Sequence[Span], *, sure: bool
) -> tuple[Entry | None, tuple[str, ...]]:
    """The task that words name, first where the entry is now and then anywhere; the name of a place
    beside them may be a part of it."""
    unread = _unread(words, used)
    nameless = _unread(replace(words, mentions=()), used) if scope.project or scope.client else ()
    tries = [(text, scope) for text in unread] + [(text, Scope()) for text in nameless]
    for phrase, place in tries:
        picked = words.picks.get(f"task {fold(phrase)}")
        if picked:
            return Entry("task", picked["id"], picked["name"]), ()
        found = _tasks_near(desk, phrase, place, draft)
        if len(found) > 1:
            raise ask(words, f'Which task do you mean by "{phrase}"?',
                      key=f"task {fold(phrase)}", options=found, phrase=phrase)  # fmt: skip
        if found:
            return found[0], ()
    return _moved(desk, scope, draft, sure=sure), unread


def _moved(desk: Desk, scope: Scope, draft: Draft, *, sure: bool) -> Entry | None:
    """The task of the same name in the place that was named instead."""
    place = scope.project or scope.client
    if not place or not draft.task or not sure:
        return None
    if place.id in (draft.task.project_id, draft.task.client_id):
        return None
    found = find_tasks(desk, draft.task.name, Scope(client=scope.client, project=scope.project))
    return found[0] if len(found) == 1 else None


def _tasks_near(desk: Desk, phrase: str, scope: Scope, draft: Draft) -> list[Entry]:
    if scope.project or scope.client:
        return find_tasks(desk, phrase, scope)
    task = draft.task
    here = None
    if task and task.project_id is not None:
        here = Entry("project", task.project_id, task.project)
    found = find_tasks(desk, phrase, Scope(project=here)) if here else []
    return found or find_tasks(desk, phrase, scope)


def _unread(words: Request, used: Sequence[Span]) -> tuple[str, ...]:
    """What nothing else explains, most telling first."""
    found = [text for text, _ in phrases(words.firm, *used) if re.search(r"[^\W\d_]", text)]
    return tuple(sorted(found, key=len, reverse=True))


def nothing_called(desk: Desk, phrase: str) -> Exception:
    """The end of a step about a name that fits nothing."""
    near = near_names(desk, phrase, ("user", "client", "project"))
    return say(f'I found no task, person or project called "{phrase}".{near} Nothing is prepared.')
