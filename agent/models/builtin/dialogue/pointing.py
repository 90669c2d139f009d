"""The records that words point back to: "it", "their", "that client", "the second one".

Such words are replaced by the record's name, so that everything after this reads a message that
stands on its own. What name means which record is noted beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from agent.models.builtin.conversation import Call, Result
from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.drafts import drafts_of
from agent.models.builtin.dialogue.memory import records_in
from agent.models.builtin.names.entry import Kind, entry_from, reference
from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import fold, words_of
from agent.models.builtin.text.numbers import ORDINAL_WORD, number, ordinal
from agent.models.builtin.text.vocabulary import is_content

Reference = dict[str, Any]
# A line of a list that was shown, and the record that it is about.
Line = tuple[str, Reference | None]

_KINDS: dict[str, Kind] = {
    "list_clients": "client",
    "list_projects": "project",
    "list_users": "user",
    "list_tasks": "task",
    "list_milestones": "milestone",
}
_GROUPS: dict[str, Kind] = {
    "client": "client", "project": "project", "user": "user", "task": "task",
}  # fmt: skip
_COUNTED = re.compile(
    rf"\b(?:the )?(?<!ones )(?<!est )(?<!st )(?P<word>{ORDINAL_WORD}|last)"
    r"(?: (?:one|of (?:them|those|these)|(?:in|on) the list)\b|(?=\s*[?.!,]*\s*$))"
    r"|(?<!\w)(?:number |no\.? |#)(?P<number>\d)(?=\s*[?.!,]*\s*$)"
)
_ONE = re.compile(r"\b(?:the|that|this) (?P<words>(?:[^\W_]+[ -]){1,3})one\b(?!s)")
_THEY = re.compile(
    r"\b(?:they|them|theirs?|(?:this|that|the same) (?:client|customer|company))\b(?! all\b)"
)
_IT = re.compile(
    r"\b(?:it|its|(?:this|that|the same) (?:project|task|milestone|invoice|one))\b|"
    r"(?:(?<=\bis )|(?<=\bwas ))(?:that|this)(?=\W*$| (?:due|paid|done|late|overdue|ready|open|"
    r"finished|complete|billed|for|from|about|worth)\b)|"
    r"(?<=\bdid )(?:that|this)(?= (?:take|cost|last|need)\b)"
)
_THERE = re.compile(
    r"\b(?:(?:in|on) there|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bhi )"
    r"(?<!\bhey )(?<!\bhello )there(?!'s| (?:is|are|was|were|been)\b))\b"
)
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


@dataclass
class Pointed:
    """The text with names in the place of pointing words, and which record each name means."""

    text: str
    picks: dict[str, Any] = field(default_factory=dict)

    @property
    def kinds(self) -> set[str]:
        return {str(reference["kind"]) for reference in self.picks.values()}

    def put(self, span: tuple[int, int], reference: Reference, *, own: bool = False) -> None:
        """Set a record's name in the place of words. Names that no list holds are quoted."""
        name = str(reference["name"])
        self.picks[fold(name)] = reference
        written = name
        if reference["kind"] in ("task", "milestone"):
            self.picks[f"task {fold(name)}"] = reference
            self.picks[str(reference["kind"])] = reference
            written = f'"{name}"'
        elif reference["kind"] == "invoice":
            written = f"invoice {name}"
        if own:
            written = f"{written}'s" if written[-1:] != '"' else f"of {written}"
        elif _THERE.fullmatch(fold(self.text[slice(*span)])):
            written = f"in {written}"
        self.text = f"{self.text[: span[0]]}{written}{self.text[span[1] :]}"


def pointed(desk: Desk, text: str, query: dict[str, Any] | None, *, listed: bool = True) -> Pointed:
    """Replace what points back to the records of a query or, where these are ``listed``, to the
    lines of the answer before."""
    found = Pointed(text)
    lines = _listed(desk) if listed else []
    _counted(found, lines)
    _by_words(found, lines)
    if len(lines) > 1:
        _by_a_word(found, lines)
    _on_the_day(desk, found)
    _by_digits(found, dict((query or {}).get("scope") or {}))
    _several(found, records_in(query or {}))
    scope = _of_writes(desk) or dict((query or {}).get("scope") or {})
    if _CLIENTS_MATTER.search(fold(text)):
        scope = {**client_of(desk, scope), **scope}
    single = lines[0][1] if len(lines) == 1 else None
    for pattern, kinds in (
        (_PERSON, ("user",)),
        (_IT, ("milestone", "task", "project", "invoice")),
        (_THERE, ("project", "client")),
        (_THEY, ("client", "project")),
    ):
        reference = _antecedent(kinds, scope, single)
        # "How many hours did they log on it": the same project twice is one too many.
        known = reference and fold(str(reference["name"])) in found.picks
        if reference and not (known and pattern is _THEY):
            _name(found, pattern, reference)
    return found


def _name(found: Pointed, pattern: re.Pattern[str], reference: Reference) -> None:
    """Set the record's name in the place of every pointing word of this kind."""
    for match in reversed(list(pattern.finditer(fold(found.text)))):
        before = fold(found.text)[: match.start()].rstrip()
        own = _owns(match, fold(found.text))
        if own or pattern is _THERE or not _OF_THEM.search(before):
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
    """The records of the writes that were the last thing to be talked about."""
    conversation = desk.conversation
    calls = [result.call for result in (*conversation.last_writes, *conversation.closed)]
    kept = conversation.memory.get("copies") or conversation.memory.get("drafts") or ()
    calls += [Call(each["tool"], each["args"]) for each in kept]
    if len(calls) != 1 or "asked" in conversation.memory:
        return {}
    draft = drafts_of(desk, calls)[0]
    found: dict[str, Reference] = {}
    if draft.task:
        found["task"] = draft.task.as_reference()
        found |= {
            kind: reference(kind, id, name)
            for kind, id, name in (
                ("project", draft.task.project_id, draft.task.project),
                ("client", draft.task.client_id, draft.task.client),
            )
            if id is not None and name
        }
    if draft.place:
        found["project"] = draft.place.as_reference()
    return found


def _by_digits(found: Pointed, scope: dict[str, Any]) -> None:
    """ "And 1082?" after an invoice: that of these digits."""
    match = _DIGITS.fullmatch(fold(found.text).strip())
    before = str((scope.get("invoice") or {}).get("name") or "")
    last = re.search(r"\d+$", before)
    if match and last and len(match["digits"]) <= len(last.group()):
        number = f"{before[: last.start()]}{match['digits'].zfill(len(last.group()))}"
        found.text = f"and invoice {number}?"


_DIGITS = re.compile(
    r"(?:(?:and|what about|how about|the same for|for|number|no\.?|#)[\s,]*)+(?P<digits>\d{2,6})\W*"
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
    r"\b(?:(?P<they>they|them)|their|theirs|he|she|him|her|his|hers|(?:this|that) (?:client|"
    r"customer|company|project|task|invoice|milestone|person)|(?<=\bon )it|(?<=\bfor )it|"
    r"(?P<part>(?<=\bof )it))\b"
)
# Words inside the same message that such a word may mean.
_MANY = re.compile(r"\b(?:\w{3,}s|people|who|everyone|everybody|team|staff|any|all|each)\b")
_SOMEBODY = re.compile(
    r"\b(?:clients?|customers?|companies|people|person|who|whose|everyone|everybody|anyone|team|"
    r"users|colleagues?|projects?|tasks?|milestones?|invoices|bills|drafts|payments)\b"
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


def _counted(found: Pointed, listed: Sequence[Line]) -> None:
    """ "The second one" of a list that was shown."""
    for match in reversed(list(_COUNTED.finditer(fold(found.text)))):
        place = ordinal(match["word"] or match["number"])
        if place and listed and place <= len(listed):
            reference = listed[place - 1 if place > 0 else -1][1]
            if reference:
                found.put(match.span(), reference)


def _by_words(found: Pointed, listed: Sequence[Line]) -> None:
    """ "The Blue Harbor one" of a list that was shown."""
    for match in reversed(list(_ONE.finditer(fold(found.text)))):
        words = words_of(match["words"])
        fits = [ref for line, ref in listed if all(word in words_of(line) for word in words)]
        if len(fits) == 1 and fits[0]:
            found.put(match.span(), fits[0])


def _several(found: Pointed, records: Sequence[Reference]) -> None:
    """ "Both", "all three", "these two": the last so many records of a kind that were told of."""
    match = _MANY_OF.search(fold(found.text))
    if not match or not records:
        return
    count = int(number(match["count"])) if match["count"] else 2
    alike = [each for each in records if each["kind"] == records[-1]["kind"]]
    if len(alike) < count or count < 2:
        return
    names = [str(each["name"]) for each in alike[-count:]]
    found.picks |= {fold(str(each["name"])): each for each in alike[-count:]}
    written = f"{', '.join(names[:-1])} and {names[-1]}"
    lead = "compare " if match["apart"] else match["of"] or ""
    found.text = f"{found.text[: match.start()]}{lead}{written}{found.text[match.end() :]}"


_MANY_OF = re.compile(
    r"^\W*(?:(?:and|so|what's|what is) )*(?P<apart>(?:the )?difference|compare (?:them|the two))"
    r"(?=\W*$)|\b(?P<of>(?:which|who) of )?(?:(?:all|these|those|the|of) "
    r"(?P<count>[2-5]|two|three|four|five)|(?P<both>both))"
    r"(?: (?:of (?:them|these|those)|projects|clients|people|ones|together))*\b"
    r"(?! (?:biggest|largest|top|oldest|latest|most|first|last|next|new))"
)


def _by_a_word(found: Pointed, listed: Sequence[Line]) -> None:
    """ "The binder" where one line of the list is about "Hearing binder"."""
    for match in reversed(list(_NOUN.finditer(fold(found.text)))):
        words = words_of(match["words"])
        if found.text[slice(*match.span("words"))].islower() and all(map(_is_telling, words)):
            fits = [ref for _, ref in listed if ref and set(words) < set(words_of(ref["name"]))]
            if len(fits) == 1:
                found.put(match.span(), fits[0])


_NOUN = re.compile(r"\b(?:the|that|this) (?P<words>[^\W\d_]{3,}(?: [^\W\d_]{3,})?)(?=\W*$|\W*\?)")


def _is_telling(word: str) -> bool:
    return is_content(word) and word not in EVERYDAY


def _listed(desk: Desk) -> list[Line]:
    """The lines of the answer before, each with the record that it is about, in their order."""
    lines = [
        line.removeprefix("- ").strip()
        for line in desk.conversation.said_before.split("\n")
        if line.startswith("- ")
    ]
    known = list(_shown(desk.conversation.last))
    known.sort(key=lambda reference: -len(reference["name"]))
    return [
        (line, next((r for r in known if fold(line).startswith(fold(r["name"]))), None))
        for line in lines
    ]


def _shown(results: Iterable[Result]) -> Iterable[Reference]:
    """Every record that the rows and groups of these results name."""
    for result in results:
        if result.error is not None or result.is_write:
            continue
        kind = _KINDS.get(result.call.tool)
        for row in result.data["rows"]:
            if kind and row.get("name"):
                yield entry_from(kind, row).as_reference()
            elif row.get("number"):
                yield reference("invoice", row.get("id"), str(row["number"]))
        for group in result.data.get("groups") or ():
            of = _GROUPS.get(str(group.get("by")))
            if not of:
                continue
            for row in group["rows"]:
                name, id = row.get("name") or row.get(of), row.get("id") or row.get(f"{of}_id")
                if name and id:
                    yield reference(of, id, str(name))
