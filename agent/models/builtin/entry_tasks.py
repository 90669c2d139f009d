"""Which task a question about time means: tasks stand in no list of names and are searched for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.models.builtin.desk import Desk
from agent.models.builtin.find_tasks import find_tasks, meant_by
from agent.models.builtin.leftovers import task_phrase
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.query import Query
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import say
from agent.models.builtin.request import Quote, Request
from agent.models.builtin.scope import near_names
from agent.models.builtin.text.exclusions import excluded_phrase
from agent.models.builtin.text.fold import BLANK, fold, words_of
from agent.models.builtin.text.vocabulary import is_content, words_with_spans

_MOST_TASKS = 4


def leaving_out_task(desk: Desk, request: Request, query: Query) -> tuple[Request, Query]:
    """Without the task of "excluding translation", which stands in no list of names."""
    span = excluded_phrase(request.plain)
    phrase = request.text[slice(*span)] if span and BLANK not in request.plain[slice(*span)] else ""
    if not span or not any(is_content(word) for word, _ in words_with_spans(phrase)):
        return request, query
    found = find_tasks(desk, phrase, query.scope)
    if len(found) != 1 and not _alike(found):
        return request, query
    scope = replace(query.scope, without=(*query.scope.without, *found))
    return request.emptied(span), replace(query, scope=scope, stray=())


def unnamed_quote(desk: Desk, request: Request, query: Query) -> Quote | None:
    """Quoted words that no record and no task is called by: they stand in the notes."""
    quote = next(iter(request.quotes), None)
    if not quote or quote.text not in request.unknown_names or query.scope.task:
        return None
    return None if find_tasks(desk, quote.text, query.scope) else quote


def with_task(desk: Desk, request: Request, query: Query, noted: Quote | None = None) -> Query:
    """Words that are no client, project or person may be a task; what is ``noted`` is none."""
    other = [*query.scope.places, *([noted.text] if noted else [])]
    names = [name for name in request.unknown_names if name not in other]
    if query.scope.task:
        _refuse_strange(desk, request, names, query.scope.task.name, [query.scope.task])
        return query
    if not names:
        return _with_stray_task(desk, request, query)
    several = _several_tasks(desk, request, query)
    if several:
        return several
    phrase = task_phrase(request) or names[0]
    picked = request.picks.get("task")
    if picked:
        found = [e for e in find_tasks(desk, phrase, query.scope) if e.id == picked["id"]]
    else:
        found = find_tasks(desk, phrase, query.scope)
        if not found and phrase != names[0]:
            found = find_tasks(desk, names[0], query.scope)
    if not found:
        close = near_names(desk, names[0], ("client", "project", "user"))
        raise say(f'I found no client, project, person or task called "{names[0]}".{close}')
    _refuse_strange(desk, request, names, phrase, found)
    if found and any(entry.kind in ("project", "client") for entry in query.scope.others):
        return _in_each(desk, query, phrase, found)
    if _alike(found):
        return replace(query, called=_names(found), stray=())
    if len(found) > 1:
        raise ask(request, f'Which task do you mean by "{phrase}"?', key="task", options=found)
    return replace(query, scope=replace(query.scope, task=found[0]), stray=())


def _refuse_strange(
    desk: Desk, request: Request, names: Sequence[str], phrase: str, found: Sequence[Entry]
) -> None:
    """End the step where an unknown name beside that of the task says for whom, or whose."""
    words = {word for entry in found for word in entry.words} | set(words_of(phrase))
    for name in names:
        before = request.folded[: request.folded.find(fold(name))]
        if not words & set(words_of(name)) and _WHOSE.search(before):
            close = near_names(desk, name, ("client", "project", "user"))
            raise say(f'I found no client, project or person called "{name}".{close}')


_WHOSE = re.compile(r"\b(?:for|by|from|of|with)\s+$")


def _alike(tasks: Sequence[Entry]) -> bool:
    """Whether several tasks have one name, as "QA" of every project has: all of them are meant."""
    return len(tasks) > 1 and len({fold(task.name) for task in tasks}) == 1


def _names(tasks: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(sorted({task.name for task in tasks}))


def _in_each(desk: Desk, query: Query, phrase: str, found: list[Entry]) -> Query:
    """The task of that name in each of several places, and no task twice."""
    each = [find_tasks(desk, phrase, one.scope) for one in query.each()]
    tasks = list(dict.fromkeys([*found[:1], *(entry for some in each for entry in some[:1])]))
    others = tuple(e for e in query.scope.others if e.kind == "user")
    scope = replace(query.scope, task=tasks[0], project=None, client=None,
                    others=(*others, *tasks[1:]))  # fmt: skip
    return replace(query, scope=scope, stray=())


def _several_tasks(desk: Desk, request: Request, query: Query) -> Query | None:
    """ "The text and the layout": each of the names is one task of its own."""
    names = request.unknown_names
    joint = re.search(r"\b(?:and|plus|or|vs|versus)\b|&|,", request.plain)
    if not 1 < len(names) <= _MOST_TASKS or not joint or request.picks:
        return None
    found = [find_tasks(desk, name, query.scope) for name in names]
    tasks = list(dict.fromkeys(entries[0] for entries in found if len(entries) == 1))
    if len(tasks) < len(names):
        return None
    scope = replace(query.scope, task=tasks[0], others=(*query.scope.others, *tasks[1:]))
    return replace(query, scope=scope, stray=())


# "Studio total for August": everybody's.
_OWN_FIRM = re.compile(r"(?:whole |entire )?(?:studio|agency|office|company|firm|house|shop|team)")
_PREPOSITION = re.compile(r"\b(?:in|into|on|for|with|at)\s+(?:the\s+)?", re.IGNORECASE)


def _with_stray_task(desk: Desk, request: Request, query: Query) -> Query:
    """Words that nothing says are a name: a task where exactly one is called so."""
    said = request.done_words or request.strangers.everyday_phrase
    phrase = task_phrase(request) if query.stray else said
    if _OWN_FIRM.fullmatch(fold(phrase)):
        return replace(query, stray=())
    # "Burnt in team meetings": what stands behind the verb.
    phrases = [phrase, *_PREPOSITION.split(phrase, maxsplit=1)[1:]] if phrase else []
    tries = (meant_by(each, find_tasks(desk, each, query.scope)) for each in phrases)
    found = next((entries for entries in tries if entries), [])
    if _alike(found):
        return replace(query, called=_names(found), stray=())
    if len(found) != 1:
        return query
    if any(entry.kind in ("project", "client") for entry in query.scope.others):
        return _in_each(desk, query, phrase, found)
    return replace(query, scope=replace(query.scope, task=found[0]), stray=())
