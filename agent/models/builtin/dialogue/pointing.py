"""The records that words point back to: "it", "their", "that client", "the second one".

Such words are replaced by the record's name, so that everything after this reads a message that
stands on its own. What name means which record is noted beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from agent.models.builtin.conversation import WRITES, Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.cues import SPLITS
from agent.models.builtin.dialogue.drafts import Draft, drafts_of
from agent.models.builtin.dialogue.memory import records_in
from agent.models.builtin.dialogue.pointed import THERE, Pointed, Reference
from agent.models.builtin.dialogue.shown_rows import (
    at_rows,
    listed_together,
    only_row,
    told_of,
)
from agent.models.builtin.names.entry import reference
from agent.models.builtin.positions import AGENT
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import fold
from agent.models.builtin.text.numbers import number

_THEY = re.compile(
    r"\b(?:they|them|theirs?|(?:this|that|the same) (?:client|customer|company))\b(?! all\b)"
)
_IT = re.compile(
    r"\b(?:it|its|(?:this|that|the same) (?:project|task|milestone|invoice|one))\b|"
    r"(?:(?<=\bis )|(?<=\bwas ))(?:that|this)(?=\W*$| (?:due|paid|done|late|overdue|ready|open|"
    r"billable|assigned|finished|complete|billed|for|from|about|worth)\b)|"
    r"(?<=\bon )(?:that|this)(?=\W*$| (?:for|by|today|yesterday|too|please|on)\b)|"
    r"(?<=\bdid )(?:that|this)(?= (?:take|cost|last|need)\b)"
)
_ITS = re.compile(r"\bits\b")  # a client's, where nothing else was asked about
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers|(?:this|that) (?:person|colleague))\b")
# "Which of them", "list them": the lines themselves, and nobody's name.
_OF_THEM = re.compile(
    r"\b(?:which|who|whose|what|any|some|all|one|none|both|most|half|part|how (?:many|much))"
    r"(?: \w+)? of$|"
    r"\b(?:list|show|name|see|print|give|sort|order|rank|group|split|compare)(?: me)?(?: all)?"
    r"(?: of)?$|\bhow (?:much|many) (?:is|was)$"
)
# What is asked of clients alone, so that "they" is the client of a project.
_CLIENTS_MATTER = re.compile(
    r"\b(?:invoices?|bills?|ow(?:e|es|ed|ing)|pay|pays|paid|payments?|clients?|customers?|company|"
    r"contacts?|e-?mail|phone|address|projects)\b"
)
_NOT_OWNED = re.compile(
    r"\W*(?:$|(?:there|in|on|to|at|by|due|and|or|please|today|tomorrow|with|from)\b)"
)
_OWNING = ("their", "his", "her", "its")


# The project that a write is for, while that is what is talked about.
_ITS_PROJECT = re.compile(r"\bthe project\b(?! (?:of|called|named|for|manage\w*)\b)")


def pointed(desk: Desk, text: str, query: dict[str, Any] | None, *, listed: bool = True) -> Pointed:
    """Replace what points back to the records of a query or, where these are ``listed``, to the
    lines of the answer before."""
    found = Pointed(text)
    if SPLITS.match(fold(text)):
        return found  # "on which projects was that?": of the same rows
    if listed:
        at_rows(desk, found)
    _on_the_day(desk, found)
    _by_digits(desk, found, dict((query or {}).get("scope") or {}))
    _several(found, records_in(query or {}), desk if listed else None)
    _a_group(found, str((query or {}).get("told_of") or ""))
    if listed and _TOGETHER.search(fold(found.text)):
        top = Request(str((query or {}).get("text") or ""), desk.context.calendar).top
        _all_listed(found, listed_together(desk, top or _MOST_TOGETHER))
    written = _of_writes(desk)
    scope = written or {
        **dict((query or {}).get("scope") or {}),
        **(told_of(desk) if listed else {}),
    }
    if _CLIENTS_MATTER.search(fold(text)):
        scope = {**client_of(desk, scope), **scope}
    single = only_row(desk) if listed else None
    if "task" in scope and "user" not in scope and _PERSON.search(fold(text)):
        scope |= _only_doer(desk, scope["task"]["id"])
    for pattern, kinds in (
        (_PERSON, ("user",)),
        (_IT, ("milestone", "task", "project", "invoice")),
        (THERE, ("project", "client")),
        (_THEY, ("client", "project")),
        (_ITS, ("client",)),
        *([(_ITS_PROJECT, ("project",))] if written else []),
    ):
        reference = _antecedent(kinds, scope, single)
        # "How many hours did they log on it": the same project twice is one too many.
        known = reference and fold(str(reference["name"])) in found.picks
        if reference and not (known and pattern is _THEY):
            _name(found, pattern, reference)
    return found


def _all_listed(found: Pointed, records: Sequence[Reference]) -> None:
    """The names of all that were listed, in the place of "they"."""
    match = _THEY.search(fold(found.text))
    if not match or not 1 < len(records) <= _MOST_TOGETHER:
        return
    names = [str(each["name"]) for each in records]
    found.picks |= {fold(str(each["name"])): each for each in records}
    written = f"{', '.join(names[:-1])} and {names[-1]}"
    found.text = f"{found.text[: match.start()]}{written}{found.text[match.end() :]}"


_TOGETHER = re.compile(r"\b(?:together|altogether|combined|taken together|in all)\b")
_MOST_TOGETHER = 6
_THESE = re.compile(
    r"\b(?:they|(?<!is )(?<!are )there(?=\W*$)|(?:(?:which|who|any|all|some) of )?"
    r"(?:them|those|these))\b(?! (?:who|that)\b)"
)


def _a_group(found: Pointed, group: str) -> None:
    """The words for the clients that were told of, in the place of "they" and "which of them"."""
    match = _THESE.search(fold(found.text)) if group else None
    if match:
        lead = "which of " if match.group().startswith(("which", "who")) else ""
        lead = "for " if match.group() == "there" else lead
        found.text = f"{found.text[: match.start()]}{lead}{group}{found.text[match.end() :]}"


def _name(found: Pointed, pattern: re.Pattern[str], reference: Reference) -> None:
    """Set the record's name in the place of every pointing word of this kind."""
    for match in reversed(list(pattern.finditer(fold(found.text)))):
        before = fold(found.text)[: match.start()].rstrip()
        own = _owns(match, fold(found.text))
        one = pattern is _IT and reference["kind"] == "invoice"  # "how much is it?"
        if own or one or pattern is THERE or not _OF_THEM.search(before):
            found.put(match.span(), reference, own=own)


def client_of(desk: Desk, scope: dict[str, Any]) -> dict[str, Reference]:
    """The client of the project that was asked about."""
    id = scope["project"]["id"] if "project" in scope else None
    project = next((e for e in desk.known_entries() if (e.kind, e.id) == ("project", id)), None)
    if not project or project.client_id is None or not project.client:
        return {}
    return {"client": reference("client", project.client_id, project.client)}


def _owns(match: re.Match[str], text: str) -> bool:
    """Whether the word says whose something is: "her tasks", and not "a task for her there"."""
    return match.group() in _OWNING and not _NOT_OWNED.match(text, match.end())


def _of_writes(desk: Desk) -> dict[str, Reference]:
    """The records of the writes that were the last thing to be talked about; of several those that
    they share."""
    conversation = desk.conversation
    calls = [result.call for result in (*conversation.last_writes, *conversation.closed)]
    kept = conversation.memory.get("copies") or conversation.memory.get("drafts") or ()
    calls += [Call(each["tool"], each["args"]) for each in kept]
    if "asked" in conversation.memory:
        return {}
    return {**shared_records(desk, calls), **_made_task(desk)}


def _made_task(desk: Desk) -> dict[str, Reference]:
    """The new task that was the one thing written."""
    made = [result.data for result in desk.conversation.last_writes]
    record = (
        made[0].get("record") if len(made) == 1 and made[0].get("status") == "created" else None
    )
    if not record or made[0].get("tool") != "create_task" or "id" not in record:
        return {}
    return {"task": reference("task", record["id"], record["name"])}


def _only_doer(desk: Desk, task_id: int) -> dict[str, Reference]:
    """Who a task is assigned to, where that is one person."""
    results = (*desk.conversation.results, *reversed(desk.conversation.earlier))
    rows = [row for r in results if r.call.tool == "list_tasks" and not r.error
            for row in r.data["rows"] if row.get("id") == task_id]  # fmt: skip
    ids = rows[0].get("user_ids") or [] if rows else []
    people = [e for e in desk.entries("user") if [e.id] == ids] if len(ids) == 1 else []
    return {"user": people[0].as_reference()} if people else {}


def shared_records(desk: Desk, calls: Sequence[Call]) -> dict[str, Reference]:
    """The records that all of these calls have, writes among them."""
    drafts = drafts_of(desk, [call for call in calls if call.tool in WRITES])
    first, *others = [_records_of(desk, draft) for draft in drafts] or [{}]
    return {kind: found for kind, found in first.items()
            if all(other.get(kind) == found for other in others)}  # fmt: skip


def _records_of(desk: Desk, draft: Draft) -> dict[str, Reference]:
    """The task, the place and, unless it is who asks, the person of a write."""
    found: dict[str, Reference] = {}
    if draft.task:
        places = (("project", draft.task.project_id, draft.task.project),
                  ("client", draft.task.client_id, draft.task.client))  # fmt: skip
        found["task"] = draft.task.as_reference()
        found |= {k: reference(k, id, name) for k, id, name in places if id is not None and name}
    if draft.place:
        found["project"] = draft.place.as_reference()
    ids = draft.call.args.get("user_ids") or [draft.call.args.get("user_id")]
    people = [e for e in desk.known_entries() if e.kind == "user" and e.id in ids]
    if len(people) == 1 and people[0].id != desk.context.user_id:
        found["user"] = people[0].as_reference()
    return found


def _by_digits(desk: Desk, found: Pointed, scope: dict[str, Any]) -> None:
    """ "And 1082?" after an invoice, "and the 52?" after a project: that of these digits."""
    match = _DIGITS.fullmatch(fold(found.text).strip())
    for kind in ("invoice", "project") if match else ():
        before = str((scope.get(kind) or {}).get("name") or "")
        last = re.search(r"\d+$", before)
        if not match or not last or len(match["digits"]) > len(last.group()):
            continue
        name = f"{before[: last.start()]}{match['digits'].zfill(len(last.group()))}"
        if kind == "invoice" or any(e.name == name for e in desk.known_entries()):
            found.text = f"and {'invoice ' if kind == 'invoice' else ''}{name}?"
            return


_DIGITS = re.compile(
    r"(?:(?:and|what about|how about|the same for|for|number|no\.?|#|the)[\s,]*)+"
    r"(?P<digits>\d{2,6})(?: one)?\W*"
)


def _on_the_day(desk: Desk, found: Pointed) -> None:
    """ "The same day" is that of the last writes."""
    calls = [result.call for result in desk.conversation.last_writes]
    days = {str(c.args.get("date") or c.args.get("start_time") or "")[:10] for c in calls}
    if len(days) == 1 and "" not in days:
        found.text = _SAME_DAY.sub(f"on {days.pop()}", found.text)


_SAME_DAY = re.compile(r"\b(?:on )?(?:the |that )?same (?:day|date)\b", re.IGNORECASE)


def dangling(text: str) -> str:
    """A word that points at nothing that was said, as written; a guess would be about everybody."""
    folded = fold(text)
    for match in _POINTS.finditer(_PAST_DATE.sub(lambda found: "-" * len(found.group()), folded)):
        named = _MANY if match["they"] else _FIGURE if match["part"] else _SOMEBODY
        if not named.search(folded[: match.start()]):
            return text[slice(*match.span())]
    return ""


# "Past their date" is late.
_PAST_DATE = re.compile(
    r"\b(?:past|beyond|after|over) (?:its|their) (?:due )?(?:dates?|due|terms?)\b"
)
_POINTS = re.compile(
    r"\b(?:(?P<they>they|them|theirs?)|he|she|him|her|his|hers|(?:this|that) (?:client|"
    r"customer|company|project|task|invoice|milestone|person)|(?<=\bon )it|(?<=\bfor )it|"
    r"(?P<part>(?<=\bof )it))\b"
)
# Words inside the same message that such a word may mean.
_MANY = re.compile(
    r"\b(?:\w{3,}s|(?:by|per|each|every) \w+|people|who|everyone|everybody|team|staff|"
    r"any|all|each)\b"
)
_SOMEBODY = re.compile(
    r"\b(?:clients?|customers?|companies|people|person|who|whose|everyone|everybody|anyone|team|"
    r"users|colleagues?|projects?|tasks?|milestones?|invoices|bills|drafts|payments|"
    rf"(?:the|our|my|an?) (?:[a-z-]+ ){{0,2}}?{AGENT})\b"
)

# "How much did we bill, and how much of it is paid?": a part of what was asked for before.
_FIGURE = re.compile(
    r"\b(?:how (?:much|many)|total|sum|amounts?|money|hours|time|revenue|turnover|balance|"
    rf"{_SOMEBODY.pattern})\b(?! of $)"
)


def _antecedent(
    kinds: Sequence[str], scope: dict[str, Any], single: Reference | None
) -> Reference | None:
    """The record of the first of these kinds that was asked about, or was the only one shown."""
    known = {**scope, single["kind"]: single} if single else scope
    return next((known[kind] for kind in kinds if kind in known), None)


def _several(found: Pointed, records: Sequence[Reference], desk: Desk | None) -> None:
    """ "Both", "all three", "these two": the last so many records of a kind that were told of, else
    the first so many of the list before."""
    match = _MANY_OF.search(fold(found.text))
    if not match:
        return
    count = int(number(match["count"])) if match["count"] else 2
    alike = [each for each in records if each["kind"] == records[-1]["kind"]]
    if len(alike) < count and desk and match["count"]:
        alike = listed_together(desk, count)
    if len(alike) < count or count < 2:
        return
    names = [str(each["name"]) for each in alike[-count:]]
    found.picks |= {fold(str(each["name"])): each for each in alike[-count:]}
    written = f"{', '.join(names[:-1])} and {names[-1]}"
    lead = "compare " if match["apart"] else match["of"] or ""
    found.text = f"{found.text[: match.start()]}{lead}{written}{found.text[match.end() :]}"


_MANY_OF = re.compile(
    r"^\W*(?:(?:and|so|what's|what is) )*(?P<apart>(?:the )?difference|compare (?:them|the two)|"
    r"(?:who|whose|which)(?: one| of (?:them|the two|both))?(?: (?:is|are|was|has|had|did|logged|"
    r"worked|owes))? (?:the )?(?:more|most|less|least|bigger|biggest|higher|highest|larger|longer|"
    r"smaller|lower)(?: (?:hours|time|of the two))?)(?=\W*$)|"
    r"\b(?P<of>(?:which|who) of )?(?:(?:all|these|those|the|of) "
    r"(?P<count>[2-5]|two|three|four|five)|(?P<both>both))"
    r"(?: (?:of (?:them|these|those)|projects|clients|people|ones|together))*\b"
    r"(?! (?:biggest|largest|top|oldest|latest|most|first|last|next|new))"
)
