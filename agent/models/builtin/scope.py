"""The records a request is about: one client, project, person or task each, or a question.

A name may fit several records and several kinds of record. The kind follows a word beside the name
("client X"), then an exact name, then what the intent prefers. Records of other names in the same
request narrow the choice; archived ones lose to active ones; what is still open is asked.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz.distance import OSA

from agent.models.builtin.desk import LISTS, Desk
from agent.models.builtin.names.entry import Entry, Kind
from agent.models.builtin.names.likeness import CLOSE, EXACT, KIND_MARGIN
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.names.standing import DOER
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import say
from agent.models.builtin.request import Request
from agent.models.builtin.text.exclusions import is_left_out
from agent.models.builtin.text.fold import fold, words_of
from agent.models.builtin.text.places import states_said, ways_to_write

_KIND_WORDS: dict[Kind, str] = {
    "client": r"clients?|customers?|company|account",
    "project": r"projects?",
    "user": r"users?|colleagues?|employees?|person|people",
}
NOUNS: dict[Kind, str] = {
    "client": "client",
    "project": "project",
    "user": "person",
    "task": "task",
    "milestone": "milestone",
    "subject": "subject",
}


# "Both Spring Fairs", "the two Rubys".
_SEVERAL = re.compile(
    r"\b(?:both|all|(?:the|our|all) (?:two|three))(?: of)?(?: (?:the|our))? [\"']?$|"
    r"\b(?:clients|customers|projects|people|(?:any|some)(?:one|body)|who(?:'s| is| are)?) "
    r"(?:called|named|(?:starting|beginning) with) [\"']?$"
)
# "The Winter clients", "the Rubys together".
_PLURAL = re.compile(
    r"[\"']?\s+(?:clients|customers|companies|projects|people|ones|(?:all )?together)\b"
)


@dataclass(frozen=True)
class Scope:
    """At most one record of each kind; ``others`` are further ones ("Anna and Ben"), ``without``
    those that are left out; ``places`` are words by which the clients there were found. ``among``:
    all of these together and nobody else, by the name that they have as a group."""

    client: Entry | None = None
    project: Entry | None = None
    user: Entry | None = None
    task: Entry | None = None
    others: tuple[Entry, ...] = ()
    without: tuple[Entry, ...] = ()
    places: tuple[str, ...] = ()
    among: tuple[Entry, ...] = ()
    group_name: str = ""

    @property
    def empty(self) -> bool:
        return not (self.client or self.project or self.user or self.task)

    def around(self, entry: Entry) -> Scope:
        """The same scope about this record instead of the other of its kind."""
        return Scope(
            client=entry if entry.kind == "client" else self.client,
            project=entry if entry.kind == "project" else self.project,
            user=entry if entry.kind == "user" else self.user,
            task=entry if entry.kind == "task" else self.task,
            without=self.without,
        )

    def without_kinds_of_others(self) -> Scope:
        """What several scopes have in common: without the kinds of which there are further ones."""
        kinds = {entry.kind for entry in self.others}
        return Scope(
            client=None if "client" in kinds else self.client,
            project=None if "project" in kinds else self.project,
            user=None if "user" in kinds else self.user,
            task=None if "task" in kinds else self.task,
        )

    def together(self, entries: Sequence[Entry], name: str) -> Scope:
        """The scope of these clients as one group."""
        return replace(self, client=None, others=(), among=tuple(entries), group_name=name)

    def last_named(self, first: Scope) -> str:
        """The name that tells this scope from the first one of several, or the first's own."""
        kinds = {entry.kind for entry in first.others}
        found = (entry.name for entry in (self.user, self.task, self.project, self.client)
                 if entry and entry.kind in kinds)  # fmt: skip
        return next(found, "")

    def as_json(self) -> dict[str, Any]:
        found = {
            "client": self.client,
            "project": self.project,
            "user": self.user,
            "task": self.task,
        }
        return {kind: entry.as_reference() for kind, entry in found.items() if entry}

    def ids(self) -> dict[str, int]:
        """Filter arguments; the narrowest of task, project and client alone."""
        found: dict[str, int] = {}
        narrow = self.task or self.project or self.client
        if narrow:
            found[f"{narrow.kind}_id"] = narrow.id
        if self.user:
            found["user_id"] = self.user.id
        return found


def resolve(desk: Desk, request: Request, *kinds: Kind, write: bool = False) -> Scope:
    """The scope of a request, kinds in order of preference. Asks when a name is not clear.

    For a read an unknown name ends the step with a plain sentence, unless tasks or milestones are
    among the kinds, whose names the caller looks for; "my" means the person asking. A write looks
    after both itself.
    """
    there = {} if write or "client" not in kinds else _clients_by_place(desk, request)
    if not write:
        _refuse_unknown(desk, request, kinds, there)
    narrowed = replace(request, mentions=_with_members(desk, request))
    scope = _at(_from_mentions(narrowed, kinds, several=not write), there)
    if not write and scope.user is None and "user" in kinds and "mine" in request.filters:
        scope = replace(scope, user=_me(desk))
    return scope


def _with_members(desk: Desk, request: Request) -> tuple[Mention, ...]:
    """The mentions; of projects that are called alike only those that the one person named is on,
    where there are any."""
    people = {tuple(entry.id for entry in m.candidates("user")) for m in request.mentions} - {()}
    alike = [m for m in request.mentions if len(m.candidates("project")) > 1]
    if len(people) != 1 or len(next(iter(people))) > 1 or not alike:
        return request.mentions
    person = next(iter(people))[0]
    on = {row["id"] for row in desk.rows("project") if person in (row.get("user_ids") or [])}
    found = []
    for mention in request.mentions:
        fits = tuple(f for f in mention.fits if f.entry.kind == "project" and f.entry.id in on)
        found.append(replace(mention, fits=fits) if mention in alike and fits else mention)
    return tuple(found)


def _me(desk: Desk) -> Entry | None:
    if desk.context.user_id is None:
        return None
    return Entry("user", desk.context.user_id, desk.context.user or "you")


def _from_mentions(request: Request, kinds: Sequence[Kind], *, several: bool) -> Scope:
    out = left_out_names(request) if several else frozenset()
    chosen: list[tuple[Mention, list[Entry]]] = []
    without: list[Entry] = []
    taken: set[Kind] = set()
    for mention in request.mentions:
        kind = _kind(mention, request, [k for k in kinds if k not in taken or k == "user"])
        kind = kind or _kind(mention, request, kinds)
        if kind and mention in out:
            without += _meant(request, mention, mention.candidates(kind), several=several)
        elif kind:
            taken.add(kind)
            chosen.append((mention, mention.candidates(kind)))
    chosen = _matched(chosen)
    clear = {entries[0].kind: entries[0] for _, entries in chosen if len(entries) == 1}
    found: dict[str, Entry] = {}
    others: list[Entry] = []
    for mention, entries in chosen:
        for entry in _meant(request, mention, _narrowed(entries, clear), several=several):
            if entry.kind in found:
                if entry != found[entry.kind] and entry not in others:
                    others.append(entry)
            else:
                found[entry.kind] = entry
    return Scope(found.get("client"), found.get("project"), found.get("user"), found.get("task"),
                 tuple(others), tuple(without))  # fmt: skip


def left_out_names(request: Request) -> frozenset[Mention]:
    """The names that the words leave out: "hours without Anna and Ben"."""
    found: list[Mention] = []
    end = -1
    for mention in request.mentions:
        start = mention.span[0]
        joined = bool(found) and found[-1].span[1] == end
        before = request.folded[end if joined else 0 : start]
        if is_left_out(before, request.folded[mention.span[1] :], after_left_out=joined):
            found.append(mention)
        end = mention.span[1]
    return frozenset(found)


def _matched(chosen: list[tuple[Mention, list[Entry]]]) -> list[tuple[Mention, list[Entry]]]:
    """Of several clients and several projects, those that go together, if any do."""
    clients = {e.id for _, entries in chosen for e in entries if e.kind == "client"}
    owners = {e.client_id for _, entries in chosen for e in entries if e.kind == "project"}
    together = clients & owners
    if not together:
        return chosen
    return [
        (mention, [e for e in entries if e.client_id in together or e.kind == "user"] or entries)
        for mention, entries in chosen
    ]


def _kind(mention: Mention, request: Request, kinds: Sequence[Kind]) -> Kind | None:
    fitting = [kind for kind in kinds if mention.best(kind)]
    if "user" in fitting and DOER.search(request.folded[: mention.span[0]]):
        return "user"
    for kind in fitting:
        if _said_beside(mention, request.folded, kind):
            return kind
    best = max((mention.best(kind) for kind in fitting), default=0.0)
    near = [kind for kind in fitting if mention.best(kind) >= min(best, EXACT) - KIND_MARGIN]
    if best >= EXACT:
        near = [kind for kind in fitting if mention.best(kind) >= EXACT]
    clear = [kind for kind in near if len(mention.candidates(kind)) == 1]
    return next(iter(clear or near), None)


def _said_beside(mention: Mention, folded: str, kind: Kind) -> bool:
    """Whether the noun of the kind stands before the name or, unless "Acme projects" are those of
    a client, behind it."""
    words = _KIND_WORDS.get(kind)
    if not words:
        return False
    before, after = folded[: mention.span[0]], folded[mention.span[1] :]
    if re.search(rf"\b(?:{words})\s+[\"']?$", before):
        return True
    behind = re.match(rf"[\"']?\s+(?:{words})\b(?! (?:of|for|by))", after)
    return kind != "project" and behind is not None


def _narrowed(entries: list[Entry], clear: dict[Kind, Entry]) -> list[Entry]:
    """The candidates that go with the records that are clear; all of them when none does. One of
    them that is named in full as well is the one: "for Mette - Mette Kjaer, I mean"."""
    client, project = clear.get("client"), clear.get("project")
    if len(entries) > 1 and clear.get(entries[0].kind) in entries:
        return [clear[entries[0].kind]]
    if len(entries) > 1 and client and entries[0].kind == "project":
        entries = [entry for entry in entries if entry.client_id == client.id] or entries
    if len(entries) > 1 and project and entries[0].kind == "client":
        entries = [entry for entry in entries if entry.id == project.client_id] or entries
    return entries


def _meant(
    request: Request, mention: Mention, entries: list[Entry], *, several: bool
) -> list[Entry]:
    """The record of a mention; more than one only where the person answered "both"."""
    key = fold(mention.text)
    picked = request.picks.get(key)
    if picked:
        notes = picked if isinstance(picked, list) else [picked]
        return [_picked(entries, note) for note in notes]
    wants_archived = "archived" in request.filters
    active = [entry for entry in entries if entry.active != wants_archived]
    if len(active) == 1 or len(entries) == 1:
        return active if len(active) == 1 else entries
    told_apart = _told_apart(request, mention, active or entries)
    if told_apart:
        return [told_apart]
    if several and _means_all(request, mention, active or entries):
        return active or entries
    noun = NOUNS[entries[0].kind]
    raise ask(
        request,
        f'Which {noun} do you mean by "{mention.text}"?',
        key=key,
        options=active or entries,
        phrase=mention.text,
        several=several,
    )


def _told_apart(request: Request, mention: Mention, entries: Sequence[Entry]) -> Entry | None:
    """The one of several whose position is said right behind the name: "Sam (the designer)"."""
    beside = _BESIDE.match(request.folded, mention.span[1])
    said = set(words_of(beside["words"])) if beside else set()
    holders = [entry for entry in entries if said & set(words_of(entry.position))]
    if len(holders) > 1:
        holders = [e for e in holders if said <= {*words_of(e.position), *_NO_POSITION}]
    return holders[0] if len(holders) == 1 else None


_BESIDE = re.compile(r"\s*(?:\(|,|-)\s*(?P<words>(?:(?:the|our|from|in)\s+)*[^,()?.!]{2,40}?)\s*"
                     r"(?:\)|,|\s-|$|[?.!]|\bone\b)")  # fmt: skip
_NO_POSITION = frozenset(("the", "our", "from", "in", "one", "guy", "person"))


def _means_all(request: Request, mention: Mention, entries: Sequence[Entry]) -> bool:
    """Whether the words mean every bearer of a name: "both Spring Fairs", "the Nagys"."""
    before, after = request.folded[: mention.span[0]], request.folded[mention.span[1] :]
    if _SEVERAL.search(before) or _PLURAL.match(after):
        return True
    word = (words_of(mention.text.removesuffix("'s")) or [""])[-1]
    names = [name for entry in entries for name in entry.words]
    family = len(entries) > 1 and word.endswith("s") and word not in names
    return family and names.count(word[:-1]) == len(entries)


def _picked(entries: list[Entry], picked: dict[str, Any]) -> Entry:
    for entry in entries:
        if (entry.kind, entry.id) == (picked["kind"], picked["id"]):
            return entry
    return Entry(picked["kind"], picked["id"], picked["name"])


def _clients_by_place(desk: Desk, request: Request) -> dict[str, list[Entry]]:
    """Words that no record is called by and that are a client's city or country: "our Swedish
    clients", "the museum in Krems"; with the clients that are there."""
    said = [*request.unknown_names, *request.stray_words, *states_said(request.text)]
    said = [word for word in said if fold(word) not in request.picks]
    if not said:
        return {}
    entries = {entry.id: entry for entry in desk.entries("client") if entry.active}
    rows = [row for row in desk.rows("client") if row["id"] in entries]
    found = {}
    for phrase in said:
        there = [row for row in rows if any(_is_at(row, place) for place in _forms(phrase))]
        if there:
            found[phrase] = [entries[row["id"]] for row in there]
    return found


def _forms(phrase: str) -> list[str]:
    """The words for a place in a phrase: "Swedish clients", "Germans"."""
    words = [phrase, *re.findall(r"\w{4,}", phrase)]
    return [form for word in words for form in (word, word.rstrip("s"))]


def _is_at(row: dict[str, Any], place: str) -> bool:
    ways = set(ways_to_write(place))
    return any(fold(row.get(field) or "") in ways for field in ("city", "state", "country"))


def _at(scope: Scope, there: dict[str, list[Entry]]) -> Scope:
    """The scope with the clients of a place, where the words name no other."""
    found = [entry for entries in there.values() for entry in entries]
    scope = replace(scope, places=tuple(there))
    if not found or scope.client or scope.project:
        return scope
    return replace(scope, client=found[0], others=(*scope.others, *found[1:]))


def _refuse_unknown(
    desk: Desk, request: Request, kinds: Sequence[Kind], there: Container[str]
) -> None:
    """A name that fits nothing is an answer of its own: never silently the whole agency."""
    unknown = [name for name in request.unknown_names
               if fold(name) not in request.picks and name not in there]  # fmt: skip
    listed = [kind for kind in kinds if kind in LISTS]
    if not unknown or not listed:
        return
    desk.entries(*listed, fresh=True)
    if "task" in kinds or "milestone" in kinds:
        return
    nouns = " or ".join(NOUNS[kind] for kind in listed)
    raise say(f'I found no {nouns} called "{unknown[0]}".{near_names(desk, unknown[0], listed)}')


def near_names(desk: Desk, name: str, kinds: Sequence[Kind]) -> str:
    """ " The closest I know: ..." for a name nobody has, or nothing."""
    said = words_of(name)
    ranked: dict[str, float] = {}
    for entry in desk.known_entries():
        if entry.kind in kinds:
            pairs = (OSA.normalized_similarity(a, b) for a in said for b in entry.words)
            ranked[entry.name] = max(pairs, default=0.0)
    close = sorted((n for n in ranked if ranked[n] >= CLOSE), key=lambda n: (-ranked[n], n))[:4]
    return f" The closest I know: {', '.join(close)}." if close else ""
