"""Whose time it is: the people of a segment as records, or a question."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import StepEndError
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import fold, words_of
from agent.models.builtin.writing.certainty import surely_same_person
from agent.models.builtin.writing.pieces import Person


def doers_of(request: Request, people: Sequence[Person]) -> list[Entry | None]:
    """Each person once, in order; None is the person asking, alone where nobody is named."""
    if not people:
        return [None]
    _refuse_run_together(request, people)
    found = [_entry(request, person) for person in people]
    return list(dict.fromkeys(found))


def _refuse_run_together(request: Request, people: Sequence[Person]) -> None:
    """Two names with nothing between them are nobody's whole name: which of the two is asked."""
    named = sorted((p.mention for p in people if p.mention), key=lambda mention: mention.span)
    for first, second in pairwise(named):
        if request.text[first.span[1] : second.span[0]].strip():
            continue
        said = request.text[first.span[0] : second.span[1]]
        options = list(dict.fromkeys([*first.candidates("user"), *second.candidates("user")]))
        raise _which(request, f'Who is "{said}": one of these, or both?', options, said)


def _entry(request: Request, person: Person) -> Entry | None:
    mention = person.mention
    if mention is None:
        return None
    key = fold(mention.text)
    picked = request.picks.get(key)
    if picked:
        return Entry("user", picked["id"], picked["name"])
    entries = mention.candidates("user")
    active = [entry for entry in entries if entry.active]
    chosen = active if len(active) >= 1 else entries
    chosen = _with_lookalikes(mention, chosen)
    if len(chosen) > 1:
        raise _which(
            request, f'Which person do you mean by "{mention.text}"?', chosen, mention.text
        )
    if not _surely(mention.text, chosen[0]):
        question = f'I found nobody called "{mention.text}". Do you mean {chosen[0].name}?'
        raise _which(request, question, chosen, mention.text)
    return chosen[0]


def _with_lookalikes(mention: Mention, chosen: list[Entry]) -> list[Entry]:
    """Others whose name the word may be as well ("Luka" for Lukas and Luca), if it is nobody's."""
    said = words_of(mention.text)
    if any(word in entry.words for entry in chosen for word in said):
        return chosen
    fits = [fit.entry for fit in mention.fits if fit.entry.kind == "user" and fit.entry.active]
    return list(
        dict.fromkeys([*chosen, *(entry for entry in fits if _surely(mention.text, entry))])
    )


def _which(request: Request, question: str, options: Sequence[Entry], phrase: str) -> StepEndError:
    return ask(request, question, key=fold(phrase), options=options, phrase=phrase)


def _surely(said: str, entry: Entry) -> bool:
    words = words_of(said)
    joined = "".join(words)
    whole = "".join(entry.words)
    if joined == whole or (entry.code and joined == entry.code.lower()):
        return True
    return all(
        any(surely_same_person(word, name) for name in entry.words)
        or (place > 0 and len(word) == 1 and any(name[0] == word for name in entry.words[1:]))
        for place, word in enumerate(words)
    )
