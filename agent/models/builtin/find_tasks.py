"""Finding a task by the words people use for it.

Inside a known project its whole task list is read; elsewhere tasks are searched by the phrase,
then by shorter fragments of its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk, Reading
from agent.models.builtin.names.entry import Entry, entries_from
from agent.models.builtin.names.likeness import COVERED, NEAR, WHOLE
from agent.models.builtin.names.match import Fit, NameIndex, weight
from agent.models.builtin.scope import Scope
from agent.models.builtin.text.fold import words_of
from agent.models.builtin.text.vocabulary import is_content

# Of a word this many letters are enough to search by; slips near its end do no harm.
_SHORTEST_STEM = 4
_FRAGMENTS = 3
_LONGEST = 120  # characters; no task is called by more


def find_tasks(desk: Desk, phrase: str, scope: Scope, *, doing: bool = False) -> list[Entry]:
    """The tasks a phrase may mean, best first: one when it is clear, several when it is not.

    Open tasks come before done ones; tasks outside the scope's project or client never come.
    ``doing``: a verb will do for its noun, as "drafting the lease" for "Lease draft".
    """
    if len(phrase) > _LONGEST:
        return []
    for search in _searches(phrase, scope):
        if not desk.may_search(search):
            return []
        readings = desk.read_all(*search)
        within = _within(scope, readings)
        found = _matching(phrase, within) or (_by_roots(phrase, within) if doing else [])
        if found:
            return found
        if scope.project and all(reading.whole for reading in readings):
            return []
    return []


def meant_by(word: str, tasks: Sequence[Entry]) -> list[Entry]:
    """Those of some tasks that a word means which nothing says is a name: it is the last of theirs,
    as a compound is called by its head ("wireframes" for "Homepage wireframes", never "studio" for
    "Studio website")."""
    said = roots(word)
    return [task for task in tasks if len(said) > 1 or said & roots(task.words[-1])]


def _searches(phrase: str, scope: Scope) -> list[list[Call]]:
    by_phrase = [by_name(phrase)]
    by_stem = [c for c in stem_searches(phrase) if c.args["name"] != phrase.strip().lower()]
    if scope.project:
        whole = [Call("list_tasks", {"project_id": scope.project.id})]
        return [whole, by_phrase]
    return [by_phrase, by_stem] if by_stem else [by_phrase]


def stem_searches(phrase: str) -> list[Call]:
    """Searches for tasks by the beginnings of the phrase's telling words, longest first."""
    stems = {stem_of(word) for word in _telling(phrase) if len(word) >= 3}
    longest = sorted(stems, key=lambda stem: (-len(stem), stem))[:_FRAGMENTS]
    return [by_name(stem) for stem in longest]


def stem_of(word: str) -> str:
    """The beginning of a word to search by."""
    return word[: max(_SHORTEST_STEM, len(word) // 2)]


def by_name(name: str) -> Call:
    """The search for tasks whose names hold this."""
    return Call("list_tasks", {"name": name.strip()})


def _telling(phrase: str) -> list[str]:
    words = words_of(phrase)
    return [word for word in words if is_content(word)] or words


def _within(scope: Scope, readings: Sequence[Reading]) -> list[Entry]:
    entries = [e for reading in readings for e in entries_from("task", reading.rows)]
    if scope.project:
        entries = [e for e in entries if e.project_id in (scope.project.id, None)]
    elif scope.client:
        entries = [e for e in entries if e.client_id == scope.client.id]
    return list(dict.fromkeys(entries))


def _matching(phrase: str, entries: Sequence[Entry]) -> list[Entry]:
    """Entries whose names hold every telling word of the phrase; the best ones only."""
    words = words_of(phrase)
    needed = sum(weight(word) for word in words)
    best: dict[Entry, Fit] = {}
    for fit in NameIndex(entries).fits(words):
        known = best.get(fit.entry)
        if known is None or (fit.weight, fit.score) > (known.weight, known.score):
            best[fit.entry] = fit
    covering = [fit for fit in best.values() if fit.weight >= COVERED * needed - 0.01]
    covering.sort(key=lambda fit: (-fit.score, not fit.entry.active, fit.entry.id))
    if not covering:
        return []
    margin = 0.0 if covering[0].score >= WHOLE else NEAR
    near = [fit.entry for fit in covering if fit.score >= covering[0].score - margin]
    still_open = [entry for entry in near if entry.active]
    return still_open or near


_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|er|ion|es|s|e)+$|(?<=\w{5})(?:al|ance|ment)s?$")


def roots(text: str) -> set[str]:
    """The words of a text without the endings of verbs and plurals."""
    return {_ENDING.sub("", word) for word in words_of(text)}


def _by_roots(phrase: str, entries: Sequence[Entry]) -> list[Entry]:
    """Entries in whose names every telling word of a phrase that says what is done has its root;
    where there is none, every one but the verb's: "writing the factum" for "Factum, first draft".
    """
    telling = _telling(phrase)
    said = roots(" ".join(telling))
    things = roots(" ".join(word for word in telling if not word.endswith("ing")))
    if len(said) < 2 or not things or things == said:
        return []
    found = [entry for entry in entries if said <= roots(entry.name)]
    found = found or [entry for entry in entries if things <= roots(entry.name)]
    return [entry for entry in found if entry.active] or found
