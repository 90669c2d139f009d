"""The task a time entry is for: named, or the only open one of a place, or asked for."""

from __future__ import annotations

import re

from agent.models.builtin.desk import Desk
from agent.models.builtin.leftovers import pieces, task_phrase, task_phrases
from agent.models.builtin.names.entry import Entry, entries_from
from agent.models.builtin.names.tasks import find_tasks
from agent.models.builtin.questions import ask
from agent.models.builtin.reply import say
from agent.models.builtin.request import Request
from agent.models.builtin.scope import Scope, near_names, resolve
from agent.models.builtin.text.fold import Span, fold


def logged_task(
    desk: Desk,
    whole: Request,
    part: Request,
    scope: Scope,
    note: Span | None,
    before: Entry | None,
) -> Entry:
    """The one task of this part of a request; ``before`` is the task of the part before it.

    Never guesses: several that fit, none, or a further name that fits nothing, become a question
    about the whole request.
    """
    firm = part.firm
    phrases = task_phrases(firm, *([note] if note else []))
    if not phrases:
        return _task_of_place(desk, whole, scope, before)
    for phrase in phrases:
        picked = whole.picks.get(f"task {fold(phrase)}")
        if picked:
            return Entry("task", picked["id"], picked["name"])
    phrase, found = phrases[0], []
    for phrase in phrases:
        found = find_tasks(desk, phrase, scope)
        if found:
            break
    else:
        phrase = phrases[0]
    others = [other for other in phrases if other not in phrase and phrase not in other]
    if not found and not scope.project and firm.mentions != part.mentions:
        found = _through_loose_names(desk, part, note)
    if not found:
        found, others = _through_pieces(desk, phrase, scope, others)
    if len(found) != 1:
        raise _which(desk, whole, scope, phrase, found)
    _ask_about_strangers(desk, whole, firm, others)
    return found[0]


def _through_pieces(
    desk: Desk, phrase: str, scope: Scope, others: list[str]
) -> tuple[list[Entry], list[str]]:
    """Read "Bob on the slides" as the task "slides" and somebody called Bob."""
    parts = pieces(phrase)
    for part in parts:
        found = find_tasks(desk, part, scope)
        if found:
            return found, [*others, *(other for other in parts if other != part)]
    return [], others


def _ask_about_strangers(desk: Desk, whole: Request, firm: Request, others: list[str]) -> None:
    """A name that fits nothing is never dropped from a write."""
    for other in others:
        place = firm.folded.find(fold(other))
        named = re.search(r"\b(?:for|by|with|of|in|at)\s+(?:the\s+)?$", firm.folded[:place])
        if named or other[:1].isupper():
            near = near_names(desk, other, ("user", "client", "project"))
            raise ask(
                whole,
                f'I found no person, client or project called "{other}".{near} Who or what is it?',
                key=f"name {fold(other)}",
                phrase=other,
            )


def _through_loose_names(desk: Desk, part: Request, note: Span | None) -> list[Entry]:
    """Read "Acme wireframes" as the task "wireframes" of Acme when it is no name as a whole."""
    scope = resolve(desk, part, "project", "client", "user", write=True)
    phrase = task_phrase(part, *([note] if note else []))
    return find_tasks(desk, phrase, scope) if phrase else []


def _task_of_place(desk: Desk, whole: Request, scope: Scope, before: Entry | None) -> Entry:
    picked = whole.picks.get("task")
    if picked:
        return Entry("task", picked["id"], picked["name"])
    if scope.project is None and scope.client is None and before is not None:
        return before
    options = _open_tasks(desk, scope)
    place = scope.project or scope.client
    if place and len(options) == 1:
        return options[0]
    if place and not options:
        raise say(
            f"{place.name} has no open task to log time on. I can create one: name it and its "
            f"project."
        )
    where = f" of {place.name}" if place else ""
    raise ask(whole, f"On which task{where}?", key="task", options=options)


def _open_tasks(desk: Desk, scope: Scope) -> list[Entry]:
    ids = Scope(client=scope.client, project=scope.project).ids()
    if not ids and desk.context.user_id is not None:
        ids = {"user_id": desk.context.user_id}
    if not ids:
        return []
    return entries_from("task", desk.read("list_tasks", **ids, complete=False).rows)


def _which(desk: Desk, whole: Request, scope: Scope, phrase: str, found: list[Entry]) -> Exception:
    key = f"task {fold(phrase)}"
    if found:
        return ask(whole, f"Which task do you mean by \"{phrase}\"?", key=key, options=found,
                   phrase=phrase)  # fmt: skip
    place = scope.project or scope.client
    where = f" in {place.name}" if place else ""
    options = _open_tasks(desk, scope)
    offer = " Which one is it?" if options else " What is it called in Paymo?"
    return ask(whole, f"I found no task called \"{phrase}\"{where}.{offer}", key=key,
               options=options, phrase=phrase)  # fmt: skip
